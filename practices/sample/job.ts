import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { SYSTEM, type Instant, type OrgId, type RecordedEvent } from '#kernel/stream/event.ts';
import { nameId } from '#kernel/stream/name-id.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Stream } from '#kernel/stream/stream.ts';
import type { JobKind } from '#server/route.ts';
import { slimmed, batches } from './batches.ts';
import type { Story } from './story.ts';
import type { Numbered } from './world.ts';

/** What the thread begins with; the rest follows from it. */
export interface Beginning {
  readonly org: OrgId;
  readonly newcomer: string;
  readonly seed: string;
  readonly until: Instant;
  readonly standing: readonly RecordedEvent[];
}

/** What the thread says. */
export type Said = { readonly share: number } | Story;

interface Options {
  readonly stream: Stream;
  readonly now: () => Promise<Instant>;
  /** The file that tells the story with the deciders of the server. */
  readonly thread: URL;
  readonly directoryKinds: ReadonlySet<string>;
}

/** Telling takes most of the time; writing the rest. In hundredths. */
const TOLD = 70;
/** An organization that was only founded has some dozens of events. */
const MOST_STANDING = 500;
/** Whoever took a number meanwhile may have been the organization itself, which is still being founded: then it is told anew. */
const MOST_ATTEMPTS = 3;
/** How often it is looked whether the founding has ended, and ms between. */
const MOST_LOOKS = 60;
const A_LOOK = 250;
/** What people begin with before anybody has done anything. */
const FOUNDING: ReadonlySet<string> = new Set(['organization', 'person', 'notice-setting']);

/** Whether nobody has done anything here but to found it. */
export const isEmpty = async (stream: Pick<Stream, 'read'>, org: OrgId): Promise<boolean> =>
  emptyStill(await history(stream, org));

/**
 * [S4] Fills an organization that is still empty with a quarter that never was. It is told in a thread by the same deciders under a virtual clock, and its
 * events are appended as they were decided, with their own moments, in one transaction: whoever cancels, or kills the server, leaves nothing of it.
 */
export const sampleJob =
  ({ stream, now, thread, directoryKinds }: Options): JobKind =>
  async ({ org, by, asked }, _keys, { signal, tell, cancelled, gone }) => {
    const { seed } = asked as { readonly seed: string };
    const directory = await stream.directory(org);
    // It was written, and whoever wrote it was killed before it said so.
    if (directory.actors.has(firstPerson(org, seed))) return ok({ artifacts: 0, events: 0 });
    const ended = (): boolean => cancelled() || gone();
    for (let attempt = 1; ; attempt += 1) {
      const standing = await founded(stream, org, ended);
      if (!emptyStill(standing)) return NOT_EMPTY;
      const story = await told(thread, { org, newcomer: by, seed, until: await now(), standing }, signal, (share) =>
        tell({ done: Math.round(share * TOLD), total: 100 }),
      );
      if (story.refused) return story;
      const { appended, hash } = story.ok;
      const written = await write(stream, org, slimmed(appended, directoryKinds), ended, (share) =>
        tell({ done: Math.round(TOLD + share * (100 - TOLD)), total: 100 }),
      );
      if (!written.refused)
        return ok({ artifacts: new Set(appended.map(({ entry }) => entry.artifact)).size, events: count(appended), hash });
      if (written !== NOT_EMPTY || attempt === MOST_ATTEMPTS) return written;
    }
  };

/** What is there once it stands still: an organization's first protocols are published one after another, a moment after it was founded. */
const founded = async (stream: Pick<Stream, 'read'>, org: OrgId, ended: () => boolean): Promise<readonly RecordedEvent[]> => {
  let standing = await history(stream, org);
  for (let looks = 0; looks < MOST_LOOKS && emptyStill(standing) && !ended(); looks += 1) {
    await sleep(A_LOOK);
    const now = await history(stream, org);
    const still = now.length === standing.length && now.some(({ kind }) => kind === 'page');
    standing = now;
    if (still) break;
  }
  return standing;
};

const firstPerson = (org: OrgId, seed: string): string => nameId('sample', org, seed, 'person', 'Ines Prado');

const count = (appended: readonly Numbered[]): number => appended.reduce((sum, { entry }) => sum + entry.events.length, 0);

/** What is there, the artifacts in the order of their numbers. */
const history = async (stream: Pick<Stream, 'read'>, org: OrgId): Promise<readonly RecordedEvent[]> => {
  const { events } = await stream.read(null, MOST_STANDING);
  return events
    .filter((event) => event.org === org)
    .toSorted((a, b) => a.number - b.number)
    .map(({ artifact, kind, version, at, by, command, causedBy, body }) => ({
      ...{ org, artifact, kind, version, at, by, command, causedBy, body },
    }));
};

const emptyStill = (standing: readonly RecordedEvent[]): boolean =>
  standing.length < MOST_STANDING &&
  standing.filter(({ body }) => body.type === 'person-invited').length === 1 &&
  standing.every(({ kind, by }) => FOUNDING.has(kind) || by === SYSTEM);

const NOT_EMPTY = refuse(
  'not-empty',
  'Somebody has begun to work in this organization. The sample goes into an empty one only, so that nothing gets mixed up.',
);
const GIVEN_UP = refuse('aborted', 'It was given up.');

/** In a thread of its own: everybody else is served meanwhile. */
const told = (
  thread: URL,
  workerData: Beginning,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<Result<Story>> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(thread, { workerData });
    const finish = (result: Result<Story>): void => {
      signal.removeEventListener('abort', abort);
      worker.removeAllListeners();
      void worker.terminate();
      resolve(result);
    };
    const abort = (): void => finish(GIVEN_UP);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    worker.on('message', (said: Said) => ('share' in said ? progress(said.share) : finish(ok(said))));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread ended by itself.')));
  });

const write = async (
  stream: Stream,
  org: OrgId,
  appended: readonly Numbered[],
  ended: () => boolean,
  progress: (share: number) => void,
): Promise<Result<null>> => {
  const undo = new Error('nothing of it is written');
  let why: Result<null> = ok(null);
  const takeBack = (refusal: Result<null>): never => {
    why = refusal;
    throw undo;
  };
  try {
    await stream.exclusively(org, async ({ append }) => {
      let written = 0;
      for (const batch of batches(appended)) {
        if (ended()) takeBack(GIVEN_UP);
        const outcomes = await append(batch.map(({ entry }) => entry));
        // Numbers stand in texts: somebody else may not have taken one meanwhile.
        if (!outcomes.every((outcome, index) => outcome.appended && outcome.number === batch[index]?.number)) takeBack(NOT_EMPTY);
        written += batch.length;
        progress(written / appended.length);
      }
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  return why;
};
