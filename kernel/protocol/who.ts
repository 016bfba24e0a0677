import { refuse, type Refusal, type Result } from '../stream/refusal.ts';
import { compile } from './condition.ts';
import type { Who } from './document.ts';

const NAME = /^@?[\p{L}_][\p{L}\p{N}_.-]*/u;
const ACCEPTED =
  'committers, affected + experts, everyone minus author, owners of paths, (experts pick 2) + author, experts where a.available pick 2 weight a.weight';
const MAX_WHO = 2_000;
const MAX_DEPTH = 10;

const PLUS = new Set(['+', 'union', 'and']);
const LESS = new Set(['-', 'minus', 'except']);
/** What ends a name, so no role can be called so. */
const RESERVED = new Set(['where', 'pick', 'weight', 'fallback', 'of', 'union', 'and', 'minus', 'except']);

/** `one of maintainers` names no role. */
const QUANTITY = new Set(['one', 'two', 'three', 'any', 'all', 'each', 'every', 'some', 'half', 'most']);

/** Whom a step asks, and who is asked when nobody of these can be. */
export interface WhoRead {
  readonly who: Who;
  readonly fallback?: Who;
}

/**
 * Reads whom a step asks. Refusals: `who-malformed`, with `line` and `column` within the text, and those of conditions.
 *
 *     who    := term (('+' | 'union' | '-' | 'minus') term)* clause*
 *     term   := '(' who ')' | name ('of' name)*
 *     clause := 'where' CEL | 'pick' N ('weight' CEL)?
 *
 * Signs bind from the left; a clause chooses among all that stands before it, in its parentheses.
 */
export const parseWho = (text: string): Result<Who> => {
  const read = parseWhoWithFallback(text);
  if (read.refused) return read;
  return read.ok.fallback ? wrong(0, '`fallback` belongs to those whom a step asks ("of").') : { ok: read.ok.who };
};

/** The same, with `… fallback WHO` at its end. */
export const parseWhoWithFallback = (text: string): Result<WhoRead> => {
  if (text.length > MAX_WHO)
    return refuse('who-malformed', `Whom a step asks is said in at most ${MAX_WHO} characters; this has ${text.length}.`);
  const reader = new Reader(text);
  const read = reader.all();
  return reader.wrong ?? { ok: read };
};

const wrong = (offset: number, message: string): Refusal =>
  refuse('who-malformed', message, { accepted: ACCEPTED, line: 1, column: offset + 1 });

const NOBODY: Who = { who: 'role', name: 'nobody' };

/** Goes through the text once; the first thing that is wrong stays. */
class Reader {
  readonly text: string;
  at = 0;
  wrong: Refusal | undefined;

  constructor(text: string) {
    this.text = text;
  }

  all(): WhoRead {
    const who = this.who(0);
    const fallback = this.word('fallback') ? this.who(0) : undefined;
    this.blank();
    if (this.at < this.text.length) this.stop(this.at, unexpected(this.text.slice(this.at)));
    return fallback ? { who, fallback } : { who };
  }

  private who(depth: number): Who {
    let who = this.term(depth);
    for (;;) {
      this.blank();
      const from = this.at;
      const sign = /^(\+|-(?=\s|\()|(?:union|and|minus|except)\b)/.exec(this.rest())?.[0];
      if (sign === undefined || this.wrong) break;
      this.at += sign.length;
      const right = this.term(depth);
      if (who.who === 'anyone' || right.who === 'anyone') this.stop(from, '`anyone` already is everybody; it stands alone.');
      who = { who: PLUS.has(sign) ? 'union' : LESS.has(sign) ? 'minus' : 'union', left: who, right };
    }
    return this.chosen(who, depth);
  }

  private chosen(from: Who, depth: number): Who {
    const start = this.at;
    const where = this.word('where') ? this.condition(depth, 'bool') : undefined;
    const pick = this.word('pick') ? this.count() : undefined;
    if (where === undefined && pick === undefined) {
      if (this.word('weight')) this.stop(start, '`weight` says how to pick, so it needs `pick N`.');
      return from;
    }
    const weight = this.word('weight') ? this.condition(depth, 'number') : undefined;
    if (from.who === 'anyone') this.stop(start, 'Nobody is chosen among `anyone`: whoever wants to, speaks.');
    if (weight !== undefined && pick === undefined) this.stop(start, '`weight` says how to pick, so it needs `pick N`.');
    const who: Who = {
      who: 'choose',
      from,
      ...(where === undefined ? {} : { where }),
      ...(pick === undefined ? {} : { pick }),
      ...(weight === undefined ? {} : { weight }),
    };
    // `… pick 3 where …`: of the three that were picked, those for whom it holds.
    this.blank();
    return !this.wrong && /^(where|pick)\b/.test(this.rest()) ? this.chosen(who, depth) : who;
  }

  private term(depth: number): Who {
    this.blank();
    if (depth > MAX_DEPTH) return this.stop(this.at, `Parentheses stand in at most ${MAX_DEPTH} others.`);
    if (this.text[this.at] === '(') {
      const open = this.at++;
      const who = this.who(depth + 1);
      this.blank();
      if (this.wrong) return who;
      if (this.text[this.at] !== ')') return this.stop(open, 'This parenthesis is never closed.');
      this.at += 1;
      return who;
    }
    const first = this.name();
    const names = [first];
    while (!this.wrong && this.word('of')) {
      if (QUANTITY.has(first))
        this.stop(this.at - 2, 'So many of them is said after their name: `maintainers pick 2`; all of them, by the name alone.');
      names.push(this.name());
    }
    if (first === 'anyone' && names.length === 1) return { who: 'anyone' };
    return { who: 'role', name: names.join('_of_') };
  }

  /** A role, a team, a person; `owners of paths` is the role `owners_of_paths`. */
  private name(): string {
    this.blank();
    const name = NAME.exec(this.rest())?.[0];
    if (name === undefined || RESERVED.has(name)) {
      const rest = this.rest();
      this.stop(
        this.at,
        rest === '' ? (this.text.trim() === '' ? 'Nobody is named.' : 'Somebody is missing at the end.') : unexpected(rest),
      );
      return 'nobody';
    }
    this.at += name.length;
    return name.replace(/^@/, '');
  }

  private count(): number {
    this.blank();
    const written = /^[^\s)]*/.exec(this.rest())?.[0] ?? '';
    const count = Number(written);
    if (written === '' || !Number.isInteger(count) || count < 1 || count > 100)
      this.stop(this.at, `\`pick\` takes a whole number from 1 to 100, not "${written.slice(0, 20)}".`);
    this.at += written.length;
    return count;
  }

