import { openPool } from '#store/connection.ts';
import { httpRequest, load, open, type Figures } from './load.ts';
import { scene, type Scene } from './scene.ts';
import type { Running, Stage } from './stage.ts';
import { median, type Measured } from './table.ts';

const ROUNDS = 3;
const SECONDS = 1.5;
const CLIENTS = 8;
const HOT_CLIENTS = 32;
const SIZES = [
  { artifacts: 1_000, events: 10_000 },
  { artifacts: 100_000, events: 1_000_000 },
] as const;
const PATHS = {
  'the log': '/api/decisions?limit=50',
  'the open ones of a space': '/api/decisions?limit=50&space=platform&status=open',
  requests: '/api/requests?limit=50',
  'asked of me': '/api/requests?limit=50&whose=asked',
  today: '/api/today',
  'the stream': '/api/events?limit=50',
} as const;
/** 3,000 a second, where the bare server makes 5,400 of such rows; 20,000, where it sends 50,000 times what is ready. */
const OF_ROWS = 0.55;
const OF_READY = 0.4;

/**
 * What people look at all day, at ten thousand events and at a million, by two readers who see different things. Cold: made from the
 * database for each request (`Cache-Control: no-cache`). Hot: as it was kept; each request is authorised all the same.
 */
export const benchLists = async (stage: Stage): Promise<readonly Measured[]> => {
  const url = await stage.database('lists');
  const [server, bare] = [await stage.process('server.ts', url), await stage.process('bare-server.ts', url)];
  const pool = openPool(url, { max: 1 });
  const northwind = await scene(server.port, pool);
  const measured: Measured[] = [];
  const shares = new Map<string, number>();
  for (const { artifacts, events } of SIZES) {
    await northwind.grow(artifacts, events);
    for (const path of [PATHS['the log'], PATHS.today]) await differs(server, northwind, path);
    for (const [what, path] of Object.entries(PATHS)) {
      const { rows, cold, ready, hot } = await sideBySide({
        rows: { on: bare, clients: CLIENTS, request: () => httpRequest('GET', '/rows', {}) },
        cold: { on: server, clients: CLIENTS, request: asking(northwind, path, { 'cache-control': 'no-cache' }) },
        ready: { on: bare, clients: HOT_CLIENTS, request: () => httpRequest('GET', '/ready', {}) },
        hot: { on: server, clients: HOT_CLIENTS, request: asking(northwind, path, {}) },
      });
      const share = cold.rate / rows.rate;
      const small = shares.get(what);
      shares.set(what, share);
      const bench = `${what}, ${events.toLocaleString('en')} events`;
      const ofRows = { what: '50 rows by the bare server', value: rows.rate };
      const ofReady = { what: 'ready bytes by the bare server', value: ready.rate };
      measured.push(
        {
          bench,
          what: 'cold',
          value: cold.rate,
          unit: '/s',
          against: ofRows,
          limit: { at: 'least', value: OF_ROWS, of: 'ratio' },
        },
        { bench, what: 'cold, p50', value: cold.p50, unit: 'ms' },
        { bench, what: 'cold, p99', value: cold.p99, unit: 'ms', limit: { at: 'most', value: 25, of: 'value' } },
        { bench, what: 'cold, processor of the server', value: cold.cpu * 1000, unit: 'µs' },
        {
          bench,
          what: 'hot',
          value: hot.rate,
          unit: '/s',
          against: ofReady,
          limit: { at: 'least', value: OF_READY, of: 'ratio' },
        },
        { bench, what: 'hot, p50', value: hot.p50, unit: 'ms' },
        { bench, what: 'hot, p99', value: hot.p99, unit: 'ms' },
        { bench, what: 'hot, processor of the server', value: hot.cpu * 1000, unit: 'µs' },
      );
      if (small !== undefined) {
        const slower = `slower than at ${SIZES[0].events.toLocaleString('en')}, each by the bare server beside it`;
        measured.push({ bench, what: slower, value: small / share, unit: '×', limit: { at: 'most', value: 1.5, of: 'value' } });
      }
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

interface Side {
  readonly on: Running;
  readonly clients: number;
  request(client: number): Buffer;
}
type Middle = Pick<Figures, 'rate' | 'p50' | 'p99' | 'cpu'>;

/** Several rounds in which every side has its turn, so that what else the machine does is borne by all; medians. */
const sideBySide = async <Name extends string>(sides: Readonly<Record<Name, Side>>): Promise<Record<Name, Middle>> => {
  const all = Object.entries<Side>(sides);
  const rounds = new Map<string, Figures[]>(all.map(([name]) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [name, { on, clients, request }] of all) {
      const figures = await load({ port: on.port, pid: on.pid, clients, seconds: round === 0 ? 0.5 : SECONDS, request });
      if (figures.failures > 0) throw new Error(`${name}: ${figures.firstFailure}`);
      // The first is to warm up.
      if (round > 0) rounds.get(name)?.push(figures);
    }
  const middle = (name: string): Middle => {
    const of = (figure: keyof Middle): number => median((rounds.get(name) ?? []).map((one) => one[figure]));
    return { rate: of('rate'), p50: of('p50'), p99: of('p99'), cpu: of('cpu') };
  };
  return Object.fromEntries(all.map(([name]) => [name, middle(name)])) as Record<Name, Middle>;
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
