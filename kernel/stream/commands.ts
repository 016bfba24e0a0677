import type { Directory } from '../actors/directory.ts';
import { attempt, type Deciders, type Receipt, type Waiting } from './attempt.ts';
import type { Command } from './decider.ts';
import { digestOf } from './digest.ts';
import { entryOf } from './entry.ts';
import { SYSTEM, type ArtifactId, type Instant, type OrgId } from './event.ts';
import { refuse, type Result } from './refusal.ts';
import { StoreUnavailable, type Entry, type Stored, type Stream } from './stream.ts';

export type { Deciders, Receipt } from './attempt.ts';

/** Sends one command down the one path. Refusals are values; a rejection means that the store could not be reached. */
export type Send = (command: Command) => Promise<Result<Receipt>>;

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
  /** Organizations of which a batch under way may take numbers: another would wait for them at the store, and go in two halves. */
  const numbering = new Set<OrgId>();
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
        for (const { command } of batch) {
          busy.delete(command.artifact);
          if (isNumbered(command)) numbering.delete(command.org);
        }
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
      const { artifact, kind, org } = waiting.command;
      const alone = waiting.alone || deciders.get(kind)?.directory === true;
      const full =
        batch.length >= MOST_IN_A_BATCH || (alone && batch.length > 0) || (batch.length === 1 && isDirectory(batch[0]));
      // A retry that came while its first is still on the way waits to find what that did.
      const unnumbered = numbering.has(org) && isNumbered(waiting.command);
      if (full || unnumbered || busy.has(artifact) || leftBehind.has(artifact) || ids.has(waiting.command.id)) {
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
    for (const { command } of batch) if (isNumbered(command)) numbering.add(command.org);
    return batch;
  };

  const isNumbered = ({ kind }: Command): boolean => deciders.get(kind)?.numbered === true;

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
