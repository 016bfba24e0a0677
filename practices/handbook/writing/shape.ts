import { isUnspaced } from '#kernel/text/words.ts';
import { proseOf } from './prose.ts';
import type { Remark } from './remark.ts';

const CONCLUSION =
  /^(?:tl;?\s?dr|summary|in short|conclusion|recommendation|decision|proposal|answer|outcome|result|the ask|ask)\b/i;
/** A paragraph that says itself that it concludes. */
const CONCLUDES =
  /^(?:in conclusion|to conclude|in summary|to sum up|summing up|all in all|(?:the )?bottom line|long story short|(?:so|therefore|thus),? (?:we|i)\b|(?:we|i) (?:therefore |thus )?(?:propose|recommend|suggest)\b)/i;
const CONTEXT = /^(?:context|background|history|introduction|motivation|problem)\b/i;
const OPTIONS = /^(?:options?|alternatives?|considered (?:options|alternatives)|choices)\b/i;
/** Somebody is asked for something. */
const ASKS =
  /(?:\bplease\b|\b(?:can|could|would) (?:you|somebody|someone|anyone)\b|\blet (?:me|us) know\b|\b(?:review|comment|approve|answer|respond|reply) by\b|\byour (?:feedback|comments|answers?|thoughts)\b|\bwe need (?:you|your)\b|\bwhat do you think\b)/i;
const DATE =
  /(?:\b\d{4}-\d{2}-\d{2}\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}\b|\bwithin \d+ (?:hours?|days?|weeks?)\b|\bend of (?:the )?(?:week|month|quarter)\b|\b\d{1,2}:\d{2}\b)/i;
const VAGUE = /\b(?:asap|as soon as possible|soon|eod|end of day|cob|tomorrow|today|this afternoon|tonight)\b/i;

/** A text of fewer words needs no shape. */
const SHORT = 150;
/** Somebody who reads between two other things reads so much. */
const LONG = 1_500;

interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
  /** So many words stand before it. */
  readonly after: number;
}

/** What the form of a text makes hard for those who read it later, alone. */
export const shapeRemarks = (markdown: string, words: number): readonly Remark[] => {
  const lines = proseOf(markdown).split('\n');
  const headings: Heading[] = [];
  const concluding: Heading[] = [];
  let sum = 0;
  for (const [index, source] of markdown.split('\n').entries()) {
    const prose = lines[index] ?? '';
    const [, marks = '', text = ''] = prose.trim() === '' ? [] : (/^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(source) ?? []);
    if (marks !== '') headings.push({ level: marks.length, text, line: index + 1, after: sum });
    const said = (lines[index - 1] ?? '').trim() === '' ? CONCLUDES.exec(prose.trim())?.[0] : undefined;
    if (said !== undefined) concluding.push({ level: 0, text: said, line: index + 1, after: sum });
    sum += countWords(prose);
  }
  return [...conclusionLate(headings, concluding, words), ...asks(lines), ...oneOption(markdown, headings), ...tooLong(words)];
};

const WORD = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;
/** Knows by a dictionary where words end that no space ends. */
const SEGMENTER = new Intl.Segmenter('ja', { granularity: 'word' });

/** So long texts are counted roughly: of scripts without spaces two characters are a word. */
const ROUGHLY = 200_000;

export const countWords = (text: string): number => {
  const wordsIn = text.length > ROUGHLY ? (run: string) => Math.ceil(run.length / 2) : segmented;
  let count = 0;
  for (const [run] of text.matchAll(WORD)) count += isUnspaced(run) ? wordsIn(run) : 1;
  return count;
};

const segmented = (run: string): number => [...SEGMENTER.segment(run)].filter(({ isWordLike }) => isWordLike).length;

/** So much of a text may stand before what it comes to. */
const EARLY = 0.3;

const conclusionLate = (headings: readonly Heading[], concluding: readonly Heading[], words: number): readonly Remark[] => {
  if (words < SHORT) return [];
  const heading = headings.find(({ text }) => CONCLUSION.test(text));
  const context = headings.find(({ text }) => CONTEXT.test(text));
  const isLate = ({ after }: Heading): boolean => after >= words * EARLY;
  if (heading) {
    if (!context || !isLate(heading) || context.line > heading.line) return [];
    return [late(heading, words, `Put it above “${context.text}”`)];
  }
  const [first] = concluding;
  return first && isLate(first) ? [late(first, words, 'Put it first')] : [];
};

const late = ({ line, text, after }: Heading, words: number, instead: string): Remark => ({
  kind: 'conclusion-late',
  line,
  quote: text,
  why: `“${text}” comes after ${after} of ${words} words. Whoever reads only the beginning should know it already.`,
  instead: [instead],
});

const asks = (lines: readonly string[]): readonly Remark[] => {
  const found: Remark[] = [];
  let asked = false;
  let dated = false;
  for (const [index, line] of lines.entries()) {
    dated ||= DATE.test(line);
    const vague = VAGUE.exec(line)?.[0];
    const ask = ASKS.exec(line)?.[0];
    asked ||= ask !== undefined;
    if (ask !== undefined && vague !== undefined && !DATE.test(line))
      found.push({
        kind: 'no-date',
        line: index + 1,
        quote: vague,
        why: `“${vague}” is another time for everybody: in Auckland it is tomorrow already.`,
        instead: ['a date, such as 2026-12-04'],
      });
  }
  if (asked && !dated && found.length === 0) {
    const line = lines.findIndex((one) => ASKS.test(one));
    found.push({
      kind: 'no-date',
      line: line + 1,
      quote: ASKS.exec(lines[line] ?? '')?.[0] ?? null,
      why: 'Something is asked, and no date says until when. Without one it waits for whoever has nothing else to do.',
      instead: ['a date, such as 2026-12-04'],
    });
  }
  return found;
};

/** Options that are weighed are at least two: doing nothing is one. */
const oneOption = (markdown: string, headings: readonly Heading[]): readonly Remark[] => {
  const at = headings.findIndex(({ text }) => OPTIONS.test(text));
  const options = headings[at];
  if (!options) return [];
  const end = headings.slice(at + 1).find(({ level }) => level <= options.level)?.line ?? Infinity;
  const inside = markdown.split('\n').slice(options.line, end === Infinity ? undefined : end - 1);
  const below = headings.filter(({ line, level }) => line > options.line && line < end && level > options.level).length;
  const items = inside.filter((line) => /^(?:[-*+]|\d{1,9}[.)])\s/.test(line)).length;
  if (Math.max(below, items) !== 1) return [];
  return [
    {
      kind: 'one-option',
      line: options.line,
      quote: options.text,
      why: 'There is one option. Readers cannot see what else was thought of, and ask.',
      instead: ['Add what you did not choose, doing nothing included, and why'],
    },
  ];
};

const tooLong = (words: number): readonly Remark[] =>
  words <= LONG
    ? []
    : [
        {
          kind: 'too-long',
          line: null,
          quote: null,
          why: `${words.toLocaleString('en')} words take ${Math.round(words / 230)} minutes. Most will read the first page.`,
          instead: ['Say what matters on top, and move the rest below or to a page of its own'],
        },
      ];
