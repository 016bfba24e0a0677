import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { client, PASSWORD } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';

const app = await appPages();
afterEach(() => app.faultless());

const INES = 'ines@northwind.example';
let link = '';

const wrong = (page: Page, field: string) => page.getByRole('textbox', { name: field }).and(page.locator('[aria-invalid=true]'));

describe('entering', () => {
  it('leads a fresh installation to its welcome, names each field at fault, and keeps what was typed', async () => {
    const page = await app.open('/people');
    await page.waitForURL('**/welcome');
    await expectFaultless(page, 'welcome');
    // All of what is missing is told at once, and the first of it, far above the button, is where one goes on.
    await page.getByRole('button', { name: 'Found the organization' }).click();
    await wrong(page, 'Organization').and(page.locator(':focus')).waitFor();
    await page.getByText('Must not be empty.').first().waitFor();
    await wrong(page, 'Your name').waitFor();
    await wrong(page, 'Mail').waitFor();
    await page.getByRole('textbox', { name: 'Organization' }).fill('Northwind');
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ines Prado');
    await page.getByRole('textbox', { name: 'Mail' }).fill('ines at northwind');
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Found Northwind' }).click();
    await wrong(page, 'Mail').waitFor();
    await page.getByText('Must be a mail address').waitFor();
    await page.getByRole('textbox', { name: 'Mail' }).fill(INES);
    await page.getByRole('button', { name: 'Found Northwind' }).click();
    await page.locator('input[type=password][aria-invalid=true]').waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'Your name' }).inputValue()).toBe('Ines Prado');
    await page.reload();
    await expect.poll(() => page.getByRole('textbox', { name: 'Organization' }).inputValue()).toBe('Northwind');
    await expect.poll(() => page.getByRole('textbox', { name: 'Mail' }).inputValue()).toBe(INES);
    await expect.poll(() => page.getByLabel('Password').inputValue()).toBe('');
    await page.context().close();
  });

  it('founds an organization, and every first step that it offers is there', async () => {
    const page = await app.open('/');
    await page.waitForURL('**/welcome');
    await page.getByRole('textbox', { name: 'Organization' }).fill('Northwind');
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ines Prado');
    await page.getByRole('textbox', { name: 'Mail' }).fill(INES);
    await page.getByLabel('Password').fill(PASSWORD);
    await expect.poll(() => page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Berlin (Europe)');
    await page.getByRole('button', { name: 'Found Northwind' }).click();
    await page.getByRole('heading', { level: 1, name: 'Northwind' }).waitFor();
    await expectFaultless(page, 'first steps');
    const steps = page.getByRole('list', { name: 'Where to begin' }).getByRole('link');
    const names = await steps.allTextContents();
    expect(names).toContain('Invite people');
    for (const name of names) {
      await steps.filter({ hasText: name }).click();
      await page.waitForURL((url) => url.pathname !== '/start');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expect.poll(() => page.getByText('There is nothing here').count(), { message: name }).toBe(0);
      await page.goBack();
      await page.waitForURL('**/start');
    }
    await steps.filter({ hasText: 'Invite people' }).click();
    await page.getByRole('textbox', { name: 'Their name' }).fill('Raj Mehta');
    await page.getByRole('textbox', { name: 'Their mail' }).fill('raj');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await wrong(page, 'Their mail').waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'Their name' }).inputValue()).toBe('Raj Mehta');
    await page.getByRole('textbox', { name: 'Their mail' }).fill('raj@northwind.example');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    link = await page.getByRole('textbox', { name: 'Link for Raj Mehta' }).inputValue();
    await page.getByText('No mail server is set up').waitFor();
    await expectFaultless(page, 'invite');
    await page.context().close();
  });

  it('lets the invited choose their hours, in their own zone, on a phone', async () => {
    const page = await app.open(link, { timezoneId: 'Asia/Kolkata', viewport: { width: 390, height: 844 }, hasTouch: true });
    await page.getByRole('heading', { level: 1, name: 'Join Northwind' }).waitFor();
    await expectFaultless(page, 'join');
    await expect.poll(() => page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Kolkata (Asia)');
    await page.getByLabel('Monday, from').fill('10');
    await page.getByLabel('Monday, until').fill('6:30pm');
    await page.getByRole('button', { name: 'Same from Monday to Friday' }).click();
    await page.getByText('42.5 h a week').waitFor();
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Join Northwind' }).click();
    await page.locator('input[type=password][aria-invalid=true]').waitFor();
    await expect.poll(() => page.getByLabel('Friday, until').inputValue()).toBe('18:30');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Join Northwind' }).click();
    await page.waitForURL((url) => url.pathname !== '/join');
    await page.goto('/people');
    const lines = page.getByRole('list', { name: 'People' }).getByRole('listitem');
    await lines
      .filter({ hasText: 'Ines Prado' })
      .getByText(/Berlin .*\d\d:\d\d/)
      .waitFor();
    await lines
      .filter({ hasText: 'Raj Mehta' })
      .getByText(/Kolkata .*\d\d:\d\d/)
      .waitFor();
    await page.goto('/people/raj');
    await page.getByText('10:00–18:30').first().waitFor();
    await page.context().close();
  });

  it('says that a session has ended and what was kept, and sends it once its writer has signed in again', async () => {
    const ines = client(app.server.address);
    expect((await ines.post('/api/sessions', { mail: INES, password: PASSWORD })).status).toBe(201);
    const { json } = await ines.post('/api/decisions', {
      title: 'Rehearse failover each month',
      problem: 'P',
      recommendation: 'R',
      open: true,
    });
    const page = await app.open(`/decisions/${String(json['number'])}`, { as: ines });
    await page.getByRole('textbox', { name: 'Comment' }).fill('Weekly, rather.');
    await ines.delete('/api/sessions/current');
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await page.getByText('Your session has ended. What you wrote is kept on this device', { exact: false }).waitFor();
    await page.getByLabel('Mail').fill(INES);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Rehearse failover each month' }).waitFor();
    await ines.post('/api/sessions', { mail: INES, password: PASSWORD });
    const said = async (): Promise<string> => (await ines.get(`/api/artifacts/${String(json['id'])}/comments`)).text;
    await expect.poll(said, { timeout: 20_000 }).toContain('Weekly, rather.');
    await page.context().close();
  });

  it('says so at once where a page is written, and leads back to all that was typed', async () => {
    const ines = client(app.server.address);
    expect((await ines.post('/api/sessions', { mail: INES, password: PASSWORD })).status).toBe(201);
    const { json } = await ines.post('/api/pages', { body: '# Rehearsals\n\nEach month.\n' });
    const page = await app.open(`/handbook/${String(json['number'])}`, { as: ines });
    // It is the editor that says so, and not the stream of what happens.
    await page.route('**/api/stream', (route) => route.abort());
    await page.goto(`/handbook/${String(json['number'])}/edit`);
    const words = page.getByRole('textbox', { name: 'Text', exact: true });
    await words.fill('# Rehearsals\n\nEach week.\n');
    await page.getByText('Saved in the draft.').waitFor();
    await page.getByRole('textbox', { name: 'Why it changes' }).fill('Once a month was too few');
    await words.press('ControlOrMeta+End');
    await page.keyboard.insertText('On Mondays.');
    await ines.delete('/api/sessions/current');
    await page.getByText('Your session has ended. What you wrote is kept on this device', { exact: false }).waitFor();
    await page.getByLabel('Mail').fill(INES);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/edit');
    await expect.poll(() => words.textContent()).toContain('Each week.On Mondays.');
    await expect.poll(() => page.getByRole('textbox', { name: 'Why it changes' }).inputValue()).toBe('Once a month was too few');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.waitForURL(`**/handbook/${String(json['number'])}`);
    await page.getByText('On Mondays.').first().waitFor();
    await page.context().close();
  });

  it('says so where a form is sent, too, and leads back to what was written', async () => {
    const ines = client(app.server.address);
    expect((await ines.post('/api/sessions', { mail: INES, password: PASSWORD })).status).toBe(201);
    const page = await app.open('/decisions/new', { as: ines });
    await page.getByRole('textbox', { name: 'Title' }).fill('Rehearse failover each week');
    // Its time was over: nobody ended it, so nothing tells the page.
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Keep as draft' }).click();
    await page.getByText('Your session has ended. What you wrote is kept on this device', { exact: false }).waitFor();
    await page.getByLabel('Mail').fill(INES);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/decisions/new');
    await expect.poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Rehearse failover each week');
    await page.context().close();
  });

  it('signs in by keyboard alone, sees both local times, and comes back to where one wanted to go', async () => {
    const page = await app.open('/people');
    await page.waitForURL('**/sign-in?to=%2Fpeople');
    const mail = page.getByRole('textbox', { name: 'Mail' });
    await mail.waitFor();
    await expect.poll(() => mail.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type(INES);
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong words');
    await page.keyboard.press('Enter');
    await page.locator('input[type=password][aria-invalid=true]').waitFor();
    await expect.poll(() => mail.inputValue()).toBe(INES);
    await page.getByLabel('Password').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/people');
    const lines = page.getByRole('list', { name: 'People' }).getByRole('listitem');
    await lines
      .filter({ hasText: 'Raj Mehta' })
      .getByText(/Kolkata .*\d\d:\d\d/)
      .waitFor();
    await lines
      .filter({ hasText: 'Ines Prado' })
      .getByText(/Berlin \d\d:\d\d/)
      .waitFor();
    await page.getByRole('link', { name: 'Invite people' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Raj Mehta' }).waitFor();
    // Two keys in a row are one only when the second follows at once, on a busy machine too.
    await Promise.all([page.keyboard.press('g'), page.keyboard.press('p')]);
    await page.waitForURL('**/people');
    await page.keyboard.press('i');
    await page.waitForURL('**/people/invite');
    await page.context().close();
  });

  it('has pages for a forgotten password and for links that are used up, without a fault', async () => {
    const page = await app.open('/sign-in');
    await expectFaultless(page, 'sign in');
    await page.getByRole('link', { name: 'I forgot my password' }).click();
    await page.getByRole('textbox', { name: 'Mail' }).fill('nobody');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await wrong(page, 'Mail').waitFor();
    await page.getByRole('textbox', { name: 'Mail' }).fill(INES);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('a link is on its way').waitFor();
    await expectFaultless(page, 'forgotten');
    await page.goto(`/reset#${'x'.repeat(40)}`);
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('alert').waitFor();
    await expectFaultless(page, 'reset');
    await page.goto(link);
    await page.reload();
    await page.getByText(/Ask whoever invited you for a new one/).waitFor();
    // Once, and nothing of what only the link says.
    await expect.poll(() => page.getByText('Ask whoever invited you').count()).toBe(1);
    await expect.poll(() => page.getByText('token').count()).toBe(0);
    await expectFaultless(page, 'used link');
    // Whoever has joined by it goes on from here.
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await page.context().close();
  });
});
