import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const everywhere = ['kernel', 'practices', 'store', 'server', 'connectors', 'web', 'cli', 'tests', 'bench'];
const files = (suffix: string): string[] => everywhere.map((room) => `${room}/**/*.${suffix}`);

/** Those who kill servers, and those who write for seconds in one transaction, for which readers in every database of the cluster wait. */
const ALONE = ['tests/faults/**/*.pg.test.ts', 'practices/sample/**/*.pg.test.ts'];

/** Some pure tests wait for programs that they run. */
const WORKERS = availableParallelism() + 1;

// The suffix of a test says how fast it is: .test.ts is pure, .pg.test.ts asks a real PostgreSQL, .e2e.ts drives a browser.
export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'pure',
          maxWorkers: WORKERS,
          // A pure test waits for nothing; the limit only ends what would never end, also on a busy machine.
          testTimeout: 30_000,
          include: files('test.{ts,tsx}'),
          exclude: ['**/node_modules/**', '**/*.pg.test.ts'],
        },
      },
      {
        test: {
          name: 'pg',
          // One at a time: readers of the stream wait for whatever is being written in the same cluster.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          include: files('pg.test.ts'),
          exclude: ['**/node_modules/**', ...ALONE],
          globalSetup: 'tests/database.setup.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: files('e2e.ts'),
          globalSetup: ['tests/database.setup.ts', 'tests/web.setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One at a time, after the others: a browser wants the machine for itself.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'alone',
          include: ALONE,
          globalSetup: 'tests/database.setup.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // At the very end, each alone.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
