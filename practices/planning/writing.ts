import type { Context } from '#kernel/stream/decider.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { nameOf } from '#kernel/actors/names.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { DAY } from '#kernel/time/duration.ts';
import { absentFault } from '#practices/people';
import { homeFault } from '#practices/spaces';
import { LONGEST_TITLE, taskBodyOf, wordsOf } from '#practices/work';
import { LONGEST_PERIOD } from './capacity.ts';
import type { Data } from './commands.ts';
import type { PlanEvent } from './events.ts';
import type { PlanBody, PlanState, Story, StoryBody } from './state.ts';

type Events = Result<readonly PlanEvent[]>;

/** More than these are no plan of a few weeks. */
const MOST_STORIES = 200;

export const draft = (state: PlanState | null, { space, ...given }: Data<'draft'>, context: Context): Events => {
  if (state !== null) return refuse('drafted-already', 'This plan exists already.');
  const body = bodyFrom(given);
  if (body.refused) return body;
  const whole: PlanBody = { ...given, ...body.ok };
  const fault = homeFault(space, context, 'work') ?? bodyFault(whole, context);
  return fault ?? ok([{ type: 'plan-drafted', body: whole, space, mentions: [] }]);
};

export const revise = (state: PlanState, data: Data<'revise'>, context: Context): Events => {
  const fault = stands(state);
  if (fault) return fault;
  const body = bodyFrom(data as Partial<PlanBody>);
  if (body.refused) return body;
  const changed = changesOf(state, body.ok);
  if (Object.keys(changed).length === 0) return ok([]);
  if (state.stage.status !== 'draft' && changed.people !== undefined)
    return refuse('plan-open', 'Those who plan are being asked already. Withdraw it to plan with others.', { field: '/people' });
  return bodyFault({ ...state, ...changed }, context) ?? ok([{ type: 'plan-revised', body: changed }]);
};

export const propose = (state: PlanState, data: Data<'propose'>, context: Context): Events => {
  const fault = stands(state) ?? goalsFault(data.goal === null ? [] : [data.goal], '/goal', context);
  if (fault) return fault;
  if (state.stories.length >= MOST_STORIES)
    return refuse('too-many-stories', 'This plan has two hundred stories. Plan a shorter time, or leave some for the next.');
  const body = taskBodyOf(data);
  if (body.refused) return body;
  return ok([{ type: 'story-proposed', story: state.stories.length + 1, body: { ...data, ...body.ok } }]);
};

export const reviseStory = (state: PlanState, { story: id, ...data }: Data<'revise-story'>, context: Context): Events => {
  const story = storyOf(state, id);
  const fault = stands(state) ?? (data.goal ? goalsFault([data.goal], '/goal', context) : null);
  if (fault || !story) return fault ?? NO_STORY;
  const body: Result<Partial<StoryBody>> = taskBodyOf(data as Partial<StoryBody>);
  if (body.refused) return body;
  const changed = changesOf<StoryBody>(story, body.ok);
  return ok(Object.keys(changed).length === 0 ? [] : [{ type: 'story-revised', story: id, body: changed }]);
};

export const leaveOut = (state: PlanState, id: number, { by }: Pick<Context, 'by'>): Events => {
  const story = storyOf(state, id);
  if (!story) return NO_STORY;
  const fault = stands(state);
  if (!fault && story.by !== by && state.author !== by)
    return refuse('not-permitted', 'Whoever proposed it, or began this plan, may leave it out.');
  return fault ?? ok(story.left ? [] : [{ type: 'story-left-out', story: id }]);
};

export const takeIn = (state: PlanState, id: number): Events => {
  const story = storyOf(state, id);
  if (!story) return NO_STORY;
  const fault = stands(state);
  return fault ?? ok(story.left ? [{ type: 'story-taken-in', story: id }] : []);
};

export const NO_STORY = refuse('not-found', 'This plan has no such story.', { field: '/story' });

export const storyOf = (state: PlanState, id: number): Story | undefined => state.stories.find((story) => story.id === id);

/** It is still being made. */
export const stands = ({ stage }: PlanState): Refusal | null =>
  stage.status === 'planned' || stage.status === 'withdrawn'
    ? refuse('plan-closed', 'This plan is closed. What it took on are tasks now.')
    : null;

const changesOf = <T extends object>(before: T, fresh: Partial<T>): Partial<T> =>
  Object.fromEntries(
    Object.entries(fresh).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof T])),
  ) as Partial<T>;

const bodyFrom = (given: Partial<PlanBody>): Result<Partial<PlanBody>> => {
  const title = given.title === undefined ? null : nameOf(given.title, '/title', LONGEST_TITLE);
  const text = given.text === undefined ? null : wordsOf(given.text, '/text');
  if (title?.refused) return title;
  if (text?.refused) return text;
  return ok({ ...given, ...(title ? { title: title.ok } : {}), ...(text ? { text: text.ok } : {}) });
};

const bodyFault = ({ from, to, share, goals, people }: PlanBody, context: Context): Refusal | null => {
  if (!(to - from >= DAY && to - from <= LONGEST_PERIOD))
    return refuse('period-out-of-range', 'A plan is for a day at least, and for a quarter at most.', {
      field: '/to',
      accepted: 'a day to 120 days after its beginning',
    });
  if (share < 5 || share > 100)
    return refuse('share-out-of-range', 'Plan with some of the working time that there is.', {
      field: '/share',
      accepted: 'percent, 5 to 100',
    });
  return absentFault(people, '/people', context) ?? goalsFault(goals, '/goals', context);
};

/** [safety] Goals that it names are there for who names them. */
const goalsFault = (goals: readonly ArtifactId[], field: string, { refs }: Context): Refusal | null =>
  goals.every((id) => refs.get(id)?.kind === 'goal')
    ? null
    : refuse('not-found', 'There is no such goal that you can see.', { field });
