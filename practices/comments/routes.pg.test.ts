import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { spaceKey } from '#kernel/actors/access.ts';
import { commandPath } from '#kernel/stream/commands.ts';
import type { Decider } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { deciders, directorySource } from '#server/practices.ts';
import { rebuild } from '#store/rebuild.ts';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { page } from '#tests/small-organization.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const aroha = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
const me = (await ines.get('/api/me')).json as { actor: { id: string }; organization: { id: string } };

/** Something with a number to comment on, in a space or for the organization. */
const pages = commandPath(server.wired.stream, new Map([['sheet', page as Decider<unknown>]]));
const write = async (
  title: string,
  more: { space?: string; audience?: string[]; artifact?: string } = {},
): Promise<{ id: string; number: number }> => {
  const { artifact = randomUUID(), ...data } = more;
  const sent = await pages.send({
    id: randomUUID(),
    org: me.organization.id,
    by: SYSTEM,
    kind: 'sheet',
    artifact,
    name: 'write',
    data: { title, ...data },
  });
  if (sent.refused) throw new Error(sent.message);
  return { id: artifact, number: sent.ok.number };
};
const board = String((await ines.post('/api/spaces', { name: 'Board', access: 'closed' })).json['id']);
const decision = await write('Keep one PostgreSQL');
const salaries = await write('Salaries', { space: board });

const say = async (who: Client, on: string, body: string, replyTo?: string): Promise<string> => {
  const sent = await who.post(`/api/artifacts/${on}/comments`, { body, ...(replyTo && { replyTo }) });
  if (sent.status !== 201) throw new Error(sent.text);
  return String(sent.json['id']);
};
const listed = async (who: Client, on: string) =>
  (await who.get(`/api/artifacts/${on}/comments`)).json['items'] as Record<string, unknown>[];

