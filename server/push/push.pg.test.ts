import { describe, expect, it } from 'vitest';
import { client, found, join, PASSWORD, type Client } from '#tests/harness/client.ts';
import { pushService, type ArrivedPush, type SubscribedDevice } from '#tests/harness/push-service.ts';
import { testServer } from '#tests/harness/server.ts';

const service = await pushService();
const outgoing = ['127.0.0.1'];
const server = await testServer({ outgoing });
const second = await testServer({ outgoing, beside: server });
const { clock, pool } = server;
// Friday, 10:00 in Berlin, 14:30 in Pune, 22:00 in Auckland.
await clock.set('2026-03-27T09:00:00Z');
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const aroha = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');

const on = (who: Client, { subscription }: SubscribedDevice) => who.post('/api/me/devices', subscription);
const devicesOf = async (who: Client) => (await who.get('/api/me/devices')).json['items'] as { id: string; here: boolean }[];
const at = (device: SubscribedDevice): readonly ArrivedPush[] => service.arrived.filter((one) => one.device === device.name);
const ask = async (to: string, title: string, more: object = {}): Promise<number> => {
  const reply = await ines.post('/api/requests', { to, question: 'Who can read the backups, and hunter2?', title, ...more });
  if (reply.status !== 201) throw new Error(reply.text);
  return Number(reply.json['number']);
};
const count = async (table: 'push_devices' | 'pushes' | 'push_pair'): Promise<number> =>
  (await pool.query<{ count: number }>(`select count(*)::int as count from ${table}`)).rows[0]?.count ?? -1;
const dueNow = async (): Promise<number> =>
  (await pool.query<{ count: number }>('select count(*)::int as count from pushes where next_at <= proceed_now()')).rows[0]
    ?.count ?? -1;
/** What waits for another attempt, and in how many minutes. */
const attempts = async (): Promise<readonly { attempts: number; minutes: number }[]> =>
  (
    await pool.query<{ attempts: number; minutes: number }>(
      'select attempts, ceil(extract(epoch from next_at - proceed_now()) / 60)::int as minutes from pushes',
    )
  ).rows;
/** Comes at whatever hour: then whatever was due by now has been looked at. */
const urgentlyToInes = async (): Promise<void> => {
  const desk = service.subscribe('desk of Ines');
  expect((await on(ines, desk)).status).toBe(201);
  const { json } = await raj.post('/api/requests', { to: 'ines', question: 'May we fail over?', title: 'Now?', urgent: true });
  await expect.poll(() => at(desk).length).toBe(1);
  await raj.post(`/api/requests/${String(json['number'])}/withdrawals`, {});
  const [device] = await devicesOf(ines);
  expect((await ines.delete(`/api/me/devices/${device?.id}`)).status).toBeLessThan(300);
};
const signIn = async (mail: string): Promise<Client> => {
  const browser = client(server.address);
  const entered = await browser.post('/api/sessions', { mail, password: PASSWORD });
  if (entered.status !== 201) throw new Error(entered.text);
  return browser;
};

const laptop = service.subscribe('laptop of Raj');
const phone = service.subscribe('phone of Raj');
const rajsPhone = await signIn('raj@northwind.example');

