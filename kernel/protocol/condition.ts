import { ParseError, TypeError as CelTypeError, serialize, type ASTNode } from '@marcbachmann/cel-js';
import type { Instant } from '../stream/event.ts';
import { refuse, type Refusal, type Result } from '../stream/refusal.ts';
import { closureOf, UNKNOWN, type Closure } from './condition-closure.ts';
import { durationOf, environmentFor, MAX_LIST, TALLY_NAMES, type FactType } from './condition-environment.ts';
import { MAX_SOURCE, problemIn, usesOf, type Uses } from './condition-tree.ts';
import type { Fact, Facts } from './world.ts';

/** What a condition may ask [P2]. Instants and durations in ms; numbers as they are. */
export interface Asked {
  readonly p: Facts;
  /** `p.age`, in ms. */
  readonly age: number;
  readonly now: Instant;
  readonly t?: Facts;
  readonly a?: Facts;
  /** Which of the organization's named periods it is: `calendar.merge_window`. */
  readonly calendar?: Facts;
}

export interface Verdict {
  readonly holds: boolean;
  /** The figures it followed from: `t.agree is 1`; and what was absent. */
  readonly because: string;
}

/** CEL, parsed and type-checked once. */
export interface Condition {
  readonly source: string;
  readonly uses: Uses;
  holds(asked: Asked): Verdict;
  /** The same by the library alone, as its reasons are found. */
  reasoned(asked: Asked): boolean;
  /** For windows and weights: the text or number that it gives, or null. */
  value(asked: Asked): string | number | null;
  /** For what is voted on: the texts that it gives; null where it gives no list. */
  list(asked: Asked): readonly string[] | null;
}

export type ConditionType = 'bool' | 'text' | 'number' | 'list';

/** Facts that a kind of artifact declares, by name. */
export type Declared = Readonly<Record<string, FactType>>;

/** Facts that every artifact has. */
export const BUILT_IN = { age: 'duration', author: 'text', irreversible: 'bool', reversible: 'bool' } as const satisfies Declared;

const cache = new Map<string, Result<Condition>>();

/** Refused with `condition-syntax`, `condition-type`, `condition-matches`, `condition-too-long`, `condition-duration`. `line` and `column` are within the source. */
export const compile = (source: string, type: ConditionType = 'bool', declared?: Declared): Result<Condition> => {
  if (declared) return build(source, type, declared);
  const key = `${type}:${source}`;
  const known = cache.get(key);
  if (known) return known;
  const built = build(source, type);
  if (cache.size >= 5_000) cache.clear();
  cache.set(key, built);
  return built;
};

const build = (source: string, type: ConditionType, declared?: Declared): Result<Condition> => {
  if (source.length > MAX_SOURCE)
    return refuse('condition-too-long', `A condition has at most ${MAX_SOURCE} characters; this one has ${source.length}.`);
  const parsed = parse(source, declared);
  if (parsed.refused) return parsed;
  const { ast, given } = parsed.ok;
  const wrong = problemIn(ast);
  if (wrong) return at(source, wrong.start, wrong.code, wrong.message);
  if (!fits(given, type))
    return refuse('condition-type', `"${source}" gives ${named(given)}, and here it must give ${named(type)}.`);
  const uses = usesOf(ast);
  const root = planOf(ast);
  return {
    ok: {
      source,
      uses,
      holds: (asked) => new Judged(root, asked),
      reasoned: (asked) => truth(root, asked, []),
      list: (asked) => {
        const out = valueOf(root, asked, []);
        return Array.isArray(out) ? out.flatMap((one: unknown) => (typeof one === 'string' ? [one] : [])) : null;
      },
      value: (asked) => {
        const out = valueOf(root, asked, []);
        return typeof out === 'string' ? out : typeof out === 'bigint' ? Number(out) : typeof out === 'number' ? out : null;
      },
    },
  };
};

const parse = (source: string, declared?: Declared): Result<{ readonly ast: ASTNode; readonly given: string }> => {
  try {
    const parsed = environmentFor(declared).parse(source);
    const checked = parsed.check();
    if (checked.valid) return { ok: { ast: parsed.ast, given: checked.type ?? 'dyn' } };
    return celRefusal(source, checked.error);
  } catch (error) {
    return celRefusal(source, error);
  }
};

/** What people write who come from elsewhere. */
const CEL_FOR: Readonly<Record<string, string>> = {
  ...{ and: '&&', or: '||', not: '!' },
  ...{ '=>': '>=', '=<': '<=', '<>': '!=', '=': '==' },
};

