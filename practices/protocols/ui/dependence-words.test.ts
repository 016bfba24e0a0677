import { expect, it } from 'vitest';
import { sentenceOf } from './dependence-words.ts';

const ines = { id: 'i', name: 'Ines Prado', handle: 'ines', kind: 'person' } as const;
const steps = ['decide/default', 'decide/two-way', 'decide/one-way', 'publish/default', 'join/default', 'amend/default'].map(
  (protocol) => ({ artifact: protocol, protocol, step: 'consent' }),
);

it('says who alone does what, where, and under which protocols', () => {
  expect(sentenceOf({ person: ines, parts: ['decides', 'asked'], steps, spaces: [{ slug: 'company', name: 'Company' }] })).toBe(
    'In Company, Ines Prado is asked and decides when nobody else does, under decide/default, decide/two-way, decide/one-way, publish/default and 2 other protocols.',
  );
});

it('says of a role that nobody holds what does not come to pass', () => {
  expect(sentenceOf({ person: null, parts: ['must-agree'], steps: steps.slice(0, 1), spaces: [null] })).toBe(
    'Where no space says otherwise, whoever holds it has to agree, under decide/default.',
  );
});

it('names several places', () => {
  expect(
    sentenceOf({
      ...{ person: ines, parts: ['clears'], steps: steps.slice(0, 2) },
      spaces: [{ slug: 'company', name: 'Company' }, { slug: 'routing', name: 'Routing' }, null],
    }),
  ).toBe(
    'In Company and Routing and where no space says otherwise, Ines Prado clears objections, under decide/default and decide/two-way.',
  );
});
