import type { ArtifactId } from '#kernel/stream/event.ts';
import type { Db, Principal } from '#server/route.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const COLUMNS = `'id', a.id, 'kind', a.kind, 'number', nullif(a.number, 0), 'title', a.title, 'status', a.status, 'space', a.space, 'author', a.author,
  'openedAt', ${instant('a.opened_at')}, 'closedAt', ${instant('a.closed_at')}, 'dueAt', ${instant('a.due_at')}, 'updatedAt', ${instant('a.updated_at')}`;

export interface Line {
  readonly json: string;
}

/**
 * What lists say of each numbered artifact, person, team, agent and space, by id. Read marks, links and comments are nobody's to list;
 * their owners' practices give what may be told of them.
 */
export const artifacts = (
  db: Db,
  { org, keys }: Asker,
  after: ArtifactId,
  limit: number,
): Promise<readonly (Line & { readonly id: ArtifactId })[]> =>
  db.rows({
    name: 'export.artifacts',
    text: `select a.id, json_build_object(${COLUMNS})::text as json from artifacts a
      where a.org = $1 and a.id > $3 and a.audience && $2::text[]
        and (a.number > 0 or a.kind in ('person', 'team', 'agent', 'space', 'organization')) order by a.id limit $4`,
    values: [org, keys, after, limit],
  });

/** Every artifact as it stands, with its state: for whoever keeps the installation. */
export const states = (
  db: Db,
  { org }: Asker,
  after: ArtifactId,
  limit: number,
): Promise<readonly (Line & { readonly id: ArtifactId })[]> =>
  db.rows({
    name: 'export.states',
    text: `select a.id, json_build_object(${COLUMNS}, 'parent', a.parent, 'audience', a.audience, 'version', a.version, 'state', a.state)::text as json
      from artifacts a where a.org = $1 and a.id > $2 order by a.id limit $3`,
    values: [org, after, limit],
  });

/** The stream in its order: for whoever keeps the installation. */
export const events = (
  db: Db,
  { org }: Asker,
  [xid, position]: readonly [string, string],
  limit: number,
): Promise<readonly (Line & { readonly xid: string; readonly position: string })[]> =>
  db.rows({
    name: 'export.events',
    text: `select e.xid::text as xid, e.position::text as position, json_build_object('artifact', e.artifact, 'kind', e.kind, 'version', e.version,
        'type', e.type, 'at', ${instant('e.at')}, 'by', e.by, 'command', e.command,
        'causedBy', case when e.caused_artifact is not null then json_build_object('artifact', e.caused_artifact, 'version', e.caused_version) end,
        'body', e.body)::text as json
      from events e where e.org = $1 and (e.xid, e.position) > ($2::xid8, $3::bigint) and e.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by e.xid, e.position limit $4`,
    values: [org, xid, position, limit],
  });

/** Every key that something is seen by. */
export const everyKey = async (db: Db, org: string): Promise<readonly string[]> => {
  const rows = await db.rows<{ key: string }>({
    name: 'export.keys',
    text: 'select distinct unnest(audience) as key from artifacts where org = $1',
    values: [org],
  });
  return rows.map(({ key }) => key);
};
