import { readFile, stat, statfs } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig, ROOT, type Config } from '#server/config.ts';
import { folderTrouble, nearest } from '#server/data-folder.ts';
import { secretFile } from '#server/secret.ts';
import { examineDatabase } from './database-findings.ts';
import { warning, well, wrong, type Finding } from './finding.ts';

/** Looks at everything that an installation stands on. Changes nothing. */
export const examine = async (): Promise<readonly Finding[]> => {
  const node = nodeVersion();
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [
      node,
      ...error.problems.map((problem) =>
        wrong(
          'Configuration',
          problem,
          'Correct it in the environment or in proceed.env; proceed.env.example shows every setting.',
        ),
      ),
    ];
  }
  const looked = await Promise.all([
    dataFolder(config),
    disk(config),
    examineDatabase(config),
    secret(config),
    port(config),
    mail(config),
    webApp(),
    chromium(),
  ]);
  return [node, well('Configuration', `${config.url}, data in ${config.data}`), ...looked.flat()];
};

const nodeVersion = (): Finding => {
  const check = 'Node';
  const major = Number.parseInt(process.versions.node, 10);
  if (major >= 26) return well(check, `${process.version}, ${availableParallelism()} processors`);
  return wrong(check, process.version, 'Proceed runs on Node 26, which `npm ci` installs with it: use bin/proceed or npm start.');
};

const dataFolder = async ({ data }: Config): Promise<Finding> => {
  const check = 'Data folder';
  const trouble = await folderTrouble(data);
  if (trouble) return wrong(check, trouble.found, trouble.mend);
  return well(check, (await nearest(data)) === data ? data : `${data}, made at the first start`);
};

const GB = 1e9;

const disk = async ({ data }: Config): Promise<Finding> => {
  const check = 'Disk';
  const { bavail, bsize } = await statfs(await nearest(data));
  const free = bavail * bsize;
  const found = `${(free / GB).toFixed(1)} GB free`;
  if (free < GB) return wrong(check, found, 'PostgreSQL stops when the disk is full. Make room, or move PROCEED_DATA.');
  return free < 5 * GB
    ? warning(check, found, 'Make room before it runs out: PostgreSQL stops when the disk is full.')
    : well(check, found);
};

const secret = async ({ data, secretKey }: Config): Promise<Finding> => {
  const check = 'Secret key';
  if (secretKey !== null) return well(check, 'given by PROCEED_SECRET_KEY');
  const path = secretFile(data);
  const file = await stat(path).catch(() => null);
  if (file === null) {
    const begun = await stat(join(data, 'postgres')).catch(() => null);
    if (begun === null) return well(check, `made at the first start, in ${path}`);
    return warning(
      check,
      `${path} is missing beside a database`,
      'Bring it back from a backup. The next start makes a new one, and every session ends.',
    );
  }
  if ((file.mode & 0o077) !== 0) return wrong(check, `${path} can be read by others`, `chmod 600 '${path}'`);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return wrong(check, `${path} belongs to another user`, 'Start Proceed as the user who made it.');
  if (!/^[0-9a-f]{64}\s*$/.test(text)) return wrong(check, `${path} holds no key`, 'Bring the file back from a backup.');
  return well(check, path);
};

const port = async ({ host, port: number, url }: Config): Promise<Finding> => {
  const check = 'Port';
  const refused = await listens(host, number);
  if (refused === null) return well(check, `${number} is free on ${host}`);
  if (refused === 'EACCES')
    return wrong(check, `${number} is not for an ordinary user`, 'Let PROCEED_PORT name a port above 1023.');
  if (refused !== 'EADDRINUSE')
    return wrong(
      check,
      `${host} is no address of this machine (${refused})`,
      'Correct PROCEED_HOST: 127.0.0.1 for this machine alone, 0.0.0.0 for every network.',
    );
  const answer = await fetch(`${addressOf(host, number)}/api/openapi.json`, { signal: AbortSignal.timeout(2000) }).catch(
    () => null,
  );
  const text = answer?.ok ? await answer.text() : '';
  if (text.includes('"Proceed"')) return well(check, `Proceed answers at ${url}`);
  return wrong(check, `${number} on ${host} is taken by another program`, 'Stop it, or let PROCEED_PORT name another port.');
};

const addressOf = (host: string, number: number): string => {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${number}`;
};

/** Null, or the code of what kept it from listening. */
const listens = (host: string, number: number): Promise<string | null> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    server.listen(number, host, () => server.close(() => done(null)));
  });

const mail = async ({ mail: server }: Config): Promise<Finding> => {
  const check = 'Mail';
  if (server === null)
    return warning(
      check,
      'stays in the outbox, where a steward reads it',
      'Set PROCEED_SMTP_URL and PROCEED_MAIL_FROM to send invitations and password resets.',
    );
  const { hostname, port: number, protocol } = new URL(server.url);
  const target = { host: hostname, port: Number(number) || (protocol === 'smtps:' ? 465 : 587) };
  const reached = await new Promise<string | null>((done) => {
    const socket = createConnection({ ...target, timeout: 5000 }, () => done(null));
    socket.once('error', (error) => done(error.message));
    socket.once('timeout', () => done('no answer in 5 s'));
    socket.once('close', () => socket.destroy());
    setTimeout(() => socket.destroy(), 5500).unref();
  });
  if (reached === null) return well(check, `${target.host}:${target.port} answers, sender ${server.from}`);
  return wrong(
    check,
    `${target.host}:${target.port} does not answer (${reached})`,
    'Check PROCEED_SMTP_URL, and that this machine may reach the mail server.',
  );
};

const webApp = async (): Promise<Finding> => {
  const check = 'Web app';
  const built = await stat(join(ROOT, 'dist', 'web', 'index.html')).catch(() => null);
  return built ? well(check, `built ${built.mtime.toISOString()}`) : wrong(check, 'not built', '`npm start` builds it.');
};

const chromium = async (): Promise<Finding> => {
  const check = 'Chromium';
  const { findChromium } = await import('#scripts/chromium.mjs');
  const path = findChromium();
  return path === null
    ? warning(check, 'none', 'Only `npm test` needs one: it installs Debian’s as root, else set CHROMIUM.')
    : well(check, path);
};
