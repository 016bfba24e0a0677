import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Entry } from '#kernel/stream/stream.ts';
import { appender } from '#store/append.ts';
import { BY_KEY, openPool, type Pool } from '#store/connection.ts';
import { NOBODY } from '#store/load.ts';
import { deciders } from '#server/practices.ts';
import { countWords } from '#store/texts/lexicon.ts';
import { httpRequest, open } from './load.ts';
import { pagesOfZipf, type WrittenPage } from './pages.ts';
import { questionsOf } from './questions.ts';
import { found, type Founded, type Running, type Stage } from './stage.ts';
import type { Measured } from './table.ts';

/** `PROCEED_BENCH_PAGES`: how many of 300 words. `PROCEED_BENCH_HANDBOOK`: a folder of Markdown whose pages the questions ask for. */
const PAGES = Number(process.env['PROCEED_BENCH_PAGES'] ?? 100_000);
const HANDBOOK = process.env['PROCEED_BENCH_HANDBOOK'];
const EACH = 60;
const PUBLISHED = 300;
const FIRST = 8;
const append = appender(NOBODY);

/** Finding: how long it takes among many pages, what publishing pays for it, and whether what one means is on top. */
export const benchSearch = async (stage: Stage): Promise<readonly Measured[]> => [
  ...(await speed(stage)),
  ...(HANDBOOK === undefined ? [] : await questionsOf(stage, HANDBOOK)),
];

const speed = async (stage: Stage): Promise<readonly Measured[]> => {
  const url = await stage.database('search');
  const server = await stage.process('server.ts', url);
  const founded = await found(server.port);
  const pool = openPool(url, { max: 2, settings: BY_KEY });
  const bench = `search, ${PAGES.toLocaleString('en')} pages`;
  const write = pagesOfZipf(HANDBOOK);
  for (let at = 0; at < PAGES - PUBLISHED; at += 64)
    await append(
      pool,
      Array.from({ length: Math.min(64, PAGES - PUBLISHED - at) }, (_, index) =>
        entryOf(founded.organization, write(), (at + index) % 3 === 0),
      ),
    );
  await countWords(pool, deciders);
  const [withText, without] = await publishing(pool, founded.organization, write);
  await countWords(pool, deciders);
  await pool.query('vacuum analyze texts');
  const measured: Measured[] = [
    { bench, what: 'publishing a page, p50', value: at(withText, 0.5), unit: 'ms' },
    { bench, what: 'publishing a page, p95', value: at(withText, 0.95), unit: 'ms' },
    {
      bench,
      what: 'of that the index, p50',
      value: at(withText, 0.5) - at(without, 0.5),
      unit: 'ms',
      limit: { at: 'most', value: 5, of: 'value' },
    },
  ];
  const kinds = await questions(pool, founded.organization);
  // A server that has just begun is slower: a first few of each are not counted.
  for (const { ask } of Object.values(kinds)) await asked(server, founded, ask.slice(0, FIRST));
  for (const [what, { ask, most }] of Object.entries(kinds)) {
    const times = await asked(server, founded, ask);
    measured.push(
      { bench, what: `${what}, p50`, value: at(times, 0.5), unit: 'ms' },
      { bench, what: `${what}, p95`, value: at(times, 0.95), unit: 'ms', limit: { at: 'most', value: most, of: 'value' } },
    );
  }
  measured.push({
    bench,
    what: 'memory of the server',
    value: await memoryOf(server.pid),
    unit: 'MB',
    limit: { at: 'most', value: 350, of: 'value' },
  });
  const { rows } = await pool.query<{ table: string; mb: number }>(
    `select c.relname as table, pg_total_relation_size(c.oid) / 1048576.0 as mb from pg_class c where c.relname in ('texts', 'texts_by_words', 'lexicon')`,
  );
  for (const { table, mb } of rows) measured.push({ bench, what: `on disk: ${table}`, value: Number(mb), unit: 'MB' });
  await pool.end();
  await server.stop();
  return measured;
};

