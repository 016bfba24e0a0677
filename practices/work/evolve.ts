import type { ArtifactId, Instant, RecordedEvent } from '#kernel/stream/event.ts';
import { pastOf } from './awaits.ts';
import type { TaskEvent } from './events.ts';
import type { Claimed, HandOver, IssueLink, Ready, Stage, TaskState } from './state.ts';

/** So many notes of earlier holders are kept at hand; all of them are in the stream. */
const NOTES = 20;

export const evolveTask = (state: TaskState | null, event: RecordedEvent<TaskEvent>): TaskState => {
  const next = evolved(state, event);
  return state === null ? next : { ...next, past: pastOf(state, next, event.body, event.at) };
};

const evolved = (state: TaskState | null, event: RecordedEvent<TaskEvent>): TaskState => {
  const { body, at, by } = event;
  if (body.type === 'task-drafted') {
    const { author, space, audience, from, mentions, staleAt } = body;
    const known = { ...body.body, author, space, audience, from, mentions, draftedAt: at };
    return settled(
      { ...known, claims: 0, offers: 0, notes: [], issue: null, parted: [], past: [], names: {}, stage: DRAFT },
      at,
      staleAt,
    );
  }
  if (state === null) throw new Error(`${body.type} before there was a task`);
  switch (body.type) {
    case 'names-noted':
      return { ...state, names: { ...state.names, ...body.names } };
    case 'task-revised': {
      const revised = {
        ...state,
        ...body.body,
        mentions: more(state.mentions, body.mentions),
        ...touched(state, at, body.there),
      };
      return settled(revised, at, body.staleAt);
    }
    case 'task-claimed': {
      const since = state.stage.status === 'ready' || state.stage.status === 'claimed' ? state.stage.since : at;
      const stage: Claimed = { status: 'claimed', claim: body.claim, since, offer: null };
      return { ...state, claims: body.claim.token, stage };
    }
    case 'task-moved':
      return body.claim ? { ...state, stage: { ...claimed(state, body.type), claim: body.claim } } : state;
    case 'claim-extended':
    case 'claim-in-grace':
    case 'claim-nudged':
    case 'claim-replanned':
      return { ...state, stage: { ...claimed(state, body.type), claim: body.claim } };
    case 'claim-released': {
      const { since } = claimed(state, body.type);
      const note: HandOver = { by: body.holder, at: body.at, note: body.note, byItself: body.byItself };
      const freed = { ...state, notes: [...state.notes, note].slice(-NOTES), stage: DRAFT };
      return settled(freed, since, body.staleAt);
    }
    case 'task-offered': {
      const count = state.offers + 1;
      const offer = { count, to: body.to, by, note: body.note, clock: body.clock };
      return { ...state, offers: count, stage: { ...held(state, body.type), offer } };
    }
    case 'offer-moved': {
      const stage = held(state, body.type);
      return { ...state, stage: { ...stage, offer: stage.offer && { ...stage.offer, clock: body.clock } } };
    }
    case 'offer-ended':
      return { ...state, stage: { ...held(state, body.type), offer: null } };
    case 'owner-asked': {
      const stage = ready(state, body.type);
      const count = stage.askings + 1;
      return { ...state, stage: { ...stage, asking: { count, owner: body.owner, clock: body.clock }, askings: count } };
    }
    case 'owner-answered': {
      const stage = ready(state, body.type);
      return { ...state, stage: { ...stage, asking: null, askings: body.lapsed ? stage.askings : 0, staleAt: body.staleAt } };
    }
    case 'task-finished': {
      const { claim } = claimed(state, body.type);
      return { ...state, ...touched(state, at), stage: { status: 'done', by, at, words: body.words, since: claim.since } };
    }
    case 'task-dropped':
      return { ...state, ...touched(state, at), stage: { status: 'dropped', by, at, reason: body.reason } };
    case 'task-reopened':
      return settled({ ...state, ...touched(state, at, body.there), stage: DRAFT }, at, body.staleAt);
    case 'issue-linked':
      return { ...state, issue: body.link, parted: state.parted.filter((one) => !isSame(one, body.link)) };
    case 'issue-parted':
      return { ...state, issue: null, parted: state.issue?.there ? [...state.parted, state.issue] : state.parted };
    case 'task-closed-there': {
      const since = 'since' in state.stage ? state.stage.since : at;
      const stage: Stage =
        body.as === 'done'
          ? { status: 'done', by, at, words: '', since }
          : { status: 'dropped', by, at, reason: `It was closed at ${body.there}.` };
      return { ...state, stage };
    }
    default:
      return body satisfies never;
  }
};

/** [A8] Where both sides change something, the later holds. */
const touched = ({ issue }: TaskState, at: Instant, there?: string): Pick<TaskState, 'issue'> => ({
  issue: issue && there === undefined ? { ...issue, touchedAt: at } : issue,
});

const isSame = (one: IssueLink, other: IssueLink): boolean => one.there?.issue === other.there?.issue;

const DRAFT: Stage = { status: 'draft' };

/** [L3] It can be claimed as soon as it says when it is done, and no longer when it does not. */
const settled = (state: TaskState, since: Instant, staleAt: Instant): TaskState => {
  const { stage, criteria } = state;
  if (stage.status === 'ready' && criteria.length === 0) return { ...state, stage: DRAFT };
  if (stage.status !== 'draft' || criteria.length === 0) return state;
  return { ...state, stage: { status: 'ready', since, staleAt, asking: null, askings: 0, offer: null } };
};

const wrong = (state: TaskState, type: string): Error => new Error(`${type} on a task that is ${state.stage.status}`);

const claimed = (state: TaskState, type: string): Claimed => {
  if (state.stage.status === 'claimed') return state.stage;
  throw wrong(state, type);
};

const ready = (state: TaskState, type: string): Ready => {
  if (state.stage.status === 'ready') return state.stage;
  throw wrong(state, type);
};

const held = (state: TaskState, type: string): Claimed | Ready => {
  if (state.stage.status === 'claimed' || state.stage.status === 'ready') return state.stage;
  throw wrong(state, type);
};

const more = (known: readonly ArtifactId[], fresh: readonly ArtifactId[]): readonly ArtifactId[] => [
  ...new Set([...known, ...fresh]),
];
