import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found, type Client } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';

const { server, open, faultless } = await appPages();
let ines: Client;
let folder = '';

beforeAll(async () => {
  ines = await found(server.address);
  await ines.post('/api/spaces', { name: 'Company', slug: 'company' });
  folder = await mkdtemp(path(tmpdir(), 'proceed-handbook-'));
  await mkdir(path(folder, 'people'));
  await writeFile(
    path(folder, 'README.md'),
    '# Welcome to Northwind\n\n[Hiring](people/hiring.md) and [nobody](nobody.md), [a part](people/hiring.md#gone).\n\n[nothing](nothing.md)\n',
  );
  await writeFile(path(folder, 'people', 'hiring.md'), '# Hiring\n\nIn writing.\n');
  await writeFile(
    path(folder, 'people', 'a-policy-with-a-name-that-is-longer-than-any-column-of-any-screen-would-like-it-to-be.md'),
    '{{< toc >}}\n\n[x](y.md)\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a handbook', () => {
  it('is imported from a folder: what became of it is told by page and line, and leads there', async () => {
    const page = await open('/handbook', { as: ines });
    await page.getByRole('link', { name: 'Import a handbook' }).click();
    await page.getByRole('heading', { level: 1, name: 'Import a handbook' }).waitFor();
    await expectFaultless(page, 'the beginning of an import');
    await page.getByLabel('Into the space').selectOption({ label: 'Company' });
    await page.getByLabel('Choose a folder').last().setInputFiles(folder);
    await page.getByText('4 pages are new', { exact: false }).waitFor();
    await page.getByRole('heading', { name: 'Links that lead to nothing' }).waitFor();
    await page.getByText('The link leads to nothing that was imported: nobody.md').waitFor();
    await page.getByText(/^Imported from proceed-handbook-\S+ into Company, /).waitFor();
    // A file once, with each of its lines.
    const missing = page.getByRole('region', { name: 'Links that lead to nothing' });
    await expect.poll(() => missing.getByRole('link', { name: 'README.md', exact: true }).count()).toBe(1);
    await missing.getByText('line 5: The link leads to nothing that was imported: nothing.md').waitFor();
    await expectFaultless(page, 'the report of an import');
    await page.getByRole('link', { name: 'README.md' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Welcome to Northwind' }).waitFor();
    faultless();
  });

  it('is imported again from a zip, which changes what changed, and is found among earlier imports', async () => {
    const file = path(folder, 'handbook.zip');
    await writeFile(
      file,
      zipSync({ 'README.md': Buffer.from('# Welcome, all\n'), 'people/hiring.md': Buffer.from('# Hiring\n\nIn writing.\n') }),
    );
    const page = await open('/handbook/import', { as: ines });
    await page.getByLabel('Into the space').selectOption({ label: 'Company' });
    await page.getByRole('heading', { name: 'Earlier imports' }).waitFor();
    const held = Promise.withResolvers<void>();
    await page.route('**/parts/**', (route) => held.promise.then(() => route.continue()));
    await page.getByLabel('Choose a zip').last().setInputFiles(file);
    // What is being sent is no earlier import, and is lost where one leaves.
    await page.getByText('Stay on this page until it is sent', { exact: false }).waitFor();
    await expect.poll(() => page.getByRole('heading', { name: 'Earlier imports' }).count()).toBe(0);
    held.resolve();
    await page.getByText('1 changed', { exact: false }).waitFor();
    await page.getByRole('heading', { name: 'No longer in the source' }).waitFor();
    await page.getByRole('link', { name: 'Import another' }).click();
    await page.getByRole('heading', { name: 'Earlier imports' }).waitFor();
    await expectFaultless(page, 'earlier imports');
    await page.getByRole('link', { name: 'handbook.zip' }).click();
    await page.getByText('1 changed', { exact: false }).waitFor();
    faultless();
  });

  it('whose address is not asked says so at its field, and nothing is begun', async () => {
    const page = await open('/handbook/import', { as: ines });
    await page.getByLabel('Or the address of a git repository').fill('http://localhost/handbook.git');
    await page.getByRole('button', { name: 'Import from there' }).click();
    await page.getByText('This address is not asked', { exact: false }).first().waitFor();
    await expect
      .poll(() => page.getByLabel('Or the address of a git repository').inputValue())
      .toBe('http://localhost/handbook.git');
    await expectFaultless(page, 'a refused address');
    faultless();
  });

  it('that cannot be fetched says in words why, and begins again with what was chosen', async () => {
    const page = await open('/handbook/import', { as: ines });
    await page.getByLabel('Into the space').selectOption({ label: 'Company' });
    await page.getByLabel('Or the address of a git repository').fill('https://handbook.northwind.invalid/handbook.git');
    await page.getByRole('checkbox', { name: /^Archive/ }).check();
    await page.getByRole('button', { name: 'Import from there' }).click();
    await page.getByRole('alert').getByText('Nothing was imported.').waitFor();
    await page.getByText(/handbook\.northwind\.invalid.*(?:as far as anybody can tell|could not be looked up)/).waitFor();
    await expect.poll(() => page.getByText(/getaddrinfo|ENOTFOUND|EAI_AGAIN/).count()).toBe(0);
    await expectFaultless(page, 'a failed import');
    await page.getByRole('link', { name: 'Try again' }).click();
    await expect
      .poll(() => page.getByLabel('Or the address of a git repository').inputValue())
      .toBe('https://handbook.northwind.invalid/handbook.git');
    await expect.poll(() => page.getByLabel('Into the space').locator('option:checked').textContent()).toBe('Company');
    await expect.poll(() => page.getByRole('checkbox', { name: /^Archive/ }).isChecked()).toBe(true);
    faultless();
  });
});
