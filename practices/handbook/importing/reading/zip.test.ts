import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAside } from './aside.ts';
import { LIMITS, type Limits } from './plan.ts';
import { readSource } from './source.ts';
import type { PageText, Where } from './worker.ts';
import { BadArchive, zipSource } from './zip.ts';

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'proceed-zip-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Packed {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** Unix mode, in the upper half of the attributes. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  /** What the headers say instead of the truth. */
  readonly size?: number;
}

/** An archive as somebody with bad intentions writes it. */
const pack = (entries: readonly Packed[]): Buffer => {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content = '', mode = 0o100644, flags = 0, method = 8, size } of entries) {
    const [raw, bytes] = [Buffer.from(name), Buffer.from(content)];
    const data = method === 8 ? deflateRawSync(bytes) : bytes;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(size ?? bytes.length, 18);
    common.writeUInt16LE(raw.length, 22);
    parts.push(Buffer.from('PK\x03\x04'), common, raw, data);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(at, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x03'), common, tail, raw);
    at += 30 + raw.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, directory, Buffer.from('PK\x05\x06'), end]);
};

let counter = 0;
const read = async (archive: Uint8Array, limits: Limits = LIMITS) => {
  counter += 1;
  const file = join(folder, `${counter}.zip`);
  writeFileSync(file, archive);
  return readFrom({ kind: 'zip', file, folder: mkdtempSync(join(folder, 'in-')) }, limits);
};

const readFrom = async (where: Where, limits: Limits = LIMITS) => {
  const pages: PageText[] = [];
  const files: string[] = [];
  const told: string[] = [];
  const result = await readAside(where, {
    limits,
    take: async (said) => {
      if (said.kind === 'pages') pages.push(...said.pages);
      else if (said.kind === 'file') files.push(`${said.file.source} ${said.bytes.length}`);
      else told.push(...said.plan.remarks.map(({ code, path, detail }) => `${code} ${path} ${detail}`));
    },
  });
  return {
    code: result.refused ? result.code : null,
    texts: Object.fromEntries(pages.map(({ page, text }) => [page.source, text])),
    files,
    told,
  };
};

