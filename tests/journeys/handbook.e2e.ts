import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { found, join, type Client } from '../harness/client.ts';
import { appPages, expectFaultless, WITH_WORKER } from './app-page.ts';

const app = await appPages();
const { server } = app;
afterEach(() => app.faultless());

let ines: Client;
let raj: Client;

beforeAll(async () => {
  ines = await found(server.address);
  raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  await ines.post('/api/spaces', { name: 'Platform', slug: 'platform' });
});

const wrote = async (body: string, more: object = {}): Promise<{ id: string; number: number }> => {
  const { status, json, text } = await ines.post('/api/pages', { body, ...more });
  if (status !== 201) throw new Error(text);
  return { id: String(json['id']), number: Number(json['number']) };
};
const source = async (number: number): Promise<string> => String((await ines.get(`/api/pages/${number}/source`)).json['body']);
const numberOf = (page: Page): number => Number(/\/handbook\/(\d+)/.exec(new URL(page.url()).pathname)?.[1]);
/** The text of a page, whatever it is written in. */
const text = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });

describe('a page', () => {
  it('is written, found in the tree, changed with a reason, compared and brought back', async () => {
    const page = await app.open('/handbook', { as: ines });
    await expectFaultless(page, 'an empty handbook');
    await page
      .getByRole('link', { name: /^New page/ })
      .first()
      .click();
    await page.getByRole('textbox', { name: 'Title' }).fill('On call');
    await page.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'Brief: work that somebody else takes up' });
    await page.getByText('Done when').first().waitFor();
    await page.getByRole('button', { name: 'How will it read?' }).click();
    await page.getByText(/words, about 1 minute to read/).waitFor();
    await text(page).fill('One of us each week.\n\nCall the deputy if you are ill.');
    await text(page).fill('');
    await text(page).pressSequentially('/head');
    await page.getByRole('option', { name: /^Heading/ }).waitFor();
    // On the first line, too, where the toolbar is near.
    await expect.poll(async () => ((await page.getByRole('listbox').boundingBox())?.y ?? -1) > 0).toBe(true);
    await page.keyboard.press('Escape');
    await text(page).fill('One of us each week.\n\nCall the deputy if you are ill.');
    await expectFaultless(page, 'a new page');
    await page.getByRole('button', { name: 'Publish page' }).click();
    await page.getByRole('heading', { level: 1, name: 'On call' }).waitFor();
    await page.getByText('One of us each week.').waitFor();
    // The title stands once.
    await expect.poll(() => page.getByRole('heading', { name: 'On call' }).count()).toBe(1);
    await expectFaultless(page, 'a page');
    const number = numberOf(page);

    await page.keyboard.press('e');
    await page.waitForURL('**/edit');
    await text(page).fill('# On call\n\nTwo of us each week.\n\nCall the deputy if you are ill.\n');
    await page.getByText('Saved in the draft.').waitFor();
    await text(page).press('ControlOrMeta+Enter');
    await page.getByText('Say in a line why this changes').waitFor();
    const reason = page.getByRole('textbox', { name: 'Why it changes' });
    await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true);
    await reason.fill('One was too few in May');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.waitForURL(`**/handbook/${number}`);
    await page.getByText('Two of us each week.').waitFor();

    await page.goto(`/handbook/${number}/history`);
    const changed = page.getByRole('listitem').filter({ hasText: 'One was too few in May' });
    await changed.getByRole('button', { name: /^See/ }).click();
    await page.getByRole('deletion').filter({ hasText: 'One of us' }).waitFor();
    await page.getByRole('insertion').filter({ hasText: 'Two of us' }).waitFor();
    // Of a line that changed, only the words that did are struck out or underlined.
    const marks = (line: 'deletion' | 'insertion', words: string): Promise<readonly string[]> =>
      page
        .getByRole(line)
        .getByText(words, { exact: true })
        .evaluate((part) => [part, part.parentElement ?? part].map((one) => getComputedStyle(one).textDecorationLine));
    expect(await marks('deletion', 'One')).toEqual(['line-through', 'none']);
    expect(await marks('deletion', 'of us each week.')).toEqual(['none', 'none']);
    expect(await marks('insertion', 'Two')).toEqual(['underline', 'none']);
    await expectFaultless(page, 'the history of a page');
    await page
      .getByLabel('Compare with')
      .getByRole('option', { name: 'Revision 1: First version' })
      .waitFor({ state: 'attached' });
    const first = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'See: Revision 1' }) });
    await first.getByRole('button', { name: /^See/ }).click();
    await first.getByLabel('Compare with').selectOption('as it stands');
    await first.getByRole('insertion').filter({ hasText: 'Two of us' }).waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Publish again what revision 1 said?').waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Restored revision 1').waitFor();
    await page.getByText('Publish again what revision 1 said?').waitFor({ state: 'detached' });
    // What was asked is over, and the keyboard is where one left it.
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('See: Revision 1');
    await expect.poll(() => source(number)).toContain('One of us each week.');
    await page.goto(`/handbook/${number}/lineage`);
    await page.getByText('Call the deputy if you are ill.').waitFor();
    await expect.poll(() => page.getByRole('group', { name: 'Restored revision 1' }).textContent()).toBe('One of us each week.');
    await expectFaultless(page, 'who wrote what');
  });

  it('tells in words which of its links lead nowhere', async () => {
    await wrote('# Leads nowhere\n\n[a](../people/gone.md) [b](#not-here)\n');
    const page = await app.open('/handbook/broken', { as: ines });
    const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Leads nowhere' }) });
    await row.getByText('Nothing is at people/gone.md').waitFor();
    await row.getByText('No heading “not here” on this page').waitFor();
    await expectFaultless(page, 'links that lead nowhere');
    // Neighbours from one change stand together, line below line, as they were written.
    await row.getByRole('link').click();
    await page.waitForURL(/handbook\/\d+$/);
    await page.goto(`${page.url()}/lineage`);
    const written = page.getByRole('group', { name: 'First version' });
    await expect.poll(() => written.textContent()).toBe('# Leads nowhere\n\n[a](../people/gone.md) [b](#not-here)');
  });

  it('keeps every letter, however fast it is typed', async () => {
    const page = await app.open('/handbook/new', { as: ines });
    await text(page).click();
    const typed = Array.from({ length: 12 }, (_, line) => `Line ${line} of it`).join('\n\n');
    await text(page).pressSequentially(typed);
    expect((await text(page).locator('.cm-line').allTextContents()).join('\n')).toBe(typed);
  });

  it('is written by two at once, and shows both where what was published meanwhile says something else', async () => {
    const { number } = await wrote('# Rota\n\nMonday is Ines.\n\nTuesday is Raj.\n');
    const page = await app.open(`/handbook/${number}/edit`, { as: raj });
    await page.setViewportSize({ width: 390, height: 440 });
    await text(page).press('ControlOrMeta+End');
    await text(page).pressSequentially('\n\n\n\n/');
    await page.getByRole('option', { name: /^Heading/ }).waitFor();
    const bar = await page.getByRole('navigation', { name: 'Places' }).boundingBox();
    await expect
      .poll(async () => {
        const menu = await page.getByRole('listbox').boundingBox();
        return menu !== null && bar !== null && menu.y + menu.height <= bar.y;
      })
      .toBe(true);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 860 });
    await text(page).fill('# Rota\n\nMonday is Aroha.\n\nTuesday is Raj.\n');
    await page.getByText('Saved in the draft.').waitFor();
    const other = await app.open(`/handbook/${number}/edit`, { as: ines });
    await other.getByText('Words of Raj Mehta are in this draft').waitFor();
    await text(other).getByText('Monday is Aroha.').waitFor();
    await text(other).press('ControlOrMeta+End');
    await text(other).pressSequentially('Wednesday is Mere.');
    await text(page).getByText('Wednesday is Mere.').waitFor();
    await page.getByText('Ines Prado writes here, too').waitFor();
    await expectFaultless(page, 'a draft that two write');
    await ines.post(`/api/pages/${number}/revisions`, {
      base: 1,
      body: '# Rota\n\nMonday is Mere.\n\nTuesday is Raj.\n',
      reason: 'Swapped',
    });
    await page.getByRole('heading', { name: 'Two texts for one place' }).waitFor();
    await page.getByRole('group', { name: 'In the draft' }).getByText('Monday is Aroha.').waitFor();
    await page.getByRole('group', { name: 'In revision 2' }).getByText('Monday is Mere.').waitFor();
    await page.getByRole('group', { name: 'In revision 2' }).getByText('Mere', { exact: true }).waitFor();
    await page.getByText('In revision 2, by Ines Prado: “Swapped”').waitFor();
    await expectFaultless(page, 'two texts for one place');
    await page.getByRole('textbox', { name: 'Why it changes' }).fill('Swapped with Aroha');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('somebody published other words meanwhile').waitFor();
    await page.getByRole('button', { name: 'Take the other' }).click();
    await text(other).getByText('Monday is Mere.').waitFor();
    await text(other).press('ControlOrMeta+f');
    await other.getByRole('textbox', { name: 'Find', exact: true }).fill('wednesday');
    await other.getByText('1 found').waitFor();
    await expectFaultless(other, 'finding in a text');
    await other.getByRole('textbox', { name: 'Replace by' }).fill('Thursday');
    await other.getByRole('button', { name: 'Replace all' }).click();
    await text(page).getByText('Thursday is Mere.').waitFor();
    await page.getByRole('button', { name: 'See what changes' }).click();
    await page.getByRole('insertion').filter({ hasText: 'Thursday is Mere.' }).waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.waitForURL(`**/handbook/${number}`);
    await expect.poll(() => source(number)).toBe('# Rota\n\nMonday is Mere.\n\nTuesday is Raj.\nThursday is Mere.');
    await page.getByRole('link', { name: 'Make a copy' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Rota (copy)');
    await text(page).getByText('Thursday is Mere.').waitFor();
    await page.getByRole('button', { name: 'Publish page' }).click();
    await page.getByRole('heading', { name: 'Rota (copy)' }).waitFor();
  });

  it('closes to whoever may not read it any more, and says that alone', async () => {
    const { id, number } = await wrote('# Night watch\n\nOne of us.\n');
    const page = await app.open(`/handbook/${number}/edit`, { as: raj });
    await page.getByText('Saved in the draft').waitFor();
    await ines.put(`/api/pages/${id}/readers`, { only: [] });
    await page.getByText('This draft is closed to you').waitFor();
    await expect.poll(() => page.getByText('The server cannot be reached').count()).toBe(0);
  });

  it('is written without a network, kept over a closed window, and goes into the draft afterwards', async () => {
    const { number } = await wrote('# Rota\n\nMonday is Ines.\n');
    const page = await app.open(`/handbook/${number}/edit`, { as: raj, ...WITH_WORKER });
    await page.getByText('Saved in the draft.').waitFor();
    await text(page).waitFor();
    await page.context().setOffline(true);
    await page.getByText('The server cannot be reached.').waitFor();
    await text(page).press('ControlOrMeta+End');
    await text(page).pressSequentially('Tuesday is Raj.');
    await page.getByText('Kept on this device.').waitFor();
    await page.getByText('Publishing needs the server.').waitFor();
    await page.goto('about:blank');
    await page.context().setOffline(false);
    await page.goto(`/handbook/${number}/edit`);
    await text(page).getByText('Tuesday is Raj.').waitFor();
    await page.getByText('Saved in the draft.').waitFor();
    await page.goto(`/handbook/${number}`);
    await page.getByText('A draft of this page, by Raj Mehta').waitFor();
    await expectFaultless(page, 'a page with a draft');
    await page.goto('/handbook');
    await page.getByRole('list', { name: 'Your drafts' }).getByRole('link', { name: 'Rota' }).first().waitFor();
    await expectFaultless(page, 'the handbook with a draft');
    await page.goto(`/handbook/${number}`);
    await page.getByRole('link', { name: 'Go on writing' }).click();
    await text(page).getByText('Tuesday is Raj.').waitFor();
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await page.getByRole('button', { name: 'Throw away' }).click();
    await page.waitForURL(`**/handbook/${number}`);
    await page.getByText('A draft of this page').waitFor({ state: 'detached' });
  });

  it('says that its editor could not be loaded, and has it once the page is loaded again', async () => {
    const { number } = await wrote('# Tides\n\nTwice a day.\n');
    const page = await app.open('/today', { as: raj });
    await page.route(/\/surface-[^/]*\.js$/, (route) => route.abort('internetdisconnected'));
    await page.goto(`/handbook/${number}/edit`);
    await page.getByText('The editor could not be loaded.').waitFor();
    await expectFaultless(page, 'an editor that could not be loaded');
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await text(page).getByText('Twice a day.').waitFor();
    await page.context().close();
  });

  it('has its files beside it: put there, replaced, found by name, removed', async () => {
    const { number } = await wrote('# Wharf\n\nOf stone.\n');
    const page = await app.open(`/handbook/${number}`, { as: ines });
    const files = page.getByRole('list', { name: 'Files' });
    const choose = (name: string, words: string) =>
      page.getByLabel('Add files').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(words) });
    await choose('crane-inspection.txt', 'As inspected.');
    await files.getByRole('link', { name: 'crane-inspection.txt' }).waitFor();
    await files.getByText('13 bytes').waitFor();
    await expectFaultless(page, 'the files of a page');
    await files.getByRole('button', { name: 'What to do with' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: 'Replace it' }).click();
    await (await chooser).setFiles({ name: 'other.txt', mimeType: 'text/plain', buffer: Buffer.from('Inspected once more.') });
    await files.getByText('20 bytes').waitFor();
    await page.goto('/search?q=crane');
    await page.getByRole('link', { name: 'crane-inspection.txt' }).waitFor();
    await page.goto(`/handbook/${number}`);
    await files.getByRole('button', { name: 'What to do with' }).click();
    await page.getByRole('menuitem', { name: 'Remove it' }).click();
    await page.getByRole('group', { name: 'Remove it' }).getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('None yet. Pictures and files').waitFor();
  });

  it('is moved by the keyboard and by hand, and what links to it goes on leading to it', async () => {
    const top = await wrote('# Engineering\n', { space: 'platform' });
    const runbooks = await wrote('# Runbooks\n', { space: 'platform' });
    const pager = await wrote('# Pager\n\nSee [the runbooks](../runbooks.md).\n', { space: 'platform', under: top.id });
    const page = await app.open('/spaces/platform', { as: ines });
    const tree = page.getByRole('list', { name: 'Handbook' });
    await tree.getByRole('link', { name: 'Runbooks' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect
      .poll(async () => (await tree.getByRole('link').allTextContents()).slice(0, 2))
      .toEqual(['Runbooks', 'Engineering']);
    await tree.getByRole('link', { name: 'Engineering' }).focus();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    // Down and up again: what is moved keeps the focus, and goes on being moved.
    await page.keyboard.press('Alt+ArrowUp');
    await expect
      .poll(async () => (await tree.getByRole('link').allTextContents()).slice(0, 2))
      .toEqual(['Engineering', 'Runbooks']);
    await expect.poll(focused).toBe('Engineering');
    await page.keyboard.press('Alt+ArrowDown');
    await expect
      .poll(async () => (await tree.getByRole('link').allTextContents()).slice(0, 2))
      .toEqual(['Runbooks', 'Engineering']);
    await expect.poll(focused).toBe('Engineering');
    await page.keyboard.press('Alt+ArrowRight');
    const above = tree.getByRole('listitem').filter({ hasText: 'Runbooks' });
    await above.getByRole('list').getByRole('link', { name: 'Engineering' }).waitFor();
    await expect.poll(focused).toBe('Engineering');
    await page.keyboard.press('ArrowRight');
    await tree.getByRole('link', { name: 'Pager' }).waitFor();
    // Whoever comes back finds the tree as they left it, and themselves where they were.
    await tree.getByRole('link', { name: 'Pager' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pager' }).waitFor();
    await page.goBack();
    await tree.getByRole('link', { name: 'Pager' }).waitFor();
    await expect.poll(focused).toBe('Pager');
    await expectFaultless(page, 'a tree');
    await tree.getByRole('link', { name: 'Pager' }).dragTo(tree.getByRole('link', { name: 'Runbooks' }));
    await expect.poll(async () => (await ines.get(`/api/pages/${pager.number}`)).json['path']).toBe('runbooks/pager');
    await page.getByText('Moved.').waitFor();
    await expectFaultless(page, 'a page that was moved by hand');
    await page.getByRole('button', { name: 'Put it back: “Pager”' }).click();
    await expect.poll(async () => (await ines.get(`/api/pages/${pager.number}`)).json['path']).toBe('runbooks/engineering/pager');
    await expect.poll(focused).toBe('Pager');
    await page.getByText('Moved.').waitFor({ state: 'detached' });
    await tree.getByRole('link', { name: 'Pager' }).dragTo(tree.getByRole('link', { name: 'Runbooks' }));
    await expect.poll(async () => (await ines.get(`/api/pages/${pager.number}`)).json['path']).toBe('runbooks/pager');
    await page.goto(`/handbook/${pager.number}`);
    await page.getByRole('link', { name: 'the runbooks' }).click();
    await page.getByRole('heading', { level: 1, name: 'Runbooks' }).waitFor();
    expect(numberOf(page) === runbooks.number || page.url().endsWith(`/${runbooks.number}`)).toBe(true);
    await page.getByRole('link', { name: 'Pager' }).first().waitFor();
  });

  it('is moved with a reason, which stands in its history', async () => {
    const { number } = await wrote('# Payslips\n', { space: 'platform' });
    const page = await app.open(`/handbook/${number}`, { as: ines });
    await page.getByRole('button', { name: 'Move or rename' }).click();
    await page.getByLabel('Why it moves').waitFor();
    await expectFaultless(page, 'moving a page');
    await page.reload();
    // By keyboard: the form has the focus once it is there, and gives it back.
    const moves = page.getByRole('button', { name: 'Move or rename' });
    const hasFocus = (there: Locator) => there.evaluate((one) => one === document.activeElement);
    await moves.press('Enter');
    await expect.poll(() => hasFocus(page.getByRole('group', { name: 'Move or rename' }).getByLabel('Space'))).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => hasFocus(moves)).toBe(true);
    await moves.press('Enter');
    await page.getByLabel('Name in its path').fill('pay');
    await page.getByLabel('Why it moves').fill('Payroll looks after it now');
    await page.getByLabel('Why it moves').press('Enter');
    await expect.poll(async () => (await ines.get(`/api/pages/${number}`)).json['path']).toBe('pay');
    await expect.poll(() => hasFocus(moves)).toBe(true);
    await page.goto(`/handbook/${number}/history`);
    await page.getByText('moved “Payslips”: Payroll looks after it now.', { exact: false }).waitFor();
    await expectFaultless(page, 'the history of a page that moved');
  });

  it('once it has moved, addresses that led to it in clones are written anew', async () => {
    const { number } = await wrote('# Hoists\n', { space: 'platform' });
    const from = await wrote('# Lifting\n\nSee [the hoists](hoists.md#hoists).\n', { space: 'platform' });
    const page = await app.open(`/handbook/${number}`, { as: ines });
    await page.getByRole('button', { name: 'Move or rename' }).click();
    await page.getByLabel('Name in its path').fill('lifts');
    await page.getByLabel('Name in its path').press('Enter');
    await page.getByText('1 address in 1 page leads on', { exact: false }).waitFor();
    await page.getByText('Which ones').click();
    await page.getByText('hoists.md → lifts.md').waitFor();
    await expectFaultless(page, 'a page that moved');
    await page.getByRole('button', { name: 'Write them anew' }).click();
    await page.getByText('1 address leads in clones, too.').waitFor();
    expect((await ines.get(`/api/pages/${from.number}/source`)).json['body']).toContain('(lifts.md#hoists)');
  });

  it('is moved without a network by two people at once: what cannot be is said to whom it concerns, and nothing is lost', async () => {
    const [quay, crane] = [await wrote('# Quay\n', { space: 'platform' }), await wrote('# Crane\n', { space: 'platform' })];
    const screens = await Promise.all([ines, raj].map((as) => app.open('/spaces/platform', { as, ...WITH_WORKER })));
    const trees = screens.map((page) => page.getByRole('list', { name: 'Handbook' }));
    const [[inesPage, rajPage], [ofInes, ofRaj]] = [screens, trees];
    if (!inesPage || !rajPage || !ofInes || !ofRaj) throw new Error('two screens were opened');
    for (const tree of trees) await tree.getByRole('link', { name: 'Crane' }).waitFor();
    for (const page of screens) await page.context().setOffline(true);
    await ofInes.getByRole('link', { name: 'Crane' }).focus();
    await inesPage.keyboard.press('Alt+ArrowRight');
    await ofInes.getByRole('listitem').filter({ hasText: 'Quay' }).getByRole('link', { name: 'Crane' }).waitFor();
    await ofInes.getByText('waits').waitFor();
    await expectFaultless(inesPage, 'a tree in which a move waits');
    await ofRaj.getByRole('link', { name: 'Quay' }).dragTo(ofRaj.getByRole('link', { name: 'Crane' }));
    await rajPage.getByText('1 thing will be sent').first().waitFor();
    await inesPage.context().setOffline(false);
    await expect.poll(async () => (await ines.get(`/api/pages/${crane.number}`)).json['path']).toBe('quay/crane');
    await inesPage.getByText('waits').first().waitFor({ state: 'detached' });
    await rajPage.context().setOffline(false);
    await rajPage.getByRole('link', { name: '1 thing you wrote was refused' }).first().click();
    await rajPage.getByText('A page cannot stand below itself').waitFor();
    await rajPage.getByRole('link', { name: 'Move of “Quay”' }).waitFor();
    expect((await ines.get(`/api/pages/${quay.number}`)).json['path']).toBe('quay');
  });

  it('is read and walked on a phone, and kept from others', async () => {
    const { number } = await wrote('# Salaries\n\n| Band | From |\n| --- | --- |\n| A | 40 000 |\n', { only: [] });
    const phone = await app.open(`/handbook/${number}`, { as: ines, viewport: { width: 390, height: 844 } });
    await phone.getByText('40 000').waitFor();
    await expectFaultless(phone, 'a restricted page');
    const other = await app.open(`/handbook/${number}`, { as: raj });
    await other.getByText('There is no such page that you can see').waitFor();
  });

  it('is read by those who were asked to, from their Today; who has read it is for who asked', async () => {
    const { number } = await wrote(
      '# Dock safety\n\nWear the vest.\n\n## Vests\n\nAt the gate.\n\n## Gates\n\nNorth.\n\n## Calls\n\nCall the dock.\n',
    );
    const page = await app.open(`/handbook/${number}`, { as: ines });
    await page.getByRole('list', { name: 'On this page' }).getByRole('link', { name: 'Gates' }).waitFor();
    await page.getByRole('button', { name: 'Ask people to read it' }).click();
    await page.getByRole('combobox', { name: 'Who should read it' }).fill('Raj');
    await page.getByRole('option', { name: 'Raj Mehta' }).click();
    const now = Date.parse(String((await ines.get('/api/me')).json['now']));
    const noonIn = (days: number): string => `${new Date(now + days * 86_400_000).toISOString().slice(0, 11)}12:00`;
    await page.getByLabel('By', { exact: true }).fill(noonIn(200));
    await page.getByRole('textbox', { name: 'Why' }).fill('The dock opens in June');
    await expectFaultless(page, 'asking people to read');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('in half a year at most').or(page.getByText('half a year at most')).first().waitFor();
    await page.getByLabel('By', { exact: true }).fill(noonIn(5));
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('0 of 1 have read revision 1').click();
    await page.getByText('Asked because: The dock opens in June').waitFor();
    await page.getByRole('list', { name: 'Read and agreed' }).getByRole('listitem').filter({ hasText: 'not yet' }).waitFor();
    await expectFaultless(page, 'who has read a page');

    const pune = await app.open('/', { as: raj });
    const row = pune.getByRole('listitem').filter({ hasText: 'Dock safety' });
    await row.getByRole('button').first().click();
    await pune.getByText('Wear the vest.').waitFor();
    await pune.getByText('Ines Prado asks you to read it by').waitFor();
    await expectFaultless(pune, 'a page to acknowledge in Today');
    await pune.getByRole('button', { name: 'I have read it' }).click();
    await page.getByText('1 of 1 have read revision 1').waitFor();
    const other = await app.open(`/handbook/${number}`, { as: raj });
    await other.getByText('You have read revision 1.').waitFor();
    await expect.poll(() => other.getByText('have read revision').count()).toBe(1);
  });

  it('is looked over by its owners when its time comes', async () => {
    const { number } = await wrote('# Backups\n\nEvery night.\n');
    const page = await app.open(`/handbook/${number}`, { as: ines });
    await page.getByRole('combobox', { name: 'Asked every' }).selectOption({ label: '3 months' });
    await page.getByRole('button', { name: 'Something is wrong' }).click();
    await page.getByRole('textbox', { name: 'What is wrong with it' }).fill('The new region is missing.');
    await page.getByRole('button', { name: 'Say so' }).click();
    await page.getByText('The new region is missing.').waitFor();
    await page.getByRole('button', { name: 'It still holds' }).click();
    await page.getByText('Verified by Ines Prado').waitFor();
    await expectFaultless(page, 'a verified page');
  });
});
