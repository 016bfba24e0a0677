import type { Context } from '#kernel/stream/decider.ts';
import { type ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { homeFault } from '#practices/spaces';
import type { Data } from './commands.ts';
import type { Document, Gathered, MeetingEvent } from './events.ts';
import { openGate } from './run.ts';
import { endOf, type MeetingState } from './state.ts';
import { preparedFrom, titleOf } from './words.ts';

type Events = Result<readonly MeetingEvent[]>;

const SHORTEST = 5;
const LONGEST = 24 * 60;

/** A meeting is asked for; its gate opens at once, and passes at once where it is prepared. */
export const request = (state: MeetingState | null, data: Data<'request'>, context: Context): Events => {
  if (state !== null) return refuse('already-requested', 'This meeting exists already.');
  const title = titleOf(data.title);
  if (title.refused) return title;
  const prepared = preparedFrom(data, []);
  if (prepared.refused) return prepared;
  const { space, from, minutes, others, source, gathers = [] } = data;
  const people = [...new Set(data.people)].filter((id) => id !== context.by);
  const fault =
    homeFault(space, context, 'meet') ??
    whenFault(data, context) ??
    absentFault(people, context) ??
    documentFault(prepared.ok.document, context) ??
    gatheredFault(gathers, context);
  if (fault) return fault;
  if (people.length + others === 0)
    return refuse('nobody-else', 'A meeting is with somebody. Name who takes part.', { field: '/people' });
  const requested = {
    type: 'meeting-requested',
    ...{ title: title.ok, space, people, others, from, minutes, source, gathers },
    ...prepared.ok,
  } as const;
  const gate = openGate({ ...requested, author: context.by, names: {} }, context);
  return gate.refused ? gate : ok([requested, ...gate.ok]);
};

export const whenFault = ({ from, minutes }: Pick<Data<'move'>, 'from' | 'minutes'>, { now }: Context): Refusal | null => {
  if (minutes < SHORTEST || minutes > LONGEST)
    return refuse('no-such-length', 'A meeting takes between five minutes and a day.', { field: '/minutes' });
  return endOf({ from, minutes }) <= now
    ? refuse('in-the-past', 'That is over already. Choose a time to come.', { field: '/from' })
    : null;
};

const absentFault = (people: readonly string[], { directory }: Context): Refusal | null => {
  const at = people.findIndex((id) => {
    const actor = directory.actors.get(id);
    return actor?.kind !== 'person' || actor.status === 'left';
  });
  return at < 0 ? null : refuse('not-found', 'There is nobody here with this id.', { field: `/people/${at}` });
};

/** [safety] Questions are gathered from meetings that one sees. */
const gatheredFault = (gathers: readonly Gathered[], { refs }: Context): Refusal | null =>
  gathers.every(({ meeting }) => refs.get(meeting)?.kind === 'meeting')
    ? null
    : refuse('not-found', 'There is no such meeting that you can see.', { field: '/questions' });

/** [safety] What is to be read is there for who asks. */
export const documentFault = (document: Document | null, { refs }: Context): Refusal | null => {
  const id: ArtifactId | null = document && 'artifact' in document ? document.artifact : null;
  if (id === null || (refs.get(id)?.number ?? 0) > 0) return null;
  return refuse('not-found', 'There is nothing here with this number that you can see.', { field: '/document' });
};
