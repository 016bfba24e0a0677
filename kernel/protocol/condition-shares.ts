import type { ASTNode } from '@marcbachmann/cel-js';

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

export const VERB = {
  agree: ['agrees', 'agree'],
  abstain: ['abstains', 'abstain'],
  object: ['objects', 'object'],
  cast: ['has answered', 'have answered'],
  silent: ['is silent', 'are silent'],
} as const;

export const isVerb = (name: string): name is keyof typeof VERB => name in VERB;

/** `t.agree * 2 > t.size` and its like, as `more than half agree`; null for what is no share of the tally. */
export const shareWords = (op: Comparison, left: ASTNode, right: ASTNode): string | null => {
  if (op === '==' || op === '!=') return op === '==' ? allBut(left, right) : null;
  const one = termOf(left);
  const quotient = left.op === '/' ? quotientOf(left) : null;
  const share = right.op === 'value' ? Number(right.args) : Number.NaN;
  if (quotient && share > 0 && share <= 1) return ofThem(op, quotient.name, share, quotient.of, '');
  const other = termOf(right);
  if (!one || !other || one.rounded) return null;
  return ofThem(op, one.name, other.factor / one.factor, other.name, other.rounded ? ', rounded down,' : '');
};

const ofThem = (op: '<' | '<=' | '>' | '>=', name: string, share: number, of: string, rounded: string): string | null => {
  if (!isVerb(name)) return null;
  const verb = VERB[name][1];
  const more = { '<': 'fewer than', '<=': 'at most', '>': 'more than', '>=': 'at least' }[op];
  if (share > 1 && Number.isInteger(share) && isVerb(of) && rounded === '')
    return `${more} ${share === 2 ? 'twice' : `${share} times`} as many ${verb} as ${VERB[of][1]}`;
  if (share <= 0 || share >= 1) return null;
  const among = AMONG[of];
  return among === undefined ? null : `${more} ${fraction(share)}${rounded} ${among}${verb}`;
};

/** Of how many: of all who are asked, where nothing is said. */
const AMONG: Readonly<Record<string, string>> = {
  size: '',
  cast: 'of those who have answered ',
  sided: 'of those who agree or object ',
};

const FRACTIONS: readonly (readonly [number, string])[] = [
  [1 / 2, 'half'],
  [1 / 3, 'a third'],
  [2 / 3, 'two thirds'],
  [1 / 4, 'a quarter'],
  [3 / 4, 'three quarters'],
];

const fraction = (share: number): string =>
  FRACTIONS.find(([value]) => Math.abs(value - share) < 1e-9)?.[1] ?? `${Math.round(share * 1_000) / 10}%`;

interface Term {
  readonly name: string;
  readonly factor: number;
  /** CEL divides whole numbers without a rest. */
  readonly rounded: boolean;
}

/** `t.agree`, `t.agree * 2`, `3 * t.agree`, `t.size / 2`, `double(t.agree)`. */
const termOf = (node: ASTNode): Term | null => {
  const name = countName(node);
  if (name !== null) return { name, factor: 1, rounded: false };
  if (node.op !== '*' && node.op !== '/') return null;
  const [left, right] = node.args;
  const [term, number] = node.op === '*' && left.op === 'value' ? [right, left] : [left, right];
  const counted = countName(term);
  if (counted === null || number.op !== 'value') return null;
  const by = Number(number.args);
  if (!(by > 0)) return null;
  return { name: counted, factor: node.op === '*' ? by : 1 / by, rounded: node.op === '/' && typeof number.args === 'bigint' };
};

/** `double(t.agree) / double(t.size)`; of whole numbers it would be 0 or 1. */
const quotientOf = (node: Extract<ASTNode, { op: '/' }>): { readonly name: string; readonly of: string } | null => {
  const [left, right] = node.args;
  const [name, of] = [tallyName(left), tallyName(right)];
  return name !== null && of !== null && (left.op === 'call' || right.op === 'call') ? { name, of } : null;
};

/** `t.agree == t.size - 1` */
const allBut = (left: ASTNode, right: ASTNode): string | null => {
  if (right.op !== '-') return null;
  const [size, less] = right.args;
  const name = tallyName(left);
  if (name === null || !isVerb(name) || tallyName(size) !== 'size' || less.op !== 'value') return null;
  return `all but ${Number(less.args) === 1 ? 'one' : String(less.args)} ${VERB[name][1]}`;
};

/** `t.agree - t.object >= 3`, `t.size - t.agree <= 2`, `t.agree + t.abstain >= 10`, as one says it. */
export const bothWords = (op: Comparison, left: ASTNode, count: number): string | null => {
  if (left.op !== '-' && left.op !== '+') return null;
  const [one, other] = left.args.map(tallyName);
  if (!one || !other || !isVerb(other)) return null;
  const number = count === 1 ? 'one' : String(count);
  const more = { '<': 'fewer than ', '<=': 'at most ', '>': 'more than ', '>=': 'at least ', '==': '', '!=': null }[op];
  if (more === null) return null;
  const verb = (name: keyof typeof VERB): string => VERB[name][1];
  if (left.op === '+')
    return isVerb(one) && !(one === 'cast' || other === 'cast') ? `${more}${number} ${verb(one)} or ${verb(other)}` : null;
  if (one === 'size') return op === '<=' || op === '<' || op === '==' ? `all but ${more}${number} ${verb(other)}` : null;
  return isVerb(one) && count > 0 && (op === '>=' || op === '>' || op === '==')
    ? `${more}${number} more ${verb(one)} than ${verb(other)}`
    : null;
};

/** A figure of the tally, or `t.agree + t.object`: those who took sides. */
const countName = (node: ASTNode): string | null => {
  if (node.op !== '+') return tallyName(node);
  const sides = node.args.map(tallyName).toSorted((a, b) => String(a).localeCompare(String(b)));
  return sides.join() === 'agree,object' ? 'sided' : null;
};

const tallyName = (node: ASTNode): string | null => {
  if (node.op === 'call' && node.args[0] === 'double') {
    const inner = node.args[1][0];
    return inner ? tallyName(inner) : null;
  }
  return node.op === '.' && node.args[0].op === 'id' && node.args[0].args === 't' ? node.args[1] : null;
};
