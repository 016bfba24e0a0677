import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { found, join } from '#tests/harness/client.ts';
import { listen } from '#tests/harness/listen.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const { address, faults } = server;
const other = await testServer({ beside: server });
const ines = await found(address);
const raj = await join(address, ines, 'Raj Mehta', 'Asia/Kolkata');

const openSpace = async (name: string, access: 'open' | 'closed') => {
  const opened = await ines.post('/api/spaces', { name, access });
  expect(opened.status, opened.text).toBe(201);
  return String(opened.json['id']);
};
const rename = (space: string, name: string) => ines.call('PATCH', `/api/spaces/${space}`, { body: { name } });

describe('somebody who listens', () => {
  it('hears what they may see, as it happens, and nothing else', async () => {
    const closed = await openSpace('Board', 'closed');
    const open = await openSpace('Platform', 'open');
    const hers = await listen(address, { cookie: ines.cookie() });
    const his = await listen(address, { cookie: raj.cookie() });
    expect(his.status).toBe(200);
    await rename(closed, 'Board of Northwind');
    await rename(open, 'Platform team');
    expect(await hers.until(({ artifact }) => artifact === closed)).toMatchObject({
      kind: 'space',
      type: 'space-renamed',
      number: null,
    });
    await his.until(({ artifact }) => artifact === open);
    expect(his.events.map(({ artifact }) => artifact)).not.toContain(closed);
    hers.close();
    his.close();
  });

  it('hears from when they are let in until they are put out', async () => {
    const closed = await openSpace('Hiring', 'closed');
    const his = await listen(address, { cookie: raj.cookie() });
    await rename(closed, 'Hiring 1');
    await ines.put(`/api/spaces/${closed}/members/${raj.id}`, { role: 'reader' });
    await rename(closed, 'Hiring 2');
    await his.until(({ artifact, version }) => artifact === closed && version === 4);
    await ines.delete(`/api/spaces/${closed}/members/${raj.id}`);
    await rename(closed, 'Hiring 3');
    const open = await openSpace('After that', 'open');
    await his.until(({ artifact }) => artifact === open);
    const versions = his.events.filter(({ artifact }) => artifact === closed).map(({ version }) => version);
    expect(Math.max(...versions)).toBe(4);
    his.close();
  });

  it('goes on after the last event that they got, without gap or repetition, while others write', async () => {
    const space = await openSpace('Busy', 'open');
    const before = await listen(address, { cookie: raj.cookie() });
    await rename(space, 'Busy 0');
    const { cursor } = await before.until(({ artifact, type }) => artifact === space && type === 'space-renamed');
    before.close();
    const writes: Promise<unknown>[] = [];
    for (let count = 1; count <= 30; count += 1) await rename(space, `Busy ${count}`);
    const listeners = [];
    for (let count = 31; count <= 60; count += 1) {
      writes.push(rename(space, `Busy ${count}`));
      if (count % 6 === 0) listeners.push(await listen(address, { cookie: raj.cookie() }, cursor));
    }
    await Promise.all(writes);
    const last = 62;
    for (const listener of listeners) {
      await listener.until(({ artifact, version }) => artifact === space && version === last);
      const versions = listener.events.filter(({ artifact }) => artifact === space).map(({ version }) => version);
      expect(versions).toEqual(Array.from({ length: 60 }, (_, index) => index + 3));
      listener.close();
    }
  });

  it.each(['18446744073709551616-1', '99999999999999999999-1', '1-9223372036854775808'])(
    'and shows a place beyond all that can be (%s) is told so',
    async (lastEventId) => {
      const reply = await raj.call('GET', '/api/stream', { headers: { 'last-event-id': lastEventId } });
      expect(reply.json).toMatchObject({ status: 400, code: 'invalid-cursor', field: '/header/last-event-id' });
    },
  );

  it('and shows a place that is none is told so', async () => {
    expect((await listen(address, { cookie: raj.cookie() }, 'yesterday')).status).toBe(400);
    expect((await listen(address, {})).status).toBe(401);
  });
});

describe('the end of a session', () => {
  it('closes what it opened, at once', async () => {
    const phone = await join(address, ines, 'Noa Levi', 'Europe/Berlin');
    const listening = await listen(address, { cookie: phone.cookie() });
    await phone.delete('/api/sessions/current');
    await listening.closed;
  });

  it('also of a key', async () => {
    const made = await ines.post('/api/keys', { name: 'listens' });
    const listening = await listen(address, { key: String(made.json['token']) });
    expect(listening.status).toBe(200);
    await ines.delete(`/api/keys/${String(made.json['id'])}`);
    await listening.closed;
  });

  it('in another process closes it within seconds', async () => {
    const guest = await join(address, ines, 'Lena Vogt', 'Europe/Berlin');
    const there = await listen(other.address, { cookie: guest.cookie() });
    const space = await openSpace('Between processes', 'open');
    await there.until(({ artifact }) => artifact === space);
    await guest.delete('/api/sessions/current');
    await there.closed;
  });
});

it('a reader who reads too slowly is cut instead of kept in memory', async () => {
  const guest = await join(address, ines, 'Mere', 'Pacific/Auckland');
  const space = await openSpace('Loud', 'open');
  const { hostname, port } = new URL(address);
  const before = server.wired.listeners();
  const socket = connect(Number(port), hostname);
  socket.write(`GET /api/stream HTTP/1.1\r\nhost: x\r\ncookie: ${guest.cookie()}\r\n\r\n`);
  await expect.poll(() => server.wired.listeners()).toBe(before + 1);
  socket.pause();
  await server.pool.query(
    `insert into events (org, artifact, version, kind, type, at, by, command, seq, last_version, digest, body)
     select org, artifact, version + n, kind, type, at, by, gen_random_uuid(), 0, version, '', body
     from events, generate_series(1, 60000) n where artifact = $1 and version = 1`,
    [space],
  );
  await expect.poll(() => server.wired.listeners()).toBe(before);
  socket.destroy();
});

it('a reader who goes away is forgotten', async () => {
  const guest = await join(address, ines, 'Sara Holm', 'Europe/Berlin');
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /api/stream HTTP/1.1\r\nhost: x\r\ncookie: ${guest.cookie()}\r\n\r\n`);
  const before = server.wired.listeners();
  await expect.poll(() => server.wired.listeners()).toBe(before + 1);
  socket.destroy();
  await expect.poll(() => server.wired.listeners()).toBe(before);
});

it('nothing of this was a fault inside', () => {
  expect(faults).toEqual([]);
});
