import { beforeAll, describe, expect, it } from 'vitest';
import { actorKey, ORG_KEY } from '#kernel/actors/access.ts';
import { commandPath } from '#kernel/stream/commands.ts';
import { contractDeciders, contractDirectory } from '#kernel/stream/contract-organization.ts';
import type { Command, Decider } from '#kernel/stream/decider.ts';
import { SYSTEM, type ArtifactId, type EventBody } from '#kernel/stream/event.ts';
import { ok } from '#kernel/stream/refusal.ts';
import { testDatabase } from '#tests/database.ts';
import { postgresStream } from '../postgres-stream.ts';
import { rebuild } from '../rebuild.ts';
import { localWake } from '../subscription.ts';
import { countWords } from './lexicon.ts';

/** A leaf of paper, and slips that hang on it. */
interface Leaf {
  readonly title: string;
  readonly text: string | null;
  readonly language: string | null;
  readonly only: string | null;
  readonly on: ArtifactId | null;
}
type Written = EventBody & Leaf & { readonly type: 'leaf-written' };

const leaf: Decider<Leaf, Command, Written> = {
  kind: 'leaf',
  numbered: true,
  needs: { write: 'system' },
  decide: (state, { data }) =>
    ok([
      { type: 'leaf-written', ...(state ?? { text: '', language: null, only: null, on: null }), ...(data as { title: string }) },
    ]),
  evolve: (_, { body: { title, text, language, only, on } }) => ({ title, text, language, only, on }),
  read: ({ title, text, language, only, on }) => ({
    title,
    status: 'written',
    space: null,
    audience: [only === null ? ORG_KEY : actorKey(only)],
    author: null,
    parent: on,
    nextAt: null,
    summary: {},
    awaits: [],
    links: [],
    ...(text === null ? {} : { text, language }),
  }),
};

const deciders = new Map([...contractDeciders, ['leaf', leaf as Decider<unknown>]]);

