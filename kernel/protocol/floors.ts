import { elapsed, parseWindow } from '../awaits/window-form.ts';
import { HOUR, lengthOf, parseDuration } from '../time/duration.ts';
import { conditionOf } from './course.ts';
import type { FloorRule, ObjectionRule, Protocol, Step, Who, Window } from './document.ts';
import { endsWhenDue } from './judge.ts';
import { detours } from './sequence.ts';
import { rolesIn } from './who.ts';

/**
 * [P4] A protocol with the floors of those around it. Its steps are its own; of each that asks for stances
 *
 * - the least time is the longest that any of them has, and so is the working time that each of the asked must have had;
 * - whoever must agree by one of them must agree here, too (`requires`);
 * - the run is skipped as a whole only where they would all be skipped (guards).
 *
 * A window that CEL gives stays as it is. Steps that ask for an answer are left alone: their window is the time to answer, not a time to wait.
 */
export const withFloors = (protocol: Protocol, above: readonly Protocol[]): Protocol => {
  const floors = above
    .map((one) => (one.floor ? said(one, one.floor) : { all: one.steps, asking: asking(one) }))
    .filter((one) => one.asking.length > 0);
  const guarded = above.flatMap(({ floor }) => floor?.guard ?? []);
  if (floors.length === 0 || protocol.lease) return protocol;
  const steps = floors.flatMap((floor) => floor.asking);
  const roles = [...new Set(steps.flatMap((step) => step.requires ?? []))];
  const skippable = protocol.steps.every((step) => step.skip_if !== undefined);
  const guards = skippable ? floors.map((floor) => floor.all.map((step) => `(${step.skip_if ?? 'false'})`).join(' && ')) : [];
  return {
    ...protocol,
    steps: protocol.steps.map((step) => {
      if (endsWhenDue(step)) return step;
      const requires = [...new Set([...(step.requires ?? []), ...roles])];
      return {
        ...raised(step, steps),
        ...(guarded.length > 0 && { pass: [step.pass, ...guarded].map((one) => `(${one})`).join(' && ') }),
        ...(requires.length > 0 && { requires }),
        ...(guards.length > 0 && step.skip_if !== undefined && { skip_if: [`(${step.skip_if})`, ...guards].join(' && ') }),
      };
    }),
  };
};

/**
 * [P5] The stricter of a protocol and another one, as one run. With the floors of the other (`withFloors`), and of each step that asks for stances
 *
 * - whoever the other asks is asked, too, and whom it excludes is excluded;
 * - it passes only where the conditions of both hold, as far as the other's are about the stances alone, counted over all who are asked;
 * - it is stopped where either would stop it; an objection blocks if it blocks in either, and needs what either needs;
 * - any amendment is asked again if it is in either.
 *
 * Steps of the other that only its own `else` leads to, and those that ask for answers, add nothing.
 */
export const stricter = (protocol: Protocol, other: Protocol): Protocol => {
  // All that it asks for itself, not only what it asks of the spaces below.
  const { floor: _, ...whole } = other;
  const floored = withFloors(protocol, [whole]);
  const steps = asking(other);
  if (steps.length === 0) return floored;
  const stay = longerStay(protocol.stay, other.stay);
  return {
    ...floored,
    ...(stay && { stay }),
    steps: floored.steps.map((step) => (endsWhenDue(step) ? step : joined(step, steps))),
  };
};

/** Its floor where it names one (`floor:`): that, and not its steps. */
const said = ({ steps }: Protocol, { window, each, requires, guard }: FloorRule) => {
  const [first] = steps;
  const binds = window !== undefined || each !== undefined || requires !== undefined || guard !== undefined;
  if (!first || !binds) return { all: [], asking: [] };
  const { step, of, pass, else: otherwise, objection } = first;
  const floor: Step = {
    ...{ step, of, pass, else: otherwise, objection },
    window: { form: 'range', min: window ?? '0', max: null },
    ...(each !== undefined && { each }),
    ...(requires !== undefined && { requires }),
  };
  return { all: [floor], asking: [floor] };
};

