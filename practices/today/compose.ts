import { calledIn } from '#kernel/actors/names.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { between, nextWorking } from '#kernel/time/working-time.ts';
import { iso } from '#server/route.ts';
import { arrange, type Room } from './arrange.ts';
import { aroundTheClock } from './clock.ts';
import { quietUntil } from './moments.ts';
import type { Pace } from '#practices/notices';
import { MOST_OWED, MOST_WAITED, type Share, type TodayRow } from './queries.ts';
import type { TodayReply } from './reply.ts';

interface Reader {
  readonly actor: ActorId;
  readonly directory: Directory;
  readonly now: Instant;
  readonly since: Instant;
  readonly room: Room;
  /** So many of what is owed are told one by one. */
  readonly most: number;
}

/** The rows as the answer's JSON. What PostgreSQL made is put where it belongs, not read and written anew. */
export const composeToday = (rows: readonly TodayRow[], { actor, directory, now, since, room, most }: Reader): string => {
  const of = (section: TodayRow['section']): readonly TodayRow[] => rows.filter((row) => row.section === section);
  const owing = of('owe');
  const owed = owing.slice(0, MOST_OWED).map((row) => ({
    row,
    kind: row.kind ?? 'answer',
    minutes: row.minutes ?? 0,
    dueAt: row.due,
    urgent: row.urgent === true,
  }));
  const arranged = arrange(owed, room, now);
  const waiting = of('wait');
  const waited = waiting
    .toSorted((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity))
    .slice(0, MOST_WAITED)
    .map((row) => ({ row, shares: JSON.parse(row.asked ?? '[]') as readonly Share[] }));
  const [mail, push] = (of('pace')[0]?.item ?? '').split(' ').map(paceOf);
  const quiet = quietUntil(directory.actors.get(actor)?.calendars ?? [], sooner(mail, push), now);
  const involved = [...waited.flatMap(({ shares }) => shares.map(([id]) => id)), ...owed.flatMap(({ row }) => row.asker ?? [])];
  const rest = {
    now: iso(now),
    since: iso(since),
    waitMore: waiting.length > MOST_WAITED,
    sentence: {
      count: owed.length,
      more: owing.length > MOST_OWED,
      minutes: owed.reduce((sum, { minutes }) => sum + minutes, 0),
      fitting: arranged.filter(({ fits }) => fits).length,
      quietUntil: at(quiet),
      mail: mail ?? USUAL,
    },
    clock: aroundTheClock(actor, involved, directory, now).map(({ actor: id, until, ...one }) => ({
      id,
      ...one,
      until: at(until),
    })),
  } satisfies Partial<TodayReply>;
  const owe = arranged.slice(0, most).map(({ one: { row }, fits }) => {
    const asker = row.asker === null ? null : { id: row.asker, name: nameOf(row.asker, directory) };
    return extended(row.item, { openedAt: at(row.opened), dueAt: at(row.due), asker, fits });
  });
  const place = placesIn(directory, now);
  const wait = waited.map(({ row, shares }) =>
    extended(row.item, { dueAt: at(row.due), ...presentShares(shares, place, directory, now) }),
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

const USUAL: Pace = 'digest';
const paceOf = (text: string): Pace => (text === 'off' || text === 'each' ? text : USUAL);

/** Of two ways of being told, the one that comes first. */
const sooner = (mail: Pace = USUAL, push: Pace = USUAL): Pace =>
  (['each', 'digest'] as const).find((pace) => pace === mail || pace === push) ?? 'off';

const nameOf = (id: ActorId, directory: Directory): string => calledIn(directory, id);

type Place = Pick<TodayReply['wait'][number]['asked'][number], 'working' | 'worksAt'>;

/** Whether somebody works now, and when again; each is looked up once. Programs always do. */
const placesIn = (directory: Directory, now: Instant): ((id: ActorId) => Place) => {
  const known = new Map<ActorId, Place>();
  return (id) => {
    const found = known.get(id);
    if (found) return found;
    const time = timeOf(directory.actors.get(id)?.calendars ?? []);
    const next = nextWorking(time, now);
    const place = { working: next === now, worksAt: next === now || !Number.isFinite(next) ? null : iso(next) };
    known.set(id, place);
    return place;
  };
};

const presentShares = (
  shares: readonly Share[],
  place: (id: ActorId) => Place,
  directory: Directory,
  now: Instant,
): Pick<TodayReply['wait'][number], 'asked' | 'passed'> => ({
  asked: shares
    .toSorted(([, , a], [, , b]) => (a ?? Infinity) - (b ?? Infinity))
    .flatMap((share) => {
      const [id, status, due, needMs] = share;
      return status === 'passed'
        ? []
        : [
            {
              id,
              name: nameOf(id, directory),
              status,
              dueAt: at(due),
              needMs,
              hadMs: had(share, directory, now),
              ...place(id),
            },
          ];
    }),
  passed: shares.flatMap(([id, status]) => (status === 'passed' ? [nameOf(id, directory)] : [])),
});

/** [A2] Of the working time that somebody must have, what they have had by now. */
const had = ([id, status, , needMs, usedMs, since]: Share, directory: Directory, now: Instant): number | null => {
  if (needMs === null || usedMs === null || since === null) return null;
  const counted = status === 'paused' ? 0 : between(timeOf(directory.actors.get(id)?.calendars ?? []), since, now);
  return Math.min(needMs, usedMs + counted);
};
