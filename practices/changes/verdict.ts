import type { Protocol } from '#kernel/protocol/document.ts';
import { startRun } from '#kernel/protocol/run.ts';
import type { Facts, World, WorldActor } from '#kernel/protocol/world.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import { ALWAYS } from '#kernel/time/calendar.ts';
import { scoreOf, type ChangedFile, type Score } from './score.ts';
import { guardsHit, type Hit } from './guards.ts';
import type { OwnersFile } from './owners/owners.ts';

/** How a change is looked at, whoever looks. */
export interface Looked extends Score {
  readonly files: number;
  readonly guards: readonly Hit[];
  /** Whose paths are touched: the first place that names each, and how many files it is. */
  readonly owners: readonly Asked[];
  /** Changed files that nobody looks after. */
  readonly unowned: number;
}

export interface Asked {
  readonly owner: string;
  readonly because: string;
  readonly files: number;
}

export type Checks = 'green' | 'red' | 'pending';

export interface Verdict {
  /** Nobody is asked: it ships at once. */
  readonly ships: boolean;
  /** What the protocol says, with its reason. */
  readonly because: readonly string[];
  /** Those of the owners whom it asks. */
  readonly asks: readonly string[];
}

/** [C1–C3] The score of a change, what outranks it, and who looks after what it touches. */
export const look = (
  files: readonly ChangedFile[],
  ownersFiles: readonly OwnersFile[],
  isProtected?: (path: string) => boolean,
): Looked => {
  const owners = new Map<string, { because: string; files: number }>();
  let unowned = 0;
  for (const file of files) {
    const said = ownersFiles.flatMap((one) => one.of(file.path));
    const named = said.filter(({ last }) => !last);
    const asked = named.length > 0 ? named : said;
    if (asked.length === 0) unowned += 1;
    const mine = new Set<string>();
    for (const { owners: some, because } of asked)
      for (const owner of some) {
        if (mine.has(owner)) continue;
        mine.add(owner);
        const known = owners.get(owner);
        if (known) known.files += 1;
        else owners.set(owner, { because, files: 1 });
      }
  }
  return {
    ...scoreOf(files),
    files: files.length,
    guards: guardsHit(files, isProtected),
    owners: [...owners].map(([owner, one]) => ({ owner, ...one })).toSorted((a, b) => b.files - a.files),
    unowned,
  };
};

const AUTHOR = 'author';

/** What a protocol does with a change now: whether anybody is asked, and whom. */
export const verdictOf = (looked: Looked, protocol: Protocol, checks: Checks, now: Instant): Result<Verdict> => {
  const facts: Facts = {
    score: looked.score,
    ci: checks,
    guards: looked.guards.map(({ guard }) => guard),
    files: looked.files,
    owners: looked.owners.map(({ owner }) => owner),
  };
  const ids = [AUTHOR, ...looked.owners.map(({ owner }) => owner)];
  const actors = new Map(ids.map((id) => [id, somebody(id)]));
  const owning = ids.slice(1);
  const world: World = {
    longestWindow: 14 * 86_400_000,
    facts,
    actor: (id) => actors.get(id),
    // Of this repository nothing is known but its owners.
    role: (name) => (name === AUTHOR ? [AUTHOR] : owning),
  };
  const subject = { id: 'change', kind: 'change', title: 'this change', author: AUTHOR, proposedAt: now, irreversible: false };
  const run = startRun(protocol, subject, world, now);
  if (run.refused) return run;
  const asks = run.ok.flatMap((event) => (event.type === 'asked' && event.seat ? [event.actor] : []));
  const because = run.ok.flatMap((event) =>
    event.type === 'step-skipped' || event.type === 'step-opened' || event.type === 'outcome' ? [event.because] : [],
  );
  const ships = run.ok.some((event) => event.type === 'outcome' && event.outcome === 'accepted');
  return ok({ ships, because, asks: [...new Set(asks)] });
};

/** An owner of whom nothing is known but the name: their hours are theirs to say, once they are in the organization. */
const somebody = (id: string): WorldActor => ({
  ...{ id, name: id === AUTHOR ? 'its author' : id, handle: id, kind: 'person', active: true, deputies: [], teams: [] },
  ...{ load: 0, limit: 1, weight: 1, calendars: [{ from: 0, calendar: ALWAYS }] },
});
