import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPool } from '#store/connection.ts';
import { deciders } from '#server/practices.ts';
import { countWords } from '#store/texts/lexicon.ts';
import { caller, folder, imported } from './import-handbook.ts';
import { found, post, type Stage } from './stage.ts';
import type { Measured } from './table.ts';

/**
 * A handbook, imported as it is, and questions about it, each with the pages that answer it (handbook-questions.tsv: the paths, the question, and whether
 * ranking was weighed by it). Those kept aside were not looked at while it was.
 */
export const questionsOf = async (stage: Stage, handbook: string): Promise<readonly Measured[]> => {
  const url = await stage.database('questions');
  const server = await stage.process('server.ts', url);
  const { authorization } = await found(server.port);
  const call = caller(server.port, authorization);
  await post(server.port, '/api/spaces', authorization, { name: 'Handbook', slug: 'handbook' });
  await imported(call, 'handbook', folder(handbook));
  const pool = openPool(url, { max: 1 });
  await countWords(pool, deciders);
  await pool.end();
  const at = async (path: string): Promise<string> => {
    const query = new URLSearchParams({ path, space: 'handbook' });
    return String((await call('GET', `/api/pages/at?${query.toString()}`))['id']);
  };
  const lines = (await readFile(join(import.meta.dirname, 'handbook-questions.tsv'), 'utf8')).trim().split('\n');
  const asked: { readonly rank: number; readonly aside: boolean }[] = [];
  for (const line of lines) {
    const [paths = '', q = '', kept] = line.split('\t');
    const right = new Set(await Promise.all(paths.split(' ').map(at)));
    const { items } = await call('GET', `/api/search?${new URLSearchParams({ q }).toString()}`);
    const rank = (items as readonly { readonly id: string }[]).findIndex(({ id }) => right.has(id)) + 1;
    asked.push({ rank, aside: kept === 'aside' });
  }
  await server.stop();
  return [
    ...figures('all', asked),
    ...figures(
      'those it was weighed by',
      asked.filter(({ aside }) => !aside),
    ),
    ...figures(
      'those kept aside',
      asked.filter(({ aside }) => aside),
    ),
  ];
};

const figures = (what: string, asked: readonly { readonly rank: number }[]): readonly Measured[] => [
  {
    bench: 'questions',
    what: `recall@5, ${what}, of ${asked.length}`,
    value: asked.filter(({ rank }) => rank > 0 && rank <= 5).length / asked.length,
    unit: '',
    limit: { at: 'least', value: 0.85, of: 'value' },
  },
  {
    bench: 'questions',
    what: `mean reciprocal rank, ${what}`,
    value: asked.reduce((sum, { rank }) => sum + (rank === 0 ? 0 : 1 / rank), 0) / asked.length,
    unit: '',
    limit: { at: 'least', value: 0.7, of: 'value' },
  },
];
