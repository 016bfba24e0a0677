import { expect, it } from 'vitest';
import { openFate } from './fate.ts';

const at = '2026-12-05T21:01:19.924Z';

it('an open decision proceeds unless blocked', () => {
  expect(openFate({ dueAt: at, ending: 'Proceeds unless blocked', blockers: [] })).toEqual({
    ...{ is: 'ends', at, what: 'Proceeds', why: null, unless: 'blocked', goes: true },
  });
});

it('one that somebody objects to says who, and what comes of it otherwise', () => {
  const ending = 'Goes to the stewards to decide unless every objection is settled';
  expect(openFate({ dueAt: at, ending, blockers: ['Raj Mehta'] })).toEqual({
    ...{ is: 'blocked', at, by: ['Raj Mehta'], what: 'goes to the stewards to decide', why: null },
  });
  expect(
    openFate({
      dueAt: at,
      ending: 'Unless every objection is settled, it lapses: nobody else can decide',
      blockers: ['Raj Mehta'],
    }),
  ).toMatchObject({ is: 'blocked', what: 'it lapses', why: 'nobody else can decide' });
});

it('one whose clock stands still says that alone', () => {
  expect(openFate({ dueAt: null, ending: 'The clock stands still', blockers: ['Raj Mehta'] })).toEqual({ is: 'still' });
});
