import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { headersAt } from '#server/headers.ts';

/** What a page asked of the API while no real server is needed. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

interface Answered {
  readonly status: number;
  readonly json: unknown;
}

export interface KitPages {
  readonly asked: Asked[];
  /** Answers the API from here on: a status and JSON. */
  answer: (asked: Asked) => Answered | Promise<Answered>;
  readonly address: string;
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** The built app and the gallery, served under the policy of content of every page, in a browser. */
export const kitPages = async (): Promise<KitPages> => {
  const app = inject('web');
  const dist = inject('gallery');
  const asked: Asked[] = [];
  const pages: Pick<KitPages, 'answer'> = { answer: () => ({ status: 404, json: { code: 'not-found' } }) };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path.startsWith('/api/')) {
      const one = { method: request.method ?? '', path, key: header(request, 'idempotency-key'), body: await bodyOf(request) };
      asked.push(one);
      const { status, json } = await pages.answer(one);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
      return;
    }
    const file = path.startsWith('/gallery/') ? 'gallery/index.html' : extname(path) === '' ? 'index.html' : path.slice(1);
    const content = await readFile(join(app, file)).catch(() => readFile(join(dist, file)).catch(() => null));
    response.writeHead(content ? 200 : 404, {
      ...headersAt(path),
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    });
    response.end(content ?? '');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const browser = await launch();
  const opened: BrowserContext[] = [];
  return Object.assign(pages, {
    asked,
    address: `http://localhost:${port}`,
    open: async (path: string, options: BrowserContextOptions = {}) => {
      const context = await browser.newContext({ baseURL: `http://localhost:${port}`, timezoneId: 'Europe/Berlin', ...options });
      opened.push(context);
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
    close: async () => {
      await Promise.all(opened.map((context) => context.close()));
      server.closeAllConnections();
      server.close();
    },
  });
};

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? null : JSON.parse(text);
};

const QUIET = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const launched = new Map<string, Promise<Browser>>();

/**
 * A browser, the same for all files of a worker, which it ends with: whoever asks closes what they opened in it. `npm test` finds the browsers and names them.
 * `whole`: with all that a window can show, such as notices; it costs five times as much.
 */
export const launch = async ({ whole = false } = {}): Promise<Browser> => {
  const { CHROMIUM = '/usr/bin/chromium', CHROMIUM_SHELL = CHROMIUM } = process.env;
  const executablePath = whole ? CHROMIUM : CHROMIUM_SHELL;
  const known = await launched.get(executablePath);
  if (known?.isConnected()) return known;
  const browser = chromium.launch({ executablePath, args: ['--no-sandbox', ...QUIET] });
  launched.set(executablePath, browser);
  return browser;
};

const AXE = readFileSync(join(import.meta.dirname, '..', '..', 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong with the page, one line each. Its script comes by the debugger, which no policy of content stops. It would fetch
 * every style sheet once more for rules that are not asked, and for sound that no page has.
 */
export const axe = async (page: Page): Promise<readonly string[]> => {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(AXE);
  const found: unknown =
    await page.evaluate(`axe.run(document, { preload: false, resultTypes: ['violations'], runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary)))`);
  return Array.isArray(found) ? found.map(String) : ['axe gave no answer'];
};
