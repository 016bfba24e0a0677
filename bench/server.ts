import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPool } from '#store/connection.ts';
import { migrate } from '#store/migrate.ts';
import { wire } from '#server/wire.ts';

/** The product's server without limits on how much one sender may send. Argument: the database's URL. Prints its port. */
const databaseUrl = process.argv[2] ?? '';
const pool = openPool(databaseUrl, { max: 10 });
await migrate(pool);
const FREE = { burst: 1e9, perSecond: 1e9 };
const log = {
  error: (about: object, line: string) => console.error(line, about),
  warn: (_: object, line: string) => console.error(line),
};
const server = wire({
  config: {
    url: 'http://127.0.0.1',
    data: await mkdtemp(join(tmpdir(), 'proceed-bench-')),
    mail: null,
    google: null,
    outgoing: [],
    trustProxy: false,
  },
  pool,
  databaseUrl,
  key: randomBytes(32),
  version: 'bench',
  log,
  web: null,
  limits: { actor: FREE, stranger: FREE },
});
await server.app.listen({ port: 0, host: '127.0.0.1' });
const address = server.app.server.address();
console.log(typeof address === 'object' && address ? address.port : '');
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
