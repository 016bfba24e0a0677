import type { Directory } from '#kernel/actors/directory.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { between } from '#kernel/time/working-time.ts';
import { iso } from '#server/route.ts';
import { arrange, type Room } from './arrange.ts';
import { aroundTheClock } from './clock.ts';
import { quietUntil } from './moments.ts';
import type { Pace } from '#practices/notices';
import type { Share, TodayRow } from './queries.ts';
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
    .map((row) => ({ row, shares: JSON.parse(row.asked ?? '[]') as readonly Share[] }));
  const pace = paceOf(of('pace')[0]?.item);
  const quiet = quietUntil(directory.actors.get(actor)?.calendars ?? [], pace, now);
  const involved = [...waited.flatMap(({ shares }) => shares.map(([id]) => id)), ...owed.flatMap(({ row }) => row.asker ?? [])];
  const rest = {
    now: iso(now),
    since: iso(since),
    sentence: {
      count: owed.length,
      minutes: owed.reduce((sum, { minutes }) => sum + minutes, 0),
      fitting: arranged.filter(({ fits }) => fits).length,
      quietUntil: at(quiet),
      mail: pace,
    },
    clock: aroundTheClock(actor, involved, directory, now).map(({ actor: id, until, ...one }) => ({
      id,
      ...one,
      until: at(until),
    })),
  } satisfies Partial<TodayReply>;
  const owe = arranged.map(({ one: { row }, fits }) => {
    const asker = row.asker === null ? null : { id: row.asker, name: nameOf(row.asker, directory) };
    return extended(row.item, { openedAt: at(row.opened), dueAt: at(row.due), asker, fits });
  });
  const wait = waited.map(({ row, shares }) =>
    extended(row.item, { dueAt: at(row.due), ...presentShares(shares, directory, now) }),
  );
  const newest = (section: TodayRow['section']): string =>
    of(section)
      .toSorted((a, b) => (b.due ?? 0) - (a.due ?? 0))
      .map((row) => extended(row.item, { at: at(row.due) }))
      .join(',');
  const lists = `"owe":[${owe.join(',')}],"wait":[${wait.join(',')}],"decided":[${newest('decided')}],"answered":[${newest('answered')}]`;
  return `{${lists},${JSON.stringify(rest).slice(1)}`;
};

/** An object's JSON with further fields. */
const extended = (item: string, more: object): string => `${item.slice(0, -1)},${JSON.stringify(more).slice(1)}`;

const at = (moment: Instant | null): string | null => (moment === null ? null : iso(moment));

const paceOf = (text: string | undefined): Pace => (text === 'off' || text === 'each' ? text : 'digest');

const nameOf = (id: ActorId, directory: Directory): string => directory.actors.get(id)?.name ?? 'somebody';

const presentShares = (
  shares: readonly Share[],
  directory: Directory,
  now: Instant,
): Pick<TodayReply['wait'][number], 'asked' | 'passed'> => ({
  asked: shares
    .toSorted(([, , a], [, , b]) => (a ?? Infinity) - (b ?? Infinity))
    .flatMap((share) => {
      const [id, status, due, needMs] = share;
      return status === 'passed'
        ? []
        : [{ id, name: nameOf(id, directory), status, dueAt: at(due), needMs, hadMs: had(share, directory, now) }];
    }),
  passed: shares.flatMap(([id, status]) => (status === 'passed' ? [nameOf(id, directory)] : [])),
});

/** [A2] Of the working time that somebody must have, what they have had by now. */
const had = ([id, status, , needMs, usedMs, since]: Share, directory: Directory, now: Instant): number | null => {
  if (needMs === null || usedMs === null || since === null) return null;
  const counted = status === 'paused' ? 0 : between(timeOf(directory.actors.get(id)?.calendars ?? []), since, now);
  return Math.min(needMs, usedMs + counted);
};
