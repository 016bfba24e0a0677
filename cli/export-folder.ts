import { execFile } from 'node:child_process';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { MANIFEST } from '#practices/export';
import type { TakenFile } from '#server/route.ts';
import type { Source } from './export.ts';

const run = promisify(execFile);
const MARK = 'proceed.export';

export interface Exported {
  readonly folder: string;
  readonly files: number;
  readonly changed: boolean;
  readonly commit: string;
}

export interface ExportFolder {
  /** For what is on its way; on the disk of the folder. */
  readonly incoming: string;
  take(source: Source, show: (line: string) => void): Promise<Exported>;
  leave(): Promise<void>;
}

/** A folder that is new, empty, or an earlier export: nobody's other files are ever touched. Throws for any other. */
export const exportFolder = async (where: string): Promise<ExportFolder> => {
  const folder = resolve(where);
  const found = await stat(folder).catch(() => null);
  if (found && !found.isDirectory()) throw new Error(`${folder} is a file. Name a folder.`);
  const git = gitIn(folder);
  const isNew = !found || (await readdir(folder)).length === 0;
  if (!isNew && (await git(['config', '--local', '--get', MARK]).catch(() => '')).trim() !== 'true')
    throw new Error(`${folder} has other files in it. Name a new folder, or one of an earlier export.`);
  await mkdir(folder, { recursive: true });
  if (isNew) {
    await git(['init', '--quiet', '--initial-branch=main', '--template=']);
    await git(['config', '--local', MARK, 'true']);
  }
  const incoming = join(folder, '.git', 'proceed-incoming');
  const leave = () => rm(incoming, { recursive: true, force: true });
  await leave();
  await mkdir(incoming, { mode: 0o700 });
  return {
    incoming,
    leave,
    take: async ({ organization, files, handbook }, show) => {
      const into = join(incoming, 'files');
      const many = await write(files, into, show);
      // Whole: what was there gives way. Its commits have it still, whoever wrote it.
      await git(['add', '--all', '--force', '.']);
      if ((await git(['status', '--porcelain', '--untracked-files=no'])) !== '')
        await git(['commit', '--quiet', '--message', 'What was changed in this folder since the export']);
      for (const name of await readdir(folder))
        if (name !== '.git') await rm(join(folder, name), { recursive: true, force: true });
      for (const name of await readdir(into)) await rename(join(into, name), join(folder, name));
      show('Committing');
      await git(['add', '--all', '--force', '.']);
      const status = await git(['status', '--porcelain', '--untracked-files=no', '-z']);
      // When it was exported is no change.
      const changed = status.split('\0').some((line) => line !== '' && line.slice(3) !== MANIFEST);
      if (changed || isNew) await git(['commit', '--quiet', '--message', `Export of ${organization}`]);
      else await git(['checkout', '--quiet', 'HEAD', '--', MANIFEST]);
      show('Fetching the history of the handbook');
      await git(['fetch', '--quiet', '--no-tags', handbook.from, '+main:refs/heads/handbook-history'], handbook.env).catch(
        (error: unknown) => {
          // A handbook in which nothing was published yet has no branch.
          if (!/couldn't find remote ref/.test(String(error))) throw error;
        },
      );
      return { folder, files: many, changed: changed || isNew, commit: (await git(['rev-parse', 'HEAD'])).trim() };
    },
  };
};

const WHO = ['-c', 'user.name=Proceed', '-c', 'user.email=export@proceed.invalid'] as const;

const gitIn =
  (folder: string) =>
  async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> => {
    const settings = [
      '-c',
      'core.hooksPath=/dev/null',
      '-c',
      'commit.gpgSign=false',
      '-c',
      'core.autocrlf=false',
      '-c',
      'gc.auto=0',
    ];
    const { stdout } = await run('git', [...WHO, ...settings, ...args], {
      cwd: folder,
      env: { ...surroundings(), GIT_TERMINAL_PROMPT: '0', ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  };

/** What a hook is told of the repository that it belongs to (`git rev-parse --local-env-vars`): that is another one. */
const OF_ANOTHER =
  /^GIT_(?:DIR|COMMON_DIR|WORK_TREE|IMPLICIT_WORK_TREE|INDEX_FILE|PREFIX|(?:ALTERNATE_)?OBJECT_DIRECTOR(?:Y|IES)|SHALLOW_FILE|GRAFT_FILE|NO_REPLACE_OBJECTS|REPLACE_REF_BASE|NAMESPACE|CONFIG(?:_PARAMETERS|_COUNT)?)$/;

const surroundings = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_ANOTHER.test(name)));

const write = async (files: AsyncIterable<TakenFile>, into: string, show: (line: string) => void): Promise<number> => {
  let many = 0;
  let whole = false;
  const folders = new Set<string>();
  for await (const { path, bytes } of files) {
    // [safety] Whatever a server says, nothing is written beside the folder.
    if (
      path.startsWith('/') ||
      path.split('/').some((part) => part === '' || part === '.' || part === '..' || /^\.git$/i.test(part))
    )
      throw new Error(`The server sent a file with an impossible name, ${path}. Nothing was exported.`);
    const target = join(into, ...path.split('/'));
    if (!folders.has(dirname(target))) await mkdir(dirname(target), { recursive: true });
    folders.add(dirname(target));
    await writeFile(target, bytes);
    many += 1;
    whole = path === MANIFEST;
    if (many % 100 === 0) show(`${many.toLocaleString('en')} files`);
  }
  if (!whole) throw new Error('The connection ended before the last file. What was exported before is as it was.');
  return many;
};

/** The files of an archive, one after the other. */
export async function* filesIn(archive: Readable): AsyncGenerator<TakenFile> {
  const unpacked = archive.pipe(createGunzip());
  const entries = extract();
  for (const stream of [archive, unpacked]) stream.once('error', (error: Error) => entries.destroy(error));
  unpacked.pipe(entries);
  for await (const entry of entries) {
    const { name, type } = entry.header;
    if (type === 'file') yield { path: name, bytes: await buffer(entry) };
    else entry.resume();
  }
}
