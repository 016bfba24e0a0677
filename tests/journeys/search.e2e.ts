import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deciders } from '#server/practices.ts';
import { countWords } from '#store/texts/lexicon.ts';
import { found, join, type Client } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';

const app = await appPages();
afterEach(() => app.faultless());

let ines: Client;
let raj: Client;

beforeAll(async () => {
  ines = await found(app.server.address);
  raj = await join(app.server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  await ines.post('/api/spaces', { name: 'Board', slug: 'board', access: 'closed' });
  const decide = async (title: string, problem: string, more: object = {}): Promise<string> =>
    String((await ines.post('/api/decisions', { title, problem, recommendation: 'Yes.', open: true, ...more })).json['id']);
  const rehearse = await decide('Rehearse failover each month', 'Nobody remembers how the standby is promoted.');
  await decide('Sell the company', 'The acquisition is called zanzibar.', { space: 'board' });
  await ines.post(`/api/artifacts/${rehearse}/comments`, { body: 'The turquoise binder has the steps.' });
  for (let count = 1; count <= 45; count += 1) await decide(`Ledger ${count}`, 'Entries of the quarter.', { open: false });
  await countWords(app.server.pool, deciders);
});

describe('Finding', () => {
  it('⌘K shows where words stand, and leads there by keyboard', async () => {
    const page = await app.open('/today', { as: ines });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('standby promoted');
    const option = page.getByRole('option', { name: /Rehearse failover each month/u });
    // What was found for the first letters may stand there a moment longer.
    await expect.poll(() => option.locator('mark').allTextContents()).toEqual(expect.arrayContaining(['standby', 'promoted']));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Rehearse failover each month' }).waitFor();
    await page.context().close();
  });

  it('a comment is found, and read in its discussion', async () => {
    const page = await app.open('/search?q=turquoise', { as: ines });
    const row = page.locator('main [data-row]');
    await row.getByText('The turquoise binder has the steps.').waitFor();
    await row.getByRole('link').click();
    await page.waitForURL(/#comment-/u);
    await page.getByText('The turquoise binder has the steps.').waitFor();
    await page.context().close();
  });

  it('a mistyped word is mended and that is said; a filter that means nothing says what is wrong', async () => {
    const page = await app.open('/search', { as: ines });
    await page.getByLabel('Words').fill('falover');
    await page.getByText('“falover” stands nowhere. This is what was found for “failover”.').waitFor();
    await page.locator('main [data-row]').getByText('Rehearse').first().waitFor();
    await page.getByLabel('Words').fill('failover space:nowhere');
    await page.getByText('There is no space “nowhere” that you can see.').waitFor();
    await page.getByLabel('Words').fill('failover');
    await page.getByLabel('Kind').selectOption({ label: 'Comments' });
    await page.getByText('Nothing found here').waitFor();
    await page.getByRole('link', { name: 'Search in everything' }).click();
    await page.locator('main [data-row]').getByText('Rehearse').first().waitFor();
    await expectFaultless(page, 'search');
    await page.context().close();
  });

  it('nobody finds what they may not see, nor its words', async () => {
    const page = await app.open('/search?q=zanzibra', { as: raj });
    await page.getByText('Nothing found for “zanzibra”').waitFor();
    await page.context().close();
    const hers = await app.open('/search?q=zanzibra', { as: ines });
    await hers.locator('main [data-row]').getByText('Sell the company').waitFor();
    await hers.context().close();
  });

  it('many results go on as one reads, on a phone, in the dark', async () => {
    const page = await app.open('/search?q=ledger', { as: raj, viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    const mine = await app.open('/search?q=ledger', { as: ines, viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await page.getByText('Nothing found for “ledger”').waitFor();
    const rows = mine.locator('main [data-row]');
    await rows.first().waitFor();
    await rows.last().scrollIntoViewIfNeeded();
    await rows.nth(44).waitFor();
    await expectFaultless(mine, 'search on a phone');
    await page.context().close();
    await mine.context().close();
  });
});
