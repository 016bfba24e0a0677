import { openPool } from '#store/connection.ts';
import { httpRequest, load, open, type Figures } from './load.ts';
import { scene, type Scene } from './scene.ts';
import type { Running, Stage } from './stage.ts';
import { median, type Measured } from './table.ts';

const ROUNDS = 3;
const SECONDS = 2;
const CLIENTS = 8;
const SIZES = [
  { artifacts: 1_000, events: 10_000 },
  { artifacts: 100_000, events: 1_000_000 },
] as const;
const PATHS = {
  'the log': '/api/decisions?limit=50',
  'the open ones of a space': '/api/decisions?limit=50&space=platform&status=open',
  requests: '/api/requests?limit=50',
  today: '/api/today',
  'the stream': '/api/events?limit=50',
} as const;
const MOST_GROWTH = 1.5;

/**
 * What people look at all day, at ten thousand events and at a million, by two readers who see different things. Cold: made from the
 * database for each request (`Cache-Control: no-cache`). Hot: as it was kept, authorised for each request all the same.
 */
export const benchLists = async (stage: Stage): Promise<readonly Measured[]> => {
  const url = await stage.database('lists');
  const [server, bare] = [await stage.process('server.ts', url), await stage.process('bare-server.ts', url)];
  const pool = openPool(url, { max: 1 });
  const northwind = await scene(server.port, pool);
  const measured: Measured[] = [];
  const before = new Map<string, Middle>();
  for (const { artifacts, events } of SIZES) {
    await northwind.grow(artifacts, events);
    const at = `${events.toLocaleString('en')} events`;
    const ofRows = { what: '50 rows by the bare server', value: (await runs(bare, () => httpRequest('GET', '/rows', {}))).rate };
    const ofReady = {
      what: 'ready bytes by the bare server',
      value: (await runs(bare, () => httpRequest('GET', '/ready', {}))).rate,
    };
    for (const [what, path] of Object.entries(PATHS)) {
      await differs(server, northwind, path);
      const cold = await runs(server, asking(northwind, path, { 'cache-control': 'no-cache' }));
      const hot = await runs(server, asking(northwind, path, {}));
      const small = before.get(what);
      before.set(what, before.get(what) ?? cold);
      const bench = `${what}, ${at}`;
      measured.push(
        { bench, what: 'cold', value: cold.rate, unit: '/s', against: ofRows, limit: { at: 'least', value: 3000, of: 'value' } },
        { bench, what: 'cold, p50', value: cold.p50, unit: 'ms' },
        { bench, what: 'cold, p99', value: cold.p99, unit: 'ms', limit: { at: 'most', value: 25, of: 'value' } },
        { bench, what: 'cold, processor of the server', value: cold.cpu, unit: 'ms' },
        { bench, what: 'hot', value: hot.rate, unit: '/s', against: ofReady, limit: { at: 'least', value: 20_000, of: 'value' } },
        { bench, what: 'hot, p50', value: hot.p50, unit: 'ms' },
        { bench, what: 'hot, p99', value: hot.p99, unit: 'ms' },
        { bench, what: 'hot, processor of the server', value: hot.cpu, unit: 'ms' },
      );
      if (small)
        measured.push({
          bench,
          what: 'cold, p50',
          value: cold.p50,
          unit: 'ms',
          against: { what: `at ${SIZES[0].events.toLocaleString('en')} events`, value: small.p50 },
          limit: { at: 'most', value: MOST_GROWTH, of: 'ratio' },
        });
    }
  }
  await pool.end();
  await server.stop();
  await bare.stop();
  return measured;
};

const asking = ({ readers }: Scene, path: string, headers: Readonly<Record<string, string>>) => {
  const requests = readers.map(({ authorization }) => httpRequest('GET', path, { authorization, ...headers }));
  return (client: number): Buffer => requests[client % requests.length] ?? Buffer.alloc(0);
};

type Middle = Pick<Figures, 'rate' | 'p50' | 'p99' | 'cpu'>;

/** Several runs, of which each figure is the median. */
const runs = async ({ port, pid }: Running, request: (client: number) => Buffer): Promise<Middle> => {
  await load({ port, clients: CLIENTS, seconds: 1, request });
  const rounds: Figures[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push(await load({ port, pid, clients: CLIENTS, seconds: SECONDS, request }));
  const failed = rounds.find(({ failures }) => failures > 0);
  if (failed) throw new Error(failed.firstFailure ?? 'a request failed');
  const middle = (of: (one: Figures) => number): number => median(rounds.map(of));
  return {
    rate: middle(({ rate }) => rate),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    cpu: middle(({ cpu }) => cpu),
  };
};

/** What is fast for one reader must not be what another sees. */
const differs = async ({ port }: Running, northwind: Scene, path: string): Promise<void> => {
  const connection = await open(port);
  const bodies = [];
  for (const { authorization } of northwind.readers)
    bodies.push((await connection.ask(httpRequest('GET', path, { authorization }))).body());
  connection.close();
  const [one, other] = bodies;
  if (one === other) throw new Error(`${path}: two readers see the same, and this measures nothing`);
};
