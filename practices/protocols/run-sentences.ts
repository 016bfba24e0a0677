import { isPlural, roleWords } from '#kernel/protocol/role-words.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { Names, Sentence, Silent } from '#kernel/stream/sentence.ts';

/** What happens in a run, as lines of the feed. What a practice says itself (an amendment, a reply) and bookkeeping are null. */
export const runSentence: Sentence<RunEvent> = ({ body }, names) => {
  switch (body.type) {
    case 'run-opened':
    case 'facts':
    case 'foreseen':
    case 'reminded':
      return null;
    case 'effect':
      return body.endsStay ? 'It took effect.' : null;
    case 'step-opened':
      return body.opened.opening > 1 ? `The step “${body.step}” opened again.` : `The step “${body.step}” opened.`;
    case 'step-skipped':
      return `The step “${body.step}” was skipped.`;
    case 'asked':
      return asked(body, names);
    case 'passed-on':
      return `${names.actor(body.actor)}'s place passed to ${names.actor(body.to)}.`;
    case 'excused':
      return `${names.actor(body.actor)} is excused: ${EXCUSES[body.reason]}.`;
    case 'stance':
      return body.implicit
        ? null
        : `${names.actor(body.actor)} ${STANCES[body.stance]}${body.counts ? '' : ', which is heard and does not count'}.`;
    case 'objection':
      return objection(body, names);
    case 'amended':
      return body.challenge ? `${names.actor(body.actor)} said that the latest amendment is more than editorial.` : null;
    case 'paused':
      return body.actor === undefined ? 'The clock stands still.' : `The clock of ${names.actor(body.actor)} stands still.`;
    case 'resumed':
      if (body.undone !== undefined) return 'The outcome is undone: an answer had been received in time.';
      return body.actor === undefined ? 'The clock goes on.' : `The clock of ${names.actor(body.actor)} goes on.`;
    case 'deadline-moved':
      return body.actor === undefined
        ? 'The window ends later than shown before.'
        : `${names.actor(body.actor)} has longer than shown before.`;
    case 'step-passed':
      return `The step “${body.step}” passed.`;
    case 'step-stopped':
      return `The step “${body.step}” was stopped.`;
    case 'rerouted':
      return body.actor === body.to
        ? `${names.actor(body.actor)} was asked once more.`
        : `${names.actor(body.actor)} did not answer, so ${names.actor(body.to)} was asked.`;
    case 'escalated':
      return `The window ended, and ${whoDecides(body.to)}.`;
    case 'outcome':
      return `It is ${body.outcome}.`;
    default:
      return body satisfies never;
  }
};

/** Of which the feed never tells, and those who are asked because the step asks them: of most that happens in a run. */
export const runSilence = [
  ...(['run-opened', 'facts', 'foreseen', 'reminded'] as const),
  {
    type: 'asked',
    but: `$ ? (@.question.about == "clarification" || @.question.about == "reopen"
      || (!exists (@.question) && (@.seat.deputyOf != null || @.seat.round > 1)))`,
  },
] as const satisfies readonly Silent<RunEvent['type']>[];

const whoDecides = (role: string): string =>
  `${roleWords(role)?.all.replaceAll('*', '') ?? role.replaceAll('_', ' ')} ${isPlural(role) ? 'decide' : 'decides'}`;

const EXCUSES = { away: 'away for the whole window', left: 'no longer here', recused: 'recused' } as const;
const STANCES = { agree: 'agreed', abstain: 'abstained', object: 'objected', answer: 'answered' } as const;

const asked = ({ actor, seat, question }: Extract<RunEvent, { type: 'asked' }>, names: Names): string | null => {
  if (question?.about === 'clarification') return `${names.actor(question.asker)} asked ${names.actor(actor)} a question first.`;
  if (question?.about === 'reopen') return `${names.actor(actor)} is asked whether to reopen it.`;
  if (question) return null;
  if (seat && seat.deputyOf !== null) return `${names.actor(actor)} was asked for ${names.actor(seat.deputyOf)}.`;
  return seat && seat.round > 1 ? `${names.actor(actor)} was asked again.` : null;
};

const objection = (
  { actor, objection: one, question }: Extract<RunEvent, { type: 'objection' }>,
  names: Names,
): string | null => {
  const whose = actor === one.by ? 'their own objection' : `the objection of ${names.actor(one.by)}`;
  switch (one.status) {
    case 'open':
      return null;
    case 'late':
      // Whoever was asked to reopen it says themselves that they do not.
      if (question) return question.answered ? null : 'Nobody reopened it in time, so the outcome stands.';
      return `${names.actor(one.by)} objected after the outcome.`;
    case 'resolved':
      return `${names.actor(actor)} resolved ${whose}.`;
    case 'withdrawn':
      return `${names.actor(actor)} withdrew ${whose}.`;
    case 'invalid':
      return `The objection of ${names.actor(one.by)} is invalid.`;
    case 'stale':
      return `The objection of ${names.actor(one.by)} went stale.`;
    case 'overruled':
      return `${names.actor(actor)} overruled ${whose}.`;
    default:
      return one.status satisfies never;
  }
};
