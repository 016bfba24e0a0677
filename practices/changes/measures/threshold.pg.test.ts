import { expect, it } from 'vitest';
import { found, join } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const org = String(((await ines.get('/api/me')).json['organization'] as { id: string }).id);

/** Nine hundred changes that shipped, lighter ones sound and heavier ones often reverted: what of them is asked here. */
const history = `
  insert into artifacts (org, id, kind, number, title, status, audience, version, state, summary, opened_at, closed_at, created_at, updated_at)
  select $1::uuid, gen_random_uuid(), 'change', 100000 + n, 'Change ' || n, case when n % 10 >= 6 and n % 3 = 0 then 'reverted' else 'shipped' end, '{org}', 1,
    jsonb_build_object('looks', jsonb_build_object('score', 5 + (n % 10) * 6)), '{}', now() - interval '90 days', now() - make_interval(hours => 2000 - n), now(), now()
  from generate_series(1, 900) as n`;

it('[C4] another threshold is suggested by what became of changes that shipped, and opened as a decision on the protocol by somebody', async () => {
  const threshold = async () => (await raj.get('/api/changes/threshold')).json;
  expect(await threshold()).toMatchObject({ now: 20, suggested: null, why: expect.stringContaining('too little history') });
  expect((await raj.post('/api/changes/threshold/proposals', {})).json['code']).toBe('nothing-suggested');
  await server.pool.query(history, [org]);
  const { suggested, why } = (await threshold()) as { suggested: number; why: string };
  expect(suggested).toBeGreaterThan(20);
  expect(why).not.toContain('too little');
  const proposed = await raj.post('/api/changes/threshold/proposals', {});
  expect([proposed.status, proposed.text]).toEqual([201, expect.any(String)]);
  // Nothing has changed by itself, and asking twice is asking once.
  expect(await threshold()).toMatchObject({ now: 20, suggested });
  expect((await raj.post('/api/changes/threshold/proposals', {})).json['id'] ?? proposed.json['id']).toBe(proposed.json['id']);
  const decision = (await ines.get(`/api/decisions/${String(proposed.json['number'])}`)).json;
  expect(decision).toMatchObject({ author: { name: 'Raj Mehta' } });
  expect(JSON.stringify(decision)).toContain(`Changes below ${suggested} ship at once, instead of 20.`);
  expect(server.faults).toEqual([]);
});
