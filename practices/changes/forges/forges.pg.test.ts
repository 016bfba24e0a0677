import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { examples, type Example } from '#connectors/github/github-payloads.ts';
import { found, join } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');

interface Door {
  readonly id: string;
  readonly secret: string;
}

const connect = async (called: string): Promise<Door> => {
  const { status, json } = await ines.post('/api/forges', { vendor: 'github', called });
  expect(status).toBe(201);
  return { id: String(json['id']), secret: String(json['secret']) };
};

interface Sending {
  readonly secret?: string;
  readonly id?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const deliver = async (door: Door, event: string, payload: unknown, { secret = door.secret, id, headers }: Sending = {}) => {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const answer = await fetch(`${server.address}/api/forges/${door.id}/deliveries`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': id ?? randomUUID(),
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      ...headers,
    },
  });
  const json = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, code: json['code'], told: json['told'] };
};

const repositoriesIn = (all: readonly Example[]): readonly string[] => [
  ...new Set(
    all.flatMap(({ payload: { repository } }) =>
      typeof repository === 'object' && repository !== null && 'full_name' in repository ? [String(repository.full_name)] : [],
    ),
  ),
];

const connectAll = async (door: Door): Promise<void> => {
  for (const name of repositoriesIn(examples)) {
    const made = await ines.post('/api/repositories', { name, forge: door.id });
    expect([name, made.status]).toEqual([name, 201]);
  }
};

/** What is known of a forge's repositories in the end, without ids, numbers, and moments of ours. */
const stateOf = async (door: Door): Promise<readonly string[]> => {
  const { rows } = await server.pool.query<{ said: string }>(
    `select a.kind || ' ' || r.title || ' ' || a.title || ' ' || a.status || ' ' || coalesce(a.opened_at::text, '') || ' ' || coalesce(a.closed_at::text, '') || ' ' ||
       case a.kind when 'change' then ((a.state - array['repository', 'rounds', 'names', 'knownSince', 'sample', 'reverted'])::text)
                   else ((a.state - 'repository')::text) end as said
     from artifacts a join artifacts r on r.org = a.org and r.id::text = a.summary->>'repository'
     where a.kind in ('change', 'operation') and r.summary->>'forge' = $1`,
    [door.id],
  );
  return rows.map(({ said }) => said).toSorted();
};

const written = async (): Promise<number> =>
  Number((await server.pool.query<{ n: string }>('select count(*) as n from events')).rows[0]?.n);

describe('deliveries of GitHub', () => {
  it('are taken in or said no to on purpose, every one that GitHub publishes', async () => {
    const door = await connect('GitHub, in order');
    await connectAll(door);
    const outcomes = new Map<string, number>();
    for (const { event, payload } of examples) {
      const { status, code, told } = await deliver(door, event, payload);
      expect([event, status, code]).toEqual([event, 200, undefined]);
      outcomes.set(String(told), (outcomes.get(String(told)) ?? 0) + 1);
    }
    expect(outcomes.size).toBeGreaterThan(20);
    expect((await stateOf(door)).length).toBeGreaterThan(7);
  });

  it('give the same state three times over and in any order', async () => {
    const [first] = (await ines.get('/api/forges')).json['items'] as readonly { id: string }[];
    const inOrder = await stateOf({ id: first?.id ?? '', secret: '' });
    const door = await connect('GitHub, shuffled');
    await connectAll(door);
    let seed = 7;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const thrice = [...examples, ...examples, ...examples]
      .map((one) => ({ one, place: random() }))
      .toSorted((a, b) => a.place - b.place);
    // As a forge sends: several at once.
    for (let at = 0; at < thrice.length; at += 8)
      for (const { status } of await Promise.all(
        thrice.slice(at, at + 8).map(({ one: { event, payload } }) => deliver(door, event, payload)),
      ))
        expect(status).toBe(200);
    const shuffled = await stateOf(door);
    expect(shuffled).toEqual(inOrder);
    expect(server.faults).toEqual([]);
  });

  it('[safety] are sent away where they are not signed, of nobody’s repository, malformed or huge, and nothing is written', async () => {
    const door = await connect('GitHub, at the door');
    await ines.post('/api/repositories', { name: 'northwind/freight', forge: door.id });
    const push = { ref: 'refs/heads/main', commits: [], repository: { full_name: 'northwind/freight' } };
    expect((await deliver(door, 'push', push)).status).toBe(200);
    const before = await written();
    const tries: readonly (readonly [number, string, ReturnType<typeof deliver>])[] = [
      [401, 'wrong-signature', deliver(door, 'push', push, { secret: 'guessed' })],
      [401, 'wrong-signature', deliver(door, 'push', push, { headers: { 'x-hub-signature-256': 'sha256=' } })],
      [401, 'wrong-signature', deliver(door, 'push', push, { secret: '' })],
      [400, 'not-a-delivery', deliver(door, 'push', push, { id: '../../etc' })],
      [400, 'delivery-malformed', deliver(door, 'push', '{"ref":')],
      [400, 'delivery-malformed', deliver(door, 'push', '[1]')],
      [400, 'delivery-malformed', deliver(door, 'push', `${'['.repeat(200_000)}${']'.repeat(200_000)}`)],
      [400, 'delivery-malformed', deliver(door, 'pull_request', { ...push, pull_request: { number: 'seven' } })],
      [422, 'delivery-unknown', deliver(door, 'no_such_event', push)],
      [422, 'unknown-repository', deliver(door, 'push', { ...push, repository: { full_name: 'southwind/secrets' } })],
      [404, 'not-found', deliver({ ...door, id: randomUUID() }, 'push', push)],
      [413, 'body-too-large', deliver(door, 'push', `{"a":"${'a'.repeat(26 * 1024 * 1024)}"}`)],
    ];
    for (const [status, code, sent] of tries) expect(await sent).toMatchObject({ status, code });
    expect(await written()).toBe(before);
    const { items } = (await ines.get('/api/forges')).json as { items: readonly Record<string, unknown>[] };
    expect(items.find(({ id }) => id === door.id)).toMatchObject({
      deliveries: 1,
      delivered: { event: 'push' },
      refused: { code: expect.any(String), message: expect.stringContaining('Nothing was written') },
    });
    expect(server.faults).toEqual([]);
  });

  it('[safety] keep their secret sealed, tell it once, and listen to no other after it is renewed', async () => {
    const door = await connect('GitHub, renewed');
    const { rows } = await server.pool.query('select * from forge_doors');
    expect(JSON.stringify(rows)).not.toContain(door.secret);
    expect((await ines.get('/api/forges')).text).not.toContain(door.secret);
    expect((await raj.get('/api/forges')).status).toBe(403);
    const renewed = await ines.post(`/api/forges/${door.id}/secrets`, {});
    const ping = { zen: 'Keep it logically awesome.' };
    expect((await deliver(door, 'ping', ping)).status).toBe(401);
    expect((await deliver(door, 'ping', ping, { secret: String(renewed.json['secret']) })).status).toBe(200);
    expect((await ines.delete(`/api/forges/${door.id}`)).status).toBe(200);
    expect((await deliver(door, 'ping', ping, { secret: String(renewed.json['secret']) })).status).toBe(404);
  });
});
