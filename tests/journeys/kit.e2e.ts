import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectFaultless } from './app-page.ts';
import { axe, kitPages, type KitPages } from './kit-page.ts';

let pages: KitPages;
beforeAll(async () => {
  pages = await kitPages();
}, 120_000);
afterAll(() => pages.close());

const ME = {
  actor: { id: 'a1', name: 'Ines Prado', handle: 'ines', role: 'steward' },
  organization: { id: 'o1', name: 'Northwind' },
  spaces: [],
  zone: 'Europe/Berlin',
  now: '2026-11-18T11:04:00Z',
};

const SHEETS = ['decision', 'lists', 'forms', 'pictures', 'outbox'];

describe('the kit', () => {
  it.each(SHEETS)(
    'shows %s, light and dark, wide and on a phone, without a fault that axe finds, under the policy of content',
    async (sheet) => {
      const page = await pages.open('about:blank');
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`/gallery/?sheet=${sheet}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await expectFaultless(page, sheet);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('is walked by j and k, and Enter follows the line', async () => {
    const page = await pages.open('/gallery/?sheet=lists');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const focused = (): Promise<unknown> => page.evaluate('document.activeElement.getAttribute("href")');
    await page.keyboard.press('j');
    await expect.poll(() => focused()).toBe('/1');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect.poll(() => focused()).toBe('/2');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/2');
    await page.context().close();
  });

  it('finds a zone by a city that has none, by keyboard', async () => {
    const page = await pages.open('/gallery/?sheet=forms');
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    await zone.fill('pune');
    await page.getByRole('option', { name: 'Kolkata' }).waitFor();
    await zone.press('Enter');
    await expect.poll(() => zone.inputValue()).toBe('Kolkata (Asia)');
    await zone.press('ArrowDown');
    await expect.poll(() => zone.getAttribute('aria-expanded')).toBe('true');
    await zone.press('Escape');
    await expect.poll(() => zone.getAttribute('aria-expanded')).toBe('false');
    await zone.fill('zanzibarr');
    await page.getByRole('status').getByText('Nothing matches “zanzibarr”').waitFor();
    expect(await axe(page), 'a chooser in which nothing matches').toEqual([]);
    await zone.press('Enter');
    await expect.poll(() => zone.inputValue()).toBe('zanzibarr');
    await page.context().close();
  });

  it('takes hours as people type them', async () => {
    const page = await pages.open('/gallery/?sheet=forms');
    const tuesday = page.getByRole('group', { name: 'Tuesday' });
    await tuesday.getByLabel('Tuesday, from').fill('8.30');
    await tuesday.getByLabel('Tuesday, until').fill('5pm');
    await tuesday.getByLabel('Tuesday, until').press('ArrowUp');
    await expect.poll(() => tuesday.getByLabel('Tuesday, from').inputValue()).toBe('08:30');
    await expect.poll(() => tuesday.getByLabel('Tuesday, until').inputValue()).toBe('17:15');
    await tuesday.getByText('8.75 h').waitFor();
    await tuesday.getByRole('checkbox').uncheck();
    await tuesday.getByText('free').waitFor();
    await page.context().close();
  });

  it('opens a menu by keyboard and gives the focus back', async () => {
    const page = await pages.open('/gallery/?sheet=decision', { viewport: { width: 1280, height: 800 } });
    const more = page.getByRole('button', { name: 'More' });
    await more.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Export as Markdown');
    await page.keyboard.press('w');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Withdraw');
    await page.keyboard.press('Escape');
    await expect.poll(() => more.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.context().close();
  });

  it('keeps the view where one is in sight, however many there are', async () => {
    const page = await pages.open('/gallery/?sheet=lists', { viewport: { width: 390, height: 844 } });
    const last = page.getByRole('link', { name: 'The last', exact: true });
    await last.waitFor();
    const [box, tab] = [await last.locator('..').boundingBox(), await last.boundingBox()];
    expect(tab?.x).toBeGreaterThanOrEqual(box?.x ?? NaN);
    expect((tab?.x ?? NaN) + (tab?.width ?? NaN)).toBeLessThanOrEqual((box?.x ?? NaN) + (box?.width ?? NaN) + 1);
    await page.context().close();
  });

  it('shows the foremost lanes of a strip of many, and all at a press', async () => {
    const page = await pages.open('/gallery/?sheet=pictures');
    const strip = page.getByRole('figure').filter({ hasText: 'Why so many' });
    const height = async (): Promise<number> => (await strip.boundingBox())?.height ?? NaN;
    const all = strip.getByRole('button', { name: 'Show all 20' });
    await all.click();
    const tall = await height();
    await strip.getByRole('button', { name: 'Show fewer' }).click();
    await all.waitFor();
    await expect.poll(() => height()).toBeLessThan(tall / 1.5);
    await page.context().close();
  });

  it('tells the window strip in words', async () => {
    const page = await pages.open('/gallery/?sheet=decision');
    const row = page.getByRole('row', { name: 'Raj Mehta' });
    await expect.poll(() => row.textContent()).toContain('5/8\u00a0h');
    await expect.poll(() => page.getByRole('row', { name: 'Aroha Ngata' }).textContent()).toContain('on leave → Mere');
    await page.context().close();
  });
});

describe('what is written without a network', () => {
  const taken = (): readonly unknown[] => pages.asked.filter((one) => one.path === '/api/comments').map((one) => one.body);
  const write = async (page: Awaited<ReturnType<KitPages['open']>>, text: string): Promise<void> => {
    await page.getByLabel('Comment', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
  };
  const start = async (): Promise<Awaited<ReturnType<KitPages['open']>>> => {
    pages.asked.length = 0;
    pages.answer = (one) =>
      one.path === '/api/comments' ? { status: 201, json: { id: one.key } } : { status: 404, json: { code: 'not-found' } };
    const page = await pages.open('/api/nothing');
    await page.evaluate(`localStorage.setItem('proceed:me', ${JSON.stringify(JSON.stringify(ME))})`);
    await page.goto('/gallery/?sheet=outbox');
    return page;
  };

  it('is sent once and in order when the network is back, whatever the number of tabs', async () => {
    const page = await start();
    const other = await page.context().newPage();
    await other.goto('/gallery/?sheet=outbox');
    await page.context().setOffline(true);
    await write(page, 'First');
    await page.getByText('Will be sent when the network is back.').waitFor();
    await write(other, 'Second');
    await other.getByText('Will be sent when the network is back.').waitFor();
    expect(taken()).toEqual([]);
    await page.context().setOffline(false);
    await page.getByText('Everything is sent').waitFor();
    await other.getByText('Everything is sent').waitFor();
    expect(taken()).toEqual([{ markdown: 'First' }, { markdown: 'Second' }]);
    await page.context().close();
  });

  it('survives a reload, and keeps its key from one attempt to the next', async () => {
    const page = await start();
    pages.answer = () => ({ status: 503, json: { code: 'store-unavailable' } });
    const refused = page.waitForResponse((response) => response.url().endsWith('/api/comments') && response.status() === 503);
    await write(page, 'Kept');
    await refused;
    await page.getByText('Will be sent when the network is back.').waitFor();
    pages.answer = () => ({ status: 201, json: {} });
    await page.reload();
    await page.getByText('Everything is sent').waitFor();
    const attempts = pages.asked.filter((one) => one.path === '/api/comments');
    expect(attempts.length).toBeGreaterThanOrEqual(2);
    expect(new Set(attempts.map((one) => one.key)).size).toBe(1);
    await page.context().close();
  });

  it('is shown with its text when it is refused, and sent again as its writer mends it', async () => {
    const page = await start();
    await page.context().setOffline(true);
    await write(page, 'Too late');
    await page.getByText('Will be sent when the network is back.').waitFor();
    pages.answer = () => ({
      status: 409,
      json: { code: 'window-closed', title: 'Window closed', detail: 'It closed Thursday 14:20.' },
    });
    await page.context().setOffline(false);
    await page.getByText('It closed Thursday 14:20.').waitFor();
    const text = page.getByLabel('What you wrote');
    await expect.poll(() => text.inputValue()).toBe('Too late');
    pages.answer = () => ({ status: 201, json: {} });
    await text.fill('A late objection');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('Everything is sent').waitFor();
    expect(taken().at(-1)).toEqual({ markdown: 'A late objection' });
    await page.context().close();
  });

  it('stays in its form when it is refused at once', async () => {
    const page = await start();
    pages.answer = () => ({
      status: 422,
      json: { code: 'text-required', title: 'Text required', detail: 'Write something.', field: '/markdown' },
    });
    await write(page, 'No');
    await page.getByText('Write something.').waitFor();
    await expect.poll(() => page.getByLabel('Comment', { exact: true }).inputValue()).toBe('No');
    await page.getByText('Everything is sent').waitFor();
    await page.context().close();
  });

  it('is there again as it was typed', async () => {
    const page = await start();
    await page.getByLabel('Comment', { exact: true }).fill('Half a thou');
    await page.reload();
    await expect.poll(() => page.getByLabel('Comment', { exact: true }).inputValue()).toBe('Half a thou');
    await page.context().close();
  });
});

describe('the app', () => {
  it('opens without a network once it was opened with one', async () => {
    pages.answer = (one) => (one.path === '/api/me' ? { status: 200, json: ME } : { status: 404, json: { code: 'not-found' } });
    const page = await pages.open('/unsent');
    await page.getByText('Northwind').waitFor();
    await page.evaluate('navigator.serviceWorker.ready');
    await page.context().setOffline(true);
    await page.goto('/unsent');
    await page.getByRole('heading', { name: 'Not sent yet' }).waitFor();
    await expect.poll(() => page.getByRole('navigation', { name: 'Main' }).textContent()).toContain('Northwind');
    await page.context().close();
  });

  it('finds and does by keyboard alone', async () => {
    pages.answer = (one) => (one.path === '/api/me' ? { status: 200, json: ME } : { status: 404, json: { code: 'not-found' } });
    const page = await pages.open('/unsent');
    await page.getByRole('heading', { name: 'Not sent yet' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('new decision');
    await expect.poll(() => page.getByRole('option').first().textContent()).toContain('Open a decision');
    await page.getByRole('combobox').fill('dark');
    await page.getByRole('option', { name: 'Use dark colours' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.locator('html[data-theme=dark]').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.context().close();
  });
});
