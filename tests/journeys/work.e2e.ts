import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { found, join, type Client } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';

const app = await appPages();
const { server } = app;
afterEach(() => app.faultless());

// A Monday, 10:00 in Berlin, 14:30 in Pune, 6:00 in São Paulo.
const MONDAY = '2026-11-16T09:00:00Z';
type Person = Client & { readonly id: string };
let ines: Client;
let raj: Person;
let tomas: Person;

beforeAll(async () => {
  await server.clock.set(MONDAY);
  ines = await found(server.address);
  raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  tomas = await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
  await ines.post('/api/spaces', { name: 'Platform', slug: 'platform' });
});

/** A page of somebody whose device shows the server's time. */
const open = async (path: string, who: Client, more: Parameters<typeof app.open>[1] = {}): Promise<Page> =>
  app.open(path, { as: who, at: await server.clock.now(), ...more });
const numberOf = (page: Page): number => Number(new URL(page.url()).pathname.split('/').at(-1));
const drafted = async (title: string, more: object = {}): Promise<number> => {
  const { status, json, text } = await ines.post('/api/tasks', { title, criteria: ['It is so.'], ...more });
  if (status !== 201) throw new Error(text);
  return Number(json['number']);
};
const status = async (number: number): Promise<unknown> => (await ines.get(`/api/tasks/${number}`)).json['status'];

