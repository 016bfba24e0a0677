import type { Directory } from '#kernel/actors/directory.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { between } from '#kernel/time/working-time.ts';
import { iso } from '#server/route.ts';
import { arrange, type Room } from './arrange.ts';
import { aroundTheClock } from './clock.ts';
import { quietUntil, type Pace } from './moments.ts';
import type { TodayRow } from './queries.ts';
import type { TodayReply } from './reply.ts';

interface Reader {
  readonly actor: ActorId;
  readonly directory: Directory;
  readonly now: Instant;
  readonly since: Instant;
  readonly room: Room;
}

/** The rows as the answer's JSON. What PostgreSQL made is put where it belongs, not read and written anew. */
export const composeToday = (rows: readonly TodayRow[], { actor, directory, now, since, room }: Reader): string => {
  const of = (section: TodayRow['section']): readonly TodayRow[] => rows.filter((row) => row.section === section);
  const owed = of('owe').map((row) => ({
    row,
    kind: row.kind ?? 'answer',
    minutes: row.minutes ?? 0,
    dueAt: row.due,
    urgent: row.urgent === true,
  }));
  const arranged = arrange(owed, room, now);
  const waited = of('wait')
    .toSorted((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity))
    .map(({ item }) => JSON.parse(item) as Waited);
  const newest = (section: TodayRow['section']): string =>
    of(section)
      .toSorted((a, b) => (b.due ?? 0) - (a.due ?? 0))
      .map(({ item }) => item)
      .join(',');
  const pace = paceOf(of('pace')[0]?.item);
  const quiet = quietUntil(directory.actors.get(actor)?.calendars ?? [], pace, now);
  const involved = [...waited.flatMap(({ asked }) => asked.map(({ id }) => id)), ...owed.flatMap(({ row }) => row.other ?? [])];
  const around = aroundTheClock(actor, involved, directory, now);
  const rest = {
    now: iso(now),
    since: iso(since),
    wait: waited.map((one) => presentWaited(one, directory, now)),
    sentence: {
      count: owed.length,
      minutes: owed.reduce((sum, { minutes }) => sum + minutes, 0),
      fitting: arranged.filter(({ fits }) => fits).length,
      quietUntil: quiet === null ? null : iso(quiet),
      mail: pace,
    },
    clock: around.map(({ actor: id, until, ...one }) => ({ id, ...one, until: until === null ? null : iso(until) })),
  } satisfies Partial<TodayReply>;
  const owe = arranged.map(({ one, fits }) => `${one.row.item.slice(0, -1)},"fits":${fits}}`).join(',');
  return `{"owe":[${owe}],"decided":[${newest('decided')}],"answered":[${newest('answered')}],${JSON.stringify(rest).slice(1)}`;
};

const paceOf = (text: string | undefined): Pace => (text === 'off' || text === 'each' ? text : 'digest');

/** What PostgreSQL makes of something that is waited for. */
interface Waited extends Omit<TodayReply['wait'][number], 'asked'> {
  readonly asked: readonly (Omit<TodayReply['wait'][number]['asked'][number], 'hadMs'> & {
    readonly usedMs: number | null;
    readonly since: Instant | null;
  })[];
}

const presentWaited = (one: Waited, directory: Directory, now: Instant): TodayReply['wait'][number] => ({
  ...one,
  asked: one.asked.map(({ usedMs, since, ...asked }) => ({ ...asked, hadMs: had(asked, usedMs, since, directory, now) })),
});

/** [A2] Of the working time that somebody must have, what they have had by now. */
const had = (
  { id, status, needMs }: Pick<Waited['asked'][number], 'id' | 'status' | 'needMs'>,
  usedMs: number | null,
  since: Instant | null,
  directory: Directory,
  now: Instant,
): number | null => {
  if (needMs === null || usedMs === null || since === null) return null;
  const counted = status === 'paused' ? 0 : between(timeOf(directory.actors.get(id)?.calendars ?? []), since, now);
  return Math.min(needMs, usedMs + counted);
};
