import { numbersAnywhere } from '#practices/comments';
import type { Context } from '#kernel/stream/decider.ts';
import { SYSTEM, type ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { DAY } from '#kernel/time/duration.ts';
import { absentFault } from '#practices/people';
import { homeFault } from '#practices/spaces';
import type { Data } from './commands.ts';
import type { TaskEvent } from './events.ts';
import { isClosed, type TaskBody, type TaskState } from './state.ts';
import { bodyOf } from './words.ts';

type Events = Result<readonly TaskEvent[]>;

/** [L3] What nobody has claimed for so long, its owner is asked about. */
export const STALE = 14 * DAY;

export const draft = (state: TaskState | null, data: Data<'draft'>, context: Context): Events => {
  if (state !== null) return refuse('drafted-already', 'This task exists already.');
  const { space, audience, from, author = context.by, ...given } = data;
  if (author !== context.by && context.by !== SYSTEM)
    return refuse('not-permitted', 'A task is whose it is that drafts it.', { field: '/author' });
  const body = bodyOf(given);
  if (body.refused) return body;
  const fault =
    homeFault(space, context, 'work') ??
    (audience === null ? null : absentFault(audience, '/audience', context)) ??
    goalFault(given.goal, context) ??
    fromFault(from, context);
  if (fault) return fault;
  const whole: TaskBody = { ...given, ...body.ok };
  const mentions = mentionedIn(whole, [from, whole.goal], context);
  const named = audience === null ? null : [...new Set(audience)];
  const drafted = { type: 'task-drafted', body: whole, author, space, audience: named, from, mentions } as const;
  return ok([{ ...drafted, staleAt: context.now + STALE }, ...naming(state, [author], context)]);
};

export const revise = (state: TaskState, data: Data<'revise'>, context: Context): Events => {
  if (isClosed(state)) return closed(state);
  const body = bodyOf(data as Partial<TaskBody>);
  if (body.refused) return body;
  const changed = Object.fromEntries(
    Object.entries(body.ok).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(state[name as keyof TaskBody])),
  ) as Partial<TaskBody>;
  if (Object.keys(changed).length === 0) return ok([]);
  if (state.stage.status === 'claimed' && changed.criteria?.length === 0)
    return refuse('criteria-required', 'Somebody works on this: it must say when it is done.', { field: '/criteria' });
  // [L4] Who holds it may hold one of the other kind, too.
  if (state.stage.status === 'claimed' && changed.depth !== undefined)
    return refuse('claimed-already', 'Somebody claimed it as it is: whether it is deep is changed when it is free.', {
      field: '/depth',
    });
  const fault = changed.goal === undefined ? null : goalFault(changed.goal, context);
  if (fault) return fault;
  const mentions = mentionedIn({ ...state, ...changed }, [state.from, changed.goal ?? null, ...state.mentions], context);
  return ok([{ type: 'task-revised', body: changed, mentions, staleAt: context.now + STALE }]);
};

export const closed = ({ stage }: TaskState): Refusal =>
  stage.status === 'done'
    ? refuse('task-closed', 'This task is done. Reopen it to go on with it.')
    : refuse('task-closed', 'This task was dropped. Reopen it to go on with it.');

/** [safety] What it serves is there for who says so. */
const goalFault = (goal: ArtifactId | null, { refs, by }: Context): Refusal | null => {
  if (goal === null || (by === SYSTEM && !refs.has(goal))) return null;
  return refs.get(goal)?.kind === 'goal'
    ? null
    : refuse('not-found', 'There is no such goal that you can see.', { field: '/goal' });
};

const fromFault = (from: ArtifactId | null, { refs, self }: Context): Refusal | null => {
  if (from === null) return null;
  const known = refs.get(from);
  return known && known.number > 0 && from !== self.id
    ? null
    : refuse('not-found', 'There is nothing here with this id that you can see.', { field: '/from' });
};

/** Artifacts whose numbers stand in it, of those that were looked up through the writer's own view. */
const mentionedIn = (
  { text, title, criteria }: Pick<TaskBody, 'text' | 'title' | 'criteria'>,
  others: readonly (ArtifactId | null)[],
  { refs, self }: Context,
): readonly ArtifactId[] => {
  const numbers = numbersAnywhere([title, text, ...criteria].join('\n'));
  return [...refs.values()]
    .filter(({ id, number }) => numbers.has(number) && id !== self.id && !others.includes(id))
    .map(({ id }) => id);
};

/** Names that sentences about it need. */
export const naming = (
  state: Pick<TaskState, 'names'> | null,
  ids: readonly string[],
  { directory }: Pick<Context, 'directory'>,
): readonly TaskEvent[] => {
  const fresh = [...new Set(ids)].flatMap((id) => {
    const name = directory.actors.get(id)?.name;
    return name === undefined || state?.names[id] === name ? [] : [[id, name] as const];
  });
  return fresh.length === 0 ? [] : [{ type: 'names-noted', names: Object.fromEntries(fresh) }];
};
