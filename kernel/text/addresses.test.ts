import { expect, it } from 'vitest';
import { numberAt, numbersAtHome, parted } from './addresses.ts';

const HOME = 'https://proceed.northwind.example';

it('An address names an artifact by its number as people write it and as the address bar shows it', () => {
  for (const address of [
    '#142',
    '/142',
    '/decisions/142',
    '/handbook/142/',
    '/142?comment=7',
    `${HOME}/142`,
    `${HOME.toUpperCase()}/tasks/142`,
  ])
    expect(numberAt(address, HOME), address).toBe(142);
});

it('Other addresses name none', () => {
  const others = ['142', '#0', '/decisions', '/teams/142', '/handbook/142/history', `${HOME}#142`, `${HOME}.example/142`];
  for (const address of others) expect(numberAt(address, HOME), address).toBeNull();
  expect(numberAt(`${HOME}/142`, null)).toBeNull();
});

it('An anchor is no part of an address, unless it is a number', () => {
  expect(parted('guide/set-up.md#first')).toEqual(['guide/set-up.md', '#first']);
  expect(parted('[[Set-up#First steps]]')).toEqual(['[[Set-up]]', '#First steps']);
  expect(parted('[[#First steps]]')).toEqual(['', '#First steps']);
  for (const own of ['#first', '#2-steps']) expect(parted(own)).toEqual(['', own]);
  for (const number of ['#142', '[[#142]]']) expect(parted(number)).toEqual(['#142', '']);
});

it('A text names what it shows the address of', () => {
  const text = `See ${HOME}/requests/7, (${HOME}/handbook/8) and https://example.org/requests/9; not ${HOME}/handbook/10/history.`;
  expect(numbersAtHome(text, HOME)).toEqual([7, 8]);
  expect(numbersAtHome(text, null)).toEqual([7, 8, 9]);
});
