import { createHash } from 'node:crypto';
import type { Directory } from '#kernel/actors/directory.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import { agenda } from '#kernel/sim/agenda.ts';
import { random, type Random } from '#kernel/sim/random.ts';
import { commandPath, tickEntries, type Deciders } from '#kernel/stream/commands.ts';
import type { Command } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, OrgId, RecordedEvent } from '#kernel/stream/event.ts';
import { memoryStream, type MemoryDirectory } from '#kernel/stream/memory-stream.ts';
import { nameId } from '#kernel/stream/name-id.ts';
import type { Reaction, ReactionMaker } from '#kernel/stream/reaction.ts';
import type { Entry } from '#kernel/stream/stream.ts';
import { advance, type WorkingTime } from '#kernel/time/working-time.ts';

/** What was appended, with the number that its artifact has. */
export interface Numbered {
  readonly entry: Entry;
  readonly number: number;
}

export interface WorldOptions {
  readonly org: OrgId;
  readonly seed: string;
  /** Who explores. They speak for themselves. */
  readonly newcomer: ActorId;
  readonly deciders: Deciders;
  readonly directory: MemoryDirectory;
  /** What the product does about events, as far as it can be asked in memory. */
  readonly reactions: readonly ReactionMaker[];
  /** What is there already, oldest first. */
  readonly standing: readonly RecordedEvent[];
  /** When the quarter begins, and when it ends. */
  readonly from: Instant;
  readonly until: Instant;
  readonly tell: (share: number) => void;
}

/** The organization in memory, under a clock that goes from one thing to the next. */
export interface SampleWorld {
  readonly org: OrgId;
  readonly newcomer: ActorId;
  readonly chance: Random;
  readonly from: Instant;
  readonly until: Instant;
  now(): Instant;
  directory(): Promise<Directory>;
  id(kind: string, ...words: readonly (string | number)[]): ArtifactId;
  /** Throws where it is refused: what the sample does is allowed. */
  sent(said: Omit<Command, 'id' | 'org'>): Promise<void>;
  /** What may have been overtaken. True: it took effect. */
  tried(said: Omit<Command, 'id' | 'org'>): Promise<boolean>;
  at(when: Instant, happens: () => Promise<unknown>): void;
  /** The working time of somebody. */
  timeOf(actor: ActorId): WorkingTime;
  /** When somebody has worked so long after a moment. */
  after(actor: ActorId, when: Instant, hours: number): Instant;
  onAppended(listener: (entry: Entry) => void): void;
  numberOf(artifact: ArtifactId): number;
  /** Lets everything happen until the quarter ends. */
  run(): Promise<void>;
  /** All that is to be written, oldest first. */
  readonly appended: readonly Numbered[];
  /** Of the states as they stand. */
  hash(): string;
}

const HOUR = 3_600_000;