describe('work', () => {
  it('is drafted under a goal, claimed by whom it fits, moved by what they do, handed on with the sun and finished', async () => {
    const berlin = await open('/work', ines);
    await berlin.getByText('Nothing is ready to be claimed').waitFor();
    await expectFaultless(berlin, 'no work');
    await berlin.getByRole('link', { name: 'Goals' }).click();
    await berlin.getByText('No goal is set').waitFor();
    // Goals, plans and tasks are in the place called Work.
    await expect
      .poll(() => berlin.getByRole('link', { name: 'Work', exact: true }).first().getAttribute('aria-current'))
      .toBe('page');
    await berlin.goto('/plans');
    await berlin.getByText('Nothing is planned yet').waitFor();
    await expect
      .poll(() => berlin.getByRole('link', { name: 'Work', exact: true }).first().getAttribute('aria-current'))
      .toBe('page');
    await berlin.goBack();
    await berlin.getByRole('link', { name: 'Set a goal' }).first().click();
    await berlin.getByRole('textbox', { name: 'What is to be reached?' }).fill('Imports never lose a page');
    await berlin.getByRole('textbox', { name: 'By what does one see it?' }).fill('A year without a report');
    await berlin.getByRole('button', { name: 'Set it' }).click();
    await berlin.getByRole('heading', { name: 'Imports never lose a page' }).waitFor();
    await expectFaultless(berlin, 'a goal');
    await berlin.getByRole('link', { name: 'Draft a task for it' }).click();
    await berlin.getByRole('textbox', { name: 'What is to be done?' }).fill('Split the importer');
    await berlin.getByRole('textbox', { name: 'Done when' }).fill('- Reading has a test\n- The old door is gone');
    await berlin.getByRole('radio', { name: /Deep/ }).check();
    await expectFaultless(berlin, 'the form of a task');
    await berlin.getByRole('button', { name: 'Draft it' }).click();
    await berlin.getByText('Ready: whoever has room for it may claim it').first().waitFor();
    const number = numberOf(berlin);
    await berlin.getByRole('link', { name: 'Imports never lose a page' }).first().waitFor();

    const pune = await open('/', raj, { timezoneId: 'Asia/Kolkata' });
    await pune.goto('/work');
    await pune.getByRole('radio', { name: 'shallow' }).check();
    await pune.getByText('Nothing that is ready fits what you have now.').waitFor();
    await pune.getByRole('radio', { name: 'deep' }).check();
    await pune.getByRole('button', { name: 'Claim: Split the importer' }).click();
    await pune.getByRole('heading', { name: 'You hold' }).waitFor();
    await expectFaultless(pune, 'what fits me');
    await pune.goto('/');
    await pune.getByRole('link', { name: 'Split the importer' }).waitFor();
    await pune.goto(`/tasks/${number}`);
    await raj.post(`/api/tasks/${number}/activities`, {
      what: 'commit',
      words: 'Read in one pass',
      address: 'https://git.northwind.example/1',
    });
    await pune.getByRole('link', { name: 'Read in one pass' }).waitFor();
    await expectFaultless(pune, 'a task that one holds');
    await pune.keyboard.press('o');
    await pune.getByText(/Your day ends .*these could carry it on/).waitFor();
    await pune.getByRole('combobox', { name: 'To whom?' }).fill('Tom');
    await pune.getByRole('option', { name: 'Tomás Lima' }).click();
    await pune.getByRole('textbox', { name: 'Where it stands' }).fill('The reader is done.');
    await expectFaultless(pune, 'handing over');
    await pune.getByRole('button', { name: 'Offer it' }).click();
    await pune.getByText(/Raj Mehta offered it to Tomás Lima/).waitFor();

    const saoPaulo = await open('/', tomas, { timezoneId: 'America/Sao_Paulo' });
    await saoPaulo.getByRole('link', { name: 'Split the importer' }).click();
    await saoPaulo.getByRole('button', { name: 'Take it over' }).click();
    await saoPaulo.getByRole('button', { name: /^Finish/ }).click();
    await saoPaulo.getByRole('checkbox', { name: 'Reading has a test' }).check();
    await saoPaulo.getByText('All of it must be met.', { exact: false }).waitFor();
    await saoPaulo.getByRole('checkbox', { name: 'The old door is gone' }).check();
    await saoPaulo.getByRole('textbox', { name: 'What came of it' }).fill('In **two** halves.');
    await saoPaulo.getByRole('button', { name: 'It is done' }).click();
    await saoPaulo.getByRole('heading', { name: 'What came of it' }).waitFor();
    await expectFaultless(saoPaulo, 'a task that is done');
    await expect.poll(() => status(number)).toBe('done');
    // Raj, who held it before, is told so, and can do nothing with it any more.
    await pune.getByText(/^Done/).first().waitFor();
    await expect.poll(() => pune.getByRole('button', { name: /^Finish/ }).count()).toBe(0);
  });

  it('keeps what one types in its form while others change it, says so, and has it again on another day', async () => {
    const number = await drafted('Name the parts');
    const page = await open(`/tasks/${number}/edit`, ines);
    const title = page.getByRole('textbox', { name: 'What is to be done?' });
    await title.fill('Name the parts of the importer');
    await ines.call('PATCH', `/api/tasks/${number}`, { body: { needs: ['reading'] } });
    await page.getByText('This was changed since you began.').waitFor();
    await expect.poll(() => title.inputValue()).toBe('Name the parts of the importer');
    await page.reload();
    await page.getByText('What you had typed is here again.').waitFor();
    await expect.poll(() => title.inputValue()).toBe('Name the parts of the importer');
    await expectFaultless(page, 'a form on what others have changed');
    await page.context().close();
  });

  it('is walked on the board by keyboard, and read on a phone', async () => {
    const [first, second] = [await drafted('Write the runbook'), await drafted('Rename the buckets', { depth: 'deep' })];
    await raj.post(`/api/tasks/${second}/claims`);
    await drafted('Something without an end', { criteria: [] });
    const board = await open('/work?view=board', ines);
    const card = (title: string) => board.getByRole('link', { name: title });
    for (const title of ['Write the runbook', 'Rename the buckets']) await card(title).waitFor();
    await card('Something without an end').focus();
    await board.keyboard.press('ArrowRight');
    await expect.poll(() => card('Write the runbook').evaluate((node) => node === document.activeElement)).toBe(true);
    await board.keyboard.press('ArrowRight');
    await expect.poll(() => card('Rename the buckets').evaluate((node) => node === document.activeElement)).toBe(true);
    await expectFaultless(board, 'the board');
    await board.keyboard.press('ArrowLeft');
    await board.keyboard.press('Enter');
    await board.waitForURL(`**/tasks/${first}`);
    await board.getByRole('button', { name: /^Claim it/ }).waitFor();
    await board.keyboard.press('c');
    await board
      .getByText(/Ines Prado holds it until/)
      .first()
      .waitFor();
    await board.getByRole('button', { name: /^Give it back/ }).click();
    await board.getByRole('textbox', { name: 'What should whoever comes next know?' }).fill('Half of it stands.');
    await board.getByRole('button', { name: 'Give it back' }).click();
    await board.getByText('“Half of it stands.”').waitFor();
  });

  it('is planned in a document: read in two working days, and only what is open is talked about', async () => {
    const berlin = await open('/plans', ines);
    await berlin.getByText('Nothing is planned yet').waitFor();
    await berlin.getByRole('link', { name: 'Begin a plan' }).first().click();
    await berlin.getByRole('textbox', { name: 'What is planned?' }).fill('The last weeks of November');
    await berlin.getByLabel('From').fill('2026-11-19T09:00');
    await berlin.getByLabel('Until', { exact: true }).fill('2026-11-30T18:00');
    await berlin.getByRole('combobox', { name: 'Who plans' }).fill('Raj');
    await berlin.getByRole('option', { name: 'Raj Mehta' }).click();
    await expectFaultless(berlin, 'the form of a plan');
    await berlin.getByRole('button', { name: 'Begin it' }).click();
    await berlin.getByRole('heading', { name: 'The last weeks of November' }).waitFor();
    const number = numberOf(berlin);
    for (const title of ['Move the archive', 'Name the disks']) {
      await berlin.getByRole('button', { name: /^Propose a story/ }).click();
      await berlin.getByRole('textbox', { name: 'The story' }).fill(title);
      await berlin.getByRole('textbox', { name: 'Done when' }).fill('It is so.');
      await berlin.getByRole('button', { name: 'Propose it' }).click();
      await berlin.getByText(title, { exact: true }).waitFor();
    }
    await berlin.getByRole('button', { name: 'Change it: “Name the disks”' }).click();
    await berlin.getByRole('textbox', { name: 'Done when' }).fill('Each has a name.');
    await berlin.getByRole('button', { name: 'Save' }).click();
    await berlin.getByText('Each has a name.', { exact: true }).waitFor();
    await berlin.getByRole('link', { name: 'Change it' }).click();
    await berlin.getByRole('textbox', { name: 'What is planned?' }).fill('The last two weeks of November');
    await expectFaultless(berlin, 'a plan that is changed');
    await berlin.getByRole('button', { name: 'Save' }).click();
    await berlin.getByRole('heading', { name: 'The last two weeks of November' }).waitFor();
    await berlin.getByText('They fit.', { exact: false }).waitFor();
    await berlin.getByRole('button', { name: /^Have it read/ }).click();
    await berlin
      .getByText(/Read until .*then it holds unless something is open/)
      .first()
      .waitFor();

    const pune = await open(`/plans/${number}`, raj, { timezoneId: 'Asia/Kolkata' });
    await pune.getByRole('button', { name: 'Raise what is open…' }).last().click();
    await pune.getByRole('textbox', { name: 'What would have to be answered first?' }).fill('Who names them?');
    await pune.getByRole('button', { name: 'Raise it' }).click();
    await pune.getByText('“Who names them?”').waitFor();
    await pune.getByRole('button', { name: /^Nothing more to raise/ }).click();
    await pune.getByText('One story is open. Settle it in writing, or talk about it alone: 5 minutes.').waitFor();
    await expectFaultless(pune, 'a plan with something open');
    await berlin.getByRole('button', { name: 'It is settled…' }).click();
    await berlin.getByRole('textbox', { name: 'How was it settled?' }).fill('Raj does.');
    await berlin.getByRole('button', { name: 'It is settled', exact: true }).click();
    await berlin
      .getByRole('link', { name: /^task #/ })
      .first()
      .waitFor();
    await expectFaultless(berlin, 'a plan that holds');
    expect((await ines.get('/api/tasks?q=archive')).json['items']).toMatchObject([
      { title: 'Move the archive', status: 'ready' },
    ]);
  });

  it('keeps what one types of a plan, too, while others change it', async () => {
    const plan = (
      await ines.post('/api/plans', { title: 'May', from: '2026-05-04T00:00:00Z', to: '2026-05-18T00:00:00Z', people: [raj.id] })
    ).json['number'];
    const page = await open(`/plans/${String(plan)}/edit`, ines);
    const planned = page.getByRole('textbox', { name: 'What is planned?' });
    await planned.fill('May, without the importer');
    await ines.call('PATCH', `/api/plans/${String(plan)}`, { body: { text: 'Two of us are away.' } });
    await page.getByText('This was changed since you began.').waitFor();
    await expect.poll(() => planned.inputValue()).toBe('May, without the importer');
    await expectFaultless(page, 'a plan that others have changed');
    await page.context().close();
  });
});
