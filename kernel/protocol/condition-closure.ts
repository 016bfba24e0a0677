import type { ASTNode } from '@marcbachmann/cel-js';
import type { Asked } from './condition.ts';
import { durationMs, MAX_LIST } from './condition-environment.ts';
import type { Fact } from './world.ts';

/** Not for a closure to say: the library is asked, which also knows why. */
export const UNKNOWN = Symbol('unknown');

/** A comparison without the library. Undefined: something that it reads is absent. */
export type Closure = (asked: Asked) => Fact | undefined | typeof UNKNOWN;

/** What is asked most, compiled to closures over plain numbers and texts; null for everything else. It never says other than the library. */
export const closureOf = (node: ASTNode): Closure | null => {
  switch (node.op) {
    case 'value':
      return constant(node.args);
    case 'id':
    case '.':
    case '[]':
      return path(node);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(node.op, node.args[0], node.args[1]);
    case '+':
    case '-':
    case '*':
      return arithmetic(node.op, node.args[0], node.args[1]);
    case 'in':
      return inclusion(node.args[0], node.args[1]);
    case 'rcall':
      return node.args[0] === 'size' && node.args[2].length === 0
        ? size(node.args[1])
        : affix(node.args[0], node.args[1], node.args[2]);
    case 'call':
      return node.args[0] === 'size' && node.args[1].length === 1 && node.args[1][0] ? size(node.args[1][0]) : null;
    default:
      return null;
  }
};

const constant = (value: unknown): Closure | null => {
  if (typeof value === 'string' || typeof value === 'boolean') return () => value;
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? () => number : null;
};

const ROOTS = new Set(['p', 't', 'a', 'calendar']);

const keysOf = (node: ASTNode): readonly string[] | null => {
  if (node.op === 'id') return ROOTS.has(node.args) ? [node.args] : null;
  if (node.op === '.') {
    const before = keysOf(node.args[0]);
    return before && [...before, node.args[1]];
  }
  if (node.op !== '[]') return null;
  const before = keysOf(node.args[0]);
  const key = node.args[1];
  return before && key.op === 'value' && typeof key.args === 'string' && /^\w+$/.test(key.args) ? [...before, key.args] : null;
};

const path = (node: ASTNode): Closure | null => {
  const keys = keysOf(node);
  if (!keys || keys.length < 2 || (keys[0] === 'p' && keys[1] === 'age')) return null;
  const [root, first = '', ...rest] = keys;
  const from = (asked: Asked): Fact | undefined =>
    root === 'p' ? asked.p : root === 't' ? asked.t : root === 'a' ? asked.a : asked.calendar;
  if (rest.length === 0) {
    if (root === 'p') return ({ p }) => own(p, first);
    if (root === 't') return ({ t }) => own(t, first);
    return (asked) => own(from(asked), first);
  }
  return (asked) => rest.reduce((value: Fact | undefined, key) => own(value, key), own(from(asked), first));
};

const isMap = (value: Fact | undefined): value is { readonly [key: string]: Fact } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const own = (value: Fact | undefined, key: string): Fact | undefined => {
  if (!isMap(value) || !Object.hasOwn(value, key)) return undefined;
  return value[key] ?? undefined;
};

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

const comparison = (op: Comparison, left: ASTNode, right: ASTNode): Closure | null => {
  const age = aged(op, left, right);
  if (age) return age;
  const [one, other] = [closureOf(left), closureOf(right)];
  if (!one || !other) return null;
  return (asked) => {
    const a = one(asked);
    const b = other(asked);
    if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
    if (a === undefined || b === undefined) return undefined;
    if (typeof a === 'number' && typeof b === 'number') return holds(op, a, b);
    if ((op === '==' || op === '!=') && typeof a === typeof b && (typeof a === 'string' || typeof a === 'boolean'))
      return (a === b) === (op === '==');
    return UNKNOWN;
  };
};

const holds = (op: Comparison, a: number, b: number): boolean => {
  switch (op) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
};

/** `p.age > duration('168h')` */
const aged = (op: Comparison, left: ASTNode, right: ASTNode): Closure | null => {
  if (keysOf(left)?.join('.') !== 'p.age' || right.op !== 'call' || right.args[0] !== 'duration') return null;
  const text = right.args[1][0];
  const ms = text?.op === 'value' && typeof text.args === 'string' ? durationMs(text.args) : null;
  return ms === null ? null : (asked) => holds(op, Math.trunc(asked.age), ms);
};

/** Of whole numbers only: the library tells them from others by type. */
const arithmetic = (op: '+' | '-' | '*', left: ASTNode, right: ASTNode): Closure | null => {
  if ([left, right].some((side) => side.op === 'value' && typeof side.args !== 'bigint')) return null;
  const [one, other] = [closureOf(left), closureOf(right)];
  if (!one || !other) return null;
  return (asked) => {
    const a = one(asked);
    const b = other(asked);
    if (a === undefined || b === undefined) return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : undefined;
    if (typeof a !== 'number' || typeof b !== 'number' || !Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return UNKNOWN;
    const out = op === '+' ? a + b : op === '-' ? a - b : a * b;
    return Number.isSafeInteger(out) ? out : UNKNOWN;
  };
};

const inclusion = (what: ASTNode, where: ASTNode): Closure | null => {
  const [one, list] = [closureOf(what), path(where)];
  if (!one || !list) return null;
  return (asked) => {
    const a = one(asked);
    const b = list(asked);
    if (a === undefined || b === undefined) return undefined;
    if (typeof a !== 'string' || !Array.isArray(b) || b.length > MAX_LIST || !b.every((item) => typeof item === 'string'))
      return UNKNOWN;
    return b.includes(a);
  };
};

const size = (of: ASTNode): Closure | null => {
  const list = path(of);
  return (
    list &&
    ((asked) => {
      const value = list(asked);
      if (value === undefined) return undefined;
      return Array.isArray(value) && value.length <= MAX_LIST && value.every((item) => typeof item !== 'object')
        ? value.length
        : UNKNOWN;
    })
  );
};

const affix = (name: string, of: ASTNode, parts: readonly ASTNode[]): Closure | null => {
  const [part] = parts;
  const text = path(of);
  if (!text || parts.length !== 1 || part?.op !== 'value' || typeof part.args !== 'string') return null;
  const piece = part.args;
  const found = {
    startsWith: (all: string) => all.startsWith(piece),
    endsWith: (all: string) => all.endsWith(piece),
    contains: (all: string) => all.includes(piece),
  };
  const test = name === 'startsWith' || name === 'endsWith' || name === 'contains' ? found[name] : null;
  return (
    test &&
    ((asked) => {
      const value = text(asked);
      return value === undefined ? undefined : typeof value === 'string' ? test(value) : UNKNOWN;
    })
  );
};
