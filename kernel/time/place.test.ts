import { expect, it } from 'vitest';
import { placeOf } from './place.ts';

it('calls places as the people there do', () => {
  const zones = [
    'America/Sao_Paulo',
    'Europe/Berlin',
    'America/New_York',
    'America/Argentina/Cordoba',
    'America/St_Johns',
    'UTC',
  ];
  expect(zones.map(placeOf)).toEqual(['São Paulo', 'Berlin', 'New York', 'Córdoba', 'St John’s', 'UTC']);
});

it('calls no two places of the zone database the same, but those that share a name there', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  expect(new Set(zones.map(placeOf)).size).toBe(new Set(zones.map((zone) => zone.split('/').at(-1))).size);
  expect(zones.map(placeOf).filter((place) => place.includes('_') || place === '')).toEqual([]);
});
