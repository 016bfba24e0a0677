import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCalendar } from '#connectors/calendar/ics-calendar.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { meetingBooks } from '#practices/meetings';
import { openPool } from '#store/connection.ts';
import { migrate } from '#store/migrate.ts';
import type { Stage } from './stage.ts';
import { median, type Measured } from './table.ts';

const EXAMPLE = readFileSync(join(import.meta.dirname, '..', 'practices', 'meetings', 'examples', 'fourteen-meetings.ics'));
const PEOPLE = 200;
const TIMES = 50;
const NOW = Date.parse('2026-03-30T08:00:00Z');

/** `npm run bench meetings`: the week of one person and the heat map of two hundred, as screens ask for them. */
export const benchMeetings = async (stage: Stage): Promise<readonly Measured[]> => {
  const pool = openPool(await stage.database('meetings'), { max: 2 });
  try {
    await migrate(pool);
    const org = randomUUID();
    const people = Array.from({ length: PEOPLE }, () => randomUUID());
    const [first = ''] = people;
    await pool.query(
      `insert into calendar_feeds (org, id, actor, kind, access, access_hash, host) select $1, gen_random_uuid(), a, 'file', 'x', a::text, 'x' from unnest($2::uuid[]) a`,
      [org, people],
    );
    const nothing: Directory = {
      ...{ org, version: 0, name: 'Northwind', longestWindow: 0 },
      ...{ actors: new Map(), spaces: new Map(), protocols: [] },
    };
    const feeds = {
      stamp: async () => 'one',
      calendars: async (_: unknown, window: { from: number; to: number }, zone: string) => [
        { calendar: first, called: 'ines.ics', reading: readCalendar([EXAMPLE], { window, zone }) },
      ],
    };
    const books = meetingBooks({ pool, feeds, directory: async () => nothing });
    const began = performance.now();
    await books.own({ org, actor: first }, NOW);
    const made = performance.now() - began;
    await pool.query(
      `insert into meeting_books (org, actor, key, book, heat, days) select b.org, a, b.key, b.book, b.heat, b.days
       from meeting_books b, unnest($2::uuid[]) a where b.org = $1 and a <> b.actor`,
      [org, people],
    );
    const limit = { at: 'most', value: 50, of: 'value' } as const;
    return [
      { bench: 'meetings', what: 'a week made of a calendar', value: made, unit: 'ms' },
      {
        bench: 'meetings',
        what: 'a week as it is kept',
        value: await timed(() => books.own({ org, actor: first }, NOW)),
        unit: 'ms',
        limit,
      },
      {
        bench: 'meetings',
        what: 'the heat maps of 200 people',
        value: await timed(() => books.team({ org, space: org, people }, ['2026-03-25'], NOW)),
        unit: 'ms',
        limit,
      },
    ];
  } finally {
    await pool.end();
  }
};

const timed = async (ask: () => Promise<unknown>): Promise<number> => {
  const found: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const began = performance.now();
    await ask();
    found.push(performance.now() - began);
  }
  return median(found);
};
