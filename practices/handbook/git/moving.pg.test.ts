import { expect, it } from 'vitest';
import { found } from '#tests/harness/client.ts';
import { gitPeople } from '#tests/harness/git.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const { git, keyOf, urlOf, listed, push, write, read, pull, folder } = await gitPeople(server);
const url = urlOf(await keyOf(ines, 'write'));
await git(['clone', '-q', url, 'work']);
const work = `${folder}/work`;

interface Known {
  readonly id: string;
  readonly number: number;
  readonly path: string;
  readonly title: string;
}
const look = async (id: string): Promise<Known> => {
  const { json } = await ines.get(`/api/pages/${id}`);
  return { id: String(json['id']), number: Number(json['number']), path: String(json['path']), title: String(json['title']) };
};
const at = async (path: string): Promise<Known> => look(String((await ines.get(`/api/pages/at?path=${path}`)).json['id']));
const pathOf = async ({ id }: Known): Promise<string> => (await look(id)).path;
const standing = async (): Promise<number> =>
  (
    await server.pool.query<{ n: number }>(
      `select count(*)::int as n from artifacts where kind = 'page' and status = 'published'`,
    )
  ).rows[0]?.n ?? 0;

/** These files, pushed; what `change` makes of them, pushed; and the clone is as it was pushed, with as many pages as before. */
const after = async (files: Readonly<Record<string, string>>, change: () => Promise<unknown>, more = 0) => {
  for (const [path, text] of Object.entries(files)) await write('work', path, text);
  expect(await push('work', 'How it was')).toMatchObject({ ok: true });
  await pull('work');
  const before = await standing();
  const pages = await Promise.all(Object.keys(files).map((path) => at(path)));
  await change();
  const said = await push('work', 'How it is');
  expect(said).toMatchObject({ ok: true });
  const pushed = await listed('work');
  await pull('work');
  expect(await listed('work')).toBe(pushed);
  expect(await standing()).toBe(before + more);
  return pages;
};
const mv = (from: string, to: string) => git(['mv', from, to], work);

const paths = (pages: readonly Known[]) => Promise.all(pages.map(pathOf));
const some = (name: string): string =>
  `# ${name}\n\n${Array.from({ length: 8 }, (_, index) => `What ${name} says in line ${index + 1}.\n`).join('')}`;

it('gives a folder its text in the push that begins the folder', async () => {
  await write('work', 'people/2020.md', '# The class of 2020\n');
  await write('work', 'people/_index.md', '# People\n');
  expect(await push('work', 'Who is who')).toMatchObject({ ok: true });
  await pull('work');
  expect(await read('work', 'people/_index.md')).toBe('# People\n');
});

it('keeps the pages below a page that is renamed with its folder', async () => {
  const pages = await after(
    { 'atlas.md': '# Atlas\n', 'atlas/europe.md': '# Europe\n', 'atlas/europe/north.md': '# North\n' },
    async () => {
      await mv('atlas.md', 'globe.md');
      await mv('atlas', 'globe');
    },
  );
  expect(await paths(pages)).toEqual(['globe', 'globe/europe', 'globe/europe/north']);
});

it('keeps them where the text of the folder is its _index.md, README.md or index.md', async () => {
  const shapes = ['_index.md', 'README.md', 'index.md'].map((name, n) => ({ name, from: `crew-${n}`, to: `folk-${n}` }));
  const files = shapes.map(({ name, from }) => ({
    [`${from}/${name}`]: '# People\n',
    [`${from}/2020.md`]: '# 2020\n',
    [`${from}/Adults.md`]: '# Adults\n',
    [`${from}/young.md`]: '# Young\n',
    [`${from}/inner/${name}`]: '# Inner\n',
    [`${from}/inner/one.md`]: '# One\n',
  }));
  const pages = await after(Object.assign({}, ...files) as Record<string, string>, async () => {
    for (const { from, to } of shapes) await mv(from, to);
  });
  expect(await paths(pages)).toEqual(
    shapes.flatMap(({ to }) => [to, `${to}/2020`, `${to}/Adults`, `${to}/young`, `${to}/inner`, `${to}/inner/one`]),
  );
  // Another shape is the same page.
  for (const { name, to } of shapes) await mv(`${to}/${name}`, `${to}.md`);
  expect(await push('work', 'Beside their folders')).toMatchObject({ ok: true });
  await pull('work');
  for (const [n, { to }] of shapes.entries()) {
    expect(await listed('work')).toContain(`${to}.md`);
    expect((await at(`${to}.md`)).id).toBe(pages[n * 6]?.id);
  }
});

