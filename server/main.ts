import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { flushCompileCache } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startEmbedded } from '#store/embedded.ts';
import { openPool, type Pool } from '#store/connection.ts';
import { migrate, readAhead } from '#store/migrate.ts';
import { DatabaseTrouble, inSentences, suitable } from '#store/suitable.ts';
import { ConfigError, readConfig, ROOT, type Config } from './config.ts';
import { makeDataFolder } from './data-folder.ts';
import { openLog } from './log.ts';
import { secretKey } from './secret.ts';
import type { Wired } from './wire.ts';

/** How long open requests may take to end once the server was asked to stop, ms. */
const PATIENCE = 10_000;

const main = async (): Promise<void> => {
  // What there is to end so far: who asks the server to stop while it starts leaves no database behind either.
  let end = async (): Promise<void> => undefined;
  endOnSignals(() => end());
  const given = readConfig();
  const config = given.port === 0 ? await withFreePort(given) : given;
  await makeDataFolder(config);
  // PostgreSQL first: it needs the other processor while this one reads the server from the disk and sets up its addresses.
  const { promise: underWay, resolve: go } = Promise.withResolvers<void>();
  const parts = underWay.then(() => import('./wire.ts'));
  const logging = parts.then(() => openLog(config.log));
  const framing = parts.then(async ({ frameFor }) => {
    const framed = frameFor(config);
    await framed.app.ready();
    return framed;
  });
  for (const one of [logging, framing]) one.catch(() => undefined);
  const say = (sentence: string) => void logging.then((log) => log.warn({}, sentence)).catch(() => undefined);
  const folder = join(config.data, 'postgres');
  if (config.databaseUrl === null && !existsSync(folder)) void parts.then(readAhead).catch(() => undefined);
  const starting =
    config.databaseUrl === null ? startEmbedded({ folder, tell: say, underWay: go }).finally(go) : Promise.resolve(null);
  if (config.databaseUrl !== null) go();
  end = async () => void (await (await starting.catch(() => null))?.stop());
  const embedded = await starting;
  if (ending) return;
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
  const pool = openPool(databaseUrl, { max: config.databaseConnections, name: 'proceed' });
  const stopDatabase = async () => {
    await pool.end();
    await embedded?.stop();
  };
  end = stopDatabase;
  try {
    await (config.databaseUrl === null ? migrate(pool) : admit(pool, config.databaseUrl));
    const { wire } = await parts;
    const key = await secretKey(config);
    const [framed, log] = await Promise.all([framing, logging]);
    const server = wire({
      framed,
      config,
      pool,
      databaseUrl,
      key,
      version: await version(),
      log,
      web: join(ROOT, 'dist', 'web'),
    });
    end = async () => {
      await server.close();
      await stopDatabase();
    };
    await listen(server.app, config);
    flushCompileCache();
    setTimeout(giveBack, SETTLED).unref();
    process.stdout.write(`Proceed is at ${config.url}\n`);
  } catch (error) {
    // What was cut off because it is ending is no failure.
    if (ending) return;
    await end().catch(() => undefined);
    throw error;
  }
};

/** After so long whoever waited for the start has their answer, ms. */
const SETTLED = 1_500;

/** What was only needed to start, a third of all that is held: V8 would keep it until there is much to do. */
const giveBack = (): void => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' });
};

/** Makes a PostgreSQL of somebody's own ready, where Proceed can work with it; throws in sentences. */
const admit = async (pool: Pool, url: string): Promise<void> => {
  await inSentences(url, async () => {
    await suitable(pool);
    await migrate(pool);
  });
};

const listen = async (app: Wired['app'], { host, port }: Config): Promise<void> => {
  try {
    await app.listen({ port, host });
  } catch (error) {
    throw new Error(notListening(error, host, port));
  }
};

const notListening = (error: unknown, host: string, port: number): string => {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken on ${host}. Another program, perhaps another Proceed, listens there; choose another PROCEED_PORT.`;
  if (code === 'ENOSPC') return 'The disk of PROCEED_DATA is full. Make room, or let PROCEED_DATA name a folder on another disk.';
  if (code === 'EACCES') return `This user may not listen on port ${port}. Choose a PROCEED_PORT above 1023.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EADDRNOTAVAIL')
    return `${host} is no address of this machine. Correct PROCEED_HOST: 127.0.0.1 for this machine alone, 0.0.0.0 for every network.`;
  return `Nothing can listen on ${host}, port ${port}: ${error instanceof Error ? error.message : String(error)}`;
};

let ending = false;

const endOnSignals = (end: () => Promise<void>): void => {
  const stop = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), PATIENCE).unref();
    end().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`The server did not end cleanly: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
};

const withFreePort = (config: Config): Promise<Config> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(new Error(notListening(error, config.host, config.port))));
    probe.listen(0, config.host, () => {
      const bound = probe.address();
      const port = typeof bound === 'object' && bound ? bound.port : 0;
      probe.close(() => resolve({ ...config, port, url: config.url.replace(/:0$/, `:${port}`) }));
    });
  });

const version = async (): Promise<string> => {
  const described: unknown = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  return typeof described === 'object' && described && 'version' in described ? String(described.version) : '';
};

const sentenceOf = (error: unknown): string => {
  if (error instanceof ConfigError) return error.problems.join('\n');
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE')
    return `${error.message.replace(/^.*EADDRINUSE:? ?/, '')}. Another program, perhaps another Proceed, listens there; choose another PROCEED_PORT.`;
  if (code === 'EACCES') return `${error.message}. Choose a PROCEED_PORT above 1024, or a PROCEED_DATA that this user may write.`;
  return error.message;
};

main().catch((error: unknown) => {
  process.stderr.write(`Proceed could not start. ${sentenceOf(error)}\n\`bin/proceed doctor\` says more.\n`);
  process.exit(error instanceof ConfigError ? 2 : error instanceof DatabaseTrouble ? 3 : 1);
});
