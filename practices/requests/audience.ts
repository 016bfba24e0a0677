import { seenBy } from '#kernel/actors/access.ts';
import type { RequestState } from './state.ts';

/** Whoever sees it: the people named and who asks, or its space, or the whole organization. */
export const audienceOf = ({ audience, space, author }: Pick<RequestState, 'audience' | 'space' | 'author'>): readonly string[] =>
  seenBy(space, audience && [author, ...audience]);