it('says why a page moved, in its history and in git', async () => {
  const [page] = await after({ 'child.md': '# Child\n' }, () => mv('child.md', 'kid.md'));
  const log = (): Promise<string> => git(['log', '-1', '--format=%an|%s'], work);
  expect(await log()).toBe('Ines Prado|How it is');
  expect(await ines.put(`/api/pages/${page?.id}/place`, { name: 'son', reason: 'He is older now' })).toMatchObject({
    status: 200,
  });
  await pull('work');
  expect(await log()).toBe('Ines Prado|He is older now');
  await ines.put(`/api/pages/${page?.id}/place`, { name: 'grandson' });
  await pull('work');
  expect(await log()).toBe('Ines Prado|Move “Child”');
  await server.told();
  const said = (await ines.get(`/api/artifacts/${page?.id}/events`)).json['items'] as { sentence: string }[];
  expect(said.map(({ sentence }) => sentence)).toContain('Ines Prado moved “Child”: He is older now.');
});

it('renames a folder without a text of its own, and what is in it', async () => {
  const pages = await after({ 'plain/one.md': '# One\n', 'plain/inner/two.md': '# Two\n' }, () => mv('plain', 'simple'));
  expect(await paths(pages)).toEqual(['simple/one', 'simple/inner/two']);
});

it('takes a folder two levels down elsewhere, and up', async () => {
  const pages = await after(
    { 'deep.md': '# Deep\n', 'deep/mid.md': '# Mid\n', 'deep/mid/low.md': '# Low\n', 'other.md': '# Other\n' },
    async () => {
      await write('work', 'other/.keep', '');
      await mv('deep/mid.md', 'other/middle.md');
      await mv('deep/mid', 'other/middle');
      await git(['rm', '-q', '--cached', '-r', '--ignore-unmatch', 'other/.keep'], work);
      await git(['clean', '-qf', 'other/.keep'], work);
    },
  );
  expect(await paths(pages)).toEqual(['deep', 'other/middle', 'other/middle/low', 'other']);
});

it('renames and changes in one push, a child too', async () => {
  const pages = await after(
    { 'rivers.md': some('rivers'), 'rivers/rhine.md': some('rhine'), 'rivers/inn.md': '# Inn\n' },
    async () => {
      await mv('rivers.md', 'waters.md');
      await mv('rivers', 'waters');
      await write('work', 'waters.md', `${some('rivers')}And another.\n`);
      await write('work', 'waters/rhine.md', `${some('rhine')}And another.\n`);
    },
  );
  expect(await paths(pages)).toEqual(['waters', 'waters/rhine', 'waters/inn']);
  expect(await read('work', 'waters/rhine.md')).toContain('And another.');
  expect((await ines.get(`/api/pages/${pages[0]?.id}`)).json).toMatchObject({ revision: 2 });
});

it('knows a folder again whose own text became quite another', async () => {
  const pages = await after({ 'sea.md': '# Sea\n', 'sea/fish.md': '# Fish\n' }, async () => {
    await git(['rm', '-q', 'sea.md'], work);
    await mv('sea', 'ocean');
    await write('work', 'ocean.md', '# The great ocean\n\nAll of it.\n');
  });
  expect(await paths(pages)).toEqual(['ocean', 'ocean/fish']);
});

