import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { found, join, type Client } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';

const app = await appPages();
afterEach(() => app.faultless());

// A Monday on which Berlin and Pune both work.
const MONDAY = '2026-11-16T09:00:00Z';
let ines: Client;
let raj: Client & { readonly id: string };
let rehearse: { readonly id: string; readonly number: number };
let secret: number;

const decided = async (title: string, space: string): Promise<{ id: string; number: number }> => {
  const { status, json, text } = await ines.post('/api/decisions', {
    title,
    space,
    problem: 'P',
    recommendation: 'R',
    open: true,
  });
  if (status !== 201) throw new Error(text);
  return { id: String(json['id']), number: Number(json['number']) };
};
const says = async (who: Client, body: string, on = rehearse.id): Promise<void> => {
  const { status, text } = await who.post(`/api/artifacts/${on}/comments`, { body });
  if (status !== 201) throw new Error(text);
};

beforeAll(async () => {
  await app.server.clock.set(MONDAY);
  ines = await found(app.server.address);
  raj = await join(app.server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  await ines.post('/api/spaces', { name: 'Platform', slug: 'platform' });
  await ines.post('/api/spaces', { name: 'Board', slug: 'board', access: 'closed' });
  rehearse = await decided('Rehearse failover each month', 'platform');
  secret = (await decided('Sell the company', 'board')).number;
  await says(raj, 'Each month is often.');
});

/** In a browser without a screen all windows are in sight. */
const LOOKED_AT = (how: string): void => {
  Object.defineProperty(document, 'visibilityState', { value: how, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
};

const rows = (page: Page) => page.locator('main [data-row]');
const first = (page: Page) => rows(page).first();
const section = (page: Page, day: string) => page.getByRole('region', { name: day, exact: true });

describe('the stream', () => {
  it('tells what happened in sentences, by the reader’s own days, and leads to it', async () => {
    // Half past midnight in Pune, when it is still Monday in Berlin.
    await app.server.clock.set('2026-11-16T19:00:00Z');
    await says(ines, 'Then each quarter.');
    const berlin = await app.open('/stream', { as: ines });
    await section(berlin, 'Today').getByText('Ines Prado commented on “Rehearse failover each month”.').waitFor();
    await section(berlin, 'Today').getByText('Raj Mehta commented on “Rehearse failover each month”.').waitFor();
    await berlin.context().close();
    const pune = await app.open('/stream', { as: raj, timezoneId: 'Asia/Kolkata' });
    await section(pune, 'Today').getByText('Ines Prado commented on “Rehearse failover each month”.').waitFor();
    await section(pune, 'Yesterday').getByText('Raj Mehta commented on “Rehearse failover each month”.').waitFor();
    await expect.poll(() => pune.getByText('Sell the company').count()).toBe(0);
    await expectFaultless(pune, 'the stream');
    await pune.keyboard.press('j');
    await pune.keyboard.press('j');
    await pune.keyboard.press('k');
    await pune.keyboard.press('Enter');
    await pune.getByRole('heading', { level: 1, name: 'Rehearse failover each month' }).waitFor();
    // To the comment itself.
    const comment = pune.getByText('Then each quarter.');
    await comment.waitFor();
    await expect.poll(async () => ((await comment.boundingBox())?.y ?? 9999) < 860).toBe(true);
    await pune.context().close();
  });

  it('narrows to a space, a kind and a person, in an address that can be passed on', async () => {
    const page = await app.open('/stream', { as: ines });
    await page.getByLabel('Space', { exact: true }).selectOption({ label: 'Platform' });
    await page.getByLabel('About', { exact: true }).selectOption({ label: 'Comments' });
    await page.getByRole('combobox', { name: 'Person' }).fill('Raj');
    await page.getByRole('option', { name: 'Raj Mehta' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/stream?space=platform&kind=comment&by=raj');
    await expect.poll(() => rows(page).count()).toBe(1);
    await first(page).getByText('Raj Mehta commented on').waitFor();
    await page.reload();
    await first(page).getByText('Raj Mehta commented on').waitFor();
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.goto('/stream?kind=team');
    await page.getByText('Nothing of this kind has happened.').waitFor();
    await expectFaultless(page, 'nothing that fits');
    await page.getByRole('link', { name: 'Show all' }).click();
    await first(page).waitFor();
    await page.goto('/stream?space=no-such-space');
    await page.getByText('Nothing of this kind has happened.').waitFor();
    await page.context().close();
  });

  it('says what is new without moving what one reads, and shows it when asked', async () => {
    const page = await app.open('/stream', { as: ines });
    const before = await first(page).innerText();
    await first(page).getByRole('link').focus();
    const place = await first(page).boundingBox();
    // Said again until it is heard: the live connection opens after the first picture.
    await expect
      .poll(async () => {
        await says(raj, 'One more word.');
        return page.getByRole('button', { name: /new/ }).count();
      })
      .toBe(1);
    await expect.poll(() => first(page).innerText()).toBe(before);
    expect(await first(page).boundingBox()).toEqual(place);
    await expectFaultless(page, 'news above the list');
    await page.keyboard.press('.');
    await first(page).getByText('Raj Mehta commented on').waitFor();
    await expect.poll(() => page.getByRole('button', { name: /new/ }).count()).toBe(0);
    await page.context().close();
  });

  it('remembers until where one had looked, and says how much came since', async () => {
    await app.server.clock.set('2026-11-17T09:00:30Z');
    // What proceeds at this hour has been told before anybody looks.
    for (const number of [rehearse.number, secret])
      await expect.poll(async () => (await ines.get(`/api/decisions/${number}`)).json['status']).toBe('accepted');
    await app.server.told();
    const page = await app.open('/decisions', { as: ines });
    await page.clock.setFixedTime('2026-11-17T09:00:30Z');
    await page.goto('/stream');
    await rows(page).first().waitFor();
    // What was seen is kept a moment after it is seen.
    await expect.poll(() => page.evaluate('Object.keys(localStorage).join()')).toContain('proceed:looked');
    await page.goto('/decisions');
    await app.server.clock.set('2026-11-17T12:00:00Z');
    await page.clock.setFixedTime('2026-11-17T12:00:00Z');
    await says(raj, 'After lunch.');
    await says(raj, 'And again.');
    await app.server.told();
    await page.goto('/stream');
    await page.getByText('2 things happened since you last looked, 10:00.').waitFor();
    await page.getByText('You had seen what is below').waitFor();
    await expectFaultless(page, 'the mark');
    await page.reload();
    await page.getByText('2 things happened since you last looked, 10:00.').waitFor();
    await page.context().close();
  });

  it('goes on by itself as one comes near its end, by button too, to where it began, and is as it was left after going back', async () => {
    await app.server.pool.query(
      `insert into events (org, artifact, version, kind, type, at, by, command, seq, last_version, digest, body)
       select a.org, a.id, n, 'space', 'space-closed', timestamptz '2026-11-17 12:00Z' + n * interval '1 second', $1, gen_random_uuid(), 0, n, '',
         '{"type":"space-closed"}'
       from artifacts a, generate_series(1001, 2000) n where a.kind = 'space' and a.title = 'Platform'`,
      [raj.id],
    );
    const page = await app.open('/stream', { as: ines });
    await page.getByRole('button', { name: 'Show earlier' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => rows(page).count()).toBeGreaterThan(50);
    // By scrolling alone, to the very end.
    await expect
      .poll(async () => {
        await page.evaluate('scrollTo(0, document.body.scrollHeight)');
        return page.getByText('That is where it began.').count();
      })
      .toBe(1);
    await expect.poll(() => rows(page).count()).toBeGreaterThan(1000);
    const link = page.getByRole('link', { name: 'Raj Mehta commented on “Rehearse failover each month”.' }).last();
    await link.click();
    await page.getByRole('heading', { level: 1, name: 'Rehearse failover each month' }).waitFor();
    await page.goBack();
    await page.getByText('That is where it began.').waitFor();
    await expect.poll(() => rows(page).count()).toBeGreaterThan(1000);
    await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(10_000);
    await page.context().close();
  });
});

describe('many windows of one browser', () => {
  it('all open, though a browser has six connections to a server, and tell what happened once they are looked at again', async () => {
    const opened = [await app.open('/stream', { as: ines })];
    for (let n = 1; n < 9; n += 1) {
      for (const behind of opened) await behind.evaluate(LOOKED_AT, 'hidden');
      const next = await opened[0]?.context().newPage();
      if (!next) throw new Error('a browser of nobody');
      await next.goto(`/decisions/${rehearse.number}`);
      await next.getByRole('heading', { level: 1, name: 'Rehearse failover each month' }).waitFor();
      opened.push(next);
    }
    await says(raj, 'Nine windows ago I thought otherwise.');
    const [one] = opened;
    await one?.evaluate(LOOKED_AT, 'visible');
    await one?.getByRole('button', { name: /new/ }).waitFor();
    await one?.context().close();
  });
});

describe('a number', () => {
  it('leads to what has it, and says so where there is none or it is not for one to see', async () => {
    const page = await app.open(`/${rehearse.number}`, { as: raj });
    await page.getByRole('heading', { level: 1, name: 'Rehearse failover each month' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/decisions/${rehearse.number}`);
    for (const number of [secret, 9999]) {
      await page.goto(`/${number}`);
      await page.getByRole('heading', { level: 1, name: `There is no #${number} here` }).waitFor();
      await expect.poll(() => page.getByText('Sell the company').count()).toBe(0);
    }
    await expectFaultless(page, 'no such number');
    await page.goto('/nonsense');
    await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
    for (const [path, says] of [
      ['/decisions/abc', 'There is nothing at this address'],
      ['/tasks/99999', 'There is no task #99999 that you can see'],
    ] as const) {
      await page.goto(path);
      await page.getByRole('alert').getByText(says, { exact: true }).waitFor();
      await expect.poll(() => page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    }
    await page.context().close();
  });

  it('says what it is where somebody points at it in a text or comes to it by keyboard, and goes with Escape', async () => {
    await says(raj, `See #${rehearse.number} and #${secret}, @ines.`);
    const page = await app.open(`/decisions/${rehearse.number}`, { as: raj });
    const link = page.getByRole('link', { name: new RegExp(`^#${rehearse.number}\\b`) }).last();
    await link.focus();
    await page.getByRole('tooltip').getByText('Rehearse failover each month · decision, accepted').waitFor();
    await expectFaultless(page, 'a reference');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('tooltip').count()).toBe(0);
    await page.getByRole('link', { name: `#${secret}`, exact: true }).hover();
    await page.getByRole('tooltip').getByText(`There is no #${secret} that you can see.`).waitFor();
    await link.click();
    await page.waitForURL(`**/decisions/${rehearse.number}`);
    await page.context().close();
  });
});

describe('a screen that cannot be loaded', () => {
  it('leaves what one looks at, says so where one goes to it, and begins anew once another build is served', async () => {
    const page = await app.open('/stream', { as: raj });
    await page.route('**/assets/**', (route) => route.abort());
    await page.evaluate('globalThis.here = true');
    const people = page.getByRole('navigation').getByRole('link', { name: 'People' }).first();
    await people.hover();
    await people.click();
    await page.getByRole('heading', { level: 1, name: 'This screen broke' }).waitFor();
    await expect.poll(() => page.evaluate('globalThis.here')).toBe(true);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Stream' }).waitFor();
    await page.route('**/?build', (route) =>
      route.fulfill({ body: '<!doctype html><script type="module" src="/assets/other.js"></script>' }),
    );
    const anew = page.waitForRequest((request) => request.isNavigationRequest());
    await people.click();
    await page.unroute('**/assets/**');
    await anew;
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
    await page.context().close();
  });

  it('says no longer that the server is out of reach once it answers anything', async () => {
    const page = await app.open('/stream', { as: raj });
    let tries = 0;
    await page.route('**/api/stream', (route) => {
      tries += 1;
      return route.abort();
    });
    await page.reload();
    const note = page.getByText('The server is out of reach').first();
    await note.waitFor();
    // From here on it would try again after six seconds and more.
    await expect.poll(() => tries, { timeout: 15_000 }).toBe(3);
    await page.unroute('**/api/stream');
    await page.getByRole('navigation').getByRole('link', { name: 'People' }).first().click();
    await note.waitFor({ state: 'detached', timeout: 4000 });
    await page.context().close();
  });

  it('says that the server is out of reach, where it is, and comes by itself once that is back', async () => {
    const page = await app.open('/stream', { as: raj });
    await page.route('**/*', (route) => route.abort());
    await page.getByRole('navigation').getByRole('link', { name: 'People' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Out of reach' }).waitFor();
    await page.getByRole('alert').getByText('it is here when the network is back', { exact: false }).waitFor();
    // Nobody leaves for the browser's own page by trying too early.
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Out of reach' }).waitFor();
    await page.unroute('**/*');
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
    await page.context().close();
  });
});
