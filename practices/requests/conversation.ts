import type { Directory } from '#kernel/actors/directory.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import type { CommentState } from '#practices/comments';
import type { Quote } from '#practices/decisions';
import type { CommentRow } from './queries.ts';
import { roundsOf, type RequestState } from './state.ts';

/** A decision keeps so many passages at most. */
const MOST_QUOTES = 100;

/** All that was said in a request and about it, in order, as a decision that comes of it keeps it; of a long one the end. */
export const conversationOf = (
  id: ArtifactId,
  state: RequestState,
  comments: readonly CommentRow[],
  directory: Directory,
): readonly Quote[] => {
  const name = (by: string): string => directory.actors.get(by)?.name ?? state.names[by] ?? 'somebody';
  const quote = (by: string, at: number, text: string): Quote => ({ from: id, by, name: name(by), at, text });
  const said = roundsOf(state).flatMap(({ question, askedAt, answers, said: clarified }) => [
    quote(state.author, askedAt, question),
    ...clarified.map(({ by, at, text }) => quote(by, at, text)),
    ...answers.map(({ by, at, text }) => quote(by, at, text)),
  ]);
  const about = comments.flatMap(({ state: one }) => {
    const comment = one as CommentState;
    return comment.status === 'deleted' ? [] : [quote(comment.author, comment.writtenAt, comment.body)];
  });
  return [...said, ...about].toSorted((a, b) => a.at - b.at).slice(-MOST_QUOTES);
};
