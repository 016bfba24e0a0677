import { SYSTEM, type ArtifactId, type Instant } from '#kernel/stream/event.ts';
import type { Loaded, LoadedItem, Prior, Stored, Wanted } from '#kernel/stream/stream.ts';
import type { Queryable } from './connection.ts';
import { toMs } from './sql-time.ts';

type Row = {
  readonly n: number;
  readonly subject: boolean;
  readonly now: number;
  readonly directory_version: string | null;
  readonly id: string | null;
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  readonly space: string | null;
  readonly audience: string[];
  readonly author: string | null;
  readonly parent: string | null;
  readonly version: number;
  readonly state: unknown;
  readonly let_in: string;
  readonly prior_artifact: string | null;
  readonly prior_number: string | null;
  readonly prior_version: number;
  readonly prior_digest: string;
};

/** SQL that answers which of the tokens, a parameter's text[], let somebody in now: one row each. */
export type LetIn = (tokens: string) => string;
/** Where there are no tokens. */
export const NOBODY: LetIn = (tokens) => `select from unnest(${tokens}) where false`;

/**
 * One round trip for a whole batch: what each command changes and names, through its sender's own view, whether it has been here, and
 * whether all that was shown still lets in.
 */
const textOf = (letIn: LetIn): string => `
  select i.n, i.subject, ${toMs('(select proceed_now())')} as now, (select count(*) from (${letIn('$7::text[]')}) s) as let_in, o.directory_version,
         a.id, a.kind, a.number, a.title, a.space, a.audience, a.author, a.parent, a.version, a.state,
         p.artifact as prior_artifact, b.number as prior_number, p.last_version as prior_version,
         case when p.by = i.actor then p.digest else '' end as prior_digest
  from unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::boolean[]) as i (n, org, actor, artifact, command, subject)
  left join organizations o on o.id = i.org
  left join actors k on k.org = i.org and k.id = i.actor
  left join artifacts a on a.org = i.org and a.id = i.artifact and (i.actor = '${SYSTEM}' or a.audience && k.keys)
  left join events p on i.subject and p.org = i.org and p.command = i.command and p.seq = 0
  left join artifacts b on b.org = p.org and b.id = p.artifact`;

export const loader = (letIn: LetIn) => {
  const text = textOf(letIn);
  return (db: Queryable, wanted: readonly Wanted[]): Promise<Loaded> => load(db, text, wanted);
};

const load = async (db: Queryable, text: string, wanted: readonly Wanted[]): Promise<Loaded> => {
  const [n, org, actor, artifact, command, subject]: [number[], string[], string[], string[], string[], boolean[]] = [
    [],
    [],
    [],
    [],
    [],
    [],
  ];
  const want = (index: number, one: Wanted, id: string, isSubject: boolean) => {
    n.push(index);
    org.push(one.org);
    actor.push(one.by);
    artifact.push(id);
    command.push(one.command);
    subject.push(isSubject);
  };
  for (const [index, one] of wanted.entries()) {
    want(index, one, one.artifact, true);
    for (const ref of one.refs) want(index, one, ref, false);
  }
  const tokens = [...new Set(wanted.flatMap(({ warrant }) => warrant?.token ?? []))];
  const { rows } = await db.query<Row>({ name: 'load', text, values: [n, org, actor, artifact, command, subject, tokens] });
  // [safety] One that lets nobody in any more sends them all the slow way, on which each is looked at by itself.
  const allLetIn = Number(rows[0]?.let_in ?? 0) === tokens.length;
  const items: {
    directoryVersion: number;
    warranted: boolean;
    subject: Stored | null;
    refs: Map<ArtifactId, Stored>;
    prior: Prior | null;
  }[] = wanted.map(({ warrant }) => ({
    directoryVersion: -1,
    warranted: !warrant || allLetIn,
    subject: null,
    refs: new Map(),
    prior: null,
  }));
  for (const row of rows) {
    const item = items[row.n];
    if (!item) continue;
    if (row.directory_version !== null) item.directoryVersion = Number(row.directory_version);
    if (!row.subject) {
      if (row.id !== null) item.refs.set(row.id, storedOf({ ...row, id: row.id }));
      continue;
    }
    if (row.id !== null) item.subject = storedOf({ ...row, id: row.id });
    if (row.prior_artifact !== null)
      item.prior = {
        artifact: row.prior_artifact,
        number: Number(row.prior_number),
        version: row.prior_version,
        digest: row.prior_digest,
      };
  }
  return { now: instantOf(rows[0]?.now), items: items satisfies LoadedItem[] };
};

const instantOf = (now: number | undefined): Instant => {
  if (now === undefined) throw new Error('the store answered no row to a read');
  return now;
};

export type StoredRow = {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  readonly space: string | null;
  readonly audience: string[];
  readonly author: string | null;
  readonly parent: string | null;
  readonly version: number;
  readonly state: unknown;
};

export const storedOf = (row: StoredRow): Stored => ({
  id: row.id,
  kind: row.kind,
  number: Number(row.number),
  title: row.title,
  space: row.space,
  audience: row.audience,
  author: row.author,
  parent: row.parent,
  version: row.version,
  state: row.state,
});
