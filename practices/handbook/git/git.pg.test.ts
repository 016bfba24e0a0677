import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { found, join as joins, type Client } from '#tests/harness/client.ts';
import { gitPeople } from '#tests/harness/git.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await joins(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const aroha = await joins(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
const { folder, keyOf, urlOf, run, git, listed, edit } = await gitPeople(server);

const arohaKey = await keyOf(aroha, 'read');
const [inesUrl, rajUrl, arohaUrl] = [urlOf(await keyOf(ines, 'write')), urlOf(await keyOf(raj, 'write')), urlOf(arohaKey)];

const board = String((await ines.post('/api/spaces', { name: 'Board', access: 'closed' })).json['id']);
const rajId = String(((await raj.get('/api/me')).json['actor'] as { id: string }).id);
await ines.put(`/api/spaces/${board}/members/${rajId}`, { role: 'contributor' });
const write = async (who: Client, body: string, more: object = {}): Promise<string> =>
  String((await who.post('/api/pages', { body, ...more })).json['id']);
const top = await write(ines, '# Engineering\n');
const onCall = await write(ines, '# On call\r\n\r\nOne of us each week.\r\n', { under: top });
await write(raj, '# Budget of the board\n', { space: 'board' });
await raj.post(`/api/pages/${onCall}/revisions`, {
  base: 1,
  body: '# On call\n\nTwo of us each week.\n',
  reason: 'One was too few\n\nSee the incident of May.',
});

it('gives what the reader sees, with a commit for each revision, whose message is its reason', async () => {
  await git(['clone', '-q', rajUrl, 'raj']);
  expect(await listed('raj')).toBe(
    ['engineering.md', 'engineering/on-call.md', 'spaces/board/budget-of-the-board.md'].join('\n'),
  );
  expect(await readFile(join(folder, 'raj/engineering/on-call.md'), 'utf8')).toBe('# On call\r\n\r\nTwo of us each week.\r\n');
  expect(await git(['log', '-1', '--format=%an|%s|%b', '--', 'engineering/on-call.md'], join(folder, 'raj'))).toMatch(
    /^Raj Mehta\|One was too few\|See the incident of May\.\n\nPage: #\d+\nRevision: 2$/,
  );
  await git(['clone', '-q', arohaUrl, 'aroha']);
  expect(await listed('aroha')).not.toContain('board');
  expect(await git(['log', '--all', '--format=%B', '-p'], join(folder, 'aroha'))).not.toContain('Budget');
});

it('has the same commits in every clone, and only new ones after an edit', async () => {
  const before = await git(['rev-parse', 'HEAD'], join(folder, 'raj'));
  await write(ines, '# Incidents\n', { under: top });
  await git(['pull', '-q', '--ff-only'], join(folder, 'raj'));
  expect(await git(['rev-parse', 'HEAD^'], join(folder, 'raj'))).toBe(before);
  await git(['clone', '-q', inesUrl, 'ines']);
  await git(['pull', '-q', '--ff-only'], join(folder, 'aroha'));
  // Ines sees what Raj sees, Aroha less.
  expect(await git(['rev-parse', 'HEAD'], join(folder, 'ines'))).toBe(await git(['rev-parse', 'HEAD'], join(folder, 'raj')));
  expect(await git(['rev-parse', 'HEAD'], join(folder, 'aroha'))).not.toBe(await git(['rev-parse', 'HEAD'], join(folder, 'raj')));
});

const source = async (id: string): Promise<string> => String((await ines.get(`/api/pages/${id}/source`)).json['body']);

it('publishes what is pushed: edits, new pages in new folders, moves, and what goes', async () => {
  const pushed = await edit('raj', 'engineering/on-call.md', '# On call\n\nThree of us each week.\n', 'Two were too few');
  expect(pushed).toMatchObject({ ok: true, text: expect.stringContaining('revision 3') });
  expect(await source(onCall)).toContain('Three of us');
  await git(['pull', '-q', '--rebase'], join(folder, 'raj'));
  await git(['mv', 'engineering/on-call.md', 'engineering/duty.md'], join(folder, 'raj'));
  await git(['rm', '-q', 'engineering/incidents.md'], join(folder, 'raj'));
  await git(['commit', '-q', '-m', 'Call it duty'], join(folder, 'raj'));
  await mkdir(join(folder, 'raj/guides/setup'), { recursive: true });
  const second = await edit(
    'raj',
    'guides/setup/README.md',
    '# Setting up\n\nSee [duty](../../engineering/duty.md).\n',
    'How to set up',
  );
  expect(second).toMatchObject({ ok: true });
  expect((await ines.get(`/api/pages/${onCall}`)).json).toMatchObject({ path: 'engineering/duty', revision: 3 });
  expect((await ines.get('/api/pages/at?path=guides/setup')).status).toBe(200);
  expect((await ines.get('/api/pages/at?path=engineering/on-call.md')).json['id']).toBe(onCall);
  expect(((await ines.get(`/api/pages/${onCall}/backlinks`)).json['items'] as unknown[]).length).toBe(1);
  await git(['pull', '-q', '--rebase'], join(folder, 'raj'));
  expect(await listed('raj')).toBe(
    ['engineering.md', 'engineering/duty.md', 'guides/setup/README.md', 'spaces/board/budget-of-the-board.md'].join('\n'),
  );
  expect(await git(['status', '--porcelain', '-b'], join(folder, 'raj'))).not.toContain('ahead');
  // A folder whose text goes keeps what is in it.
  await git(['rm', '-q', 'engineering.md'], join(folder, 'raj'));
  expect(await edit('raj', 'guides/empty.md', '', 'Nothing to say yet')).toMatchObject({ ok: true });
  await git(['pull', '-q', '--rebase'], join(folder, 'raj'));
  expect(await listed('raj')).toBe(
    ['engineering/duty.md', 'guides/empty.md', 'guides/setup/README.md', 'spaces/board/budget-of-the-board.md'].join('\n'),
  );
});

