import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const everywhere = ['kernel', 'practices', 'store', 'server', 'connectors', 'web', 'cli', 'tests', 'bench'];
const files = (suffix: string): string[] => everywhere.map((room) => `${room}/**/*.${suffix}`);

/** Those who kill servers under load, and time how long they are away. */
const FAULTS = ['tests/faults/**/*.pg.test.ts'];

/**
 * Short to read and long to run: they begin first among their like, so that no core is idle while the last of them ends. So do those who
 * start many programs, while their worker is small: for each of them its memory is mapped anew.
 */
const FIRST = [
  'practices/handbook/git/moving.pg.test.ts',
  'practices/handbook/git/git.pg.test.ts',
  'practices/handbook/git/folder-texts.pg.test.ts',
  'practices/handbook/git/refused.pg.test.ts',
  'practices/handbook/git/seeing.pg.test.ts',
  'practices/handbook/importing/git.pg.test.ts',
  'tests/access.pg.test.ts',
  'tests/faults/simulation.test.ts',
  'server/main.pg.test.ts',
  'server/push/push.pg.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const kinds = Map.groupBy(sorted, ({ project }) => project);
    const first = ({ moduleId }: TestSpecification): boolean => FIRST.some((path) => moduleId.endsWith(path));
    return [...kinds.values()].flatMap((kind) => [...kind.filter(first), ...kind.filter((file) => !first(file))]);
  }
}

// Packages are compiled once for all workers, and for the programs that tests start.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'node');

/**
 * No more files at once than there are cores, and a cluster for each. Browsers come first, then databases, and what is pure last, beside
 * the faults: it is short, and leaves no core idle while the last long file ends.
 */
const SIDE_BY_SIDE = { maxWorkers: Math.min(6, availableParallelism()) };

/**
 * A file that asks is heard at once on a quiet machine. The limits only end what would never end, also on a busy machine; no test waits
 * for them.
 */
const PATIENCE = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

/** The server's own code as Node runs it, without a bundler between: a tenth less of the processor. What is pure tests screens' parts too, in JSX. */
const AS_IT_RUNS = { experimental: { viteModuleRunner: false, nodeLoader: false } };

// The suffix of a test says how fast it is: .test.ts is pure, .pg.test.ts asks a real PostgreSQL, .e2e.ts drives a browser.
export default defineConfig({
  test: {
    passWithNoTests: true,
    // A worker keeps what it has imported from file to file: importing costs more than most files do. So no file leaves anything behind.
    isolate: false,
    // A test makes much and keeps little: with room for it, a twentieth of the processor less goes into clearing away.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          ...SIDE_BY_SIDE,
          name: 'pure',
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          include: files('test.{ts,tsx}'),
          exclude: ['**/node_modules/**', '**/*.pg.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...PATIENCE,
          ...SIDE_BY_SIDE,
          name: 'pg',
          ...AS_IT_RUNS,
          include: files('pg.test.ts'),
          exclude: ['**/node_modules/**', ...FAULTS],
          globalSetup: 'tests/database.setup.ts',
        },
      },
      {
        extends: true,
        test: {
          ...PATIENCE,
          ...SIDE_BY_SIDE,
          name: 'e2e',
          ...AS_IT_RUNS,
          include: files('e2e.ts'),
          globalSetup: ['tests/database.setup.ts', 'tests/web.setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...PATIENCE,
          ...SIDE_BY_SIDE,
          ...AS_IT_RUNS,
          name: 'faults',
          include: FAULTS,
          // Beside what is pure, which leaves it a core.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