const celRefusal = (source: string, error: unknown): Refusal => {
  if (error instanceof CelTypeError)
    return at(source, error.range?.start ?? 0, 'condition-type', `${typeWords(error.summary)} in "${source}".`);
  if (error instanceof ParseError) {
    const word = /(?<!['"\w.])(and|or|not)\b(?!['"(])/.exec(source)?.[1] ?? /=>|=<|<>|(?<![=<>!])=(?!=)/.exec(source)?.[0];
    const hint = word === undefined ? '' : ` For "${word}" write ${CEL_FOR[word]}.`;
    return at(source, error.range?.start ?? 0, 'condition-syntax', `${error.summary} in "${source}".${hint}`);
  }
  throw error;
};

/** The library's words for what people get wrong most, with what there is. */
const typeWords = (summary: string): string => {
  const variable = /^Unknown variable: (\w+)/.exec(summary)?.[1];
  if (variable !== undefined && /^(?:yes|always)$/i.test(variable)) return 'What always holds is written true,';
  if (variable !== undefined && /^(?:no|never)$/i.test(variable)) return 'What never holds is written false,';
  if (variable !== undefined) return `There is no "${variable}", only p, t, a, calendar and now,`;
  const key = /^No such key: (\w+)/.exec(summary)?.[1];
  if (key !== undefined) return `There is no "${key}" (the tally has ${[...TALLY_NAMES, 'winner'].join(', ')})`;
  const [, left, operator, right] = /^no such overload: (\w+) (\S+) (\w+)$/.exec(summary) ?? [];
  return left === undefined || right === undefined
    ? summary
    : `${named(left)} and ${named(right)} do not go together with ${operator}`;
};

const at = (source: string, offset: number, code: string, message: string): Refusal => {
  const before = source.slice(0, offset).split('\n');
  return refuse(code, message, { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
};

const fits = (given: string, type: ConditionType): boolean =>
  given === 'dyn' ||
  given.startsWith('dyn') ||
  (type === 'list'
    ? given.startsWith('list')
    : type === 'bool'
      ? given === 'bool'
      : type === 'text'
        ? given === 'string'
        : given === 'int' || given === 'double');

const named = (type: string): string =>
  ({
    bool: 'true or false',
    text: 'a text',
    list: 'a list of texts',
    string: 'a text',
    number: 'a number',
    int: 'a number',
    double: 'a number',
  })[type] ?? type;

/** `&&`, `||`, `!` and `?:` are ours, so that an absent fact makes only its own comparison false [P2], and each comparison can be explained. */
type Plan =
  | { readonly op: 'and' | 'or'; readonly left: Plan; readonly right: Plan }
  | { readonly op: 'not'; readonly of: Plan }
  | { readonly op: 'choose'; readonly test: Plan; readonly yes: Plan; readonly no: Plan }
  | { readonly op: 'atom'; readonly source: string; readonly uses: Uses; readonly run: Run; readonly closure: Closure | null };

type Run = (context: Record<string, unknown>) => unknown;

const planOf = (node: ASTNode): Plan => {
  switch (node.op) {
    case '&&':
      return { op: 'and', left: planOf(node.args[0]), right: planOf(node.args[1]) };
    case '||':
      return { op: 'or', left: planOf(node.args[0]), right: planOf(node.args[1]) };
    case '!_':
      return { op: 'not', of: planOf(node.args) };
    case '?:':
      return { op: 'choose', test: planOf(node.args[0]), yes: planOf(node.args[1]), no: planOf(node.args[2]) };
    default: {
      const source = serialize(node);
      let run: Run | undefined;
      return {
        op: 'atom',
        source,
        uses: usesOf(node),
        closure: closureOf(node),
        run: (context) => (run ??= environmentFor().parse(source))(context),
      };
    }
  }
};

/** Why is found out only where it is read. */
class Judged implements Verdict {
  readonly holds: boolean;
  readonly #plan: Plan;
  readonly #asked: Asked;

  constructor(plan: Plan, asked: Asked) {
    this.holds = isTrue(plan, asked);
    this.#plan = plan;
    this.#asked = asked;
  }

  get because(): string {
    const notes: string[] = [];
    truth(this.#plan, this.#asked, notes);
    return [...new Set(notes)].join(', ');
  }
}

/** As `truth`, without its reasons. */
const isTrue = (plan: Plan, asked: Asked): boolean => {
  switch (plan.op) {
    case 'and':
      return isTrue(plan.left, asked) && isTrue(plan.right, asked);
    case 'or':
      return isTrue(plan.left, asked) || isTrue(plan.right, asked);
    case 'not':
      return !isTrue(plan.of, asked);
    case 'choose':
      return isTrue(isTrue(plan.test, asked) ? plan.yes : plan.no, asked);
    case 'atom': {
      const known = plan.closure ? plan.closure(asked) : UNKNOWN;
      return (known === UNKNOWN ? atom(plan, asked, []) : known) === true;
    }
  }
};

const truth = (plan: Plan, asked: Asked, notes: string[]): boolean => {
  switch (plan.op) {
    case 'and': {
      const left = truth(plan.left, asked, notes);
      return truth(plan.right, asked, notes) && left;
    }
    case 'or': {
      const left = truth(plan.left, asked, notes);
      return left || truth(plan.right, asked, notes);
    }
    case 'not':
      return !truth(plan.of, asked, notes);
    case 'choose':
      return truth(truth(plan.test, asked, notes) ? plan.yes : plan.no, asked, notes);
    case 'atom': {
      const out = atom(plan, asked, notes);
      if (typeof out === 'boolean') return out;
      if (out !== undefined) notes.push(`"${shownSource(plan)}" is neither true nor false, so it counts as false (P2)`);
      return false;
    }
  }
};

const valueOf = (plan: Plan, asked: Asked, notes: string[]): unknown =>
  plan.op === 'choose'
    ? valueOf(truth(plan.test, asked, notes) ? plan.yes : plan.no, asked, notes)
    : plan.op === 'atom'
      ? atom(plan, asked, notes)
      : truth(plan, asked, notes);

const atom = (plan: Extract<Plan, { op: 'atom' }>, asked: Asked, notes: string[]): unknown => {
  const absent = plan.uses.needs.find((path) => lookUp(path, asked) === undefined);
  if (absent) {
    notes.push(`${absent} is absent, so "${shownSource(plan)}" is false (P2)`);
    return undefined;
  }
  const long = plan.uses.needs.find((path) => isLong(lookUp(path, asked)));
  if (long) {
    notes.push(`${long} has more than ${MAX_LIST} entries, so "${shownSource(plan)}" is false (P2)`);
    return undefined;
  }
  for (const path of plan.uses.needs) notes.push(`${path} is ${shown(lookUp(path, asked), path)}`);
  try {
    return plan.run(contextOf(asked));
  } catch (error) {
    notes.push(
      `"${shownSource(plan)}" cannot be compared (${error instanceof Error && 'summary' in error ? String(error.summary) : 'it failed'}), so it is false (P2)`,
    );
    return undefined;
  }
};

/** With the quotes that people write in YAML. */
const shownSource = (plan: Extract<Plan, { op: 'atom' }>): string => plan.source.replaceAll('"', "'");

/** The value of `p.a.b`, `t.agree`, … or undefined where it is absent. */
const lookUp = (path: string, asked: Asked): Fact | undefined => {
  const [root, ...keys] = path.split('.');
  if (root === 'now') return asked.now;
  if (root === 'p' && keys[0] === 'age') return asked.age;
  let value: Fact | undefined = root === 'p' ? asked.p : root === 't' ? asked.t : root === 'a' ? asked.a : asked.calendar;
  for (const key of keys) {
    if (value === null || value === undefined || typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = own(value, key);
  }
  return value;
};

const own = (value: object, key: string): Fact | undefined => {
  const found: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  return isFact(found) && found !== null ? found : undefined;
};

const isFact = (value: unknown): value is Fact =>
  value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);

const isLong = (value: Fact | undefined): boolean => {
  if (Array.isArray(value)) return value.length > MAX_LIST || value.some(isLong);
  return value !== null && typeof value === 'object' && Object.values(value).some(isLong);
};

const shown = (value: Fact | undefined, path: string): string => {
  if (path === 'p.age' && typeof value === 'number') return `${Math.floor(value / 360_000) / 10} h`;
  if (path === 'now' && typeof value === 'number') return new Date(value).toISOString();
  // Nobody reads the sixteenth digit of a score.
  const text = JSON.stringify(typeof value === 'number' ? Number(value.toPrecision(6)) : value) ?? 'absent';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const contexts = new WeakMap<Asked, Record<string, unknown>>();

/** What CEL is given; made once for all the comparisons of a condition. */
const contextOf = (asked: Asked): Record<string, unknown> => {
  const known = contexts.get(asked);
  if (known) return known;
  const made = {
    p: { ...celFacts(asked.p), age: durationOf(asked.age) },
    t: asked.t ? celFacts(asked.t) : {},
    a: asked.a ? celFacts(asked.a) : {},
    calendar: asked.calendar ?? {},
    now: new Date(asked.now),
  };
  contexts.set(asked, made);
  return made;
};

const converted = new WeakMap<object, Record<string, unknown>>();

/** CEL's integers are BigInt. */
const celFacts = (facts: Facts): Record<string, unknown> => {
  const known = converted.get(facts);
  if (known) return known;
  const made = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, celFact(value)]));
  converted.set(facts, made);
  return made;
};

const celFact = (fact: Fact): unknown => {
  if (typeof fact === 'number') return Number.isSafeInteger(fact) ? BigInt(fact) : fact;
  if (Array.isArray(fact)) return fact.slice(0, MAX_LIST + 1).map(celFact);
  if (fact !== null && typeof fact === 'object')
    return Object.fromEntries(Object.entries(fact).map(([key, value]) => [key, celFact(value)]));
  return fact;
};
