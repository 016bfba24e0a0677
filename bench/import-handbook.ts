import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { packed, type PackedFile } from '#practices/handbook';
import { found, post, type Stage } from './stage.ts';
import { pagesOfZipf } from './pages.ts';
import type { Measured } from './table.ts';

const HANDBOOK = join(import.meta.dirname, '..', '..', 'shared', 'data', 'handbook-sourcegraph');
/** A handbook of a large company, where no real one lies beside the clone. */
const MADE = 5_000;

/** Importing a handbook over HTTP as the browser and the terminal do: packing, sending, reading, writing, and the same again. */
export const benchImportHandbook = async (stage: Stage): Promise<readonly Measured[]> => {
  const figures: Measured[] = [];
  const running = await stage.process('server.ts', await stage.database('handbook_import'));
  const { authorization } = await found(running.port);
  const call = caller(running.port, authorization);
  const handbooks = [
    ...(existsSync(HANDBOOK) ? [{ name: 'a real handbook', space: 'real', files: () => folder(HANDBOOK), most: 20 }] : []),
    { name: `${MADE} pages of 300 words`, space: 'made', files: made, most: 60 },
  ];
  for (const { name, space, files, most } of handbooks) {
    await post(running.port, '/api/spaces', authorization, { name: space, slug: space });
    const first = await imported(call, space, files());
    const again = await imported(call, space, files());
    if (again.created > 0) throw new Error(`${again.created} pages came twice`);
    figures.push(
      {
        bench: 'import',
        what: `${name}: import`,
        value: first.seconds,
        unit: 's',
        limit: { at: 'most', value: most, of: 'value' },
      },
      { bench: 'import', what: `${name}: pages`, value: first.created / first.seconds, unit: '/s' },
      { bench: 'import', what: `${name}: the same again`, value: again.seconds, unit: 's' },
    );
  }
  const peak = Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${running.pid}/status`, 'utf8').catch(() => ''))?.[1] ?? 0);
  if (peak > 0) figures.push({ bench: 'import', what: 'the server at its largest', value: peak / 1024, unit: 'MB' });
  await running.stop();
  return figures;
};

type Call = (method: string, path: string, body?: object | Uint8Array<ArrayBuffer>) => Promise<Record<string, unknown>>;

/** Asks a server as somebody. */
export const caller =
  (port: number, authorization: string): Call =>
  async (method, path, body) => {
    const bytes = body instanceof Uint8Array;
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        authorization,
        'idempotency-key': crypto.randomUUID(),
        ...(body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: bytes ? body : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };

/** Imports files into a space, from packing to the report. */
export const imported = async (call: Call, space: string, files: Iterable<PackedFile>) => {
  const started = performance.now();
  const { id } = await call('POST', '/api/imports/handbook', { from: { kind: 'archive', name: space }, space });
  let parts = 0;
  for await (const part of packed(files)) {
    await call('PUT', `/api/imports/handbook/${String(id)}/parts/${parts}`, part);
    parts += 1;
  }
  await call('PUT', `/api/imports/handbook/${String(id)}/archive`, { parts });
  for (;;) {
    const { state, report } = await call('GET', `/api/imports/handbook/${String(id)}`);
    if (state === 'done') {
      const { pages } = report as { readonly pages: { readonly created: number } };
      return { seconds: (performance.now() - started) / 1000, created: pages.created };
    }
    if (state === 'failed' || state === 'cancelled') throw new Error(`the import of ${space} is ${state}`);
    await wait(50);
  }
};

/** What lies in a folder and below it. */
export function* folder(path: string): Generator<PackedFile> {
  for (const name of readdirSync(path, { recursive: true }).map(String).toSorted())
    if (statSync(join(path, name)).isFile()) yield { path: name, bytes: () => readFile(join(path, name)) };
}

function* made(): Generator<PackedFile> {
  const next = pagesOfZipf();
  for (let index = 0; index < MADE; index += 1) {
    const { title, text } = next();
    const link = `[the next](../part-${(index + 1) % 50}/page-${index + 1}.md)`;
    const bytes = new TextEncoder().encode(`# ${title}\n\n${text}\n${link}\n`);
    yield { path: `part-${index % 50}/page-${index}.md`, bytes: async () => bytes };
  }
}
