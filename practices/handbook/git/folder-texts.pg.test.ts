import { expect, it } from 'vitest';
import { found } from '#tests/harness/client.ts';
import { gitPeople } from '#tests/harness/git.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const { git, keyOf, urlOf, listed, push, write, read, pull, folder } = await gitPeople(server);
await git(['clone', '-q', urlOf(await keyOf(ines, 'write')), 'work']);
const work = `${folder}/work`;

const at = async (path: string): Promise<{ id: string; revision: number; text: string }> => {
  const { id } = (await ines.get(`/api/pages/at?path=${path}`)).json as { id: string };
  const { json } = await ines.get(`/api/pages/${id}/source`);
  return { id, revision: Number(json['revision']), text: String(json['body']) };
};
/** As somebody does who writes the page in the browser. */
const writes = async (path: string, body: string): Promise<void> => {
  const { id, revision } = await at(path);
  const done = await ines.post(`/api/pages/${id}/revisions`, { body, base: revision, reason: 'Say who we are' });
  if (done.status !== 201) throw new Error(done.text);
};

it('A folder that a push began without a text has one in every clone once somebody wrote it', async () => {
  await write('work', 'team/on-call.md', '# On call\n');
  expect(await push('work', 'Begin')).toMatchObject({ ok: true });
  await pull('work');
  expect(await listed('work')).not.toContain('team.md');
  await writes('team', '# Team\n\nWe are four.\n');
  await pull('work');
  expect(await read('work', 'team.md')).toBe('# Team\n\nWe are four.\n');
  expect(await git(['log', '-1', '--format=%s', '--', 'team.md'], work)).toBe('Say who we are');
  await git(['clone', '-q', urlOf(await keyOf(ines, 'write')), 'fresh']);
  expect(await git(['rev-parse', 'HEAD'], `${folder}/fresh`)).toBe(await git(['rev-parse', 'HEAD'], work));
});

it('which a push changes, renames with its folder, and empties', async () => {
  const { id } = await at('team');
  await write('work', 'team.md', '# Team\n\nWe are five.\n');
  expect(await push('work', 'One more')).toMatchObject({ ok: true });
  await pull('work');
  expect(await at('team')).toMatchObject({ id, text: '# Team\n\nWe are five.\n' });
  await git(['mv', 'team', 'crew'], work);
  await git(['mv', 'team.md', 'crew.md'], work);
  expect(await push('work', 'Call it crew')).toMatchObject({ ok: true });
  await pull('work');
  expect(await at('crew')).toMatchObject({ id, text: '# Team\n\nWe are five.\n' });
  expect(await listed('work')).toContain('crew.md');
  await git(['rm', '-q', 'crew.md'], work);
  expect(await push('work', 'No words')).toMatchObject({ ok: true });
  await pull('work');
  expect(await at('crew')).toMatchObject({ id, text: '' });
  expect((await listed('work')).split('\n')).toEqual(['crew/on-call.md']);
  await writes('crew', '# Crew\n');
  await pull('work');
  expect(await read('work', 'crew.md')).toBe('# Crew\n');
});

it('A folder keeps its text beside it when a push brings another for it, which is then its own', async () => {
  await write('work', 'ship/deck.md', '# Deck\n');
  expect(await push('work', 'Begin')).toMatchObject({ ok: true });
  await writes('ship', '# Ship\n');
  await pull('work');
  await git(['rm', '-q', 'ship.md'], work);
  await write('work', 'ship/index.md', '# The ship\n');
  expect(await push('work', 'Inside')).toMatchObject({ ok: true });
  await pull('work');
  expect(await at('ship')).toMatchObject({ text: '# The ship\n' });
  expect((await listed('work')).split('\n').filter((path) => path.startsWith('ship'))).toEqual(['ship/deck.md', 'ship/index.md']);
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
