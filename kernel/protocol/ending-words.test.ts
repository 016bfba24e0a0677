import { describe, expect, it } from 'vitest';
import { endingAt, endingParts, endingSentence, followingWords } from './ending-words.ts';

describe('what comes by itself', () => {
  it.each([
    [{ what: 'Proceeds', why: null, unless: 'blocked' }, 'Proceeds unless blocked'],
    [{ what: 'Proceeds', why: null, unless: null }, 'Proceeds'],
    [
      { what: 'It lapses', why: 'nobody else can be asked', unless: 'at least one has answered' },
      'Unless at least one has answered, it lapses: nobody else can be asked',
    ],
    [
      { what: 'It stands', why: 'nobody else can decide', unless: 'raj, it is said, agrees' },
      'Unless raj, it is said, agrees, it stands: nobody else can decide',
    ],
  ])('%j is said and taken apart again', (parts, sentence) => {
    expect(endingSentence(parts)).toBe(sentence);
    expect(endingParts(sentence)).toEqual(parts);
  });

  it('takes apart what is said of somebody who does not answer', () => {
    expect(endingParts('the request lapses, for nobody else can be asked')).toEqual({
      what: 'the request lapses',
      why: 'nobody else can be asked',
      unless: null,
    });
  });

  it('has its moment beside what happens', () => {
    expect(endingAt('Proceeds unless blocked', 'Thu 14:20')).toBe('Proceeds Thu 14:20 unless blocked');
    expect(endingAt('Unless 3 agree, it lapses: nobody else can decide', 'Thu 14:20')).toBe(
      'Unless 3 agree, it lapses Thu 14:20: nobody else can decide',
    );
  });

  it.each([
    ['Unless at least one has answered, it lapses: nobody else can be asked', 'it lapses, for nobody else can be asked'],
    ['Somebody else is asked or it lapses unless at least one has answered', 'somebody else is asked or it lapses'],
    ['the request lapses, for nobody else can be asked', 'the request lapses, for nobody else can be asked'],
  ])('“%s” goes on in a sentence: else %s', (sentence, follows) => {
    expect(followingWords(sentence)).toBe(follows);
  });
});
