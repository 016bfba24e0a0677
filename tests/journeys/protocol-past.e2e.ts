import { beforeAll, expect, it } from 'vitest';
import { found, join, type Client } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';

const { server, open, complaints } = await appPages();

const MONDAY = '2026-11-16T09:00:00Z';
type Person = Client & { readonly id: string };
let ines: Client;
let raj: Person;
let mere: Person;

beforeAll(async () => {
  await server.clock.set(MONDAY);
  ines = await found(server.address);
  raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  mere = await join(server.address, ines, 'Mere Parata', 'Pacific/Auckland');
  await raj.put(`/api/people/${raj.id}/deputies`, { deputies: [mere.id] });
  const text = { problem: 'Every region asks for its own.', recommendation: 'One each.', reversible: true, open: true };
  await ines.post('/api/decisions', { title: 'Keep one PostgreSQL per region', ...text });
  const { json } = await ines.post('/api/decisions', { title: 'Stream reports from a replica', ...text });
  await raj.post(`/api/decisions/${String(json['id'])}/stances`, {
    stance: 'object',
    reason: 'No way back.',
    alternative: 'A flag.',
  });
});

it('a version of a protocol is tried on what happened, and the report says what would have been, and how far to trust it', async () => {
  const page = await open('/protocols', { as: ines });
  await page
    .getByRole('link', { name: /that can be taken back/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Try a version on what happened' }).click();
  const source = page.getByLabel('The protocol to try');
  await expect.poll(() => source.inputValue()).toContain('window: 24h');
  const text = await source.inputValue();
  await source.fill(text.replace('window: 24h', 'window: 0..24h').replace(/ +each: .*\n/, ''));
  await expectFaultless(page, 'beginning a backtest');
  await page.getByRole('button', { name: 'Tell them again' }).click();
  await page.getByText("of the last 90 days' 2 decisions, 2 would have gone ahead at once, all of which lasted.").waitFor();
  await page.getByRole('row', { name: 'Went ahead at once 0 2' }).waitFor();
  await page.getByRole('heading', { name: '2 would have ended otherwise' }).waitFor();
  await page.getByRole('link', { name: 'Stream reports from a replica' }).waitFor();
  await expectFaultless(page, 'the report of a backtest');
});

it('what is broken is refused where it is written', async () => {
  const page = await open('/protocols/backtest', { as: ines });
  await page.getByLabel('The protocol to try').fill('id: a/b\non: decision.opened\nsteps: [{}]\n');
  await page.getByRole('button', { name: 'Tell them again' }).click();
  await page
    .getByText(/A step needs/)
    .first()
    .waitFor();
});

it('two versions are played against each other, and the report says first whether it knows how people answer here', async () => {
  const page = await open('/protocols', { as: raj });
  await page
    .getByRole('link', { name: /that can be taken back/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Play it against another' }).click();
  const against = page.getByRole('textbox', { name: 'Against it' });
  await expect.poll(() => against.inputValue()).toContain('window: 24h');
  await against.fill((await against.inputValue()).replace('window: 24h', 'window: 72h'));
  await page.getByLabel('People').fill('8');
  await page.getByLabel('Days of proposals').fill('14');
  await page.getByLabel('Worlds of chance').fill('2');
  await expectFaultless(page, 'beginning a simulation');
  await page.getByRole('button', { name: 'Play them' }).click();
  await page.getByText(/^Not calibrated: of what you can see/).waitFor();
  await page.getByRole('img', { name: /^The share of proposals that has ended/ }).waitFor();
  await page.getByRole('row', { name: /^Half end within/ }).waitFor();
  await expectFaultless(page, 'the report of a simulation');
});

it('who can block whom is a picture and a table; somebody away is replayed', async () => {
  const page = await open('/protocols/dependence', { as: mere });
  await page.getByText('Ines Prado alone holds “stewards”').waitFor();
  await page.getByText('Raj Mehta alone can clear the objection').waitFor();
  await page.getByRole('figure', { name: 'Steps, the roles that they name, and who holds them' }).waitFor();
  await page.getByRole('table').waitFor();
  await expectFaultless(page, 'who can block whom');
  await page
    .getByRole('figure')
    .getByRole('link', { name: /^stewards/ })
    .click();
  await page.getByRole('link', { name: 'Show everything' }).waitFor();
  await page.getByRole('link', { name: 'If Ines Prado is away' }).click();
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByText('Ines Prado away for 14 days').waitFor();
  await page.getByRole('heading', { name: 'Open now' }).waitFor();
  await expectFaultless(page, 'somebody away');
});

it('an agent shows who answers for it and its limits, which that person sets', async () => {
  await raj.post('/api/agents', { name: 'Scout', accountable: raj.id });
  const page = await open('/people/agents/scout', { as: raj });
  await page.getByText('It may change whatever its keys and roles let it.').waitFor();
  await page.getByRole('radio', { name: 'Some kinds of things' }).check();
  const kinds = page.getByRole('combobox', { name: 'It may change' });
  await kinds.fill('comm');
  await page.getByRole('option', { name: 'comments' }).click();
  await page.getByLabel('Changes a day').fill('20');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('At most 20 changes a day; 0 so far today.').waitFor();
  await page.getByText('Of what there is, it changes: comments.').waitFor();
  await expectFaultless(page, 'an agent and its limits');
  expect(complaints()).toEqual([]);
});
