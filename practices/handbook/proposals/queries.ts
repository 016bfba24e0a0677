import type { ArtifactId, Instant } from '#kernel/stream/event.ts';
import type { DecisionState } from '#practices/decisions';
import { toMs, type Db, type Principal } from '#server/route.ts';

type Reader = Pick<Principal, 'org' | 'keys'>;

export interface ProposalRow {
  readonly id: ArtifactId;
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly due: Instant | null;
  readonly ending: string | null;
}

/** What is proposed for a page and not decided yet, the oldest first. */
export const openProposals = (db: Db, { org, keys }: Reader, page: ArtifactId, limit: number) =>
  db.rows<ProposalRow>({
    name: 'handbook.open-proposals',
    text: `select a.id, a.number::int, a.title, a.author, ${toMs('a.due_at')} as due, a.summary->>'ending' as ending
           from links l join artifacts a on a.org = l.org and a.id = l.source
           where l.org = $1 and l.target = $3 and l.rel = 'mentions' and a.kind = 'decision' and a.status = 'open' and a.summary->>'proposes' = $3::text
             and a.audience && $2::text[] order by a.number limit $4`,
    values: [org, keys, page, limit],
    byKey: true,
  });

export interface DecisionRow {
  readonly id: ArtifactId;
  readonly number: number;
  readonly version: number;
  readonly state: DecisionState;
}

/** A decision, by id or number. */
export const decisionAt = async (db: Db, { org, keys }: Reader, id: string | number): Promise<DecisionRow | null> => {
  const [row] = await db.rows<DecisionRow>({
    name: 'handbook.decision',
    text: `select id, number::int, version, state from artifacts
           where org = $1 and kind = 'decision' and (id = $3::uuid or number = $4::bigint) and number > 0 and audience && $2::text[]`,
    values: [org, keys, typeof id === 'string' ? id : null, typeof id === 'number' ? id : null],
    byKey: true,
  });
  return row ?? null;
};
