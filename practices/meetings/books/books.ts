import { createHash } from 'node:crypto';
import type { Directory } from '#kernel/actors/directory.ts';
import type { ActorId, Instant, OrgId, SpaceId } from '#kernel/stream/event.ts';
import { calendarAt, type Calendar } from '#kernel/time/calendar.ts';
import { DAY, WEEK } from '#kernel/time/duration.ts';
import { transaction, type Pool, type PoolClient } from '#store/connection.ts';
import { lastWeeks } from '../audit/period.ts';
import { TEAM } from '../audit/settings.ts';
import type { Feeds, Owner } from '../feeds/feeds.ts';
import { areApart } from './apart.ts';
import { makeBook, type Book } from './book.ts';

export interface Books {
  /** Somebody's own, made anew where their calendars, their hours or the week are others; null: they have no calendar here. */
  own(owner: Owner, now: number): Promise<Book | null>;
  /**
   * [rule 6] What the calendars of a space's people come to together. Nothing below five of them: there is no way to ask for less. What is shown of two groups, or of one as it
   * changes, never differs by fewer than five people within the twelve weeks of which it is; until it may be another, it stays as it was shown last.
   */
  team(team: Team, dates: readonly string[], now: number): Promise<ShownTeam | Withheld>;
}

export interface Team {
  readonly org: OrgId;
  readonly space: SpaceId;
  readonly people: readonly ActorId[];
}

/** As it was at a moment. `dates`: the local ones that were asked for. */
export interface ShownTeam extends Together {
  readonly at: Instant;
  readonly dates: readonly string[];
}

/** `few`: of fewer than five; `alike`: too nearly the same people as of what is shown already. */
export type Withheld = 'few' | 'alike';

interface Together {
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
const FORM = 4;

/** A figure is of twelve weeks; those of two moments further apart have nothing in common. */
const SHOWN_FOR = 12 * WEEK;

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
    const calendar = calendarAt(me?.calendars ?? [], now);
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
  team: ({ org, space, people }, dates, now) =>
    transaction(pool, async (client) => {
      // Two who ask at once must not be shown what neither may be beside the other.
      await client.query(`select pg_advisory_xact_lock(hashtextextended('meeting-teams ' || $1, 0))`, [org]);
      const { rows: counted } = await client.query<Together & { readonly who: readonly ActorId[] }>({
        name: 'meeting-books.together',
        text: TOGETHER,
        values: [org, people, dates],
      });
      const [found] = counted;
      if (!found) return 'few';
      const { who, ...together } = found;
      const { rows: shown } = await client.query<{ space: SpaceId; people: readonly ActorId[]; figures: ShownTeam }>({
        name: 'meeting-books.shown',
        text: `select space, people, figures from meeting_team_figures where org = $1 and at > to_timestamp($2::float8 / 1000) order by at desc`,
        values: [org, now - SHOWN_FOR],
      });
      if (!shown.every((one) => areApart(one.people, who))) return shown.find((one) => one.space === space)?.figures ?? 'alike';
      const figures: ShownTeam = { ...together, dates, at: now };
      // Once a day is often enough to remember that it was shown.
      const known = shown.some((one) => one.space === space && one.figures.at > now - DAY && one.people.join() === who.join());
      if (!known) await keep(client, { org, space, people: who }, figures);
      return figures;
    }),
});

const TOGETHER = `
  with b as materialized (select actor, heat, days from meeting_books where org = $1 and actor = any($2::uuid[]) and made_at > now() - interval '15 days')
  select n.people, n.who,
    (select array_agg(mean order by place) from (
       select place, round(avg(value)::numeric, 2)::float8 as mean from b, unnest(b.heat) with ordinality u (value, place) group by place) h) as heat,
    (select coalesce(jsonb_object_agg(d.key, jsonb_build_object('people', d.people, 'hours', d.hours)), '{}') from (
       select key, count(*) as people, sum(value::float8) as hours from b, jsonb_each_text(b.days) where key = any($3) group by key) d) as days
  from (select count(*)::int as people, array_agg(actor order by actor) as who from b) n where n.people >= ${TEAM}`;

const keep = async (client: PoolClient, { org, space, people }: Team, figures: ShownTeam): Promise<void> => {
  await client.query({
    name: 'meeting-books.show',
    text: `insert into meeting_team_figures (org, space, who, people, figures, at) values ($1, $2, $3, $4::uuid[], $5::jsonb, to_timestamp($6::float8 / 1000))
           on conflict (org, space, who) do update set figures = excluded.figures, at = excluded.at`,
    values: [
      org,
      space,
      createHash('sha256').update(people.join()).digest('base64url'),
      people,
      JSON.stringify(figures),
      figures.at,
    ],
  });
  await client.query({
    name: 'meeting-books.forget',
    text: `delete from meeting_team_figures where org = $1 and at <= to_timestamp($2::float8 / 1000)`,
    values: [org, figures.at - SHOWN_FOR],
  });
};
