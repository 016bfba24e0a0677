import type { InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';
import { useOutbox, type Outbox } from '#web/api/outbox.ts';
import { queryClient } from '#web/api/reading.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import { asMoved, type Node, type Place, type WaitingMove } from './moved.ts';
import { t } from './strings.ts';

/** A move goes out through the outbox: without a network it waits there, and the tree shows it as it will be. */
export const moveOf = ({ id, title, number }: Pick<Node, 'id' | 'title' | 'number'>, place: Place) => ({
  method: 'PUT' as const,
  path: `/api/pages/${id}/place`,
  body: { ...place },
  label: t('moveOf', { title }),
  href: `/handbook/${number}`,
});

const waitingIn = (entries: Outbox['entries']): readonly WaitingMove[] =>
  entries.flatMap(({ id, path, body, state }) => {
    const page = /^\/api\/pages\/([^/]+)\/place$/u.exec(path)?.[1];
    return state === 'waiting' && page !== undefined ? [{ id, page, place: body }] : [];
  });

/** A page of which only another branch may have been read. */
export const known = (id: string): Node | null => {
  const lists = queryClient.getQueriesData<InfiniteData<RouteMap['GET /api/pages']['reply']>>({ queryKey: ['/api/pages'] });
  for (const [, list] of lists) for (const { items } of list?.pages ?? []) for (const one of items) if (one.id === id) return one;
  return null;
};

/** What stands in a branch, and what will: what was sent is shown so until the branch has been asked again (`asked`). */
export const useMoved = (
  items: readonly Node[] | undefined,
  here: { readonly space: string | null; readonly under: string | null },
  asked: boolean,
): ReturnType<typeof asMoved> | undefined => {
  const { entries } = useOutbox();
  const waiting = waitingIn(entries);
  const [kept, keep] = useState<readonly WaitingMove[]>([]);
  const sent = asked ? kept.filter((move) => !entries.some(({ id }) => id === move.id)) : [];
  const moves = [...sent, ...waiting];
  if (moves.map(({ id }) => id).join() !== kept.map(({ id }) => id).join()) keep(moves);
  return items && asMoved(items, here, moves, known);
};
