import { serialize, type ASTNode } from '@marcbachmann/cel-js';
import { environmentFor } from './condition-environment.ts';
import { flagWords, measureWords, textWords } from './fact-words.ts';
import { withArticle } from './wording.ts';
import { bothWords, isVerb, shareWords, VERB, type Comparison } from './condition-shares.ts';

/** A condition in plain English: `t.agree >= 3 && t.open == 0` → `at least 3 agree and no objection is open`. What has no words stays code. */
export const conditionWords = (source: string): string => words(environmentFor().parse(source).ast, 'outer');

/** That it holds: `no objection is open`, else its code. */
export const holdsWords = (source: string): string => {
  const said = conditionWords(source);
  return said.includes('`') ? `\`${source}\` holds` : said;
};

/** That it does not: `it does not hold that at least 3 agree`. */
export const failsWords = (source: string): string => {
  const said = conditionWords(source);
  if (said === 'never') return 'it never passes';
  return said.includes('`') ? `\`${source}\` does not hold` : `it does not hold that ${said}`;
};

export const isAlwaysTrue = (source: string): boolean => source.trim() === 'true';

/** A window that CEL gives: `p.from_wg ? '14d' : '28d'` → `14 days when *from wg* is set, else 28 days`. */
export const windowWords = (source: string, written: (text: string) => string): string => {
  const say = (node: ASTNode): string => {
    if (node.op === '?:') return `${say(node.args[1])} when ${words(node.args[0], 'outer')}, else ${say(node.args[2])}`;
    return node.op === 'value' && typeof node.args === 'string' ? written(node.args) : `as long as ${code(node)} says`;
  };
  return say(environmentFor().parse(source).ast);
};

type Place = 'outer' | 'inner';

const words = (node: ASTNode, place: Place): string => {
  switch (node.op) {
    case '&&': {
      const parts = flat(node, '&&').map((part) => words(part, 'inner'));
      return together(parts, 'and');
    }
    case '||': {
      const parts = flat(node, '||').map((part) => (part.op === '&&' ? `(${words(part, 'inner')})` : words(part, 'inner')));
      return place === 'inner' ? `(${together(parts, 'or')})` : `either ${together(parts, 'or')}`;
    }
    case '!_':
      return negated(node.args);
    case 'value':
      return node.args === true ? 'nothing more is needed' : node.args === false ? 'never' : code(node);
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '==':
    case '!=':
      return compared(node.op, node.args[0], node.args[1]) ?? code(node);
    case 'in':
      return includes(node.args[0], node.args[1]) ?? code(node);
    case '?:': {
      const choice = `${words(node.args[1], 'inner')} when ${words(node.args[0], 'inner')}, else ${words(node.args[2], 'inner')}`;
      return place === 'inner' ? `(${choice})` : choice;
    }
    case 'rcall':
      return walked(node) ?? containing(node) ?? code(node);
    case 'call':
      return node.args[0] === 're2' ? matched(node) : (given(node, 'is given') ?? code(node));
    default:
      return stated(node) ?? code(node);
  }
};

const flat = (node: ASTNode, op: '&&' | '||'): readonly ASTNode[] =>
  node.op === op ? [...flat(node.args[0], op), ...flat(node.args[1], op)] : [node];

const together = (parts: readonly string[], joint: string): string =>
  parts.length === 2 ? parts.join(` ${joint} `) : `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1)}`;

const code = (node: ASTNode): string => `\`${serialize(node).replaceAll('"', "'")}\``;

const pathOf = (node: ASTNode): string | null => {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return null;
  const before = pathOf(node.args[0]);
  return before === null ? null : `${before}.${node.args[1]}`;
};

const valueOf = (node: ASTNode): string | null => {
  if (node.op !== 'value') return null;
  const value = node.args;
  return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : typeof value === 'string'
      ? `“${value}”`
      : null;
};

const named = (name: string): string => `*${name.replaceAll('_', ' ')}*`;

/** True or false by itself. */
const stated = (node: ASTNode): string | null => {
  const path = pathOf(node);
  if (path === null) return null;
  const known = path.startsWith('p.') ? flagWords(path.slice(2)) : null;
  if (known) return known.is;
  if (path.startsWith('p.by_')) return `it is by ${withArticle(path.slice('p.by_'.length))}`;
  if (path.startsWith('p.')) return `${named(path.slice(2))} is set`;
  if (path.startsWith('calendar.')) return periodWords(path.slice('calendar.'.length), '');
  if (path.startsWith('a.')) return `they are ${named(path.slice(2))}`;
  return null;
};

