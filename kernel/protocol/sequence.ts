import type { Protocol, Step } from './document.ts';

/**
 * Steps that only a `goto:` of an earlier one opens. They are no part of the ordinary sequence: a vote that settles what lazy
 * consensus could not is not held when it could.
 */
export const detours = (protocol: Protocol): ReadonlySet<string> =>
  new Set(protocol.steps.flatMap((step) => (step.else.otherwise === 'goto' ? [step.else.step] : [])));

/** What opens when a step passes: the next one that is no detour. Undefined: the run is accepted. */
export const sequelOf = (protocol: Protocol, name: string): Step | undefined => {
  const aside = detours(protocol);
  const here = protocol.steps.findIndex((step) => step.step === name);
  return protocol.steps.find((step, i) => i > here && !aside.has(step.step));
};

export const firstOf = (protocol: Protocol): Step | undefined => {
  const aside = detours(protocol);
  return protocol.steps.find((step) => !aside.has(step.step)) ?? protocol.steps[0];
};

export const stepOf = (protocol: Protocol, name: string): Step => {
  const step = protocol.steps.find((other) => other.step === name);
  if (!step) throw new Error(`The protocol ${protocol.id} has no step ${name}.`);
  return step;
};
