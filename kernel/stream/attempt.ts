import { outsideLimits } from '../actors/limits.ts';
import { permits } from '../actors/permission.ts';
import type { Command, Decider } from './decider.ts';
import { entryOf, storedOf } from './entry.ts';
import type { ArtifactId, Instant } from './event.ts';
import { refuse, type Result } from './refusal.ts';
import type { Entry, LoadedItem, Stored, Stream, Wanted } from './stream.ts';

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

export type Deciders = ReadonlyMap<string, Decider<unknown>>;

/** A command on its way, and whom to answer. */
export interface Waiting {
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
export const attempt = async (
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
