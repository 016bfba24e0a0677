import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { blobOf, fastImport, type Commit } from './commits.ts';
import { git } from './git.ts';
import { beginView, goAhead, keepView, loadView, type KeptView } from './kept-view.ts';
import { joinPacks } from './packs.ts';
import { BRANCH } from './receive.ts';

const folder = await mkdtemp(join(tmpdir(), 'proceed-view-test-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const said = async (view: KeptView, ...args: readonly string[]): Promise<string> => {
  const { code, out, said: fault } = await git(args, { in: view.folder });
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${fault}`);
  return out.toString('utf8').trim();
};

const commit = (nth: number): Commit => {
  const text = Buffer.from(`# On call\n\nText ${nth}.\n`);
  const blob = blobOf(text);
  const unused = Buffer.from(`# Put away\n\nText ${nth}.\n`);
  return {
    at: nth * 60_000,
    author: { id: '00000000-0000-4000-8000-000000000001', name: 'Ines Prado' },
    message: `Write text ${nth}`,
    changes: [{ path: 'on-call.md', blob }],
    texts: new Map([
      [blob, text],
      [blobOf(unused), unused],
    ]),
  };
};

/** As many refreshes, each with one commit. */
const further = async (view: KeptView, from: number, to: number): Promise<KeptView> => {
  let { tip } = view;
  for (let nth = from; nth <= to; nth += 1) {
    const input = [...fastImport(BRANCH, tip, [commit(nth)])];
    const {
      code,
      out,
      said: fault,
    } = await git(['fast-import', '--quiet', '--done', '--date-format=raw'], {
      in: view.folder,
      input: Buffer.concat(input),
    });
    if (code !== 0) throw new Error(fault);
    tip = out.toString('latin1').trim();
  }
  return { ...view, tip, cursor: [String(to), '0'] };
};

it('goes on from what was kept, though the repository has come further, and makes the same commits again', async () => {
  const view = await further(await beginView(join(folder, 'behind.git')), 1, 2);
  await keepView(view);
  expect(await loadView(view.folder)).toMatchObject({ behind: false });
  await goAhead(view);
  const later = await further(view, 3, 4);
  const again = await loadView(view.folder);
  expect(again).toMatchObject({ behind: true });
  expect(again).toMatchObject({ tip: view.tip, cursor: view.cursor });
  expect(await said(again, 'rev-parse', BRANCH)).toBe(view.tip);
  expect((await further(again, 3, 4)).tip).toBe(later.tip);
});

it('goes on from an empty handbook', async () => {
  const view = await beginView(join(folder, 'empty.git'));
  await keepView(view);
  await further(view, 1, 1);
  expect(await loadView(view.folder)).toMatchObject({ tip: null });
  expect(await said(view, 'for-each-ref')).toBe('');
});

it('does not go on from a repository that is another', async () => {
  const view = await further(await beginView(join(folder, 'other.git')), 1, 1);
  await keepView(view);
  await rm(join(view.folder, 'objects'), { recursive: true });
  await expect(loadView(view.folder)).rejects.toThrow(/not as it was left/);
  await keepView({ ...(await beginView(view.folder)), tip: view.tip });
  await expect(loadView(view.folder)).rejects.toThrow(/not as it was left/);
  await expect(loadView(join(folder, 'nowhere.git'))).rejects.toThrow(/ENOENT/);
});

it('joins the packs of many refreshes, and keeps what no commit has yet', async () => {
  const view = await further(await beginView(join(folder, 'packs.git')), 1, 40);
  const packs = async (): Promise<number> =>
    (await readdir(join(view.folder, 'objects/pack'))).filter((name) => name.endsWith('.pack')).length;
  expect(await packs()).toBe(40);
  await joinPacks(view.folder);
  expect(await packs()).toBeLessThan(5);
  expect(await said(view, 'rev-list', '--count', BRANCH)).toBe('40');
  await said(view, 'fsck', '--strict');
  for (const nth of [1, 20, 40])
    expect(await said(view, 'cat-file', 'blob', blobOf(Buffer.from(`# Put away\n\nText ${nth}.\n`)))).toContain(`Text ${nth}.`);
  const next = await further(view, 41, 41);
  expect(await said(next, 'show', `${BRANCH}:on-call.md`)).toContain('Text 41.');
});
