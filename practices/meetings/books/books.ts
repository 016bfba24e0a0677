import { createHash } from 'node:crypto';
import type { Directory } from '#kernel/actors/directory.ts';
import type { ActorId, OrgId } from '#kernel/stream/event.ts';
import type { Calendar } from '#kernel/time/calendar.ts';
import { WEEK } from '#kernel/time/duration.ts';
import type { Pool } from '#store/connection.ts';
import { lastWeeks } from '../audit/period.ts';
import { TEAM } from '../audit/settings.ts';
import type { Feeds, Owner } from '../feeds/feeds.ts';
import { makeBook, type Book } from './book.ts';

export interface Books {
  /** Somebody's own, made anew where their calendars, their hours or the week are others; null: they have no calendar here. */
  own(owner: Owner, now: number): Promise<Book | null>;
  /** [rule 6] What some people's calendars come to together; null below five of them: there is no way to ask for less. `dates`: local ones. */
  together(org: OrgId, people: readonly ActorId[], dates: readonly string[]): Promise<Together | null>;
}

export interface Together {
  readonly people: number;
  /** Hours in meetings a week and person, by weekday and hour of the day. */
  readonly heat: readonly number[];
  /** Of the dates that were asked for, those on which somebody met: how many, and for how long in all. */
  readonly days: Readonly<Record<string, { readonly people: number; readonly hours: number }>>;
}

interface Making {
  readonly pool: Pool;
  readonly feeds: Pick<Feeds, 'stamp' | 'calendars'>;
  readonly directory: (org: OrgId) => Promise<Directory>;
}

/** Weeks to come for which it is known when somebody has something. */
const AHEAD = 10;
/** As the audit is made; another one makes all books anew. */
const FORM = 3;

export const OFFICE: Calendar['week'] = {
  mon: ['09:00-17:00'],
  tue: ['09:00-17:00'],
  wed: ['09:00-17:00'],
  thu: ['09:00-17:00'],
  fri: ['09:00-17:00'],
};

export const meetingBooks = ({ pool, feeds, directory }: Making): Books => ({
  async own(owner, now) {
    const known = await directory(owner.org);
    const me = known.actors.get(owner.actor);
    const calendar = me?.calendars.at(-1)?.calendar;
    const zone = calendar?.zone ?? 'UTC';
    const window = lastWeeks(now, zone);
    const stamp = await feeds.stamp(owner);
    if (stamp === null) return null;
    const mail = me?.mail?.toLowerCase() ?? null;
    const rules = [...known.spaces.values()].map(
      ({ id, members, meetingDays, archived }) => meetingDays && { id, members, meetingDays, archived },
    );
    const key = createHash('sha256')
      .update(JSON.stringify([FORM, window, calendar ?? null, mail, stamp, rules]))
      .digest('base64url');
    const { rows } = await pool.query<{ book: Book }>({
      name: 'meeting-books.own',
      text: 'select book from meeting_books where org = $1 and actor = $2 and key = $3',
      values: [owner.org, owner.actor, key],
    });
    if (rows[0]) return rows[0].book;
    const ahead = { from: window.to, to: window.to + AHEAD * WEEK };
    const read = await feeds.calendars(owner, { from: window.from, to: ahead.to }, zone);
    // Whatever they are called, they are of whoever subscribes.
    const calendars = read.map((given) => ({ ...given, reading: { ...given.reading, owner: mail ?? given.reading.owner } }));
    const settings = {
      ...{ window, zone, week: calendar?.week ?? OFFICE, holidays: [], me: mail, rate: null, noMeetingDays: [] },
      people: mail !== null && calendar ? { [mail]: calendar } : {},
    };
    const book = makeBook({ calendars, settings, ahead, directory: known });
    const hours = book.report.heat.days.flatMap((day) => day.hours);
    await pool.query({
      name: 'meeting-books.keep',
      text: `insert into meeting_books (org, actor, key, book, heat, days) select f.org, f.actor, $3, $4::jsonb, $5::real[], $6::jsonb
             from calendar_feeds f where f.org = $1 and f.actor = $2 limit 1
             on conflict (org, actor) do update set key = $3, book = excluded.book, heat = excluded.heat, days = excluded.days, made_at = now()`,
      values: [owner.org, owner.actor, key, JSON.stringify(book), hours, JSON.stringify(Object.fromEntries(book.days))],
    });
    return book;
  },
  async together(org, people, dates) {
    const { rows } = await pool.query<Together>({
      name: 'meeting-books.together',
      text: `
        with b as materialized (select heat, days from meeting_books where org = $1 and actor = any($2::uuid[]) and made_at > now() - interval '15 days')
        select n.people,
          (select array_agg(mean order by place) from (
             select place, round(avg(value)::numeric, 2)::float8 as mean from b, unnest(b.heat) with ordinality u (value, place) group by place) h) as heat,
          (select coalesce(jsonb_object_agg(d.key, jsonb_build_object('people', d.people, 'hours', d.hours)), '{}') from (
             select key, count(*) as people, sum(value::float8) as hours from b, jsonb_each_text(b.days) where key = any($3) group by key) d) as days
        from (select count(*)::int as people from b) n where n.people >= ${TEAM}`,
      values: [org, people, dates],
    });
    return rows[0] ?? null;
  },
});
