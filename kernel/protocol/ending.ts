import type { Instant } from '../stream/event.ts';
import { ask, conditionOf, currentStep } from './course.ts';
import { conditionWords, isAlwaysTrue } from './condition-words.ts';
import type { Otherwise, Step } from './document.ts';
import { endingParts, endingSentence } from './ending-words.ts';
import { openStep } from './step-run.ts';
import { isAnswered, isAwayMissed, isHeldAgain, passSource, prospect, stillRequired } from './judge.ts';
import { inEffect, unlessHeld } from './outcome.ts';
import type { RunState, StepRun } from './run-state.ts';
import { oneOf, roleWords } from './role-words.ts';
import { sequelOf } from './sequence.ts';
import { list, withArticle } from './wording.ts';

/** What happens next if nobody does anything, and when; null at while a clock stands still. */
export interface Ending {
  readonly at: Instant | null;
  /** `Proceeds unless blocked`, `Lapses unless at least 3 agree`, `Unless at least 3 agree, it lapses: nobody else can decide`. */
  readonly sentence: string;
  /** The same for somebody who is asked and does not answer: `the decision proceeds`, `the decision goes to tsc to decide`. */
  readonly follows: string;
}

export const endingOf = (state: RunState): Ending => {
  const run = openStep(state);
  if (!run && state.stay) {
    return {
      at: state.stay.until,
      sentence: `Takes effect unless ${unlessHeld(state.stay)}`,
      follows: `the ${state.subject.kind} takes effect`,
    };
  }
  if (!run)
    return {
      at: null,
      sentence: state.outcome ? `It is ${state.outcome.outcome}` : 'Nothing more happens',
      follows: 'nothing more',
    };
  const next = prospect(state);
  if (next?.passes) return passing(state, run, next.at);
  const step = currentStep(state, run);
  const follows = unlessPassed(state, run, step);
  if (!next) return { at: null, sentence: 'The clock stands still', follows };
  const { what, why } = endingParts(follows);
  return {
    at: next.at,
    sentence: endingSentence({
      what: why === null ? start(what, state.subject.kind) : what.replace(`the ${state.subject.kind} `, 'It '),
      why,
      unless: proceeds(state, run, step) ? stopWords(step) : wordsOf(state, step, run),
    }),
    follows,
  };
};

/** [A6] Its window over, it goes on whatever anybody says. */
const proceeds = (state: RunState, run: StepRun, step: Step): boolean =>
  run.escalated === null && step.else.otherwise === 'proceed' && !isHeldAgain(state, run) && !isAwayMissed(state, run);

const stopWords = ({ stop }: Step): string | null =>
  stop === undefined || stop.trim() === 'false' ? null : conditionWords(stop);

const passing = (state: RunState, run: StepRun, at: Instant): Ending => {
  const { paths } = conditionOf(passSource(currentStep(state, run), run)).uses;
  const unless = paths.includes('t.open') ? ' unless blocked' : '';
  const follows = onwards(state, run);
  return { at, sentence: `${start(follows, state.subject.kind)}${unless}`, follows };
};

/** `the decision proceeds`, `the decision goes on to vote`. */
const onwards = (state: RunState, run: StepRun): string => {
  const sequel = sequelOf(state.protocol, run.step);
  return sequel && sequel.after !== 'effect'
    ? `the ${state.subject.kind} goes on to ${words(sequel.step)}`
    : `the ${state.subject.kind} proceeds`;
};

/** What must come about for it to pass: its condition, and what is missing beside it. */
const wordsOf = (state: RunState, step: Step, run: StepRun): string => {
  const missing = [
    ...stillRequired(state, run).map((role) => `one of ${allOf(role)} agrees`),
    ...(isAwayMissed(state, run) && !conditionOf(passSource(step, run)).uses.paths.includes('t.agree')
      ? ['whoever is away has spoken']
      : []),
  ];
  const source = passSource(step, run);
  const met = missing.length > 0 && ask(source, state, run, state.at).holds;
  return list([...(met ? [] : [conditionOfPass(step, run)]), ...missing]);
};

const conditionOfPass = (step: Step, run: StepRun): string => {
  const source = passSource(step, run);
  return run.escalated !== null
    ? isAnswered(step)
      ? `${plain(oneOf(run.escalated))} answers`
      : `more than half of ${allOf(run.escalated)} agree`
    : isAlwaysTrue(source)
      ? 'it is stopped'
      : conditionWords(source).replace(/^no objection is open$/u, 'every objection is settled');
};

const unlessPassed = (state: RunState, run: StepRun, step: Step): string => {
  const lapses = inEffect(state) ? `the ${state.subject.kind} stands` : `the ${state.subject.kind} lapses`;
  if (run.escalated !== null) return lapses;
  if (isHeldAgain(state, run)) return 'whoever is silent is asked again';
  if (step.else.otherwise === 'proceed')
    return isAwayMissed(state, run) ? `${lapses}, for somebody is away and has not spoken` : onwards(state, run);
  // Nobody has to wait for what cannot come.
  if (state.nobodyElse) return `${lapses}, for nobody else can ${step.else.otherwise === 'escalate' ? 'decide' : 'be asked'}`;
  if (step.else.otherwise === 'reroute' && step.else.again && !run.seats.some(({ status }) => status === 'open'))
    return `${lapses}, for everyone asked has answered`;
  const follows = otherwiseWords(step.else, `the ${state.subject.kind}`, lapses, run.reroutes);
  // Whether there is anybody else is known once it comes to that (A6).
  return step.else.otherwise === 'reroute' && !step.else.again && follows !== lapses ? `${follows} or it lapses` : follows;
};

/** [A6] In words. */
export const otherwiseWords = (otherwise: Otherwise, what: string, lapses = `${what} lapses`, rerouted = 0): string => {
  switch (otherwise.otherwise) {
    case 'proceed':
      return `${what} proceeds`;
    case 'lapse':
      return lapses;
    case 'release':
      return `${what} is released`;
    case 'reroute':
      if (rerouted >= otherwise.times) return lapses;
      return otherwise.again
        ? 'the same people are asked again'
        : otherwise.role === undefined
          ? 'somebody else is asked'
          : `${plain(oneOf(otherwise.role))} is asked`;
    case 'escalate':
      return `${what} goes to ${allOf(otherwise.role)} to decide`;
    case 'goto':
      return `${what} goes to ${words(otherwise.step)}`;
    case 'back':
      return `${what} goes back to ${words(otherwise.step)}`;
    case 'open':
      return `${withArticle(words(otherwise.kind))} is opened`;
    default:
      return otherwise satisfies never;
  }
};

const words = (name: string): string => (name === 'followup' ? 'follow-up' : name.replaceAll('_', ' '));

/** `the stewards`, `tsc`. */
export const allOf = (role: string): string => plain(roleWords(role)?.all ?? words(role));

const plain = (markdown: string): string => markdown.replaceAll('*', '');

/** `the decision lapses` → `Lapses`. */
const start = (sentence: string, kind: string): string => {
  const plain = sentence.startsWith(`the ${kind} `) ? sentence.slice(`the ${kind} `.length) : sentence;
  return `${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}`;
};
