import { SYSTEM, type ArtifactId, type OrgId, type SpaceId } from '#kernel/stream/event.ts';
import { own } from '#kernel/stream/own.ts';
import type { ReactionMaker, ReactionServices } from '#kernel/stream/reaction.ts';
import type { StreamEvent } from '#kernel/stream/stream.ts';
import { nameId } from '#practices/protocols';
import type { Db } from '#server/route.ts';
import { brokenLike, keysHeldBy, leftBelow, orphansOf, placeBefore, standing } from './reaction-queries.ts';
import { placeOf } from './page.ts';
import { aboveOf } from './place-queries.ts';
import { resolve } from './resolving.ts';

/** What is sent because of an event, and therefore once. */
const because = ({ org, artifact, version }: StreamEvent, kind: string, subject: ArtifactId, name: string) => ({
  id: nameId('handbook', name, artifact, version, subject),
  ...{ org, by: SYSTEM, kind, artifact: subject, name },
  causedBy: { artifact, version },
});

/**
 * What two did at one moment can leave a page below itself, or below one that is gone: each of them was right by what it saw. The page
 * that moved goes back to where it was, or to the top; what stands below a deleted page goes to the top. What stands below a page that
 * went to another space goes there, too.
 */
export const settlePages: ReactionMaker = (services) => ({
  name: 'handbook.settle',
  types: new Set(['page-moved', 'page-deleted']),
  react: async (event) => {
    const db = services satisfies Db;
    const { org, artifact } = event;
    if (event.body.type === 'page-deleted') {
      for (const { id } of await orphansOf(db, org, artifact)) await lift(event, id, null, services);
      return;
    }
    const now = await standing(db, org, artifact);
    if (!now) return;
    await bringAlong(event, now.state.space, services);
    if (now.state.under === null) return;
    const above = await aboveOf(db, { org }, now.state.under);
    if (!above.includes(artifact)) return;
    await lift(event, artifact, await placeBefore(db, org, artifact, event.version), services);
  },
});

/** What still stands in the space that a page left, below it: whoever moved it did not come to that. */
const bringAlong = async (event: StreamEvent, space: SpaceId | null, services: ReactionServices): Promise<void> => {
  const { org, artifact } = event;
  const spaces = [...(await services.directory(org)).spaces.keys()];
  const left = await leftBelow(services, org, artifact, space, spaces);
  const refs = left.length === 0 ? [] : await aboveOf(services, { org }, artifact);
  for (const { id, state } of left)
    await services.send({
      ...because(event, 'page', id, 'follow'),
      ...{ name: 'move', data: { ...placeOf(state), space, title: state.title }, refs },
    });
};

/** Moves a page to where it was; where that is not possible (any more), to the top of its space. */
const lift = async (event: StreamEvent, id: ArtifactId, back: ArtifactId | null, services: ReactionServices): Promise<void> => {
  const { org } = event;
  for (const under of back === null ? [null] : [back, null]) {
    const now = await standing(services, org, id);
    if (!now || now.state.status === 'deleted') return;
    const data = { ...placeOf(now.state), under, title: now.state.title };
    const refs = under === null ? [] : await aboveOf(services, { org }, under);
    const sent = await services.send({
      ...because(event, 'page', id, under === null ? 'move' : 'move back'),
      name: 'move',
      data,
      refs,
    });
    if (!sent.refused) return;
  }
};

/** A page came to be where addresses of others had led nowhere: they lead there now, as far as those who wrote them see it. */
export const healLinks: ReactionMaker = (services) => {
  const known = new WeakMap<StreamEvent, readonly ArtifactId[]>();
  const prepare = async (events: readonly StreamEvent[]): Promise<void> => {
    const came: { readonly event: StreamEvent; readonly org: OrgId; readonly name: string; readonly title: string }[] = [];
    for (const event of events) {
      const { org, body } = event;
      // An import finds its own addresses.
      const page = 'from' in body && body.from !== null ? null : await called(event, services);
      if (page) came.push({ event, org, name: page.name, title: page.title });
    }
    const found = came.length === 0 ? [] : await brokenLike(services, came);
    for (const [index, { event }] of came.entries()) known.set(event, found[index] ?? []);
  };
  return {
    name: 'handbook.heal',
    types: new Set(['page-created', 'page-moved', 'page-unarchived']),
    prepare,
    react: async (event) => {
      if (!known.has(event)) await prepare([event]);
      for (const id of known.get(event) ?? []) await heal(event, id, services);
    },
  };
};

/** What a page is called since an event; null: it is not there any more. What is new says so itself. */
const called = async (
  { org, artifact, body }: StreamEvent,
  services: ReactionServices,
): Promise<{ readonly name: string; readonly title: string } | null> => {
  if ('name' in body && 'title' in body) return { name: String(body.name), title: String(body.title) };
  const page = await standing(services, org, artifact);
  return page?.state.status === 'published' ? page.state : null;
};

const heal = async (event: StreamEvent, id: ArtifactId, services: ReactionServices): Promise<void> => {
  const { org } = event;
  const page = await standing(services, org, id);
  if (!page || page.state.status !== 'published') return;
  const { state, version } = page;
  const keys = await keysHeldBy(services, org, state.revisedBy);
  const directory = await services.directory(org);
  const addresses = state.broken.map((href) => ({ href, line: 1 }));
  const found = await resolve(services, { org, keys }, { directory, place: state, self: id, known: {}, home: null }, addresses);
  if (Object.keys(found.links).length === 0) return;
  const data = {
    links: { ...state.links, ...found.links },
    broken: state.broken.filter((href) => own(found.links, href) === undefined),
  };
  // Whoever publishes it meanwhile looks for its addresses, too.
  await services.send({ ...because(event, 'page', id, 'find-links'), data, ifVersion: version });
};

/** What people were asked to read has changed, moved, or gone. */
export const followPages: ReactionMaker = (services) => ({
  name: 'handbook.acknowledgements',
  types: new Set([
    'page-revised',
    'page-moved',
    'page-restricted',
    'page-owned',
    'page-archived',
    'page-unarchived',
    'page-deleted',
  ]),
  react: async (event) => {
    const { org, artifact, body } = event;
    const asked = await services.rows<{ id: ArtifactId }>({
      name: 'handbook.asked-of',
      text: `select id from artifacts where org = $1 and kind = 'acknowledgement' and summary->>'page' = $2 and status <> 'withdrawn'`,
      values: [org, artifact],
    });
    for (const { id } of asked) {
      const order = { data: { page: artifact }, refs: [artifact] };
      await services.send({ ...because(event, 'acknowledgement', id, 'follow'), ...order });
      if ('material' in body && body.material === true)
        await services.send({ ...because(event, 'acknowledgement', id, 'ask-again'), ...order });
    }
  },
});
