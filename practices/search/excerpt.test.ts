import { expect, it } from 'vitest';
import { plainOf } from '#kernel/text/plain.ts';
import { wordsOf } from '#kernel/text/words.ts';
import { excerptOf, titlePieces } from './excerpt.ts';

const hitsOf = (plain: string, ...wanted: readonly string[]) =>
  new Map(wordsOf(plain).flatMap(({ word, place }) => (wanted.includes(word) ? [[place, 1] as const] : [])));
const shown = (plain: string, ...wanted: readonly string[]) =>
  excerptOf(plain, hitsOf(plain, ...wanted))
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('');

const filler = 'Nothing of this is about it, not even a word. '.repeat(12);

it('shows the place that says most of what was asked, with some words around it', () => {
  const plain = `Time off\n${filler}A primary alone. ${filler}The primary failed in every region. ${filler}`;
  expect(shown(plain, 'primary', 'region')).toMatch(/^… .*The \[primary\] failed in every \[region\]\. .* …$/u);
});

it('begins where what was found begins, not at a line behind it', () => {
  expect(shown('Page 1\nWords of page 1.\n\nMore words.', 'page')).toBe('Words of [page] 1. More words.');
});

it('shows what stands before the last words of a text, too', () => {
  expect(shown(`Rota\n${filler}\n\nZebra`, 'zebra').length).toBeGreaterThan(150);
});

it('begins at the beginning where nothing stands in the text, and shows nothing of nothing', () => {
  expect(shown('Time off\n# Ask\n\nAsk your lead.', 'time')).toBe('Ask · Ask your lead.');
  expect(shown('Time off\n', 'time')).toBe('');
  expect(shown('Time off', 'time')).toBe('');
});

it('keeps what stands apart in a text apart in a line, and a sentence whole wherever its lines end', () => {
  expect(shown('Weigh the tablets\nThree are compared\n\nresearch', 'tablets')).toBe('Three are compared · research');
  expect(shown('Options\n# Twice a week\n\nHalf the waiting\n\n# Never\n\nCalm.\n\nTell them', 'waiting')).toBe(
    'Twice a week · Half the [waiting] · Never · Calm. Tell them',
  );
  expect(shown('Forecasts\nHow far ahead:\nhorizon · error\ntomorrow · 6 %', 'horizon')).toBe(
    'How far ahead: [horizon] · error · tomorrow · 6 %',
  );
  const wrapped = plainOf('A screen\nshows the vans,\nthe volume\nand the gaps\n\n- in the\n  depot\n- outside');
  expect(shown(`Depots\n${wrapped}`, 'gaps')).toBe('A screen shows the vans, the volume and the [gaps] · in the depot · outside');
  const full = 'The screen in the depot shows the vans, the volume and all the gaps of';
  expect(shown(`Depots\n${full}\ntomorrow from three`, 'screen')).toBe(
    `${full.replace('screen', '[screen]')} tomorrow from three`,
  );
});

it('marks a word also where a text has it more often than its index says where', () => {
  const plain = `Leave\n${'Leave is agreed upon. '.repeat(40)}${filler}Leave after a birth, and leave before it. ${filler}`;
  const hits = new Map<number, number>([...hitsOf(plain, 'leave')].slice(0, 24));
  for (const place of hitsOf(plain, 'birth').keys()) hits.set(place, 2);
  const line = excerptOf(plain, hits)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('');
  expect(line).toContain('[Leave] after a [birth], and [leave] before it.');
});

it('finds by a hash, which nobody reads, and does not show it', () => {
  const head = 'cef587d7c81df8a413ee9cd847518b6a39e1a767';
  const plain = `An index\nThe screen is faster.\n\nananya\n\nnorthwind/platform\n\n${head}`;
  expect(shown(plain, 'northwind')).toBe('The screen is faster. ananya · [northwind]/platform');
  expect(shown(plain, head)).toBe('The screen is faster. ananya · northwind/platform');
  expect(shown(`An index\n${head}`, head)).toBe('');
});

it('joins pairs of characters that overlap, and breaks no character', () => {
  expect(shown('計画\n東京オフィスは来年', '東京', '京オ')).toBe('[東京オ]フィスは来年');
  const pieces = excerptOf(`x\n${'👍'.repeat(300)} end`, hitsOf(`x\n${'👍'.repeat(300)} end`, 'end'));
  expect(pieces.every(({ text }) => text.isWellFormed())).toBe(true);
});

it('marks in a title what was found in it', () => {
  expect(titlePieces('Paid time off', new Map([[2, 1]]))).toEqual([
    { text: 'Paid ', hit: false },
    { text: 'time', hit: true },
    { text: ' off', hit: false },
  ]);
});
