import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser } from 'playwright-core';
import { findChromium, HOW_TO_GET_CHROMIUM } from '#scripts/chromium.mjs';
import { found, post } from './stage.ts';
import { start } from './start.ts';
import { median, type Measured } from './table.ts';

const ROUNDS = 5;
const PAGES = ['/today', '/stream', '/decisions', '/handbook'];
/** The budget of experience: the largest thing of a page stands there after a second, in a browser that has never been here. */
const LARGEST_PAINT = 1_000;

/** When the largest thing of each first page is painted, of the sample organization, each time in a browser that knows nothing of it yet. */
export const benchPaint = async (): Promise<readonly Measured[]> => {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(HOW_TO_GET_CHROMIUM);
  const folder = await mkdtemp(join(tmpdir(), 'proceed-bench-paint-'));
  const server = await start(folder);
  const bare = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Bare</title><h1>Monday morning, Ines</h1>'),
  ).listen(0, '127.0.0.1');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] });
  try {
    const { authorization, cookie } = await found(server.port);
    await filled(server.port, authorization);
    const floor = await paintOf(browser, `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`, '');
    const figures: Measured[] = [];
    for (const page of PAGES)
      figures.push({
        bench: 'paint',
        what: `largest paint of ${page}, nothing kept`,
        value: await paintOf(browser, `http://127.0.0.1:${server.port}${page}`, cookie),
        unit: 'ms',
        against: { what: 'a bare page', value: floor },
        limit: { at: 'most', value: LARGEST_PAINT, of: 'value' },
      });
    return figures;
  } finally {
    await browser.close();
    bare.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

/** The sample organization moves in. */
const filled = async (port: number, authorization: string): Promise<void> => {
  await post(port, '/api/samples', authorization, {});
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/samples`, { headers: { authorization } });
    const { latest } = (await answer.json()) as { latest: { state: string } | null };
    if (latest?.state === 'done') return;
    if (latest?.state === 'failed') throw new Error(`the sample organization could not move in: ${JSON.stringify(latest)}`);
    await sleep(200);
  }
};

/** Until nothing larger is painted for half a second: the median of some rounds, ms. */
const paintOf = async (browser: Browser, address: string, cookie: string): Promise<number> => {
  const paints: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, serviceWorkers: 'block' });
    const [name = '', value = ''] = cookie.split('=');
    if (name !== '') await context.addCookies([{ name, value, url: address }]);
    const page = await context.newPage();
    await page.goto(address);
    await page.locator('h1').first().waitFor();
    await sleep(500);
    paints.push(
      Number(
        await page.evaluate(`new Promise((told) => new PerformanceObserver((list) => told(list.getEntries().at(-1).startTime))
          .observe({ type: 'largest-contentful-paint', buffered: true }))`),
      ),
    );
    await context.close();
  }
  return median(paints);
};
