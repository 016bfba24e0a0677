import { z } from 'zod';
import { ready, route } from '#server/route.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { pressesAt } from './arrange.ts';
import { composeToday } from './compose.ts';
import { awaySince } from './moments.ts';
import { MOST_OWED, today, type TodayRow } from './queries.ts';
import { todayReply } from './reply.ts';

export const todayRoutes = [
  route({
    method: 'GET',
    path: '/api/today',
    name: 'today.look',
    summary: 'Read your day: what you owe, what you wait for, what was decided while you were away',
    description:
      'What you owe comes in the order that fits the minutes and the energy that you have. Both are asked with each look and kept nowhere.',
    tag: 'today',
    who: 'member',
    hot: true,
    query: z.strictObject({
      minutes: z.coerce.number<number | string>('must be a number of minutes').int().min(0).max(1440).optional(),
      energy: z.enum(['deep', 'shallow', 'off']).optional(),
      most: z.coerce
        .number<number | string>('must be a number of things')
        .int()
        .min(1)
        .max(MOST_OWED)
        .default(200)
        .describe('So many of what you owe, the first'),
    }),
    reply: todayReply,
    async act({ query, principal }, { db, directory: directoryOf }) {
      const directory = await directoryOf(principal.org);
      const now = principal.at;
      const since = awaySince(directory.actors.get(principal.actor)?.calendars ?? [], now);
      const rows = await db.rows<TodayRow>(today(principal, since));
      const room = { minutes: query.minutes ?? null, energy: query.energy ?? null };
      return ready(
        composeToday(rows, { actor: principal.actor, directory, now, since, room, most: query.most }),
        changesAt(rows, now),
      );
    },
  }),
] as const;

const MINUTE = 60_000;

/** When it would say something else though nothing happened: its clocks show minutes, and what is soon due comes first. */
const changesAt = (rows: readonly TodayRow[], now: Instant): Instant => {
  const owed = rows.flatMap(({ section, due: dueAt }) => (section === 'owe' ? [{ dueAt }] : []));
  return Math.min((Math.floor(now / MINUTE) + 1) * MINUTE, pressesAt(owed, now));
};
