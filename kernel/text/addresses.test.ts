import { expect, it } from 'vitest';
import { numberAt, numbersAtHome } from './addresses.ts';

const HOME = 'https://proceed.northwind.example';

it('An address names an artifact by its number as people write it and as the address bar shows it', () => {
  for (const address of ['#142', '/142', '/decisions/142', '/handbook/142/', `${HOME}/142`, `${HOME.toUpperCase()}/tasks/142`])
    expect(numberAt(address, HOME), address).toBe(142);
});

it('Other addresses name none', () => {
  const others = ['142', '#0', '/decisions', '/teams/142', '/handbook/142/history', `${HOME}#142`, `${HOME}.example/142`];
  for (const address of others) expect(numberAt(address, HOME), address).toBeNull();
  expect(numberAt(`${HOME}/142`, null)).toBeNull();
});

it('A text names what it shows the address of', () => {
  const text = `See ${HOME}/requests/7, (${HOME}/handbook/8) and https://example.org/requests/9; not ${HOME}/handbook/10/history.`;
  expect(numbersAtHome(text, HOME)).toEqual([7, 8]);
});
