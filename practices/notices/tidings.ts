import type { Directory } from '#kernel/actors/directory.ts';
import type { Clock } from '#kernel/awaits/window.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { ActorId, EventBody, Instant } from '#kernel/stream/event.ts';
import type { StreamEvent } from '#kernel/stream/stream.ts';

/** Why somebody is told of an event. */
export type About = 'asked' | 'reminded' | 'objection' | 'outcome' | 'mention' | 'watched';

export interface Tiding {
  readonly actor: ActorId;
  readonly about: About;
  /** When what is asked of them is due. */
  readonly due: Instant | null;
}

/** The words of other practices that are heard here, beside the run's own. */
type Heard =
  | { readonly type: 'review-asked'; readonly asked: Readonly<Record<ActorId, Clock>> }
  | { readonly type: 'request-answered' }
  | { readonly type: 'comment-written'; readonly mentions: readonly ActorId[] }
  | { readonly type: 'page-revised' }
  | { readonly type: 'claim-nudged'; readonly actor: ActorId }
  | { readonly type: 'task-offered'; readonly to: ActorId; readonly clock: Clock }
  | { readonly type: 'owner-asked'; readonly owner: ActorId; readonly clock: Clock }
  | { readonly type: 'reader-asked'; readonly actor: ActorId; readonly clock: Clock; readonly away: boolean }
  | RunEvent;

/** Types of events of which anybody may have to be told. */
export const HEARD: ReadonlySet<string> = new Set<Heard['type']>([
  ...(['asked', 'reminded', 'objection', 'outcome', 'resumed'] as const),
  ...(['review-asked', 'request-answered', 'comment-written', 'page-revised'] as const),
  ...(['claim-nudged', 'task-offered', 'owner-asked', 'reader-asked'] as const),
]);

const isHeard = (body: EventBody): body is Heard => HEARD.has(body.type);

/** Whether an event can concern anybody at all: most comments mention nobody, and nothing need be asked about them. */
export const mayConcern = ({ body }: Pick<StreamEvent, 'body'>): boolean =>
  isHeard(body) && body.type !== 'page-revised' && (body.type !== 'comment-written' || body.mentions.length > 0);

/** What is told to whoever watches: another text, what somebody says about it, what came of it. */
const WATCHED: ReadonlySet<string> = new Set<Heard['type']>(['page-revised', 'comment-written', 'outcome', 'request-answered']);

export const mayBeWatched = ({ body }: Pick<StreamEvent, 'body'>): boolean => WATCHED.has(body.type);

/**
 * Whom an event concerns: what is newly asked of them, a reminder, an objection to what they proposed, what came of what they asked,
 * a mention, what becomes of what they watch. Never who did it. `author`: of the artifact.
 */
export const tidingsOf = (
  event: StreamEvent,
  author: ActorId | null,
  directory: Directory,
  watchers: readonly ActorId[] = [],
): readonly Tiding[] => {
  const { body, by } = event;
  if (!isHeard(body)) return [];
  const watched = watchers.map((actor): Tiding => ({ actor, about: 'watched', due: null }));
  // What concerns somebody more is told in its own words: of two the later holds.
  const told = [...watched, ...heard(body, event, author, directory)].filter(
    ({ actor }) => actor !== by && isPerson(actor, directory),
  );
  return [...new Map(told.map((tiding) => [tiding.actor, tiding])).values()];
};

const heard = (body: Heard, event: StreamEvent, author: ActorId | null, directory: Directory): readonly Tiding[] => {
  const toAuthor = (about: About): readonly Tiding[] => (author === null ? [] : [{ actor: author, about, due: null }]);
  switch (body.type) {
    case 'asked':
      return [{ actor: body.actor, about: 'asked', due: body.clock.dueAt }];
    case 'reminded':
      return [{ actor: body.actor, about: 'reminded', due: null }];
    case 'review-asked':
      return Object.entries(body.asked).map(([actor, clock]) => ({ actor, about: 'asked', due: clock.dueAt }));
    case 'objection':
      return isRaised(body) ? toAuthor('objection') : [];
    case 'outcome':
      // That a request was answered is told by its answer; that something was withdrawn, by who withdrew it.
      return body.outcome === 'withdrawn' || (event.kind === 'request' && body.outcome === 'accepted') ? [] : toAuthor('outcome');
    case 'request-answered':
      return toAuthor('outcome');
    case 'resumed':
      return body.question?.answered === true && body.actor !== undefined
        ? [{ actor: body.actor, about: 'outcome', due: null }]
        : [];
    case 'claim-nudged':
      return [{ actor: body.actor, about: 'reminded', due: null }];
    case 'task-offered':
      return [{ actor: body.to, about: 'asked', due: body.clock.dueAt }];
    case 'owner-asked':
      return [{ actor: body.owner, about: 'asked', due: body.clock.dueAt }];
    case 'reader-asked':
      return body.away ? [] : [{ actor: body.actor, about: 'asked', due: body.clock.dueAt }];
    case 'comment-written':
      return body.mentions
        .flatMap((id) => directory.actors.get(id)?.members ?? [id])
        .map((actor) => ({ actor, about: 'mention', due: null }));
    default:
      return [];
  }
};

/** Not one whose status has changed. */
const isRaised = ({ at, objection }: Extract<RunEvent, { type: 'objection' }>): boolean =>
  (objection.status === 'open' || objection.status === 'late') && objection.at === at;

const isPerson = (id: ActorId, directory: Directory): boolean => {
  const actor = directory.actors.get(id);
  return actor?.kind === 'person' && actor.status === 'active';
};
