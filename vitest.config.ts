import { defineConfig } from 'vitest/config';

const everywhere = ['kernel', 'practices', 'store', 'server', 'connectors', 'web', 'cli', 'tests', 'bench'];
const files = (suffix: string): string[] => everywhere.map((room) => `${room}/**/*.${suffix}`);

const ALONE = 'tests/faults/**/*.pg.test.ts';

// The suffix of a test says how fast it is: .test.ts is pure, .pg.test.ts asks a real PostgreSQL, .e2e.ts drives a browser.
export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'pure',
          // A pure test waits for nothing; the limit only ends what would never end, also on a busy machine.
          testTimeout: 30_000,
          include: files('test.{ts,tsx}'),
          exclude: ['**/node_modules/**', '**/*.pg.test.ts'],
        },
      },
      {
        test: {
          name: 'pg',
          include: files('pg.test.ts'),
          exclude: ['**/node_modules/**', ALONE],
          globalSetup: 'tests/database.setup.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: [...files('e2e.ts'), ALONE],
          globalSetup: ['tests/database.setup.ts', 'tests/web.setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One at a time, after all others: a browser or a killed server wants the machine for itself.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