describe('comments', () => {
  it('say of what they name by number its title and its state, to whoever may see it', async () => {
    const [other, open, secret] = [await write('Two regions'), await write('Four zones'), await write('Pay', { space: board })];
    await say(raj, other.id, `After #${secret.number} and #${open.number}.`);
    const shown = async (who: Client) => String((await listed(who, other.id)).at(-1)?.['html']);
    expect(await shown(ines)).toMatch(/Pay.*Four zones/s);
    expect(await shown(raj)).toContain('Four zones');
    expect(await shown(raj)).not.toContain('Pay');
  });

  it('are read in the order in which they were written, rendered, with threads and reactions', async () => {
    const first = await say(raj, decision.id, 'I **agree**, @ines <script>alert(1)</script>');
    const reply = await say(aroha, decision.id, 'So do I', first);
    expect((await ines.put(`/api/comments/${first}/reactions/+1`)).status).toBe(200);
    const [one, two] = await listed(ines, decision.id);
    expect(one).toMatchObject({
      id: first,
      author: { name: 'Raj Mehta' },
      thread: null,
      mentions: [{ handle: 'ines' }],
      reactions: [{ reaction: '+1', by: [{ handle: 'ines' }] }],
    });
    expect(one?.['html']).toContain('<strong>agree</strong>');
    expect(one?.['html']).not.toContain('<script');
    expect(two).toMatchObject({ id: reply, thread: first, body: 'So do I' });
    expect((await ines.delete(`/api/comments/${first}/reactions/+1`)).status).toBe(200);
    expect((await ines.put(`/api/comments/${first}/resolution`)).status).toBe(200);
    expect((await ines.get(`/api/comments/${first}`)).json).toMatchObject({
      status: 'resolved',
      resolvedBy: { handle: 'ines' },
      reactions: [],
    });
    expect((await ines.delete(`/api/comments/${first}/resolution`)).status).toBe(200);
  });

  it('are read page by page, none twice and none left out', async () => {
    const subject = await write('Much discussed');
    const ids: string[] = [];
    for (let count = 0; count < 7; count += 1) ids.push(await say(raj, subject.id, `Number ${count}`));
    const read: unknown[] = [];
    for (let next = ''; ;) {
      const reply = await ines.get(`/api/artifacts/${subject.id}/comments?limit=3${next && `&after=${next}`}`);
      read.push(...(reply.json['items'] as { id: string }[]).map(({ id }) => id));
      if (reply.json['next'] === null) break;
      next = String(reply.json['next']);
    }
    expect(read).toEqual(ids);
  });

  it('keep what they said before an edit, and nothing after deletion', async () => {
    const id = await say(raj, decision.id, 'The password is hunter1');
    expect((await aroha.call('PATCH', `/api/comments/${id}`, { body: { body: 'Mine' } })).status).toBe(403);
    expect((await raj.call('PATCH', `/api/comments/${id}`, { body: { body: 'The password is hunter2' } })).status).toBe(200);
    expect((await aroha.get(`/api/comments/${id}/versions`)).json['items']).toMatchObject([
      { body: 'The password is hunter2' },
      { body: 'The password is hunter1' },
    ]);
    expect((await aroha.delete(`/api/comments/${id}`)).status).toBe(403);
    expect((await raj.delete(`/api/comments/${id}`)).status).toBe(200);
    expect((await aroha.get(`/api/comments/${id}/versions`)).status).toBe(404);
    for (const path of [
      `/api/comments/${id}`,
      `/api/artifacts/${decision.id}/comments`,
      `/api/artifacts/${decision.id}/events`,
      `/api/artifacts/${id}`,
      '/api/events',
      '/api/search?q=hunter',
      `/api/artifacts/${decision.id}`,
    ])
      expect((await raj.get(path)).text).not.toContain('hunter');
    expect((await aroha.get(`/api/comments/${id}`)).json).toMatchObject({
      status: 'deleted',
      body: '',
      html: '',
      author: { name: 'Raj Mehta' },
    });
    // The stream alone keeps them: events are only ever appended.
    for (const table of ['artifacts', 'links', 'awaits', 'notices', 'mails'])
      expect((await server.pool.query(`select 1 from ${table} t where t::text like '%hunter%'`)).rowCount, table).toBe(0);
  });

  it('of a million characters are refused with the field named', async () => {
    const refused = await raj.post(`/api/artifacts/${decision.id}/comments`, { body: 'x'.repeat(1_000_000) });
    expect([refused.status, refused.json['code'], refused.json['field'], refused.json['accepted']]).toEqual([
      422,
      'too-long',
      '/body',
      'at most 100,000 characters',
    ]);
  });

  it('on what one may not see look like comments on what is not there', async () => {
    const id = await say(ines, salaries.id, 'Raise them');
    const nothing = randomUUID();
    for (const [path, none] of [
      [`/api/artifacts/${salaries.id}/comments`, `/api/artifacts/${nothing}/comments`],
      [`/api/comments/${id}`, `/api/comments/${nothing}`],
      [`/api/comments/${id}/versions`, `/api/comments/${nothing}/versions`],
      [`/api/artifacts/${salaries.id}/readers`, `/api/artifacts/${nothing}/readers`],
      [`/api/artifacts/${salaries.id}/links`, `/api/artifacts/${nothing}/links`],
      [`/api/artifacts/${salaries.id}/events`, `/api/artifacts/${nothing}/events`],
      [`/api/artifacts/${salaries.id}`, `/api/artifacts/${nothing}`],
      [`/api/numbers/${salaries.number}`, '/api/numbers/999999'],
    ] as const) {
      const [hidden, absent] = [await raj.get(path), await raj.get(none)];
      expect([hidden.status, hidden.text]).toEqual([404, absent.text]);
    }
    for (const [method, path, body] of [
      ['POST', `/api/artifacts/${salaries.id}/comments`, { body: 'Hm' }],
      ['PATCH', `/api/comments/${id}`, { body: 'Hm' }],
      ['DELETE', `/api/comments/${id}`, undefined],
      ['PUT', `/api/comments/${id}/reactions/+1`, undefined],
      ['PUT', `/api/artifacts/${salaries.id}/reading`, undefined],
      ['POST', `/api/artifacts/${decision.id}/links`, { rel: 'blocks', to: salaries.id }],
    ] as const)
      expect((await raj.call(method, path, { body })).status).toBe(404);
  });

  it('follow their subject out of sight', async () => {
    const draft = await write('Draft');
    const id = await say(raj, draft.id, 'Nice');
    await write('Draft', { artifact: draft.id, audience: [spaceKey(board)] });
    expect((await raj.get(`/api/comments/${id}`)).status).toBe(404);
    expect((await raj.call('PATCH', `/api/comments/${id}`, { body: { body: 'Hm' } })).status).toBe(404);
    expect((await ines.get(`/api/comments/${id}`)).status).toBe(200);
  });
});

