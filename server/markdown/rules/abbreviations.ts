import type { MarkdownIt, StateBlock, StateCore, Token } from 'markdown-it';
import { isCode, lineAt } from './containers.ts';

/** `*[DST]: Daylight saving time`, anywhere in a text: wherever it says DST, it can also say what that is. PHP Markdown Extra, kramdown, MkDocs. */
export const abbreviations = (md: MarkdownIt): void => {
  md.block.ruler.before('reference', 'abbreviation', definition, { alt: ['paragraph', 'reference', 'blockquote'] });
  md.core.ruler.after('linkify', 'abbreviations', explain);
};

/** Of a text, and of those that begin with the same word; places that are explained. */
const [MOST, MOST_ALIKE, MOST_PLACES] = [1_000, 10, 5_000];
const FORM = /^\*\[([^[\]\n]{1,100})\]:[ \t]*(\S[^\n]{0,300}?)[ \t]*$/;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

class Known {
  count = 0;
  readonly all = new Map<string, string>();
  /** By their first words, the longest first. */
  readonly starting = new Map<string, string[]>();
}

const knownIn = (env: Record<string | symbol, unknown>): Known => {
  const known = env['abbreviations'];
  if (known instanceof Known) return known;
  const fresh = new Known();
  env['abbreviations'] = fresh;
  return fresh;
};

const definition = (state: StateBlock, start: number, _: number, silent: boolean): boolean => {
  const from = (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0);
  if (!state.src.startsWith('*[', from) || isCode(state, start)) return false;
  const [, words = '', meaning = ''] = FORM.exec(lineAt(state, start).slice(0, 500)) ?? [];
  const first = words.match(WORD)?.[0];
  if (first === undefined || !words.startsWith(first)) return false;
  if (silent) return true;
  state.line = start + 1;
  const known = knownIn(state.env);
  const alike = known.starting.get(first) ?? [];
  if (known.all.has(words) || known.all.size >= MOST || alike.length >= MOST_ALIKE) return true;
  known.all.set(words, meaning);
  known.starting.set(
    first,
    [...alike, words].toSorted((a, b) => b.length - a.length),
  );
  return true;
};

const explain = (state: StateCore): void => {
  const known = knownIn(state.env);
  if (known.all.size === 0) return;
  for (const token of state.tokens)
    if (token.type === 'inline' && token.children !== null && token.children.some(({ type }) => type === 'text'))
      token.children = token.children.flatMap((child) => (child.type === 'text' ? explained(child, known, state) : [child]));
};

/** The words of a token, with those that are known between tokens of their own. */
const explained = (token: Token, known: Known, state: StateCore): readonly Token[] => {
  const { content } = token;
  const made: Token[] = [];
  const push = (type: string, nesting: 1 | 0 | -1, words: string): Token => {
    const one = new state.Token(type, type === 'text' ? '' : 'abbr', nesting);
    one.content = words;
    made.push(one);
    return one;
  };
  let at = 0;
  for (const { 0: word, index } of content.matchAll(WORD)) {
    if (index < at || known.count >= MOST_PLACES) continue;
    const found = known.starting
      .get(word)
      ?.find(
        (one) =>
          content.startsWith(one, index) &&
          !/^[\p{L}\p{M}\p{N}]/u.test(content.slice(index + one.length, index + one.length + 2)),
      );
    if (found === undefined) continue;
    known.count += 1;
    if (index > at) push('text', 0, content.slice(at, index));
    push('abbr_open', 1, '').attrSet('title', known.all.get(found) ?? '');
    push('text', 0, found);
    push('abbr_close', -1, '');
    at = index + found.length;
  }
  if (made.length === 0) return [token];
  if (at < content.length) push('text', 0, content.slice(at));
  return made;
};
