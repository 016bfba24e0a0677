import { join as path } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { found, join, type Client } from '../harness/client.ts';
import { radicaleServer } from '../harness/radicale.ts';
import { appPages, expectFaultless } from './app-page.ts';

const app = await appPages({ outgoing: ['127.0.0.1'] });
const radicale = await radicaleServer();
const { server } = app;
afterEach(() => app.faultless());

// A Monday, 10:00 in Berlin and 13:30 in Pune.
const MONDAY = '2026-03-30T08:00:00Z';
const EXAMPLE = path(import.meta.dirname, '../../practices/meetings/examples/fourteen-meetings.ics');
let ines: Client;
let raj: Client & { readonly id: string };

beforeAll(async () => {
  await server.clock.set(MONDAY);
  ines = await found(server.address);
  raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  await join(server.address, ines, 'Mere', 'Pacific/Auckland');
  await ines.post('/api/spaces', { name: 'Platform', slug: 'platform' });
});

const open = async (to: string, who?: Client): Promise<Page> =>
  app.open(to, { at: await server.clock.now(), ...(who ? { as: who } : {}) });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

describe('a sceptical manager', () => {
  it('drops a calendar, sees the truth, and walks the week by keyboard', async () => {
    const page = await open('/start', ines);
    await page.getByRole('link', { name: 'See what your meetings cost' }).click();
    await page.getByText('What do your meetings cost?').waitFor();
    await expectFaultless(page, 'meetings, empty');
    await page.locator('input[type=file]').setInputFiles(EXAMPLE);
    await page.getByRole('heading', { name: '11.0 hours of meetings a week' }).waitFor();
    await page.getByText('11 changes would bring you to 4.5').waitFor();
    await page.getByText('Nothing of this calendar is kept').waitFor();
    const heat = page.getByRole('table', { name: 'A usual week, hours in meetings' });
    await heat.locator('td').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.getByText('Tue 10:00–11:00: 1.00 h a week').waitFor();
    await expectFaultless(page, 'what meetings cost');
  });

  it('converts the worst of them by one button, and sees what it gave back', async () => {
    const page = await open('/meetings', ines);
    await page.locator('input[type=file]').setInputFiles(EXAMPLE);
    await button(page, 'Becomes a written round: Daily standup').click();
    await page.getByRole('button', { name: 'Remove Raj Mehta' }).waitFor();
    await expectFaultless(page, 'replacing a series');
    await button(page, 'Replace the meeting').click();
    await page.getByText('Replaced by').getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Daily standup' }).waitFor();
    await page.goto('/meetings/back');
    await page.getByRole('link', { name: 'Daily standup' }).waitFor();
    await page.getByText('a written round · ').waitFor();
    await expectFaultless(page, 'what was given back');
    const asked = await open('/requests', raj);
    await asked.getByRole('link', { name: 'Daily standup' }).waitFor();
  });
});

