import { outsideLimits } from '../actors/limits.ts';
import type { Directory } from '../actors/directory.ts';
import { permits } from '../actors/permission.ts';
import type { Command, Decider, Reading } from './decider.ts';
import { digestOf } from './digest.ts';
import { SYSTEM, type ArtifactId, type EventBody, type Instant, type RecordedEvent } from './event.ts';
import { refuse, type Result } from './refusal.ts';
import { same } from './same.ts';
import { StoreUnavailable, type Changes, type Entry, type LoadedItem, type Stored, type Stream, type Wanted } from './stream.ts';

/** What a command's sender gets back. A retry of the same command gets the same, with `replayed`. */
export interface Receipt {
  readonly artifact: ArtifactId;
  /** The organization's number of the artifact; 0 for kinds that take none. */
  readonly number: number;
  /** The artifact's version after the command. */
  readonly version: number;
  /** When it was decided: the store's clock. */
  readonly at: Instant;
  readonly replayed: boolean;
}

/** Sends one command down the one path. Refusals are values; a rejection means that the store could not be reached. */
export type Send = (command: Command) => Promise<Result<Receipt>>;

export type Deciders = ReadonlyMap<string, Decider<unknown>>;

interface Waiting {
  readonly command: Command;
  readonly digest: string;
  readonly answer: (result: Result<Receipt>) => void;
  readonly fail: (error: unknown) => void;
  attempts: number;
  /** It changes the directory, as was found when it was decided: it goes by itself. */
  alone: boolean;
  /** The first moment at which the store's clock saw it: a retry was not received later [A8]. */
  receivedAt: Instant | null;
}

const MOST_IN_A_BATCH = 64;
const BATCHES_AT_ONCE = 2;
const MOST_ATTEMPTS = 12;
/** Attempts at a store that is away, 250 ms apart, before the sender is told. */
const PATIENCE = 8;

/**
 * The command path. Commands that wait while a batch is at the store go with the next one: one read and one write for all of
 * them. Two commands to one artifact never share a moment: the second waits for the first, or is chained behind it in its batch.
 */
export const commandPath = (
  stream: Stream,
  deciders: Deciders,
  /** When to begin: after all that came at this moment was sent. */
  soon: (begin: () => void) => void = queueMicrotask,
): { readonly send: Send; readonly idle: () => Promise<void> } => {
  const queue: Waiting[] = [];
  const busy = new Set<ArtifactId>();
  let inFlight = 0;
  let scheduled = false;
  let whenIdle: (() => void)[] = [];

  const send: Send = (command) =>
    new Promise((answer, fail) => {
      queue.push({ command, digest: digestOf(command), answer, fail, attempts: 0, alone: false, receivedAt: null });
      schedule();
    });

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    soon(pump);
  };

  const pump = () => {
    scheduled = false;
    while (inFlight < BATCHES_AT_ONCE && queue.length > 0) {
      const batch = takeBatch();
      if (batch.length === 0) break;
      inFlight += 1;
      void run(batch).finally(() => {
        inFlight -= 1;
        for (const waiting of batch) busy.delete(waiting.command.artifact);
        if (queue.length > 0) schedule();
        else if (inFlight === 0) {
          for (const done of whenIdle) done();
          whenIdle = [];
        }
      });
    }
  };

  /** The oldest commands whose artifacts no other batch holds; a directory's command goes alone. */
  const takeBatch = (): Waiting[] => {
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    const mine = new Set<ArtifactId>();
    const leftBehind = new Set<ArtifactId>();
    const ids = new Set<string>();
    for (const waiting of queue) {
      const { artifact, kind } = waiting.command;
      const alone = waiting.alone || deciders.get(kind)?.directory === true;
      const full =
        batch.length >= MOST_IN_A_BATCH || (alone && batch.length > 0) || (batch.length === 1 && isDirectory(batch[0]));
      // A retry that came while its first is still on the way waits to find what that did.
      if (full || busy.has(artifact) || leftBehind.has(artifact) || ids.has(waiting.command.id)) {
        left.push(waiting);
        leftBehind.add(artifact);
      } else {
        batch.push(waiting);
        ids.add(waiting.command.id);
        mine.add(artifact);
      }
    }
    queue.length = 0;
    queue.push(...left);
    for (const artifact of mine) busy.add(artifact);
    return batch;
  };

  const isDirectory = (waiting: Waiting | undefined): boolean =>
    waiting !== undefined && (waiting.alone || deciders.get(waiting.command.kind)?.directory === true);

  const run = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const first = batch[0];
      const { again, answered } =
        first && isDirectory(first)
          ? await stream.exclusively(first.command.org, (inside) => attempt(inside, batch, deciders, true))
          : await attempt(stream, batch, deciders, false);
      // Only now: what `exclusively` ran was committed when it returned, not before.
      for (const answer of answered) answer();
      // In the order in which they came.
      for (const waiting of again.toReversed()) {
        waiting.attempts += 1;
        if (waiting.attempts >= MOST_ATTEMPTS)
          waiting.answer(refuse('busy', 'Others kept changing this at the same moment. Nothing was written; send it again.'));
        else queue.unshift(waiting);
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) for (const waiting of batch) waiting.fail(error);
      else await retryLater(batch, error);
    }
  };

  /** The store went away; whether it wrote is unknown. The same command again has one effect, so it is simply sent again. */
  const retryLater = async (batch: readonly Waiting[], error: StoreUnavailable): Promise<void> => {
    const patient = batch.filter((waiting) => waiting.attempts < PATIENCE);
    for (const waiting of batch) if (!patient.includes(waiting)) waiting.fail(error);
    if (patient.length === 0) return;
    await new Promise((resume) => setTimeout(resume, 250));
    for (const waiting of patient.toReversed()) {
      waiting.attempts += 1;
      queue.unshift(waiting);
    }
  };

  const idle = (): Promise<void> =>
    queue.length === 0 && inFlight === 0 ? Promise.resolve() : new Promise((done) => whenIdle.push(done));

  return { send, idle };
};