/** A named period of the organization's calendar: "*merge window* is on". */
const periodWords = (name: string, not: 'not ' | ''): string => `${named(name)} ${isSeveral(name) ? 'are' : 'is'} ${not}on`;

/** "labels", "file names"; not "status" or "access". */
const isSeveral = (name: string): boolean => /[^sui]s$/.test(name) || name === 'people';

const CONTRARY = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=', '!=': '==' } as const satisfies Record<
  Comparison,
  Comparison
>;

const isComparison = (node: ASTNode): node is Extract<ASTNode, { op: Comparison }> => node.op in CONTRARY;

const negated = (node: ASTNode): string => {
  const path = pathOf(node);
  if (isComparison(node)) {
    const [left, right] = node.args;
    const contrary = compared(CONTRARY[node.op], left, right);
    if (contrary !== null) return contrary;
  }
  if (node.op === 'call') {
    const absent = given(node, 'is not given');
    if (absent !== null) return absent;
  }
  const known = path?.startsWith('p.') ? flagWords(path.slice(2)) : null;
  if (known) return known.isNot;
  if (path?.startsWith('p.by_')) return `it is not by ${withArticle(path.slice('p.by_'.length))}`;
  if (path?.startsWith('p.')) return `${named(path.slice(2))} is not set`;
  if (path?.startsWith('calendar.')) return periodWords(path.slice('calendar.'.length), 'not ');
  if (path?.startsWith('a.')) return `they are not ${named(path.slice(2))}`;
  if (node.op === 'in') {
    const said = includes(node.args[0], node.args[1], true);
    if (said !== null) return said;
  }
  if (node.op === 'rcall' && node.args[0] === 'exists') {
    const said = walked(node);
    if (said !== null) return said.replace(/^one of/, 'none of');
  }
  return `not ${node.op === '&&' ? `(${words(node, 'inner')})` : words(node, 'inner')}`;
};

const RELATION = {
  '<': 'under',
  '<=': 'at most',
  '>': 'over',
  '>=': 'at least',
  '==': '',
  '!=': 'not',
} as const satisfies Record<Comparison, string>;

const WINNER: Readonly<Record<string, string>> = {
  agree: 'more agree than object',
  object: 'more object than agree',
  none: 'nobody wins',
};

const SWAPPED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' } as const satisfies Record<
  Comparison,
  Comparison
>;

const isFixed = (node: ASTNode): boolean =>
  node.op === 'value' || (node.op === 'call' && (node.args[0] === 'duration' || node.args[0] === 'timestamp'));

const compared = (op: Comparison, left: ASTNode, right: ASTNode): string | null => {
  if (isFixed(left) && !isFixed(right)) return compared(SWAPPED[op], right, left);
  const share = shareWords(op, left, right) ?? shareWords(SWAPPED[op], right, left);
  if (share !== null) return share;
  const path = pathOf(left);
  if (path === 'now') return dated(op, right);
  const other = pathOf(right);
  const together = right.op === 'value' && typeof right.args === 'bigint' ? bothWords(op, left, Number(right.args)) : null;
  if (together !== null) return together;
  if (path?.startsWith('t.') && other?.startsWith('t.')) return counted(op, path.slice(2), other.slice(2));
  if (path?.startsWith('t.') && right.op === 'value' && typeof right.args === 'bigint')
    return counting(op, path.slice(2), Number(right.args));
  if (path === 't.winner' && right.op === 'value') {
    const named = String(right.args);
    return op === '!=' && named === 'none' ? 'there is a winner' : op === '==' ? (WINNER[named] ?? `“${named}” wins`) : null;
  }
  if (path === 'p.age') return aged(op, right);
  const value = other?.startsWith('a.')
    ? `their ${named(other.slice(2))}`
    : other?.startsWith('p.')
      ? `its ${named(other.slice(2))}`
      : valueOf(right);
  const measured = path?.startsWith('p.') ? measureWords(path.slice(2)) : null;
  if (measured && right.op === 'value' && typeof right.args === 'bigint')
    return measured(quantity(op, Number(right.args)), right.args !== 1n);
  const size = sizedBy(left);
  if (size?.startsWith('p.') && right.op === 'value' && typeof right.args === 'bigint')
    return (op === '==' || op === '<=') && right.args === 0n
      ? `it has no ${named(size.slice(2))}`
      : `it has ${quantity(op, Number(right.args))} ${named(size.slice(2))}`;
  if (path === null || value === null) return null;
  const whose = path.startsWith('a.') ? 'their' : path.startsWith('p.') ? 'its' : null;
  if (whose === null) return null;
  const name = `${whose} ${named(path.slice(2))}`;
  if (right.op === 'value' && (typeof right.args === 'bigint' || typeof right.args === 'number') && isSeveral(path.slice(2)))
    return `${whose === 'its' ? 'it has' : 'they have'} ${quantity(op, Number(right.args))} ${named(path.slice(2))}`;
  const subject = path.startsWith('p.') ? textWords(path.slice(2)) : null;
  if (subject !== null && right.op === 'value' && typeof right.args === 'string' && (op === '==' || op === '!='))
    return `${subject} ${op === '!=' ? 'not ' : ''}${right.args}`;
  if (value === '“”') return op === '!=' ? `${name} is given` : op === '==' ? `${name} is empty` : null;
  return `${name} is ${RELATION[op]}${RELATION[op] ? ' ' : ''}${value}`;
};