it('readers are those who marked, commented or reacted; when they read is told to nobody', async () => {
  const subject = await write('Handbook');
  expect((await raj.put(`/api/artifacts/${subject.id}/reading`)).status).toBe(200);
  expect((await raj.put(`/api/artifacts/${subject.id}/reading`)).status).toBe(200);
  const comment = await say(ines, subject.id, 'New');
  await aroha.put(`/api/comments/${comment}/reactions/thanks`);
  const readers = async () =>
    (
      (await raj.get(`/api/artifacts/${subject.id}/readers`)).json['items'] as {
        actor: { name: string };
        acknowledged: unknown;
      }[]
    ).map(({ actor, acknowledged }) => [actor.name, acknowledged]);
  expect(await readers()).toEqual([
    ['Aroha Ngata', null],
    ['Ines Prado', null],
    ['Raj Mehta', null],
  ]);
  const none = await aroha.put(`/api/artifacts/${subject.id}/acknowledgement`, { version: 2 ** 53 - 1 });
  expect(none.json).toMatchObject({ status: 400, field: '/version' });
  await raj.put(`/api/artifacts/${subject.id}/acknowledgement`, { version: 1 });
  expect(await readers()).toContainEqual(['Raj Mehta', { version: 1, at: expect.any(String) }]);
  expect((await ines.get('/api/events?limit=200')).text).not.toContain('artifact-read');
});

it('links are seen from both ends, by those who see both', async () => {
  const [plan, other] = [await write('Plan'), await write('Other')];
  const drawn = await ines.post(`/api/artifacts/${plan.id}/links`, { rel: 'implements', to: decision.id });
  expect(drawn.status).toBe(200);
  await ines.post(`/api/artifacts/${plan.id}/links`, { rel: 'blocks', to: salaries.id });
  await say(raj, other.id, `As #${plan.number} says, not #${salaries.number}`);
  const links = async (who: Client, of: string) =>
    (
      (await who.get(`/api/artifacts/${of}/links`)).json['items'] as {
        rel: string;
        direction: string;
        artifact: { title: string };
        link: string | null;
      }[]
    ).map(({ rel, direction, artifact, link }) => [rel, direction, artifact.title, link !== null]);
  expect(await links(ines, plan.id)).toEqual([
    ['blocks', 'to', 'Salaries', true],
    ['implements', 'to', 'Keep one PostgreSQL', true],
    ['mentions', 'from', 'Other', false],
  ]);
  expect(await links(raj, plan.id)).toEqual([
    ['implements', 'to', 'Keep one PostgreSQL', true],
    ['mentions', 'from', 'Other', false],
  ]);
  expect(await links(raj, decision.id)).toEqual([['implements', 'from', 'Plan', true]]);
  expect(await links(raj, other.id)).toEqual([['mentions', 'to', 'Plan', false]]);
  expect(await links(ines, salaries.id)).toEqual([['blocks', 'from', 'Plan', true]]);
  await server.pool.query(`insert into links (org, source, rel, target) values ($1, $2, 'superseded-by', $3)`, [
    me.organization.id,
    other.id,
    decision.id,
  ]);
  expect(await links(raj, other.id)).toContainEqual(['supersedes', 'from', 'Keep one PostgreSQL', false]);
  expect(await links(raj, decision.id)).toContainEqual(['supersedes', 'to', 'Other', false]);
  await server.pool.query(`delete from links where rel = 'superseded-by'`);
  const id = String(drawn.json['id']);
  expect((await raj.delete(`/api/links/${id}`)).status).toBe(403);
  expect((await ines.delete(`/api/links/${id}`)).status).toBe(200);
  expect(await links(raj, decision.id)).toEqual([]);
});

it('everything that is read of it can be made anew from what happened', async () => {
  const tables = async () => {
    const dump = async (table: string, order: string) =>
      (await server.pool.query({ text: `select * from ${table} order by ${order}` })).rows;
    return {
      artifacts: await dump('artifacts', 'id'),
      links: await dump('links', 'source, rel, target'),
      actors: await dump('actors', 'id'),
    };
  };
  const before = await tables();
  await rebuild(server.pool, me.organization.id, new Map([...deciders, ['sheet', page as Decider<unknown>]]), directorySource);
  expect(await tables()).toEqual(before);
  expect(before.links.length).toBeGreaterThan(3);
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
