import type { Declared } from '#kernel/protocol/condition.ts';

/** By kind of artifact, what conditions may ask of it. Each practice declares its own, which this one cannot import. */
const declared = new Map<string, Declared>();

/** [P2] Declares the facts of what begins a run by `kind.…`; answers them. */
export const declareFacts = <const F extends Declared>(kinds: readonly string[], facts: F): F => {
  for (const kind of kinds) declared.set(kind, facts);
  return facts;
};

const begun = new Set<string>();

/** Declares what a practice begins runs on, the closest first; answers it. */
export const declareTriggers = <const T extends readonly string[]>(triggers: T): T => {
  for (const trigger of triggers) begun.add(trigger);
  return triggers;
};

/** All that begins a run here, beside the clock. */
export const declaredTriggers = (): ReadonlySet<string> => begun;

/** Null: nothing of this kind is here. */
export const declaredFor = (kind: string): Declared | null => declared.get(kind) ?? null;

/** All of them, by kind. */
export const declaredKinds = (): ReadonlyMap<string, Declared> => declared;