/** What `p.labels.size()` and `size(p.labels)` measure. */
const sizedBy = (node: ASTNode): string | null => {
  if (node.op === 'rcall' && node.args[0] === 'size') return pathOf(node.args[1]);
  const inner = node.op === 'call' && node.args[0] === 'size' ? node.args[1][0] : undefined;
  return inner ? pathOf(inner) : null;
};

/** `now > timestamp('2026-01-01T00:00:00Z')` */
const dated = (op: Comparison, right: ASTNode): string | null => {
  const text = right.op === 'call' && right.args[0] === 'timestamp' ? right.args[1][0] : undefined;
  if (text?.op !== 'value' || typeof text.args !== 'string') return null;
  const when = { '<': 'before', '<=': 'at the latest', '>': 'after', '>=': 'no sooner than', '==': 'just', '!=': 'not just' }[op];
  return `it is ${when} ${text.args}`;
};

/** `has(p.budget)` */
const given = (node: Extract<ASTNode, { op: 'call' }>, is: string): string | null => {
  const inner = node.args[0] === 'has' ? node.args[1][0] : undefined;
  const path = inner ? pathOf(inner) : null;
  return path?.startsWith('p.') ? `its ${named(path.slice(2))} ${is}` : null;
};

const CONTAINS: Readonly<Record<string, string>> = { startsWith: 'begins with', endsWith: 'ends with', contains: 'contains' };

/** `p.branch.startsWith('release')` */
const containing = (node: Extract<ASTNode, { op: 'rcall' }>): string | null => {
  const [method, of, [text]] = node.args;
  const verb = CONTAINS[method];
  const path = pathOf(of);
  const value = text ? valueOf(text) : null;
  return verb !== undefined && path?.startsWith('p.') && value !== null ? `its ${named(path.slice(2))} ${verb} ${value}` : null;
};

/** `t.agree >= 3` */
const counting = (op: Comparison, name: string, count: number): string | null => {
  const none = (count === 0 && (op === '==' || op === '<=')) || (count === 1 && op === '<');
  if (name === 'open')
    return none ? 'no objection is open' : `${quantity(op, count)} ${count === 1 ? 'objection is' : 'objections are'} open`;
  if (name === 'size') return `${op === '==' ? 'only ' : ''}${quantity(op, count)} ${count === 1 ? 'is' : 'are'} asked`;
  if (!isVerb(name)) return null;
  if (none) return `nobody ${VERB[name][0]}`;
  if ((op === '>=' && count === 1) || (op === '>' && count === 0)) return `at least one ${VERB[name][0]}`;
  return `${quantity(op, count)} ${VERB[name][count === 1 && op !== '<' ? 0 : 1]}`;
};

const quantity = (op: Comparison, count: number): string => {
  const figure = count === 1 ? 'one' : String(count);
  return {
    '<': `fewer than ${figure}`,
    '<=': `at most ${figure}`,
    '>': `more than ${figure}`,
    '>=': `at least ${figure}`,
    '==': figure,
    '!=': `not just ${figure}`,
  }[op];
};

/** `t.agree > t.object` */
const counted = (op: Comparison, left: string, right: string): string | null => {
  if (left === 'cast' && right === 'size' && (op === '==' || op === '>=')) return 'everyone has answered';
  if (left === 'agree' && right === 'size' && (op === '==' || op === '>=')) return 'everyone agrees';
  if (!isVerb(left) || !isVerb(right)) return null;
  const relation = { '<': 'fewer', '>': 'more', '<=': 'no more', '>=': 'no fewer', '==': 'as many', '!=': 'not as many' }[op];
  return `${relation} ${VERB[left][1]} ${op === '==' || op === '!=' ? 'as' : 'than'} ${VERB[right][1]}`;
};

