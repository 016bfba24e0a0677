import { afterEach, expect, it } from 'vitest';
import { PASSWORD } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';

const app = await appPages();
afterEach(() => app.faultless());

it('explores a sample organization: founded with it, given up, filled after all, and something waits in Today', async () => {
  const page = await app.open('/');
  await page.waitForURL('**/welcome');
  await page.getByRole('textbox', { name: 'Organization' }).fill('Lighthouse');
  await page.getByRole('textbox', { name: 'Your name' }).fill('Robin Example');
  await page.getByRole('textbox', { name: 'Mail' }).fill('robin@lighthouse.example');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('radio', { name: 'A sample organization, to explore' }).check();
  await page.getByRole('button', { name: 'Found Lighthouse' }).click();

  await page.getByRole('heading', { level: 1, name: 'A sample organization' }).waitFor();
  await page.getByText(/A quarter passes: \d+ %/).waitFor();
  await expectFaultless(page, 'a sample on its way');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('It was given up. Nothing of it is here.').waitFor();

  await page.getByRole('button', { name: 'Fill it with the sample' }).click();
  await page.getByText('Two decisions, two questions and a page of your own wait for you.').waitFor({ timeout: 90_000 });
  await page.getByRole('link', { name: 'Go to Today' }).click();
  await page.getByText('Which hours suit you?').waitFor();
  await page.getByRole('link', { name: 'Handbook' }).first().click();
  await page.getByText('Promoting the standby').waitFor();
  await expect.poll(() => page.getByText('Welcome to Northwind').count()).toBeGreaterThan(0);

  // What was objected to until the end holds nothing up any more.
  await page.goto(new URL('/decisions?status=rejected', page.url()).href);
  await page.getByRole('link', { name: 'One chat room for everything urgent' }).click();
  await page.getByText('Stood when this ended.').first().waitFor();
  await expect.poll(() => page.getByText('Nothing proceeds while it does').count()).toBe(0);
  await page.context().close();
});