describe('a device', () => {
  it('is turned on with nothing configured, by the key that both servers know', async () => {
    const keys = await Promise.all(
      [server, second].map(({ address }) => client(address, { cookie: raj.cookie() }).get('/api/me/devices')),
    );
    expect(keys[0]?.json).toEqual({ key: expect.stringMatching(/^[\w-]{87}$/), mailIsSent: false, items: [] });
    expect(keys[1]?.json['key']).toBe(keys[0]?.json['key']);
    expect(await count('push_pair')).toBe(1);
    await raj.put('/api/me/notices', { push: 'each' });
    expect((await raj.get('/api/me/notices')).json).toMatchObject({ mail: 'digest', push: 'each' });
    expect((await on(raj, laptop)).status).toBe(201);
    expect((await on(raj, laptop)).status).toBe(201);
    expect((await on(rajsPhone, phone)).status).toBe(201);
    expect(await devicesOf(raj)).toMatchObject([{ here: true }, { here: false }]);
    expect(await devicesOf(ines)).toEqual([]);
  });

  it('shows its address to nobody, in no answer and not in the database', async () => {
    const { rows } = await pool.query('select * from push_devices');
    const seen = JSON.stringify([
      rows,
      (await raj.get('/api/me/devices')).json,
      (await pool.query('select * from push_pair')).rows,
    ]);
    for (const secret of [service.address, laptop.subscription.keys.auth, laptop.subscription.keys.p256dh])
      expect(seen).not.toContain(secret);
  });

  it.each([
    ['http://push.example.org/x', '/endpoint', 'unreachable-endpoint'],
    ['https://127.0.0.2/x', '/endpoint', 'unreachable-endpoint'],
    ['https://[::1]/x', '/endpoint', 'unreachable-endpoint'],
    ['https://0x7f.2/x', '/endpoint', 'unreachable-endpoint'],
    ['https://localhost/x', '/endpoint', 'unreachable-endpoint'],
    ['https://database.internal/x', '/endpoint', 'unreachable-endpoint'],
    ['https://169.254.169.254/latest', '/endpoint', 'unreachable-endpoint'],
    ['https://user:pass@push.example.org/x', '/endpoint', 'unreachable-endpoint'],
    ['ftp://push.example.org/x', '/endpoint', 'unreachable-endpoint'],
    ['not an address', '/endpoint', 'invalid-request'],
  ])('is refused at %s', async (endpoint, field, code) => {
    const before = await count('push_devices');
    expect((await raj.post('/api/me/devices', { ...laptop.subscription, endpoint })).json).toMatchObject({ code, field });
    expect(await count('push_devices')).toBe(before);
  });

  it('is refused with keys that are none, and with an API key, which has no browser', async () => {
    const { endpoint, keys } = laptop.subscription;
    for (const wrong of [
      { ...keys, auth: 'c2hvcnQ' },
      { ...keys, p256dh: Buffer.alloc(65, 4).toString('base64url') },
    ])
      expect((await raj.post('/api/me/devices', { endpoint, keys: wrong })).json).toMatchObject({
        code: 'invalid-keys',
        field: '/keys',
      });
    const token = String((await raj.post('/api/keys', { name: 'laptop', scope: 'admin' })).json['token']);
    expect((await client(server.address, { key: token }).post('/api/me/devices', laptop.subscription)).status).toBe(403);
  });

  it('of somebody else cannot be removed, and is as if it were not there', async () => {
    const [device] = await devicesOf(raj);
    expect((await ines.delete(`/api/me/devices/${device?.id}`)).json).toMatchObject({ code: 'not-found' });
    expect(await devicesOf(raj)).toHaveLength(2);
  });
});