const aged = (op: Comparison, right: ASTNode): string | null => {
  const text = right.op === 'call' && right.args[0] === 'duration' ? right.args[1][0] : undefined;
  if (text?.op !== 'value' || typeof text.args !== 'string') return null;
  const hours = /^(\d+)h$/.exec(text.args)?.[1];
  const long =
    hours && Number(hours) % 24 === 0 && Number(hours) > 48 ? `${Number(hours) / 24} days` : hours ? `${hours} hours` : text.args;
  return op === '>' || op === '>='
    ? `${op === '>' ? 'more than' : 'at least'} ${long} have passed since it was proposed`
    : op === '<' || op === '<='
      ? `less than ${long} have passed since it was proposed`
      : null;
};

const includes = (what: ASTNode, where: ASTNode, not = false): string | null => {
  const one = pathOf(what);
  if (one !== null && where.op === 'list' && where.args.length > 0) {
    const values = where.args.map(valueOf);
    const whose = one.startsWith('a.') ? 'their' : one.startsWith('p.') ? 'its' : null;
    return whose === null || values.includes(null)
      ? null
      : `${whose} ${named(one.slice(2))} is ${not ? neitherOf(values) : eitherOf(values)}`;
  }
  const list = pathOf(where);
  const value = valueOf(what) ?? (pathOf(what)?.startsWith('p.') ? `its ${named((pathOf(what) ?? '').slice(2))}` : null);
  if (list === null || value === null) return null;
  const whose = list.startsWith('a.') ? 'their' : list.startsWith('p.') ? 'its' : null;
  const several = isSeveral(list.slice(2));
  const verb = not ? `${several ? 'do' : 'does'} not include` : several ? 'include' : 'includes';
  return whose === null ? null : `${whose} ${named(list.slice(2))} ${verb} ${value}`;
};

const neitherOf = (values: readonly (string | null)[]): string =>
  values.length < 2 ? `not ${values[0]}` : `neither ${values.join(' nor ')}`;

const eitherOf = (values: readonly (string | null)[]): string =>
  values.length < 2 ? (values[0] ?? '') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

/** `p.files.all(f, f.approved)`, `p.labels.exists(l, l == 'urgent')` */
const walked = (node: Extract<ASTNode, { op: 'rcall' }>): string | null => {
  const [macro, over, [name, body]] = node.args;
  const list = pathOf(over);
  const bound = name?.op === 'id' ? name.args : null;
  const each = { all: 'each of', exists: 'one of', exists_one: 'exactly one of' }[macro];
  if (!list?.startsWith('p.') || bound === null || !body || each === undefined) return null;
  const is = ofOne(body, bound);
  return is === null ? null : `${each} its ${named(list.slice(2))} ${is}`;
};

/** What is said of one of a list: `f.approved`, `!f.approved`, `l == 'urgent'`, `f.kind != 'doc'`. */
const ofOne = (body: ASTNode, bound: string): string | null => {
  const property = (node: ASTNode): string | null => {
    const path = pathOf(node);
    return path === bound ? '' : path?.startsWith(`${bound}.`) ? path.slice(bound.length + 1) : null;
  };
  const flag = property(body.op === '!_' ? body.args : body);
  if (flag) return `is ${body.op === '!_' ? 'not ' : ''}${named(flag)}`;
  if (body.op === 'rcall') {
    const [method, of, [text]] = body.args;
    const [part, value] = [property(of), text ? valueOf(text) : null];
    if (CONTAINS[method] === undefined || part === null || value === null) return null;
    return part === ''
      ? `${CONTAINS[method]} ${value}`
      : `has a *${part.replaceAll('_', ' ')}* that ${CONTAINS[method]} ${value}`;
  }
  if (body.op !== '==' && body.op !== '!=') return null;
  const [what, value] = [property(body.args[0]), valueOf(body.args[1])];
  if (what === null || value === null) return null;
  const not = body.op === '!=' ? 'not ' : '';
  return what === '' ? `is ${not}${value}` : `has ${not}${value} as ${named(what)}`;
};

const matched = (node: Extract<ASTNode, { op: 'call' }>): string => {
  const [text, pattern] = node.args[1];
  const path = text ? pathOf(text) : null;
  const value = pattern ? valueOf(pattern) : null;
  return path?.startsWith('p.') && value !== null ? `its ${named(path.slice(2))} matches ${value}` : code(node);
};
