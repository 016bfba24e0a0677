import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangedFile } from '../score.ts';
import { git } from './git.ts';

export type Light = (paths: readonly string[]) => Promise<ReadonlyMap<string, 'generated' | 'vendored'>>;

const GENERATED =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|composer\.lock|cargo\.lock|gemfile\.lock|poetry\.lock|uv\.lock|pipfile\.lock|go\.sum|flake\.lock|deno\.lock|gradle\.lockfile|podfile\.lock|mix\.lock|pubspec\.lock|package\.resolved)$|\.(?:min\.js|min\.css|map|snap|pb\.go|pb\.cc|pb\.h|_pb2\.py|g\.dart|freezed\.dart|designer\.cs|generated\.\w+)$|(?:^|\/)(?:__generated__|__snapshots__)\//i;
const VENDORED = /(?:^|\/)(?:vendor|vendors|node_modules|third[_-]?party|bower_components|pods|carthage)\//i;

/**
 * What is generated or vendored in a tree: what `.gitattributes` says there (`linguist-generated`, `linguist-vendored`,
 * https://github.com/github-linguist/linguist/blob/main/docs/overrides.md), and where it says nothing, what is usual by name.
 */
export const lightIn = async (folder: string, tree: string): Promise<{ readonly of: Light; close(): Promise<void> }> => {
  const place = await mkdtemp(join(tmpdir(), 'proceed-check-'));
  // git reads the attributes of a tree from an index of it.
  const env = { GIT_INDEX_FILE: join(place, 'index') };
  await git(folder, ['read-tree', tree], { env });
  return {
    close: () => rm(place, { recursive: true, force: true }),
    of: async (paths) => {
      const light = new Map<string, 'generated' | 'vendored'>();
      if (paths.length === 0) return light;
      const args = ['check-attr', '--cached', '-z', '--stdin', 'linguist-generated', 'linguist-vendored'];
      const said = (await git(folder, args, { env, input: `${paths.join('\0')}\0` })).toString('utf8').split('\0');
      const asked = new Map<string, Record<string, boolean>>();
      for (let at = 0; at + 2 < said.length; at += 3) {
        const [path = '', name = '', value = ''] = said.slice(at, at + 3);
        if (value !== 'unspecified') asked.set(path, { ...asked.get(path), [name]: value !== 'unset' && value !== 'false' });
      }
      for (const path of paths) {
        const { 'linguist-generated': generated = GENERATED.test(path), 'linguist-vendored': vendored = VENDORED.test(path) } =
          asked.get(path) ?? {};
        if (generated) light.set(path, 'generated');
        else if (vendored) light.set(path, 'vendored');
      }
      return light;
    },
  };
};

/** As by name alone, where nobody knows the attributes of a tree. */
export const lightByName = (path: string): 'generated' | 'vendored' | null =>
  GENERATED.test(path) ? 'generated' : VENDORED.test(path) ? 'vendored' : null;

export const withLight = async (files: readonly Omit<ChangedFile, 'light'>[], light: Light): Promise<readonly ChangedFile[]> => {
  const of = await light(files.map(({ path }) => path));
  return files.map((file) => ({ ...file, light: of.get(file.path) ?? null }));
};
