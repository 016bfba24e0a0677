import { takesEffect } from '#kernel/protocol/run-event.ts';
import { absence } from '#kernel/stream/absence.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import { SYSTEM, type ActorId, type ArtifactId, type SpaceId } from '#kernel/stream/event.ts';
import { nameId } from '#practices/protocols';
import { activityWords } from './seen.ts';

type DecidedRow = {
  readonly number: number;
  readonly author: ActorId;
  readonly space: SpaceId | null;
  readonly audience: readonly string[];
  readonly steps: readonly string[];
  readonly title: string;
};

/** Somebody who can sign in, or an agent: whom the sample made up has nothing to do. */
const here = (actor: string): string => `(exists (select from accounts u where u.org = $1 and u.actor = ${actor})
    or exists (select from artifacts g where g.org = $1 and g.id = ${actor} and g.kind = 'agent'))`;

const DECIDED = `
  select number::int, author, space, audience, title, coalesce(state->'body'->'nextSteps', '[]'::jsonb) as steps
  from artifacts a where org = $1 and id = $2 and kind = 'decision' and not summary ? 'imported' and ${here('a.author')}`;

/** [R11] The next steps of what was accepted become tasks, once each, wherever they may be done; whoever proposed it owns them. */
export const draftNextSteps: ReactionMaker = ({ send, rows }) => ({
  name: 'work.next-steps',
  types: new Set(['outcome', 'effect']),
  react: async ({ org, artifact, version, kind, body }) => {
    if (kind !== 'decision' || !takesEffect(body)) return;
    const [decided] = await rows<DecidedRow>({ name: 'work.decided', text: DECIDED, values: [org, artifact] });
    if (!decided) return;
    const { author, space, audience, steps } = decided;
    const named = audience.every((key) => key.startsWith('actor:')) ? audience.map((key) => key.slice('actor:'.length)) : null;
    for (const [index, step] of steps.entries()) {
      const data = { ...drafted(step), space, audience: named, from: artifact, author };
      await send({
        ...{ id: nameId('next-step', artifact, index), org, by: SYSTEM, kind: 'task' },
        // By its place among the steps: accepted again, the same step is the same task.
        ...{ artifact: nameId('task', artifact, index), name: 'draft', data, refs: [artifact] },
        causedBy: { artifact, version },
      });
    }
  },
});

/** A step as a task that does not say yet when it is done: whoever knows that adds it. */
const drafted = (step: string) => {
  const [first = step] = step.split('\n');
  const rest = { criteria: [], depth: 'shallow', minutes: 60, needs: [], context: '', dueAt: null, goal: null } as const;
  return { title: titled(first), text: step === first ? '' : step, ...rest };
};

type SourceRow = { readonly space: SpaceId | null; readonly audience: readonly string[] };

const SOURCE = `select space, audience from artifacts where org = $1 and id = $2 and ${here('$3::uuid')}`;

/** What was said, by the words of other practices: the answer to a request, the outcome of a meeting. */
const saidIn = (body: { readonly type: string }): string =>
  body.type === 'request-answered' && 'text' in body && typeof body.text === 'string'
    ? body.text
    : body.type === 'meeting-ended' && 'words' in body && typeof body.words === 'string'
      ? body.words
      : '';

/** Open boxes (`- [ ] Tell the auditors`) in the answer to a request or the outcome of a meeting become tasks, whose owner is whoever wrote them. */
export const draftTodos: ReactionMaker = ({ send, rows }) => ({
  name: 'work.todos',
  types: new Set(['request-answered', 'meeting-ended']),
  react: async ({ org, artifact, version, body, by }) => {
    const todos = todosIn(saidIn(body));
    if (todos.length === 0 || by === SYSTEM) return;
    const [source] = await rows<SourceRow>({ name: 'work.source', text: SOURCE, values: [org, artifact, by] });
    if (!source) return;
    const { space, audience } = source;
    const named = audience.every((key) => key.startsWith('actor:')) ? audience.map((key) => key.slice('actor:'.length)) : null;
    for (const [index, todo] of todos.entries())
      await send({
        ...{ id: nameId('todo', artifact, version, index), org, by: SYSTEM, kind: 'task', name: 'draft', refs: [artifact] },
        artifact: nameId('task of todo', artifact, version, index),
        data: { ...drafted(todo), space, audience: named, from: artifact, author: by },
        causedBy: { artifact, version },
      });
  },
});

const BOX = /^\s*[-*+]\s+\[ \]\s+(\S.*)$/u;
const MOST_TODOS = 20;

/** What is still to be done, of a text in Markdown. */
const todosIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap((line) => BOX.exec(line)?.[1]?.trim() ?? [])
    .slice(0, MOST_TODOS);

const LONGEST = 300;

const titled = (line: string): string => {
  const characters = [...line.trim()];
  return characters.length <= LONGEST ? characters.join('') : `${characters.slice(0, LONGEST - 1).join('')}…`;
};

type HeldRow = { readonly id: ArtifactId; readonly by: ActorId };

/** Whether somebody holds anything, or, of an agent, whoever answers for it. */
const HOLDS = `
  select exists (select from artifacts t where t.org = $1 and t.kind = 'task' and t.status = 'claimed' and t.summary->>'holder' in (
    $2::uuid::text, (select x.state->>'accountable' from artifacts x where x.org = $1 and x.id = $2 and x.kind = 'agent'))) as holds`;

/**
 * What somebody holds, of what this artifact hangs on or links to, in either direction. $3 null: nobody here did it, as where a forge tells of a
 * change; then it is the doing of whose the artifact is.
 */
const MOVED = `
  with who as materialized (select coalesce($3::text::uuid, (select author from artifacts where org = $1 and id = $2)) as id),
       theirs as (
         select id::text as holder from who
         union all select x.state->>'accountable' from who join artifacts x on x.org = $1 and x.id = who.id and x.kind = 'agent')
  select t.id, who.id as by from who, artifacts t
  where t.org = $1 and t.kind = 'task' and t.status = 'claimed' and t.id <> $2 and t.summary->>'holder' = any (array(select holder from theirs))
    and (t.id = $4::uuid or exists (
      select from links l where l.org = $1 and ((l.source = $2 and l.target = t.id) or (l.source = t.id and l.target = $2))))`;

/** [L2] What the holder writes on the task, or in something that it is linked with, is activity: it renews their claim. */
export const renewByActivity: ReactionMaker = ({ send, rows }) => {
  const holding = absence(async (org, doer) => {
    const [row] = await rows<{ holds: boolean }>({ name: 'work.holds', text: HOLDS, values: [org, doer] });
    return row?.holds === true;
  });
  return {
    name: 'work.activity',
    types: new Set([...Object.keys(activityWords), CLAIMED]),
    react: async ({ org, artifact, version, body, by, parent, number, title }) => {
      if (body.type === CLAIMED) holding.forget(org);
      const what = activityWords[body.type];
      if (what === undefined || (by === SYSTEM && what !== 'change')) return;
      const doer = by === SYSTEM ? null : by;
      if (doer !== null && !(await holding.has(org, doer))) return;
      const held = await rows<HeldRow>({ name: 'work.moved', text: MOVED, values: [org, artifact, doer, parent] });
      for (const { id, by: whose } of held) {
        const seen = { what, by: whose, of: number > 0 ? artifact : null, words: number > 0 ? title : '' };
        await send({
          ...{ id: nameId('activity', artifact, version, id), org, by: SYSTEM, kind: 'task', artifact: id, name: 'activity' },
          data: { ...seen, address: null },
          causedBy: { artifact, version },
        });
      }
    },
  };
};

const CLAIMED = 'task-claimed';
