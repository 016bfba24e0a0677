import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, expect, inject } from 'vitest';
import type { Client } from '../harness/client.ts';
import { atEnd } from '../at-end.ts';
import { testServer, type TestServer } from '../harness/server.ts';
import { axe, launch } from './kit-page.ts';

/** With the worker that opens the app without a network, and tells what waits: `app.open('/today', { as: raj, ...WITH_WORKER })`. */
export const WITH_WORKER = { serviceWorkers: 'allow' } as const;

export interface AppPages {
  readonly server: TestServer;
  /** A browser of somebody's own, in their zone; with `as`, signed in already; with `at`, its clock stands still there. */
  open(path: string, options?: BrowserContextOptions & { readonly as?: Client; readonly at?: string | Date }): Promise<Page>;
  /** What the pages complained of; empty again afterwards. */
  complaints(): readonly string[];
  /** Throws what the pages complained of since it was asked last. */
  faultless(): void;
}

interface More extends Pick<Parameters<typeof testServer>[0] & object, 'outgoing'> {
  /** A browser that shows notices, too. */
  readonly whole?: boolean;
}

/** Ask for it at the top of a file: the built app, served by the real server over a database of its own, in a browser. */
export const appPages = async ({ whole = false, ...more }: More = {}): Promise<AppPages> => {
  const server = await testServer({ web: inject('web'), ...more });
  const heard: string[] = [];
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch({ whole });
  });
  return {
    server,
    complaints: () => heard.splice(0),
    faultless: () => {
      const complaints = heard.splice(0);
      if (complaints.length > 0) throw new Error(complaints.join('\n'));
    },
    async open(path, { as, at, ...options } = {}) {
      const context = await browser.newContext({
        baseURL: server.address,
        timezoneId: 'Europe/Berlin',
        viewport: { width: 1280, height: 860 },
        // It would fetch the whole app for each of these browsers.
        serviceWorkers: 'block',
        ...options,
      });
      // What is open hears all that happens, and draws it.
      atEnd(() => context.close());
      const [name = '', value = ''] = (as?.cookie() ?? '').split('=');
      if (name !== '') await context.addCookies([{ name, value, url: server.address }]);
      const page = await context.newPage();
      page.on('pageerror', (error) => heard.push(error.message));
      if (at !== undefined) await page.clock.setFixedTime(at);
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      return page;
    },
  };
};

/** Nothing that axe finds, and nothing wider than the screen: wide and on a phone, light and dark. */
export const expectFaultless = async (page: Page, what: string): Promise<void> => {
  const before = page.viewportSize();
  await page.locator('h1').first().waitFor();
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    expect(await axe(page), `${what}, ${colorScheme}, ${width}`).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), `${what} overflows at ${width}`).toBe(0);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
};