const entryOf = (org: string, { title, text }: WrittenPage, hidden: boolean): Entry => {
  const artifact = randomUUID();
  const at = Date.now();
  return {
    org,
    artifact,
    kind: 'page',
    expected: 0,
    numbered: true,
    state: {},
    reading: {
      title,
      status: 'published',
      space: null,
      audience: [hidden ? 'space:elsewhere' : 'org'],
      author: null,
      nextAt: null,
      summary: {},
      awaits: [],
      links: [],
    },
    audienceChanged: false,
    directory: false,
    awaits: { put: [], drop: [] },
    links: { put: [], drop: [] },
    text: { title, text, language: null, at },
    events: [
      {
        org,
        artifact,
        kind: 'page',
        version: 1,
        at,
        by: org,
        command: randomUUID(),
        causedBy: null,
        body: { type: 'page-written' },
      },
    ],
    digests: [''],
  };
};

/** One page after the other, as they are published: with their words in the index, and without. */
const publishing = async (pool: Pool, org: string, write: () => WrittenPage): Promise<readonly [number[], number[]]> => {
  const times: [number[], number[]] = [[], []];
  for (let count = 0; count < PUBLISHED; count += 1)
    for (const [which, list] of times.entries()) {
      const { text, ...entry } = entryOf(org, write(), false);
      const from = performance.now();
      await append(pool, [which === 0 && text !== undefined ? { ...entry, text } : entry]);
      list.push(performance.now() - from);
    }
  return times;
};

interface Kind {
  readonly ask: readonly string[];
  readonly most: number;
}

/** Words by how many pages have them, and what people make of such words. */
const questions = async (pool: Pool, org: string): Promise<Readonly<Record<string, Kind>>> => {
  const words = async (least: number, most: number): Promise<readonly string[]> =>
    (
      await pool.query<{ word: string }>(
        `select word from (select stem, min(word) as word, sum(texts) as texts from lexicon where org = $1 group by stem) s
         where texts between $2 and $3 and word ~ '^[a-z]{4,}$' order by md5(word) limit ${EACH}`,
        [org, Math.floor(least * PAGES), Math.ceil(most * PAGES)],
      )
    ).rows.map(({ word }) => word);
  const [rare, medium, frequent] = [await words(0.0001, 0.001), await words(0.005, 0.03), await words(0.25, 0.45)];
  const { rows } = await pool.query<{ plain: string }>(
    `select plain from texts where org = $1 and seen_by = array['org:' || org] order by md5(artifact::text) limit ${EACH}`,
    [org],
  );
  const runs = rows.map(
    ({ plain }) =>
      plain
        .split('\n')
        .find((line) => line.split(' ').length > 20)
        ?.split(' ')
        .slice(4, 14) ?? ['a'],
  );
  const pair = (list: readonly string[], others: readonly string[]) =>
    list.map((word, index) => `${word} ${others[(index * 7) % others.length] ?? ''}`);
  return {
    'a rare word': { ask: rare, most: 12 },
    'a medium word': { ask: medium, most: 12 },
    'a word of a third of all': { ask: frequent, most: 40 },
    'two medium words': { ask: pair(medium, medium.toReversed()), most: 12 },
    'a frequent and a medium word': { ask: pair(medium, frequent), most: 40 },
    'two frequent words': { ask: pair(frequent, frequent.toReversed()), most: 40 },
    'a phrase': { ask: runs.map((run) => `"${run.slice(0, 2).join(' ')}"`), most: 40 },
    'a beginning': { ask: medium.map((word) => word.slice(0, 4)), most: 40 },
    'a mistyped word': { ask: medium.map(mistyped), most: 40 },
    'a question': { ask: runs.map((run) => `how do I ${run.slice(0, 5).join(' ')}?`), most: 40 },
    'with a filter': { ask: medium.map((word) => `${word} kind:page after:30d`), most: 40 },
  };
};

const mistyped = (word: string): string => {
  const middle = word.length >> 1;
  return word.slice(0, middle) + (word[middle + 1] ?? 'x') + (word[middle] ?? 'x') + word.slice(middle + 2);
};

/** How long each takes, over one connection. */
const asked = async (
  { port }: Pick<Running, 'port'>,
  { authorization }: Founded,
  all: readonly string[],
): Promise<readonly number[]> => {
  const connection = await open(port);
  const times: number[] = [];
  for (const q of all) {
    const path = `/api/search?${new URLSearchParams({ q }).toString()}`;
    const from = performance.now();
    const { status, body } = await connection.ask(httpRequest('GET', path, { authorization }));
    times.push(performance.now() - from);
    if (status !== '200') throw new Error(`“${q}” was answered ${status}: ${body()}`);
  }
  connection.close();
  return times;
};

/** Resident, in MB; 0 where there is no /proc. */
const memoryOf = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024;
};

const at = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
