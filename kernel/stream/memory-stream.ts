import { keysOf, sees } from '../actors/access.ts';
import type { Directory } from '../actors/directory.ts';
import { SYSTEM, type ArtifactId, type Cursor, type Instant, type OrgId } from './event.ts';
import type { Basis, Due, Entry, LoadedItem, Outcome, Page, Prior, Stored, Stream, StreamEvent } from './stream.ts';

/** How the practices' states make a directory. */
export interface MemoryDirectory {
  readonly kinds: readonly string[];
  /** Kinds of which some artifacts take part. */
  readonly some?: readonly string[];
  build(org: OrgId, version: number, parts: readonly { kind: string; id: string; version: number; state: unknown }[]): Directory;
}

/** The stream in memory, under a clock of the caller's: for tests, and for organizations that never were. */
export const memoryStream = (options: {
  readonly now: () => Instant;
  readonly directory: MemoryDirectory;
  /** Told of whatever was appended, once it was. */
  readonly appended?: (entry: Entry, number: number) => void;
  /** States and events are kept as they are, not as a database would give them back: several times faster, for deciders that are known to be fine. */
  readonly trusting?: boolean;
}): Stream => {
  const kept = <T>(value: T): T => frozen(options.trusting === true ? value : (JSON.parse(JSON.stringify(value)) as T));

  const artifacts = new Map<string, Stored & { readonly nextAt: Instant | null }>();
  /** Those with something that happens by itself. */
  const waiting = new Map<string, Instant>();
  const events: Omit<StreamEvent, 'number' | 'title' | 'audience' | 'parent'>[] = [];
  const commands = new Map<string, Prior & { by: string }>();
  const organizations = new Map<OrgId, { number: number; version: number; directory: Directory }>();
  const listeners = new Set<() => void>();
  const locks = new Map<OrgId, Promise<unknown>>();

  const at = (org: OrgId, id: ArtifactId) => artifacts.get(`${org} ${id}`);

  const keys = new WeakMap<Directory, Map<string, ReadonlySet<string>>>();
  const keysFor = (org: OrgId, id: string): ReadonlySet<string> => {
    const directory = organizations.get(org)?.directory;
    const actor = directory?.actors.get(id);
    if (!actor || !directory) return new Set();
    const held = keys.get(directory) ?? new Map<string, ReadonlySet<string>>();
    keys.set(directory, held);
    const made = held.get(id) ?? new Set(keysOf(actor, directory));
    held.set(id, made);
    return made;
  };

  const view = (org: OrgId, by: string, id: ArtifactId): Stored | null => {
    const stored = at(org, id);
    if (!stored || (by !== SYSTEM && !sees(keysFor(org, by), stored.audience))) return null;
    return stored;
  };

  const load: Stream['load'] = async (wanted) => ({
    now: options.now(),
    items: wanted.map((one): LoadedItem => {
      const prior = commands.get(`${one.org} ${one.command}`);
      return {
        directoryVersion: organizations.get(one.org)?.version ?? -1,
        warranted: true,
        subject: view(one.org, one.by, one.artifact),
        refs: new Map(
          one.refs.flatMap((ref) => {
            const known = view(one.org, one.by, ref);
            return known ? [[ref, known] as const] : [];
          }),
        ),
        prior: prior ? { ...prior, digest: prior.by === one.by ? prior.digest : '' } : null,
      };
    }),
  });

  const appendOne = (entry: Entry): Outcome => {
    const before = at(entry.org, entry.artifact);
    const known = entry.events.some((event) => commands.has(`${entry.org} ${event.command}`));
    if (known || (before?.version ?? 0) !== entry.expected) return { appended: false };
    const organization = organizations.get(entry.org) ?? {
      number: 0,
      version: 0,
      directory: options.directory.build(entry.org, 0, []),
    };
    organizations.set(entry.org, organization);
    if (!before && entry.numbered) organization.number += 1;
    const number = before?.number ?? (entry.numbered ? organization.number : 0);
    // Through JSON, as a database would: what does not survive that is a mistake in a state. Frozen, so that nobody changes the past.
    const state = kept(entry.state);
    const { reading } = entry;
    const key = `${entry.org} ${entry.artifact}`;
    if (reading.nextAt === null) waiting.delete(key);
    else waiting.set(key, reading.nextAt);
    artifacts.set(key, {
      id: entry.artifact,
      kind: entry.kind,
      number,
      title: reading.title,
      space: reading.space,
      audience: [...reading.audience],
      author: reading.author,
      parent: reading.parent ?? null,
      nextAt: reading.nextAt,
      version: entry.expected + entry.events.length,
      state,
    });
    if (entry.audienceChanged)
      for (const [place, child] of artifacts)
        if (child.parent === entry.artifact) artifacts.set(place, { ...child, audience: reading.audience });
    for (const [index, event] of entry.events.entries()) {
      events.push({ ...event, body: kept(event.body), cursor: String(events.length + 1) });
      commands.set(`${entry.org} ${event.command}`, {
        artifact: entry.artifact,
        number,
        version: event.version,
        digest: entry.digests[index] ?? '',
        by: event.by,
      });
    }
    options.appended?.(entry, number);
    return { appended: true, number };
  };

  const tell = () => {
    for (const listener of listeners) listener();
  };

  const holds = ({ directories, artifacts: seen }: Basis): boolean =>
    [...directories].every(([org, version]) => organizations.get(org)?.version === version) &&
    seen.every(({ org, id, version }) => at(org, id)?.version === version);

  const append: Stream['append'] = async (entries, basis) => {
    if (basis && !holds(basis)) return entries.map(() => ({ appended: false }));
    const outcomes = entries.map(appendOne);
    tell();
    return outcomes;
  };

  const directory: Stream['directory'] = async (org) => organizations.get(org)?.directory ?? options.directory.build(org, -1, []);

  const rebuild = (org: OrgId) => {
    const organization = organizations.get(org);
    if (!organization) return;
    const parts = [...artifacts.entries()].filter(
      ([key, one]) =>
        key.startsWith(`${org} `) && [...options.directory.kinds, ...(options.directory.some ?? [])].includes(one.kind),
    );
    organization.version += 1;
    organization.directory = options.directory.build(
      org,
      organization.version,
      parts.map(([, { kind, id, version, state }]) => ({ kind, id, version, state })),
    );
  };

  const page = (after: Cursor | null, limit: number): Page => {
    const from = Number(after ?? 0);
    const some = events.slice(from, from + limit).map((event): StreamEvent => {
      const stored = at(event.org, event.artifact);
      return {
        ...event,
        number: stored?.number ?? 0,
        title: stored?.title ?? '',
        audience: stored?.audience ?? [],
        parent: stored?.parent ?? null,
      };
    });
    return { events: some, cursor: some.at(-1)?.cursor ?? after };
  };

  return {
    load,
    // Nothing is nearer than what is in memory already.
    recall: () => null,
    append,
    directory,
    exclusively: (org, work) => {
      const turn = (locks.get(org) ?? Promise.resolve()).then(async () => {
        const appended: Entry[] = [];
        const result = await work({
          load,
          directory,
          append: async (entries) => {
            appended.push(...entries);
            return append(entries);
          },
        });
        if (appended.some((entry) => entry.directory)) rebuild(org);
        return result;
      });
      locks.set(
        org,
        turn.catch(() => undefined),
      );
      return turn;
    },
    takeDue: async (limit, act) => {
      const now = options.now();
      const due = [...waiting]
        .filter(([, nextAt]) => nextAt <= now)
        .toSorted(([, a], [, b]) => a - b)
        .slice(0, limit)
        .flatMap(([key]): readonly Due[] => {
          const [org = ''] = key.split(' ');
          const stored = artifacts.get(key);
          return stored ? [{ org, directoryVersion: organizations.get(org)?.version ?? 0, stored }] : [];
        });
      await append(due.length > 0 ? await act(due, now) : []);
      return { taken: due.length, nextIn: waiting.size > 0 ? Math.min(...waiting.values()) - now : null };
    },
    read: async (after, limit) => page(after, limit),
    head: async () => (events.length > 0 ? String(events.length) : null),
    subscribe: (after, listener) => {
      let cursor = after;
      let stopped = false;
      let running = Promise.resolve();
      const pump = () => {
        running = running.then(async () => {
          for (let next = page(cursor, 500); !stopped && next.events.length > 0; next = page(cursor, 500)) {
            await listener(next);
            cursor = next.cursor;
          }
        });
      };
      listeners.add(pump);
      pump();
      return async () => {
        stopped = true;
        listeners.delete(pump);
        await running;
      };
    },
  };
};

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
};
