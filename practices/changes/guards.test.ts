import { describe, expect, it } from 'vitest';
import type { ChangedFile } from './score.ts';
import { guardsHit } from './guards.ts';

const changed = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  ...{ path, from: null, how: 'modified', added: 1, deleted: 0, binary: false, submodule: false, light: null },
  ...more,
});
const hits = (...paths: readonly string[]): readonly string[] =>
  guardsHit(paths.map((path) => changed(path))).map(({ guard }) => guard);

describe('[C3] a guard outranks the score', () => {
  it.each([
    ['db/migrate/20260101_add.rb', 'migration'],
    ['app/Migrations/001.sql', 'migration'],
    ['package.json', 'dependencies'],
    ['services/a/requirements-dev.txt', 'dependencies'],
    ['Cargo.lock', 'dependencies'],
    ['.github/workflows/test.yml', 'continuous integration'],
    ['.gitlab-ci.yml', 'continuous integration'],
    ['Jenkinsfile', 'continuous integration'],
    ['src/userAuth/form.ts', 'authentication'],
    ['lib/sessions_controller.rb', 'authentication'],
    ['.env.production', 'secrets'],
    ['deploy/tls/server.key', 'secrets'],
    ['.github/CODEOWNERS', 'permissions'],
    ['server/rbac.go', 'permissions'],
    ['protocols/ship.yaml', 'protocols'],
  ])('%s is: %s', (path, guard) => {
    expect(hits(path)).toContain(guard);
  });

  it.each([
    'src/author.ts',
    'docs/README.md',
    '.env.example',
    'src/authority/map.ts',
    'lib/migration-guide.md',
    'keys.ts',
    'src/ci/x.ts',
  ])('%s is none', (path) => {
    expect(hits(path)).toEqual([]);
  });

  it('looks at what a file was called before, at submodules, and at the repository’s own paths', () => {
    expect(guardsHit([changed('a.txt', { how: 'renamed', from: 'secrets.yaml' })])).toEqual([
      { guard: 'secrets', path: 'secrets.yaml' },
    ]);
    expect(guardsHit([changed('lib/zlib', { submodule: true })])).toEqual([{ guard: 'dependencies', path: 'lib/zlib' }]);
    expect(guardsHit([changed('billing/tax.ts')], (path) => path.startsWith('billing/'))).toEqual([
      { guard: 'protected path', path: 'billing/tax.ts' },
    ]);
  });

  it('says each once, with the first file', () => {
    expect(guardsHit([changed('go.mod'), changed('go.sum')])).toEqual([{ guard: 'dependencies', path: 'go.mod' }]);
  });
});
