import { isRunEvent, type RunEvent } from '#kernel/protocol/run-event.ts';
import type { RecordedEvent } from '#kernel/stream/event.ts';
import type { Names, Sentence, Silent } from '#kernel/stream/sentence.ts';
import { runSentence, runSilence } from '#practices/protocols';
import type { DecisionEvent, DecisionPracticeEvent } from './events.ts';

/** `18 December 2026`, of the day that was said, wherever it is read. */
const dayWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

export const decisionSentence: Sentence<DecisionEvent> = (event, names) => {
  const { body } = event;
  if (!isRunEvent(body)) return practiceSentence(body, event, names);
  if (body.type === 'outcome') return outcomeSentence(body, names.artifact(event.artifact));
  if (body.type === 'effect') return body.endsStay ? `${names.artifact(event.artifact)} took effect.` : null;
  return runSentence({ ...event, body }, names);
};

/** Of which the feed never tells: nobody looks them up. */
export const decisionSilence = [
  ...runSilence,
  'names-noted',
  'record-opened',
  'reply-owed',
  'reply-moved',
  'reply-lapsed',
  'review-moved',
  'review-lapsed',
  'text-moved',
  'page-followed',
] as const satisfies readonly Silent<DecisionEvent['type']>[];

const outcomeSentence = ({ outcome, byTime }: Extract<RunEvent, { type: 'outcome' }>, title: string): string => {
  switch (outcome) {
    case 'accepted':
      return byTime ? `${title} proceeded: its window ended and nothing blocked it.` : `${title} was accepted.`;
    case 'rejected':
      return `${title} was rejected.`;
    case 'lapsed':
      return `${title} lapsed.`;
    case 'withdrawn':
      return `${title} is withdrawn.`;
    default:
      return outcome satisfies never;
  }
};

const REVIEW = {
  yes: 'would decide it the same again',
  partly: 'would decide it partly the same again',
  no: 'would not decide it the same again',
} as const;

const practiceSentence = (
  body: DecisionPracticeEvent,
  { by, artifact }: RecordedEvent<DecisionEvent>,
  names: Names,
): string | null => {
  const who = names.actor(by);
  const it = names.artifact(artifact);
  switch (body.type) {
    case 'decision-drafted':
      return body.body.proposes === null ? `${who} drafted ${it}.` : `${who} proposed a text: ${it}.`;
    case 'decision-revised':
      return `${who} revised the draft.`;
    case 'draft-shared':
      return body.with.length === 0 ? `${who} keeps the draft to themself.` : `${who} shared the draft.`;
    case 'quotes-dropped':
      return `${who} took the conversation out of the draft.`;
    case 'draft-discarded':
      return `${who} discarded the draft.`;
    case 'record-opened':
      return null;
    case 'decision-opened':
      return `${who} opened ${it} under ${body.protocol.id}.`;
    case 'decision-amended':
      return `${who} amended ${it} (${body.label}).`;
    case 'objection-discussed':
      return `${who} answered about an objection.`;
    case 'clarification-said':
      return body.to === null ? null : `${who} answered a question of ${names.actor(body.to)}.`;
    case 'text-published':
      return `The proposed text is published as revision ${body.revision}${body.merged ? ', merged with what came since' : ''}.`;
    case 'text-held':
      return `The proposed text could not be published: ${body.message}`;
    case 'text-let-go':
      return body.by === null ? `${who} lets the text be.` : `${who} proposed it anew: ${names.artifact(body.by)}.`;
    case 'text-lapsed':
      return 'Nobody said what should become of the text; it stays here.';
    case 'decision-withdrawn':
      return `${who} withdrew ${it}.`;
    case 'decision-reopened':
      return `${who} reopened ${it}.`;
    case 'decision-kept-closed':
      return `${who} keeps ${it} closed.`;
    case 'decision-superseded':
      return `${it} is superseded by ${names.artifact(body.by)}.`;
    case 'decision-restored':
      return `${it} holds again, because ${names.artifact(body.from)} was reopened.`;
    case 'decision-deprecated':
      return `${who} deprecated ${it}.`;
    case 'audience-named':
      return `${who} changed who sees ${it}.`;
    case 'decision-moved':
      return body.space === null ? `${who} moved ${it} out of its space.` : `${who} moved ${it} to ${names.space(body.space)}.`;
    case 'review-set':
      return body.on === null
        ? `${it} will not be reviewed.`
        : `${it} will be reviewed on ${dayWords.format(Date.parse(body.on))}.`;
    case 'review-asked':
      return `Those whom ${it} affects are asked whether they would decide it the same again.`;
    case 'review-answered':
      return `${who} ${REVIEW[body.answer]}.`;
    case 'decision-imported':
      return `${who} imported ${it}.`;
    case 'record-changed':
      return `${who} imported a changed text of ${it}.`;
    case 'names-noted':
    case 'reply-owed':
    case 'reply-moved':
    case 'reply-lapsed':
    case 'review-moved':
    case 'review-lapsed':
    case 'text-moved':
    case 'page-followed':
      return null;
    default:
      return body satisfies never;
  }
};
