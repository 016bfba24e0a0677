import { seenBy } from '#kernel/actors/access.ts';
import type { TaskState } from './state.ts';

/** Whoever sees it: the people named and its owner, or its space, or the whole organization. */
export const audienceOf = ({ audience, space, author }: Pick<TaskState, 'audience' | 'space' | 'author'>): readonly string[] =>
  seenBy(space, audience && [author, ...audience]);
