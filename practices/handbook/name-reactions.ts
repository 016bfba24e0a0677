import { SYSTEM, type ArtifactId, type OrgId } from '#kernel/stream/event.ts';
import type { ReactionMaker, ReactionServices } from '#kernel/stream/reaction.ts';
import type { StreamEvent } from '#kernel/stream/stream.ts';
import { nameId } from '#practices/protocols';
import type { Db } from '#server/route.ts';
import { placeFor } from './page-placing.ts';
import { placeOf } from './page.ts';
import { aboveOf } from './place-queries.ts';
import { renamedFile } from './place.ts';
import { keysHeldBy, standing } from './reaction-queries.ts';
import { readText } from './text.ts';

/**
 * What two did at one moment can leave two pages of one name beside each other: each found the name free. Whichever came later in the stream is
 * called otherwise (`on-call-2`), and its history says why. One that its writer could not see keeps its name, and so does theirs.
 */
export const settleNames: ReactionMaker = (services) => {
  const alone = new WeakSet<StreamEvent>();
  return {
    name: 'handbook.settle-names',
    types: new Set(['page-created', 'page-moved', 'page-unarchived']),
    // Most are alone; whoever comes to the place of one of these afterwards has an event of their own.
    prepare: async (events) => {
      const chosen = events.filter(choosesName);
      const twins = await withTwins(services, chosen);
      for (const event of chosen) if (!twins.has(event.artifact)) alone.add(event);
    },
    react: async (event) => {
      if (choosesName(event) && !alone.has(event)) await settle(event, services);
    },
  };
};

/** An import chooses names that are free, and what the engine moves is no choice of a name. */
const choosesName = ({ body, by }: StreamEvent): boolean => by !== SYSTEM && !('from' in body && body.from !== null);

const settle = async (event: StreamEvent, services: ReactionServices): Promise<void> => {
  const { org, artifact, by } = event;
  const [twin] = await twinsOf(services, org, artifact);
  if (!twin?.last) return;
  const page = await standing(services, org, artifact);
  if (page?.state.status !== 'published') return;
  const keys = await keysHeldBy(services, org, by);
  if (!twin.audience.some((key) => keys.includes(key))) return;
  const { state } = page;
  const found = await placeFor({ db: services }, { org, keys }, state, { wish: state.name }, artifact);
  if (found.refused || found.ok.name === state.name) return;
  const { name } = found.ok;
  const data = {
    ...{ ...placeOf(state), name, file: renamedFile(state.file, state.name, name), title: readText(state.body, name).title },
    ...{ was: placeOf(state), reason: `Another page was called “${state.name}” at the same moment` },
  };
  await services.send({
    id: nameId('handbook', 'settle name', artifact, event.version),
    ...{ org, by: SYSTEM, kind: 'page', artifact, name: 'move', data, causedBy: { artifact, version: event.version } },
    refs: state.under === null ? [] : await aboveOf(services, { org }, state.under),
  });
};

/** Those of the pages of these events that have one of their place beside them. */
const withTwins = async (db: Db, events: readonly StreamEvent[]): Promise<ReadonlySet<ArtifactId>> => {
  const rows = await db.rows<{ readonly id: ArtifactId }>({
    name: 'handbook.with-twins',
    text: `
      select p.id from unnest($1::uuid[], $2::uuid[]) as e (org, id) join artifacts p on p.org = e.org and p.id = e.id
      where p.kind = 'page' and p.status = 'published' and exists (
        select from artifacts t where t.org = p.org and t.kind in ('page', 'file') and t.kind = 'page' and t.status <> 'deleted'
          and t.status = 'published' and t.summary->>'place' = p.summary->>'place' and t.id <> p.id)`,
    values: [events.map(({ org }) => org), events.map(({ artifact }) => artifact)],
    byKey: true,
  });
  return new Set(rows.map(({ id }) => id));
};

/** A page of the same place, and whether this one came there last, by the stream. */
const twinsOf = (db: Db, org: OrgId, page: ArtifactId) =>
  db.rows<{ readonly audience: readonly string[]; readonly last: boolean }>({
    name: 'handbook.twins-of',
    text: `
      with came as (
        select t.id, t.audience, (
          select array[e.xid::text::numeric, e.position] from (
            select xid, position, version, type, key, lag(key) over (order by version) as before from (
              select xid, position, version, type,
                     case when type = 'page-unarchived' then null
                          else coalesce(body->>'space', '') || '/' || coalesce(body->>'under', '') || '/' || lower(body->>'name') end as key
              from events where org = $1 and artifact = t.id and type in ('page-created', 'page-moved', 'page-unarchived')
            ) k
          ) e where e.key is distinct from e.before order by e.version desc limit 1
        ) as at
        from artifacts p join artifacts t on t.org = p.org and t.kind in ('page', 'file') and t.kind = 'page' and t.status <> 'deleted'
          and t.status = 'published' and t.summary->>'place' = p.summary->>'place'
        where p.org = $1 and p.id = $2 and p.kind = 'page' and p.status = 'published'
      )
      select other.audience, me.at > other.at as last from came me join came other on other.id <> me.id
      where me.id = $2 order by other.at limit 1`,
    values: [org, page],
    byKey: true,
  });
