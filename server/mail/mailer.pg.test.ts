import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, it } from 'vitest';
import { invite } from '#practices/meetings';
import { client, found, join } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { letterbox } from './letterbox.ts';
import { mailQueue } from './mails.ts';
import { seal, unseal } from './seal.ts';

interface Arrived {
  readonly to: readonly string[];
  readonly text: string;
}

/** A real mail server that can be told to refuse. */
const mailServer = async () => {
  const arrived: Arrived[] = [];
  const state = { refusing: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      if (state.refusing === 0) return done();
      state.refusing -= 1;
      return done(Object.assign(new Error('mailbox busy'), { responseCode: 450 }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        arrived.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  afterAll(() => new Promise<void>((closed) => server.close(() => closed())));
  return { arrived, state, url: `smtp://127.0.0.1:${port}` };
};

const kept = await testServer();

describe('with a mail server', async () => {
  const smtp = await mailServer();
  const { address, pool, clock, faults } = await testServer({
    mail: { url: smtp.url, from: 'Proceed <proceed@northwind.example>' },
  });
  const ines = await found(address);
  const letterTo = (to: string) => smtp.arrived.find((mail) => mail.to.includes(to));

  it('an invitation arrives, and the outbox no longer knows its link', async () => {
    const raj = await join(address, ines, 'Raj Mehta', 'Asia/Kolkata');
    await expect.poll(() => letterTo('raj@northwind.example')).toBeDefined();
    const letter = letterTo('raj@northwind.example')?.text ?? '';
    expect(letter).toMatch(/^From: Proceed <proceed@northwind\.example>$/m);
    expect(letter).toMatch(/^Subject: Ines Prado invites you to Northwind$/m);
    expect(letter).toContain('/join#');
    await expect
      .poll(async () => (await ines.get('/api/outbox')).json)
      .toMatchObject({ mailIsSent: true, items: [{ to: 'raj@northwind.example', status: 'sent', body: null }] });
    const { rows } = await pool.query(`select body from mails where recipient = 'raj@northwind.example'`);
    expect(rows).toEqual([{ body: '' }]);
    expect((await raj.get('/api/outbox')).json).toMatchObject({ status: 403 });
  });

  it('a password can be set anew by mail', async () => {
    await client(address).post('/api/password-resets', { mail: 'raj@northwind.example' });
    await expect.poll(() => smtp.arrived.findLast(({ text }) => text.includes('/reset#'))).toBeDefined();
    const letter = smtp.arrived.findLast(({ text }) => text.includes('/reset#'))?.text.replace(/=\r?\n/g, '') ?? '';
    const token = /\/reset#(?:3D)?([\w-]+)/.exec(letter)?.[1];
    expect((await client(address).put('/api/password-resets', { token, password: 'a new quiet morning' })).status).toBe(200);
    expect(
      (await client(address).post('/api/sessions', { mail: 'raj@northwind.example', password: 'a new quiet morning' })).status,
    ).toBe(201);
  });

  it('that refuses for a while gets the mail again later, once', async () => {
    smtp.state.refusing = 1;
    await ines.post('/api/invitations', { name: 'Mere', mail: 'mere@northwind.example' });
    await expect
      .poll(async () => (await ines.get('/api/outbox')).json['items'])
      .toMatchObject([
        { to: 'mere@northwind.example', status: 'waiting', error: expect.stringContaining('mailbox busy') },
        {},
        {},
      ]);
    expect(letterTo('mere@northwind.example')).toBeUndefined();
    await clock.forward(90_000);
    await expect.poll(() => letterTo('mere@northwind.example')).toBeDefined();
    await expect
      .poll(async () => (await ines.get('/api/outbox')).json['items'])
      .toMatchObject([{ to: 'mere@northwind.example', status: 'sent' }, {}, {}]);
    expect(smtp.arrived.filter(({ to }) => to.includes('mere@northwind.example'))).toHaveLength(1);
    await clock.forward(-90_000);
  });

  it('a name cannot write headers of its own', async () => {
    const invited = await ines.post('/api/invitations', {
      name: 'Eve\r\nBcc: all@northwind.example',
      mail: 'eve@northwind.example',
    });
    expect(invited.json).toMatchObject({ code: 'control-character', field: '/name' });
    const { rows } = await pool.query<{ org: string }>('select org from accounts limit 1');
    await mailQueue(randomBytes(32))(pool, {
      org: rows[0]?.org ?? '',
      to: 'ines@northwind.example',
      subject: 'Hello\r\nBcc: all@northwind.example',
      body: 'Words.',
      kind: 'notice',
    });
    await expect.poll(() => letterTo('ines@northwind.example')).toBeDefined();
    expect(letterTo('ines@northwind.example')?.text).toMatch(/^Subject: Hello Bcc: all@northwind\.example$/m);
    expect(letterTo('all@northwind.example')).toBeUndefined();
  });

  it('an invitation is one that calendars understand', async () => {
    const { rows } = await pool.query<{ org: string }>('select org from accounts limit 1');
    const raj = { name: 'Raj Mehta', mail: 'raj@northwind.example' };
    const at = Date.parse('2026-03-20T12:00:00Z');
    const calendar = invite({
      uid: 'talk@northwind.example',
      sequence: 0,
      title: 'Talk',
      from: at,
      to: at + 1_800_000,
      organizer: { name: 'Ines Prado', mail: 'ines@northwind.example' },
      guests: [raj],
      at,
    });
    await mailQueue(randomBytes(32))(pool, {
      org: rows[0]?.org ?? '',
      to: raj.mail,
      subject: 'Talk on Friday',
      body: 'Words.',
      kind: 'notice',
      calendar,
    });
    const letter = () => smtp.arrived.find(({ text }) => text.includes('Subject: Talk on Friday'))?.text ?? '';
    await expect.poll(letter).toContain('application/ics; name=invitation.ics');
    expect(letter()).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/);
    const [, encoded = ''] = /method=REQUEST\r\n(?:.+\r\n)*\r\n([\s\S]+?)\r\n--/.exec(letter()) ?? [];
    const text = encoded.startsWith('BEGIN') ? encoded : Buffer.from(encoded, 'base64').toString();
    expect(text.trim()).toBe(calendar.text.trim());
  });

  it('only what was refused is in the log', () => {
    expect(faults).toMatchObject([{ line: expect.stringContaining('mailbox busy') }]);
  });
});

describe('without a mail server', async () => {
  const ines = await found(kept.address);

  it('the outbox keeps what would have been mailed, page by page, for the steward', async () => {
    for (const name of ['Raj', 'Mere', 'Aroha'])
      await ines.post('/api/invitations', { name, mail: `${name.toLowerCase()}@northwind.example` });
    const first = await ines.get('/api/outbox?limit=2');
    expect(first.json).toMatchObject({
      mailIsSent: false,
      items: [{ to: 'aroha@northwind.example', status: 'kept' }, { to: 'mere@northwind.example' }],
    });
    const second = await ines.get(`/api/outbox?limit=2&after=${String(first.json['next'])}`);
    expect(second.json).toMatchObject({
      items: [{ to: 'raj@northwind.example', body: expect.stringContaining('/join#') }],
      next: null,
    });
  });
});

it('a letter reaches who is here, once, and nobody else', async () => {
  const mail = letterbox(kept.pool, mailQueue(randomBytes(32)), (org) => kept.wired.stream.directory(org));
  const { rows } = await kept.pool.query<{ org: string; actor: string }>('select org, actor from accounts limit 1');
  const [ines] = rows;
  const invited = await kept.pool.query<{ id: string }>(`select id from actors where status = 'invited' limit 1`);
  const letter = { org: ines?.org ?? '', id: randomUUID(), subject: 'Three things wait', body: 'They wait.' };
  for (const to of [ines?.actor, ines?.actor, invited.rows[0]?.id, randomUUID()]) await mail({ ...letter, to: to ?? '' });
  const queued = await kept.pool.query(`select recipient, kind from mails where subject = 'Three things wait'`);
  expect(queued.rows).toEqual([{ recipient: 'ines@northwind.example', kind: 'notice' }]);
});

it('what is sealed opens with its key alone, and not when it was changed', () => {
  const key = randomBytes(32);
  const sealed = seal(key, 'https://example.org/reset#x');
  expect(sealed).not.toContain('example');
  expect(unseal(key, sealed)).toBe('https://example.org/reset#x');
  expect(unseal(randomBytes(32), sealed)).toBeNull();
  expect(unseal(key, `${sealed.slice(0, -8)}AAAAAAA=`)).toBeNull();
  expect(unseal(key, 'plain words')).toBe('plain words');
});
