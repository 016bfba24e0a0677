import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, expect, it } from 'vitest';
import { ForgeTrouble, type Credentials, type Vendor } from '#practices/changes';
import { atEnd } from '#tests/at-end.ts';
import { egress } from './egress.ts';
import { forgeApi } from './forges.ts';

const TOKEN = 'token-of-northwind';

/** A server that leads on from the paths in `redirects` and answers every other with a repository. It keeps what it heard. */
const listening = async (redirects: Readonly<Record<string, () => string>>) => {
  const heard: { readonly path: string; readonly said: string }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    heard.push({ path, said: JSON.stringify(request.headers) });
    const to = redirects[path]?.();
    if (to !== undefined) return void response.writeHead(302, { location: to }).end();
    return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": 7}');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  atEnd(() => new Promise((closed) => void server.close(() => closed())));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
};

const outside = egress(['127.0.0.0/8']);
atEnd(async () => outside.close());

const elsewhere = await listening({});
const forge = await listening({
  '/repos/northwind/away': () => `${elsewhere.address}/repos/northwind/away`,
  '/projects/northwind%2Faway': () => `${elsewhere.address}/projects/northwind%2Faway`,
  '/repos/northwind/renamed': () => '/repositories/7',
  '/projects/northwind%2Frenamed': () => '/projects/7',
});

const apiOf = (vendor: Vendor) => forgeApi(outside)(vendor, forge.address, { token: TOKEN } satisfies Credentials);

beforeEach(() => {
  for (const { heard } of [elsewhere, forge]) heard.length = 0;
});

it.each(['github', 'forgejo', 'gitlab'] as const)(
  'what %s lets us in with goes to no other server, even where the forge leads there',
  async (vendor) => {
    const refused = await apiOf(vendor)
      .repository('northwind/away')
      .catch((error: unknown) => error);
    expect(elsewhere.heard).toEqual([]);
    expect(forge.heard.map(({ said }) => said.includes(TOKEN))).toEqual([true]);
    expect(refused).toBeInstanceOf(ForgeTrouble);
    expect(refused).toMatchObject({ message: expect.stringContaining('it leads to another server'), again: true });
  },
);

it.each(['github', 'forgejo', 'gitlab'] as const)('%s may say that a repository is called otherwise now', async (vendor) => {
  await apiOf(vendor).repository('northwind/renamed');
  expect(forge.heard).toHaveLength(2);
  expect(forge.heard.every(({ said }) => said.includes(TOKEN))).toBe(true);
});
