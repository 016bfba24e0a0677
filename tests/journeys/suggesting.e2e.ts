import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { found, join, type Client } from '../harness/client.ts';
import { appPages, expectFaultless, WITH_WORKER } from './app-page.ts';
import { axe } from './kit-page.ts';

const app = await appPages();
const { server } = app;
afterEach(() => app.faultless());

const PHONE = { width: 390, height: 640 } as const;
const LONG = 'Who may read the backups of the regions in which nobody of us works, and who tells the others that they were read';

type Person = Client & { readonly id: string };
let ines: Client;
let raj: Person;
let aroha: Person;
/** The page on which all this is said. */
let rota: { readonly id: string; readonly number: number };
let decided: number;

beforeAll(async () => {
  ines = await found(server.address);
  raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  aroha = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
  await ines.post('/api/teams', { name: 'Platform', members: [raj.id, aroha.id] });
  await ines.post('/api/invitations', { name: 'Rajani Iyer', mail: 'rajani@northwind.example' });
  const { json } = await ines.post('/api/pages', { body: '# Rota\n\nBy week.' });
  rota = { id: String(json['id']), number: Number(json['number']) };
  await ines.post('/api/requests', { to: 'raj', title: LONG, question: 'Is it written down?' });
  decided = Number((await ines.post('/api/decisions', { title: 'Rotate the keys each month' })).json['number']);
  if (!decided) throw new Error('the decision was not drafted');
});

const list = (page: Page) => page.getByRole('listbox');
const options = (page: Page) => list(page).getByRole('option');
/** Whole on the screen. */
const isSeen = async (page: Page): Promise<void> => {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await expect
    .poll(async () => {
      const box = await list(page).boundingBox();
      return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
    })
    .toBe(true);
};
const said = async (): Promise<readonly Record<string, unknown>[]> =>
  (await ines.get(`/api/artifacts/${rota.id}/comments`)).json['items'] as readonly Record<string, unknown>[];
const waiting = async (who: Client): Promise<unknown> => (await who.get('/api/me/notices')).json['waiting'];