describe('The words by which artifacts are found', async () => {
  const { pool } = await testDatabase();
  const stream = postgresStream({ pool, directory: contractDirectory, wake: localWake() });
  const { send } = commandPath(stream, deciders);
  const org = crypto.randomUUID();
  const fresh = () => crypto.randomUUID();
  const ines = fresh();
  const write = async (data: object, artifact: ArtifactId = fresh()): Promise<ArtifactId> => {
    const sent = await send({ id: fresh(), org, by: SYSTEM, kind: 'leaf', artifact, name: 'write', data });
    if (sent.refused) throw new Error(sent.message);
    return artifact;
  };
  const textOf = async (artifact: ArtifactId) =>
    (
      await pool.query<{ words: string; stemmer: string; seen_by: string[]; plain: string }>(
        'select words::text, stemmer, seen_by, plain from texts where artifact = $1',
        [artifact],
      )
    ).rows[0];
  const lexicon = async (): Promise<Readonly<Record<string, number>>> =>
    Object.fromEntries(
      (await pool.query<{ word: string; texts: number }>('select word, texts from lexicon where org = $1', [org])).rows.map(
        ({ word, texts }) => [word, texts],
      ),
    );

  beforeAll(async () => {
    await send({ id: fresh(), org, by: SYSTEM, kind: 'member', artifact: ines, name: 'join', data: 'Ines' });
  });

  it('are stemmed in the language that a text says or seems to be in, and kept as they are where nobody can stem it', async () => {
    const german =
      'Wir haben im letzten Jahr gelernt, dass jede Region ihre eigenen Häuser braucht und niemand darauf warten will.';
    expect(await textOf(await write({ title: 'A', text: german }))).toMatchObject({
      stemmer: 'german',
      words: expect.stringContaining("'haus':"),
    });
    expect(await textOf(await write({ title: 'B', text: 'Häuser', language: 'de-AT' }))).toMatchObject({ stemmer: 'german' });
    expect(await textOf(await write({ title: 'C', text: 'domy i drogi', language: 'pl' }))).toMatchObject({
      stemmer: 'simple',
      words: expect.stringContaining("'drogi':"),
    });
    expect(await textOf(await write({ title: 'D', text: 'roads' }))).toMatchObject({
      stemmer: 'english',
      words: expect.stringContaining("'road':"),
    });
    expect(await textOf(await write({ title: '王小明的计划', text: '' }))).toMatchObject({
      stemmer: 'simple',
      words: expect.stringContaining("'小明':2A"),
    });
  });

  it('carry where they stand, and how much the text is about them', async () => {
    const words = (await textOf(await write({ title: 'Roads', text: '# Bridges\n\nOf stone.\n\nAnd wood.' })))?.words;
    expect(words).toContain("'road':1A");
    expect(words).toContain("'bridg':2B");
    expect(words).toContain("'stone':4C");
    expect(words).toContain("'wood':6");
    expect(words).toMatch(/'road [45]'/u);
  });

  it('go with the artifact: its new text, its audience and that of what hangs on it, and away with it', async () => {
    const id = await write({ title: 'Boats', text: 'Of oak.' });
    const slip = await write({ title: 'Slip', text: 'Nice.', on: id });
    await write({ title: 'Boats', text: 'Of steel.' }, id);
    expect(await textOf(id)).toMatchObject({ plain: 'Boats\nOf steel.', seen_by: [`${ORG_KEY}:${org}`] });
    await write({ title: 'Boats', only: ines }, id);
    expect((await textOf(id))?.seen_by).toEqual([actorKey(ines)]);
    expect((await textOf(slip))?.seen_by).toEqual([actorKey(ines)]);
    await write({ title: 'Boats', text: null }, id);
    expect(await textOf(id)).toBeUndefined();
  });

  it('are counted a moment later, and counted again when they change, however many write at once', async () => {
    await countWords(pool, deciders);
    const id = await write({ title: 'Zebra', text: 'striped striped horse' });
    await write({ title: 'Zebra', text: 'dotted horse' }, id);
    await Promise.all([
      countWords(pool, deciders),
      write({ title: 'Zebra', text: 'plain horse' }, id),
      countWords(pool, deciders),
      write({ title: 'Okapi', text: 'striped' }),
    ]);
    await Promise.all(Array.from({ length: 20 }, (_, index) => write({ title: 'Zebra', text: `horse number${index}` }, id)));
    await countWords(pool, deciders);
    const counts = await lexicon();
    expect(counts).toMatchObject({ zebra: 1, horse: 1, striped: 1, okapi: 1 });
    expect(Object.keys(counts).filter((word) => word.startsWith('number'))).toHaveLength(1);
    expect(counts).not.toHaveProperty('dotted');
    const { rows } = await pool.query(
      'select sum(texts)::int as counted, (select count(*)::int from texts) as there from text_counts',
    );
    expect(rows[0].counted).toBe(rows[0].there);
  });

  it('are told a moment later where many write at once, by whoever may see them then', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, index) => write({ title: `Antelope ${index}`, text: 'first' })));
    const ids = await Promise.all(Array.from({ length: 60 }, (_, index) => write({ title: 'Gnu', text: `herd${index}` })));
    const waiting = async () =>
      (await pool.query<{ n: number }>('select count(*)::int as n from uncounted_texts where at is not null')).rows[0]?.n;
    expect(await waiting()).toBeGreaterThan(10);
    await Promise.all([
      countWords(pool, deciders),
      ...ids.slice(0, 20).map((id, index) => write({ title: 'Gnu', text: `flock${index}` }, id)),
      ...ids.slice(20, 40).map((id) => write({ title: 'Gnu', text: 'alone', only: ines }, id)),
      ...ids.slice(40, 50).map((id) => write({ title: 'Gnu', text: null }, id)),
      countWords(pool, deciders),
    ]);
    await countWords(pool, deciders);
    expect(await waiting()).toBe(0);
    const told = await Promise.all(ids.map(textOf));
    expect(told.slice(0, 20).map((one) => one?.plain)).toEqual(ids.slice(0, 20).map((_, index) => `Gnu\nflock${index}`));
    expect(new Set(told.slice(20, 40).map((one) => `${one?.plain} ${one?.seen_by}`))).toEqual(
      new Set([`Gnu\nalone ${actorKey(ines)}`]),
    );
    expect(told.slice(40, 50)).toEqual(Array.from({ length: 10 }));
    expect(told.slice(50).map((one) => one?.plain)).toEqual(ids.slice(50).map((_, index) => `Gnu\nherd${index + 50}`));
    expect(await lexicon()).toMatchObject({ gnu: 50, alone: 20, flock7: 1, herd55: 1 });
    expect(await lexicon()).not.toHaveProperty('herd7');
  });

  it('are bounded: a text of megabytes is found by its beginning', async () => {
    const id = await write({ title: 'Data', text: `walrus ${'lorem ipsum dolor '.repeat(100_000)}` });
    const many = Array.from({ length: 40_000 }, (_, index) => `w${index.toString(36)}`).join(' ');
    const other = await write({ title: 'Many', text: many });
    await countWords(pool, deciders);
    expect((await textOf(id))?.words).toContain("'walrus':");
    expect((await textOf(other))?.words).toContain("'w0':");
  });

  it('are the same when they are made anew from the events', async () => {
    await countWords(pool, deciders);
    const all = async () => ({
      texts: (await pool.query('select t::text from texts t order by artifact')).rows,
      lexicon: await lexicon(),
      counts: (await pool.query('select t::text from text_counts t where texts > 0 order by org, stemmer')).rows,
    });
    const before = await all();
    await pool.query(`update texts set words = '', seen_by = '{}'`);
    await pool.query('delete from lexicon');
    await rebuild(pool, org, deciders, contractDirectory);
    await countWords(pool, deciders);
    expect(await all()).toEqual(before);
  });
});
