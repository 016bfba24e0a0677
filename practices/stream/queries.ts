import type { ActorId, ArtifactId, Instant, OrgId, SpaceId } from '#kernel/stream/event.ts';
import type { Db, Principal } from '#server/route.ts';
import type { Silence } from './tell.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

/** A moment's column as whole milliseconds. */
const toMs = (column: string): string => `round(date_part('epoch', ${column}) * 1000)`;

/** An event with its artifact as it stands now, and what that hangs on. */
export interface FeedRow {
  readonly artifact: ArtifactId;
  readonly version: number;
  readonly kind: string;
  readonly at: Instant;
  readonly by: ActorId;
  readonly xid: string;
  readonly position: string;
  readonly subject: ArtifactId;
  readonly subject_kind: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly space: SpaceId | null;
}

const COLUMNS = `e.artifact, e.version, e.kind, ${toMs('e.at')} as at, e.by, e.xid::text as xid, e.position::text as position,
  coalesce(p.id, a.id) as subject, coalesce(p.kind, a.kind) as subject_kind, coalesce(p.number, a.number) as number,
  coalesce(p.title, a.title) as title, coalesce(p.status, a.status) as status, a.space`;

/** [safety] An event is seen by whoever sees its artifact now, and what that hangs on. */
const VISIBLE = `a.audience && $2::text[] and (a.parent is null or p.audience && $2::text[])`;

const reached = (columns: string): string =>
  `select ${columns} from events where org = $1 and (xid, position) < ($3::xid8, $4::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
   order by xid desc, position desc limit $8`;

/** How many events of others one question looks through: a page may be short, or empty, with more behind it. */
const REACH = 1000;

export interface FeedPage {
  readonly rows: readonly FeedRow[];
  /** Where the next question begins; null: this was the oldest. */
  readonly behind: readonly [xid: string, position: string] | null;
}

interface FeedQuery {
  readonly before: readonly [string, string] | null;
  readonly kinds: readonly string[];
  readonly space: SpaceId | null;
  readonly by: ActorId | null;
  /** Only what this actor watches. */
  readonly watcher: ActorId | null;
  readonly limit: number;
}

/**
 * Newest first, what happened before a place of the stream, of these kinds and of which there is something to say, in this space, by
 * this actor. How far it looked is only asked when that did not fill the page.
 */
export const feedWithout = (silence: Silence) => {
  const said = ofWhichIsSaid(silence);
  return async (db: Db, { org, keys }: Asker, query: FeedQuery): Promise<FeedPage> => {
    const { before, kinds, space, by, watcher, limit } = query;
    const rows = await db.rows<FeedRow & { readonly shown: boolean; readonly last: boolean }>({
      name: watcher === null ? 'stream.feed' : 'stream.feed-watched',
      text: `with shown as materialized (
             select ${COLUMNS} from (${reached('*')}) e
             join artifacts a on a.org = e.org and a.id = e.artifact
             left join artifacts p on p.org = a.org and p.id = a.parent
             where e.kind = any($5::text[]) and ${said}
               and ($6::uuid is null or a.space = $6) and ($9::uuid is null or e.by = $9) and ${VISIBLE}${watcher === null ? '' : WATCHED}
             order by e.xid desc, e.position desc limit $7
           ), behind as (
             select xid, position, count(*) over () < $8 as last from (${reached('xid, position')}) e where (select count(*) from shown) < $7
             order by xid, position limit 1
           )
           select *, true as shown, false as last from shown
           union all
           select null, 0, '', 0, null, xid::text, position::text, null, '', 0, '', '', null, false, last from behind`,
      values: [
        ...[org, keys, before?.[0] ?? LATEST, before?.[1] ?? '0', kinds, space, limit, REACH, by],
        ...(watcher === null ? [] : [watcher]),
      ],
      byKey: true,
    });
    const shown = rows.filter((row) => row.shown);
    const end = rows.find((row) => !row.shown);
    const full = shown.at(-1);
    if (shown.length === limit && full) return { rows: shown, behind: [full.xid, full.position] };
    return { rows: shown, behind: !end || end.last ? null : [end.xid, end.position] };
  };
};

/** A row of `e` that a sentence says something of. What an event says is only looked at where its type hardly ever has a sentence. */
const ofWhichIsSaid = (silence: Silence): string => {
  const all = Object.entries(silence).flatMap(([kind, types]) =>
    types.map((one) =>
      typeof one === 'string' ? { place: `${kind} ${one}`, but: null } : { place: `${kind} ${one.type}`, but: one.but },
    ),
  );
  return [...Map.groupBy(all, ({ but }) => but)]
    .map(([but, types]) => {
      const others = `e.kind || ' ' || e.type <> all(${quoted(`{${types.map(({ place }) => `"${place}"`).join(',')}}`)}::text[])`;
      return but === null ? others : `(${others} or e.body @? ${quoted(but)}::jsonpath)`;
    })
    .join(' and ');
};

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const WATCHED = ` and exists (
  select from links l join artifacts m on m.org = l.org and m.id = l.source and m.author = $10 and (m.summary->>'watching')::boolean
  where l.org = $1 and l.target = coalesce(p.id, a.id) and l.rel = 'read')`;

