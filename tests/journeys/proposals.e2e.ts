import { afterEach, beforeAll, expect, it } from 'vitest';
import { found, join, type Client } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';

const app = await appPages();
const { server } = app;
afterEach(() => app.faultless());

let ines: Client;
let raj: Client & { readonly id: string };
let tomas: Client & { readonly id: string };
let number = 0;

beforeAll(async () => {
  ines = await found(server.address);
  raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  tomas = await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
  const space = String((await ines.post('/api/spaces', { name: 'Library', access: 'closed' })).json['id']);
  await ines.put(`/api/spaces/${space}/members/${raj.id}`, { role: 'contributor' });
  await ines.put(`/api/spaces/${space}/members/${tomas.id}`, { role: 'reader' });
  const page = { space: 'library', owners: [raj.id], body: '# Lending\n\nBooks are lent for four weeks.\n' };
  number = Number((await ines.post('/api/pages', page)).json['number']);
});

it('a reader proposes another text of a page; whoever looks after it compares, agrees, and it is published', async () => {
  const reader = await app.open(`/handbook/${number}`, { as: tomas });
  await reader.getByRole('link', { name: /^Propose a change/ }).click();
  await reader.getByText('What you write is proposed').waitFor();
  await reader.getByRole('textbox', { name: 'Text', exact: true }).fill('# Lending\n\nBooks are lent for six weeks.\n');
  await reader.getByRole('textbox', { name: 'Why it changes' }).fill('Four were too few');
  await reader.getByRole('button', { name: 'Propose', exact: true }).click();
  await reader.waitForURL('**/decisions/*');
  await reader.getByRole('heading', { level: 1, name: 'Lending: Four were too few' }).waitFor();
  await expectFaultless(reader, 'a proposal');

  const owner = await app.open(`/handbook/${number}`, { as: raj });
  await owner.getByRole('link', { name: 'Four were too few' }).click();
  await owner.getByRole('insertion').filter({ hasText: 'six weeks' }).waitFor();
  await owner.getByRole('button', { name: /^Agree/ }).click();
  await owner.getByText(/Published as revision 2/).waitFor();
  await owner.goto(`/handbook/${number}`);
  await owner.getByText('Books are lent for six weeks.').waitFor();
  await expect.poll(() => owner.getByText('Proposed for this page').count()).toBe(0);
  await owner.goto(`/handbook/${number}/history`);
  await owner.getByRole('listitem').filter({ hasText: 'Four were too few' }).getByText('Tomás Lima').waitFor();
  await owner.getByText('decided by').waitFor();
});

it('a protocol of the gallery is adopted, and a rule is changed from its own page', async () => {
  const page = await app.open('/protocols/try?gallery=asf%2Flazy', { as: ines });
  await page.getByRole('combobox', { name: 'Where it would hold' }).selectOption({ label: 'Library' });
  await page.getByRole('combobox', { name: 'Who is meant by “committers”' }).waitFor();
  await page.getByRole('button', { name: 'Adopt it' }).click();
  await page.waitForURL('**/decisions/*');
  await page.getByText('A new page: “Lazy consensus”').waitFor();
  await page.getByText('amend/default, version 1').waitFor({ state: 'attached' });

  const { number: rule } = (await ines.get('/api/protocols/respond%2Fdefault')).json;
  await page.goto(`/handbook/${String(rule)}`);
  await page.getByText('What the engine obeys').waitFor();
  await page.keyboard.press('e');
  await page.getByText('A protocol here says which changes others look at first').waitFor();
});
