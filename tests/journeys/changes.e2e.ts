import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { found, join, type Client } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';

const app = await appPages();
const { server } = app;
afterEach(() => app.faultless());

const MONDAY = '2026-11-16T09:00:00Z';
let ines: Client;

beforeAll(async () => {
  await server.clock.set(MONDAY);
  ines = await found(server.address);
  await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
});

it('a steward connects a forge and a repository, and reads of a change what comes of it', async () => {
  const page = await app.open('/changes/repositories', { as: ines, at: MONDAY });
  await page.getByText('Connect a forge').click();
  await page.getByLabel('What you call it').fill('GitHub of Northwind');
  await page.getByRole('button', { name: 'Connect', exact: true }).last().click();
  const address = await page.getByLabel('Delivery address').inputValue();
  const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
  await expectFaultless(page, 'the secret of a forge');
  await page.getByRole('button', { name: 'I have both' }).click();
  await expect.poll(() => page.getByText(secret).count()).toBe(0);

  await page.getByText('Connect a repository').click();
  await page.getByLabel('Repository', { exact: true }).fill('northwind/freight');
  await page.getByRole('button', { name: 'Connect', exact: true }).first().click();
  await page.getByText('0 changes').waitFor();
  await page.getByText('What opens its API', { exact: true }).click();
  await page.getByLabel('App ID').fill('12');
  await page.getByLabel('Private key').fill('not of a key');
  await page.getByRole('button', { name: 'Keep it and try' }).click();
  await page.getByText('This is no private key of an App.', { exact: false }).waitFor();
  await expectFaultless(page, 'what opens a forge');

  const pull = {
    ...{
      number: 7,
      title: 'Round tax up',
      body: 'Why, and **how**.',
      html_url: 'https://github.example/7',
      user: { login: 'raj-m' },
    },
    ...{
      state: 'open',
      draft: false,
      head: { sha: 'ec26c3e57ca3a959ca5aad62de7213c562f8c821' },
      base: { ref: 'main' },
      labels: [],
    },
    ...{ created_at: MONDAY, updated_at: MONDAY },
  };
  const body = JSON.stringify({ action: 'opened', repository: { full_name: 'northwind/freight' }, pull_request: pull });
  const delivered = await fetch(address, {
    method: 'POST',
    body,
    headers: {
      ...{ 'content-type': 'application/json', 'x-github-event': 'pull_request', 'x-github-delivery': randomUUID() },
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
  });
  expect(delivered.status).toBe(200);
  await page.getByText('1 change', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Under way' }).click();
  await page.getByRole('link', { name: 'Round tax up' }).click();
  await page.getByText('This has not been looked at yet.').first().waitFor();
  await expectFaultless(page, 'a change');
  await page.goto('/changes/delivery');
  await page.getByText('Fewer than 5 people have shipped changes').waitFor();
  await page.getByText('Changes below 20 ship at once.').waitFor();
  await expectFaultless(page, 'how changes flow');
});
