import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { found } from '#tests/harness/client.ts';
import { gitPeople } from '#tests/harness/git.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const { git, keyOf, urlOf, push, write, pull, folder } = await gitPeople(server);
await git(['clone', '-q', urlOf(await keyOf(ines, 'write')), 'work']);
const work = join(folder, 'work');

const paths = Array.from({ length: 30 }, (_, n) => `harbour/pier-${String(n).padStart(2, '0')}.md`);
const writeAll = async (what: string): Promise<void> => {
  for (const path of paths) await write('work', path, `# ${path}\n\n${what}\n`);
};

it('publishes each page of many, in each commit, in the order of the commits', async () => {
  await writeAll('Open all year.');
  expect(await push('work', 'Thirty piers')).toMatchObject({ ok: true, text: expect.stringContaining('… and 10 more') });
  await pull('work');
  await writeAll('Closed in winter.');
  await writeFile(join(folder, 'message'), 'Closed for the Fähre\n\nAs the board decided.', 'latin1');
  await git(['-c', 'i18n.commitEncoding=ISO-8859-1', 'commit', '-qa', '-F', join(folder, 'message')], work);
  await writeAll('Closed in winter and on Mondays.');
  await write('work', 'harbour/crane.md', '# The crane\n');
  const said = await push('work', 'Mondays, and a crane');
  expect(said).toMatchObject({ ok: true, text: expect.stringContaining('revision 2: harbour/pier-00.md') });
  await pull('work');
  for (const path of [paths[0], paths[29]]) {
    const log = await git(['log', '--format=%B', '--', path ?? ''], work);
    const reasons = ['Mondays, and a crane', 'Closed for the Fähre\n\nAs the board decided.', 'Thirty piers'];
    const at = reasons.map((reason) => log.indexOf(reason));
    expect(at).not.toContain(-1);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  }
  expect(await git(['grep', '-L', 'Closed in winter and on Mondays', '--', 'harbour/pier-*.md'], work).catch(() => '')).toBe('');
  expect(await git(['show', 'HEAD:harbour/crane.md'], work)).toBe('# The crane');
});

it('refuses a page that is too large by its path, and publishes nothing of that push', async () => {
  await write('work', 'harbour/crane.md', '# The crane\n\nNew.\n');
  await write('work', 'harbour/pier-07.md', `# Pier\n\n${'Much to read here. '.repeat(480_000)}\n`);
  expect(await push('work', 'Much')).toMatchObject({
    ok: false,
    text: expect.stringMatching(/harbour\/pier-07\.md is too large: at most 8 MB, so make several pages of it/),
  });
  await git(['fetch', '-q'], work);
  expect(await git(['show', 'origin/main:harbour/crane.md'], work)).toBe('# The crane');
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
