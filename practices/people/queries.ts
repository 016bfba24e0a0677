import type { ActorId } from '#kernel/stream/event.ts';
import type { Db, Principal, Question } from '#server/route.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

/** What people say they do, by id; of those whom the asker may see. */
export const titlesOf = async (db: Db, { org, keys }: Asker, ids: readonly ActorId[]): Promise<ReadonlyMap<ActorId, string>> => {
  const rows = await db.rows<{ id: string; title: string | null }>({
    name: 'people.titles',
    text: `select id, summary->>'title' as title from artifacts where org = $1 and id = any($3::uuid[]) and kind = 'person' and audience && $2::text[]`,
    values: [org, keys, ids],
  });
  return new Map(rows.map(({ id, title }) => [id, title ?? '']));
};

/** The state of one of the directory's artifacts, for its own page. */
export const stateOf = async <State>(
  db: Db,
  { org, keys }: Asker,
  kind: 'person' | 'team' | 'agent',
  id: ActorId,
): Promise<{ readonly state: State; readonly version: number } | null> => {
  const [row] = await db.rows<{ state: State; version: number }>({
    name: 'people.state',
    text: `select state, version from artifacts where org = $1 and id = $3 and kind = $4 and audience && $2::text[]`,
    values: [org, keys, id, kind],
  });
  return row ?? null;
};

/** How much an agent has changed today (UTC). */
export const changesToday = ({ org }: Pick<Principal, 'org'>, agent: string): Question => ({
  name: 'agents.today',
  text: `select changes from agent_days where org = $1 and agent = $2 and day = (proceed_now() at time zone 'UTC')::date`,
  values: [org, agent],
});
