import { readFile, stat } from 'node:fs/promises';
import { join as pathTo } from 'node:path';
import { describe, expect, it } from 'vitest';
import { client, HOURS, join, PASSWORD, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const { address, pool, clock, faults, data, wired: server } = await testServer();
const stranger = client(address);

const lastMail = async (to: string) => {
  const { json } = await ines.get('/api/outbox');
  const mails = (json['items'] ?? []) as { to: string; subject: string; body: string }[];
  return mails.find((mail) => mail.to === to);
};
const tokenIn = (text: string | undefined) => /#([\w-]+)/.exec(text ?? '')?.[1] ?? '';

it('a hundred first runs at once found one organization', async () => {
  expect((await stranger.get('/api/setup')).json).toEqual({ needed: true });
  const about = {
    organization: 'Northwind',
    name: 'Ines Prado',
    mail: 'Ines@Northwind.example',
    password: PASSWORD,
    hours: HOURS,
  };
  const wrong = await stranger.post('/api/setup', { ...about, hours: { zone: 'Europe/Nowhere', week: {} } });
  expect(wrong.json).toMatchObject({ status: 422, field: '/hours/zone' });
  expect((await stranger.post('/api/setup', { ...about, password: 'short' })).json).toMatchObject({
    code: 'password-too-short',
    field: '/password',
  });
  const all = await Promise.all(Array.from({ length: 100 }, () => client(address).post('/api/setup', about)));
  expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(all.map(({ json }) => json['code']))).toEqual(new Set([undefined, 'already-set-up']));
  const { rows } = await pool.query(
    'select (select count(*)::int from organizations) as organizations, (select count(*)::int from actors) as actors, (select count(*)::int from accounts) as accounts',
  );
  expect(rows[0]).toEqual({ organizations: 1, actors: 1, accounts: 1 });
  expect((await stranger.get('/api/setup')).json).toEqual({ needed: false });
});

const ines = client(address);

it('people sign in with mail and password, whatever the case of the mail', async () => {
  expect((await stranger.get('/api/me')).json).toMatchObject({ status: 401, code: 'not-signed-in' });
  const wrong = await ines.post('/api/sessions', { mail: 'ines@northwind.example', password: 'not this one' });
  expect(wrong.json).toMatchObject({ status: 401, code: 'wrong-credentials' });
  expect((await ines.post('/api/sessions', { mail: 'nobody@northwind.example', password: PASSWORD })).json).toMatchObject({
    code: 'wrong-credentials',
  });
  const entered = await ines.post('/api/sessions', { mail: 'INES@northwind.example', password: PASSWORD });
  expect(entered.status).toBe(201);
  expect(entered.headers.get('set-cookie')).toMatch(
    /^proceed_session=[\w-]{32,}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
  );
  const me = await ines.get('/api/me');
  expect(me.json).toMatchObject({
    actor: { name: 'Ines Prado', role: 'steward' },
    organization: { name: 'Northwind' },
    zone: 'Europe/Berlin',
    via: 'session',
  });
});

it('the terminal on the server has a key of the first steward, which only its user can read', async () => {
  const file = pathTo(data, 'local-token');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const terminal = client(address, { key: (await readFile(file, 'utf8')).trim() });
  expect((await terminal.get('/api/me')).json).toMatchObject({ actor: { name: 'Ines Prado' }, via: 'key', scopes: ['admin'] });
});

it('the database holds no token and no password that lets anybody in', async () => {
  await ines.post('/api/password-resets', { mail: 'ines@northwind.example' });
  const token = ines.cookie().split('=')[1] ?? '';
  const terminal = (await readFile(pathTo(data, 'local-token'), 'utf8')).trim();
  const reset = tokenIn((await lastMail('ines@northwind.example'))?.body);
  expect(reset.length).toBeGreaterThan(20);
  for (const table of [
    'accounts',
    'account_credentials',
    'account_sessions',
    'account_verifications',
    'api_keys',
    'invitations',
    'mails',
  ]) {
    const { rows } = await pool.query(`select coalesce(string_agg(t::text, ' '), '') as all from ${table} t`);
    for (const secret of [token, terminal, reset, PASSWORD]) expect(String(rows[0].all)).not.toContain(secret);
  }
});

