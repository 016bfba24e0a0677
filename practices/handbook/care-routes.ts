import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import { DAY } from '#kernel/time/duration.ts';
import { spaceName } from '#practices/spaces';
import { answer, cursorOf, inCursor, iso, pageOf as paged, paging, readCursor, route, uuid } from '#server/route.ts';
import { spaceOf } from './addresses.ts';
import { brokenIn, ownedBy, toVerify, type CareRow } from './care-queries.ts';

const base = { tag: 'handbook', who: 'member' } as const;
const space = spaceName.optional().describe('Its id or its slug. Left out: the whole organization');

const careReply = z.object({
  id: uuid,
  number: z.number(),
  title: z.string(),
  space: z.object({ id: uuid, slug: z.string(), name: z.string() }).nullable(),
  revisedAt: z.string(),
  broken: z.number().describe('How many addresses in it lead nowhere'),
  verification: z
    .object({
      days: z.number(),
      at: z.string().describe('When it is asked for next'),
      last: z.string().nullable().describe('When it was last said to hold'),
      needsWork: z.boolean(),
    })
    .nullable(),
});

/** Lists for those who look after pages. */
export const careRoutes = [
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/owned',
    name: 'handbook.owned',
    summary: 'List the pages that you look after, by yourself or with a team',
    hot: true,
    query: z.strictObject(paging),
    reply: paged(careReply),
    async act({ query, principal }, { db, directory }) {
      const place = readCursor(query.after, z.tuple([inCursor.count]));
      if (place.refused) return place;
      const organization = await directory(principal.org);
      const teams = [...organization.actors.values()].filter(({ members }) => members?.includes(principal.actor));
      const owners = [principal.actor, ...teams.map(({ id }) => id)];
      const rows = await ownedBy(db, principal, owners, place.ok?.[0] ?? null, query.limit + 1);
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      return answer({
        items: items.map((row) => present(row, organization)),
        next: last && rows.length > items.length ? cursorOf([last.number]) : null,
      });
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/unverified',
    name: 'handbook.unverified',
    summary: 'List pages of a space that are to be verified, soon or by now, or were found wanting',
    query: z.strictObject({ ...paging, space, days: z.coerce.number<number | string>().int().min(0).max(1_095).default(0) }),
    reply: paged(careReply),
    async act({ query, principal }, { db, directory }) {
      const place = readCursor(query.after, z.tuple([inCursor.ms, inCursor.count]));
      if (place.refused) return place;
      const organization = await directory(principal.org);
      const room = spaceOf(query.space ?? null, principal, organization);
      if (room.refused) return room;
      const by = principal.at + query.days * DAY;
      const rows = await toVerify(db, principal, room.ok, by, place.ok, query.limit + 1);
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      return answer({
        items: items.map((row) => present(row, organization)),
        next: last?.verify && rows.length > items.length ? cursorOf([last.verify.at, last.number]) : null,
      });
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/broken',
    name: 'handbook.broken',
    summary: 'List pages of a space with links that lead nowhere',
    query: z.strictObject({ ...paging, space }),
    reply: paged(z.object({ id: uuid, number: z.number(), title: z.string(), broken: z.array(z.string()) })),
    async act({ query, principal }, { db, directory }) {
      const place = readCursor(query.after, z.tuple([inCursor.count]));
      if (place.refused) return place;
      const room = spaceOf(query.space ?? null, principal, await directory(principal.org));
      if (room.refused) return room;
      const rows = await brokenIn(db, principal, room.ok, place.ok?.[0] ?? null, query.limit + 1);
      const items = rows.slice(0, query.limit).map((row) => ({ ...row, broken: [...row.broken] }));
      const last = items.at(-1);
      return answer({ items, next: last && rows.length > items.length ? cursorOf([last.number]) : null });
    },
  }),
] as const;

const present = (row: CareRow, directory: Directory): z.output<typeof careReply> => {
  const room = row.space === null ? undefined : directory.spaces.get(row.space);
  return {
    ...{ id: row.id, number: row.number, title: row.title, broken: row.broken },
    space: room ? { id: room.id, slug: room.slug, name: room.name } : null,
    revisedAt: iso(row.revisedAt),
    verification: row.verify && {
      days: row.verify.days,
      at: iso(row.verify.at),
      last: row.verify.last === null ? null : iso(row.verify.last),
      needsWork: row.verify.wanting,
    },
  };
};
