import { expect, it } from 'vitest';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const { clock } = server;
// Monday, 9:00 in Berlin.
await clock.set('2026-03-23T08:00:00Z');
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const tomas = await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
const mere = await join(server.address, ines, 'Mere Parata', 'Pacific/Auckland');
const idOf = async (who: Client): Promise<string> => ((await who.get('/api/me')).json['actor'] as { id: string }).id;
const [rajId, tomasId] = [await idOf(raj), await idOf(tomas)];
const library = String((await ines.post('/api/spaces', { name: 'Library', access: 'closed' })).json['id']);
await ines.put(`/api/spaces/${library}/members/${rajId}`, { role: 'contributor' });
await ines.put(`/api/spaces/${library}/members/${tomasId}`, { role: 'reader' });

type Json = Record<string, unknown>;
const write = async (who: Client, body: string, more: object = {}): Promise<string> =>
  String((await who.post('/api/pages', { body, space: 'library', ...more })).json['id']);
const textOf = async (id: string): Promise<unknown> => (await ines.get(`/api/pages/${id}/source`)).json['body'];
/** Waits until reactions have followed. */
const until = async <T>(look: () => Promise<T>, good: (seen: T) => boolean): Promise<T> => {
  for (let tries = 0; tries < 1200; tries += 1) {
    const seen = await look();
    if (good(seen)) return seen;
    await new Promise((resume) => setTimeout(resume, 25));
  }
  return look();
};
const decision = async (number: unknown, who = ines): Promise<Json> => (await who.get(`/api/decisions/${String(number)}`)).json;
await until(
  async () => (await ines.get('/api/protocols')).json['items'] as { id: string }[],
  (items) => items.some(({ id }) => id === 'publish/default'),
);

it('a reader proposes a text; whoever looks after the page says yes, and it is published with the reason and the decision', async () => {
  const page = await write(ines, '# Lending\n\nFour weeks.\n', { owners: [rajId] });
  expect((await tomas.get(`/api/pages/${page}`)).json['may']).toMatchObject({ write: false, propose: true });
  const proposed = await tomas.post(`/api/pages/${page}/revisions`, {
    base: 1,
    body: '# Lending\n\nSix weeks.\n',
    reason: 'Four were too few for the long ones',
  });
  expect(proposed.json).toMatchObject({ changed: false, revision: 1, proposal: { number: expect.any(Number) } });
  const { number } = proposed.json['proposal'] as { number: number };
  expect(await textOf(page)).toBe('# Lending\n\nFour weeks.\n');
  expect((await raj.get(`/api/pages/${page}/proposals`)).json['items']).toMatchObject([
    { number, title: 'Lending: Four were too few for the long ones', by: { name: 'Tomás Lima' } },
  ]);
  expect(await decision(number)).toMatchObject({ status: 'open', protocol: { id: 'publish/default' } });
  expect((await raj.get(`/api/decisions/${number}/text`)).json).toMatchObject({
    page: { title: 'Lending' },
    base: 1,
    revision: 1,
    conflicts: [],
    fate: null,
    comparison: { lines: expect.arrayContaining([expect.objectContaining({ kind: 'changed' })]) },
  });
  // [safety] Whoever does not see the page sees nothing of what is proposed for it.
  for (const path of [`/api/decisions/${number}`, `/api/decisions/${number}/text`, `/api/pages/${page}/proposals`])
    expect((await mere.get(path)).status).toBe(404);
  // The same words again are the same proposal.
  const again = await tomas.post(`/api/pages/${page}/proposals`, {
    base: 1,
    body: '# Lending\n\nSix weeks.\n',
    reason: 'Four were too few for the long ones',
  });
  expect(again.json['number']).toBe(number);
  expect((await raj.get('/api/today')).text).toContain('Lending');
  await raj.post(`/api/decisions/${number}/stances`, { stance: 'agree' });
  await until(
    () => textOf(page),
    (text) => text === '# Lending\n\nSix weeks.\n',
  );
  expect((await tomas.get(`/api/pages/${page}/revisions`)).json['items']).toMatchObject([
    { revision: 2, reason: 'Four were too few for the long ones', by: { name: 'Tomás Lima' }, decision: { number } },
    { revision: 1, decision: null },
  ]);
  const told = await until(
    async () => (await tomas.get(`/api/decisions/${number}/text`)).json,
    (seen) => seen['fate'] !== null,
  );
  expect(told['fate']).toMatchObject({ is: 'published', revision: 2, merged: false });
});

