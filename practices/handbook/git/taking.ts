import type { Takes, TakenFile } from '#server/route.ts';
import { git } from './git.ts';
import { BRANCH } from './receive.ts';
import { viewOf } from './views.ts';

/** So many bytes of files are in memory at a time. */
const MOST_AT_ONCE = 32 * 1024 * 1024;
const LIMIT = 10 * 60_000;

/** Pages and files where the repository has them. */
export const handbookTaken: Takes = async function* (services, reader) {
  const { folder, tip } = await viewOf(services, reader);
  if (tip === null) return;
  const listed = await git(['ls-tree', '-r', '-z', '-l', '--full-tree', BRANCH], { in: folder, limit: LIMIT });
  if (listed.code !== 0) throw new Error(`git could not list the handbook: ${listed.said}`);
  const files = listed.out.toString('utf8').split('\0').flatMap(entryOf);
  for (const some of parts(files)) {
    const { code, out, said } = await git(['cat-file', '--batch'], {
      in: folder,
      input: Buffer.from(some.map(({ blob }) => `${blob}\n`).join('')),
      limit: LIMIT,
    });
    if (code !== 0) throw new Error(`git could not read the handbook: ${said}`);
    yield* contents(some, out);
  }
};

interface Listed {
  readonly path: string;
  readonly blob: string;
  readonly size: number;
}

/** `100644 blob 3b18e512… 12\tpath` */
const entryOf = (line: string): readonly Listed[] => {
  const [, blob = '', size = '', path = ''] = /^\d+ blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(line) ?? [];
  return blob === '' ? [] : [{ path, blob, size: Number(size) }];
};

function* parts(files: readonly Listed[]): Generator<readonly Listed[]> {
  let part: Listed[] = [];
  let sum = 0;
  for (const file of files) {
    if (part.length > 0 && sum + file.size > MOST_AT_ONCE) {
      yield part;
      [part, sum] = [[], 0];
    }
    part.push(file);
    sum += file.size;
  }
  if (part.length > 0) yield part;
}

/** `<blob> blob <size>\n<bytes>\n` for each that was asked for, in order. */
function* contents(files: readonly Listed[], out: Buffer): Generator<TakenFile> {
  let at = 0;
  for (const { path, size } of files) {
    const from = out.indexOf(0x0a, at) + 1;
    yield { path: `handbook/${path}`, bytes: out.subarray(from, from + size) };
    at = from + size + 1;
  }
}
