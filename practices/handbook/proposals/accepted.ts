import type { DecisionState } from '#practices/decisions';
import { takesEffect } from '#kernel/protocol/run-event.ts';
import { SYSTEM, type ArtifactId, type OrgId } from '#kernel/stream/event.ts';
import type { ReactionMaker, ReactionServices } from '#kernel/stream/reaction.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { same } from '#kernel/stream/same.ts';
import type { StreamEvent } from '#kernel/stream/stream.ts';
import { nameId } from '#practices/protocols';
import { pageAudience, readersOf } from '../audience.ts';
import { placeFor } from '../page-placing.ts';
import { begin, publish, type Published } from '../publishing.ts';
import { keysHeldBy, standing } from '../reaction-queries.ts';

type Proposed = NonNullable<DecisionState['body']['proposes']>;

/**
 * [R11] A decision that proposes a text was accepted: the text is published, merged with what came since, with the decision as its cause. Where
 * it does not fit any more, the decision keeps it and its author is asked.
 */
export const publishAccepted: ReactionMaker = (services) => ({
  name: 'handbook.publish-accepted',
  types: new Set(['outcome', 'effect']),
  react: async (event) => {
    const { org, artifact, kind, body } = event;
    if (kind !== 'decision' || !takesEffect(body)) return;
    const state = await decisionOf(services, org, artifact);
    const proposes = state?.body.proposes;
    if (!state || !proposes || state.status !== 'opened' || state.run.outcome?.outcome !== 'accepted') return;
    const done = await publishText(event, state, proposes, services);
    const note = done.refused
      ? { name: 'hold-text', data: { code: done.code, message: done.message } }
      : { name: 'note-text', data: done.ok };
    await services.send({ ...because(event, artifact, note.name), kind: 'decision', ...note });
  },
});

const because = ({ org, artifact, version }: StreamEvent, subject: ArtifactId, what: string) => ({
  id: nameId('proposal', what, artifact, version, subject),
  ...{ org, by: SYSTEM, artifact: subject },
  causedBy: { artifact, version },
});

const decisionOf = async (services: ReactionServices, org: OrgId, id: ArtifactId): Promise<DecisionState | null> => {
  const [row] = await services.rows<{ state: DecisionState }>({
    name: 'handbook.deciding',
    text: `select state from artifacts where org = $1 and id = $2 and kind = 'decision'`,
    values: [org, id],
  });
  return row?.state ?? null;
};

type Note = { readonly page: ArtifactId; readonly revision: number; readonly merged: boolean };

const publishText = async (
  event: StreamEvent,
  { author }: DecisionState,
  proposes: Proposed,
  services: ReactionServices,
): Promise<Result<Note>> => {
  const { org } = event;
  const { page, base, text, reason, place } = proposes;
  const able = {
    db: services,
    directory: services.directory,
    address: services.address,
    send: (order: { kind: string; artifact: string; name: string; data: unknown; refs?: readonly string[] }) =>
      services.send({ ...because(event, order.artifact, order.name), ...order }),
  };
  // Its links lead where they lead for its writer.
  const held = await keysHeldBy(services, org, author);
  if (base === 0) {
    if (place === null) return refuse('invalid-request', 'It does not say where the page would stand.');
    const there = await standing(services, org, page);
    // Sent again, it is there already.
    if (there?.state.status === 'published' && there.state.body === text)
      return ok({ page, revision: there.state.revision, merged: false });
    if (there)
      return refuse('already-written', 'Another proposal became this page meanwhile. Propose your text as a change to it.');
    const system = { org, actor: SYSTEM, keys: held };
    const found = await placeFor(able, system, place, { wish: place.name }, page);
    if (found.refused) return found;
    const file =
      place.file && !place.file.inside ? { ...place.file, name: place.file.name.replace(place.name, found.ok.name) } : place.file;
    const at = { ...place, ...found.ok, file };
    const made = await begin(able, system, {
      id: page,
      place: at,
      body: text,
      only: null,
      owners: [author],
      reason,
      for: author,
    });
    return made.refused ? made : ok({ page, revision: 1, merged: false });
  }
  const now = await standing(services, org, page);
  if (!now) return refuse('not-found', 'There is no such page any more.');
  const { rule } = proposes;
  const standingRule = now.state.status === 'deleted' ? null : now.state.protocol;
  // [P5] What was judged is this change of that version, and no other.
  if (rule && !same(rule.before, standingRule))
    return refuse('rule-changed', 'Another decision has changed this protocol meanwhile. Propose your change of what holds now.');
  const keys = [...new Set([...pageAudience(now.state), ...held])];
  const wanted = { page, body: text, base, reason, exact: true, for: author, keepsRule: rule === null };
  const done: Result<Published> = await publish(able, { org, actor: SYSTEM, keys }, wanted);
  return done.refused ? done : ok({ page, revision: done.ok.revision, merged: done.ok.merged });
};

/** [safety] Other people read a page than before: they alone read what was proposed for it. */
export const followProposals: ReactionMaker = (services) => ({
  name: 'handbook.follow-proposals',
  types: new Set(['page-moved', 'page-restricted', 'page-owned']),
  react: async (event) => {
    const { org, artifact } = event;
    const found = await services.rows<{ id: ArtifactId }>({
      name: 'handbook.proposals-for',
      text: `select a.id from links l join artifacts a on a.org = l.org and a.id = l.source
             where l.org = $1 and l.target = $2 and a.kind = 'decision' and a.summary->>'proposes' = $2::text`,
      values: [org, artifact],
    });
    const page = found.length === 0 ? null : await standing(services, org, artifact);
    if (!page) return;
    const data = { space: page.state.space, audience: readersOf(page.state) };
    for (const { id } of found)
      await services.send({ ...because(event, id, 'follow-page'), kind: 'decision', name: 'follow-page', data });
  },
});
