import { actorKey, spaceKey } from '#kernel/actors/access.ts';
import type { MeetingState } from './state.ts';

/** Whoever takes part, and everybody in its space. */
export const audienceOf = ({ author, people, space }: Pick<MeetingState, 'author' | 'people' | 'space'>): readonly string[] => [
  ...(space === null ? [] : [spaceKey(space)]),
  ...new Set([author, ...people].map(actorKey)),
];
