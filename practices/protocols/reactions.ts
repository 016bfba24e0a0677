import { DEFAULT_PROTOCOLS, HOW_WE_WORK } from '#kernel/protocol/defaults.ts';
import type { ReactionMaker, ReactionServices } from '#kernel/stream/reaction.ts';
import { SYSTEM, type ActorId, type ArtifactId } from '#kernel/stream/event.ts';
import type { StreamEvent } from '#kernel/stream/stream.ts';
import { nameId } from './name-id.ts';

/** `actor`: whom it is about; left out: whose stream the event is of. */
type Row = { readonly id: string; readonly kind: string; readonly actor?: ActorId };

/** What has an open await on the actor: by the index of what somebody owes. */
const OWING = `
  select distinct a.id, a.kind from awaits w join artifacts a on a.org = w.org and a.id = w.artifact
  where w.org = $1 and w.asked = $2 and w.status in ('open', 'paused')`;

/** [R8] And what has an objection of theirs that is still open: whatever keeps its run as `run`. */
const OBJECTED = `
  union select a.id, a.kind from artifacts a
  where a.org = $1 and a.status = 'open' and a.number > 0
    and a.state->'run'->'objections' @> jsonb_build_array(jsonb_build_object('holder', $2::text, 'status', 'open'))`;

/** [safety] Whoever owes something, or answers for an objection, on what they may not see any more. */
const SHUT_OUT = `
  with blocked as materialized (
    select id, kind, audience, state->'run'->'objections' as objections from artifacts
    where org = $1 and status = 'open' and number > 0 and state->'run'->'objections' @> '[{"status": "open"}]'
  )
  select distinct a.id, a.kind, c.id as actor from awaits w
    join artifacts a on a.org = w.org and a.id = w.artifact
    join actors c on c.org = w.org and c.id = w.asked
  where w.org = $1 and w.status in ('open', 'paused') and c.status = 'active' and not a.audience && c.keys
  union select b.id, b.kind, c.id as actor from blocked b
    join actors c on c.org = $1 and c.status = 'active' and not b.audience && c.keys
  where b.objections @> jsonb_build_array(jsonb_build_object('holder', c.id::text, 'status', 'open'))`;

/** [A6] What says that nobody else can be asked or decide, wherever it keeps its run. */
const NOBODY_ELSE = `
  select a.id, a.kind, a.author as actor from artifacts a
  where a.org = $1 and a.status = 'open' and a.number > 0 and jsonb_path_exists(a.state, '$.**.nobodyElse ? (@ == true)')`;

/** Types of events after which somebody's working time, or who stands in for them, is another. */
export const MOVED: ReadonlySet<string> = new Set([
  'person-joined',
  'hours-set',
  'leave-planned',
  'leave-changed',
  'leave-cancelled',
  'deputies-named',
  'agent-resumed',
]);
export const GONE: ReadonlySet<string> = new Set(['person-left', 'agent-suspended']);
/** Types of events after which somebody may see less than before. */
const NARROWED: ReadonlySet<string> = new Set([
  'space-member-removed',
  'space-closed',
  'space-moved',
  'team-member-removed',
  'team-disbanded',
]);

/** Types of events after which somebody more may be asked. */
const WIDENED: ReadonlySet<string> = new Set([
  'person-joined',
  'role-granted',
  'space-member-added',
  'space-role-changed',
  'named-role-assigned',
  'team-member-added',
]);

/** [A4] Hours, leave or deputies have changed: whatever waits for them computes the rest of its time anew. */
export const movedHours: ReactionMaker = (services) => ({
  name: 'runs.hours',
  types: MOVED,
  react: (event) => tellAll(event, 'calendar-changed', { name: 'runs.owing', text: OWING, values: [event.artifact] }, services),
});

/** [R8] Somebody left. */
export const actorLeft: ReactionMaker = (services) => ({
  name: 'runs.left',
  types: GONE,
  react: (event) =>
    tellAll(event, 'actor-left', { name: 'runs.left-behind', text: OWING + OBJECTED, values: [event.artifact] }, services),
});

/** [R8] Who was taken out of a closed space is not asked about what it holds. */
export const actorShutOut: ReactionMaker = (services) => ({
  name: 'runs.shut-out',
  types: NARROWED,
  react: (event) => tellAll(event, 'actor-left', { name: 'runs.shut-out', text: SHUT_OUT, values: [] }, services),
});

/** [A6] Somebody has come, or may more than before: where nobody else was left, there may be somebody now. */
export const othersCame: ReactionMaker = (services) => ({
  name: 'runs.others',
  types: WIDENED,
  react: (event) => tellAll(event, 'calendar-changed', { name: 'runs.nobody-else', text: NOBODY_ELSE, values: [] }, services),
});

/** Each command's id is made of the event, the artifact and the actor, so that telling twice is telling once. */
const tellAll = async (
  event: StreamEvent,
  name: string,
  question: { readonly name: string; readonly text: string; readonly values: readonly unknown[] },
  { send, rows }: ReactionServices,
): Promise<void> => {
  const { org, artifact: changed, version } = event;
  const found = await rows<Row>({ ...question, values: [org, ...question.values] });
  const sent = found.map(({ id, kind, actor = changed }) =>
    send({
      id: nameId(name, changed, version, id, actor),
      org,
      by: SYSTEM,
      kind,
      artifact: id,
      name,
      data: { actor },
      causedBy: { artifact: changed, version },
    }),
  );
  await Promise.all(sent);
};

/** An organization begins with the default set, as pages of its handbook, each under an id made of its name. */
export const publishDefaults: ReactionMaker = ({ send }) => ({
  name: 'protocols.defaults',
  types: new Set(['organization-founded']),
  react: async ({ org, artifact, version }) => {
    const above = nameId('page', org, HOW_WE_WORK.name);
    const pages = DEFAULT_PROTOCOLS.map((one) => ({ ...one, artifact: nameId('protocol', org, one.id) }));
    const links = Object.fromEntries(pages.map((one) => [`${HOW_WE_WORK.name}/${one.name}.md`, one.artifact]));
    const publish = async (page: ArtifactId, { title, name, body, rank, under, links: leads }: FirstPage) => {
      const place = { space: null, under, rank, name, file: { name: `${name}.md`, inside: false } };
      const text = { body, title, language: 'en', links: leads, broken: [] };
      await send({
        id: nameId('publish', artifact, version, page),
        ...{ org, by: SYSTEM, kind: 'page', artifact: page, name: 'create' },
        data: { ...place, ...text, only: null, owners: [], reason: FIRST, from: null },
        refs: under === null ? [] : [under],
        causedBy: { artifact, version },
      });
    };
    const { title, name, page } = HOW_WE_WORK;
    await publish(above, { title, name, body: page, rank: 'V', under: null, links });
    for (const [index, one] of pages.entries()) {
      const rank = `V${String(index).padStart(2, '0')}V`;
      await publish(one.artifact, { title: one.title, name: one.name, body: one.page, rank, under: above, links: {} });
    }
  },
});

interface FirstPage {
  readonly title: string;
  readonly name: string;
  readonly body: string;
  readonly rank: string;
  readonly under: ArtifactId | null;
  readonly links: Readonly<Record<string, ArtifactId>>;
}

const FIRST = 'What every organization begins with';