describe('a meeting', () => {
  it('is prepared before it takes place, and settled in writing it is cancelled with thanks', async () => {
    const page = await open('/meetings/new', ines);
    await page.getByLabel('What is it about?').fill('Which port do we use?');
    await page.getByRole('combobox', { name: 'Who takes part?' }).fill('raj');
    await page.getByRole('option', { name: 'Raj Mehta' }).click();
    await page.getByLabel('When?').fill('2026-04-02T10:00');
    await page.getByLabel('Minutes').fill('60');
    await expectFaultless(page, 'asking for a meeting');
    await button(page, 'Ask for it').click();
    await page.getByText('Before it takes place it needs a purpose, something to settle, a document to read.').waitFor();
    await expectFaultless(page, 'a meeting to be prepared');
    await button(page, /Prepare it/).click();
    await page.getByLabel('What is it for?').fill('The crane has to know where to go.');
    await page.getByLabel('What is to be settled?').fill('- Rotterdam or Santos?\n- From when?');
    await page.getByLabel('What is read beforehand?').fill('https://docs.northwind.example/ports');
    await button(page, 'Keep it so').click();
    await page
      .getByText(/^Takes place/)
      .first()
      .waitFor();
    await button(page, 'Read for 5 minutes').click();
    await page.getByRole('timer').getByText('5:00 left to read').waitFor();

    const other = await open(new URL(page.url()).pathname, raj);
    for (const [question, answer] of [
      ['Rotterdam or Santos?', 'Santos.'],
      ['From when?', 'From May.'],
    ] as const) {
      await button(other, `Settle it in writing… ${question}`).click();
      await other.getByLabel('The answer').fill(answer);
      await button(other, 'Settle it').click();
      await other.getByText(answer).waitFor();
    }
    await other
      .getByText('Everything that it was to settle is settled in writing. That gives back 60 minutes to 2 people')
      .waitFor();
    await expectFaultless(other, 'a meeting settled in writing');
  });

  it('that is over is told of in a minute, from Today', async () => {
    const made = await ines.post('/api/meetings', {
      ...{
        title: 'The dock',
        from: '2026-03-30T07:30:00Z',
        minutes: 35,
        people: ['raj'],
        purpose: 'Choose.',
        questions: ['Which?'],
      },
      document: 'https://docs.northwind.example/dock',
    });
    expect(made.status, made.text).toBe(201);
    await server.clock.set('2026-03-30T08:10:00Z');
    const page = await open('/', ines);
    await button(page, /The dock/)
      .first()
      .click();
    await page.getByRole('radio', { name: 'It ran over' }).check();
    await page.getByLabel('How many minutes?').fill('50');
    await expectFaultless(page, 'how a meeting went');
    await button(page, 'Say so').click();
    await expect.poll(() => button(page, /The dock/).count()).toBe(0);
    await page.goto(`/meetings/${String(made.json['number'])}`);
    await page.getByText('Ran over: 50 minutes').waitFor();
  });

  it('does not pass on a day that its team keeps free', async () => {
    const page = await open('/meetings/teams/platform', ines);
    await button(page, /Change them/).click();
    await page.getByLabel('Wednesday').check();
    await expectFaultless(page, 'days without meetings');
    await button(page, 'Keep it so').click();
    await page.getByText('Without meetings: Wednesday.').waitFor();
    await page.getByText('A figure of a team needs 5 people').waitFor();
  });
});

describe('somebody’s time', () => {
  it('is booked by a stranger within its hours, moved and cancelled by its link', async () => {
    const page = await open('/meetings/booking', ines);
    await button(page, 'Open a booking page').click();
    await page.getByLabel('What is booked?').fill('Half an hour with Ines');
    await expectFaultless(page, 'a new booking page');
    await button(page, 'Open the page').click();
    const address = await page.getByLabel('Its address').inputValue();
    const guest = await open(new URL(address).pathname);
    await guest.getByRole('radiogroup').first().getByRole('radio').first().check();
    await guest.getByLabel('Your name').fill('Kiri Walker');
    await guest.getByLabel('Your mail address').fill('kiri@elsewhere.example');
    await expectFaultless(guest, 'booking');
    await button(guest, 'Book it').click();
    await guest.getByText(/^Booked: /).waitFor();
    await guest.getByRole('link', { name: 'Move or cancel it' }).click();
    await guest.getByRole('heading', { name: 'Half an hour with Ines' }).waitFor();
    await guest.getByRole('radiogroup').nth(1).getByRole('radio').first().check();
    await button(guest, 'Move it here').click();
    await guest.getByText(/^Moved to /).waitFor();
    await expectFaultless(guest, 'what was booked');
    await page.reload();
    await page.getByText('with Kiri Walker, kiri@elsewhere.example').waitFor();
    await button(guest, 'Cancel it').click();
    await button(guest, 'Cancel it').last().click();
    await guest.getByText('It is cancelled.').waitFor();
  });

  it('is one’s own to look at', async () => {
    const page = await open('/meetings/time', ines);
    await page.getByText('Only you see this page: nobody is measured by it.').waitFor();
    await page.getByRole('link', { name: 'Calendars' }).click();
    await page.getByText('No calendar of yours is here yet.').waitFor();
    await expectFaultless(page, 'calendars');
  });
});

