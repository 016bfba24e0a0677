import { keysOf } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { OrgId } from '#kernel/stream/event.ts';
import type { Queryable } from './connection.ts';

/** The state of one artifact that is part of the directory. */
export interface DirectoryPart {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly state: unknown;
}

/** How the practices' states make a directory; composed where the practices are. */
export interface DirectorySource {
  /** The kinds of artifacts that take part. */
  readonly kinds: readonly string[];
  /** Kinds of which some artifacts do: those whose summary says `directory`. */
  readonly some?: readonly string[];
  build(org: OrgId, version: number, parts: readonly DirectoryPart[]): Directory;
}

const EMPTY = -1;

interface Cached {
  readonly directory: Directory;
  readonly parts: ReadonlyMap<string, DirectoryPart>;
}

/** Each organization's directory, kept in this process and checked by version on every read. */
export const directories = (source: DirectorySource) => {
  const cache = new Map<OrgId, Cached>();
  const loading = new Map<OrgId, Promise<Cached>>();

  const fresh = async (db: Queryable, org: OrgId): Promise<Cached> => {
    const { rows } = await db.query<Row>({
      name: 'directory',
      text: `select o.directory_version as "directoryVersion", a.kind, a.id, a.version, a.state from organizations o
             left join lateral (${PARTS('$1', '$2')}) a on true where o.id = $1`,
      values: [org, source.kinds],
    });
    const parts = new Map<string, DirectoryPart>();
    let version = EMPTY;
    for (const row of rows) {
      version = Number(row.directoryVersion);
      if (row.id !== null) parts.set(row.id, { kind: row.kind, id: row.id, version: row.version, state: row.state });
    }
    return { directory: source.build(org, version, [...parts.values()]), parts };
  };

  const load = (db: Queryable, org: OrgId): Promise<Cached> => {
    const under = loading.get(org);
    if (under) return under;
    const started = fresh(db, org).then((cached) => {
      keep(org, cached);
      return cached;
    });
    loading.set(org, started);
    return started.finally(() => loading.delete(org));
  };

  const keep = (org: OrgId, cached: Cached): void => {
    const known = cache.get(org);
    if (!known || known.directory.version <= cached.directory.version) cache.set(org, cached);
  };

  return {
    /** As this process has it; null: not yet. */
    known: (org: OrgId): Directory | null => cache.get(org)?.directory ?? null,

    /** The directory at `version` or newer; without a version, as the database has it now. */
    get: async (db: Queryable, org: OrgId, version?: number): Promise<Directory> => {
      const known = cache.get(org);
      if (version !== undefined && known && known.directory.version >= version) return known.directory;
      const loaded = await load(db, org);
      // A load that began before the version came to be does not count; the next one does.
      if (version !== undefined && loaded.directory.version < version) return (await load(db, org)).directory;
      return loaded.directory;
    },

    /** Inside the transaction that holds the organization's row: the directory with these parts changed, written, one version on. */
    change: async (db: Queryable, org: OrgId, changed: readonly DirectoryPart[], version: number): Promise<() => void> => {
      const known = cache.get(org);
      const base = known && known.directory.version === version ? known : await fresh(db, org);
      const parts = new Map(base.parts);
      for (const part of changed) parts.set(part.id, part);
      const directory = source.build(org, version + 1, [...parts.values()]);
      await writeActors(db, directory, base.directory);
      await db.query({
        name: 'directory-moved',
        text: 'update organizations set directory_version = $2 where id = $1',
        values: [org, version + 1],
      });
      return () => keep(org, { directory, parts });
    },

    /** Every actor's row anew. */
    rewrite: (db: Queryable, org: OrgId, parts: readonly DirectoryPart[], version: number): Promise<void> =>
      writeActors(db, source.build(org, version, parts), source.build(org, version, [])),
  };
};

/** What takes part in an organization's directory: all of some kinds, and whatever says so of itself. */
export const PARTS = (org: string, kinds: string): string => `
  select kind, id, version, state from artifacts where org = ${org} and kind = any(${kinds}::text[])
  union all
  select kind, id, version, state from artifacts where org = ${org} and summary ? 'directory' and not kind = any(${kinds}::text[])`;

type Row = {
  readonly directoryVersion: string;
  readonly id: string | null;
  readonly kind: string;
  readonly version: number;
  readonly state: unknown;
};

/** Every actor whose row would differ, with the keys that they hold now. */
const writeActors = async (db: Queryable, directory: Directory, before: Directory): Promise<void> => {
  const rowOf = (of: Directory, id: string): string | null => {
    const actor = of.actors.get(id);
    if (!actor) return null;
    const { kind, role, status, name, handle } = actor;
    return JSON.stringify({
      org: of.org,
      id,
      kind,
      role,
      status,
      name,
      handle,
      mail: actor.mail ?? null,
      keys: keysOf(actor, of),
    });
  };
  const changed = [...directory.actors.keys()].flatMap((id) => {
    const row = rowOf(directory, id);
    return row === null || row === rowOf(before, id) ? [] : [row];
  });
  if (changed.length === 0) return;
  await db.query({
    name: 'actors',
    text: `insert into actors (org, id, kind, role, status, name, handle, mail, keys)
           select x.org, x.id, x.kind, x.role, x.status, x.name, x.handle, x.mail, array(select jsonb_array_elements_text(x.keys))
           from jsonb_to_recordset($1::jsonb) as x (org uuid, id uuid, kind text, role text, status text, name text, handle text, mail text, keys jsonb)
           on conflict (org, id) do update set kind = excluded.kind, role = excluded.role, status = excluded.status, name = excluded.name,
             handle = excluded.handle, mail = excluded.mail, keys = excluded.keys`,
    values: [`[${changed.join(',')}]`],
  });
};
