import { expect, it } from 'vitest';
import { found } from '#tests/harness/client.ts';
import { gitPeople } from '#tests/harness/git.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const { git, keyOf, urlOf, push, write, read, pull } = await gitPeople(server);
const url = urlOf(await keyOf(ines, 'write'));
await git(['clone', '-q', url, 'work']);

it('gives a folder its text in the push that begins the folder', async () => {
  await write('work', 'people/2020.md', '# The class of 2020\n');
  await write('work', 'people/_index.md', '# People\n');
  expect(await push('work', 'Who is who')).toMatchObject({ ok: true });
  await pull('work');
  expect(await read('work', 'people/_index.md')).toBe('# People\n');
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