/** What this batch has made of one artifact so far. */
interface Head {
  stored: Stored | null;
  entry: Entry | null;
  readonly waiting: { readonly waiting: Waiting; readonly receipt: Omit<Receipt, 'number'> }[];
  /** Answered without writing, by what the entry says: as true as the entry is written. */
  readonly following: { readonly waiting: Waiting; readonly result: Result<Receipt> }[];
}

type Inside = Pick<Stream, 'load' | 'append' | 'directory'> & Partial<Pick<Stream, 'recall'>>;

interface Attempted {
  /** To be called when what was appended is durable. */
  readonly answered: readonly (() => void)[];
  readonly again: readonly Waiting[];
}

/**
 * One read, the decisions, one write. What the store can recall is not read at first: the write looks whether it was so. Only what is
 * written is answered on that; whatever else was decided on it, or was not so, is read and decided again.
 */
const attempt = async (
  stream: Inside,
  batch: readonly Waiting[],
  deciders: Deciders,
  exclusively: boolean,
): Promise<Attempted> => {
  const wanted = batch.map(({ command }) => wantedBy(command));
  const recalled = batch.every(({ attempts }) => attempts === 0) ? (stream.recall?.(wanted) ?? null) : null;
  const { now, items } = recalled ?? (await stream.load(wanted));
  const heads = new Map<ArtifactId, Head>();
  const answered: (() => void)[] = [];
  const again: Waiting[] = [];
  for (const [index, waiting] of batch.entries()) {
    const item = items[index];
    if (!item) continue;
    // A clock that was recalled may be put right by the store's.
    if (!recalled) waiting.receivedAt ??= now;
    const result = await decideOne({ stream, exclusively, deciders }, waiting, item, now, heads);
    if (result === 'alone') {
      waiting.alone = true;
      again.push(waiting);
      continue;
    }
    const head = heads.get(waiting.command.artifact);
    if (result && recalled) again.push(waiting);
    else if (result && head?.entry) head.following.push({ waiting, result });
    else if (result) answered.push(() => waiting.answer(result));
  }
  const writing = [...heads.values()].filter((head) => head.entry !== null);
  const outcomes =
    writing.length === 0
      ? []
      : await stream.append(
          writing.flatMap((head) => head.entry ?? []),
          recalled?.basis,
        );
  for (const [index, head] of writing.entries()) {
    const outcome = outcomes[index];
    for (const { waiting, receipt } of head.waiting) {
      if (outcome?.appended) answered.push(() => waiting.answer({ ok: { ...receipt, number: outcome.number } }));
      else again.push(waiting);
    }
    for (const { waiting, result } of head.following) {
      if (outcome?.appended) answered.push(() => waiting.answer(result));
      else again.push(waiting);
    }
  }
  return { answered, again };
};

const wantedBy = ({ id, org, by, artifact, refs = [], warrant }: Command): Wanted => ({
  org,
  by,
  artifact,
  command: id,
  refs,
  ...(warrant ? { warrant } : {}),
});

