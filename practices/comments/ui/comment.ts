import type { RouteMap } from '#web/api/route-map.ts';

/** A comment as the server tells it. */
export type Comment = RouteMap['GET /api/artifacts/:id/comments']['reply']['items'][number];

/** What one comment's line needs to know of where it is. */
export interface Place {
  /** The artifact that is discussed. */
  readonly on: string;
  /** The address of its screen. */
  readonly href: string;
  /** "#142 Keep one PostgreSQL": what the outbox calls it. */
  readonly what: string;
}

export interface Thread {
  readonly first: Comment;
  readonly replies: readonly Comment[];
}

/** Threads in the order in which they began; a reply whose beginning is not loaded yet stands alone. */
export const threadsOf = (comments: readonly Comment[]): readonly Thread[] => {
  const threads = new Map<string, { first: Comment; replies: Comment[] }>();
  for (const comment of comments) {
    const known = comment.thread === null ? undefined : threads.get(comment.thread);
    if (known) known.replies.push(comment);
    else threads.set(comment.id, { first: comment, replies: [] });
  }
  return [...threads.values()].filter(({ first, replies }) => first.status !== 'deleted' || replies.length > 0);
};
