import type { ActorId, ArtifactId, OrgId } from '#kernel/stream/event.ts';
import { transaction, type Pool, type PoolClient, type Queryable } from '#store/connection.ts';
import { toMs, type Db, type Principal } from '#server/route.ts';

/** The page of a draft. */
export interface At {
  readonly org: OrgId;
  readonly page: ArtifactId;
}

export interface DraftRow {
  readonly id: string;
  /** The revision with which the text is in line. */
  readonly base: number;
  /** How many updates it has had. */
  readonly seq: number;
  /** Bytes of state and updates. */
  readonly bytes: number;
  /** Who wrote what is not published. */
  readonly writers: readonly ActorId[];
  readonly state: Buffer;
  /** Those that are not in `state`, in their order. */
  readonly updates: readonly Buffer[];
}

const UPDATES = `coalesce((select array_agg(u.bytes order by u.seq) from draft_updates u
                           where u.org = d.org and u.draft = d.id and u.seq > `;

/** A page's draft; begun from `begun` where there is none. */
export const openDraft = async (
  pool: Queryable,
  { org, page }: At,
  begun: { readonly base: number; readonly state: () => Uint8Array },
): Promise<DraftRow> => {
  for (;;) {
    const known = await findDraft(pool, { org, page });
    if (known) return known;
    const state = Buffer.from(begun.state());
    await pool.query({
      name: 'drafts.begin',
      text: `insert into drafts (org, page, base, state, bytes) values ($1, $2, $3, $4::bytea, length($4::bytea)) on conflict do nothing`,
      values: [org, page, begun.base, state],
    });
  }
};

export const findDraft = async (pool: Queryable, { org, page }: At): Promise<DraftRow | null> => {
  const { rows } = await pool.query<DraftRow>({
    name: 'drafts.find',
    text: `select d.id, d.base, d.seq::float8 as seq, d.bytes::float8 as bytes, d.writers, d.state, ${UPDATES} d.folded), '{}') as updates
           from drafts d where d.org = $1 and d.page = $2`,
    values: [org, page],
  });
  return rows[0] ?? null;
};

/** Where the drafts of some pages stand. */
export const draftsAt = async (pool: Queryable, pages: readonly At[]) => {
  const { rows } = await pool.query<At & Pick<DraftRow, 'id' | 'base' | 'seq'>>({
    name: 'drafts.at',
    text: `select d.org, d.page, d.id, d.base, d.seq::float8 as seq from unnest($1::uuid[], $2::uuid[]) as w (org, page)
           join drafts d on d.org = w.org and d.page = w.page`,
    values: [pages.map(({ org }) => org), pages.map(({ page }) => page)],
  });
  return rows;
};

/** What came after the update `seq`; `state`, where that has been folded into it meanwhile. Null: the draft has ended. */
export const draftSince = async (pool: Queryable, { org, page }: At, id: string, seq: number) => {
  const { rows } = await pool.query<{ base: number; seq: number; bytes: number; state: Buffer | null; updates: Buffer[] }>({
    name: 'drafts.since',
    text: `select d.base, d.seq::float8 as seq, d.bytes::float8 as bytes, case when d.folded > $4 then d.state end as state,
                  ${UPDATES} greatest(d.folded, $4)), '{}') as updates
           from drafts d where d.org = $1 and d.page = $2 and d.id = $3`,
    values: [org, page, id, seq],
  });
  return rows[0] ?? null;
};

/** Keeps an update; answers its number. Null: the draft has ended, and nothing was kept. */
export const appendUpdate = async (
  pool: Queryable,
  { org, page }: At,
  id: string,
  { bytes, by }: { readonly bytes: Uint8Array; readonly by: readonly ActorId[] },
): Promise<number | null> => {
  const { rows } = await pool.query<{ seq: number }>({
    name: 'drafts.append',
    text: `with d as (
             update drafts set seq = seq + 1, bytes = bytes + length($4::bytea), updated_at = proceed_now(),
                    writers = case when writers @> $5::uuid[] then writers else array(select distinct unnest(writers || $5::uuid[])) end
             where org = $1 and page = $2 and id = $3 returning seq
           )
           insert into draft_updates (org, draft, seq, bytes) select $1, $3, seq, $4::bytea from d returning seq::float8 as seq`,
    values: [org, page, id, Buffer.from(bytes), by],
  });
  return rows[0]?.seq ?? null;
};

/** Folds all updates up to `seq` into one state. */
export const foldUpdates = (pool: Queryable, { org, page }: At, id: string, seq: number, state: Uint8Array) =>
  pool.query({
    name: 'drafts.fold',
    text: `with gone as (delete from draft_updates where org = $1 and draft = $3 and seq <= $4 returning length(bytes) as size),
                more as (select coalesce(sum(length(bytes)), 0) as size from draft_updates where org = $1 and draft = $3 and seq > $4)
           update drafts set state = $5::bytea, folded = $4, bytes = length($5::bytea) + (select size from more)
           where org = $1 and page = $2 and id = $3 and folded < $4`,
    values: [org, page, id, seq, Buffer.from(state)],
  });

