import type { ArtifactId, Instant } from '#kernel/stream/event.ts';
import { toMs, type Db, type Principal } from '#server/route.ts';
import type { FileState } from './file.ts';

type Reader = Pick<Principal, 'org' | 'keys'>;

export interface FileRow {
  readonly id: ArtifactId;
  readonly version: number;
  readonly state: FileState;
}

/** [safety] Through the reader's keys, and only while what it hangs on is there: of a deleted page nothing is shown. */
const SEEN = `a.org = $1 and a.kind = 'file' and a.status = 'kept' and a.audience && $2::text[]
  and not exists (select from artifacts gone where gone.org = a.org and gone.id = a.parent and gone.status in ('deleted', 'discarded'))`;

export const standingFile = async (db: Db, { org, keys }: Reader, id: ArtifactId): Promise<FileRow | null> => {
  const [row] = await db.rows<FileRow>({
    name: 'handbook.file',
    text: `select a.id, a.version, a.state from artifacts a where ${SEEN} and a.id = $3`,
    values: [org, keys, id],
    byKey: true,
  });
  return row ?? null;
};

export interface ListedFile extends FileRow {
  readonly at: Instant;
}

/** What hangs on something, oldest first. */
export const filesOn = (
  db: Db,
  { org, keys }: Reader,
  on: ArtifactId,
  after: readonly [number, ArtifactId] | null,
  limit: number,
) =>
  db.rows<ListedFile>({
    name: 'handbook.files-on',
    text: `select a.id, a.version, a.state, ${toMs('a.opened_at')} as at from artifacts a
           where ${SEEN} and a.parent = $3
             and ($4::float8 is null or (a.opened_at, a.id) > (to_timestamp($4::float8 / 1000), $5::uuid))
           order by a.opened_at, a.id limit $6`,
    values: [org, keys, on, after?.[0] ?? null, after?.[1] ?? null, limit],
    byKey: true,
  });

/** Anything with a number that may have files: whether it is there for the reader. */
export const subjectOf = async (
  db: Db,
  { org, keys }: Reader,
  id: ArtifactId,
): Promise<{ readonly space: string | null; readonly kind: string } | null> => {
  const [row] = await db.rows<{ space: string | null; kind: string }>({
    name: 'handbook.file-subject',
    text: `select space, kind from artifacts where org = $1 and id = $3 and number > 0 and status not in ('deleted', 'discarded') and audience && $2::text[]`,
    values: [org, keys, id],
    byKey: true,
  });
  return row ?? null;
};

/** The files at these places, whoever sees them, and whether the reader does. */
export const filesAt = (db: Db, { org, keys }: Reader, places: readonly string[]) =>
  db.rows<{ place: string; id: ArtifactId; seen: boolean }>({
    name: 'handbook.files-at',
    text: `select summary->>'place' as place, id, audience && $2::text[] as seen from artifacts
           where org = $1 and kind in ('page', 'file') and status <> 'deleted' and summary->>'place' = any($3::text[])`,
    values: [org, keys, places],
    byKey: true,
  });

export interface FileApart extends FileRow {
  /** What it hangs on; 0 and no title: nothing. */
  readonly number: number;
  readonly title: string;
  readonly kind: string;
}

/** Files that stand in no folder of pages, by what they hang on. */
export const filesApart = (db: Db, { org, keys }: Reader, after: readonly [number, ArtifactId] | null, limit: number) =>
  db.rows<FileApart>({
    name: 'handbook.files-apart',
    text: `select a.id, a.version, a.state, coalesce(p.number, 0)::int as number, coalesce(p.title, '') as title, coalesce(p.kind, 'file') as kind
           from artifacts a left join artifacts p on p.org = a.org and p.id = a.parent
           where ${SEEN}
             and (not a.summary ? 'place' or coalesce(p.kind, 'page') <> 'page')
             and ($3::int is null or (coalesce(p.number, 0), a.id) > ($3::int, $4::uuid))
           order by coalesce(p.number, 0), a.id limit $5`,
    values: [org, keys, after?.[0] ?? null, after?.[1] ?? null, limit],
  });
