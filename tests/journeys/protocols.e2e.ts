import { beforeAll, describe, expect, it } from 'vitest';
import { found, type Client } from '../harness/client.ts';
import { appPages, expectFaultless } from './app-page.ts';

const { server, open, faultless } = await appPages();
let ines: Client;

beforeAll(async () => {
  await server.clock.set('2026-11-16T09:00:00Z');
  ines = await found(server.address);
});

describe('somebody who never saw a protocol', () => {
  it('reads what holds, and sees one step by step', async () => {
    const page = await open('/protocols', { as: ines });
    await page.getByRole('heading', { name: 'When a decision is opened' }).waitFor();
    await expectFaultless(page, 'the list of protocols');
    await page.getByRole('link', { name: 'A decision proceeds unless blocked' }).click();
    const drawn = page.getByRole('figure', { name: 'Step by step' });
    await drawn.getByText(/48 hours and at least 8 of their working hours\.$/).waitFor();
    await drawn
      .getByText('After 48 hours, and once whoever is silent has had that much working time, as soon as no objection is open.')
      .waitFor();
    await expectFaultless(page, 'a protocol');
    await page.getByRole('link', { name: 'Replay a story under it' }).click();
    await page.getByText('proposed by ines').first().waitFor();
    faultless();
  });

  it('reads how others do it, changes it, is told where it is wrong, and is offered what may stand there', async () => {
    const page = await open('/protocols/gallery', { as: ines });
    await page.getByRole('link', { name: 's3/consent' }).click();
    const text = page.getByRole('textbox', { name: 'The protocol (YAML)' });
    await text.waitFor();
    await page.getByRole('figure', { name: 'Step by step' }).getByText('Everyone in circle: up to 2 working days.').waitFor();
    await expectFaultless(page, 'a protocol that is written');
    await page.getByText('window: 0..2wd').click();
    await page.keyboard.press('End');
    await page.keyboard.type('x');
    const faults = page.getByRole('list', { name: 'What is wrong, and where' });
    await faults.getByRole('button', { name: /line 8:13/ }).click();
    await page.getByText('As it stood before what is wrong now:').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await page.keyboard.type('rem');
    await page.getByRole('option', { name: /^remind/ }).dispatchEvent('mousedown', { button: 0 });
    await page.keyboard.type('75%');
    await page.getByText('is reminded after 75% of the time').first().waitFor();
    faultless();
  });

  it('steps through a story by key and by hand, adds to it, and gives its address to somebody else', async () => {
    const page = await open('/protocols/replay', { as: ines });
    await page.getByText('proposal proposed by ines; 4 on the roster').first().waitFor();
    await expectFaultless(page, 'a story that is replayed');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: /raj is asked/ }).waitFor();
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.getByRole('heading', { name: /A step opens/ }).waitFor();
    await page.getByRole('slider').fill('27');
    await page.getByText('It ends as the story expects.').waitFor();

    await page.getByText('Add something that happens').click();
    await page.getByLabel('Who').selectOption('mere');
    await page.getByLabel('When').fill('2026-03-30T06:00');
    await page.getByLabel('Reason').fill('nobody can restore it');
    await page.getByLabel('What instead').fill('a copy in another region');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('list', { name: 'All that happens, in order' }).getByText('nobody can restore it').first().waitFor();
    await page.getByRole('button', { name: 'Copy the address of this story' }).click();
    await page.waitForURL(/#story=/);
    const other = await open(page.url(), { as: ines });
    await other.getByRole('list', { name: 'All that happens, in order' }).getByText('nobody can restore it').first().waitFor();

    await other.getByRole('link', { name: 'R3' }).first().click();
    await other.getByText('R3 The roster').waitFor();
    await expect.poll(() => other.evaluate('document.activeElement.textContent')).toContain('R3 The roster');
    faultless();
  });
});
