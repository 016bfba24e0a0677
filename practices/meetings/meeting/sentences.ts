import type { RecordedEvent } from '#kernel/stream/event.ts';
import { isRunEvent, type RunEvent } from '#kernel/protocol/run-event.ts';
import type { Names, Sentence, Silent } from '#kernel/stream/sentence.ts';
import { runSilence } from '#practices/protocols';
import type { How, MeetingEvent, MeetingPracticeEvent } from './events.ts';

export const meetingSentence: Sentence<MeetingEvent> = (event, names) => {
  const { body } = event;
  return isRunEvent(body) ? gateSentence(body, names.artifact(event.artifact)) : practiceSentence(body, event, names);
};

/** Of which the feed never tells: nobody looks them up. */
export const meetingSilence = [
  ...runSilence,
  ...(['step-opened', 'step-passed', 'stance', 'gate-opened', 'names-noted', 'outcome-asked', 'outcome-moved'] as const),
  ...(['outcome-lapsed', 'calendar-told'] as const),
] as const satisfies readonly Silent<MeetingEvent['type']>[];

/** Of a gate only what it came to is told. */
const gateSentence = (body: RunEvent, title: string): string | null => {
  if (body.type !== 'outcome' || body.outcome === 'withdrawn') return null;
  return body.outcome === 'accepted' ? `${title} is prepared and takes place.` : `${title} was not prepared in time.`;
};

const HOW: Readonly<Record<How, string>> = {
  held: 'took place as planned',
  shortened: 'was shorter than planned',
  overran: 'ran over',
  cancelled: 'did not take place',
};

const practiceSentence = (
  body: MeetingPracticeEvent,
  { by, artifact }: RecordedEvent<MeetingEvent>,
  names: Names,
): string | null => {
  const who = names.actor(by);
  const it = names.artifact(artifact);
  switch (body.type) {
    case 'meeting-requested':
      return `${who} asked to meet about ${it}.`;
    case 'meeting-prepared':
      return `${who} prepared ${it}.`;
    case 'meeting-moved':
      return `${who} moved ${it}.`;
    case 'question-settled':
      return body.byDocument
        ? `The document of ${it} settled a question.`
        : `${body.elsewhere ? names.actor(body.elsewhere) : who} settled a question of ${it}.`;
    case 'question-raised-again':
      return `${who} raised a question of ${it} again.`;
    case 'meeting-cancelled':
      return body.why === 'settled'
        ? `${it} is not needed any more: its questions were settled in writing.`
        : `${who} cancelled ${it}.`;
    case 'meeting-ended':
      return `${it} ${HOW[body.how]}.`;
    case 'gate-opened':
    case 'names-noted':
    case 'outcome-asked':
    case 'outcome-moved':
    case 'outcome-lapsed':
    case 'calendar-told':
      return null;
    default:
      return body satisfies never;
  }
};
