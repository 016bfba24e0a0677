import { beforeAll, describe, expect, it } from 'vitest';
import { found, join, type Client } from '../harness/client.ts';
import { eventually } from '../harness/platform.ts';
import { appPages, expectFaultless } from './app-page.ts';

const { server, open, complaints } = await appPages();

// A Monday on which Berlin and Pune both work.
const MONDAY = '2026-11-16T09:00:00Z';
let ines: Client;
let raj: Client;

beforeAll(async () => {
  await server.clock.set(MONDAY);
  ines = await found(server.address);
  const joined = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  raj = joined;
  const { json } = await ines.post('/api/spaces', { name: 'Platform', slug: 'platform' });
  const given = await ines.put(`/api/spaces/${String(json['id'])}/members/${joined.id}`, { role: 'contributor' });
  if (given.status !== 200) throw new Error(given.text);
});

const opened = async (title: string, more: object = {}): Promise<number> => {
  const text = { problem: 'Every new region asks for its own.', recommendation: 'One primary per region.' };
  const {
    status,
    json,
    text: said,
  } = await ines.post('/api/decisions', { title, space: 'platform', ...text, ...more, open: true });
  if (status !== 201) throw new Error(said);
  return Number(json['number']);
};

const look = async (number: number): Promise<Record<string, unknown>> => (await ines.get(`/api/decisions/${number}`)).json;

describe('a decision that was made', () => {
  it('is asked about again at its review date: what is asked comes first, says until when, and what was answered stays', async () => {
    await server.clock.set(MONDAY);
    const number = await opened('Keep the tenth replica', { reviewOn: '2026-11-30' });
    await server.clock.set('2026-11-17T09:00:30Z');
    await eventually(async () => (await look(number))['status'] === 'accepted');
    await server.clock.set('2026-11-30T08:00:00Z');
    await eventually(async () => ((await look(number))['awaits'] as readonly unknown[]).length > 0);
    const pune = await open(`/decisions/${number}`, { as: raj, timezoneId: 'Asia/Kolkata' });
    const panel = pune.getByRole('complementary', { name: 'The run' });
    const asked = panel.getByRole('region', { name: 'Would you decide it the same again?' });
    await asked.getByText(/^Unanswered by .*, the decision stands as it is\.$/).waitFor();
    await expectFaultless(pune, 'a decision under review');
    await asked.getByLabel('In a word, if you want to').fill('Two would have done.');
    await asked.getByRole('button', { name: 'Partly' }).click();
    await asked.getByText('You said: partly. Your latest word counts.').waitFor();
    await asked.getByText('“Two would have done.”').waitFor();
    await ines.post(`/api/decisions/${number}/review-answers`, { answer: 'yes' });
    await asked.getByText('1 would decide it the same again, 1 in part, 0 would not.').waitFor();
    await expectFaultless(pune, 'an answered review');
    await pune.context().close();
  });

  it('says why it was withdrawn', async () => {
    await server.clock.set(MONDAY);
    const number = await opened('Paint the racks');
    await ines.post(`/api/decisions/${number}/withdrawals`, { reason: 'Nobody sees them.' });
    const page = await open(`/decisions/${number}`, { as: raj });
    await page.getByText('Nobody sees them.').waitFor();
    expect(await page.getByText('Nobody sees them.').count()).toBe(1);
    await page.getByRole('heading', { name: 'Recommendation and rationale' }).waitFor();
    const phone = await open(`/decisions/${number}`, { as: raj, viewport: { width: 390, height: 844 } });
    await phone.getByText('Withdrawn: “Nobody sees them.”').waitFor();
    expect(complaints()).toEqual([]);
    await phone.context().close();
    await page.context().close();
  });

  it('says whom it asks again since it was reopened', async () => {
    await server.clock.set(MONDAY);
    const number = await opened('Number the racks');
    await raj.post(`/api/decisions/${number}/stances`, { stance: 'agree' });
    await server.clock.set('2026-11-18T12:00:00Z');
    await expect.poll(async () => (await ines.get(`/api/decisions/${number}`)).json['status']).toBe('accepted');
    const page = await open(`/decisions/${number}`, { as: ines });
    await page.getByRole('heading', { name: 'Decision and rationale' }).waitFor();
    await ines.post(`/api/decisions/${number}/reopenings`, { reason: 'Half of them have no place for a number.' });
    await page.getByText('Half of them have no place for a number.').first().waitFor();
    await page.getByText('Asked again, since it was reopened.').waitFor();
    expect(complaints()).toEqual([]);
    await page.context().close();
  });
});

describe('the log of decisions', () => {
  it('says where one has no draft, and asks for no other words', async () => {
    const page = await open('/decisions?status=draft', { as: raj });
    await page.getByText('You have no draft').waitFor();
    await expect.poll(() => page.getByText('Try fewer words').count()).toBe(0);
    await expectFaultless(page, 'no drafts');
    await page.context().close();
  });
});
