import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { route, type Answer } from '#server/route.ts';
import { EMPTY_REPOSITORY, git, gitStream } from './git.ts';
import { FLUSH, pkt } from './pkt-line.ts';
import { receive } from './pushing.ts';
import { advertiseForPush, MOST_BYTES } from './receive.ts';
import { viewOf } from './views.ts';

const base = { tag: 'handbook', who: 'member', git: true, reply: z.string() } as const;
const UPLOAD = 'git-upload-pack';
const RECEIVE = 'git-receive-pack';
const ASKING = 4 * 1024 * 1024;

/**
 * The handbook as a git repository: `git clone http://HOST/handbook.git`, with a key as the password. It has what the reader may see, with a
 * commit for each revision.
 */
export const gitRoutes = [
  route({
    ...base,
    method: 'GET',
    path: '/handbook.git/info/refs',
    name: 'handbook.git-refs',
    summary: 'Say to git which commits the handbook has, as far as you may see it',
    query: z.strictObject({ service: z.enum([UPLOAD, RECEIVE]) }),
    type: 'application/x-git-upload-pack-advertisement',
    async act({ query, principal, from }, services) {
      const type = `application/x-${query.service}-advertisement`;
      const service = [pkt(`# service=${UPLOAD}\n`), FLUSH];
      // It says nothing of what is in the repository: that is asked next.
      if (query.service === UPLOAD && from.git?.protocol === SECOND)
        return bytes(Buffer.concat([...service, await abilities()]), type);
      const view = await viewOf(services, principal);
      if (query.service === RECEIVE) return bytes(advertiseForPush(view.tip), type);
      const { out, ended } = gitStream(ADVERTISE, { in: view.folder, ...protocolOf(from.git?.protocol) });
      return flowing(type, out, ended, service);
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/handbook.git/git-upload-pack',
    name: 'handbook.git-fetch',
    summary: 'Give git the commits that it wants',
    changes: 'preview',
    takesBytes: true,
    limit: ASKING,
    type: 'application/x-git-upload-pack-result',
    async act({ bytes: sent, principal, from }, services) {
      const input = await unpacked(sent, from.git?.gzipped, ASKING);
      if (input.refused) return input;
      const view = await viewOf(services, principal);
      const { out, ended, stop } = gitStream(['upload-pack', '--strict', '--stateless-rpc', '.'], {
        in: view.folder,
        input: input.ok,
        limit: 10 * 60_000,
        ...protocolOf(from.git?.protocol),
      });
      if (!(await speaks(out)) && (await ended) >= 0) return MALFORMED;
      return flowing('application/x-git-upload-pack-result', out, ended, [], stop);
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/handbook.git/git-receive-pack',
    name: 'handbook.git-push',
    summary: 'Publish the commits that git brings, each with its message as the reason',
    changes: 'page',
    takesBytes: true,
    limit: MOST_BYTES,
    type: 'application/x-git-receive-pack-result',
    async act({ bytes: sent, principal, from }, services) {
      const input = await unpacked(sent, from.git?.gzipped, MOST_BYTES);
      if (input.refused) return input;
      const report = await receive(input.ok, () => viewOf(services, principal), principal, services);
      return report.refused ? report : bytes(report.ok, 'application/x-git-receive-pack-result');
    },
  }),
] as const;

type Sent = Result<Answer<string>>;

const ADVERTISE = ['upload-pack', '--strict', '--stateless-rpc', '--advertise-refs', '.'] as const;

/** What every git of today asks for. */
const SECOND = 'version=2';
let able: Promise<Buffer> | null = null;

/** What this machine's git can do, in the second version of its protocol: no word of any repository, so it is asked once. https://git-scm.com/docs/protocol-v2 */
const abilities = (): Promise<Buffer> => {
  able ??= askAbilities().catch((error: unknown) => {
    able = null;
    throw error;
  });
  return able;
};

const askAbilities = async (): Promise<Buffer> => {
  const folder = await mkdtemp(join(tmpdir(), 'proceed-git-'));
  try {
    const ask = async (args: readonly string[]): Promise<Buffer> => {
      const { code, out, said } = await git(args, { in: folder, ...protocolOf(SECOND) });
      if (code !== 0) throw new Error(`git could not say what it can do: ${said}`);
      return out;
    };
    await ask(EMPTY_REPOSITORY);
    return await ask(ADVERTISE);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const protocolOf = (protocol: string | null | undefined) => (protocol ? { env: { GIT_PROTOCOL: protocol } } : {});

const HEADERS = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' } as const;

const bytes = (body: Buffer, type: string): Sent =>
  ok({
    body: '',
    open: (raw) => {
      raw.writeHead(200, { ...HEADERS, 'content-type': type, 'content-length': body.length });
      raw.end(body);
    },
  });

const MALFORMED = refuse('malformed-fetch', 'This is nothing that git asks for.', { field: '' });

/** Whether anything comes, as it does to all that git asks; it stays to be read. */
const speaks = (out: Readable): Promise<boolean> =>
  new Promise((tell) => out.once('readable', () => tell(out.readableLength > 0)));

/** What git says, as it says it. */
const flowing = (
  type: string,
  out: NodeJS.ReadableStream,
  ended: Promise<number>,
  before: readonly Buffer[],
  stop: () => void = () => undefined,
): Sent =>
  ok({
    body: '',
    open: (raw: ServerResponse) => {
      if (raw.destroyed) return stop();
      raw.writeHead(200, { ...HEADERS, 'content-type': type });
      for (const piece of before) raw.write(piece);
      let whole = false;
      out.once('data', (first: Buffer) => (whole = REFUSAL.test(first.toString('latin1', 0, 8))));
      out.pipe(raw, { end: false });
      raw.once('close', stop);
      // A git that failed ends the connection, so that nobody takes half an answer for a whole one; what it refuses in words is whole.
      void ended.then((code) => (code === 0 || whole ? raw.end() : raw.destroy()));
    },
  });

/** A packet that says why not, and is the last. https://git-scm.com/docs/protocol-common */
const REFUSAL = /^[0-9a-f]{4}ERR /;

const unzip = promisify(gunzip);

const unpacked = async (sent: Buffer, gzipped: boolean | undefined, most: number): Promise<Result<Buffer>> => {
  if (!gzipped) return ok(sent);
  try {
    return ok(await unzip(sent, { maxOutputLength: most }));
  } catch {
    return refuse('invalid-request', 'The body is not packed as it says, or too large. Nothing was written.', { field: '' });
  }
};
