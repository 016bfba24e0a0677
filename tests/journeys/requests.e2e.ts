import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { found, join, type Client } from '../harness/client.ts';
import { appPages, expectFaultless, WITH_WORKER } from './app-page.ts';

const app = await appPages();
const { server } = app;
afterEach(() => app.faultless());

// A Monday, 10:00 in Berlin and 14:30 in Pune.
const MONDAY = '2026-11-16T09:00:00Z';
type Person = Client & { readonly id: string };
let ines: Client;
let raj: Person;
let mere: Person;
let aroha: Person;

beforeAll(async () => {
  await server.clock.set(MONDAY);
  ines = await found(server.address);
  raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  mere = await join(server.address, ines, 'Mere', 'Pacific/Auckland');
  aroha = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
  await ines.post('/api/spaces', { name: 'Platform', slug: 'platform' });
});

/** A page of somebody whose device shows the server's time. */
const open = async (path: string, who: Client, more: Parameters<typeof app.open>[1] = {}): Promise<Page> =>
  app.open(path, { as: who, at: await server.clock.now(), ...more });
const pune = { timezoneId: 'Asia/Kolkata' } as const;

const asked = async (title: string, more: object = {}): Promise<number> => {
  const { status, json, text } = await ines.post('/api/requests', {
    to: 'raj',
    title,
    question: `${title}\n\nI found **no page** about it.`,
    ...more,
  });
  if (status !== 201) throw new Error(text);
  return Number(json['number']);
};
type Look = {
  readonly status: string;
  readonly urgent: boolean;
  readonly to: { readonly name: string };
  readonly rounds: readonly { readonly answers: readonly { readonly text: string }[] }[];
};
const look = async (number: number): Promise<Look> => (await ines.get(`/api/requests/${number}`)).json as Look;
const numberOf = (page: Page): number => Number(new URL(page.url()).pathname.split('/').at(-1));
const choose = async (page: Page, label: string, typed: string, name: string): Promise<void> => {
  await page.getByRole('combobox', { name: label }).fill(typed);
  await page.getByRole('option', { name }).click();
};

