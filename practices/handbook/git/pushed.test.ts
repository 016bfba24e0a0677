import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { beforeAll, afterAll, expect, it } from 'vitest';
import { git } from './git.ts';
import { readPushed } from './pushed.ts';

/*
 * Packs that no git would make. https://git-scm.com/docs/pack-format
 */

let view = '';
beforeAll(async () => {
  view = await mkdtemp(join(tmpdir(), 'proceed-view-test-'));
  await git(['init', '--bare', '--quiet', '--template=', '.'], { in: view });
});
afterAll(() => rm(view, { recursive: true, force: true }));

const KINDS = { commit: 1, tree: 2, blob: 3, delta: 7 } as const;

const entry = (kind: keyof typeof KINDS, size: number, bytes: Buffer): Buffer => {
  const head = [(KINDS[kind] << 4) | (size & 15)];
  for (let rest = size >> 4; rest > 0; rest >>= 7) {
    head.push((head.pop() ?? 0) | 0x80, rest & 0x7f);
  }
  return Buffer.concat([Buffer.from(head), bytes]);
};

const packing = () => {
  const entries: Buffer[] = [];
  const keep = (kind: 'commit' | 'tree' | 'blob', bytes: Buffer): string => {
    entries.push(entry(kind, bytes.length, deflateSync(bytes)));
    return hash('sha1', Buffer.concat([Buffer.from(`${kind} ${bytes.length}\0`), bytes]), 'hex');
  };
  const tree = (files: readonly (readonly [mode: string, name: string, id: string])[]): string =>
    keep('tree', Buffer.concat(files.flatMap(([mode, name, id]) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')])));
  const push = (root: string) => {
    const who = 'Raj Mehta <raj@northwind.example> 1700000000 +0000';
    const commit = keep('commit', Buffer.from(`tree ${root}\nauthor ${who}\ncommitter ${who}\n\nMuch\n`));
    const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0');
    head.writeUInt32BE(entries.length, 8);
    const body = Buffer.concat([head, ...entries]);
    return readPushed(view, Buffer.concat([body, Buffer.from(hash('sha1', body, 'hex'), 'hex')]), null, commit);
  };
  return { entries, keep, tree, push };
};

const named = (many: number, id: string): readonly (readonly [string, string, string])[] =>
  Array.from({ length: many }, (_, n) => ['100644', `${String(n).padStart(5, '0')}.bin`, id] as const);

it('takes what is as large as it says', async () => {
  const { keep, tree, push } = packing();
  const read = await push(tree(named(10, keep('blob', Buffer.alloc(1024 * 1024)))));
  expect(read).toMatchObject({ ok: [{ reason: 'Much', changes: Array.from({ length: 10 }, () => ({ kind: 'keep' })) }] });
});

it('refuses a few kilobytes that have one large file under many names', async () => {
  const { keep, tree, push } = packing();
  expect(await push(tree(named(20, keep('blob', Buffer.alloc(10 * 1024 * 1024)))))).toMatchObject({
    refused: true,
    code: 'too-much',
    message: expect.stringContaining('128 MB'),
  });
});

it('refuses more files than a push may change before it reads one of them', async () => {
  const { keep, tree, push } = packing();
  const [began, id] = [performance.now(), keep('blob', Buffer.from('x'))];
  expect(await push(tree(named(20_000, id)))).toMatchObject({ refused: true, code: 'too-much' });
  expect(performance.now() - began).toBeLessThan(10_000);
});

it('refuses folders in folders that make millions of files of ten', async () => {
  const { keep, tree, push } = packing();
  let top = tree(named(10, keep('blob', Buffer.from('x'))));
  for (let level = 0; level < 7; level += 1) {
    const folder = top;
    top = tree(Array.from({ length: 10 }, (_, n) => ['40000', `d${n}`, folder] as const));
  }
  expect(await push(top)).toMatchObject({ refused: true, code: 'too-much', message: expect.stringContaining('more files') });
});

it('refuses a file that is told as a few bytes and would be half a gigabyte', async () => {
  const { entries, keep, tree, push } = packing();
  const size = 17 * 1024 * 1024;
  const base = keep('blob', Buffer.alloc(size));
  const [once, times] = [0xffffff, 32];
  const number = (value: number): number[] => (value < 128 ? [value] : [(value & 0x7f) | 0x80, ...number(value >>> 7)]);
  const delta = Buffer.from([
    ...[...number(size), ...number(once * times)],
    ...Array.from({ length: times }, () => [0xf0, 0xff, 0xff, 0xff]).flat(),
  ]);
  entries.push(entry('delta', delta.length, Buffer.concat([Buffer.from(base, 'hex'), deflateSync(delta)])));
  expect(await push(tree(named(1, base)))).toMatchObject({
    refused: true,
    code: 'malformed-push',
    message: expect.stringContaining('larger than a file may be'),
  });
});
