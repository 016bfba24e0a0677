import { baseOf, dirOf, isPagePath, resolvePath } from './paths.ts';
import { endingIn, MOST_SHOWN, wordsIn, type Pieces } from './pieces.ts';

/* What pages take in by the path of a file: whole, by lines, or what stands between two marks, in code, too. */

/** mdBook: `{{#include ../main.rs:2:5}}`, `{{#include notes.md:part}}`. */
const BOOK =
  /(?<!\\)\{\{#(?:include|rustdoc_include|playground)[ \t]+([^\s{}:]{1,300})((?::[\w-]{0,80}){0,2})(?:[ \t][^{}\n]{0,100})?\}\}/g;
/** MkDocs: `--8<-- "main.py:2:5"`. */
const CUT = /(?<=^[ \t]*)-{2,8}8<-{2,8}[ \t]+["']([^"'\n:]{1,300})((?::[\w-]{0,80}){0,2})["'](?=[ \t]*$)/gm;
/** MkDocs: a path a line between two such marks. */
const CUTS = /^([ \t]*)-{2,8}8<-{2,8}[ \t]*\n((?:[ \t]*[^\s;-][^\n]{0,300}\n){1,50})[ \t]*-{2,8}8<-{2,8}[ \t]*$/gm;
/** VitePress: `<!--@include: ./part.md{2,5}-->`, and `<<< @/main.js#part`, which is code. */
const PART = /<!--[ \t]*@include:[ \t]*([^\s{}#<>]{1,300})(#[\w-]{1,80})?(?:\{(\d{0,6})(?:,(\d{0,6}))?\})?[ \t]*-->/g;
const CODE =
  /(?<=^[ \t]*)<<<[ \t]*([^\s{}#[\]]{1,300})(#[\w-]{1,80})?(?:[ \t]*\{[^{}\n]{0,100}\})?(?:[ \t]*\[([^\]\n]{1,100})\])?(?=[ \t]*$)/gm;

const CALLS = /\{\{#|8<-|@include:|<<</;
const SITES = /(?:^|\/)(?:book\.toml|mkdocs\.ya?ml|\.vitepress\/config\.[cm]?[jt]s)$/i;
/** mdBook gives its pages a title for the window of the browser. */
const TITLE = /^\{\{#title [^{}\n]{0,300}\}\}[ \t]*$/gm;

/** Whether pages may take in files by their path. */
const takesIn = (paths: readonly string[]): boolean => paths.some((path) => SITES.test(path));

/** Files that pages take in: what there is of them is lent, and they stay what they are. */
export const lentIn = async (paths: readonly string[], read: (path: string) => Promise<string>): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  if (!takesIn(paths)) return found;
  const known: Pieces = new Map(paths.map((path) => [path, '']));
  for (const path of paths)
    if (isPagePath(path))
      for (const [href, loose] of callsIn(await read(path))) {
        const at = placeOf(path, href, known, loose);
        if (at !== undefined && at !== path) found.add(at);
      }
  return found;
};

function* callsIn(text: string): Generator<readonly [href: string, loose: boolean]> {
  if (!CALLS.test(text)) return;
  for (const form of [BOOK, CUT, PART, CODE]) for (const [, href = ''] of text.matchAll(form)) yield [href, form === CUT];
  for (const [, , lines = ''] of text.matchAll(CUTS))
    for (const line of lines.split('\n')) if (line.trim() !== '') yield [line.trim(), true];
}

/** Beside the page, or from the top of a site. `loose`: as MkDocs, which has folders of its own from which it counts. */
const placeOf = (path: string, href: string, pieces: Pieces, loose: boolean): string | undefined => {
  const top = /^@?(\/.*)$/.exec(href)?.[1];
  const beside = top === undefined ? (resolvePath(dirOf(path), href) ?? '') : '';
  if (pieces.has(beside)) return beside;
  return top === undefined && !loose ? undefined : endingIn(top ?? `/${href.replace(/^(?:\.{1,2}\/)+/, '')}`, pieces);
};

type Choose = (lines: readonly string[]) => readonly string[] | null;

/** A text in which what it takes in stands where it says so. `shown` gathers whose. */
export const withIncluded = (path: string, text: string, pieces: Pieces, shown: (path: string) => void): string => {
  const whole = text.includes('{{#title ') ? text.replace(TITLE, '') : text;
  if (pieces.size === 0 || !CALLS.test(whole)) return whole;
  let left = MOST_SHOWN;
  const of = (href: string, choose: Choose, loose = false): string | null => {
    const at = placeOf(path, href, pieces, loose);
    const piece = at === undefined || at === path ? undefined : pieces.get(at);
    if (at === undefined || piece === undefined) return null;
    const source = isPagePath(at) ? wordsIn(piece) : piece;
    const lines = choose(source.replace(/\s+$/, '').split(/\r\n|\n|\r/));
    if (lines === null) return null;
    const words = lines.filter((line) => !MARK.test(line)).join('\n');
    // A few lines of a long file cost something, too.
    left -= Math.max(words.length, source.length / 20);
    if (left < 0) return null;
    shown(at);
    return words;
  };
  const taken =
    (form: RegExp, choose: (groups: readonly string[]) => Choose) =>
    (from: string): string =>
      from.replace(form, (call: string, href: string, ...more: unknown[]) => {
        const at = more.find((one) => typeof one === 'number') ?? 0;
        const groups = more.slice(0, more.indexOf(at)).map((one) => (typeof one === 'string' ? one : ''));
        const words = of(href, choose(groups), form === CUT);
        if (words === null) return call;
        return indented(call.startsWith('{{#playground') ? codeOf(href, words) : words, from, at);
      });
  const steps = [
    (from: string) =>
      from.replace(
        CUTS,
        (call, indent: string, lines: string) =>
          lines
            .trim()
            .split(/\s*\n\s*/)
            .map(
              (line) =>
                of(line.trim(), (all) => all, true)?.replace(/^(?=[^\n])/gm, indent) ?? `${indent}--8<-- "${line.trim()}"`,
            )
            .join('\n\n') || call,
      ),
    taken(
      BOOK,
      ([said = '']) =>
        (lines) =>
          chosen(lines, said.slice(1)),
    ),
    taken(
      CUT,
      ([said = '']) =>
        (lines) =>
          chosen(lines, said.slice(1)),
    ),
    taken(
      PART,
      ([part = '', from = '', to = '']) =>
        (lines) =>
          chosen(lines, part === '' ? (from === '' && to === '' ? '' : `${from}:${to}`) : part.slice(1)),
    ),
    (from: string) =>
      from.replace(CODE, (call, href: string, part: string | undefined, title: string | undefined, at: number) => {
        const words = of(href, (lines) => chosen(lines, part?.slice(1) ?? ''));
        return words === null ? call : indented(codeOf(href, words, title), from, at);
      }),
  ];
  return steps.reduce((now, step) => step(now), whole);
};

/** A block in the language that a file's name tells. */
const codeOf = (href: string, words: string, title = ''): string => {
  const fence = words.includes('```') ? '~~~~' : '```';
  return `${fence}${/\.([\w-]+)$/.exec(baseOf(href))?.[1] ?? ''}${title === '' ? '' : ` [${title}]`}\n${words}\n${fence}`;
};

/** Each line as far in as the first. */
const indented = (words: string, text: string, at: number): string => {
  const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(Math.max(0, at - 200), at))?.[1] ?? '';
  return indent === '' ? words : words.replace(/\n(?=[^\n])/g, `\n${indent}`);
};

/** What begins and ends a part of a file. */
const MARK = /\bANCHOR(?:_END)?:[ \t]*[\w-]+|--8<--[ \t]*\[(?:start|end):|^\s*(?:\/\/|#|\/\*|<!--)\s*#?(?:end)?region\b/;

/** Lines, `2`, `2:5`, `:5`, or what stands between the marks of a name. Null: there is no such part. */
const chosen = (lines: readonly string[], said: string): readonly string[] | null => {
  if (said === '') return lines;
  const [, from = '', colon, to = ''] = /^(\d*)(:?)(\d*)$/.exec(said) ?? [];
  if (colon !== undefined) {
    const first = from === '' ? 1 : Number(from);
    return lines.slice(Math.max(0, first - 1), colon === '' ? first : to === '' ? undefined : Number(to));
  }
  const name = said.replaceAll('-', '\\-');
  const begins = lines.findIndex((line) =>
    new RegExp(String.raw`(?:\bANCHOR:|\[start:|#?region)[ \t]*${name}(?![\w-])`).test(line),
  );
  if (begins < 0) return null;
  const ends = lines.findIndex(
    (line, at) => at > begins && new RegExp(String.raw`(?:\bANCHOR_END:|\[end:)[ \t]*${name}(?![\w-])|#?endregion\b`).test(line),
  );
  return lines.slice(begins + 1, ends < 0 ? undefined : ends);
};
