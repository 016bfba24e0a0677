import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill, type Fact, type Facts } from '#server/markdown/fill.ts';
import { renderer } from '#server/markdown/render.ts';
import { axe, kitPages, type KitPages } from './kit-page.ts';

let pages: KitPages;
const render = renderer(null);
const known: Fact = {
  ...{ id: '11111111-1111-4111-8111-111111111111', kind: 'decision', number: 142, title: 'Keep one PostgreSQL per region' },
  ...{ status: 'open', dueAt: Date.parse('2026-11-26T14:00:00Z'), file: null },
};
const facts: Facts = {
  ofId: () => undefined,
  ofNumber: (number) => (number === 142 ? known : undefined),
  nameOf: (handle) => (handle === 'ines' ? 'Ines Prado' : undefined),
};

beforeAll(async () => {
  pages = await kitPages();
  pages.answer = async ({ body }) => {
    const { text } = body as { text: string };
    return { status: 200, json: { html: fill(await render({ text, links: {} }), facts) } };
  };
}, 120_000);
afterAll(() => pages.close());

/** The gallery's document, and whatever else the test writes into it. */
const opened = async (text?: string, scheme: 'light' | 'dark' = 'light') => {
  const complaints: string[] = [];
  const page = await pages.open('about:blank', { colorScheme: scheme });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  if (text !== undefined)
    await page.route('**/api/markdown', async (route) =>
      route.fulfill({ json: { html: fill(await render({ text, links: {} }), facts) } }),
    );
  await page.goto('/gallery/?sheet=documents');
  return { page, complaints };
};

const pictures = (page: Page) => page.locator('figure img');
/** So many pictures are there. By asking again: the policy of content forbids the page to be told what to wait for. */
const painted = async (page: Page, n: number): Promise<void> => {
  const count = `[...document.querySelectorAll('figure img')].filter((one) => one.complete && one.naturalWidth > 0).length`;
  await expect.poll(() => page.evaluate(count)).toBe(n);
};

describe('a document', () => {
  it('shows boxes, formulas, code and diagrams, light and dark, wide and on a phone, without a fault that axe finds', async () => {
    const { page, complaints } = await opened();
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const width of [1280, 390])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 844 });
        await page.emulateMedia({ colorScheme });
        await page.evaluate('scrollTo(0, document.body.scrollHeight)');
        await painted(page, 2);
        expect(await axe(page), `${colorScheme} ${width}`).toEqual([]);
        await expect
          .poll(() => page.evaluate('document.documentElement.scrollWidth - innerWidth'), { message: `overflow at ${width}` })
          .toBe(0);
      }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('draws a diagram as a picture whose words are its source, in the colours of the page; what is none says why', async () => {
    const { page } = await opened();
    await painted(page, 2);
    await expect.poll(() => pictures(page).first().getAttribute('alt')).toContain('A[Auckland ends] -->|writes| B(Hand-over)');
    const light = await pictures(page).first().getAttribute('src');
    expect(light).toMatch(/^blob:/);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => pictures(page).first().getAttribute('src')).not.toBe(light);
    const source = page.locator('figure').first().locator('details');
    await expect.poll(() => source.getAttribute('open')).toBeNull();
    await source.getByText('Show source').click();
    await source.getByText('flowchart LR').waitFor();
    const broken = page.locator('figure').nth(2);
    await broken.getByText('This diagram could not be drawn.').waitFor();
    await broken.getByText('this is no diagram').first().waitFor();
    await page.context().close();
  });

  it('shows times in the reader’s zone, and goes to the heading that another system’s anchor means', async () => {
    const { page } = await opened();
    await page.locator('.embed time', { hasText: '15:00' }).waitFor();
    await page.evaluate(`location.hash = '#What_it-looks-LIKE'`);
    const top = `document.getElementById('doc-what-it-looks-like').getBoundingClientRect().top`;
    await expect.poll(() => page.evaluate(`Math.abs(${top}) < 400`)).toBe(true);
    await page.context().close();
  });

  it.each([
    ['script in a label', 'flowchart LR\n  A["<img src=x onerror=parent.hurt=1><script>parent.hurt=1</script>"] --> B'],
    ['a click that runs', 'flowchart LR\n  A --> B\n  click A "javascript:parent.hurt=1" "x"\n  click B call hurt()'],
    [
      'an instruction to be loose',
      '%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}}}%%\nflowchart LR\n  A["<iframe srcdoc=\'<script>top.hurt=1</script>\'></iframe>"] --> B',
    ],
    [
      'styles from elsewhere',
      '%%{init: {"themeCSS": "@import url(https://northwind.example/x.css); * { background: url(https://northwind.example/x.png) }"}}%%\nflowchart LR\n  A --> B',
    ],
    ['a picture from elsewhere', 'flowchart LR\n  A@{ img: "https://northwind.example/x.png", label: "x" } --> B'],
  ])('%s harms nobody', async (_, text) => {
    const { page } = await opened(`# Diagram\n\n\`\`\`mermaid\n${text}\n\`\`\``);
    const outside: string[] = [];
    // What the policy of content forbids does not come this far.
    await page.context().route('https://northwind.example/**', (route) => {
      outside.push(route.request().url());
      return route.abort();
    });
    await page.reload();
    await page.locator('figure').waitFor();
    await expect.poll(() => page.evaluate('globalThis.hurt')).toBeUndefined();
    expect(outside).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['ten thousand nodes', `flowchart LR\n${Array.from({ length: 10_000 }, (_, at) => `n${at}`).join('\n')}`],
    [
      'nine hundred nodes that all know one another',
      `flowchart LR\n  ${Array.from({ length: 450 }, (_, at) => `a${at}`).join(' & ')} --> ${Array.from({ length: 450 }, (_, at) => `b${at}`).join(' & ')}`,
    ],
    [
      'a pie of nothing but names',
      `pie\n${Array.from({ length: 450 }, (_, at) => `"${'x'.repeat(10)}${at}" : ${at}`).join('\n')}`,
    ],
  ])('%s do not stop the page', async (_, text) => {
    const { page } = await opened(`# Diagram\n\n\`\`\`mermaid\n${text}\n\`\`\`\n\nThe rest.`);
    await page.getByText('The rest.').waitFor();
    // It answers while somebody else draws.
    for (let at = 0; at < 5; at += 1) expect(await page.evaluate('1 + 1')).toBe(2);
    await page.locator('figure, pre').first().waitFor();
    await page.context().close();
  });
});
