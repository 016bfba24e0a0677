import { isRunEvent, type RunEvent } from '#kernel/protocol/run-event.ts';
import type { RecordedEvent } from '#kernel/stream/event.ts';
import type { Names, Sentence, Silent } from '#kernel/stream/sentence.ts';
import { runSentence, runSilence } from '#practices/protocols';
import type { Asking, RequestEvent, RequestPracticeEvent } from './events.ts';

export const requestSentence: Sentence<RequestEvent> = (event, names) => {
  const { body } = event;
  if (!isRunEvent(body)) return practiceSentence(body, event, names);
  return NOISE.has(body.type) ? outcomeSentence(body, names.artifact(event.artifact)) : runSentence({ ...event, body }, names);
};

/** Steps of an asking say nothing that the question and its answer do not; a seat that is passed on is told once, by who did it. */
const NOISE: ReadonlySet<RunEvent['type']> = new Set(['step-opened', 'step-passed', 'stance', 'outcome'] as const);

/** Of which the feed never tells: nobody looks them up. */
export const requestSilence = [
  ...runSilence,
  'step-opened',
  'step-passed',
  'stance',
  'request-passed',
  'names-noted',
] as const satisfies readonly Silent<RequestEvent['type']>[];

const outcomeSentence = (body: RunEvent, title: string): string | null =>
  body.type === 'outcome' && (body.outcome === 'lapsed' || body.outcome === 'rejected')
    ? `Nobody answered ${title} in time.`
    : null;

const whom = ({ to, others = [] }: Asking, names: Names): string =>
  others.length === 0
    ? names.actor(to)
    : `${names.actor(to)} and ${others.length === 1 ? 'one other' : `${others.length} others`}`;

const practiceSentence = (
  body: RequestPracticeEvent,
  { by, artifact }: RecordedEvent<RequestEvent>,
  names: Names,
): string | null => {
  const who = names.actor(by);
  const it = names.artifact(artifact);
  switch (body.type) {
    case 'request-asked':
      return `${who} asked ${whom(body.asking, names)} ${it}${body.asking.urgent ? ', urgently' : ''}.`;
    case 'request-asked-again':
      return `${who} asked ${names.actor(body.asking.to)} again about ${it}.`;
    case 'request-answered':
      return `${who} answered ${it}.`;
    case 'clarification-said':
      return body.to === null ? null : `${who} answered a question of ${names.actor(body.to)}.`;
    case 'request-accepted':
      return `${who} accepted the answer to ${it}.`;
    case 'request-withdrawn':
      return `${who} withdrew ${it}.`;
    case 'request-passed':
    case 'names-noted':
      return null;
    default:
      return body satisfies never;
  }
};
