import type { ActorId, ArtifactId, Instant, OrgId } from '#kernel/stream/event.ts';
import { toMs, type Db, type Principal } from '#server/route.ts';
import type { CommentState } from './comment.ts';
import type { Rel } from './link.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

/** [safety] What hangs on an artifact is asked for together with it: who does not see the one does not see the other. */
const ON_VISIBLE = `join artifacts p on p.org = c.org and p.id = c.parent and p.audience && $2::text[]
  where c.org = $1 and c.audience && $2::text[]`;

/** Whether the asker sees an artifact that has a number. */
export const seesSubject = async (db: Db, { org, keys }: Asker, id: ArtifactId): Promise<boolean> => {
  const rows = await db.rows({
    name: 'comments.subject',
    text: 'select 1 from artifacts where org = $1 and id = $3 and number > 0 and audience && $2::text[]',
    values: [org, keys, id],
  });
  return rows.length > 0;
};

export interface CommentRow {
  readonly id: ArtifactId;
  readonly version: number;
  readonly at: Instant;
  readonly state: CommentState;
}

const COLUMNS = `select c.id, c.version, ${toMs('c.created_at')} as at, c.state from artifacts c`;

/** The comments on an artifact in the order in which they were written. */
export const commentsOn = (
  db: Db,
  { org, keys }: Asker,
  id: ArtifactId,
  after: readonly [Instant, ArtifactId] | null,
  limit: number,
): Promise<readonly CommentRow[]> =>
  db.rows<CommentRow>({
    name: 'comments.list',
    text: `${COLUMNS} ${ON_VISIBLE} and c.parent = $3 and c.kind = 'comment' and (c.created_at, c.id) > (to_timestamp($4::float8 / 1000), $5::uuid)
           order by c.created_at, c.id limit $6`,
    values: [org, keys, id, after?.[0] ?? 0, after?.[1] ?? '00000000-0000-0000-0000-000000000000', limit],
  });

export const commentOf = async (db: Db, { org, keys }: Asker, id: ArtifactId): Promise<CommentRow | null> => {
  const [row] = await db.rows<CommentRow>({
    name: 'comments.one',
    text: `${COLUMNS} ${ON_VISIBLE} and c.id = $3 and c.kind = 'comment'`,
    values: [org, keys, id],
  });
  return row ?? null;
};

/** What a comment said, oldest first. Of a deleted one: nothing. */
export const wordsOf = (
  db: Db,
  { org, keys }: Asker,
  id: ArtifactId,
): Promise<readonly { readonly at: Instant; readonly body: string }[]> =>
  db.rows({
    name: 'comments.history',
    text: `select ${toMs('e.at')} as at, e.body->>'body' as body from artifacts c
           join events e on e.org = c.org and e.artifact = c.id and e.type in ('comment-written', 'comment-edited')
           ${ON_VISIBLE} and c.id = $3 and c.kind = 'comment' and c.status <> 'deleted' order by e.version`,
    values: [org, keys, id],
  });

export interface ReaderRow {
  readonly actor: ActorId;
  readonly version: number | null;
  readonly at: Instant | null;
}

/**
 * Who has read an artifact: whoever marked it so, commented on it or reacted to a comment. [privacy] The marks themselves are their
 * readers' own; of them only the fact is told, and, of an acknowledgement, which version and when. Of a page of the handbook not even that:
 * whoever needs to know asks people to acknowledge it, and is told alone.
 */
export const readersOf = (
  db: Db,
  { org, keys, actor }: Asker & Pick<Principal, 'actor'>,
  id: ArtifactId,
): Promise<readonly ReaderRow[]> =>
  db.rows<ReaderRow>({
    name: 'comments.readers',
    text: `with subject as (select org, id, kind from artifacts where org = $1 and id = $3 and audience && $2::text[]),
           comments as (
             select c.author, c.state->'reactions' as reactions from subject s
             join artifacts c on c.org = s.org and c.parent = s.id and c.kind = 'comment'
           ), readers as (
             select m.author as actor, (m.summary->>'version')::int as version, ${toMs('m.closed_at')} as at from subject s
             join links l on l.org = s.org and l.target = s.id and l.rel = 'read'
             join artifacts m on m.org = l.org and m.id = l.source and m.kind = 'mark' and (s.kind <> 'page' or m.author = $4)
             union all select author, null, null from comments
             union all select reacted.actor::uuid, null, null from comments, jsonb_each(reactions) as r,
               jsonb_array_elements_text(r.value) as reacted (actor)
           )
           select actor, max(version) as version, max(at) as at from readers group by actor`,
    values: [org, keys, id, actor],
  });

