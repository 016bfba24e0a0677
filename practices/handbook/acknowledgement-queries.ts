import type { ArtifactId } from '#kernel/stream/event.ts';
import type { Db, Principal } from '#server/route.ts';
import type { AcknowledgementState } from './acknowledgement.ts';

type Reader = Pick<Principal, 'org' | 'keys'>;

export interface AcknowledgementRow {
  readonly id: ArtifactId;
  readonly number: number;
  readonly version: number;
  readonly state: AcknowledgementState;
}

/** What was asked, by id or number, as it stands. */
export const standingAcknowledgement = async (
  db: Db,
  { org, keys }: Reader,
  id: ArtifactId | number,
): Promise<AcknowledgementRow | null> => {
  const [row] = await db.rows<AcknowledgementRow>(
    typeof id === 'number'
      ? {
          name: 'handbook.acknowledgement-numbered',
          text: `select id, number::int, version, state from artifacts
                 where org = $1 and number = $3 and number > 0 and kind = 'acknowledgement' and audience && $2::text[]`,
          values: [org, keys, id],
          byKey: true,
        }
      : {
          name: 'handbook.acknowledgement',
          text: `select id, number::int, version, state from artifacts where org = $1 and id = $3 and kind = 'acknowledgement' and audience && $2::text[]`,
          values: [org, keys, id],
          byKey: true,
        },
  );
  return row ?? null;
};

const MOST_OF_A_PAGE = 100;

/** What was asked about a page, newest first: by the asker, or of them. */
export const acknowledgementsOf = (db: Db, { org, keys }: Reader, page: ArtifactId) =>
  db.rows<AcknowledgementRow>({
    name: 'handbook.acknowledgements-of',
    text: `select id, number::int, version, state from artifacts
           where org = $1 and kind = 'acknowledgement' and summary->>'page' = $3 and audience && $2::text[]
           order by number desc limit ${MOST_OF_A_PAGE}`,
    values: [org, keys, page],
    byKey: true,
  });