describe('a question between Berlin and Pune', () => {
  it('is asked where one sees until when, on both clocks, answered by the other, accepted, and found again', async () => {
    await server.clock.set(MONDAY);
    const berlin = await open('/people', ines);
    await berlin.keyboard.press('Control+k');
    await berlin.keyboard.type('Ask somebody');
    await berlin.keyboard.press('Enter');
    await berlin.waitForURL('**/requests/new');
    await expectFaultless(berlin, 'an empty question');
    await berlin.getByRole('button', { name: 'Ask', exact: true }).click();
    await berlin.getByText('Choose whom you ask.').waitFor();
    await choose(berlin, 'Whom?', 'raj', 'Raj Mehta');
    await berlin.getByText('Raj Mehta is asked, by Tue 10:00: Tue 14:30 in Kolkata.').waitFor();
    await berlin.getByText('No answer by Tue 10:00: it lapses, for nobody else can be asked.').waitFor();
    await berlin.getByRole('textbox', { name: 'Your question' }).fill('Who can read the backups?\n\nAll of *them*.');
    await berlin.getByLabel('Who sees it').selectOption({ label: 'Whoever sees Platform' });
    await berlin.getByRole('heading', { name: 'Why Tuesday 10:00' }).waitFor();
    await expectFaultless(berlin, 'a question with what will happen');
    await berlin.reload();
    await expect.poll(() => berlin.getByRole('textbox', { name: 'Your question' }).inputValue()).toContain('All of *them*.');
    await berlin.getByRole('button', { name: 'Ask', exact: true }).click();
    await berlin.getByRole('heading', { level: 1, name: 'Who can read the backups?' }).waitFor();
    await berlin.getByText('By Tue 10:00, else it lapses, for nobody else can be asked').first().waitFor();
    await expectFaultless(berlin, 'an open request');

    const reader = await open('/requests', raj, pune);
    await reader.getByText('by Tue 14:30').waitFor();
    await expectFaultless(reader, 'what is asked of one');
    await reader.keyboard.press('j');
    await reader.keyboard.press('Enter');
    await reader.getByRole('heading', { name: 'Why Tuesday 14:30' }).waitFor();
    await reader.getByRole('row', { name: 'Raj Mehta' }).getByText('0/4 h').waitFor({ state: 'attached' });
    await reader.getByRole('button', { name: 'Pass it on…' }).waitFor();
    await reader.keyboard.press('a');
    await reader.keyboard.type('Ines, and **I**.');
    await reader.keyboard.press('Control+Enter');
    await reader.getByRole('article').getByText('Ines, and').waitFor();
    await berlin.getByRole('article').getByText('Ines, and').waitFor();
    await berlin
      .getByText(/^Answered /)
      .first()
      .waitFor();
    await berlin.getByRole('button', { name: 'Accept the answer' }).waitFor();
    await expectFaultless(berlin, 'an answered request');
    await berlin.keyboard.press('a');
    await reader.getByText(/^Accepted by Ines Prado/).waitFor();

    await reader.goto('/requests?view=answered');
    await reader.getByLabel('Find').fill('backup');
    await reader.waitForURL('**/requests?view=answered&q=backup');
    await reader.getByRole('link', { name: 'Who can read the backups?' }).waitFor();
    await reader.goto('/requests/new');
    await reader.getByRole('textbox', { name: 'Your question' }).fill('May Mere read all backups?');
    await reader.getByRole('link', { name: /^#\d+ Who can read the backups\?$/ }).waitFor();
    await expectFaultless(reader, 'a question that was asked before');
    await berlin.context().close();
    await reader.context().close();
  });

  it('is answered without a network once, when the network is back', async () => {
    await server.clock.set(MONDAY);
    const number = await asked('Which replica lags?');
    const page = await open(`/requests/${number}`, raj, { ...pune, ...WITH_WORKER });
    await page.getByLabel('Your answer').waitFor();
    await page.context().setOffline(true);
    await page.getByLabel('Your answer').fill('The eleventh.');
    await page.getByRole('button', { name: 'Send the answer' }).click();
    await page.getByText('Will be sent when the network is back.').first().waitFor();
    expect((await look(number)).status).toBe('open');
    await page.context().setOffline(false);
    await page.getByRole('article').getByText('The eleventh.').waitFor();
    await page.getByText('Will be sent when the network is back.').first().waitFor({ state: 'detached' });
    const { status, rounds } = await look(number);
    expect(status).toBe('answered');
    expect(rounds.map(({ answers }) => answers.map(({ text }) => text))).toEqual([['The eleventh.']]);
    await page.context().close();
  });

  it('is asked without a network once, when the network is back', async () => {
    await server.clock.set(MONDAY);
    const page = await open('/requests/new', raj, { ...pune, ...WITH_WORKER });
    await choose(page, 'Whom?', 'ines', 'Ines Prado');
    await page.getByText('Ines Prado is asked', { exact: false }).waitFor();
    await page.getByRole('textbox', { name: 'Your question' }).fill('Was this written on a train?');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('Will be sent when the network is back.').first().waitFor();
    await page.context().setOffline(false);
    await page.goto('/requests?view=mine');
    await page.getByRole('link', { name: 'Was this written on a train?' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Was this written on a train?' }).count()).toBe(1);
    await page.context().close();
  });

  it('is urgent calmly: the form says how much sooner, and nobody answering moves it on at the shown minute', async () => {
    await server.clock.set(MONDAY);
    expect((await raj.put(`/api/people/${raj.id}/deputies`, { deputies: [aroha.id] })).status).toBe(200);
    const berlin = await open('/requests/new', ines);
    await choose(berlin, 'Whom?', 'raj', 'Raj Mehta');
    await berlin.getByRole('textbox', { name: 'Your question' }).fill('May the release go out?');
    await berlin.getByText('Raj Mehta is asked, by Tue 10:00', { exact: false }).waitFor();
    await berlin.getByLabel('It is urgent').check();
    // Two and a half hours of his Monday, an hour and a half of his Tuesday.
    await berlin.getByText('Raj Mehta is asked, by Tue 06:00: Tue 10:30 in Kolkata.').waitFor();
    await expectFaultless(berlin, 'an urgent question');
    await berlin.getByRole('button', { name: 'Ask', exact: true }).click();
    await berlin.getByText('By Tue 06:00, else Aroha Ngata is asked').first().waitFor();
    await berlin.getByText('urgent', { exact: true }).waitFor();
    const number = numberOf(berlin);
    await server.clock.set('2026-11-17T04:59:50Z');
    expect((await look(number)).status).toBe('open');
    await server.clock.set('2026-11-17T05:00:05Z');
    await berlin.getByRole('rowheader', { name: 'Aroha Ngata' }).waitFor({ state: 'attached' });
    await berlin.getByText('passed on to Aroha Ngata').waitFor();
    await berlin.context().close();
  });
});

describe('who is asked', () => {
  it('is their deputy while they are on leave, and everybody of a written round; the form says so', async () => {
    await server.clock.set(MONDAY);
    const leave = { from: '2026-11-15T00:00:00Z', to: '2026-12-10T00:00:00Z' };
    expect((await mere.put(`/api/people/${mere.id}/deputies`, { deputies: [aroha.id] })).status).toBe(200);
    expect((await mere.post(`/api/people/${mere.id}/leave`, leave)).status).toBe(201);
    const page = await open(`/requests/new?to=${mere.id}`, ines);
    await page.getByText('Mere is away; Aroha Ngata is asked instead.').waitFor();
    await page.getByText('Aroha Ngata is asked, by Tue 10:00: Tue 22:00 in Auckland.').waitFor();
    await choose(page, 'And each of these', 'raj', 'Raj Mehta');
    await page.getByText('Raj Mehta is asked, by', { exact: false }).waitFor();
    await expectFaultless(page, 'a written round, of which one is away');
    await page.getByRole('textbox', { name: 'Your question' }).fill('What would you drop first?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.waitForURL(/\/requests\/\d+$/);
    const number = numberOf(page);
    expect((await aroha.post(`/api/requests/${number}/answers`, { text: 'The weekly report.' })).status).toBe(200);
    await page.getByRole('article').getByText('The weekly report.').waitFor();
    expect((await look(number)).status).toBe('open');
    expect((await raj.post(`/api/requests/${number}/answers`, { text: 'The second approval.' })).status).toBe(200);
    expect((await look(number)).status).toBe('answered');
    await page.context().close();
  });

  it('asks back first, passes it on to who knows, and is asked again of somebody else', async () => {
    await server.clock.set(MONDAY);
    const number = await asked('Can the bastion be retired?');
    const berlin = await open(`/requests/${number}`, ines);
    const reader = await open(`/requests/${number}`, raj, pune);
    await reader.getByRole('button', { name: 'Ask back…' }).click();
    await reader.getByLabel('What do you need to know from Ines Prado?').fill('Which of the two?');
    await reader.getByRole('button', { name: 'Ask back', exact: true }).click();
    await berlin.getByText('The clock stands still').first().waitFor();
    await berlin.getByText('“Which of the two?”').waitFor();
    await expectFaultless(berlin, 'a request that was asked back');
    await berlin.getByRole('button', { name: 'Answer Raj Mehta…' }).click();
    await berlin.getByLabel('Your answer to Raj Mehta').fill('The old one.');
    await berlin.getByRole('button', { name: 'Send', exact: true }).click();
    await reader.getByText('“The old one.”').waitFor();
    // By keyboard: the focus is in the form, and Escape folds it with the focus on what opened it.
    const passing = reader.getByRole('button', { name: 'Pass it on…' });
    await passing.press('Enter');
    await reader.getByRole('combobox', { name: 'Who knows?' }).and(reader.locator(':focus')).waitFor();
    await reader.keyboard.press('Escape');
    await passing.and(reader.locator(':focus')).waitFor();
    await reader.keyboard.press('Enter');
    await choose(reader, 'Who knows?', 'aroha', 'Aroha Ngata');
    await reader.getByLabel('Why, if you want to say').fill('She built it.');
    await expectFaultless(reader, 'passing on');
    await reader.getByRole('button', { name: 'Pass it on', exact: true }).click();
    await berlin.getByRole('rowheader', { name: 'Aroha Ngata' }).waitFor({ state: 'attached' });
    expect((await aroha.post(`/api/requests/${number}/answers`, { text: 'Yes.' })).status).toBe(200);
    await berlin.getByRole('button', { name: 'Ask again…' }).click();
    await berlin.getByLabel('What is still open?').fill('And from when?');
    // Whoever answered, and not whoever passed it on.
    await expect.poll(() => berlin.getByRole('combobox', { name: 'Whom?' }).inputValue()).toBe('Aroha Ngata');
    await expectFaultless(berlin, 'asking again');
    await berlin.getByRole('button', { name: 'Ask again', exact: true }).click();
    await berlin.getByRole('heading', { name: /^Asked again/ }).waitFor();
    await expect.poll(() => look(number)).toMatchObject({ status: 'open', to: { name: 'Aroha Ngata' } });
    await berlin.getByRole('button', { name: 'More', exact: true }).click();
    await berlin.getByRole('menuitem', { name: 'Withdraw…' }).click();
    await berlin.getByLabel('Why, if you want to say').fill('Found it.');
    await berlin.getByRole('button', { name: 'Withdraw it' }).click();
    await reader.getByText(/^Withdrawn by Ines Prado/).waitFor();
    await reader.getByText('“Found it.”').waitFor();
    await berlin.context().close();
    await reader.context().close();
  });
});

describe('the list', () => {
  it('says what it is where there is nothing in it, and goes on where there is much', async () => {
    await server.clock.set(MONDAY);
    const tomas = await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
    const page = await open('/requests', tomas, { timezoneId: 'America/Sao_Paulo' });
    await page.getByText('Nobody waits for an answer of yours').waitFor();
    await expectFaultless(page, 'nothing asked');
    for (let count = 1; count <= 55; count += 1) await asked(`Question ${count} of many`, { to: 'tomas' });
    await page.getByRole('link', { name: 'Question 1 of many' }).waitFor();
    await page.getByRole('link', { name: 'Question 50 of many' }).scrollIntoViewIfNeeded();
    await page.getByRole('link', { name: 'Question 55 of many' }).waitFor();
    await page.getByLabel('Find').fill('question 54');
    await page.getByRole('link', { name: 'Question 1 of many' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Question 54 of many' }).waitFor();
    await expect.poll(() => page.locator('main [data-row]').count(), { timeout: 20_000 }).toBe(1);
    await page.getByLabel('Find').fill('quagga');
    await page.getByText('No request fits.').waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.waitForURL('**/requests');
    await page.getByRole('link', { name: 'All open' }).click();
    await page.waitForURL('**/requests?view=open');
    await page.context().close();
  });
});

describe('on a phone', () => {
  it('a question is asked, read and answered, whatever its length and its letters', async () => {
    await server.clock.set(MONDAY);
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;
    const asker = await open('/requests', ines, phone);
    await asker.getByRole('link', { name: 'Ask', exact: true }).tap();
    await choose(asker, 'Whom?', 'raj', 'Raj Mehta');
    await asker
      .getByRole('textbox', { name: 'Your question' })
      .fill('قرار حول تخزين البيانات في كل منطقة, with a long first line that does not end where a phone does 🌍');
    await asker.getByText('Raj Mehta is asked', { exact: false }).waitFor();
    await asker.getByRole('button', { name: 'Ask', exact: true }).tap();
    await asker.getByRole('heading', { level: 1, name: /does not end where a phone does/ }).waitFor();
    await expectFaultless(asker, 'an open request on a phone');
    const reader = await open(`/requests/${numberOf(asker)}`, raj, { ...pune, ...phone });
    await reader.getByText('why?').tap();
    await reader.getByRole('heading', { name: 'Why Tuesday 14:30' }).waitFor();
    await reader.getByText('why?').tap();
    await reader.getByLabel('Your answer').fill('Yes.');
    await reader.getByRole('button', { name: 'Send the answer' }).tap();
    await asker.getByRole('article').getByText('Yes.').waitFor();
    await asker.getByRole('button', { name: 'Accept the answer' }).tap();
    await reader.getByText(/^Accepted by Ines Prado/).waitFor();
    await expectFaultless(reader, 'an accepted request on a phone');
    await asker.context().close();
    await reader.context().close();
  });
});