const SERIES = [
  ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Northwind//EN', 'BEGIN:VEVENT', 'UID:status', 'DTSTAMP:20260101T000000Z'],
  ...['SUMMARY:Weekly status', 'DTSTART;TZID=Europe/Berlin:20260106T110000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'],
  'ORGANIZER:mailto:ines@northwind.example',
  ...['ines', 'raj', 'mere'].map((one) => `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${one}@northwind.example`),
  ...['END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n');

describe('a calendar of one’s own', () => {
  it('is connected where it is kept, loses a series that something written replaced, and is forgotten when it is disconnected', async () => {
    await radicale.ask('PUT', '/ines/meetings/status.ics', SERIES);
    const page = await open('/meetings/calendars', ines);
    await page.getByRole('radio', { name: /^A CalDAV server/ }).check();
    await page.getByLabel('Address of the server').fill(radicale.address);
    await page.getByLabel('Your name there').fill('ines');
    await page.getByLabel('Your password there').fill('wrong');
    await button(page, 'Find my calendars').click();
    await page.getByText('The server does not know this name and password.').waitFor();
    await expectFaultless(page, 'a calendar that is not found');
    await page.getByLabel('Your password there').fill(radicale.password);
    await button(page, 'Find my calendars').click();
    await page.getByText('One calendar is connected.').waitFor();
    await expect
      .poll(async () => (await ines.get('/api/meetings/calendars')).json['items'], { timeout: 40_000 })
      .toMatchObject([{ entries: 1, failure: null }]);
    await page.reload();
    await page.getByText('Weekly status').waitFor();
    await expectFaultless(page, 'a connected calendar');

    await page.goto('/meetings');
    await button(page, 'Becomes a written round: Weekly status').click();
    await page.getByRole('checkbox', { name: /^End the series in my calendar/ }).waitFor();
    await expectFaultless(page, 'replacing a series of one’s own calendar');
    await button(page, 'Replace the meeting').click();
    await page.getByText('Replaced by').waitFor();
    const told = async () => JSON.stringify((await ines.get('/api/meetings/given-back')).json['conversions']);
    await expect.poll(told, { timeout: 20_000 }).toContain('"how":"ended"');
    await page.goto('/meetings/back');
    await page.getByText(/ended in your calendar/).waitFor();
    await expect.poll(() => radicale.text('/ines/meetings/status.ics')).toMatch(/UNTIL=20260330T/);
    // [rule 6] Raj met in it, and sees what became of it; not that a calendar of his own is missing.
    const his = await open('/meetings/back', raj);
    await his.getByText('ended in the calendar of Ines Prado').waitFor();
    // What was replaced is not offered again.
    await page.goto('/meetings');
    await page.getByText('Replaced by').waitFor();

    await page.goto('/meetings/calendars');
    await button(page, /^Disconnect/)
      .first()
      .click();
    await button(page, /^Disconnect/)
      .last()
      .click();
    await page.getByText('No calendar of yours is here yet.').waitFor();
  });
});

describe('questions of several meetings', () => {
  it('are gathered into a decision week', async () => {
    for (const title of ['The quay', 'The crane'])
      await ines.post('/api/meetings', {
        ...{
          title,
          from: '2026-04-13T08:00:00Z',
          minutes: 60,
          people: ['raj'],
          purpose: 'Choose.',
          questions: [`Which one of ${title}?`],
        },
        document: 'https://docs.northwind.example/quay',
      });
    const page = await open('/meetings/coming', ines);
    await page.getByRole('radio', { name: 'all that I may see' }).check();
    await page.getByText(/questions are open in \d+ meetings/).waitFor();
    await expectFaultless(page, 'meetings to come');
    await button(page, 'Gather them into a decision week').click();
    await page.getByRole('heading', { level: 1, name: 'Decision week of 2026-04-02' }).waitFor();
    await page.getByText(/Which one of The crane\? \(#\d+\)/).waitFor();
    await expectFaultless(page, 'a decision week');
  });
});