/** Holds a draft while it is brought in line with a revision. `work` answers what it wrote, and whether anybody's words are still unpublished. */
export const inLine = (
  pool: Pool,
  { org, page }: At,
  id: string,
  work: (
    client: PoolClient,
    held: { readonly base: number; readonly seq: number },
  ) => Promise<{ readonly base: number; readonly clean: boolean } | null>,
): Promise<boolean> =>
  transaction(pool, async (client) => {
    const { rows } = await client.query<{ base: number; seq: number }>({
      text: `select base, seq::float8 as seq from drafts where org = $1 and page = $2 and id = $3 for update`,
      values: [org, page, id],
    });
    const [held] = rows;
    if (!held) return false;
    const done = await work(client, held);
    if (done)
      await client.query({
        text: `update drafts set base = $4, writers = case when $5 then '{}' else writers end where org = $1 and page = $2 and id = $3`,
        values: [org, page, id, done.base, done.clean],
      });
    return true;
  });

/** The end of a draft, unless it has ended; with `seq`, unless somebody wrote after that update. */
export const dropDraft = async (pool: Queryable, { org, page }: At, id: string, seq: number | null = null): Promise<boolean> => {
  const { rowCount } = await pool.query({
    name: 'drafts.drop',
    text: `with d as (delete from drafts where org = $1 and page = $2 and id = $3 and ($4::bigint is null or seq = $4) returning id),
                u as (delete from draft_updates u using d where u.org = $1 and u.draft = d.id)
           select id from d`,
    values: [org, page, id, seq],
  });
  return (rowCount ?? 0) > 0;
};

/** The end of a draft of which everything is published. */
export const dropCleanDraft = async (pool: Queryable, { org, page }: At, id: string, seq: number): Promise<boolean> => {
  const { rowCount } = await pool.query({
    name: 'drafts.drop-clean',
    text: `with d as (delete from drafts where org = $1 and page = $2 and id = $3 and seq = $4 and writers = '{}' returning id),
                u as (delete from draft_updates u using d where u.org = $1 and u.draft = d.id)
           select id from d`,
    values: [org, page, id, seq],
  });
  return (rowCount ?? 0) > 0;
};

/** Drafts in which nothing is unpublished and nobody has been for a day, and those of deleted pages. */
export const sweepDrafts = (pool: Queryable) =>
  pool.query({
    name: 'drafts.sweep',
    text: `with d as (delete from drafts where (writers = '{}' and updated_at < proceed_now() - interval '1 day')
                     or (org, page) in (select org, id from artifacts where kind = 'page' and status = 'deleted') returning org, id)
           delete from draft_updates u using d where u.org = d.org and u.draft = d.id`,
  });

export interface Told {
  readonly id: string;
  readonly base: number;
  readonly writers: readonly ActorId[];
  readonly updatedAt: number;
}

/** What is said of a page's draft; null: nothing in it is unpublished. */
export const toldOf = async (db: Db, { org, page }: At): Promise<Told | null> => {
  const [row] = await db.rows<Told>({
    name: 'drafts.told',
    text: `select id, base, writers, ${toMs('updated_at')} as "updatedAt"
           from drafts where org = $1 and page = $2 and writers <> '{}'`,
    values: [org, page],
    byKey: true,
  });
  return row ?? null;
};

export interface OwnDraft {
  readonly id: ArtifactId;
  readonly number: number;
  readonly title: string;
  readonly updatedAt: number;
}

/** [safety] Pages with unpublished words of the reader, of those that they see; the latest first. */
export const draftsOf = (db: Db, { org, keys, actor }: Pick<Principal, 'org' | 'keys' | 'actor'>, limit: number) =>
  db.rows<OwnDraft>({
    name: 'drafts.own',
    text: `select a.id, a.number::int as number, a.title, ${toMs('d.updated_at')} as "updatedAt"
           from drafts d join artifacts a on a.org = d.org and a.id = d.page and a.status = 'published' and a.audience && $2::text[]
           where d.org = $1 and d.writers @> array[$3::uuid] order by d.updated_at desc, a.id limit $4`,
    values: [org, keys, actor, limit],
  });

/** The texts between which a draft has to be brought in line: that of its base, and of each revision since. */
export const revisionsSince = async (pool: Queryable, { org, page }: At, base: number) => {
  const { rows } = await pool.query<{ revision: number; body: string; from: string | null }>({
    name: 'drafts.revisions',
    text: `select coalesce((e.body->>'revision')::int, 1) as revision, e.body->>'body' as body, e.body->>'from' as "from"
           from events e where e.org = $1 and e.artifact = $2 and e.type in ('page-created', 'page-revised')
             and coalesce((e.body->>'revision')::int, 1) >= $3
           order by e.version`,
    values: [org, page, base],
  });
  return rows;
};