describe('a session', () => {
  it('has a new token after each sign-in, and the one before ends', async () => {
    const before = ines.cookie();
    await ines.post('/api/sessions', { mail: 'ines@northwind.example', password: PASSWORD });
    expect(ines.cookie()).not.toBe(before);
    expect((await client(address, { cookie: before }).get('/api/me')).status).toBe(401);
  });

  it('is nothing when it is forged, put into a header, or over', async () => {
    const token = ines.cookie().split('=')[1] ?? '';
    expect((await client(address, { key: token }).get('/api/me')).status).toBe(401);
    expect((await client(address, { cookie: `proceed_session=${'x'.repeat(43)}` }).get('/api/me')).status).toBe(401);
    await clock.forward(31 * 86_400_000);
    expect((await ines.get('/api/me')).json).toMatchObject({ status: 401 });
    await clock.forward(-31 * 86_400_000);
    expect((await ines.get('/api/me')).status).toBe(200);
  });

  it('can be seen and ended by its person, from another one', async () => {
    const phone = client(address);
    await phone.call('POST', '/api/sessions', {
      body: { mail: 'ines@northwind.example', password: PASSWORD },
      headers: { 'user-agent': 'Phone' },
    });
    const { json } = await ines.get('/api/sessions');
    const items = json['items'] as { id: string; device: string; current: boolean; address: string }[];
    const other = items.find(({ device }) => device === 'Phone');
    expect(other).toMatchObject({ current: false, address: '127.0.0.1' });
    expect((await ines.delete(`/api/sessions/${other?.id}`)).status).toBe(200);
    expect((await phone.get('/api/me')).status).toBe(401);
    expect((await ines.delete(`/api/sessions/${other?.id}`)).json).toMatchObject({ code: 'not-found' });
  });

  it('ends by signing out', async () => {
    const phone = client(address);
    await phone.post('/api/sessions', { mail: 'ines@northwind.example', password: PASSWORD });
    const before = phone.cookie();
    expect((await phone.delete('/api/sessions/current')).headers.get('set-cookie')).toMatch(/^proceed_session=; .*Max-Age=0/);
    expect((await client(address, { cookie: before }).get('/api/me')).status).toBe(401);
  });
});

describe('an invitation', () => {
  it('lets one person in once, though a hundred open it at once', async () => {
    const invited = await ines.post('/api/invitations', { name: 'Raj Mehta', mail: 'raj@northwind.example' });
    expect(invited.status).toBe(201);
    const token = tokenIn(String(invited.json['link']));
    expect((await lastMail('raj@northwind.example'))?.body).toContain(token);
    expect((await stranger.post('/api/invitations/previews', { token })).json).toEqual({
      organization: 'Northwind',
      name: 'Raj Mehta',
      mail: 'raj@northwind.example',
    });
    const never = await stranger.post('/api/invitations/acceptances', {
      token,
      password: PASSWORD,
      hours: { zone: 'Asia/Kolkata', week: {} },
    });
    expect(never.json).toMatchObject({ status: 422, code: 'calendar-never-works' });
    const all = await Promise.all(
      Array.from({ length: 50 }, () =>
        client(address).post('/api/invitations/acceptances', {
          token,
          password: PASSWORD,
          hours: { ...HOURS, zone: 'Asia/Kolkata' },
        }),
      ),
    );
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(all.map(({ json }) => json['code']))).toEqual(new Set([undefined, 'invalid-link']));
    expect((await stranger.post('/api/invitations/previews', { token })).json).toMatchObject({
      status: 410,
      code: 'invalid-link',
    });
  });

  it('whose answer was lost can be asked for again: one person, and a link that works', async () => {
    const key = crypto.randomUUID();
    const body = { name: 'Mere', mail: 'mere@northwind.example' };
    const first = await ines.call('POST', '/api/invitations', { body, key });
    const second = await ines.call('POST', '/api/invitations', { body, key });
    expect(second.json['person']).toBe(first.json['person']);
    expect((await stranger.post('/api/invitations/previews', { token: tokenIn(String(second.json['link'])) })).status).toBe(200);
    expect((await stranger.post('/api/invitations/previews', { token: tokenIn(String(first.json['link'])) })).status).toBe(410);
  });

  it('ends by itself, and a steward makes a new link', async () => {
    const invited = await ines.post('/api/invitations', { name: 'Kiri', mail: 'kiri@northwind.example' });
    const token = tokenIn(String(invited.json['link']));
    await clock.forward(15 * 86_400_000);
    expect((await stranger.post('/api/invitations/acceptances', { token, password: PASSWORD, hours: HOURS })).json).toMatchObject(
      { code: 'invalid-link' },
    );
    const renewed = await ines.post(`/api/invitations/${String(invited.json['person'])}/links`);
    expect(renewed.status).toBe(201);
    expect((await stranger.post('/api/invitations/previews', { token: tokenIn(String(renewed.json['link'])) })).status).toBe(200);
    await clock.forward(-15 * 86_400_000);
  });

  it('of a steward is made by stewards alone', async () => {
    const tomas = await join(address, ines, 'Tomás Lima', 'America/Sao_Paulo');
    const refused = await tomas.post('/api/invitations', {
      name: 'Aroha Ngata',
      mail: 'aroha@northwind.example',
      role: 'steward',
    });
    expect(refused.json).toMatchObject({ code: 'not-permitted', field: '/role' });
  });

  it('to a mail that somebody has is refused', async () => {
    expect((await ines.post('/api/invitations', { name: 'Raj', mail: 'RAJ@northwind.example' })).json).toMatchObject({
      code: 'mail-taken',
      field: '/mail',
    });
  });
});

