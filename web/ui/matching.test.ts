import { describe, expect, it } from 'vitest';
import { matching } from './matching.ts';
import { zoneOptions } from './zones.ts';

const found = (query: string): string | undefined => matching(zoneOptions(0), query)[0]?.value;

describe('finding', () => {
  it.each([
    ['pune', 'Asia/Kolkata'],
    ['sao p', 'America/Sao_Paulo'],
    ['São P', 'America/Sao_Paulo'],
    ['auck', 'Pacific/Auckland'],
    ['new york', 'America/New_York'],
    ['europe berl', 'Europe/Berlin'],
    ['Munich', 'Europe/Berlin'],
    ['buenos', 'America/Argentina/Buenos_Aires'],
    ['utc', 'UTC'],
    ['asia/kol', 'Asia/Kolkata'],
    ['sao_pau', 'America/Sao_Paulo'],
  ])('the zone of %s', (query, zone) => expect(found(query)).toBe(zone));

  it('puts what begins with the words before what contains them', () => {
    const options = ['Open a decision', 'Reopen', 'Opening hours'].map((label) => ({ value: label, label }));
    expect(matching(options, 'open').map((option) => option.label)).toEqual(['Open a decision', 'Opening hours', 'Reopen']);
  });

  it('takes a hyphen for what stands between two words, typed as well as written', () => {
    const options = [{ value: '1', label: 'Ines Holm', words: 'ines-holm' }];
    expect(matching(options, 'ines-h')).toEqual(options);
    expect(matching([{ value: '1', label: 'On-call rota' }], 'on-call')).toHaveLength(1);
  });

  it('finds nothing where nothing matches', () => expect(matching(zoneOptions(0), 'atlantis')).toEqual([]));
});
