import { randomUUID } from 'node:crypto';
import { cpuOf, quantiles } from './load.ts';
import { found, post, type Stage } from './stage.ts';
import type { Measured } from './table.ts';

const AGENTS = 20;
const AT_ONCE = 100;
const ROUNDS = 30;

interface Reached {
  readonly ms: number;
  readonly status: number;
  readonly token: number;
  readonly who: number;
}

/**
 * [L1] A hundred claims of one task at once, by twenty actors over two servers on one database: how many a second, how long the slowest of a hundred
 * takes, and that there is one holder each time. Then the same number of claims of as many tasks, which nobody else wants.
 */
export const benchClaims = async (stage: Stage): Promise<readonly Measured[]> => {
  const url = await stage.database('claims');
  const servers = [await stage.process('server.ts', url), await stage.process('server.ts', url)] as const;
  const [{ port }] = servers;
  const { authorization, person } = await found(port);
  const session = await signedIn(port);
  const agents: string[] = [];
  for (let index = 0; index < AGENTS; index += 1) {
    const agent = await post(port, '/api/agents', authorization, { name: `Scout ${index}`, accountable: person });
    const key = await keyOf(port, session, String(agent['id']));
    agents.push(`Bearer ${key}`);
  }
  const portOf = (index: number): number => (index % 2 === 0 ? servers[0] : servers[1]).port;
  const draft = async (title: string): Promise<number> =>
    Number((await post(port, '/api/tasks', authorization, { title, criteria: ['It is so.'] }))['number']);
  const claim = async (number: number, index: number): Promise<Reached> => {
    const who = index % AGENTS;
    const started = performance.now();
    const { status, json } = await write(
      portOf(index),
      `/api/tasks/${number}/claims`,
      { authorization: agents[who] ?? '' },
      undefined,
    );
    return { ms: performance.now() - started, status, token: Number(json['token'] ?? 0), who };
  };
  const finish = async (number: number, { who, token }: Reached): Promise<void> => {
    const done = await write(port, `/api/tasks/${number}/completions`, { authorization: agents[who] ?? '' }, { token, met: [0] });
    if (done.status !== 200) throw new Error(`not finished: ${JSON.stringify(done.json)}`);
  };
  const cpu = (): number => servers.reduce((sum, { pid }) => sum + cpuOf(pid), 0);

  const [contended, alone]: [number[], number[]] = [[], []];
  let [holders, claimed, elapsed, spent] = [0, 0, 0, 0];
  for (let round = -3; round < ROUNDS; round += 1) {
    const number = await draft(`Contended ${round}`);
    const [started, before] = [performance.now(), cpu()];
    const all = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => claim(number, index)));
    const held = all.filter(({ status }) => status === 200);
    const [first] = held;
    if (!first) throw new Error('nobody holds it');
    if (round >= 0) {
      [elapsed, spent] = [elapsed + performance.now() - started, spent + cpu() - before];
      contended.push(...all.map(({ ms }) => ms));
      holders += new Set(held.map(({ who }) => who)).size;
      claimed += 1;
    }
    await finish(number, first);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const numbers = await Promise.all(Array.from({ length: AGENTS }, (_, index) => draft(`Alone ${round} ${index}`)));
    const all = await Promise.all(numbers.map((number, index) => claim(number, index)));
    alone.push(...all.map(({ ms }) => ms));
    await Promise.all(numbers.map((number, index) => finish(number, all[index] ?? { ms: 0, status: 0, token: 0, who: 0 })));
  }
  const bench = `claims, ${AT_ONCE} at once of one task`;
  return [
    { bench, what: 'holders a task', value: holders / claimed, unit: '', limit: { at: 'most', value: 1, of: 'value' } },
    { bench, what: 'claims answered', value: (contended.length / elapsed) * 1000, unit: '/s' },
    { bench, what: 'p50', value: quantiles(contended).p50, unit: 'ms' },
    { bench, what: 'p99', value: quantiles(contended).p99, unit: 'ms' },
    { bench, what: 'processor time a claim', value: (spent * 1000) / contended.length, unit: 'ms' },
    { bench: `claims, ${AGENTS} at once of as many tasks`, what: 'p50', value: quantiles(alone).p50, unit: 'ms' },
    { bench: `claims, ${AGENTS} at once of as many tasks`, what: 'p99', value: quantiles(alone).p99, unit: 'ms' },
  ];
};

/** A key is made by somebody who signed in. */
const signedIn = async (port: number): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${port}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ mail: 'ines@northwind.example', password: 'three quiet mornings' }),
  });
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
};

const keyOf = async (port: number, cookie: string, agent: string): Promise<string> => {
  const made = await write(port, '/api/keys', { cookie }, { name: 'bench', scope: 'write', agent });
  if (made.status !== 201) throw new Error(`no key: ${JSON.stringify(made.json)}`);
  return String(made.json['token']);
};

const write = async (
  port: number,
  path: string,
  credentials: Readonly<Record<string, string>>,
  body: unknown,
): Promise<{ readonly status: number; readonly json: Record<string, unknown> }> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: {
      ...credentials,
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};
