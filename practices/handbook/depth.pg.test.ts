import { expect, it } from 'vitest';
import { found } from '#tests/harness/client.ts';
import { gitPeople } from '#tests/harness/git.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const { git, keyOf, urlOf, edit, listed } = await gitPeople(server);

const page = async (under: string | null): Promise<string> => {
  const { status, json, text } = await ines.post('/api/pages', { body: '# Step\n', under });
  if (status !== 201) throw new Error(text);
  return String(json['id']);
};
const chain = async (many: number): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let under: string | null = null; ids.length < many; ids.push(under)) under = await page(under);
  return ids;
};

it('pages stand fifty deep and no deeper, whether they are begun or moved there', async () => {
  const ids = await chain(50);
  const last = ids.at(-1);
  expect((await ines.post('/api/pages', { body: '# Step\n', under: last })).json).toMatchObject({
    code: 'too-deep',
    field: '/under',
  });
  const [top = '', middle = ''] = await chain(2);
  const put = (id: string, under: string | undefined) => ines.put(`/api/pages/${id}/place`, { under });
  expect((await put(middle, last)).json).toMatchObject({ code: 'too-deep' });
  expect((await put(top, ids.at(48))).json).toMatchObject({ code: 'too-deep' });
  expect((await put(top, ids.at(47))).status).toBe(200);
  // What stands there already is renamed as before.
  expect((await ines.put(`/api/pages/${middle}/place`, { name: 'the-last' })).status).toBe(200);
});

it('a push of folders without end is refused before anything of it is done', async () => {
  await git(['clone', '-q', urlOf(await keyOf(ines, 'write')), 'deep']);
  const before = await listed('deep');
  expect(await edit('deep', `${'d/'.repeat(60)}a.md`, '# Deep\n', 'Down')).toMatchObject({
    ok: false,
    text: expect.stringContaining('lies in too many folders'),
  });
  await git(['clone', '-q', urlOf(await keyOf(ines, 'write')), 'again']);
  expect(await listed('again')).toBe(before);
});

it('nothing of this was a fault inside', () => {
  expect(server.faults).toEqual([]);
});
