import { Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import type { Declared } from './condition.ts';

/** Longest list that a condition may walk. */
export const MAX_LIST = 1_000;
const MAX_PATTERN = 500;
const MAX_TEXT = 100_000;

/** What a declared fact is. `number` may be whole or not. */
export type FactType = 'text' | 'number' | 'bool' | 'list' | 'map' | 'duration';

const CEL_TYPE = {
  text: 'string',
  number: 'dyn',
  bool: 'bool',
  list: 'list',
  map: 'map',
  duration: 'google.protobuf.Duration',
} as const satisfies Record<FactType, string>;

/** Every name of the tally [R1]. */
export const TALLY_NAMES = ['size', 'cast', 'agree', 'abstain', 'object', 'silent', 'open'] as const;

const patterns = new Map<string, RE2JS>();

/** `re2(text, pattern)`: found anywhere in it, in linear time. A broken pattern is never found. */
const re2 = (text: string, pattern: string): boolean => {
  if (pattern.length > MAX_PATTERN || text.length > MAX_TEXT) return false;
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = RE2JS.compile(pattern);
    if (patterns.size >= 1_000) patterns.clear();
    patterns.set(pattern, compiled);
  }
  return compiled.matcher(text).find();
};

const make = (declared?: Declared): Environment => {
  const environment = new Environment({ limits: { maxListElements: 200, maxMapEntries: 200, maxAstNodes: 500, maxDepth: 40 } });
  environment.registerVariable('t', {
    schema: { ...Object.fromEntries(TALLY_NAMES.map((name) => [name, 'int'])), winner: 'string' },
  });
  environment.registerVariable('a', 'map');
  environment.registerVariable('calendar', 'map');
  environment.registerVariable('now', 'google.protobuf.Timestamp');
  environment.registerFunction('re2(string, string): bool', re2);
  if (declared)
    environment.registerVariable('p', {
      schema: Object.fromEntries(Object.entries(declared).map(([name, type]) => [name, CEL_TYPE[type]])),
    });
  else environment.registerVariable('p', 'map');
  return environment;
};

const anyFacts = make();
const strict = new WeakMap<Declared, Environment>();

export const environmentFor = (declared?: Declared): Environment => {
  if (!declared) return anyFacts;
  const known = strict.get(declared) ?? make(declared);
  strict.set(declared, known);
  return known;
};

const toDuration = anyFacts.parse('duration(a.text)');

export const durationOf = (ms: number): unknown => toDuration({ a: { text: `${Math.trunc(ms)}ms` } });

/** Milliseconds of a CEL duration, or null where it is none: `168h`, `90m`, `1h30m`. CEL knows no days. */
export const durationMs = (text: string): number | null => {
  try {
    const made: unknown = toDuration({ a: { text } });
    return Number(made);
  } catch {
    return null;
  }
};

/** Whether `re2` can use it. */
export const isPattern = (pattern: string): boolean => {
  try {
    RE2JS.compile(pattern);
    return pattern.length <= MAX_PATTERN;
  } catch {
    return false;
  }
};
