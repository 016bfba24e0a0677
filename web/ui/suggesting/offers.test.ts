import { describe, expect, it } from 'vitest';
import { fitting, putIn, suggestBy, suggestionsFor, type Suggestion } from './offers.ts';

const somebody = (insert: string, label: string): Suggestion => ({ insert, label, kind: 'person', side: insert });
const something = (number: number, label: string): Suggestion => ({
  ...{ insert: `#${number}`, label, kind: 'decision', side: 'Decision · open' },
});

const PEOPLE = [
  somebody('@anna', 'Anna Raj'),
  somebody('@ines', 'Ines Prado'),
  somebody('@ines-holm', 'Ines Holm'),
  somebody('@raj', 'Raj Mehta'),
  somebody('@rajesh', 'Rajesh Iyer'),
  somebody('@tomás', 'Tomás Lima'),
];
const called = (words: string): readonly string[] => fitting(PEOPLE, { sign: '@', words }).map(({ insert }) => insert);

describe('what is offered', () => {
  it.each([
    ['raj', ['@raj', '@rajesh', '@anna']],
    ['Raj', ['@raj', '@rajesh', '@anna']],
    ['ines-h', ['@ines-holm']],
    ['holm', ['@ines-holm']],
    ['tomas', ['@tomás']],
    ['raj.', []],
    // Ines Prado is not meant by it.
    ['ra', ['@raj', '@rajesh', '@anna']],
    ['zz', []],
  ])('for @%s is who is called so by name or handle', (words, handles) => expect(called(words)).toEqual(handles));

  it('is no more than one can look over', () => {
    const many = Array.from({ length: 40 }, (_, index) => somebody(`@p${index}`, `Person ${index}`));
    expect(fitting(many, { sign: '@', words: '' })).toHaveLength(8);
  });

  it('for a number is that number first, for words what has them all in its title', () => {
    const some = [something(1420, 'Later'), something(142, 'Rotate the keys'), something(7, 'Keys for 142 people')];
    const offered = (words: string): readonly string[] => fitting(some, { sign: '#', words }).map(({ insert }) => insert);
    expect(offered('142')).toEqual(['#142', '#1420', '#7']);
    expect(offered('rotate k')).toEqual(['#142']);
    // The title that begins so stands first.
    expect(offered('keys')).toEqual(['#7', '#142']);
    expect(offered('rotate is what')).toEqual([]);
  });

  it('is dropped when something else was typed meanwhile, and nothing where the network is not there', async () => {
    let asked = 0;
    suggestBy({
      people: async () => PEOPLE,
      artifacts: async (words) => {
        asked += 1;
        if (words === 'offline') throw new Error('The network is not there');
        return [something(142, 'Rotate the keys')];
      },
    });
    const begun = (words: string) => ({ sign: '#', from: 0, to: words.length + 1, words }) as const;
    const stop = new AbortController();
    const first = suggestionsFor(begun('r'), stop.signal);
    stop.abort();
    expect(await first).toEqual([]);
    expect(asked).toBe(0);
    expect(await suggestionsFor(begun('rot'), new AbortController().signal)).toHaveLength(1);
    expect(await suggestionsFor(begun('offline'), new AbortController().signal)).toEqual([]);
  });
});

describe('what is put in', () => {
  it('leaves a space for the next word, where none is', () => {
    expect(putIn(something(142, 'Rotate the keys'), '')).toBe('#142 ');
    expect(putIn(something(142, 'Rotate the keys'), '\nmore')).toBe('#142');
    expect(putIn(somebody('@raj', 'Raj Mehta'), ', thank you')).toBe('@raj');
  });
});
