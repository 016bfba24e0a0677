import { expect, it } from 'vitest';
import { gitAddress } from './fetching.ts';

const guard = { fault: () => null, addresses: () => Promise.resolve([]) };

it.each([
  ['https://ines:a%40b@git.northwind.example/handbook.git', 'ines:a@b'],
  ['https://100%sure@git.northwind.example/handbook.git', '100%sure:'],
  ['git.northwind.example/handbook.git', null],
])('%s: what opens it is told apart from the address, whatever it is made of', (address, secret) => {
  expect(gitAddress(address, guard)).toMatchObject({
    ok: { address: 'https://git.northwind.example/handbook.git', secret },
  });
});
