import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { GIT_ENV } from './reading/git-env.ts';

/** What guards the way out: server/egress.ts. */
export interface Guard {
  /** Why an address is not asked, as far as it can be told without resolving its name. */
  fault(address: string): string | null;
  /** The addresses of a name, each of which may be reached. Throws where one may not. */
  addresses(host: string): Promise<readonly string[]>;
}

/** An address and what opens it, told apart: the second is never written down. */
export interface GitAddress {
  readonly address: string;
  readonly secret: string | null;
}

/** `https://token@host/handbook.git`, `host/handbook`, or a page of a forge. */
export const gitAddress = (raw: string, guard: Guard): Result<GitAddress> => {
  const text = raw.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  const accepted = 'https://git.example.org/handbook.git';
  if (url === null || !/^https?:$/.test(url.protocol) || text.length > 2_000)
    return refuse('invalid-address', 'A repository is fetched by http or https.', { field: '/address', accepted });
  const secret = url.username === '' && url.password === '' ? null : `${decoded(url.username)}:${decoded(url.password)}`;
  url.username = '';
  url.password = '';
  url.hash = '';
  url.search = '';
  const fault = guard.fault(url.href);
  if (fault !== null) return refuse('address-refused', `This address is not asked: ${fault}.`, { field: '/address', accepted });
  return ok({ address: url.href, secret });
};

/** A sign that stands for none is meant as it is written. */
const decoded = (words: string): string => {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
};

