import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { findRadicale, HOW_TO_GET_RADICALE } from '#scripts/radicale.mjs';

interface Radicale {
  readonly address: string;
  readonly host: string;
  readonly password: string;
  /** Speaks to it as Ines, and answers the status. */
  ask(method: string, path: string, body?: string): Promise<number>;
  text(path: string): Promise<string>;
}

const PASSWORD = 'a quiet morning';
const MAKE = `<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:displayname>Ines at work</D:displayname></D:prop></D:set></C:mkcalendar>`;

/** Ask for it at the top of a file. A real calendar server (Radicale) on a port of its own, where Ines has the calendar `/ines/meetings/`. */
export const radicaleServer = async (): Promise<Radicale> => {
  const radicale = findRadicale();
  if (radicale === null) throw new Error(HOW_TO_GET_RADICALE);
  const folder = await mkdtemp(join(tmpdir(), 'proceed-radicale-'));
  const host = `127.0.0.1:${await freePort()}`;
  await writeFile(join(folder, 'users'), `ines:${PASSWORD}\n`);
  const settings = {
    'server-hosts': host,
    'storage-filesystem-folder': join(folder, 'calendars'),
    'auth-type': 'htpasswd',
    'auth-htpasswd-filename': join(folder, 'users'),
    'auth-htpasswd-encryption': 'plain',
  };
  const words = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const running = spawn(radicale, ['--config', '', ...words], { stdio: 'ignore' });
  afterAll(async () => {
    running.kill();
    await rm(folder, { recursive: true, force: true });
  });
  const headers = {
    authorization: `Basic ${Buffer.from(`ines:${PASSWORD}`).toString('base64')}`,
    'content-type': 'text/calendar',
  };
  const say = (method: string, path: string, body?: string): Promise<Response> =>
    fetch(`http://${host}${path}`, { method, headers, ...(body !== undefined && { body }) });
  const ask = async (method: string, path: string, body?: string): Promise<number> => (await say(method, path, body)).status;
  // It is there as soon as it answers.
  while ((await ask('GET', '/.web/').catch(() => 0)) !== 200) {
    if (running.exitCode !== null) throw new Error(`Radicale ended with ${running.exitCode}.`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
  await ask('MKCALENDAR', '/ines/meetings/', MAKE);
  return { address: `http://${host}`, host, password: PASSWORD, ask, text: async (path) => (await say('GET', path)).text() };
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
