import type { Directory } from '#kernel/actors/directory.ts';
import type { CommentState } from '#practices/comments';
import type { Quote } from './events.ts';
import type { QuotedRow } from './queries.ts';

/** A thread as it is kept with the decision that came of it. */
export const commentQuotes = (rows: readonly QuotedRow[], directory: Directory): readonly Quote[] =>
  rows.flatMap(({ state }) => {
    const comment = state as CommentState;
    if (comment.status === 'deleted') return [];
    return [
      {
        from: comment.on,
        by: comment.author,
        name: directory.actors.get(comment.author)?.name ?? 'somebody',
        at: comment.writtenAt,
        text: comment.body,
      },
    ];
  });
