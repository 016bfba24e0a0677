import { createHash } from 'node:crypto';
import type { Deciders } from '#kernel/stream/commands.ts';
import type { Entry, StreamEvent } from '#kernel/stream/stream.ts';
import { DAY, HOUR } from '#kernel/time/duration.ts';
import { agenda } from '#kernel/sim/agenda.ts';
import { random, type Random } from '#kernel/sim/random.ts';
import { deciders } from '#server/practices.ts';
import { claimsAfter, judgeClaims, tasksBegun } from './claims.ts';
import { idOf, install, type Installation } from './installation.ts';
import { deedsAfter, type Deed } from './life.ts';
import { judge } from './oracle.ts';
import { changesOfTime, foundOrganization, type Room } from './people.ts';

/** What a run differs in from the product, to see whether it is noticed. */
export interface Mutation {
  readonly deciders?: (deciders: Deciders) => Deciders;
  readonly forgetful?: boolean;
}

export interface Told {
  readonly seed: number;
  /** Of all states at the end. */
  readonly hash: string;
  /** Everything that should not be, in sentences. */
  readonly amiss: readonly string[];
  readonly commands: number;
  readonly events: number;
  readonly notices: number;
}

/** Monday, three weeks before the clocks change in Europe. */
const FROM = Date.parse('2026-03-09T00:00:00Z');
const DAYS = 90;
/** Until the last await has ended, though nobody does anything any more. */
const QUIET_DAYS = 120;
const EACH = { decisions: 14, requests: 14, comments: 8 } as const;

type Happening =
  | { readonly what: 'deed'; readonly deed: Deed }
  | { readonly what: 'timer' | 'reactions' }
  | { readonly what: 'time'; readonly run: () => Promise<unknown> };

/** Ninety days of an organization whose servers fail all the time, from one seed; then quiet, until everything has ended. */
export const simulate = async (seed: number, mutation: Mutation = {}): Promise<Told> => {
  const chance = random(seed);
  const happenings = agenda<Happening>();
  const amiss: string[] = [];
  const rooms = new Map<string, Room>();
  let [now, commands, quiet] = [FROM, 0, false];
  const used = mutation.deciders?.(deciders) ?? deciders;
  const mood = chance.of('mood');
  const hands = chance.of('claims');

  const at = install({
    chance: chance.of('servers'),
    now: () => now,
    deciders: used,
    forgetful: mutation.forgetful ?? false,
    thorough: seed % 10 === 0,
    appended: (entry) => {
      amiss.push(...endless(entry));
      if (!quiet)
        for (const deed of [...deedsAfter(entry, (id) => rooms.get(id), mood), ...claimsAfter(entry, rooms, hands)])
          happenings.add(Math.max(now, deed.at), { what: 'deed', deed });
    },
  });
  const all = await foundOrganization(at, chance.of('people'));
  for (const deed of beginnings(all, rooms, chance.of('work'))) happenings.add(deed.at, { what: 'deed', deed });
  for (const deed of tasksBegun(all, rooms, chance.of('tasks'), FROM, DAYS)) happenings.add(deed.at, { what: 'deed', deed });
  for (const { at: when, who, name, data } of changesOfTime(
    all.flatMap(({ members }) => members).toSorted(),
    FROM,
    DAYS,
    chance.of('time'),
  ))
    happenings.add(Math.round(when), {
      what: 'time',
      run: () => at.send({ by: who, kind: 'person', artifact: who, name, data }),
    });
  happenings.add(FROM, { what: 'timer' });
  happenings.add(FROM, { what: 'reactions' });

  const faults = chance.of('faults');
  const happen = async ({ what, ...more }: Happening): Promise<void> => {
    if (what === 'deed' && 'deed' in more) {
      const { at: _at, ...said } = more.deed;
      commands += 1;
      await at.send({ ...said, refs: said.refs ?? [] });
    } else if (what === 'time' && 'run' in more) {
      commands += 1;
      await more.run();
    } else if (what === 'timer') {
      const nextIn = await at.tick();
      happenings.add(now + restOf(nextIn, faults), { what });
    } else {
      await at.react();
      happenings.add(now + Math.round(faults.between(0.02, 3) ** 2 * HOUR), { what: 'reactions' });
    }
  };

  const end = FROM + DAYS * DAY;
  for (let next = happenings.next(); next !== null; next = happenings.next()) {
    if (next.at > end + QUIET_DAYS * DAY) break;
    quiet = next.at > end;
    now = Math.max(now, next.at);
    if (quiet && next.what.what !== 'timer' && next.what.what !== 'reactions') continue;
    // Some of it at one moment.
    const together = [next.what];
    while (faults.chance(0.25) && (happenings.peek() ?? Infinity) < now + HOUR) {
      const also = happenings.next();
      if (also) {
        now = Math.max(now, also.at);
        together.push(also.what);
      }
    }
    await Promise.all(together.map(happen));
    if (quiet && [...at.entries.values()].every(({ reading }) => reading.nextAt === null)) break;
  }
  await at.react();
  const events = await at.events();
  const hash = hashOf(at);
  amiss.push(...(await verdict(at, events, used, now)));
  return { seed, hash, amiss, commands, events: events.length, notices: at.noted.length };
};