export const sampleWorld = async (options: WorldOptions): Promise<SampleWorld> => {
  const { org, seed, deciders, from, until, tell } = options;
  const happenings = agenda<() => Promise<unknown>>();
  const listeners: ((entry: Entry) => void)[] = [];
  const appended: Numbered[] = [];
  const entries = new Map<ArtifactId, Entry>();
  const numbers = new Map<ArtifactId, number>();
  let [now, count, seeded] = [from, 0, false];
  let directory: Directory | null = null;

  const stream = memoryStream({
    now: () => now,
    directory: options.directory,
    trusting: true,
    appended: (entry, number) => {
      entries.set(entry.artifact, entry);
      numbers.set(entry.artifact, number);
      if (!seeded) return;
      appended.push({ entry, number });
      for (const listener of listeners) listener(entry);
    },
  });
  await stream.exclusively(org, ({ append }) => append(standingEntries(options)));
  seeded = true;
  directory = await stream.directory(org);

  const path = commandPath(stream, deciders);
  const fresh = (): string => nameId('sample command', org, seed, ++count);
  const send = async (said: Omit<Command, 'id' | 'org'>) => {
    const result = await path.send({ id: fresh(), org, ...said });
    if (deciders.get(said.kind)?.directory === true) directory = await stream.directory(org);
    return result;
  };

  const asked = (name: string, values: readonly unknown[]): readonly unknown[] =>
    name === 'runs.owing'
      ? owing(entries, String(values[1]))
      : name === 'decisions.superseded'
        ? linked(entries.get(String(values[1])), 'supersedes')
        : [];
  const reactions: readonly Reaction[] = options.reactions.map((make) =>
    make({
      send: path.send,
      directory: (id) => stream.directory(id),
      address: 'https://proceed.northwind.example',
      mail: () => Promise.resolve(),
      rows: async <Row>({ name, values }: { readonly name: string; readonly values: readonly unknown[] }) =>
        asked(name, values) as readonly Row[],
    }),
  );
  let heard = await stream.head();
  const react = async (): Promise<void> => {
    const page = await stream.read(heard, 1_000);
    heard = page.cursor;
    for (const event of page.events)
      for (const reaction of reactions) if (reaction.types.has(event.body.type)) await reaction.react(event);
  };

  const tick = async (): Promise<number | null> => {
    const { nextIn } = await stream.takeDue(100, async (due, at) =>
      tickEntries(
        deciders,
        await Promise.all(due.map(async (one) => ({ ...one, directory: await stream.directory(one.org) }))),
        at,
        fresh,
      ),
    );
    return nextIn;
  };

  const clockOf = (actor: ActorId): WorkingTime => timeOf(directory?.actors.get(actor)?.calendars ?? []);

  return {
    ...{ org, newcomer: options.newcomer, from, until, appended },
    chance: random(seed),
    now: () => now,
    directory: () => stream.directory(org),
    id: (kind, ...words) => nameId('sample', org, seed, kind, ...words),
    sent: async (said) => {
      const result = await send(said);
      if (result.refused) throw new Error(`${said.kind} ${said.name}: ${result.code}: ${result.message} ${result.field ?? ''}`);
    },
    tried: async (said) => (await send(said)).refused !== true,
    at: (when, happens) => happenings.add(Math.max(now, Math.round(when)), happens),
    timeOf: clockOf,
    after: (actor, when, hours) => advance(clockOf(actor), when, Math.round(hours * HOUR)),
    onAppended: (listener) => void listeners.push(listener),
    numberOf: (artifact) => numbers.get(artifact) ?? 0,
    run: async () => {
      for (let turn = 0; ; turn += 1) {
        await react();
        const nextIn = await tick();
        const due = nextIn === null ? Infinity : now + Math.max(0, Math.ceil(nextIn));
        const next = Math.min(due, happenings.peek() ?? Infinity);
        if (next > until) break;
        now = Math.max(now, next);
        if (turn % 100 === 0) tell((now - from) / (until - from));
        // Of one moment: first what somebody does, then what comes by itself [A8].
        if ((happenings.peek() ?? Infinity) <= now) await happenings.next()?.what();
      }
      now = until;
      await tick();
      await react();
    },
    hash: () => {
      const hash = createHash('sha256');
      for (const [id, { state }] of [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)))
        hash.update(`${id} ${JSON.stringify(state)}\n`);
      return hash.digest('hex');
    },
  };
};

/** What is there already as it would have been appended: artifact by artifact, in the order of their numbers. */
const standingEntries = ({ org, deciders, standing }: WorldOptions): readonly Entry[] =>
  [...Map.groupBy(standing, ({ artifact }) => artifact)].flatMap(([artifact, events]): readonly Entry[] => {
    const decider = deciders.get(events[0]?.kind ?? '');
    if (!decider) return [];
    const state = events.reduce<unknown>((before, event) => decider.evolve(before, event), null);
    const reading = decider.read(state, { id: artifact });
    const hangs = { awaits: { put: reading.awaits, drop: [] }, links: { put: reading.links, drop: [] } };
    const { kind, numbered } = decider;
    return [
      {
        org,
        artifact,
        kind,
        expected: 0,
        numbered,
        state,
        reading,
        audienceChanged: false,
        directory: decider.directory === true || (decider.inDirectory?.(state) ?? null) !== null,
        ...hangs,
        events,
        digests: events.map(() => ''),
      },
    ];
  });

const linked = (entry: Entry | undefined, rel: string) =>
  (entry?.reading.links ?? []).filter((link) => link.rel === rel).map(({ to }) => ({ target: to }));

const owing = (entries: ReadonlyMap<ArtifactId, Entry>, actor: string) =>
  [...entries.values()]
    .filter(({ reading }) =>
      reading.awaits.some(({ asked, status }) => asked === actor && (status === 'open' || status === 'paused')),
    )
    .map(({ artifact, kind }) => ({ id: artifact, kind }));