describe('in a comment', () => {
  const field = (page: Page) => page.getByRole('textbox', { name: 'Comment', exact: true });

  it('people, agents and teams are offered behind @, and who is chosen is told', async () => {
    const page = await app.open(`/handbook/${rota.number}`, { as: ines });
    const before = Number(await waiting(raj));
    await field(page).pressSequentially('Ask @ra');
    await page.getByRole('option', { name: 'Raj Mehta' }).waitFor();
    // Who has not joined yet is not offered.
    await expect.poll(() => options(page).allTextContents()).toEqual(['Raj Mehta@raj']);
    await expect.poll(() => list(page).getAttribute('aria-label')).toBe('Call somebody');
    await page.getByRole('status').getByText('1 suggestion. Enter takes it.').waitFor();
    await isSeen(page);
    await expectFaultless(page, 'people for a comment');
    await field(page).press('Enter');
    await expect.poll(() => field(page).inputValue()).toBe('Ask @raj ');
    await expect.poll(() => list(page).count()).toBe(0);

    await field(page).pressSequentially('and @pl');
    await page.getByRole('option', { name: 'Platform' }).waitFor();
    await expect.poll(() => options(page).allTextContents()).toEqual(['Platformteam · @platform']);
    await field(page).press('Tab');
    await expect.poll(() => field(page).inputValue()).toBe('Ask @raj and @platform ');
    await expect.poll(() => field(page).evaluate((one) => one === document.activeElement)).toBe(true);
    await field(page).press('ControlOrMeta+z');
    await expect.poll(() => field(page).inputValue()).toBe('Ask @raj and @pl');
    await field(page).press('ControlOrMeta+Shift+z');
    await field(page).press('ControlOrMeta+Enter');
    await expect.poll(said).toMatchObject([{ mentions: [{ handle: 'raj' }, { handle: 'platform' }] }]);
    await page.locator('.mention').getByText('@platform').waitFor();
    await expect.poll(async () => Number(await waiting(raj))).toBe(before + 1);
  });

  it('what has a number is offered behind #, by number and by title, and what is chosen is a link', async () => {
    const page = await app.open(`/handbook/${rota.number}`, { as: ines });
    await field(page).pressSequentially('As #rotate k');
    await page.getByRole('option', { name: 'Rotate the keys' }).waitFor();
    await expect.poll(() => options(page).allTextContents()).toEqual([`#${decided}Rotate the keys each monthDecision · draft`]);
    await field(page).press('Enter');
    await expect.poll(() => field(page).inputValue()).toBe(`As #${decided} `);
    await field(page).pressSequentially(`says, and #${rota.number}`);
    await page.getByRole('option', { name: 'Rota' }).first().click();
    await field(page).pressSequentially('and #backups');
    const long = page.getByRole('option', { name: LONG });
    await long.waitFor();
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await expectFaultless(page, 'artifacts for a comment');
    await long.click();
    await field(page).press('ControlOrMeta+Enter');
    await page.getByRole('link', { name: `#${decided}` }).waitFor();
    const references = page.locator('.reference');
    await expect.poll(async () => references.allTextContents()).toContain(`#${decided} Rotate the keys each month`);
    // What is named says so.
    const { json } = await ines.get(`/api/decisions/${decided}`);
    const { items } = (await ines.get(`/api/artifacts/${String(json['id'])}/links`)).json as { items: readonly object[] };
    expect(items).toMatchObject([{ rel: 'mentions', direction: 'from', artifact: { number: rota.number } }]);
  });

  it('keys walk, Escape leaves what was typed, and nothing is offered where nothing is meant', async () => {
    const page = await app.open(`/handbook/${rota.number}`, { as: ines });
    const chosen = () => list(page).getByRole('option', { selected: true }).textContent();
    await field(page).pressSequentially('@');
    await options(page).first().waitFor();
    await expect.poll(() => options(page).count()).toBe(4);
    await expect.poll(() => chosen()).toContain('Aroha');
    await field(page).press('ArrowDown');
    await expect.poll(() => chosen()).toContain('Ines');
    await expect
      .poll(() => field(page).getAttribute('aria-activedescendant'))
      .toBe(await list(page).getByRole('option', { selected: true }).getAttribute('id'));
    await field(page).press('ArrowUp');
    await field(page).press('ArrowUp');
    await expect.poll(() => chosen()).toContain('Raj');
    await field(page).press('Escape');
    await expect.poll(() => list(page).count()).toBe(0);
    await field(page).pressSequentially('ra');
    await expect.poll(() => list(page).count()).toBe(0);
    await expect.poll(() => field(page).inputValue()).toBe('@ra');
    // Another one begins anew.
    await field(page).pressSequentially(' @ar');
    await options(page).first().waitFor();
    await field(page).press('ArrowLeft');
    await expect.poll(() => list(page).count()).toBe(0);
    for (const typed of ['raj@nor', '# Rot', '`@ra', '```\n@ra', '@nobody', '\\@ra', 'https://example.org/@ra']) {
      await field(page).fill('');
      await field(page).pressSequentially(typed);
      // The server would have answered by now.
      await page.waitForTimeout(200);
      await expect.poll(() => list(page).count(), { message: typed }).toBe(0);
    }
    await field(page).fill('');
    await field(page).pressSequentially('two\n@ra');
    await options(page).first().waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await expect.poll(() => list(page).count()).toBe(0);
  });

  it('an input method keeps its keys', async () => {
    const page = await app.open(`/handbook/${rota.number}`, { as: ines });
    await field(page).focus();
    await field(page).pressSequentially('@');
    await options(page).first().waitFor();
    const keys = await page.context().newCDPSession(page);
    await keys.send('Input.imeSetComposition', { text: 'ra', selectionStart: 2, selectionEnd: 2 });
    await field(page).dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true });
    await expect.poll(() => field(page).inputValue()).toBe('@ra');
    await keys.send('Input.insertText', { text: 'ra' });
    await expect.poll(() => field(page).inputValue()).toBe('@ra');
    await page.getByRole('option', { name: 'Raj Mehta' }).waitFor();
    await field(page).press('Enter');
    await expect.poll(() => field(page).inputValue()).toBe('@raj ');
  });

  it('a finger takes it on a phone, where it is never off the screen', async () => {
    const page = await app.open(`/handbook/${rota.number}`, { as: ines, viewport: PHONE, hasTouch: true, isMobile: true });
    await field(page).fill('Somebody who knows how these things are done should be asked before we begin\n\n\n\n\n\n\n');
    await field(page).press('ControlOrMeta+End');
    await field(page).pressSequentially('so, in the end, let us ask @aro');
    const aside = page.getByRole('option', { name: 'Aroha Ngata' });
    await aside.waitFor();
    await isSeen(page);
    expect(await axe(page)).toEqual([]);
    await aside.tap();
    await expect.poll(() => field(page).inputValue()).toContain('let us ask @aroha ');
    await field(page).pressSequentially('about #backups');
    await options(page).first().waitFor();
    await isSeen(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axe(page)).toEqual([]);
  });

  it('people are offered without a network', async () => {
    const page = await app.open(`/handbook/${rota.number}`, { as: ines, ...WITH_WORKER });
    await field(page).focus();
    await field(page).pressSequentially('@ra');
    await options(page).first().waitFor();
    await field(page).press('Escape');
    await page.context().setOffline(true);
    await field(page).fill('');
    await field(page).pressSequentially('Ask @aro');
    await page.getByRole('option', { name: 'Aroha Ngata' }).waitFor();
    await field(page).press('Enter');
    await field(page).pressSequentially('of #nothing');
    await page.waitForTimeout(300);
    await expect.poll(() => list(page).count()).toBe(0);
    await expect.poll(() => field(page).inputValue()).toBe('Ask @aroha of #nothing');
  });
});