/** Null: it is in `heads`, to be written. `alone`: it changes the directory, and this was not the way to do so. */
const decideOne = async (
  { stream, exclusively, deciders }: { readonly stream: Inside; readonly exclusively: boolean; readonly deciders: Deciders },
  waiting: Waiting,
  item: LoadedItem,
  now: Instant,
  heads: Map<ArtifactId, Head>,
): Promise<Result<Receipt> | 'alone' | null> => {
  const { command } = waiting;
  if (!item.warranted || (command.warrant && command.warrant.directoryVersion !== item.directoryVersion)) return UNWARRANTED;
  if (item.prior) {
    if (item.prior.digest !== waiting.digest)
      return refuse('idempotency-key-reused', 'This key was used for another command. Nothing was written; use a fresh key.', {
        field: '/idempotency-key',
      });
    return {
      ok: { artifact: item.prior.artifact, number: item.prior.number, version: item.prior.version, at: now, replayed: true },
    };
  }
  const decider = deciders.get(command.kind);
  if (!decider) return refuse('unknown-kind', `There is no kind of artifact called ${command.kind}.`);
  if (item.directoryVersion < 0 && !decider.directory) return refuse('not-found', 'There is no such organization.');
  const head = heads.get(command.artifact) ?? { stored: item.subject, entry: null, waiting: [], following: [] };
  const begunByOther = head.entry?.expected === 0 && head.entry.events[0]?.by !== command.by;
  if (head.entry && !item.subject && (head.entry.expected > 0 || begunByOther))
    return refuse('not-found', 'There is nothing here that you can see.');
  const stored = head.stored;
  if (stored && stored.kind !== command.kind) return refuse('not-found', 'There is nothing here that you can see.');
  const version = stored?.version ?? 0;
  if (command.ifVersion !== undefined && command.ifVersion !== version)
    return refuse('version-changed', 'Somebody changed this since you read it. Nothing was written; read it again.', {
      field: '/header/if-match',
    });
  const directory = await stream.directory(command.org, item.directoryVersion);
  const refused = permits(decider, command, stored, directory);
  if (refused) return refused;
  const decided = decider.decide(stored?.state ?? null, command, {
    now,
    by: command.by,
    receivedAt: waiting.receivedAt ?? now,
    directory,
    refs: item.refs,
    self: { id: command.artifact, number: stored?.number ?? 0, version },
  });
  if (decided.refused) return decided;
  if (decided.ok.length === 0)
    return { ok: { artifact: command.artifact, number: stored?.number ?? 0, version, at: now, replayed: false } };
  const next = entryOf(decider, command, stored, head.entry, decided.ok, now, waiting.digest);
  const parent = item.refs.get(next.reading.parent ?? '') ?? null;
  const space = next.reading.space ?? parent?.space ?? null;
  const beyond = outsideLimits(directory.actors.get(command.by), decider.kind, space, directory);
  if (beyond) return beyond;
  if (next.directory && !exclusively) return 'alone';
  head.entry = next;
  head.stored = storedOf(next, stored?.number ?? 0);
  head.waiting.push({
    waiting,
    receipt: { artifact: command.artifact, version: version + decided.ok.length, at: now, replayed: false },
  });
  heads.set(command.artifact, head);
  return null;
};

/** Whoever hears this asks anew who the sender is, and sends it again, or not. */
const UNWARRANTED = refuse('unwarranted', 'Who sent this may no longer be who they were. Nothing was written.');

/** What to write for one artifact: the events of this command behind those of the batch's earlier commands to it. */
const entryOf = (
  decider: Decider<unknown>,
  command: Command,
  stored: Stored | null,
  earlier: Entry | null,
  bodies: readonly EventBody[],
  now: Instant,
  digest: string,
): Entry => {
  let state: unknown = stored?.state ?? null;
  const version = stored?.version ?? 0;
  const events: RecordedEvent[] = [];
  for (const [index, body] of bodies.entries()) {
    const event = {
      org: command.org,
      artifact: command.artifact,
      kind: decider.kind,
      version: version + index + 1,
      at: now,
      by: command.by,
      command: command.id,
      causedBy: command.causedBy ?? null,
      body,
    } satisfies RecordedEvent;
    state = decider.evolve(state, event);
    events.push(event);
  }
  const reading = decider.read(state, { id: command.artifact });
  const before = earlier ? { awaits: earlier.awaits, links: earlier.links } : null;
  const old = stored ? decider.read(stored.state, { id: command.artifact }) : null;
  return {
    org: command.org,
    artifact: command.artifact,
    kind: decider.kind,
    expected: earlier?.expected ?? version,
    numbered: decider.numbered,
    state,
    reading,
    audienceChanged: earlier?.audienceChanged === true || (old !== null && seenElsewhere(old, reading)),
    awaits: merge(
      before?.awaits,
      changes(old?.awaits ?? [], reading.awaits, (one) => one.key),
      (one) => one.key,
    ),
    links: merge(before?.links, changes(old?.links ?? [], reading.links, linkKey), linkKey),
    ...textOf(old, reading, now, earlier),
    directory: earlier?.directory === true || changesDirectory(decider, stored?.state ?? null, state),
    events: [...(earlier?.events ?? []), ...events],
    digests: [...(earlier?.digests ?? []), ...events.map(() => digest)],
  };
};

