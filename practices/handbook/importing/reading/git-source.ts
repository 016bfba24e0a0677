import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { objectReader, type ReadObject } from '../../git/objects.ts';
import { cleanPath } from './paths.ts';
import type { Entry, Source } from './source.ts';
import { GIT_ENV } from './git-env.ts';

/**
 * [safety] A repository is read object by object and never checked out. Links and submodules are told and left.
 */
export const gitSource = (repository: string): Source & { close(): void } => {
  const start = (...args: readonly string[]): ChildProcessWithoutNullStreams => {
    const child = spawn('git', args, { env: { ...GIT_ENV, GIT_DIR: repository } });
    child.stdin.on('error', () => undefined);
    child.on('error', () => undefined);
    child.stderr.resume();
    return child;
  };
  let objects: ReadObject | null = null;
  let child: ChildProcessWithoutNullStreams | null = null;
  const read = async (id: string): Promise<Uint8Array> => {
    if (objects === null) {
      child = start('cat-file', '--batch');
      objects = objectReader(child);
    }
    const bytes = await objects(id);
    if (bytes === null) throw new Error('the repository lacks the object');
    return bytes;
  };
  return {
    entries: async (remark, limits) => {
      const listing = start('ls-tree', '-r', '-z', '-l', '--full-tree', 'HEAD');
      listing.stdin.end();
      const found: Entry[] = [];
      let rest: Buffer = Buffer.alloc(0);
      let many = 0;
      for await (const piece of listing.stdout as AsyncIterable<Buffer>) {
        rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
        let from = 0;
        for (let nul = rest.indexOf(0); nul >= 0; nul = rest.indexOf(0, from)) {
          many += 1;
          if (many > limits.entries) break;
          const entry = entryOf(rest.subarray(from, nul), remark, read);
          if (entry !== null) found.push(entry);
          from = nul + 1;
        }
        rest = rest.subarray(from);
        if (many > limits.entries) {
          remark({ path: '', line: null, code: 'too-many', detail: `${limits.entries} files` });
          listing.kill('SIGKILL');
          break;
        }
      }
      return found;
    },
    close: () => void child?.kill('SIGKILL'),
  };
};

const entryOf = (
  line: Buffer,
  remark: Parameters<Source['entries']>[0],
  read: (id: string) => Promise<Uint8Array>,
): Entry | null => {
  const tab = line.indexOf(9);
  const [mode = '', , id = '', size = '0'] = line.subarray(0, tab).toString('latin1').split(/ +/);
  const raw = line.subarray(tab + 1).toString('utf8');
  const clean = cleanPath(raw);
  const path = raw.slice(0, 500);
  if ('fault' in clean) remark({ path, line: null, code: 'bad-path', detail: clean.fault });
  else if (mode === '120000') remark({ path, line: null, code: 'symbolic-link', detail: path });
  else if (mode === '160000') remark({ path, line: null, code: 'submodule', detail: path });
  else if (/^[0-9a-f]{40,64}$/.test(id)) return { path: clean.path, size: Number(size), read: () => read(id) };
  return null;
};