/** Above every transaction's id. */
const LATEST = '18446744073709551615';

/** What happened to one artifact and to what hangs on it, newest first. */
export const historyOf = (
  db: Db,
  { org, keys }: Asker,
  id: ArtifactId,
  kinds: readonly string[],
  type: string | null,
  before: readonly [string, string] | null,
  limit: number,
): Promise<readonly FeedRow[]> =>
  db.rows<FeedRow>({
    name: 'stream.history',
    text: `with about as (
             select a.id from artifacts a left join artifacts p on p.org = a.org and p.id = a.parent where a.org = $1 and a.id = $3 and ${VISIBLE}
             union
             select a.id from artifacts a join artifacts p on p.org = a.org and p.id = a.parent
             where a.org = $1 and a.parent = $3 and ${VISIBLE}
           )
           select ${COLUMNS} from about i
           join events e on e.org = $1 and e.artifact = i.id
           join artifacts a on a.org = $1 and a.id = i.id
           left join artifacts p on p.org = a.org and p.id = a.parent
           where e.kind = any($4::text[]) and (e.xid, e.position) < ($5::xid8, $6::bigint) and ($8::text is null or e.type = $8)
           order by e.xid desc, e.position desc limit $7`,
    values: [org, keys, id, kinds, before?.[0] ?? LATEST, before?.[1] ?? '0', limit, type],
  });

/** What events say, as JSON. They are events that were found by `feed` or `historyOf`, and so may be seen. */
export const bodiesOf = (
  db: Db,
  org: OrgId,
  events: readonly { readonly artifact: ArtifactId; readonly version: number }[],
): Promise<readonly { readonly artifact: ArtifactId; readonly version: number; readonly text: string }[]> =>
  db.rows({
    name: 'stream.bodies',
    text: `select e.artifact, e.version, e.body::text as text from unnest($2::uuid[], $3::int[]) as i (artifact, version)
           join events e on e.org = $1 and e.artifact = i.artifact and e.version = i.version`,
    values: [org, events.map(({ artifact }) => artifact), events.map(({ version }) => version)],
    byKey: true,
  });

/** Titles of artifacts that sentences name, where the asker sees them. */
export const titlesOf = async (
  db: Db,
  { org, keys }: Asker,
  ids: readonly ArtifactId[],
): Promise<ReadonlyMap<ArtifactId, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await db.rows<{ id: ArtifactId; title: string }>({
    name: 'stream.titles',
    text: `select id, title from artifacts where org = $1 and id = any($3::uuid[]) and audience && $2::text[]`,
    values: [org, keys, ids],
  });
  return new Map(rows.map(({ id, title }) => [id, title]));
};

export interface ArtifactRow {
  readonly id: ArtifactId;
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly space: SpaceId | null;
  readonly author: ActorId | null;
  readonly parent: ArtifactId | null;
  readonly version: number;
  readonly summary: Readonly<Record<string, unknown>>;
  readonly opened: Instant | null;
  readonly closed: Instant | null;
  readonly due: Instant | null;
}

const ARTIFACT = `select a.id, a.kind, a.number, a.title, a.status, a.space, a.author, a.parent, a.version, a.summary,
  ${toMs('a.opened_at')} as opened, ${toMs('a.closed_at')} as closed, ${toMs('a.due_at')} as due
  from artifacts a left join artifacts p on p.org = a.org and p.id = a.parent`;

export const artifactById = async (db: Db, { org, keys }: Asker, id: ArtifactId): Promise<ArtifactRow | null> => {
  const [row] = await db.rows<ArtifactRow>({
    name: 'stream.artifact',
    text: `${ARTIFACT} where a.org = $1 and a.id = $3 and ${VISIBLE}`,
    values: [org, keys, id],
  });
  return row ?? null;
};

export const artifactByNumber = async (db: Db, { org, keys }: Asker, number: number): Promise<ArtifactRow | null> => {
  const [row] = await db.rows<ArtifactRow>({
    name: 'stream.number',
    text: `${ARTIFACT} where a.org = $1 and a.number > 0 and a.number = $3 and ${VISIBLE}`,
    values: [org, keys, number],
  });
  return row ?? null;
};
