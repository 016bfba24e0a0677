import { z } from 'zod';
import { lineOf, nameOf } from '#kernel/actors/names.ts';
import type { Command, Context, Decider, Reading } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, RecordedEvent, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { homeFault } from '#practices/spaces';
import { audienceOf } from '../audience.ts';
import { LONGEST_LINE, LONGEST_TITLE, wordsOf } from '../words.ts';

export interface GoalBody {
  readonly title: string;
  /** Markdown: why, and what would be otherwise. */
  readonly text: string;
  /** By what one sees that it is reached. */
  readonly outcome: string;
  readonly dueAt: Instant | null;
  /** The goal that it serves. */
  readonly above: ArtifactId | null;
}

/**
 * A goal: what tasks are for.
 *
 *     open ──close──► reached | dropped
 *       ▲                │
 *       └────reopen──────┘
 */
export interface GoalState extends GoalBody {
  readonly author: ActorId;
  readonly space: SpaceId | null;
  readonly from: ArtifactId | null;
  readonly setAt: Instant;
  readonly stage:
    | { readonly status: 'open' }
    | { readonly status: 'reached' | 'dropped'; readonly by: ActorId; readonly at: Instant; readonly words: string };
}

const id = z.uuid();
const words = z.string();
const body = { title: words, text: words, outcome: words, dueAt: z.number().nullable(), above: id.nullable() };

/** The data of each command to a goal. */
const goalCommands = {
  set: z.strictObject({ ...body, space: id.nullable(), from: id.nullable() }),
  revise: z.strictObject(body).partial(),
  close: z.strictObject({ as: z.enum(['reached', 'dropped']), words }),
  reopen: z.strictObject({ words }),
} as const;

type Commands = typeof goalCommands;
type Data<N extends keyof Commands> = z.output<Commands[N]>;
export type GoalCommand = { [N in keyof Commands]: Command<N, Data<N>> }[keyof Commands];

export type GoalEvent =
  | { readonly type: 'goal-set'; readonly body: GoalBody; readonly space: SpaceId | null; readonly from: ArtifactId | null }
  | { readonly type: 'goal-revised'; readonly body: Partial<GoalBody> }
  | { readonly type: 'goal-closed'; readonly as: 'reached' | 'dropped'; readonly words: string }
  | { readonly type: 'goal-reopened'; readonly words: string };

type Events = Result<readonly GoalEvent[]>;

