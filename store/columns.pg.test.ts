import { expect, it } from 'vitest';
import { testDatabase } from '#tests/database.ts';
import { columns } from './columns.ts';

const { pool } = await testDatabase();

const EVERY = columns({ n: 'int', id: 'uuid', at: 'float8', words: 'text', keys: 'text[]', open: 'boolean', state: 'jsonb' });

it('rows come to PostgreSQL as they were, whatever people write', async () => {
  const texts = [
    '',
    ' ',
    'null',
    'NULL',
    '{',
    '},{',
    '"',
    '\\',
    '\\"',
    "it's",
    'a,b',
    'two\nlines\ttab',
    '\u0001\u001e\u001f',
    'Tomás 👋🏽',
    'مرحبا',
  ];
  const rows = texts.map((words, n) => ({
    ...{ n, id: crypto.randomUUID(), at: n + 0.5, words, keys: [words, 'org', `space:${n}`], open: n % 2 === 0 },
    state: { words, [words]: [words, null, 1e21], deep: { words } },
  }));
  const text = `select n, id, at, words, keys::text[] as keys, open, state from ${EVERY.from(1, 'x')} order by n`;
  expect((await pool.query(text, EVERY.values(rows))).rows).toEqual(rows);
});

it('nothing, never and no keys are that', async () => {
  const row = { n: null, id: undefined, at: Infinity, words: null, keys: [], open: null, state: null };
  const text = `select n, id, at, words, keys::text[] as keys, open, state from ${EVERY.from(1, 'x')}`;
  expect((await pool.query(text, EVERY.values([row]))).rows).toEqual([{ ...row, id: null, at: null }]);
  expect((await pool.query(text, EVERY.values([]))).rows).toEqual([]);
});