describe('a password', () => {
  it('that is forgotten is set anew by the link of a mail, once, though many open it at once', async () => {
    const raj = client(address);
    await raj.post('/api/sessions', { mail: 'raj@northwind.example', password: PASSWORD });
    expect((await stranger.post('/api/password-resets', { mail: 'raj@northwind.example' })).status).toBe(202);
    expect((await stranger.post('/api/password-resets', { mail: 'nobody@northwind.example' })).status).toBe(202);
    expect(await lastMail('nobody@northwind.example')).toBeUndefined();
    const token = tokenIn((await lastMail('raj@northwind.example'))?.body);
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        stranger.put('/api/password-resets', { token, password: `a new password ${index}` }),
      ),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    const winner = all.findIndex(({ status }) => status === 200);
    expect((await raj.get('/api/me')).status).toBe(401);
    expect((await raj.post('/api/sessions', { mail: 'raj@northwind.example', password: PASSWORD })).status).toBe(401);
    expect(
      (await raj.post('/api/sessions', { mail: 'raj@northwind.example', password: `a new password ${winner}` })).status,
    ).toBe(201);
  });

  it('is changed by who knows it, and every other session ends', async () => {
    const raj = await join(address, ines, 'Noa Levi', 'Europe/Berlin');
    const phone = client(address);
    await phone.post('/api/sessions', { mail: 'noa@northwind.example', password: PASSWORD });
    expect((await raj.put('/api/password', { current: 'not this one', next: 'another quiet one' })).json).toMatchObject({
      code: 'wrong-credentials',
      field: '/current',
    });
    const before = raj.cookie();
    expect((await raj.put('/api/password', { current: PASSWORD, next: 'another quiet one' })).status).toBe(200);
    expect(raj.cookie()).not.toBe(before);
    expect((await raj.get('/api/me')).status).toBe(200);
    expect((await phone.get('/api/me')).status).toBe(401);
    expect((await lastMail('noa@northwind.example'))?.subject).toContain('was changed');
  });

  it('cannot be guessed: after ten attempts the mail waits a quarter of an hour, from that address', async () => {
    const guesses = [];
    for (let count = 0; count < 12; count += 1)
      guesses.push(await stranger.post('/api/sessions', { mail: 'mere@northwind.example', password: `guess ${count}` }));
    expect(guesses.slice(0, 10).every(({ status }) => status === 401)).toBe(true);
    expect(guesses.at(-1)?.json).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(Number(guesses.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(600);
    await clock.forward(16 * 60_000);
    expect((await stranger.post('/api/sessions', { mail: 'mere@northwind.example', password: 'guess again' })).status).toBe(401);
    await clock.forward(-16 * 60_000);
  });

  it('as a list, or a mail as a list, is refused', async () => {
    expect(
      (await stranger.post('/api/password-resets', { mail: ['ines@northwind.example', 'evil@elsewhere.example'] })).json,
    ).toMatchObject({ status: 400, field: '/mail' });
    expect((await stranger.post('/api/sessions', { mail: 'ines@northwind.example', password: [PASSWORD] })).json).toMatchObject({
      status: 400,
      field: '/password',
    });
  });
});

describe('a mail address', () => {
  it('is changed by who knows the password; the one before is told, and opens nothing any more', async () => {
    const ana = await join(address, ines, 'Ana Ruiz', 'Europe/Madrid');
    await stranger.post('/api/password-resets', { mail: 'ana@northwind.example' });
    const reset = tokenIn((await lastMail('ana@northwind.example'))?.body);
    const to = (mail: unknown, password: unknown = PASSWORD) => ana.put('/api/mail', { mail, password });
    expect((await to('ana@elsewhere.example', 'not this one')).json).toMatchObject({
      code: 'wrong-credentials',
      field: '/password',
    });
    expect((await to('RAJ@northwind.example')).json).toMatchObject({ code: 'mail-taken', field: '/mail' });
    expect((await to('nowhere')).json).toMatchObject({ status: 400, field: '/mail' });
    expect((await to(['ana@elsewhere.example'])).json).toMatchObject({ status: 400, field: '/mail' });
    expect((await to('Ana@Elsewhere.example')).json).toEqual({ mail: 'ana@elsewhere.example' });
    expect((await to('ana@elsewhere.example')).status).toBe(200);
    expect((await ana.get(`/api/people/${ana.id}`)).json).toMatchObject({ mail: 'ana@elsewhere.example' });
    expect((await lastMail('ana@northwind.example'))?.body).toContain('ana@elsewhere.example');
    expect((await lastMail('ana@elsewhere.example'))?.subject).toContain('your mail address');
    expect((await stranger.put('/api/password-resets', { token: reset, password: 'three other mornings' })).json).toMatchObject({
      code: 'invalid-link',
    });
    expect((await client(address).post('/api/sessions', { mail: 'ana@northwind.example', password: PASSWORD })).status).toBe(401);
    expect((await client(address).post('/api/sessions', { mail: 'ana@elsewhere.example', password: PASSWORD })).status).toBe(201);
  });

  it('of somebody who left can be taken, and is not to be guessed at', async () => {
    const eva = await join(address, ines, 'Eva Lund', 'Europe/Berlin');
    const jon = await join(address, ines, 'Jon Berg', 'Europe/Berlin');
    await eva.delete(`/api/people/${eva.id}`);
    expect((await jon.put('/api/mail', { mail: 'eva@northwind.example', password: PASSWORD })).status).toBe(200);
    const key = client(address, { key: String((await jon.post('/api/keys', { name: 'mine', scope: 'admin' })).json['token']) });
    expect((await key.put('/api/mail', { mail: 'jon@northwind.example', password: PASSWORD })).json).toMatchObject({
      code: 'scope-too-small',
    });
    const guesses = [];
    for (let count = 0; count < 11; count += 1)
      guesses.push(await jon.put('/api/mail', { mail: 'jon@northwind.example', password: `guess ${count}` }));
    expect(guesses.at(-1)?.json).toMatchObject({ status: 429, code: 'too-many-requests' });
  });
});

describe('an API key', () => {
  it('is shown once, does what its scope reaches, and ends when its person says so', async () => {
    const made = await ines.post('/api/keys', { name: 'Continuous integration', scope: 'read', days: 30 });
    expect(made.status).toBe(201);
    const key = client(address, { key: String(made.json['token']) });
    expect((await key.get('/api/me')).json).toMatchObject({ via: 'key', scopes: ['read'] });
    expect((await key.post('/api/invitations', { name: 'X', mail: 'x@northwind.example' })).json).toMatchObject({
      code: 'scope-too-small',
    });
    expect((await key.post('/api/keys', { name: 'another' })).json).toMatchObject({ code: 'scope-too-small' });
    const { json } = await ines.get('/api/keys');
    const listed = (json['items'] as { id: string; name: string }[]).find(({ name }) => name === 'Continuous integration');
    expect(JSON.stringify(json)).not.toContain(String(made.json['token']));
    await clock.forward(31 * 86_400_000 - 86_400_000 * 2);
    expect((await key.get('/api/me')).status).toBe(200);
    await clock.forward(86_400_000 * 2);
    expect((await key.get('/api/me')).status).toBe(401);
    await clock.forward(-31 * 86_400_000);
    expect((await ines.delete(`/api/keys/${listed?.id}`)).status).toBe(200);
    expect((await key.get('/api/me')).status).toBe(401);
  });

  it('[safety] does not read links that open accounts, nor from where its person signs in', async () => {
    const key = client(address, { key: String((await ines.post('/api/keys', { name: 'all', scope: 'admin' })).json['token']) });
    for (const path of ['/api/outbox', '/api/sessions']) {
      expect((await key.get(path)).json).toMatchObject({ status: 403, code: 'scope-too-small' });
      expect((await ines.get(path)).status).toBe(200);
    }
  });

  it('[safety] of an agent is told of that agent’s keys alone, whoever answers for it', async () => {
    const { actor } = (await ines.get('/api/me')).json as { actor: { id: string } };
    const agent = (await ines.post('/api/agents', { name: 'Scribe', purpose: 'Minutes', accountable: actor.id })).json['id'];
    const { json } = await ines.post('/api/keys', { name: 'of the agent', scope: 'admin', agent });
    const scribe = client(address, { key: String(json['token']) });
    const names = async (who: Client) =>
      ((await who.get('/api/keys')).json['items'] as { name: string }[]).map(({ name }) => name);
    expect(await names(scribe)).toEqual(['of the agent']);
    expect(await names(ines)).toEqual(expect.arrayContaining(['of the agent', 'The terminal on the server']));
  });

  it('that somebody makes twice with one idempotency key is one', async () => {
    const idempotency = crypto.randomUUID();
    const first = await ines.call('POST', '/api/keys', { body: { name: 'twice' }, key: idempotency });
    const second = await ines.call('POST', '/api/keys', { body: { name: 'twice' }, key: idempotency });
    expect(second.json['id']).toBe(first.json['id']);
    expect((await client(address, { key: String(second.json['token']) }).get('/api/me')).status).toBe(200);
    const other = await ines.call('POST', '/api/keys', { body: { name: 'twice', scope: 'admin' }, key: idempotency });
    expect(other.json).toMatchObject({ status: 422, code: 'idempotency-key-reused', field: '/header/idempotency-key' });
    expect((await client(address, { key: String(second.json['token']) }).get('/api/me')).status).toBe(200);
  });
});

describe('somebody who leaves', () => {
  it('is out at once, with all sessions and keys', async () => {
    const guest = await join(address, ines, 'Lena Vogt', 'Europe/Berlin');
    const made = await guest.post('/api/keys', { name: 'mine' });
    const key = client(address, { key: String(made.json['token']) });
    expect((await key.get('/api/me')).status).toBe(200);
    const { rows } = await pool.query<{ org: string }>('select org from accounts limit 1');
    const { SYSTEM } = await import('#kernel/stream/event.ts');
    await server.send({
      id: crypto.randomUUID(),
      org: rows[0]?.org ?? '',
      by: SYSTEM,
      kind: 'person',
      artifact: guest.id,
      name: 'depart',
      data: {},
    });
    expect((await guest.get('/api/me')).status).toBe(401);
    expect((await key.get('/api/me')).status).toBe(401);
    expect((await stranger.post('/api/sessions', { mail: 'lena@northwind.example', password: PASSWORD })).status).toBe(401);
  });

  it('and is made a steward, signs in anew: a session ends with each change of privilege', async () => {
    const guest = await join(address, ines, 'Sara Holm', 'Europe/Berlin');
    const { rows } = await pool.query<{ org: string }>('select org from accounts limit 1');
    const { SYSTEM } = await import('#kernel/stream/event.ts');
    await server.send({
      id: crypto.randomUUID(),
      org: rows[0]?.org ?? '',
      by: SYSTEM,
      kind: 'person',
      artifact: guest.id,
      name: 'grant-role',
      data: { role: 'steward' },
    });
    expect((await guest.get('/api/me')).status).toBe(401);
    await guest.post('/api/sessions', { mail: 'sara@northwind.example', password: PASSWORD });
    expect((await guest.get('/api/me')).json).toMatchObject({ actor: { role: 'steward' } });
  });
});

it('nothing of this was a fault inside', () => {
  expect(faults).toEqual([]);
});
