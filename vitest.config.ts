import { defineConfig } from 'vitest/config';

const everywhere = ['kernel', 'practices', 'store', 'server', 'connectors', 'web', 'cli', 'tests', 'bench'];
const files = (suffix: string): string[] => everywhere.map((room) => `${room}/**/*.${suffix}`);

// The suffix of a test says how fast it is: .test.ts is pure, .pg.test.ts asks a real PostgreSQL, .e2e.ts drives a browser.
export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'pure',
          include: files('test.{ts,tsx}'),
          exclude: ['**/node_modules/**', '**/*.pg.test.ts'],
        },
      },
      {
        test: {
          name: 'pg',
          include: files('pg.test.ts'),
          globalSetup: 'tests/database.setup.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: files('e2e.ts'),
          globalSetup: 'tests/database.setup.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