export const goal: Decider<GoalState, GoalCommand, GoalEvent> = {
  kind: 'goal',
  numbered: true,
  needs: { set: 'contribute', revise: 'contribute', close: 'contribute', reopen: 'contribute' },
  home: (command) => (command.name === 'set' ? command.data.space : null),
  decide(state, command, context) {
    if (command.name === 'set') return set(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such goal that you can see.');
    switch (command.name) {
      case 'revise':
        return revise(state, command.data, context);
      case 'close':
        return close(state, command.data);
      case 'reopen':
        return reopen(state, command.data);
      default:
        return command satisfies never;
    }
  },
  evolve: (state, event) => evolveGoal(state, event),
  read: (state, self) => readGoal(state, self),
};

const set = (state: GoalState | null, { space, from, ...given }: Data<'set'>, context: Context): Events => {
  if (state !== null) return refuse('set-already', 'This goal exists already.');
  const read = bodyFrom(given);
  if (read.refused) return read;
  const fault = homeFault(space, context, 'work') ?? aboveFault(given.above, context);
  if (fault) return fault;
  if (from !== null && !context.refs.has(from))
    return refuse('not-found', 'There is nothing here with this id that you can see.', { field: '/from' });
  return ok([{ type: 'goal-set', body: { ...given, ...read.ok }, space, from }]);
};

const revise = (state: GoalState, data: Data<'revise'>, context: Context): Events => {
  if (state.stage.status !== 'open') return refuse('goal-closed', 'This goal is closed. Reopen it to change it.');
  const read = bodyFrom(data as Partial<GoalBody>);
  if (read.refused) return read;
  const changed = Object.fromEntries(
    Object.entries(read.ok).filter(([name, value]) => state[name as keyof GoalBody] !== value),
  ) as Partial<GoalBody>;
  if (Object.keys(changed).length === 0) return ok([]);
  const fault = changed.above === undefined ? null : aboveFault(changed.above, context);
  return fault ?? ok([{ type: 'goal-revised', body: changed }]);
};

const close = (state: GoalState, data: Data<'close'>): Events => {
  if (state.stage.status !== 'open')
    return state.stage.status === data.as ? ok([]) : refuse('goal-closed', 'This goal is closed.');
  const said = wordsOf(data.words, '/words');
  return said.refused ? said : ok([{ type: 'goal-closed', as: data.as, words: said.ok }]);
};

const reopen = (state: GoalState, data: Data<'reopen'>): Events => {
  if (state.stage.status === 'open') return ok([]);
  const said = wordsOf(data.words, '/words');
  return said.refused ? said : ok([{ type: 'goal-reopened', words: said.ok }]);
};

const bodyFrom = (given: Partial<GoalBody>): Result<Partial<GoalBody>> => {
  const title = given.title === undefined ? null : nameOf(given.title, '/title', LONGEST_TITLE);
  const text = given.text === undefined ? null : wordsOf(given.text, '/text');
  const outcome = given.outcome === undefined ? null : lineOf(given.outcome, '/outcome', LONGEST_LINE);
  if (title?.refused) return title;
  if (text?.refused) return text;
  if (outcome?.refused) return outcome;
  return ok({
    ...given,
    ...(title ? { title: title.ok } : {}),
    ...(text ? { text: text.ok } : {}),
    ...(outcome ? { outcome: outcome.ok } : {}),
  });
};

/** [safety] What it serves is there for who says so, and is no circle of two. */
const aboveFault = (above: ArtifactId | null, { refs, self }: Context) => {
  if (above === null) return null;
  const known = refs.get(above);
  if (known?.kind !== 'goal' || above === self.id)
    return refuse('not-found', 'There is no such goal that you can see.', { field: '/above' });
  return (known.state as GoalState).above === self.id
    ? refuse('serves-itself', 'That goal serves this one.', { field: '/above' })
    : null;
};

const evolveGoal = (state: GoalState | null, { body: event, at, by }: RecordedEvent<GoalEvent>): GoalState => {
  if (event.type === 'goal-set')
    return { ...event.body, author: by, space: event.space, from: event.from, setAt: at, stage: { status: 'open' } };
  if (state === null) throw new Error(`${event.type} before there was a goal`);
  switch (event.type) {
    case 'goal-revised':
      return { ...state, ...event.body };
    case 'goal-closed':
      return { ...state, stage: { status: event.as, by, at, words: event.words } };
    case 'goal-reopened':
      return { ...state, stage: { status: 'open' } };
    default:
      return event satisfies never;
  }
};

const readGoal = (state: GoalState, { id: self }: { readonly id: ArtifactId }): Reading => {
  const { title, text, outcome, space, author, dueAt, above, from, stage, setAt } = state;
  return {
    title,
    // `open` is what somebody waits for; a goal waits for nobody.
    status: stage.status === 'open' ? 'set' : stage.status,
    space,
    audience: audienceOf({ audience: null, space, author }),
    author,
    openedAt: setAt,
    closedAt: stage.status === 'open' ? null : stage.at,
    dueAt,
    nextAt: null,
    summary: { outcome, above },
    line: {
      id: self,
      title,
      status: stage.status,
      outcome,
      above,
      space,
      dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
    },
    awaits: [],
    links: [
      ...(above === null ? [] : [{ rel: 'implements', to: above } as const]),
      ...(from === null || from === above ? [] : [{ rel: 'builds-on', to: from } as const]),
    ],
    text: [outcome, text].filter((one) => one !== '').join('\n\n'),
  };
};