const changesDirectory = (decider: Decider<unknown>, before: unknown, after: unknown): boolean => {
  if (!decider.inDirectory) return decider.directory === true;
  const [old, fresh] = [before === null ? null : decider.inDirectory(before), decider.inDirectory(after)];
  return !(old === null && fresh === null) && !same(old, fresh);
};

const seenElsewhere = (old: Reading, fresh: Reading): boolean =>
  old.space !== fresh.space || old.audience.join(' ') !== fresh.audience.join(' ');

/** What it is found by, if this or an earlier command of the batch changed that. */
const textOf = (old: Reading | null, fresh: Reading, at: Instant, earlier: Entry | null): Pick<Entry, 'text'> => {
  const { title, text, language = null } = fresh;
  const same = old?.text === text && (text === undefined || (old?.title === title && (old.language ?? null) === language));
  if (same) return earlier?.text === undefined ? {} : { text: earlier.text };
  return { text: text === undefined ? null : { title, text, language, at } };
};

const linkKey = (link: Reading['links'][number]): string => `${link.rel} ${link.to}`;

/** What differs between two readings of one artifact. */
const changes = <T>(old: readonly T[], fresh: readonly T[], key: (one: T) => string): Changes<T> => {
  if (old.length === 0) return { put: fresh, drop: [] };
  const before = new Map(old.map((one) => [key(one), JSON.stringify(one)]));
  const after = new Set(fresh.map(key));
  return {
    put: fresh.filter((one) => before.get(key(one)) !== JSON.stringify(one)),
    drop: old.filter((one) => !after.has(key(one))),
  };
};

/** Two changes after one another as one. */
const merge = <T>(first: Changes<T> | undefined, second: Changes<T>, key: (one: T) => string): Changes<T> => {
  if (!first) return second;
  const put = new Map(first.put.map((one) => [key(one), one]));
  const drop = new Map(first.drop.map((one) => [key(one), one]));
  for (const one of second.put) {
    put.set(key(one), one);
    drop.delete(key(one));
  }
  for (const one of second.drop) {
    put.delete(key(one));
    drop.set(key(one), one);
  }
  return { put: [...put.values()], drop: [...drop.values()] };
};

export const storedOf = (entry: Entry, number: number): Stored => ({
  id: entry.artifact,
  kind: entry.kind,
  number,
  title: entry.reading.title,
  space: entry.reading.space,
  audience: entry.reading.audience,
  author: entry.reading.author,
  parent: entry.reading.parent ?? null,
  state: entry.state,
  version: entry.expected + entry.events.length,
});

/** Everything that is due happens by `tick`, a command like any other, sent by the system. */
export const tickEntries = async (
  deciders: Deciders,
  due: readonly { readonly org: string; readonly stored: Stored; readonly directory: Directory }[],
  now: Instant,
  freshId: () => string,
): Promise<readonly Entry[]> =>
  due.flatMap(({ org, stored, directory }) => {
    const decider = deciders.get(stored.kind);
    if (!decider) return [];
    const command = {
      id: freshId(),
      org,
      by: SYSTEM,
      kind: stored.kind,
      artifact: stored.id,
      name: 'tick',
      data: {},
    } satisfies Command;
    const decided = decider.decide(stored.state, command, {
      now,
      by: SYSTEM,
      receivedAt: now,
      directory,
      refs: new Map(),
      self: { id: stored.id, number: stored.number, version: stored.version },
    });
    if (decided.refused || decided.ok.length === 0) return [];
    return [entryOf(decider, command, stored, null, decided.ok, now, '')];
  });
