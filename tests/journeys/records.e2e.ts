import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';
import { berlinAndPune } from './berlin-and-pune.ts';

const { server, open, complaints } = await appPages();

let ines: Client;

beforeAll(async () => {
  ({ ines } = await berlinAndPune(server));
});

const look = async (number: number): Promise<Record<string, unknown>> => (await ines.get(`/api/decisions/${number}`)).json;

describe('records', () => {
  it('are imported from a folder in the browser, each refusal by name; a second time nothing changes', async () => {
    const folder = await mkdtemp(path(tmpdir(), 'records-'));
    const record = (title: string, more = '') =>
      `# ${title}\n\nDate: 2026-02-01\n\n## Status\n\nAccepted\n${more}\n## Context\n\nIt was open.\n\n## Decision\n\nIt is closed.\n`;
    await writeFile(path(folder, '0001-own-data.md'), record('1. Regions own their data'));
    await writeFile(path(folder, '0002-one-primary.md'), record('2. One primary', '\nSupersedes [1](0001-own-data.md)\n'));
    await writeFile(path(folder, 'shopping.md'), 'Milk and bread.\n');
    const page = await open('/decisions/import', { as: ines });
    await expectFaultless(page, 'the import');
    const folderField = page.getByLabel('Choose a folder').last();
    await folderField.setInputFiles(folder);
    await page.getByRole('heading', { name: '3 files, 2 look like records' }).waitFor();
    await page.getByText('0001-own-data.md').waitFor();
    await expectFaultless(page, 'what is in a folder');
    expect((await ines.get('/api/decisions?q=One+primary')).json['items']).toEqual([]);
    await page.getByRole('button', { name: /^Import 2 records into / }).click();
    await page.getByText('2 decisions imported.').waitFor();
    await page.getByText('shopping.md').waitFor();
    await expectFaultless(page, 'the report of an import');
    await page.getByRole('button', { name: 'Import another folder' }).click();
    await page.getByLabel('Choose a folder').last().setInputFiles(folder);
    await page.getByRole('button', { name: /^Import 2 records into / }).click();
    await page.getByText('Nothing changed: all 2 records were here already.').waitFor();
    await page.getByRole('link', { name: 'To the decisions' }).click();
    await page.getByRole('combobox', { name: 'Author' }).fill('Raj');
    await page.getByRole('option', { name: 'Raj Mehta' }).click();
    await page.waitForURL('**/decisions?author=*');
    await page.getByText('One primary').waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Author' }).fill('Ines');
    await page.getByRole('option', { name: 'Ines Prado' }).click();
    await page.getByRole('link', { name: 'One primary' }).click();
    await page.getByRole('article').or(page.locator('main')).getByRole('link', { name: '1', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Regions own their data' }).waitFor();
    await writeFile(path(folder, '0001-own-data.md'), record('1. Regions own their data').replace('2026-02-01', '2024-02-01'));
    await page.goto('/decisions/import');
    await page.getByLabel('Choose a folder').last().setInputFiles(folder);
    await page.getByRole('button', { name: /^Import 2 records into / }).click();
    await page.getByText(/“Regions own their data” of 2026-02-01 came from this path before/).waitFor();
    await page.getByRole('button', { name: 'Import another folder' }).click();
    await page.getByLabel('Project').fill('Billing');
    await page.getByLabel('Choose a folder').last().setInputFiles(folder);
    await page.getByRole('button', { name: /^Import 2 records into / }).click();
    await page.getByText('2 decisions imported.').waitFor();
    await page.goto('/decisions/graph');
    await page
      .getByRole('link', { name: /One primary/ })
      .first()
      .waitFor();
    await expectFaultless(page, 'the graph');
    await page.goto('/decisions/years');
    await page.getByRole('link', { name: '2026' }).waitFor();
    await expectFaultless(page, 'the years');
    expect(complaints()).toEqual([]);
    await page.context().close();
    await rm(folder, { recursive: true });
  });

  it('that are proposals are opened as decisions, which importing again keeps', async () => {
    const folder = await mkdtemp(path(tmpdir(), 'proposals-'));
    const file = path(folder, '0007-write-in-english.md');
    const proposal =
      '---\nstatus: proposed\ndate: 2026-03-02\n---\n\n# Write in English\n\n## Context\n\nTwo languages, and each half is read by some.\n\n## Decision\n\nWe write **in English**.\n';
    await writeFile(file, proposal);
    const page = await open('/decisions/import', { as: ines });
    const bring = async (): Promise<void> => {
      await page.getByLabel('Into the space').selectOption({ label: 'Platform' });
      await page.getByLabel('Choose a folder').last().setInputFiles(folder);
      await page.getByRole('button', { name: /^Import 1 record into / }).click();
    };
    await bring();
    await page.getByText('1 decision imported.').waitFor();
    await page.getByRole('link', { name: 'To the decisions' }).click();
    await page.getByRole('link', { name: 'Write in English' }).click();
    await page.getByRole('button', { name: 'Open as a decision…' }).waitFor();
    const number = /\d+$/.exec(page.url())?.[0] ?? '';
    await expectFaultless(page, 'a proposal that was imported');
    await page.reload();
    await page.getByRole('button', { name: 'Open as a decision…' }).waitFor();
    await page.keyboard.press('o');
    await page.getByText('Opened now, it asks Raj Mehta.').waitFor();
    await expect.poll(() => page.locator(':focus').getAttribute('type')).toBe('radio');
    await page.getByLabel('High', { exact: true }).check();
    // It says no choices that one could vote on, and is refused beforehand.
    await page.getByText('Nobody whom choose/vote names can be asked here.', { exact: false }).waitFor();
    await page.getByLabel('Medium', { exact: true }).check();
    await page.getByText(/Proceeds .* unless blocked/).waitFor();
    await expectFaultless(page, 'opening a proposal that was imported');
    await page.getByRole('button', { name: 'Open it here' }).click();
    await page
      .getByText(/Proceeds .* unless blocked/)
      .first()
      .waitFor();
    await page.getByText('We write in English.').waitFor();
    await page.getByText('Imported from 0007-write-in-english.md. Its status there: proposed.').waitFor();
    await expectFaultless(page, 'a proposal that was opened');
    await expect.poll(() => look(Number(number))).toMatchObject({ status: 'open', author: { name: 'Ines Prado' } });
    await writeFile(file, proposal.replace('status: proposed', 'status: accepted'));
    await page.goto('/decisions/import');
    await bring();
    await page.getByText(`#${number} was opened here as a decision and is open.`, { exact: false }).waitFor();
    await writeFile(file, proposal);
    await page.goto('/decisions/import');
    await bring();
    await page.getByRole('heading', { name: '1 was opened here and is kept' }).waitFor();
    await expectFaultless(page, 'an import that keeps what was opened');
    await expect.poll(() => look(Number(number))).toMatchObject({ status: 'open' });
    // Its text is amended as one.
    await page.goto(`/decisions/${number}/edit`);
    await page.getByLabel('Text', { exact: true }).waitFor();
    await expectFaultless(page, 'amending a proposal that was imported');
    expect(complaints()).toEqual([]);
    await page.context().close();
    await rm(folder, { recursive: true });
  });
});