export interface LinkRow {
  readonly rel: Rel | 'supersedes' | 'mentions';
  readonly out: boolean;
  /** The link's own id, where somebody drew it. */
  readonly link: ArtifactId | null;
  readonly by: ActorId | null;
  readonly id: ArtifactId;
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
}

/** What is superseded by another is said by the other: one word for one thing. */
const REL = `case l.rel when 'superseded-by' then 'supersedes' else l.rel end as rel`;

/**
 * The links from and to an artifact, with the other end where the asker sees it. What a comment names is named by its subject; what
 * a link joins goes from the artifact on which it hangs.
 */
export const linksOf = (db: Db, { org, keys }: Asker, id: ArtifactId): Promise<readonly LinkRow[]> =>
  db.rows<LinkRow>({
    name: 'comments.links',
    text: `with subject as (select org, id from artifacts where org = $1 and id = $3 and audience && $2::text[]),
           ends as (
             select ${REL}, l.rel <> 'superseded-by' as out, null::uuid as link, null::uuid as by, l.target as other from subject s
             join links l on l.org = s.org and l.source = s.id and l.rel <> 'read'
             union all
             select ${REL}, l.rel <> 'superseded-by', case when c.kind = 'link' then c.id end, case when c.kind = 'link' then c.author end, l.target from subject s
             join artifacts c on c.org = s.org and c.parent = s.id and c.kind in ('comment', 'link')
             join links l on l.org = c.org and l.source = c.id
             union all
             select ${REL}, l.rel = 'superseded-by', case when c.kind = 'link' then c.id end, case when c.kind = 'link' then c.author end, case when c.kind in ('comment', 'link') then c.parent else c.id end from subject s
             join links l on l.org = s.org and l.target = s.id and l.rel <> 'read'
             join artifacts c on c.org = l.org and c.id = l.source and c.audience && $2::text[]
           )
           select distinct on (e.out, e.rel, o.number, o.id) e.rel, e.out, e.link, e.by, o.id, o.kind, o.number, o.title, o.status from ends e
           join artifacts o on o.org = $1 and o.id = e.other and o.number > 0 and o.audience && $2::text[]
           where o.id <> $3 order by e.out desc, e.rel, o.number, o.id, e.link nulls last limit 500`,
    values: [org, keys, id],
  });

export interface DrawnRow {
  readonly from: ArtifactId;
}

/** A link that somebody drew, if the asker sees from where it goes. */
export const drawnLink = async (db: Db, { org, keys }: Asker, id: ArtifactId): Promise<DrawnRow | null> => {
  const [row] = await db.rows<DrawnRow>({
    name: 'comments.drawn',
    text: `select c.parent as "from" from artifacts c ${ON_VISIBLE} and c.id = $3 and c.kind = 'link'`,
    values: [org, keys, id],
  });
  return row ?? null;
};

export interface DiscussedRow {
  readonly number: number;
  readonly title: string;
  readonly kind: string;
  readonly comments: readonly (CommentRow & { readonly id: ArtifactId })[];
}

/** What people discussed, behind a number, with all the comments on it. */
export const discussed = (db: Db, { org, keys }: Asker, number: number, limit: number): Promise<readonly DiscussedRow[]> =>
  db.rows<DiscussedRow>({
    name: 'comments.discussed',
    text: `select p.number::int, p.title, p.kind, c.comments from artifacts p cross join lateral (
        select json_agg(json_build_object('id', c.id, 'version', c.version, 'at', ${toMs('c.created_at')}, 'state', c.state) order by c.created_at, c.id) as comments
        from artifacts c where c.org = p.org and c.parent = p.id and c.kind = 'comment' and c.status <> 'deleted' and c.audience && $2::text[]) c
      where p.org = $1 and p.number > $3 and p.audience && $2::text[] and c.comments is not null order by p.number limit $4`,
    values: [org, keys, number, limit],
  });

/** Whether somebody watches what a mark of theirs is on. */
export const watches = async (db: Db, org: OrgId, mark: ArtifactId): Promise<boolean> => {
  const [row] = await db.rows<{ watching: boolean }>({
    name: 'comments.watches',
    text: `select coalesce((summary->>'watching')::boolean, false) as watching from artifacts where org = $1 and id = $2 and kind = 'mark'`,
    values: [org, mark],
    byKey: true,
  });
  return row?.watching ?? false;
};
