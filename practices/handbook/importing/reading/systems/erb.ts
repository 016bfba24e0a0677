import { frontOf, wordOf } from '../front.ts';
import { dirOf, resolvePath, withoutPageExtension } from '../paths.ts';
import { MOST_SHOWN, wordsIn, type Pieces } from '../pieces.ts';
import type { Remark } from '../remarks.ts';

export const isTemplate = (path: string): boolean => /\.erb$/i.test(path);

const TAG = /<%(%?)([=#-]?)((?:[^%]|%(?!>)){0,2000}?)-?%>/g;
const PARTIAL = /^[ \t]*partial[ \t(]*:?["']([^"'\n]{1,500})["']/;
const MOST_PARTIALS = 100;

/** The pieces that a template shows, as it names them: `<%= partial 'documentation/contact' %>`. */
export const partialsOf = (text: string): readonly string[] =>
  text.includes('<%')
    ? [...text.matchAll(TAG)]
        .slice(0, MOST_PARTIALS)
        .flatMap(([, , sign, code = '']) => (sign === '=' ? (PARTIAL.exec(code)?.[1] ?? []) : []))
    : [];

/** Pages and pieces by the names that templates give them: without what their files end in, and without the mark of a piece. */
export const nameOfPartial = (path: string): string => withoutPageExtension(path).replace(/(^|\/)_(?=[^/]*$)/, '$1');

/** Where a name may be: beside the template, then in the folders around it, nearest first. */
export const placesOfPartial = (path: string, name: string): readonly string[] => {
  const places: string[] = [];
  for (let dir = dirOf(path); ; dir = dirOf(dir)) {
    const at = resolvePath(dir, name);
    if (at !== null) places.push(nameOfPartial(at));
    if (dir === '' || places.length > 40) return places;
  }
};

/** What a template says by itself: its data, its pieces, its links and its warnings. What only its program knows stays and is told, or goes and is told. */
export const withTemplate = (
  path: string,
  text: string,
  pieces: Pieces,
): { readonly text: string; readonly remarks: readonly Remark[] } => {
  if (!isTemplate(path) || !text.includes('<%')) return { text, remarks: [] };
  const { data } = frontOf(text);
  const named = namedIn(pieces);
  const told = new Map<string, Remark>();
  let left = MOST_SHOWN;
  let [line, counted] = [1, 0];
  const lineAt = (at: number): number => {
    for (let i = text.indexOf('\n', counted); i >= 0 && i < at; i = text.indexOf('\n', i + 1))
      [line, counted] = [line + 1, i + 1];
    return line;
  };
  const tell = (code: 'shortcode' | 'component', detail: string, at: number): void => {
    if (!told.has(detail)) told.set(detail, { path, line: lineAt(at), code, detail });
  };
  const made = text.replace(TAG, (whole, escaped: string, sign: string, code: string, at: number) => {
    if (escaped === '%') return `<%${whole.slice(3)}`;
    if (sign === '#') return '';
    const word = /^[ \t\n]*([\w.?!]{1,60})/.exec(code)?.[1] ?? '';
    if (sign !== '=') {
      if (!/^(?:end|else)$/.test(word)) tell('component', `<% ${word} %>`, at);
      return '';
    }
    const name = PARTIAL.exec(code)?.[1];
    const piece = name === undefined ? undefined : placesOfPartial(path, name).find((one) => named.has(one));
    const part = piece === undefined || left < 0 ? null : wordsIn(named.get(piece) ?? '');
    left -= part?.length ?? 0;
    const shown = part === null || left < 0 ? saidBy(code, data) : part;
    if (shown === null) tell('shortcode', `<%= ${word} %>`, at);
    return shown ?? whole;
  });
  return { text: made, remarks: [...told.values()] };
};

const known = new WeakMap<Pieces, ReadonlyMap<string, string>>();

const namedIn = (pieces: Pieces): ReadonlyMap<string, string> => {
  const before = known.get(pieces);
  if (before !== undefined && before.size === pieces.size) return before;
  const named = new Map([...pieces].map(([at, piece]) => [nameOfPartial(at), piece]));
  known.set(pieces, named);
  return named;
};

/** Null: only its program knows. */
const saidBy = (code: string, data: Readonly<Record<string, unknown>>): string | null => {
  const field = /^[ \t]*current_(?:page|resource)\.data\.(\w{1,60})[ \t]*$/.exec(code)?.[1];
  if (field !== undefined) return wordOf(data[field]);
  const [, kind = '', , first = '', , second = ''] =
    /^[ \t]*(warning_text|inset_text|link_to|image_tag)[ \t(]*(["'])((?:(?!\2)[^\n]){1,1000})\2(?:[ \t]*,[ \t]*(["'])((?:(?!\4)[^\n]){1,1000})\4)?/.exec(
      code,
    ) ?? [];
  if (kind === 'warning_text') return `> [!WARNING]\n> ${first}`;
  if (kind === 'inset_text') return `> ${first}`;
  if (kind === 'link_to' && second !== '') return `[${first}](${second})`;
  return kind === 'image_tag' ? `![](${/^(?:\/|https?:)/.test(first) ? first : `/images/${first}`})` : null;
};
