import type { ArtifactId, Instant, OrgId } from '#kernel/stream/event.ts';
import { toMs, type Db, type Principal } from '#server/route.ts';
import type { PageState } from '../page.ts';
import type { ShareState } from './share.ts';

type Reader = Pick<Principal, 'org' | 'keys'>;

export interface ShareRow {
  readonly id: ArtifactId;
  readonly version: number;
  readonly state: ShareState;
  readonly over: boolean;
  readonly opened: number;
  readonly lastAt: Instant | null;
}

const MOST_OF_A_PAGE = 200;

const COLUMNS = `a.id, a.version, a.state, a.due_at <= proceed_now() as over, coalesce(o.opened, 0)::int as opened,
  ${toMs('o.last_at')} as "lastAt"`;
/** [safety] As its page is seen. */
const SEEN = `from artifacts a join artifacts p on p.org = a.org and p.id = a.parent and p.audience && $2::text[]
  left join share_openings o on o.org = a.org and o.share = a.id
  where a.org = $1 and a.kind = 'share' and a.audience && $2::text[]`;

/** The links to a page, the newest first. */
export const sharesOf = (db: Db, { org, keys }: Reader, page: ArtifactId) =>
  db.rows<ShareRow>({
    name: 'handbook.shares-of',
    text: `select ${COLUMNS} ${SEEN} and a.parent = $3 order by a.opened_at desc, a.id limit ${MOST_OF_A_PAGE}`,
    values: [org, keys, page],
    byKey: true,
  });

export const standingShare = async (db: Db, { org, keys }: Reader, id: ArtifactId): Promise<ShareRow | null> => {
  const [row] = await db.rows<ShareRow>({
    name: 'handbook.share',
    text: `select ${COLUMNS} ${SEEN} and a.id = $3`,
    values: [org, keys, id],
    byKey: true,
  });
  return row ?? null;
};

export interface OpenRow {
  readonly org: OrgId;
  readonly share: ArtifactId;
  readonly link: ShareState;
  readonly page: ArtifactId;
  readonly version: number;
  readonly audience: readonly string[];
  readonly state: PageState;
}

/** [safety] The page to which a token leads at this moment, by the database's clock. Whether its sharer may share it still is asked beside. */
export const openByHash = async (db: Db, hash: string): Promise<OpenRow | null> => {
  const [row] = await db.rows<OpenRow>({
    name: 'handbook.share-opened',
    text: `select a.org, a.id as share, a.state as link, p.id as page, p.version, p.audience::text[] as audience, p.state
           from artifacts a join artifacts p on p.org = a.org and p.id = a.parent
           where a.kind = 'share' and a.summary->>'hash' = $1 and a.status = 'open' and a.due_at > proceed_now()
             and p.kind = 'page' and p.status = 'published'`,
    values: [hash],
    byKey: true,
  });
  return row ?? null;
};

export interface OutsideFile {
  readonly id: ArtifactId;
  /** What it hangs on. */
  readonly on: ArtifactId | null;
  readonly name: string;
  readonly hash: string;
  readonly size: number;
  readonly mime: string;
  readonly width: number | null;
  readonly height: number | null;
}

const FILE = `f.id, f.parent as "on", f.state->>'name' as name, f.state->>'hash' as hash, (f.state->>'size')::float8 as size, f.state->>'mime' as mime,
  (f.state->>'width')::int as width, (f.state->>'height')::int as height`;

/**
 * Of some files those that go with a page: whoever sees the page sees them, or who holds one of `keys`. [safety] So nobody shows outside, by naming it
 * in a page, what they or the page's other readers may not see; and not what hangs on something that is gone.
 */
export const filesOfPage = (
  db: Db,
  org: OrgId,
  {
    audience,
    keys,
    ids,
  }: { readonly audience: readonly string[]; readonly keys: readonly string[]; readonly ids: readonly ArtifactId[] },
) =>
  db.rows<OutsideFile>({
    name: 'handbook.files-outside',
    text: `select ${FILE} from unnest($3::uuid[]) i (id) join artifacts f on f.org = $1 and f.id = i.id and f.kind = 'file' and f.status = 'kept'
           where (f.audience::text[] @> $2::text[] or f.audience && $4::text[])
             and not exists (select from artifacts p where p.org = f.org and p.id = f.parent and p.status in ('deleted', 'discarded'))`,
    values: [org, audience, ids, keys],
    byKey: true,
  });