interface Fetching {
  readonly guard: Guard;
  /** Empty; becomes a bare repository. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly most: number;
  readonly limit: number;
  progress(bytes: number): void;
}

const LOOK_EVERY = 250;

/**
 * [safety] Fetches the newest state of a repository, and no more, into a bare one: http and https alone, to the very address that was
 * checked, never on to another; no hooks, no submodules, no settings; bounded in time and size. The secret goes by the environment.
 */
export const fetchRepository = async ({ address, secret }: GitAddress, fetching: Fetching): Promise<Result<null>> => {
  const { folder, guard } = fetching;
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  let found: readonly string[];
  try {
    found = await guard.addresses(host);
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    if (error instanceof Error && error.name === 'EgressRefused')
      return refuse('address-refused', `${host} cannot be asked from here: ${said}.`, { field: '/address' });
    return refuse('unreachable', unreachable(host, error instanceof Error && 'code' in error ? String(error.code) : said), {
      field: '/address',
    });
  }
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const pinned = `${host}:${port}:${found.map((ip) => (ip.includes(':') ? `[${ip}]` : ip)).join(',')}`;
  const made = await run(['init', '--quiet', '--bare', folder], {}, fetching);
  if (made.code !== 0) return failed(made, address);
  const settings = {
    'http.followRedirects': 'false',
    'http.curloptResolve': pinned,
    'http.lowSpeedLimit': '1000',
    'http.lowSpeedTime': '30',
    'http.userAgent': 'proceed',
    'core.hooksPath': '/dev/null',
    'credential.helper': '',
    'fetch.recurseSubmodules': 'false',
    'gc.auto': '0',
    'maintenance.auto': 'false',
  };
  const args = [
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ...(secret === null ? [] : ['--config-env=http.extraHeader=PROCEED_GIT_HEADER']),
    ...[
      'fetch',
      '--quiet',
      '--depth=1',
      '--no-tags',
      '--no-recurse-submodules',
      '--no-write-fetch-head',
      '--end-of-options',
      address,
      '+HEAD:refs/heads/import',
    ],
  ];
  const env = secret === null ? {} : { PROCEED_GIT_HEADER: `Authorization: Basic ${Buffer.from(secret).toString('base64')}` };
  const got = await run(args, { GIT_DIR: folder, ...env }, fetching);
  if (got.code !== 0) return failed(got, address);
  const set = await run(['symbolic-ref', 'HEAD', 'refs/heads/import'], { GIT_DIR: folder }, fetching);
  return set.code === 0 ? ok(null) : failed(set, address);
};

interface Ran {
  readonly code: number | null;
  readonly said: string;
  readonly why: 'aborted' | 'too-slow' | 'too-large' | null;
}

const run = (
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { folder, signal, most, limit, progress }: Fetching,
): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn('git', args, { env: { ...GIT_ENV, ...env }, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    let said = '';
    let why: Ran['why'] = null;
    const end = (reason: Ran['why']): void => {
      why ??= reason;
      // Its own group: git fetches with a helper, which must end with it.
      if (child.pid !== undefined)
        try {
          process.kill(-child.pid, 'SIGKILL');
        } catch {
          child.kill('SIGKILL');
        }
    };
    const abort = (): void => end('aborted');
    const late = setTimeout(() => end('too-slow'), limit);
    const look = setInterval(() => {
      void sizeOf(folder).then((size) => {
        progress(size);
        if (size > most) end('too-large');
      });
    }, LOOK_EVERY);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    child.stderr.on('data', (piece: Buffer) => (said += said.length < 4_000 ? piece.toString('utf8') : ''));
    const finish = (code: number | null): void => {
      clearTimeout(late);
      clearInterval(look);
      signal.removeEventListener('abort', abort);
      resolve({ code, said, why });
    };
    child.once('error', (error) => {
      said = error.message;
      finish(-1);
    });
    child.once('close', finish);
  });

const sizeOf = async (folder: string): Promise<number> => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    files
      .filter((one) => one.isFile())
      .map((one) =>
        stat(join(one.parentPath, one.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

const failed = ({ said, why }: Ran, address: string): Refusal => {
  const { host } = new URL(address);
  if (why === 'aborted') return refuse('aborted', 'The import was given up.');
  if (why === 'too-slow') return refuse('too-slow', `${host} did not hand over the repository in time. Nothing was imported.`);
  if (why === 'too-large')
    return refuse(
      'too-large',
      'The repository is larger than an import may be. Import a folder of it as a zip. Nothing was imported.',
    );
  if (/Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|\b40[13]\b/i.test(said))
    return refuse(
      'not-let-in',
      `${host} asks who you are, or does not let you in. Put a token before the name: https://TOKEN@${host}/…`,
      { field: '/address' },
    );
  if (/\b404\b|not found|does not appear to be a git/i.test(said))
    return refuse('no-repository', `There is no repository at ${address}.`, { field: '/address' });
  const moved = /\b30[1278]\b|redirect/i.test(said);
  if (moved) return refuse('redirected', `${host} leads on to another address. Give that one.`, { field: '/address' });
  if (/couldn't find remote ref HEAD/i.test(said))
    return refuse('empty-repository', 'The repository is empty.', { field: '/address' });
  if (/Could not resolve|Failed to connect|timed out|refused|SSL|certificate/i.test(said))
    return refuse('unreachable', unreachable(host, said), { field: '/address' });
  return refuse(
    'fetch-failed',
    `The repository could not be fetched: ${
      said
        .trim()
        .split('\n')
        .at(-1)
        ?.replace(/^fatal: /, '')
        .slice(0, 200) ?? ''
    }`,
    { field: '/address' },
  );
};

/** What is wrong with the way to a host, and what to do, from what a program said of it. */
const unreachable = (host: string, said: string): string => {
  if (/ENOTFOUND|ENODATA|Could not resolve/i.test(said))
    return `There is no server called ${host}, as far as anybody can tell from here. See whether the address is spelled right.`;
  if (/EAI_AGAIN/.test(said))
    return `The address of ${host} could not be looked up now: this server may be without a network. Try again in a while.`;
  if (/SSL|certificate/i.test(said))
    return `${host} shows a certificate that this server does not trust. Whoever runs ${host} can say why.`;
  if (/timed out/i.test(said)) return `${host} did not answer in time. Try again in a while.`;
  return `Nobody answers at ${host}. See whether the address is right, and try again once it answers in a browser.`;
};