  /** CEL up to the next clause, or to the parenthesis that closes this expression. */
  private condition(depth: number, type: 'bool' | 'number'): string {
    this.blank();
    const from = this.at;
    const finder = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[([{]|[)\]}]|(?<=\s)(?:where|pick|weight|fallback)(?=\s)/g;
    finder.lastIndex = from;
    let open = 0;
    this.at = this.text.length;
    for (let match = finder.exec(this.text); match; match = finder.exec(this.text)) {
      const mark = match[0];
      if (/^[([{]$/.test(mark)) open += 1;
      else if (/^[)\]}]$/.test(mark)) {
        if (open === 0 && depth > 0) {
          this.at = match.index;
          break;
        }
        open -= 1;
      } else if (open === 0 && /^[wpf]/.test(mark)) {
        this.at = match.index;
        break;
      }
    }
    const source = this.text.slice(from, this.at).trim();
    const compiled = compile(source, type);
    if (compiled.refused && !this.wrong)
      this.wrong = compiled.line === 1 && compiled.column ? { ...compiled, column: from + compiled.column } : compiled;
    return source;
  }

  private word(word: string): boolean {
    this.blank();
    if (!new RegExp(`^${word}(?![\\p{L}\\p{N}_.-])`, 'u').test(this.rest())) return false;
    this.at += word.length;
    return true;
  }

  private blank(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private rest(): string {
    return this.text.slice(this.at);
  }

  private stop(at: number, message: string): Who {
    this.wrong ??= wrong(at, message);
    return NOBODY;
  }
}

/** What people try that is said otherwise here. */
const unexpected = (rest: string): string => {
  const word = /^\S{1,40}/.exec(rest)?.[0] ?? '';
  if (word.startsWith(')')) return 'This parenthesis was never opened.';
  if (word.startsWith(',')) return 'Between two names stands + (both) or - (without); a list is written [a, b].';
  if (/^(\||&|or$)/.test(word)) return `Between two names stands + (both) or - (without), not "${word}".`;
  if (/^\d/.test(word)) return 'So many of them is said after their name: `maintainers pick 2`.';
  if (/^(if|when)$/.test(word)) return `For "${word}" write \`where\`: \`experts where a.available\`.`;
  if (/^(random|any|one)$/.test(word)) return 'Drawing by lot is written `members pick 3 weight 1`.';
  return `"${word}" names nobody here; a name is of letters, digits, - . and _, and between two stands + or -.`;
};

/** As it may be written. */
export const writeWho = (who: Who): string => {
  switch (who.who) {
    case 'role':
      return who.name;
    case 'anyone':
      return 'anyone';
    case 'union':
      return `${inner(who.left)} + ${operand(who.right)}`;
    case 'minus':
      return `${inner(who.left)} - ${operand(who.right)}`;
    case 'choose':
      return [
        who.from.who === 'choose' ? `(${writeWho(who.from)})` : writeWho(who.from),
        who.where && `where ${who.where}`,
        who.pick && `pick ${who.pick}`,
        who.weight && `weight ${who.weight}`,
      ]
        .filter(Boolean)
        .join(' ');
  }
};

const inner = (who: Who): string => (who.who === 'choose' ? `(${writeWho(who)})` : writeWho(who));
const operand = (who: Who): string => (who.who === 'role' || who.who === 'anyone' ? writeWho(who) : `(${writeWho(who)})`);

/** Every role that it names. */
export const rolesIn = (who: Who): readonly string[] => {
  switch (who.who) {
    case 'role':
      return [who.name];
    case 'anyone':
      return [];
    case 'union':
    case 'minus':
      return [...rolesIn(who.left), ...rolesIn(who.right)];
    case 'choose':
      return rolesIn(who.from);
  }
};

/** Every choice in it, the outermost first. */
export const choicesIn = (who: Who): readonly Extract<Who, { who: 'choose' }>[] => {
  switch (who.who) {
    case 'role':
    case 'anyone':
      return [];
    case 'union':
    case 'minus':
      return [...choicesIn(who.left), ...choicesIn(who.right)];
    case 'choose':
      return [who, ...choicesIn(who.from)];
  }
};
