import { conditionWords, isAlwaysTrue } from './condition-words.ts';
import { subjectWords } from './who-words.ts';
import type { Protocol, Step } from './document.ts';
import { sequelOf } from './sequence.ts';
import {
  begins,
  effectWords,
  entryWords,
  floorWords,
  furtherWords,
  leaseWords,
  objectionWords,
  optionWords,
  passing,
  stayWords,
  triggerWords,
} from './explain.ts';
import { ballotWords } from './ballot-words.ts';
import { timeWords } from './time-words.ts';

/** [P1] What the prose says, in pieces, for a picture of it. Plain text; made from the same words, so the two can never differ. */
export interface Outline {
  /** "when a decision is opened": what it governs. */
  readonly governs: string;
  /** All of it in a sentence or two, for a list. */
  readonly short: string;
  /** "It begins when …" */
  readonly begins: string;
  readonly steps: readonly OutlineStep[];
  /** Of a lease, its sentences. */
  readonly lease: readonly string[];
  /** "When it is accepted, this follows: …" */
  readonly ends: readonly string[];
}

export interface OutlineStep {
  readonly step: string;
  /** "Held only when …", "Skipped, which is no approval, when …" */
  readonly entry: readonly string[];
  /** "Everyone in contributors and affected" */
  readonly who: string;
  /** "48 hours and at least 8 of their working hours" */
  readonly time: string;
  /** "As soon as no objection is open" */
  readonly passes: string;
  /** The step that opens when it passes. Null: it is accepted. */
  readonly next: string | null;
  /** "It lapses". Null: it always passes. */
  readonly otherwise: string | null;
  /** Where `otherwise` leads, if to a step. */
  readonly leadsTo: string | null;
  /** The rest of what is said of it: objections, reminders, who is left out. */
  readonly more: readonly string[];
}

export const outlineOf = (protocol: Protocol): Outline => {
  const steps = protocol.steps.map((step) => outlineStep(step, protocol));
  const lease = protocol.lease ? sentencesIn(plain(leaseWords(protocol.lease))) : [];
  return {
    governs: triggerWords(protocol.on),
    short: `${protocol.when === undefined || isAlwaysTrue(protocol.when) ? '' : `Only when ${plain(conditionWords(protocol.when))}. `}${short(steps, lease)}`,
    begins: plain(begins(protocol)),
    steps,
    lease,
    ends: sentencesIn(plain([stayWords(protocol), effectWords(protocol), floorWords(protocol)].join(' ').trim())),
  };
};

const outlineStep = (step: Step, protocol: Protocol): OutlineStep => {
  const { passes, otherwise } = passing(step);
  return {
    step: step.step,
    entry: entryWords(step, protocol).map(said),
    who: said(subjectWords(step, protocol.urgent === true).replace(/,$/, '')),
    time: plain(timeWords(step)),
    passes: said(passes.replace(/(^|, )it passes ?/, '$1').replace(/, $/, '')),
    next: nextOf(step, protocol),
    otherwise: otherwise === null ? null : said(otherwise),
    leadsTo: step.else.otherwise === 'goto' || step.else.otherwise === 'back' ? step.else.step : null,
    more: [...ballotWords(step), ...furtherWords(step), ...objectionWords(step), ...optionWords(step)].map(said),
  };
};

/** What is held after the effect opens when it has come, not before it is accepted. */
const nextOf = (step: Step, protocol: Protocol): string | null => {
  const next = sequelOf(protocol, step.step);
  return next === undefined || next.after === 'effect' ? null : next.step;
};

const short = (steps: readonly OutlineStep[], lease: readonly string[]): string => {
  const [first, ...rest] = steps;
  if (!first) return lease.slice(0, 2).join(' ');
  const one = `${first.who}: ${first.time}. Passes ${lowered(first.passes)}${first.otherwise === null ? '' : `; else ${lowered(first.otherwise)}`}.`;
  return rest.length === 0 ? one : `${one} Then ${rest.map(({ who, time }) => `${lowered(who)}, ${time}`).join('; then ')}.`;
};

/** Its emphasis is for documents. */
const plain = (text: string): string => text.replace(/\*+/g, '');
const said = (text: string): string => `${plain(text).charAt(0).toUpperCase()}${plain(text).slice(1)}`;
const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
const sentencesIn = (text: string): readonly string[] => text.split(/(?<=\.) (?=[A-Z])/).filter((sentence) => sentence !== '');
