import { expect, it } from 'vitest';
import { found } from '#tests/harness/client.ts';
import { gitPeople } from '#tests/harness/git.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const { git, keyOf, urlOf, push, write, pull, folder } = await gitPeople(server);
await git(['clone', '-q', urlOf(await keyOf(ines, 'write')), 'work']);
const work = `${folder}/work`;

const stands = async (path: string): Promise<boolean> => (await ines.get(`/api/pages/at?path=${path}`)).status === 200;
const again = () => git(['reset', '-q', '--hard', 'origin/main'], work);
const protocol = async (): Promise<string> => {
  const files = (await git(['ls-files', 'how-we-work/*.md'], work)).split('\n');
  return files[0] ?? '';
};

it('archives nothing of a commit that it refuses', async () => {
  await write('work', 'garden/beds/roses.md', '# Roses\n');
  await write('work', 'tools.md', '# Tools\n');
  expect(await push('work', 'The garden')).toMatchObject({ ok: true });
  await pull('work');
  await git(['rm', '-q', 'garden/beds/roses.md', await protocol()], work);
  await write('work', 'tools.md', '# Tools\n\nA spade.\n');
  const said = await push('work', 'Less');
  expect(said).toMatchObject({ ok: false, text: expect.stringContaining('is in force') });
  expect(said.text).toContain('Nothing was published');
  expect(await stands('garden/beds/roses')).toBe(true);
  await git(['fetch', '-q'], work);
  expect(await git(['show', 'origin/main:tools.md'], work)).toBe('# Tools');
  await again();
});

it('says which of a refused push’s commits were published', async () => {
  await pull('work');
  await write('work', 'tools.md', '# Tools\n\nA rake.\n');
  await git(['commit', '-q', '-am', 'A rake'], work);
  await git(['rm', '-q', 'garden/beds/roses.md', await protocol()], work);
  const said = await push('work', 'Less');
  expect(said).toMatchObject({ ok: false, text: expect.stringContaining('What was published is said above') });
  expect(said.text).toMatch(/Published before it was refused:\s+remote: +#\d+: published/);
  expect(said.text).not.toContain('archived');
  expect(await stands('garden/beds/roses')).toBe(true);
  await git(['fetch', '-q'], work);
  expect(await git(['show', 'origin/main:tools.md'], work)).toBe('# Tools\n\nA rake.');
  await again();
});

it.each([
  ['an empty file', { 'a-page.md': '# A page\n', 'z-empty.png': '' }, 'is empty'],
  [
    'a protocol with a fault',
    { 'a-page.md': '# A page\n', 'z-rule.md': '```yaml\nid: z\non: decision.opened\nsteps: 1\n```\n' },
    'Line',
  ],
])('publishes nothing of a push with %s in its last commit', async (_, files, why) => {
  await write('work', 'first.md', '# First\n');
  await git(['add', '-A'], work);
  await git(['commit', '-q', '-m', 'First'], work);
  for (const [path, text] of Object.entries(files)) await write('work', path, text);
  const said = await push('work', 'Then');
  expect(said).toMatchObject({ ok: false, text: expect.stringContaining(why) });
  expect(said.text).toContain('Nothing was published');
  expect(await stands('first')).toBe(false);
  await again();
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
