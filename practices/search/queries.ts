import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import type { Db, Principal } from '#server/route.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

export interface TitleRow {
  readonly id: ArtifactId;
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly space: SpaceId | null;
}

const COLUMNS = 'id, kind, number, title, status, space';

/** Titles that hold these letters, newest first. Needs three characters to go by. */
export const titlesWith = (db: Db, { org, keys }: Asker, words: string, limit: number): Promise<readonly TitleRow[]> =>
  db.rows<TitleRow>({
    name: 'search.titles-with',
    text: `select ${COLUMNS} from artifacts where org = $1 and number > 0 and audience && $2::text[] and title ilike $3 order by number desc limit $4`,
    values: [org, keys, `%${words.replace(/[\\%_]/g, (one) => `\\${one}`)}%`, limit],
  });

/** Titles with words like these, the likest first: for what was mistyped. */
export const titlesLike = (db: Db, { org, keys }: Asker, words: string, limit: number): Promise<readonly TitleRow[]> =>
  db.rows<TitleRow>({
    name: 'search.titles-like',
    text: `select ${COLUMNS} from titles_like($1, $2::text[], $3, $4)`,
    values: [org, keys, words, limit],
  });

/** Titles that begin so. */
export const titlesFrom = (db: Db, { org, keys }: Asker, beginning: string, limit: number): Promise<readonly TitleRow[]> =>
  db.rows<TitleRow>({
    name: 'search.titles-from',
    text: `select ${COLUMNS} from artifacts
           where org = $1 and number > 0 and audience && $2::text[]
             and lower(title) collate "C" >= lower($3) collate "C" and lower(title) collate "C" < (lower($3) || $4) collate "C"
           order by lower(title) collate "C" limit $5`,
    values: [org, keys, beginning, '\u{10FFFF}', limit],
  });

export const titleNumbered = (db: Db, { org, keys }: Asker, number: number): Promise<readonly TitleRow[]> =>
  db.rows<TitleRow>({
    name: 'search.title-numbered',
    text: `select ${COLUMNS} from artifacts where org = $1 and number > 0 and number = $3 and audience && $2::text[]`,
    values: [org, keys, number],
  });
