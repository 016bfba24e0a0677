import type { ASTNode } from '@marcbachmann/cel-js';
import { durationMs, isPattern } from './condition-environment.ts';

export const MAX_SOURCE = 2_000;
const ROOTS = new Set(['p', 't', 'a', 'calendar', 'now']);
const WALKS = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

/** What a condition reads. */
export interface Uses {
  /** Every path: `p.ci`, `t.agree`, `now`. */
  readonly paths: readonly string[];
  /** Of these, what must be there for it to be compared at all: not what stands inside `has(…)`. */
  readonly needs: readonly string[];
  /** `p.age` is compared with these, in ms: the moments at which it can change by itself. */
  readonly ages: readonly number[];
  /** `now` is compared with these instants. */
  readonly instants: readonly number[];
  /** It depends on the time in a way that no timer can foresee. */
  readonly unforeseen: boolean;
}

export interface TreeProblem {
  readonly code: string;
  readonly message: string;
  readonly start: number;
}

/** What the type check lets through and we do not. */
export const problemIn = (root: ASTNode): TreeProblem | null => {
  let found: TreeProblem | null = null;
  const look = (node: ASTNode, walks: number): void => {
    if (found) return;
    const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : null;
    if (name === 'matches')
      found = {
        code: 'condition-matches',
        message: '`matches` can hang on some patterns; write `re2(text, pattern)`.',
        start: node.start,
      };
    if (node.op === 'call' && name === 're2') {
      const pattern = node.args[1][1];
      if (pattern?.op === 'value' && typeof pattern.args === 'string' && !isPattern(pattern.args))
        found = { code: 'condition-pattern', message: `"${pattern.args}" is no RE2 pattern.`, start: pattern.start };
    }
    if (node.op === 'call' && name === 'duration') {
      const text = node.args[1][0];
      if (text?.op === 'value' && typeof text.args === 'string' && durationMs(text.args) === null)
        found = {
          code: 'condition-duration',
          message: `"${text.args}" is no duration in a condition; write hours, minutes or seconds: duration('168h').`,
          start: text.start,
        };
    }
    const deeper = node.op === 'rcall' && WALKS.has(node.args[0]) ? walks + 1 : walks;
    if (deeper > 2)
      found = {
        code: 'condition-too-deep',
        message: 'A list may be walked inside the walk of one other, not deeper.',
        start: node.start,
      };
    for (const child of childrenOf(node)) look(child, deeper);
  };
  look(root, 0);
  return found;
};

export const usesOf = (root: ASTNode): Uses => {
  const paths = new Set<string>();
  const needs = new Set<string>();
  const ages: number[] = [];
  const instants: number[] = [];
  let unforeseen = false;

  const look = (node: ASTNode, bound: ReadonlySet<string>, optional: boolean): void => {
    const path = pathOf(node, bound);
    if (path) {
      paths.add(path);
      if (!optional) needs.add(path);
      if (path === 'now' || path === 'p.age') unforeseen = true;
      return;
    }
    if (isComparison(node)) {
      const moment = momentOf(node, bound);
      if (moment) {
        paths.add(moment.path);
        needs.add(moment.path);
        (moment.path === 'now' ? instants : ages).push(moment.ms);
        return;
      }
    }
    if (node.op === 'call' && node.args[0] === 'has') {
      for (const child of node.args[1]) look(child, bound, true);
      return;
    }
    if (node.op === 'rcall' && WALKS.has(node.args[0])) {
      look(node.args[1], bound, optional);
      const [name, ...bodies] = node.args[2];
      const inner = name?.op === 'id' ? new Set([...bound, name.args]) : bound;
      for (const body of bodies) look(body, inner, optional);
      return;
    }
    for (const child of childrenOf(node)) look(child, bound, optional);
  };
  look(root, new Set(), false);
  return { paths: [...paths], needs: [...needs], ages, instants, unforeseen };
};

const isComparison = (node: ASTNode): node is Extract<ASTNode, { op: '<' | '<=' | '>' | '>=' | '==' | '!=' }> =>
  ['<', '<=', '>', '>=', '==', '!='].includes(node.op);

/** `p.age > duration('168h')`, `now >= timestamp('…')`, either way round. */
const momentOf = (
  node: Extract<ASTNode, { op: '<' | '<=' | '>' | '>=' | '==' | '!=' }>,
  bound: ReadonlySet<string>,
): { readonly path: string; readonly ms: number } | null => {
  const [left, right] = node.args;
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const path = pathOf(one, bound);
    if (path === 'p.age' && other.op === 'call' && other.args[0] === 'duration') {
      const text = other.args[1][0];
      const ms = text?.op === 'value' && typeof text.args === 'string' ? durationMs(text.args) : null;
      if (ms !== null) return { path, ms };
    }
    if (path === 'now' && other.op === 'call' && other.args[0] === 'timestamp') {
      const text = other.args[1][0];
      const ms = text?.op === 'value' && typeof text.args === 'string' ? Date.parse(text.args) : Number.NaN;
      if (!Number.isNaN(ms)) return { path, ms };
    }
  }
  return null;
};

/** `p.a.b` as a path where it is one: names behind one of our variables. */
const pathOf = (node: ASTNode, bound: ReadonlySet<string>): string | null => {
  if (node.op === 'id') return ROOTS.has(node.args) && !bound.has(node.args) ? node.args : null;
  if (node.op === '.') {
    const before = pathOf(node.args[0], bound);
    return before === null ? null : `${before}.${node.args[1]}`;
  }
  if (node.op === '[]') {
    const before = pathOf(node.args[0], bound);
    const key = node.args[1];
    return before !== null && key.op === 'value' && typeof key.args === 'string' && /^\w+$/.test(key.args)
      ? `${before}.${key.args}`
      : null;
  }
  return null;
};

const childrenOf = (node: ASTNode): readonly ASTNode[] => {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'list':
      return node.args;
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
};
