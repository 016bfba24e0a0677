import { afterEach, beforeAll, expect, it } from 'vitest';
import { found, type Client } from '../harness/client.ts';
import { appPages, expectFaultless, WITH_WORKER } from './app-page.ts';

const app = await appPages();
const { server } = app;
afterEach(() => app.faultless());

let ines: Client;

beforeAll(async () => {
  ines = await found(server.address);
  await ines.post('/api/spaces', { name: 'Guide', slug: 'guide', purpose: 'How to begin' });
});

const LONG = `# Dock hours

The dock opens at six. Call **ahead**, see [the other page](other.md).

> [!WARNING]
> Wear the vest.

> [!NOTE]
> Vests hang at the gate.

| ${Array.from({ length: 12 }, (_, index) => `Column number ${index}`).join(' | ')} |
| ${Array.from({ length: 12 }, () => '---').join(' | ')} |
${Array.from({ length: 20 }, (_, row) => `| ${Array.from({ length: 12 }, (__, index) => `Cell ${row} ${index}`).join(' | ')} |`).join('\n')}

\`\`\`ts
export const opens = (hour: number): boolean => hour >= 6 && hour < 22; // ${'a long remark '.repeat(12)}
\`\`\`

- [x] lights
- [ ] doors

## Formula

$E = mc^2$

## Way in

\`\`\`mermaid
flowchart LR
  gate --> dock --> ramp
\`\`\`

\`\`\`mermaid
flowchart nowhere -->
\`\`\`
`;

it('a page is shared by a link with an end, read outside without signing in, and taken back', async () => {
  const { json } = await ines.post('/api/pages', { body: LONG, space: 'guide' });
  const page = await app.open(`/handbook/${Number(json['number'])}`, { as: ines });
  await page.getByRole('button', { name: 'Share by a link' }).click();
  await page.getByRole('combobox', { name: 'It leads here for' }).selectOption('7');
  await page.getByRole('textbox', { name: 'Whom it is for' }).fill('The carrier’s planners');
  await expectFaultless(page, 'making a link');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const address = await page.getByRole('textbox', { name: 'The link' }).inputValue();
  expect(address).toMatch(/\/s\/[\w-]{43}$/);
  await expectFaultless(page, 'a link that was made');
  await page.getByRole('button', { name: 'I have it' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'The carrier’s planners' });
  await row.getByText('not opened yet').waitFor();

  const outside = await app.open(new URL(address).pathname, { javaScriptEnabled: true });
  await outside.getByRole('heading', { level: 1, name: 'Dock hours' }).waitFor();
  await outside.getByRole('heading', { name: 'Way in' }).scrollIntoViewIfNeeded();
  const drawn = outside.getByRole('group', { name: 'Diagram' }).getByRole('img', { name: /gate --> dock/ });
  await drawn.waitFor();
  await outside.waitForFunction(`document.querySelector('.drawn img').naturalWidth > 100`);
  // What is no diagram stays as it was written.
  await outside.getByText('flowchart nowhere').waitFor();
  await expect.poll(() => outside.getByRole('img').count()).toBe(1);
  await expectFaultless(outside, 'a shared page');

  // Whoever works here and has the app opens it all the same.
  const member = await app.open('/today', { as: ines, ...WITH_WORKER });
  await member.evaluate('navigator.serviceWorker.ready');
  await member.waitForFunction('navigator.serviceWorker.controller !== null');
  await member.goto(new URL(address).pathname);
  await member.getByText('shown by this link until').waitFor();

  await page.reload();
  await row.getByText('opened 2 times').waitFor();
  await row.getByRole('button', { name: 'Take back' }).click();
  await row.getByRole('group', { name: 'Take back' }).getByRole('button', { name: 'Take back' }).click();
  await page.getByText('Past links (1)').click();
  await row.getByText('taken back').waitFor();
  await expectFaultless(page, 'links of a page');
  await outside.reload();
  await outside.getByRole('heading', { level: 1, name: 'Nothing here' }).waitFor();
  await expectFaultless(outside, 'a link that leads nowhere');
});

it('a space’s handbook is made public after its steward was asked, and read and searched without scripts', async () => {
  const above = await ines.post('/api/pages', { body: '# Begin here\n\nLoading takes an hour.\n', space: 'guide' });
  await ines.post('/api/pages', { body: '# Second step\n\nUnload.\n', space: 'guide', under: above.json['id'] });
  await ines.post('/api/pages', { body: '# Wages\n', space: 'guide', only: [] });
  await ines.post('/api/pages', {
    body: `# ${'Donaudampfschifffahrtsgesellschaft'.repeat(2)}\n\nIts captain.\n`,
    space: 'guide',
  });
  const page = await app.open('/spaces/guide/edit', { as: ines });
  await page.getByRole('button', { name: 'Make public' }).click();
  await page.getByText('Everybody on the internet may then read').waitFor();
  await expectFaultless(page, 'asking whether a space is to be public');
  await page.getByRole('group', { name: 'Make public' }).getByRole('button', { name: 'Make public' }).click();
  const link = page.getByRole('link', { name: `${server.address}/public/guide` });
  await link.waitFor();
  await expectFaultless(page, 'a public space');
  await page.goto('/spaces/guide');
  await page.getByRole('link', { name: 'Public handbook' }).waitFor();

  const outside = await app.open('/public/guide');
  await outside.getByRole('link', { name: 'Second step' }).waitFor();
  await expect.poll(() => outside.getByText('Wages').count()).toBe(0);
  await expectFaultless(outside, 'the start of a public handbook');
  await outside.getByRole('link', { name: 'Begin here' }).click();
  await outside.getByRole('heading', { level: 1, name: 'Begin here' }).waitFor();
  await expectFaultless(outside, 'a public page');
  await outside.getByRole('link', { name: 'Next Second step' }).click();
  await outside.getByRole('list').filter({ hasText: 'Guide' }).getByRole('link', { name: 'Begin here' }).first().waitFor();
  await outside.getByRole('searchbox', { name: 'Search these pages' }).fill('loads');
  await outside.keyboard.press('Enter');
  await outside.locator('mark').first().waitFor();
  await expectFaultless(outside, 'what was found outside');
  await outside.getByRole('searchbox', { name: 'Search these pages' }).fill('captain');
  await outside.keyboard.press('Enter');
  await outside
    .getByRole('link', { name: /^Donau/ })
    .first()
    .waitFor();
  await expectFaultless(outside, 'a long word found outside');
  await page.goto('/spaces/guide/edit');
  await page.getByRole('button', { name: 'Make private' }).click();
  await page.getByText('Only people in this organization read its pages.').waitFor();
  await outside.goto('/public/guide');
  await outside.getByRole('heading', { level: 1, name: 'Nothing here' }).waitFor();
});