describe('[Quiet] a push', () => {
  it('arrives once on each device although two servers send, readable there alone, with title, sentence and link', async () => {
    const number = await ask('raj', 'Who can read the backups?');
    for (const device of [laptop, phone]) await expect.poll(() => at(device).length).toBe(1);
    const [push] = at(laptop);
    expect(push?.payload).toEqual({
      title: 'Answer “Who can read the backups?”',
      body: expect.stringMatching(/^Ines Prado asks: about \d+ minutes, by .+, else .+\.$/),
      path: `/requests/${number}`,
      tag: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(JSON.stringify(push?.payload)).not.toContain('hunter2');
    expect(push?.headers).toMatchObject({ topic: push?.payload.tag, urgency: 'normal', 'content-encoding': 'aes128gcm' });
    // Raj's day ends at 17:00 in Pune, two and a half hours on: nobody keeps it beyond.
    expect(Number(push?.headers['ttl'])).toBeGreaterThan(2.4 * 3600);
    expect(Number(push?.headers['ttl'])).toBeLessThanOrEqual(2.5 * 3600);
    expect(push?.vapid).toMatchObject({ aud: service.address, sub: 'mailto:ines@northwind.example' });
    expect(push?.vapid.key).toBe((await raj.get('/api/me/devices')).json['key']);
    await expect.poll(() => count('pushes')).toBe(0);
    await ask('raj', 'And who restores them?');
    const titles = (device: SubscribedDevice) => at(device).map(({ payload }) => payload.title);
    for (const device of [laptop, phone]) {
      await expect.poll(() => titles(device)).toContain('Answer “And who restores them?”');
      expect(titles(device)).toEqual(['Answer “Who can read the backups?”', 'Answer “And who restores them?”']);
    }
  });

  it('goes to nobody at night; in the morning it says at a glance what waits; what is off does not come', async () => {
    const tablet = service.subscribe('tablet of Aroha');
    expect((await on(aroha, tablet)).status).toBe(201);
    await ask('aroha', 'Which region?');
    await ask('aroha', 'Which bucket?');
    await raj.put('/api/me/notices', { push: 'off' });
    await ask('raj', 'Unheard');
    await expect.poll(async () => (await aroha.get('/api/me/notices')).json['waiting']).toBe(2);
    await clock.set('2026-03-29T19:59:00Z');
    await urgentlyToInes();
    expect(at(tablet)).toEqual([]);
    expect(await dueNow()).toBe(0);
    // Monday, 9:00 in Auckland.
    await clock.set('2026-03-29T20:00:01Z');
    await expect.poll(() => at(tablet).length).toBe(1);
    expect(at(tablet)[0]?.payload).toMatchObject({ title: '2 things wait for you', path: '/' });
    await raj.put('/api/me/notices', { push: 'each' });
    expect(service.arrived.filter(({ payload }) => payload.title.includes('Unheard'))).toEqual([]);
  });

  it('comes at whatever hour when a protocol says urgent, and says why', async () => {
    await clock.set('2026-03-30T09:00:00Z');
    const before = at(laptop).length;
    // Monday, 22:00 in Auckland.
    await ask('aroha', 'May we fail over?', { urgent: true });
    const arrived = () => service.arrived.find(({ payload }) => payload.title === 'Urgent: Answer “May we fail over?”');
    await expect.poll(arrived).toBeDefined();
    expect(arrived()?.payload.body).toMatch(
      /^At once, because the protocol respond\/urgent says that it cannot wait\. Ines Prado asks:/,
    );
    expect(arrived()?.headers['urgency']).toBe('high');
    expect(at(laptop).length).toBe(before);
  });

  it('that the push service refuses for a while is handed over again later, under the same tag', async () => {
    // Monday, 14:30 in Pune.
    const [before, asked] = [at(laptop).length, service.asked.length];
    service.refusals.push(503, 500);
    await ask('raj', 'Again?');
    await expect.poll(() => service.asked.length).toBe(asked + 2);
    await expect.poll(attempts).toEqual([
      { attempts: 1, minutes: 1 },
      { attempts: 1, minutes: 1 },
    ]);
    expect(service.asked.length).toBe(asked + 2);
    expect(server.faults.concat(second.faults)).toMatchObject([
      { line: expect.stringContaining('answered 50') },
      { line: expect.stringContaining('answered 50') },
    ]);
    await clock.forward(61_000);
    await expect.poll(() => at(laptop).length).toBe(before + 1);
    await expect.poll(() => at(phone).at(-1)?.payload).toEqual(at(laptop).at(-1)?.payload);
    await expect.poll(() => count('pushes')).toBe(0);
  });

  it('waits with its next attempt for the morning where the day has ended meanwhile', async () => {
    // Monday, 16:59:30 in Pune; 13:29:30 in Berlin.
    await clock.set('2026-03-30T11:29:30Z');
    const [before, asked] = [at(laptop).length, service.asked.length];
    service.refusals.push(503, 503);
    await ask('raj', 'In the evening?');
    await expect.poll(() => service.asked.length).toBe(asked + 2);
    await clock.set('2026-03-30T11:40:00Z');
    // Tuesday, 9:00 in Pune.
    const minutes = 15 * 60 + 50;
    await expect.poll(attempts).toEqual([
      { attempts: 1, minutes },
      { attempts: 1, minutes },
    ]);
    expect(service.asked.length).toBe(asked + 2);
    await clock.set('2026-03-31T03:30:01Z');
    await expect
      .poll(() =>
        at(laptop)
          .slice(before)
          .some(({ payload }) => payload.title.includes('In the evening?')),
      )
      .toBe(true);
  });
});

describe('a device is forgotten', () => {
  it('when its push service says that it is gone', async () => {
    await clock.set('2026-03-31T08:00:00Z');
    await expect.poll(() => count('pushes')).toBe(0);
    const lost = service.subscribe('lost laptop of Raj');
    const elsewhere = await signIn('raj@northwind.example');
    await on(elsewhere, lost);
    expect(await devicesOf(raj)).toHaveLength(3);
    await raj.delete(`/api/me/devices/${(await devicesOf(rajsPhone)).find(({ here }) => here)?.id}`);
    service.unsubscribe(lost);
    await ask('raj', 'Gone?');
    await expect.poll(() => at(laptop).some(({ payload }) => payload.title.includes('Gone?'))).toBe(true);
    await expect.poll(() => devicesOf(raj)).toMatchObject([{ here: true }]);
    await expect.poll(() => count('pushes')).toBe(0);
  });

  it('when its session ends, or the same browser is somebody else’s', async () => {
    await on(raj, laptop);
    await on(rajsPhone, phone);
    await rajsPhone.delete('/api/sessions/current');
    expect(await devicesOf(raj)).toHaveLength(1);
    await on(ines, laptop);
    expect(await devicesOf(raj)).toEqual([]);
    expect(await devicesOf(ines)).toHaveLength(1);
  });

  it('when its person leaves', async () => {
    await on(raj, phone);
    expect((await ines.delete(`/api/people/${raj.id}`)).status).toBe(200);
    const asked = service.asked.length;
    await testServer({ outgoing, beside: server });
    await expect.poll(async () => (await pool.query('select 1 from push_devices where actor = $1', [raj.id])).rowCount).toBe(0);
    expect(service.asked.length).toBe(asked);
  });
});
