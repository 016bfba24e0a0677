import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, it } from 'vitest';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { noteNotices } from './index.ts';

interface Arrived {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Quoted-printable and encoded words, as mail programs show them. */
const readable = (text: string): string =>
  text
    .replace(/\?=\r?\n =\?UTF-8\?Q\?/gi, '')
    .replace(/=\?UTF-8\?Q\?(.*?)\?=(?=\s)/gi, (_, words: string) => words.replaceAll('_', ' '))
    .replace(/=\r?\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());

/** A real mail server. */
const mailServer = async () => {
  const arrived: Arrived[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const text = readable(Buffer.concat(chunks).toString());
        arrived.push({
          to: session.envelope.rcptTo[0]?.address ?? '',
          subject:
            /^Subject: ((?:.*(?:\r?\n )?)*)/m
              .exec(text)?.[1]
              ?.replace(/\r?\n /g, ' ')
              .trim() ?? '',
          text,
        });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  afterAll(() => new Promise<void>((closed) => server.close(() => closed())));
  const { port } = server.server.address() as AddressInfo;
  return { arrived, url: `smtp://127.0.0.1:${port}` };
};

const smtp = await mailServer();
const server = await testServer({ mail: { url: smtp.url, from: 'Proceed <proceed@northwind.example>' } });
const { clock, pool } = server;
// Friday, 10:00 in Berlin, 14:30 in Pune, 6:00 in São Paulo, 22:00 in Auckland.
await clock.set('2026-03-27T09:00:00Z');
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const aroha = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');

const told = (name: string): readonly Arrived[] =>
  smtp.arrived.filter(({ to, text }) => to === `${name}@northwind.example` && !text.includes('/join#'));
const ask = async (who: Client, to: string, more: object = {}): Promise<number> => {
  const reply = await who.post('/api/requests', { to, question: 'Who can read the backups?', ...more });
  if (reply.status !== 201) throw new Error(reply.text);
  return Number(reply.json['number']);
};
/** Comes at whatever hour: then whatever was due by now has been told. */
const urgentlyToInes = async (): Promise<void> => {
  const before = told('ines').length;
  const number = await ask(aroha, 'ines', { title: 'May we fail over?', urgent: true });
  await expect.poll(() => told('ines').length).toBeGreaterThan(before);
  await aroha.post(`/api/requests/${number}/withdrawals`, {});
};
const noted = async (): Promise<readonly { actor: string; about: string; due_at: Date | null; sent_at: Date | null }[]> =>
  (await pool.query('select actor, about, due_at, sent_at from notices order by at, actor')).rows;
/** Until every event has been heard. */
const heard = async (count: number): Promise<void> => {
  await expect.poll(async () => (await noted()).length).toBe(count);
};
const waiting = async (who: Client) =>
  (await who.get('/api/me/notices')).json as { mail: string; waiting: number; next: string | null };

describe('how I am told', () => {
  it('is together and when I can be reached, until I choose otherwise; others do not see it', async () => {
    expect(await waiting(raj)).toEqual({ mail: 'digest', push: 'digest', waiting: 0, next: null });
    expect((await raj.put('/api/me/notices', { mail: 'each' })).json).toEqual({ mail: 'each', push: 'digest' });
    expect((await waiting(raj)).mail).toBe('each');
    expect((await waiting(aroha)).mail).toBe('digest');
    expect((await ines.get('/api/today')).json['sentence']).toMatchObject({ mail: 'digest' });
    expect((await raj.get('/api/today')).json['sentence']).toMatchObject({ mail: 'each' });
    expect((await raj.put('/api/me/notices', { mail: 'always' })).status).toBe(400);
    const { rows } = await pool.query<{ audience: string[] }>(`select audience from artifacts where kind = 'notice-setting'`);
    expect(rows).toEqual([{ audience: [`actor:${raj.id}`] }]);
    await raj.put('/api/me/notices', { mail: 'digest' });
  });
});

describe('[Quiet] a mail', () => {
  it('comes to nobody at night; in the morning it tells everything at once, without what was answered meanwhile', async () => {
    const [first, second] = [
      await ask(ines, 'aroha', { title: 'Who can read the backups?' }),
      await ask(raj, 'aroha', { title: 'Which bucket?' }),
    ];
    const withdrawn = await ask(raj, 'aroha', { title: 'Never mind' });
    await raj.post(`/api/requests/${withdrawn}/withdrawals`, {});
    await heard(3);
    // Monday, 9:00 in Auckland.
    expect(await waiting(aroha)).toEqual({ mail: 'digest', push: 'digest', waiting: 3, next: '2026-03-29T20:00:00.000Z' });
    await clock.set('2026-03-29T19:59:00Z');
    await urgentlyToInes();
    expect(told('aroha')).toEqual([]);
    await clock.set('2026-03-29T20:00:01Z');
    await expect.poll(() => told('aroha').length).toBe(1);
    const [mail] = told('aroha');
    expect(mail?.subject).toBe('2 things wait for you');
    for (const part of [`(#${first})`, `(#${second})`, 'asked by Ines Prado', `${server.address}/requests/${first}`])
      expect(mail?.text).toContain(part);
    expect(mail?.text).not.toContain('Never mind');
    expect((await waiting(aroha)).waiting).toBe(0);
  });

  it('tells once of each event, however often it is heard', async () => {
    const before = await noted();
    const reaction = noteNotices({
      send: server.wired.send,
      directory: (org) => server.wired.stream.directory(org),
      address: 'https://proceed.northwind.example',
      mail: () => Promise.resolve(),
      rows: async <Row>({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) =>
        (await pool.query({ text, values: [...values] })).rows as Row[],
    });
    const { events } = await server.wired.stream.read(null, 10_000);
    for (const event of events) if (reaction.types.has(event.body.type)) await reaction.react(event);
    expect(await noted()).toEqual(before);
  });

  it('comes at whatever hour when a protocol says urgent, and says why', async () => {
    // Monday, 22:00 in Auckland.
    await clock.set('2026-03-30T09:00:00Z');
    await ask(ines, 'aroha', { title: 'May we fail over?', urgent: true });
    await expect.poll(() => told('aroha').length).toBe(2);
    const [, mail] = told('aroha');
    expect(mail?.subject).toMatch(/^Urgent: Answer “May we fail over\?”/);
    expect(mail?.text).toContain('because the protocol respond/urgent says that it cannot wait');
  });

  it('waits for the end of a focus that was set meanwhile', async () => {
    // Monday, 15:00 in Pune: Raj can be reached, and what he is asked is due before he can be reached again.
    await clock.set('2026-03-30T09:30:00Z');
    const focus = { mon: ['15:00-16:00'] };
    const hours = { zone: 'Asia/Kolkata', week: { mon: ['09:00-17:00'], tue: ['09:00-17:00'], wed: ['09:00-17:00'] } };
    const set = await raj.put(`/api/people/${raj.id}/hours`, { hours: { ...hours, focus } });
    expect(set.status).toBeLessThan(300);
    await ask(ines, 'raj', { title: 'In focus?', urgent: false });
    await expect.poll(async () => (await waiting(raj)).next).toBe('2026-03-30T10:30:00.000Z');
    await urgentlyToInes();
    expect(told('raj')).toEqual([]);
    await clock.set('2026-03-30T10:30:01Z');
    await expect.poll(() => told('raj').length).toBe(1);
    expect(told('raj')[0]?.subject).toContain('Answer “In focus?”, by Tue 31 March, 15:00');
  });

  it('tells nothing of what its reader may no longer see, and nothing to who wants nothing', async () => {
    const board = String((await ines.post('/api/spaces', { name: 'Board', access: 'closed' })).json['id']);
    expect((await ines.put(`/api/spaces/${board}/members/${raj.id}`, { role: 'contributor' })).status).toBeLessThan(300);
    const before = (await noted()).length;
    await ask(ines, 'raj', { title: 'Board matter', space: 'board' });
    await heard(before + 1);
    expect((await ines.delete(`/api/spaces/${board}/members/${raj.id}`)).status).toBeLessThan(300);
    await aroha.put('/api/me/notices', { mail: 'off' });
    await ask(ines, 'aroha', { title: 'Unheard' });
    await clock.set('2026-04-01T09:00:00Z');
    const open = `select count(*)::int as count from notices n join artifacts a on a.org = n.org and a.id = n.artifact where n.due_at is not null and a.title = 'Board matter' and n.actor = '${raj.id}'`;
    await expect.poll(async () => (await pool.query<{ count: number }>(open)).rows[0]?.count).toBe(0);
    await urgentlyToInes();
    for (const name of ['raj', 'aroha']) expect(told(name).filter(({ text }) => /Board matter|Unheard/.test(text))).toEqual([]);
  });

  it('quotes a comment as it stands when it leaves, and nothing of one that was deleted', async () => {
    // Wednesday, 20:30 in Pune: Raj works again on Monday.
    await clock.set('2026-04-01T15:00:00Z');
    const number = await ask(ines, 'raj', { title: 'Which region?' });
    const { id } = (await ines.get(`/api/requests/${number}`)).json;
    const say = async (body: string): Promise<string> =>
      String((await ines.post(`/api/artifacts/${String(id)}/comments`, { body })).json['id']);
    const mentions = async (): Promise<number> => (await noted()).filter(({ about }) => about === 'mention').length;
    const before = await mentions();
    const [edited, deleted] = [await say('@raj the key is hunter1'), await say('@raj or hunter2')];
    await expect.poll(mentions).toBe(before + 2);
    await ines.call('PATCH', `/api/comments/${edited}`, { body: { body: '@raj the key is where it always is' } });
    await ines.delete(`/api/comments/${deleted}`);
    await clock.set('2026-04-06T03:31:00Z');
    await expect.poll(() => told('raj').some(({ text }) => text.includes('the key is where it always is'))).toBe(true);
    expect(smtp.arrived.filter(({ text }) => text.includes('hunter'))).toEqual([]);
  });

  it('tells who watches a page of its new text, with the reason, and of what is said there', async () => {
    const page = (await ines.post('/api/pages', { body: '# Rota\n\nBy week.' })).json as { readonly id: string };
    expect((await raj.put(`/api/artifacts/${page.id}/watch`, { watching: true })).json).toEqual({ watching: true });
    expect((await ines.get(`/api/artifacts/${page.id}/watch`)).json).toEqual({ watching: false });
    const before = (await noted()).length;
    const revised = { body: '# Rota\n\nBy day.', base: 1, reason: 'Weeks were too long' };
    expect((await ines.post(`/api/pages/${page.id}/revisions`, revised)).status).toBeLessThan(300);
    await raj.post(`/api/artifacts/${page.id}/comments`, { body: 'Good.' });
    await ines.post(`/api/artifacts/${page.id}/comments`, { body: 'It begins tomorrow.' });
    await heard(before + 2);
    await clock.set('2026-04-08T03:31:00Z');
    await expect.poll(() => told('raj').some(({ text }) => text.includes('It begins tomorrow.'))).toBe(true);
    const mails = told('raj').map(({ text }) => text.replace(/\s+/gu, ' '));
    expect(mails.some((text) => text.includes('Ines Prado changed “Rota”: Weeks were too long'))).toBe(true);
  });

  it('shows the steward nothing of what it says', async () => {
    const outbox = (await ines.get('/api/outbox')).json['items'] as { subject: string; body: string | null }[];
    const shown = outbox.filter(({ subject }) => subject === 'What waits for them');
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.every(({ body }) => body === null)).toBe(true);
    expect(JSON.stringify(outbox)).not.toContain('backups');
    expect(server.faults).toEqual([]);
  });
});