it('a reader’s text is not published by silence; a contributor’s is, after a working day of whoever was asked', async () => {
  const page = await write(ines, '# Opening hours\n\nNine to five.\n', { owners: [rajId] });
  const ofReader = await tomas.post(`/api/pages/${page}/proposals`, {
    base: 1,
    body: '# Opening hours\n\nTen to five.\n',
    reason: 'Mornings are empty',
  });
  expect(ofReader.status).toBe(201);
  const mine = await ines.post(`/api/pages/${page}/proposals`, {
    base: 1,
    body: '# Opening hours\n\nNine to five.\n\nClosed on Sundays.\n',
    reason: 'People ask',
  });
  expect(mine.json).toMatchObject({ number: expect.any(Number) });
  await clock.set('2026-03-25T20:00:00Z');
  await until(
    () => textOf(page),
    (text) => String(text).includes('Sundays'),
  );
  expect(await decision(mine.json['number'])).toMatchObject({ status: 'accepted' });
  expect(await decision(ofReader.json['number'])).toMatchObject({ status: 'open' });
});

it('what came since is merged; what no longer fits is kept, and its proposer is asked', async () => {
  const page = await write(ines, '# Shelves\n\nRed.\n\nBlue.\n', { owners: [rajId] });
  const propose = (body: string) =>
    tomas.post(`/api/pages/${page}/proposals`, { base: 1, body, reason: `Because ${body.length}` });
  const merges = (await propose('# Shelves\n\nRed.\n\nBlue and green.\n')).json['number'];
  const clashes = (await propose('# Shelves\n\nDark red.\n\nBlue.\n')).json['number'];
  await raj.post(`/api/pages/${page}/revisions`, { base: 1, body: '# Shelves\n\nBright red.\n\nBlue.\n', reason: 'Painted' });
  await raj.post(`/api/decisions/${String(merges)}/stances`, { stance: 'agree' });
  await until(
    () => textOf(page),
    (text) => text === '# Shelves\n\nBright red.\n\nBlue and green.\n',
  );
  expect((await raj.get(`/api/decisions/${String(clashes)}/text`)).json['conflicts']).toHaveLength(1);
  await raj.post(`/api/decisions/${String(clashes)}/stances`, { stance: 'agree' });
  const held = await until(
    async () => (await tomas.get(`/api/decisions/${String(clashes)}/text`)).json,
    (seen) => seen['fate'] !== null,
  );
  expect(held).toMatchObject({ fate: { is: 'held', open: true }, text: '# Shelves\n\nDark red.\n\nBlue.\n' });
  expect((await tomas.get('/api/today')).text).toContain('was not published');
  const anew = await tomas.post(`/api/pages/${page}/proposals`, {
    base: 3,
    body: '# Shelves\n\nDark red.\n\nBlue and green.\n',
    reason: 'Darker, since it fades',
    instead: clashes,
  });
  expect(anew.status).toBe(201);
  expect((await tomas.get(`/api/decisions/${String(clashes)}/text`)).json['fate']).toMatchObject({ is: 'held', open: false });
  await raj.post(`/api/decisions/${String(anew.json['number'])}/stances`, { stance: 'agree' });
  await until(
    () => textOf(page),
    (text) => String(text).includes('Dark red'),
  );
});

it('a reader proposes a new page; [safety] what is proposed for a page that is restricted is seen by its readers alone', async () => {
  const made = await tomas.post('/api/pages', {
    body: '# Reading room\n\nQuiet.\n',
    space: 'library',
    reason: 'It is asked for',
  });
  expect(made.json).toMatchObject({ number: 0, proposal: { number: expect.any(Number) } });
  const { number } = made.json['proposal'] as { number: number };
  await ines.post(`/api/decisions/${number}/stances`, { stance: 'agree' });
  const id = String(made.json['id']);
  await until(
    () => textOf(id),
    (text) => text !== undefined,
  );
  expect((await tomas.get(`/api/pages/${id}`)).json).toMatchObject({ title: 'Reading room', author: { name: 'Tomás Lima' } });
  const other = await raj.post(`/api/pages/${id}/proposals`, {
    base: 1,
    body: '# Reading room\n\nVery quiet.\n',
    reason: 'Phones',
  });
  expect((await tomas.get(`/api/decisions/${String(other.json['number'])}`)).status).toBe(200);
  await ines.put(`/api/pages/${id}/owners`, { owners: [] });
  await ines.put(`/api/pages/${id}/readers`, { only: [rajId, await idOf(ines)] });
  // Its author keeps reading the page; a reader of the space who is neither does not.
  await ines.put(`/api/spaces/${library}/members/${await idOf(mere)}`, { role: 'reader' });
  await until(
    () => mere.get(`/api/decisions/${String(other.json['number'])}`),
    ({ status }) => status === 404,
  );
  expect((await mere.get(`/api/decisions/${String(other.json['number'])}`)).status).toBe(404);
  expect((await tomas.get(`/api/decisions/${String(other.json['number'])}`)).status).toBe(200);
  expect(server.faults).toEqual([]);
});