/** When a timer looks again: at the next moment by its own clock, which is up to ten minutes wrong; now and then hours late. */
const restOf = (nextIn: number | null, faults: Random): number => {
  const skew = faults.between(-10, 10) * 60_000;
  const late = faults.chance(0.15) ? faults.between(0, 9) * HOUR : 0;
  return Math.max(1_000, Math.round(Math.min(nextIn ?? 12 * HOUR, 12 * HOUR) + skew + late));
};

/** What people begin in the ninety days. */
const beginnings = (all: readonly Room[], rooms: Map<string, Room>, chance: Random): readonly Deed[] => {
  const deeds: Deed[] = [];
  const when = (): number => Math.round(FROM + chance.between(0.5, DAYS - 5) * DAY);
  const one = (): Room => all[chance.below(all.length)] ?? { id: '', members: [''] };
  const begun: string[] = [];
  for (let index = 1; index <= EACH.decisions; index += 1) {
    const [room, artifact, at] = [one(), idOf('0e0', index), when()];
    const by = chance.one(room.members);
    const body = { problem: 'Two are one too many.', recommendation: 'Keep one.', reversible: chance.chance(0.5) };
    const affected = chance.chance(0.5) ? [chance.one(one().members)] : [];
    rooms.set(artifact, room);
    begun.push(artifact);
    const deed = { by, kind: 'decision', artifact } as const;
    deeds.push({ ...deed, at, name: 'draft', data: { title: `Decision ${index}`, space: room.id, ...body, affected } });
    deeds.push({ ...deed, at: at + chance.below(20 * HOUR), name: 'open', data: {} });
  }
  for (let index = 1; index <= EACH.requests; index += 1) {
    const [room, artifact] = [one(), idOf('0e1', index)];
    const [by, to] = chance.some(room.members, 2);
    const data = { title: `Question ${index}`, question: 'Which is it?', to, urgent: chance.chance(0.3), space: room.id };
    rooms.set(artifact, room);
    if (by !== undefined)
      deeds.push({ at: when(), by, kind: 'request', artifact, name: 'ask', data: { ...data, audience: null, blocks: [] } });
  }
  for (let index = 1; index <= EACH.comments; index += 1) {
    const on = begun[chance.below(begun.length)] ?? '';
    const [by = '', named = ''] = chance.some(rooms.get(on)?.members ?? [], 2);
    const body = `See this, @person-${Number.parseInt(named.slice(-4), 16)}.`;
    deeds.push({ at: when(), by, kind: 'comment', artifact: idOf('0e2', index), name: 'write', data: { on, body }, refs: [on] });
  }
  return deeds;
};

/** Every await has a last moment, and somebody who comes for it. */
const endless = ({ artifact, kind, reading }: Entry): readonly string[] =>
  reading.awaits
    .filter(({ status }) => status === 'open' || status === 'paused')
    .filter(({ maxAt, openedAt }) => !(Number.isFinite(maxAt) && maxAt >= openedAt) || reading.nextAt === null)
    .map(({ key }) => `endless: nobody comes for ${key} of ${kind} ${artifact}`);

const verdict = async (
  at: Installation,
  events: readonly StreamEvent[],
  used: Deciders,
  now: number,
): Promise<readonly string[]> => {
  const amiss: string[] = [];
  const directory = await at.directory();
  for (const [artifact, own] of Map.groupBy(events, (event) => event.artifact)) {
    amiss.push(...judge(own, directory), ...judgeClaims(own));
    const decider = used.get(own[0]?.kind ?? '');
    const folded = own.reduce<unknown>((state, event) => decider?.evolve(state, event), null);
    if (JSON.stringify(folded) !== JSON.stringify(at.entries.get(artifact)?.state))
      amiss.push(`replayed otherwise: ${own[0]?.kind} ${artifact}`);
  }
  for (const { artifact, kind, reading } of at.entries.values()) {
    if (reading.nextAt !== null && reading.nextAt <= now) amiss.push(`never came: what is due of ${kind} ${artifact}`);
    for (const { key, status } of reading.awaits)
      if (status === 'open' || status === 'paused')
        amiss.push(`endless: ${key} of ${kind} ${artifact} is ${status} after all this time`);
  }
  for (const [id, own] of Map.groupBy(events, ({ command }) => command)) {
    // A command took effect once: what it wrote stands together, and every retry was answered with that.
    const [first, last] = [own[0], own.at(-1)];
    const answered = at.receipts.get(id) ?? [];
    if (own.some((event, index) => event.artifact !== first?.artifact || event.version !== first.version + index))
      amiss.push(`twice: command ${id} took effect twice`);
    if (
      answered.some(
        ({ artifact, version }) => artifact !== first?.artifact || (version !== last?.version && version >= first.version),
      )
    )
      amiss.push(`twice: command ${id} was answered otherwise when it came again`);
  }
  const told = new Set<string>();
  for (const { key } of at.noted) {
    if (told.has(key)) amiss.push(`told twice: ${key}`);
    told.add(key);
  }
  return amiss;
};

const hashOf = ({ entries }: Installation): string => {
  const hash = createHash('sha256');
  for (const [id, { state }] of [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${id} ${JSON.stringify(state)}\n`);
  return hash.digest('hex');
};
