import { readDate } from './dates.ts';
import { plain } from './plain.ts';
import { statusWords } from './words.ts';
import type { MadrStatus } from './document.ts';

export interface ReadStatus {
  /** Null: no word of it is a status. */
  readonly status: MadrStatus | null;
  /** One line, as its author put it. */
  readonly text: string;
  /** `partly superseded`: it still holds. */
  readonly partial: boolean;
  /** It names every choice, as templates do. */
  readonly unchosen: boolean;
}

const PARTIAL =
  /\b(?:in part|partly|partial|partially|mostly|largely|teilweise|en partie|parcialmente|en parte|in parte|gedeeltelijk)\b|部分|一部|частично/iu;
const NEGATED = /\b(?:not|never|nicht|non|no)(?:\s+yet)?\s*$/iu;
const ARROW = /\s*(?:->|=>|→|➔|⇒|➜)\s*/u;

/**
 * The status of some lines of Markdown: a field's value or a status section. Of several short lines the one with the latest date, else
 * the last, counts; longer prose only when there is nothing shorter.
 */
export const readStatus = (markdown: string): ReadStatus => {
  const all = markdown
    .slice(0, 20_000)
    .split('\n')
    .slice(0, 200)
    .map((line) => ({ source: line, text: shown(line) }))
    .filter(({ text, source }) => text !== '' && !OPEN_ROW.test(source));
  const ticked = all.filter(({ source }) => /\[[xX✓✔]\]/.test(source));
  const lines = ticked.length > 0 && all.some(({ source }) => /\[ \]/.test(source)) ? ticked : all;
  const read = lines.slice(0, 60).map(({ source, text }) => ({ text, ...statusOf(text, source.slice(0, 4_000)) }));
  const text = (lines[0]?.text ?? '').slice(0, 500);
  const unchosen = read.find((line) => line.unchosen);
  if (unchosen !== undefined) return { status: null, text: unchosen.text.slice(0, 500), partial: false, unchosen: true };
  const said = read.filter((line) => line.status !== null);
  const over = said.find((line) => line.status === 'superseded' && !line.partial && short(line.text));
  const chosen = over ?? latest(said.filter((line) => short(line.text))) ?? said[0];
  if (chosen === undefined) return { status: null, text, partial: false, unchosen: false };
  const partial = said.some((line) => line.partial);
  return { status: chosen.status, text: chosen.text.slice(0, 500), partial, unchosen: false };
};

// `| Adopted | 🚧 |`: a stage that is not reached yet.
const OPEN_ROW = /^\s*\|.*(?:🚧|⏳|❌|🔲|⬜|☐)/u;

const short = (text: string): boolean => text.split(/\s+/).length <= 14;

const latest = <L extends { readonly text: string }>(lines: readonly L[]): L | undefined => {
  const dated = lines.map((line) => ({ line, date: readDate(line.text).date }));
  if (dated.length > 1 && dated.every(({ date }) => date !== null))
    return dated.reduce((best, next) => ((next.date ?? '') >= (best.date ?? '') ? next : best)).line;
  return lines.at(-1);
};

/** A badge by its words. */
const withBadges = (line: string): string =>
  line.replace(/!\[[^\]]{0,200}\]\([^)]{0,300}\/badge\/(?:adr[-_])?status[-_:]([\w%]{2,60})-[^)]{0,200}\)/gi, (_, word: string) =>
    word.replace(/_|%20/g, ' '),
  );

/** Without marks. */
const shown = (line: string): string =>
  plain(withBadges(line).replace(/^[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(?:\[[ xX✓✔]\][ \t]*)?/, ''))
    .replace(/^\|?\s*(?:adr |decision )?status\s*[:：|]\s*(?=\S)/i, '')
    .replace(/:[a-z_]{2,40}:/g, ' ')
    .replace(/[\p{Extended_Pictographic}\uFE0F]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[| ]+|[| ]+$/g, '');

const statusOf = (text: string, source: string): { status: MadrStatus | null; partial: boolean; unchosen: boolean } => {
  // Titles of other records are no status of this one.
  const own = plain(withBadges(source).replace(/\[[^[\]]{0,300}\](?:\([^()]{0,1000}\)|\[[^[\]]{0,300}\])/g, ' '));
  const last = own.split(ARROW).at(-1) ?? '';
  const said = last.slice(0, 2000);
  const words = statusWords(said).filter(({ at }) => !NEGATED.test(said.slice(0, at)));
  const distinct = new Set(words.map(({ status }) => status));
  if (distinct.size >= 3 && /[|/,]|\bor\b/.test(text)) return { status: null, partial: false, unchosen: true };
  const over = words.find(({ status }) => status === 'superseded') ?? words.find(({ status }) => status === 'deprecated');
  const partial = over !== undefined && PARTIAL.test(said);
  if (over !== undefined && !partial) return { status: over.status, partial: false, unchosen: false };
  const other = words.find(({ status }) => status !== 'superseded' && status !== 'deprecated');
  // What is superseded in part was accepted, and the rest of it holds.
  return { status: other?.status ?? (partial ? 'accepted' : null), partial, unchosen: false };
};