/** What every run of it goes through, and that asks for stances. */
const asking = (protocol: Protocol): readonly Step[] => {
  const aside = detours(protocol);
  return protocol.steps.filter((step) => !aside.has(step.step) && step.after !== 'effect' && !endsWhenDue(step));
};

const raised = (step: Step, floors: readonly Step[]): Step => {
  const each = longest([step, ...floors].flatMap((one) => one.each ?? []));
  const window = floors.reduce((so, floor) => longer(so, floor.window), step.window);
  return { ...step, window, ...(each !== undefined && { each }) };
};

/** With the longer least time of the two. */
const longer = (window: Window, floor: Window): Window => {
  if (window.form !== 'range' || floor.form !== 'range') return window;
  const [here, there] = [leastOf(window.min), leastOf(floor.min)];
  if (there === null || here === null || there <= here) return window;
  const most = window.max === null ? null : leastOf(window.max);
  return { form: 'range', min: floor.min, max: most !== null && most < there ? null : window.max };
};

/** In ms, of an elapsed length; null: a point of the week, or working time, which no elapsed length can be held against. */
const leastOf = (text: string): number | null => {
  if (text === '0') return 0;
  const form = parseWindow(text);
  return form.refused ? null : elapsed(form.ok.min);
};

/** A working day counts as eight hours, where one has to be held against the other. */
const WORKDAY = 8 * HOUR;

const longest = (texts: readonly string[]): string | undefined => texts.toSorted((a, b) => workOf(b) - workOf(a))[0];

const workOf = (text: string): number => {
  const duration = parseDuration(text);
  return duration.refused ? 0 : (lengthOf(duration.ok) ?? duration.ok.amount * WORKDAY);
};

const longerStay = (one: Protocol['stay'], other: Protocol['stay']): Protocol['stay'] =>
  one && other ? (workOf(other.for) > workOf(one.for) ? other : one) : (one ?? other);

const joined = (step: Step, others: readonly Step[]): Step => {
  const conditions = (key: 'pass' | 'stop') => [
    ...new Set([step[key], ...others.map((one) => one[key]).filter((one) => one !== undefined && isOfStances(one))]),
  ];
  const passes = conditions('pass').filter((one) => one !== undefined && one !== 'true');
  const stops = conditions('stop').filter((one) => one !== undefined);
  const excluded = others.flatMap((one) => one.exclude ?? []);
  return {
    ...step,
    of: others
      .map((one) => one.of)
      .filter(isOfPeople)
      .reduce(union, step.of),
    pass: passes.length === 0 ? 'true' : passes.map((one) => (passes.length > 1 ? `(${one})` : one)).join(' && '),
    ...(stops.length > 0 && { stop: stops.map((one) => (stops.length > 1 ? `(${one})` : one)).join(' || ') }),
    ...(excluded.length > 0 && {
      exclude: excluded.reduce<Who | undefined>((all, one) => (all ? union(all, one) : one), step.exclude) ?? excluded[0],
    }),
    ...(others.some(({ amend }) => amend === 'all') && { amend: 'all' as const }),
    objection: others.reduce((so, one) => objecting(so, one.objection), step.objection),
  };
};

const objecting = (one: ObjectionRule, other: ObjectionRule): ObjectionRule => ({
  ...one,
  needs: [...new Set([...one.needs, ...other.needs])],
  effect: other.effect === 'block' ? 'block' : one.effect,
});

const union = (left: Who, right: Who): Who =>
  JSON.stringify(left) === JSON.stringify(right) ? left : { who: 'union', left, right };

/** Names of people of an organization, not of what the artifact says of itself. */
const isOfPeople = (who: Who): boolean =>
  who.who !== 'anyone' && rolesIn(who).every((name) => !/^(?:author|proposer|affected|asked|objector|owners_of_\w+)$/.test(name));

/** Asks of the tally alone, and not of a ballot, which this step may not hold. */
const isOfStances = (condition: string): boolean => {
  const { paths } = conditionOf(condition).uses;
  return paths.every((path) => path.startsWith('t.') && path !== 't.winner') && !/\bnow\b/.test(condition);
};
