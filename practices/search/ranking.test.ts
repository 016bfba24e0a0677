import { describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import type { FoundRow } from './queries.ts';
import { atomsOf } from './query.ts';
import { rank } from './ranking.ts';
import type { Sought } from './words.ts';

const row = (id: string, places: Readonly<Record<string, string>>, more: Partial<FoundRow> = {}): FoundRow => ({
  id,
  kind: 'page',
  number: '1',
  title: 'A page',
  status: 'published',
  space: null,
  author: null,
  changed: 0,
  size: 300,
  score: 1,
  cited: 0,
  places: written(places),
  names: [],
  under: null,
  on: null,
  ...more,
});

/** As PostgreSQL writes it: all places, and then those in the title, in headings and in the first paragraph. */
const written = (places: Readonly<Record<string, string>>): string =>
  [/\d+/g, /\d+(?=A)/g, /\d+(?=B)/g, /\d+(?=C)/g]
    .map((some) =>
      Object.entries(places)
        .flatMap(([stem, at]) => {
          const these = at.match(some);
          return these ? [`'${stem}':${these.join('A,')}A`] : [];
        })
        .join(' '),
    )
    .join('\n');

const word = (stem: string): readonly [string, Sought] => [
  stem,
  { stems: [{ stem, weight: 1 }], rarity: 3, texts: 10, small: false, known: true },
];

const order = (q: string, rows: readonly FoundRow[]): readonly string[] =>
  rank(rows, atomsOf(ask(q), new Map(q.split(' ').map(word))), 0).map((one) => one.row.id);

describe('What answers best', () => {
  it('is the page whose passage says it all, before one where the words lie far apart', () => {
    const apart = row('apart', { leave: '10', parent: '900' });
    const together = row('together', { leave: '500', parent: '530' });
    expect(order('leave parent', [apart, together])).toEqual(['together', 'apart']);
  });

  it('is the page where the words stand near each other, in whichever order they were asked', () => {
    const apart = row('apart', { leave: '100', parent: '10' });
    const beside = row('beside', { leave: '100', parent: '98' });
    expect(order('leave parent', [apart, beside])).toEqual(['beside', 'apart']);
  });

  it('is the page with a heading that says the rest of what its title says, before one where a sentence does', () => {
    const inText = row('text', { benefit: '1A', canada: '80', pension: '82' }, { title: 'Benefits' });
    const inHeading = row('heading', { benefit: '1A', canada: '80B', pension: '82B' }, { title: 'Benefits' });
    expect(order('benefit canada pension', [inText, inHeading])).toEqual(['heading', 'text']);
  });

  it('is the page whose title says what one of its sections goes on with, before one that says it in sections far apart', () => {
    const apart = row('apart', { benefit: '1500', canada: '80', pension: '3000' }, { size: 4_000 });
    const section = row('section', { benefit: '1A', canada: '80', pension: '150' }, { size: 4_000 });
    expect(order('benefit canada pension', [apart, section])).toEqual(['section', 'apart']);
  });

  it('is the page that says it once more below its title', () => {
    const once = row('once', { leave: '1A', parent: '10' });
    const often = row('often', { leave: '1A,40,90,140', parent: '10' });
    expect(order('leave parent', [once, often])).toEqual(['often', 'once']);
  });

  it('is the page that more lead to, only of two that answer alike', () => {
    const plain = row('plain', { leave: '10', parent: '12' });
    const cited = row('cited', { leave: '10', parent: '12' }, { cited: 20 });
    const better = row('better', { leave: '10', parent: '11' });
    expect(order('leave parent', [plain, cited, better])).toEqual(['better', 'cited', 'plain']);
  });

  it('is answered by something, however long the text and however little of it says what was asked', () => {
    const long = row('long', { leave: '9000' }, { size: 200_000 });
    const ranked = rank([long], atomsOf(ask('leave parent child'), new Map(['leave', 'parent', 'child'].map(word))), 0);
    expect(ranked[0]?.score).toBeGreaterThan(0);
  });

  it('is the page below what was asked for, of two that say the same', () => {
    const here = row('support', { onboard: '1A' }, { title: 'Onboarding', above: new Map([['support', 0]]) });
    const there = row('sales', { onboard: '1A' }, { title: 'Onboarding', above: new Map() });
    const farther = row('farther', { onboard: '1A' }, { title: 'Onboarding', above: new Map([['support', 3]]) });
    expect(order('support onboard', [there, farther, here])).toEqual(['support', 'farther', 'sales']);
  });

  it('is the page that others call so where they link to it, the more of them the better', () => {
    const plain = row('plain', { leave: '10' });
    const once = row('once', { leave: '10' }, { called: new Map([['leave', 1]]) });
    const often = row('often', { leave: '10' }, { called: new Map([['leave', 6]]) });
    expect(order('leave', [plain, once, often])).toEqual(['often', 'once', 'plain']);
  });

  it('is the short page rather than the long one that also has the words', () => {
    const long = row('long', { leave: '10' }, { size: 9_000 });
    const short = row('short', { leave: '10' }, { size: 200 });
    expect(order('leave', [long, short])).toEqual(['short', 'long']);
  });

  it('is the page whose file is called so, of two that say it as often', () => {
    const other = row('other', { antivirus: '10' });
    const named = row('named', { antivirus: '10' }, { names: ['endpoint', 'antivirus'] });
    expect(order('antivirus company', [other, named])).toEqual(['named', 'other']);
  });

  it('is about what was asked rather than about the words that questions are put with', () => {
    const framed = row('framed', { want: '10' });
    const about = row('about', { payslip: '10' });
    expect(order('want payslip', [framed, about])).toEqual(['about', 'framed']);
  });

  it('says in which places of the text the words stand', () => {
    const [first] = rank([row('one', { leave: '1A,17,40C' })], atomsOf(ask('leave'), new Map([word('leave')])), 0);
    expect([...(first?.hits.keys() ?? [])]).toEqual([1, 17, 40]);
  });
});