describe('in the handbook’s editor', () => {
  const text = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });
  const lines = async (page: Page): Promise<string> => (await text(page).locator('.cm-line').allTextContents()).join('\n');

  it('people, artifacts and pages are offered, and what is chosen is read so', async () => {
    const page = await app.open('/handbook/new', { as: ines });
    await page.getByRole('textbox', { name: 'Title' }).fill('Keys');
    await text(page).click();
    await text(page).pressSequentially('Ask @ra');
    await page.getByRole('option', { name: 'Raj Mehta' }).waitFor();
    await isSeen(page);
    await expectFaultless(page, 'people for a page');
    await text(page).press('Enter');
    await text(page).pressSequentially('and @pla');
    await page.getByRole('option', { name: 'Platform' }).waitFor();
    await text(page).press('Tab');
    await text(page).pressSequentially('of #rotate th');
    await page.getByRole('option', { name: 'Rotate the keys' }).waitFor();
    await expectFaultless(page, 'artifacts for a page');
    await page.getByRole('option', { name: 'Rotate the keys' }).click();
    await text(page).pressSequentially('and [[Rot');
    await page.getByRole('option', { name: 'Rota' }).first().click();
    await expect.poll(() => lines(page)).toBe(`Ask @raj and @platform of #${decided} and [Rota](/${rota.number})`);
    await page.getByRole('button', { name: 'Publish page' }).click();
    await page.getByRole('heading', { level: 1, name: 'Keys' }).waitFor();
    await page.getByRole('link', { name: `#${decided}` }).waitFor();
    await expect
      .poll(() => page.locator('.mention').evaluateAll((all) => all.map((one) => one.getAttribute('title'))))
      .toEqual(['Raj Mehta', 'Platform']);
  });

  it('Escape leaves what was typed, code and headings are left alone, and Enter ends a line', async () => {
    const page = await app.open('/handbook/new', { as: ines, viewport: PHONE });
    await text(page).click();
    await text(page).pressSequentially('@ra');
    await options(page).first().waitFor();
    await isSeen(page);
    expect(await axe(page)).toEqual([]);
    await text(page).press('Escape');
    await text(page).pressSequentially('j');
    await page.waitForTimeout(200);
    await expect.poll(() => list(page).count()).toBe(0);
    await text(page).press('Enter');
    for (const typed of ['# Rot', 'raj@nor', '`@ra', '@nobody']) {
      await text(page).pressSequentially(`\n\n${typed}`);
      await page.waitForTimeout(250);
      await expect.poll(() => list(page).count(), { message: typed }).toBe(0);
    }
    await text(page).pressSequentially('\n\n```\n@ra');
    await page.waitForTimeout(250);
    await expect.poll(() => list(page).count()).toBe(0);
    await expect.poll(() => lines(page)).toBe('@raj\n\n\n# Rot\n\nraj@nor\n\n`@ra\n\n@nobody\n\n```\n@ra');
  });
});
