import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded, wordsOf } from './words.ts';

const words = (text: string) => wordsOf(text).map(({ word }) => word);

describe('The words of a text', () => {
  it('are small, without signs, possessives and apostrophes', () => {
    expect(words('Don’t ask Ines’s TEAM — ask #42!')).toEqual(['dont', 'ask', 'ines', 'team', 'ask', '42']);
    expect(words('ﬁle Ｆｕｌｌ')).toEqual(['file', 'full']);
  });

  it('that a hyphen joins are words by themselves, and one', () => {
    expect(wordsOf('on-call now').map(({ word, place }) => [word, place])).toEqual([
      ['on', 1],
      ['call', 2],
      ['oncall', 1],
      ['now', 3],
    ]);
    expect(words('a - b')).toEqual(['a', 'b']);
  });

  it('of scripts without spaces are pairs of characters, and the last one', () => {
    expect(words('小明的计划')).toEqual(['小明', '明的', '的计', '计划', '划']);
    expect(words('東京オフィス2024')).toEqual(['東京', '京オ', 'オフ', 'フィ', 'ィス', 'ス', '2024']);
    expect(words('ไทย')).toEqual(['ไท', 'ทย', 'ย']);
    expect(words('𠮷野家')).toEqual(['𠮷野', '野家', '家']);
  });

  it('say where they stand', () => {
    const text = 'One primary, per region: 東京オフ.';
    for (const { word, from, to } of wordsOf(text)) expect(text.slice(from, to).toLowerCase()).toBe(word);
  });

  it('are the same where only some of them are asked for, by their places', () => {
    const part = fc.constantFrom('on', '-', ' ', '‑', 'Café', '東京', 'x'.repeat(49), 'ﷺ'.repeat(3), "it's", 'B2B', '𠮷', '. ');
    const some = fc.array(fc.nat({ max: 30 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), some, (parts, places) => {
        const only = new Map(places.map((place) => [place, true]));
        const text = parts.join('');
        expect(wordsOf(text, only)).toEqual(wordsOf(text).filter(({ place }) => only.has(place)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('leave out what is no word', () => {
    expect(words(`${'x'.repeat(49)} y`)).toEqual(['y']);
    expect(words('— … ️ 👍 \u202E')).toEqual([]);
  });
});

it('Words are the same without their accents, as people type them, and letters of other scripts stay', () => {
  expect(['tomás', 'straße', 'łódź', 'œuvre', 'ёлка', 'が', 'हिंदी', 'İ'.toLowerCase()].map(folded)).toEqual([
    'tomas',
    'strasse',
    'lodz',
    'oeuvre',
    'елка',
    'が',
    'हिंदी',
    'i',
  ]);
});
