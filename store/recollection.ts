import { keysOf, sees } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { storedOf } from '#kernel/stream/entry.ts';
import { SYSTEM, type ActorId, type ArtifactId, type Instant, type OrgId } from '#kernel/stream/event.ts';
import type { Entry, Loaded, LoadedItem, Outcome, Recalled, Stored, Wanted } from '#kernel/stream/stream.ts';

/** So many artifacts, those that were used last. */
const MOST = 200;
/** How long the clock is told by what the database said last, ms. */
const CLOCK_HOLDS = 1000;

/**
 * What this process last saw of artifacts, for `recall` (docs/adr/0012). Whatever it says is looked at again by the statement that
 * appends what came of it, so nothing here is ever told to forget.
 *
 * Kept under the directory's version, with which alone a decider or an audience may be made differently. Not kept is what hangs on
 * another artifact: it is seen by whoever sees that one, and changes with it without a version of its own.
 */
export const recollection = (directoryOf: (org: OrgId) => Directory | null) => {
  // Oldest use first.
  const seen = new Map<string, { readonly stored: Stored; readonly directoryVersion: number }>();
  const clock = recalledClock();
  const keysHeld = new WeakMap<Directory, Map<ActorId, ReadonlySet<string>>>();

  const find = (org: OrgId, id: ArtifactId, directoryVersion: number): Stored | null => {
    const place = `${org} ${id}`;
    const one = seen.get(place);
    if (!one || one.directoryVersion !== directoryVersion) return null;
    seen.delete(place);
    seen.set(place, one);
    return one.stored;
  };

  const keep = (org: OrgId, stored: Stored, directoryVersion: number): void => {
    if (stored.parent !== null) return;
    const place = `${org} ${stored.id}`;
    const known = seen.get(place);
    if (known && (known.stored.version > stored.version || known.directoryVersion > directoryVersion)) return;
    seen.delete(place);
    seen.set(place, { stored, directoryVersion });
    for (const oldest of seen.keys()) {
      if (seen.size <= MOST) return;
      seen.delete(oldest);
    }
  };

  const keysIn = (directory: Directory, id: ActorId): ReadonlySet<string> => {
    const held = keysHeld.get(directory) ?? new Map<ActorId, ReadonlySet<string>>();
    keysHeld.set(directory, held);
    const actor = directory.actors.get(id);
    const keys = held.get(id) ?? new Set(actor ? keysOf(actor, directory) : []);
    held.set(id, keys);
    return keys;
  };

  return {
    tell: clock.told,

    loaded: (wanted: readonly Wanted[], { now, items }: Loaded): void => {
      clock.told(now);
      for (const [index, { subject, refs, directoryVersion }] of items.entries()) {
        const org = wanted[index]?.org;
        if (org === undefined) continue;
        if (subject) keep(org, subject, directoryVersion);
        for (const ref of refs.values()) keep(org, ref, directoryVersion);
      }
    },

    appended: (entries: readonly Entry[], outcomes: readonly Outcome[]): void => {
      for (const [index, entry] of entries.entries()) {
        const known = seen.get(`${entry.org} ${entry.artifact}`);
        const outcome = outcomes[index];
        if (known && outcome?.appended) keep(entry.org, storedOf(entry, outcome.number), known.directoryVersion);
      }
    },

    recall: (wanted: readonly Wanted[]): Recalled | null => {
      const now = clock.now();
      if (now === null) return null;
      const directories = new Map<OrgId, number>();
      const artifacts = new Map<string, { org: OrgId; id: ArtifactId; version: number }>();
      const tokens = new Set<string>();
      const items: LoadedItem[] = [];
      for (const { org, by, artifact, refs, warrant } of wanted) {
        const directory = directoryOf(org);
        if (!directory) return null;
        const { version: directoryVersion } = directory;
        const view = (id: ArtifactId): Stored | null => {
          const stored = find(org, id, directoryVersion);
          if (!stored) return null;
          artifacts.set(`${org} ${id}`, { org, id, version: stored.version });
          return by === SYSTEM || sees(keysIn(directory, by), stored.audience) ? stored : null;
        };
        const named = new Map<ArtifactId, Stored>();
        for (const ref of refs) {
          const stored = view(ref);
          if (!stored) return null;
          named.set(ref, stored);
        }
        // A subject that is not here is taken to begin; the append finds out.
        items.push({ directoryVersion, warranted: true, subject: view(artifact), refs: named, prior: null });
        directories.set(org, directoryVersion);
        if (warrant) tokens.add(warrant.token);
      }
      return { now, items, basis: { now, directories, artifacts: [...artifacts.values()], tokens: [...tokens] } };
    },
  };
};

/** The database's clock between two times that it told it: never ahead of it, behind it by as long as the nearest answer took. */
const recalledClock = () => {
  let ahead: number | null = null;
  let toldAt = 0;
  return {
    told: (now: Instant): void => {
      toldAt = performance.now();
      const fresh = now - toldAt;
      // It was set: what was known of it is of no use.
      ahead = ahead === null || Math.abs(fresh - ahead) > CLOCK_HOLDS ? fresh : Math.max(ahead, fresh);
    },
    now: (): Instant | null => {
      const local = performance.now();
      return ahead === null || local - toldAt > CLOCK_HOLDS ? null : Math.floor(local + ahead);
    },
  };
};
