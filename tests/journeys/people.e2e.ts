import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { found, join, PASSWORD, type Client } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';

const app = await appPages();
afterEach(() => app.faultless());

let ines: Client;
let raj: Client & { readonly id: string };
beforeAll(async () => {
  // A Wednesday, so that somebody works.
  await app.server.clock.set('2026-11-18T10:00:00Z');
  ines = await found(app.server.address);
  raj = await join(app.server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  await join(app.server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
});

const line = (page: Page, list: string, words: string) =>
  page.getByRole('list', { name: list, exact: true }).getByRole('listitem').filter({ hasText: words });

const choose = async (page: Page, label: string, words: string): Promise<void> => {
  await page.getByRole('combobox', { name: label, exact: true }).fill(words);
  await page.getByRole('option', { name: words }).waitFor();
  await page.keyboard.press('Enter');
};

describe('people', () => {
  it('are shown with their own clocks, by who works now and who is next', async () => {
    const page = await app.open('/people', { as: ines });
    await page.getByText('2 of 3 work now.').waitFor();
    await line(page, 'People', 'Raj Mehta').getByText('Kolkata 15:30').waitFor();
    await line(page, 'People', 'Aroha Ngata').getByText('Auckland 23:00').waitFor();
    await page.getByText('Nobody 17:00–21:00').waitFor();
    await page.getByRole('link', { name: 'By the clock' }).click();
    await page.getByRole('region', { name: 'Working now' }).getByText('Ines Prado').waitFor();
    await page.getByRole('region', { name: 'Next' }).getByText('works again 21:00').waitFor();
    await expectFaultless(page, 'directory');
    await page.context().close();
  });

  it('are a thousand, of whom so many are drawn as one goes down, and anybody is found', async () => {
    const page = await app.open('/today', { as: ines });
    await page.route('**/api/people?*', async (route) => {
      const answer = await (await route.fetch()).json();
      const raj = answer.items.find(({ handle }: { readonly handle: string }) => handle === 'raj');
      const more = Array.from({ length: 1_000 }, (_, at) => ({
        ...{ ...raj, id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}` },
        ...{ handle: `replica-${at}`, name: `Replica ${at}` },
      }));
      await route.fulfill({ json: { items: [...answer.items, ...more], next: null } });
    });
    await page.goto('/people');
    const rows = page.getByRole('list', { name: 'People', exact: true }).getByRole('listitem');
    await rows.first().waitFor();
    await expect.poll(() => rows.count()).toBeLessThanOrEqual(150);
    await rows.last().scrollIntoViewIfNeeded();
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    await line(page, 'People', 'Replica 90').first().waitFor();
    await page.getByRole('textbox', { name: 'Find by name, place or skill' }).fill('replica 987');
    await line(page, 'People', 'Replica 987').waitFor();
    await page.context().close();
  });

  it('change their hours and see the week as it will be; a region that is none is named and nothing is lost', async () => {
    const page = await app.open('/people/raj', { as: raj, timezoneId: 'Asia/Kolkata' });
    await page.getByRole('link', { name: 'Edit hours' }).click();
    await page.getByLabel('Friday, until').first().fill('13');
    await page.getByLabel('Friday, until').first().press('Tab');
    await page.getByText('36 h a week, 4 h less than now.').waitFor();
    await page.getByRole('list', { name: 'Your week then' }).getByText('09:00–13:00').waitFor();
    const regions = page.getByRole('textbox', { name: 'Holiday regions' });
    await regions.fill('IN, XX');
    await page.getByRole('button', { name: 'Set the hours' }).click();
    await page.locator('input[aria-invalid=true]').waitFor();
    await expect.poll(() => regions.inputValue()).toBe('IN, XX');
    await expectFaultless(page, 'hours');
    await page.reload();
    await page.getByText('What you began earlier is here again.').waitFor();
    await expect.poll(() => page.getByLabel('Friday, until').first().inputValue()).toBe('13:00');
    await regions.fill('IN');
    await page.getByRole('button', { name: 'Set the hours' }).click();
    await page.waitForURL('**/people/raj');
    await page.getByText('36 h a week').waitFor();
    await page.getByText('India', { exact: true }).waitFor();
    await expectFaultless(page, 'a person');
    await page.context().close();
  });

  it('name deputies and skills, plan leave by whole days and cancel it again', async () => {
    const page = await app.open('/people/raj/edit', { as: raj, timezoneId: 'Asia/Kolkata' });
    await page.getByRole('textbox', { name: 'Handle' }).fill('raj mehta!');
    await page.getByRole('textbox', { name: 'Skills' }).fill('PostgreSQL, Marathi');
    await choose(page, 'Deputies (optional)', 'Ines Prado');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('textbox', { name: 'Handle' }).and(page.locator('[aria-invalid=true]')).waitFor();
    await page.getByRole('textbox', { name: 'Handle' }).fill('raj');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('PostgreSQL · Marathi').waitFor();
    await line(page, 'Deputies', 'Ines Prado').waitFor();
    await page.getByRole('link', { name: 'Plan leave' }).click();
    await page.getByRole('button', { name: 'Plan leave' }).click();
    await page.getByLabel('First day').and(page.locator('[aria-invalid=true]')).waitFor();
    await page.getByLabel('First day').fill('2026-12-21');
    await page.getByLabel('Last day').fill('2026-12-24');
    await page.getByText('Away 4 days, in Kolkata time. Ines Prado is asked first.').waitFor();
    await expectFaultless(page, 'leave');
    await page.getByRole('button', { name: 'Plan leave' }).click();
    await line(page, 'Leave', '21 Dec to 24 Dec').waitFor();
    await page.getByRole('button', { name: 'Cancel this leave' }).click();
    await page.getByRole('group', { name: 'Cancel this leave' }).getByRole('button', { name: 'Cancel this leave' }).click();
    await page.getByText('No leave is planned.').waitFor();
    await page.context().close();
  });

  it('form teams, and register agents that are marked as agents with who is accountable', async () => {
    const page = await app.open('/people?by=teams', { as: ines });
    await page.getByRole('link', { name: 'Form a team' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Platform');
    await choose(page, 'Who is in it', 'Raj Mehta');
    await page.getByRole('button', { name: 'Form a team' }).click();
    await page.getByRole('link', { name: 'Platform' }).click();
    await line(page, 'Members', 'Raj Mehta').waitFor();
    await expectFaultless(page, 'a team');
    await page.goto('/people/new-agent');
    await page.getByRole('textbox', { name: 'Name' }).fill('Triage');
    await page.getByRole('button', { name: 'Register an agent' }).click();
    await line(page, 'Agents', 'Triage').getByText('Ines Prado is accountable').waitFor();
    await page.getByRole('link', { name: 'Triage' }).click();
    await page.getByText('agent', { exact: true }).waitFor();
    await expectFaultless(page, 'an agent');
    await page.context().close();
  });
});

describe('a space', () => {
  it('is opened, given members and named roles, and edited by its stewards only', async () => {
    const first = await app.open('/decisions', { as: ines });
    await first.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'All spaces' }).click();
    await first.getByText('There are no spaces yet').waitFor();
    await first.getByRole('link', { name: 'Open a space' }).click();
    await first.getByRole('button', { name: 'Open a space' }).click();
    await first.getByRole('textbox', { name: 'Name' }).and(first.locator('[aria-invalid=true]')).waitFor();
    await first.getByRole('textbox', { name: 'Name' }).fill('Billing');
    await first.getByRole('textbox', { name: 'Purpose' }).fill('Invoices and what they cost.');
    await first.getByRole('button', { name: 'Open a space' }).click();
    await first.waitForURL('**/spaces/billing');
    await first.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Billing' }).waitFor();
    await first.context().close();

    // Nobody is known yet in another browser.
    const page = await app.open('/spaces/billing', { as: ines });
    const arrives = Promise.withResolvers<void>();
    await page.route('**/api/people?*', async (route) => {
      await arrives.promise;
      await route.continue();
    });
    await page.getByRole('link', { name: 'Change: Members and roles' }).click();
    await page.getByRole('combobox', { name: 'Who', exact: true }).fill('Raj Mehta');
    await page.getByText('Nothing to choose from').waitFor();
    await page.keyboard.press('Enter');
    arrives.resolve();
    await page.getByRole('option', { name: 'Raj Mehta' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await line(page, 'Members', 'Raj Mehta').getByText('contributor').waitFor();
    await page.getByRole('textbox', { name: 'Its name' }).fill('Main Tainers');
    await choose(page, 'Who has it', 'Raj Mehta');
    await page.getByRole('button', { name: 'Name a role' }).click();
    await page.getByRole('textbox', { name: 'Its name' }).and(page.locator('[aria-invalid=true]')).waitFor();
    await page.getByRole('textbox', { name: 'Its name' }).fill('maintainers');
    await page.getByRole('button', { name: 'Name a role' }).click();
    await page.getByText('Who has the role maintainers').waitFor();
    await expectFaultless(page, 'members and roles');
    await page.getByRole('link', { name: 'Back to Billing' }).click();
    await line(page, 'Named roles', 'maintainers').getByText('Raj Mehta').waitFor();
    await expectFaultless(page, 'a space');
    await page.keyboard.press('e');
    await page.getByRole('radio', { name: 'Its members only' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('closed to all but its members').waitFor();
    await page.context().close();

    const other = await app.open('/spaces/billing', { as: raj });
    await other.getByText('you contribute').waitFor();
    await expect.poll(() => other.getByRole('link', { name: 'Edit space' }).count()).toBe(0);
    await other.context().close();
  });
});

describe('a named role', () => {
  it('keeps everybody who is chosen for it, also before the first of them has arrived', async () => {
    const opened = await ines.post('/api/spaces', { name: 'Docks', slug: 'docks' });
    const id = String(opened.json['id']);
    const me = (await ines.get('/api/me')).json as { readonly actor: { readonly id: string } };
    await ines.put(`/api/spaces/${id}/roles/pilot`, { actors: [me.actor.id] });
    const page = await app.open('/spaces/docks/people', { as: ines });
    await page.route('**/roles/pilot', async (one) => {
      await new Promise((resume) => setTimeout(resume, 600));
      await one.continue();
    });
    await choose(page, 'Who has the role pilot', 'Raj Mehta');
    await choose(page, 'Who has the role pilot', 'Aroha Ngata');
    const field = page.getByRole('button', { name: /^Remove/ });
    await expect.poll(() => field.count()).toBe(3);
    await expect
      .poll(
        async () => {
          const { json } = await ines.get(`/api/spaces/${id}`);
          return (json as { readonly roles: readonly { readonly actors: readonly unknown[] }[] }).roles[0]?.actors.length;
        },
        { timeout: 10_000 },
      )
      .toBe(3);
    await expect.poll(() => field.count()).toBe(3);
    await page.context().close();
  });
});

describe('settings', () => {
  it('show the token of a new key once, and name what is wrong in a password', async () => {
    const page = await app.open('/settings/keys', { as: ines });
    await page.getByRole('textbox', { name: 'What it is for' }).fill('laptop');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const token = await page.getByRole('textbox', { name: 'Its token' }).inputValue();
    expect(token.length).toBeGreaterThan(20);
    await expectFaultless(page, 'keys');
    await page.reload();
    await line(page, 'API keys', 'laptop').waitFor();
    await expect.poll(() => page.getByText(token).count()).toBe(0);
    await page.getByRole('link', { name: 'Account' }).click();
    await page.getByLabel('Current password').fill('not this one');
    await page.getByLabel('New password').fill('three other mornings');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByLabel('Current password').and(page.locator('[aria-invalid=true]')).waitFor();
    await expect.poll(() => page.getByLabel('New password').inputValue()).toBe('three other mornings');
    await expectFaultless(page, 'account');
    await page.context().close();
  });

  it('change the mail address with the password, which then opens the door', async () => {
    const tomas = await join(app.server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
    const page = await app.open('/settings', { as: tomas });
    const form = page.getByRole('region', { name: 'Mail address' });
    await form.getByText('You sign in with tom').waitFor();
    await form.getByLabel('New mail address').fill('tomas@elsewhere.example');
    await form.getByLabel('Your password').fill('not this one');
    await form.getByRole('button', { name: 'Change the address' }).click();
    await form.getByLabel('Your password').and(page.locator('[aria-invalid=true]')).waitFor();
    await expect.poll(() => form.getByLabel('New mail address').inputValue()).toBe('tomas@elsewhere.example');
    await form.getByLabel('Your password').fill(PASSWORD);
    await form.getByRole('button', { name: 'Change the address' }).click();
    await form.getByText('From now on it is tomas@elsewhere.example.').waitFor();
    await form.getByText('You sign in with tomas@elsewhere.example').waitFor();
    await expectFaultless(page, 'the mail address');
    await page.context().close();
  });

  it('keep the longest window within what it may be, show the mails to stewards, and remember the colours', async () => {
    const page = await app.open('/settings/organization', { as: ines });
    await page.getByRole('textbox', { name: 'Longest window' }).fill('3wd');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('textbox', { name: 'Longest window' }).and(page.locator('[aria-invalid=true]')).waitFor();
    await page.getByRole('textbox', { name: 'Longest window' }).fill('3w');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Longest window' }).inputValue()).toBe('21d');
    await expectFaultless(page, 'organization');
    const named = page.getByRole('textbox', { name: 'Name', exact: true });
    await named.fill('Northwind Lim');
    await ines.call('PATCH', '/api/organization', { body: { longestWindow: '13d' } });
    await page.getByText('This was changed since you began.').waitFor();
    await page.keyboard.type('ited');
    await expect.poll(() => named.inputValue()).toBe('Northwind Limited');
    await page.getByRole('link', { name: 'Mails' }).click();
    await page.getByText('Ines Prado invites you to Northwind').first().click();
    await page
      .getByRole('link', { name: /\/join#/ })
      .first()
      .waitFor();
    await expectFaultless(page, 'mails');
    await page.getByRole('link', { name: 'Appearance' }).click();
    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.reload();
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.context().close();
  });

  it('are the same in every window of a browser: whoever signs in in one writes under no other name in another', async () => {
    const first = await app.open('/requests/new', { as: raj });
    await first.getByRole('link', { name: 'Raj Mehta' }).waitFor();
    const [name = '', value = ''] = ines.cookie().split('=');
    await first.context().addCookies([{ name, value, url: app.server.address }]);
    const second = await first.context().newPage();
    await second.goto('/today');
    await second.getByRole('link', { name: 'Ines Prado' }).waitFor();
    await first.getByRole('link', { name: 'Ines Prado' }).waitFor();
    await first.context().close();
  });

  it('end other sessions, and sign out', async () => {
    const elsewhere = await app.open('/sign-in');
    await elsewhere.getByRole('textbox', { name: 'Mail' }).fill('aroha@northwind.example');
    await elsewhere.getByLabel('Password').fill(PASSWORD);
    await elsewhere.getByRole('button', { name: 'Sign in' }).click();
    await elsewhere.waitForURL((url) => url.pathname !== '/sign-in');
    await elsewhere.goto('/settings');
    await elsewhere.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await elsewhere.getByText('Signed out of 1 other device.').waitFor();
    await elsewhere.getByRole('button', { name: 'Sign out', exact: true }).click();
    await elsewhere.waitForURL('**/sign-in');
    await elsewhere.context().close();
  });
});
