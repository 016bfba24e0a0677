import type { Heading, Outline } from './outline.ts';
import { outlineOf } from './outline.ts';
import { plain } from './plain.ts';
import { partsOf, partText, type Part } from './sections.ts';

/** What a record's text says in parts that a decision has as fields: its options with what would follow, and what comes next. */
export interface PartsSaid {
  readonly options: readonly { readonly title: string; readonly consequences: string }[];
  /** One line each, without marks. */
  readonly nextSteps: readonly string[];
}

type Option = PartsSaid['options'][number];

/** As many as a decision takes, and as long: a text that says more says it itself. */
const MOST = { options: 20, steps: 50, title: 300, step: 1_000, consequences: 100_000 } as const;

/**
 * Reads the sections of MADR and of RFCs (`Considered Options`, `Pros and Cons of the Options`, `Alternatives`, `Next Steps`), in the words
 * of many houses. Options are the items of such a section, or its headings. What is not plainly a list of them is none. Where a text names
 * only alternatives, what it proposes is the first option, by its title.
 */
export const partsSaid = (markdown: string, title: string): PartsSaid => {
  const outline = outlineOf(markdown);
  const parts = partsOf(outline);
  const steps = parts
    .filter(({ name }) => name === 'nextSteps')
    .flatMap((part) => itemsIn(outline, part).map(({ first }) => plain(first)))
    .filter(hasWords);
  const options = optionsIn(outline, parts, title);
  const fits = options.every((one) => one.title.length <= MOST.title && one.consequences.length <= MOST.consequences);
  return {
    options: options.length > 1 && options.length <= MOST.options && fits ? options : [],
    nextSteps: steps.length <= MOST.steps && steps.every((step) => step.length <= MOST.step) ? steps : [],
  };
};

/** Sections that only weigh: their items are reasons, and none of them is an option. */
const WEIGHS =
  /argument|discussion|analysis|evaluation|comparison|trade-?off|rationale|positions|bewertung|^(?:pros?|cons?|pro|vor-|avantages|prós|good|bad)\b/iu;
/** Sections of one option after another, each below its own heading. */
const OF_EACH =
  /^(?:pros and cons|pro und contra|vor- und nachteile|avantages|pros y contras|prós e contras|pro e contro)\b.*\S+ \S+/iu;
const IS_WEIGHING =
  /^(?:pros?|cons?|good|bad|vorteile|nachteile|summary|conclusion|discussion|analysis|evaluation|comparison|trade-?offs?)(?: (?:and|&|und) \w+)?$/iu;
const ALTERNATIVES = /^(?!.*(?:options|optionen)).*alternativ/iu;

const optionsIn = (outline: Outline, parts: readonly Part[], title: string): readonly Option[] => {
  const about = parts.filter(({ name }) => name === 'options');
  const each = about.flatMap((part) => (takesHeadings(part) ? belowHeadings(outline, part) : []));
  for (const part of about) {
    const called = plain(part.heading.raw);
    if (WEIGHS.test(called)) continue;
    const headed = belowHeadings(outline, part);
    const found = headed.length > 0 ? headed : itemsIn(outline, part).map(optionOf);
    const options = found.filter((one) => hasWords(one.title)).map((one) => withConsequences(one, each));
    if (options.length > 0) return ALTERNATIVES.test(called) ? withItself(options, title, chosen(outline, parts)) : options;
  }
  return each;
};

const takesHeadings = ({ heading }: Part): boolean => {
  const called = plain(heading.raw);
  return OF_EACH.test(called) || !WEIGHS.test(called);
};

/** A heading of each option's own. Where one of them weighs, they are no options. */
const belowHeadings = (outline: Outline, part: Part): readonly Option[] => {
  const inside = outline.headings.filter(({ line }) => line >= part.first && line < part.end);
  const level = Math.min(...inside.map((heading) => heading.level));
  const own = inside.filter((heading) => heading.level === level);
  if (own.some(({ raw }) => IS_WEIGHING.test(plain(raw)))) return [];
  return own.map((heading, index) => ({
    title: plain(heading.raw),
    consequences: textBetween(outline, part, heading, own[index + 1]),
  }));
};

const textBetween = (outline: Outline, part: Part, { next }: Heading, following: Heading | undefined): string =>
  partText(outline, { ...part, first: next, end: following?.line ?? part.end });

/** What is said of it below a heading of its own is what follows from it. */
const withConsequences = (one: Option, each: readonly Option[]): Option => {
  if (one.consequences !== '') return one;
  const name = letters(one.title);
  return { ...one, consequences: each.find((other) => letters(other.title) === name)?.consequences ?? '' };
};

const chosen = (outline: Outline, parts: readonly Part[]): string =>
  parts
    .filter(({ name }) => name === 'decision')
    .map((part) => partText(outline, part))
    .join('\n');

const withItself = (options: readonly Option[], title: string, outcome: string): readonly Option[] => {
  const said = letters(`${title} ${outcome}`);
  const named = options.some((one) => said.includes(letters(one.title)));
  return named ? options : [{ title: title.slice(0, MOST.title), consequences: '' }, ...options];
};

interface Item {
  /** Its first paragraph, in one line, as written. */
  readonly first: string;
  readonly rest: string;
}

const ITEM = /^( {0,3})(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)$/;

/** The items of the lists of a part, before its own headings. */
const itemsIn = (outline: Outline, part: Part): readonly Item[] => {
  const end = outline.headings.find(({ line }) => line >= part.first && line < part.end)?.line ?? part.end;
  const items: { readonly first: string[]; readonly rest: string[] }[] = [];
  // An item that stands deeper than the first belongs to one before it.
  let nested = Infinity;
  for (const line of partText(outline, { ...part, end })
    .replace(COMMENT, '')
    .split(/\r\n|\n|\r/)) {
    const begun = ITEM.exec(line);
    const item = items.at(-1);
    if (begun && (begun[1]?.length ?? 0) < nested) {
      nested = Math.min(nested, (begun[1]?.length ?? 0) + 2);
      items.push({ first: [(begun[2] ?? '').replace(/^\[[ xX]\][ \t]+/, '')], rest: [] });
    } else if (!item) continue;
    else if (item.rest.length === 0 && /^\s*[^\s>|*+-]/.test(line) && !/^\s*\d{1,9}[.)]\s/.test(line))
      item.first.push(line.trim());
    else if (/^\S/.test(line)) break;
    else item.rest.push(line);
  }
  return items.map(({ first, rest }) => ({ first: first.join(' '), rest: dedented(rest) }));
};
/** One that nobody closed goes to the end: whoever looked for its end again and again would take for ever. */
const COMMENT = /<!--.*?(?:-->|$)/gs;

const dedented = (lines: readonly string[]): string => {
  const by = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines
    .map((line) => line.slice(by))
    .join('\n')
    .trim();
};

/** `**Twice a week**: half the waiting` is an option, and what follows from it. */
const NAMED = /^(\*\*|__)(\S[^*_]{0,298}?)[:.]?\1[:.]?\s*(?:[–—-]\s+)?(\S.*)$/u;

const optionOf = ({ first, rest }: Item): Option => {
  const named = NAMED.exec(first);
  if (!named) return { title: plain(first), consequences: rest };
  return { title: plain(named[2] ?? ''), consequences: [named[3] ?? '', rest].filter((text) => text !== '').join('\n\n') };
};

const letters = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