it('carries pictures and other files, both ways', async () => {
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await mkdir(join(folder, 'raj/engineering/duty/images'), { recursive: true });
  await writeFile(join(folder, 'raj/engineering/duty/images/rota.png'), picture);
  const pushed = await edit('raj', 'engineering/duty.md', '# On call\n\n![The rota](duty/images/rota.png)\n', 'Show the rota');
  expect(pushed).toMatchObject({ ok: true, text: expect.stringContaining('kept: engineering/duty/images/rota.png') });
  const html = String((await ines.get(`/api/pages/${onCall}`)).json['html']);
  const address = /\/files\/[^"?]+/.exec(html)?.[0] ?? '';
  expect(address).toContain('rota.png');
  await git(['clone', '-q', inesUrl, 'pictures']);
  expect(await readFile(join(folder, 'pictures/engineering/duty/images/rota.png'))).toEqual(picture);
  await git(['pull', '-q', '--rebase'], join(folder, 'raj'));
  await git(['rm', '-q', 'engineering/duty/images/rota.png'], join(folder, 'raj'));
  expect(await edit('raj', 'engineering/duty.md', '# On call\n\nThree of us each week.\n', 'No picture')).toMatchObject({
    ok: true,
  });
  await git(['pull', '-q', '--rebase'], join(folder, 'raj'));
  expect(await git(['ls-files', 'engineering'], join(folder, 'raj'))).toBe('engineering/duty.md');
});

it('refuses a push that cannot be published, says what to do, and writes nothing', async () => {
  await ines.post(`/api/pages/${onCall}/revisions`, { base: 5, body: '# On call\n\nFour of us.\n', reason: 'More' });
  const stale = await edit('raj', 'engineering/duty.md', '# On call\n\nFive of us.\n', 'Even more');
  expect(stale).toMatchObject({ ok: false, text: expect.stringContaining('fetch first') });
  await git(['reset', '-q', '--hard', 'origin/main'], join(folder, 'raj'));
  await git(['pull', '-q', '--rebase'], join(folder, 'raj'));
  await symlink('/etc/passwd', join(folder, 'raj/engineering/secret.md'));
  await git(['add', '-A'], join(folder, 'raj'));
  await git(['commit', '-q', '-m', 'A link'], join(folder, 'raj'));
  expect(await run(['push', 'origin', 'HEAD:main'], join(folder, 'raj'))).toMatchObject({
    ok: false,
    text: expect.stringContaining('symbolic link'),
  });
  await git(['reset', '-q', '--hard', 'origin/main'], join(folder, 'raj'));
  expect(await edit('raj', 'aux.md', '# Aux\n', 'A name')).toMatchObject({
    ok: false,
    text: expect.stringContaining('rename it'),
  });
  await git(['reset', '-q', '--hard', 'origin/main'], join(folder, 'raj'));
  expect(await run(['push', 'origin', 'HEAD:other'], join(folder, 'raj'))).toMatchObject({ ok: false });
  expect(await run(['push', 'origin', ':main'], join(folder, 'raj'))).toMatchObject({ ok: false });
  // A key to read pushes nothing.
  await writeFile(join(folder, 'aroha/engineering/on-call.md'), '# Mine\n');
  await git(['commit', '-q', '-am', 'Mine'], join(folder, 'aroha'));
  expect(await run(['push', 'origin', 'HEAD:main'], join(folder, 'aroha'))).toMatchObject({ ok: false });
  expect(await source(onCall)).toBe('# On call\n\nFour of us.\n');
});

it('proposes what its sender may only read, or what a protocol asks to propose: one proposal for each page', async () => {
  const library = String((await ines.post('/api/spaces', { name: 'Library', access: 'closed' })).json['id']);
  const arohaId = String(((await aroha.get('/api/me')).json['actor'] as { id: string }).id);
  await ines.put(`/api/spaces/${library}/members/${arohaId}`, { role: 'reader' });
  const lending = await write(ines, '# Lending\n\nFour weeks.\n', { space: 'library' });
  await git(['clone', '-q', urlOf(await keyOf(aroha, 'write')), 'reader']);
  await writeFile(join(folder, 'reader/spaces/library/lending.md'), '# Lending\n\nFive weeks.\n');
  await git(['commit', '-q', '-am', 'Four are too few'], join(folder, 'reader'));
  const first = await edit('reader', 'spaces/library/lending.md', '# Lending\n\nSix weeks.\n', 'And five, too');
  expect(first).toMatchObject({ ok: true, text: expect.stringMatching(/Proposed as #\d+: spaces\/library\/lending\.md/) });
  const number = /decisions\/(\d+)/.exec(first.text)?.[1] ?? '';
  expect(first.text).toContain(`${server.address}/decisions/${number}`);
  expect((await aroha.get(`/api/decisions/${number}/text`)).json).toMatchObject({
    text: '# Lending\n\nSix weeks.\n',
    reason: 'Four are too few\n\nAnd five, too',
  });
  expect(await source(lending)).toContain('Four weeks');
  await git(['fetch', '-q'], join(folder, 'reader'));
  const amended = await edit('reader', 'spaces/library/lending.md', '# Lending\n\nEight weeks.\n', 'Rather eight');
  expect(amended).toMatchObject({ ok: true, text: expect.stringContaining(`Amended #${number}`) });
  await ines.post(`/api/decisions/${number}/stances`, { stance: 'agree' });
  for (let tries = 0; tries < 1200 && !(await source(lending)).includes('Eight'); tries += 1)
    await new Promise((resume) => setTimeout(resume, 25));
  await git(['clone', '-q', inesUrl, 'pulled']);
  expect(await readFile(join(folder, 'pulled/spaces/library/lending.md'), 'utf8')).toBe('# Lending\n\nEight weeks.\n');
  expect(await git(['log', '-1', '--format=%an|%s', '--', 'spaces/library/lending.md'], join(folder, 'pulled'))).toBe(
    'Aroha Ngata|Four are too few',
  );
  await git(['fetch', '-q'], join(folder, 'reader'));
  await git(['reset', '-q', '--hard', 'origin/main'], join(folder, 'reader'));
  await git(['mv', 'spaces/library/lending.md', 'spaces/library/borrowing.md'], join(folder, 'reader'));
  expect(await edit('reader', 'spaces/library/rooms.md', '# Rooms\n', 'Move')).toMatchObject({
    ok: false,
    text: expect.stringContaining('you may propose texts there'),
  });
});

it('lets nobody in without a key of their own, and shows nothing more to whoever is let out of a space', async () => {
  expect(await run(['clone', '-q', `${server.address}/handbook.git`, 'nobody'])).toMatchObject({ ok: false });
  expect(await run(['clone', '-q', urlOf('prk_wrong'), 'wrong'])).toMatchObject({ ok: false });
  await ines.delete(`/api/spaces/${board}/members/${rajId}`);
  await git(['clone', '-q', rajUrl, 'later']);
  expect(await git(['log', '--all', '--format=%B', '-p'], join(folder, 'later'))).not.toContain('Budget');
});

it('[safety] takes nothing of what somebody sends before it is known who they are', async () => {
  const answered = await new Promise<number | undefined>((answer, fail) => {
    const sent = request(`${server.address}/handbook.git/git-receive-pack`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-git-receive-pack-request', 'content-length': 60 * 1024 * 1024 },
    });
    sent.once('response', ({ statusCode }) => answer(statusCode)).once('error', fail);
    sent.write('0000');
    setTimeout(() => answer(undefined), 3_000);
  });
  expect(answered).toBe(401);
});

it('says of what is no request of git that it is none', async () => {
  const send = async (body: string, protocol: string) => {
    const answer = await fetch(`${server.address}/handbook.git/git-upload-pack`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${arohaKey}`,
        'content-type': 'application/x-git-upload-pack-request',
        'git-protocol': protocol,
      },
    });
    return { status: answer.status, text: await answer.text() };
  };
  for (const protocol of ['version=0', 'version=2'])
    for (const body of ['', 'no lines of git', '0016command=bundle-uri0000'])
      expect(await send(body, protocol), `${protocol} ${body}`).toMatchObject({
        status: 422,
        text: expect.stringContaining('"code":"malformed-fetch"'),
      });
  expect(await send('0014command=ls-refs\n00010000', 'version=2')).toMatchObject({
    status: 200,
    text: expect.stringContaining('refs/heads/main'),
  });
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