it('swaps two folders, and turns three around', async () => {
  const pages = await after(
    { 'left.md': '# Left\n', 'left/l.md': '# L\n', 'right.md': '# Right\n', 'right/r.md': '# R\n', 'up.md': '# Up\n' },
    async () => {
      await mv('left.md', 'x.md');
      await mv('left', 'x');
      await mv('right.md', 'left.md');
      await mv('right', 'left');
      await mv('x.md', 'right.md');
      await mv('x', 'right');
    },
  );
  expect(await paths(pages)).toEqual(['right', 'right/l', 'left', 'left/r', 'up']);
  await mv('up.md', 'x.md');
  await mv('left.md', 'up.md');
  await mv('left', 'up');
  await mv('right.md', 'left.md');
  await mv('right', 'left');
  await mv('x.md', 'right.md');
  expect(await push('work', 'Around')).toMatchObject({ ok: true });
  const pushed = await listed('work');
  await pull('work');
  expect(await listed('work')).toBe(pushed);
  expect(await paths(pages)).toEqual(['left', 'left/l', 'up', 'up/r', 'right']);
});

it('takes pictures along, and begins anew what is there again', async () => {
  const pages = await after(
    { 'shows.md': '# Shows\n\n![One](shows/one.png)\n', 'shows/tale.md': '# Tale\n' },
    async () => {
      await write('work', 'shows/one.png', 'one');
      expect(await push('work', 'A picture')).toMatchObject({ ok: true });
      await pull('work');
      await mv('shows.md', 'plays.md');
      await mv('shows', 'plays');
      await write('work', 'plays.md', '# Shows\n\n![One](plays/one.png)\n');
      await write('work', 'shows/new.md', '# New\n');
    },
    2,
  );
  expect(await paths(pages)).toEqual(['plays', 'plays/tale']);
  expect((await server.pool.query(`select 1 from events where type in ('file-kept', 'file-deleted')`)).rows).toHaveLength(1);
});

it('brings back what a commit removed when that is reverted, and makes another page of other words', async () => {
  const files = {
    'side.md': '# Side\n',
    'side/2020.md': '# 2020\n',
    'apart/2021.md': '# 2021\n',
    'apart/README.md': '# Apart\n',
  };
  const pages = await after(files, () => git(['rm', '-q', '-r', 'side.md', 'side', 'apart'], work), -4);
  await git(['revert', '--no-edit', 'HEAD~4..HEAD'], work);
  expect(await git(['push', 'origin', 'HEAD:main'], work)).toContain('brought back: side/2020.md');
  await pull('work');
  expect((await listed('work')).split('\n')).toEqual(expect.arrayContaining(Object.keys(files)));
  for (const page of pages) expect((await at(page.path)).id).toBe(page.id);
  // In one push, too.
  await git(['rm', '-q', 'side/2020.md'], work);
  await git(['commit', '-q', '-m', 'No side'], work);
  await git(['revert', '--no-edit', 'HEAD'], work);
  await git(['push', '-q', 'origin', 'HEAD:main'], work);
  expect((await ines.get(`/api/pages/${pages[1]?.id}`)).json).toMatchObject({ status: 'published', revision: 1 });
  await pull('work');
  await git(['rm', '-q', 'side/2020.md'], work);
  expect(await push('work', 'No 2020')).toMatchObject({ ok: true });
  await pull('work');
  await write('work', 'side/2020.md', '# Another 2020\n');
  expect(await push('work', 'Another')).toMatchObject({ ok: true });
  await pull('work');
  expect((await ines.get(`/api/pages/${pages[1]?.id}`)).json).toMatchObject({ status: 'archived' });
  expect((await at('side/2020.md')).id).not.toBe(pages[1]?.id);
});

it('empties a page whose file goes while another comes to its folder, and replaces one by another', async () => {
  const [own, below] = await after({ 'room.md': '# Room\n', 'room/chair.md': '# Chair\n' }, async () => {
    await git(['rm', '-q', 'room.md', 'room/chair.md'], work);
    await write('work', 'room/a-quite-other-table.md', some('table'));
  });
  expect((await ines.get(`/api/pages/${own?.id}`)).json).toMatchObject({ status: 'published' });
  expect((await ines.get(`/api/pages/${below?.id}`)).json).toMatchObject({ status: 'archived' });
  const [stays] = await after(
    { 'kept.md': '# Kept\n', 'taken.md': '# Taken\n' },
    () => git(['mv', '-f', 'taken.md', 'kept.md'], work),
    -1,
  );
  expect((await at('kept.md')).id).toBe(stays?.id);
  expect(await read('work', 'kept.md')).toBe('# Taken\n');
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