describe('an archive', () => {
  it('is read without being unpacked, wrapped in a folder of its packer or not', async () => {
    const files = {
      'handbook-main/a.md': Buffer.from('# A\r\n![](b.png)'),
      'handbook-main/b.png': Buffer.alloc(5),
      'handbook-main/c.png': Buffer.alloc(5),
    };
    expect(await read(zipSync(files))).toEqual({
      code: null,
      texts: { 'a.md': '# A\r\n![](b.png)' },
      files: ['b.png 5'],
      told: ['not-linked c.png '],
    });
  });

  it('cannot lead outside, by its names or by links', async () => {
    const found = await read(
      pack([
        { name: '../../etc/a.md', content: '# out' },
        { name: '/etc/b.md', content: '# out' },
        { name: 'C:\\c.md', content: '# out' },
        { name: 'x/..\\..\\d.md', content: '# out' },
        { name: 'link.md', content: '/etc/passwd', mode: 0o120777 },
        { name: 'device.md', mode: 0o020666 },
        { name: 'nul\0.md', content: '# nul' },
        { name: 'folder/', mode: 0o040755 },
        { name: 'folder\\fine.md', content: '# fine' },
      ]),
    );
    expect(found.texts).toEqual({ folder: '', 'folder/fine.md': '# fine' });
    expect(found.told).toEqual([
      'bad-path ../../etc/a.md a path with ..',
      'bad-path /etc/b.md an absolute path',
      'bad-path C:\\c.md an absolute path',
      'bad-path x/..\\..\\d.md a path with ..',
      'symbolic-link link.md link.md',
      'unreadable device.md it is no regular file',
      'bad-path nul.md control characters',
    ]);
  });

  it('does not swell: what is locked, unknown, swelling or says a wrong size is refused by name, and the rest is read', async () => {
    const found = await read(
      pack([
        { name: 'locked.md', content: 'x', flags: 1 },
        { name: 'strange.md', content: 'x', method: 99 },
        { name: 'bomb.png', content: Buffer.alloc(20 * 1024 * 1024) },
        { name: 'large.md', content: Buffer.alloc(11 * 1024 * 1024, 'a') },
        { name: 'more.md', content: Buffer.alloc(500_000, 'a'), size: 10 },
        { name: 'less.md', content: 'abc', size: 1_000_000 },
        { name: 'twice.md', content: '# one' },
        { name: 'twice.md', content: '# two' },
        { name: 'fine.md', content: '# fine' },
      ]),
    );
    expect(found.texts).toEqual({ 'fine.md': '# fine', 'twice.md': '# one' });
    expect(found.told.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'encrypted locked.md',
      'unreadable strange.md',
      'compression bomb.png',
      'unreadable twice.md',
      'as-file large.md',
      'unreadable less.md',
      'unreadable more.md',
    ]);
  });

  it('is heard of while it is listed, so that one of very many files is not taken for one that hangs', async () => {
    const archive = zipSync(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${at}.md`, Buffer.from('x')])));
    const file = join(folder, 'many.zip');
    writeFileSync(file, archive);
    const source = zipSource(file, folder);
    let heard = 0;
    expect(
      await source.entries(
        () => undefined,
        LIMITS,
        () => (heard += 1),
      ),
    ).toHaveLength(300);
    source.close();
    expect(heard).toBe(300);
  });

  it('within an archive is opened one level deep, where it is all that there is', async () => {
    const id = 'a'.repeat(32);
    const innermost = zipSync({ 'z.md': Buffer.from('# Z') });
    const inner = zipSync({ [`Team ${id}.md`]: Buffer.from('# Team'), 'ExportBlock-2.zip': innermost });
    const outer = await read(
      zipSync({
        'ExportBlock-1.zip': inner,
        'ExportBlock-3.zip': zipSync({ [`Team ${id}/x ${'b'.repeat(32)}.md`]: Buffer.from('# X') }),
      }),
    );
    expect(outer.texts).toEqual({ [`Team ${id}.md`]: '# Team', [`Team ${id}/x ${'b'.repeat(32)}.md`]: '# X' });
    expect(outer.told).toEqual(['nested-archive ExportBlock-2.zip ExportBlock-1.zip']);
    const beside = await read(zipSync({ 'index.html': Buffer.from('<html>'), 'ExportBlock-1-Part-1.zip': innermost }));
    expect([beside.texts, beside.told]).toEqual([{ 'z.md': '# Z' }, ['not-markdown index.html HTML']]);
    expect((await read(zipSync({ 'a.md': Buffer.from('[x](b.zip)'), 'b.zip': innermost }))).files).toEqual([
      `b.zip ${innermost.length}`,
    ]);
  });

  it('of more entries than an import may have ends there', async () => {
    const many = pack(Array.from({ length: 50 }, (_, index) => ({ name: `${index}.md`, content: 'x' })));
    const found = await read(many, { ...LIMITS, entries: 20 });
    expect(Object.keys(found.texts)).toHaveLength(20);
    expect(found.told).toEqual(['too-many  20 files']);
  });

  it('of names in the code page of old is read, and those in UTF-8 as well', async () => {
    const found = await read(
      pack([
        { name: Buffer.from([0x81, 0x62, 0x2e, 0x6d, 0x64]), content: '1' },
        { name: 'größe.md', content: '2' },
      ]),
    );
    expect(found.texts).toEqual({ 'üb.md': '1', 'größe.md': '2' });
  });

  it('that is none, or is cut off, is refused in words', async () => {
    expect((await read(Buffer.from('no archive'))).code).toBe('unreadable-archive');
    expect((await read(Buffer.alloc(0))).code).toBe('unreadable-archive');
    const whole = zipSync({ 'a.md': Buffer.from('# A') });
    expect((await read(whole.subarray(0, whole.length - 10))).code).toBe('unreadable-archive');
  });

  it('that somebody damaged anywhere is read as far as it goes, or refused', async () => {
    const whole = Buffer.from(
      zipSync({ 'a.md': Buffer.from('# A\n'.repeat(50)), 'b/c.md': Buffer.from('[x](../a.md)'), 'd.png': Buffer.alloc(50) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const damaged = Buffer.from(whole);
          for (const [at, byte] of changes) damaged[at] = byte;
          const file = join(folder, 'damaged.zip');
          writeFileSync(file, damaged);
          const source = zipSource(file, folder);
          const outcome = await readSource(source).then(
            () => 'read',
            (error: unknown) => (error instanceof BadArchive ? 'refused' : error),
          );
          source.close();
          expect(['read', 'refused']).toContain(outcome);
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);
});

it('a git repository is read object by object: links and submodules are told, nothing is checked out', async () => {
  const work = join(folder, 'work');
  mkdirSync(join(work, 'people'), { recursive: true });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ines', '-c', 'user.email=ines@northwind.example', ...args], { cwd: work });
  git('init', '-q');
  writeFileSync(join(work, 'people', 'hiring ü.md'), '# Hiring\r\n');
  writeFileSync(join(work, 'empty.md'), '');
  symlinkSync('/etc/passwd', join(work, 'link.md'));
  git('add', '.');
  git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`);
  git('commit', '-q', '-m', 'First');
  const found = await readFrom({ kind: 'git', repository: join(work, '.git') });
  expect(found.texts).toEqual({ 'empty.md': '', people: '', 'people/hiring ü.md': '# Hiring\r\n' });
  expect(found.told).toEqual(['symbolic-link link.md link.md', 'submodule module module']);
});
