import type { Instant } from '../stream/event.ts';
import { conditionOf, currentStep } from './course.ts';
import { conditionWords, isAlwaysTrue } from './condition-words.ts';
import type { Otherwise, Step } from './document.ts';
import { endingParts, endingSentence } from './ending-words.ts';
import { openStep } from './step-run.ts';
import { isAnswered, passSource, prospect } from './judge.ts';
import { inEffect, unlessHeld } from './outcome.ts';
import type { RunState, StepRun } from './run-state.ts';
import { oneOf, roleWords } from './role-words.ts';
import { sequelOf } from './sequence.ts';
import { withArticle } from './wording.ts';

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
      unless: wordsOf(step, run),
    }),
    follows,
  };
};

const passing = (state: RunState, run: StepRun, at: Instant): Ending => {
  const sequel = sequelOf(state.protocol, run.step);
  const { paths } = conditionOf(passSource(currentStep(state, run), run)).uses;
  const unless = paths.includes('t.open') ? ' unless blocked' : '';
  if (sequel && sequel.after !== 'effect')
    return {
      at,
      sentence: `Goes on to ${words(sequel.step)}${unless}`,
      follows: `the ${state.subject.kind} goes on to ${words(sequel.step)}`,
    };
  return { at, sentence: `Proceeds${unless}`, follows: `the ${state.subject.kind} proceeds` };
};

const wordsOf = (step: Step, run: StepRun): string => {
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
  // Nobody has to wait for what cannot come.
  if (state.nobodyElse) return `${lapses}, for nobody else can ${step.else.otherwise === 'escalate' ? 'decide' : 'be asked'}`;
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
const allOf = (role: string): string => plain(roleWords(role)?.all ?? words(role));

const plain = (markdown: string): string => markdown.replaceAll('*', '');

/** `the decision lapses` → `Lapses`. */
const start = (sentence: string, kind: string): string => {
  const plain = sentence.startsWith(`the ${kind} `) ? sentence.slice(`the ${kind} `.length) : sentence;
  return `${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}`;
};
