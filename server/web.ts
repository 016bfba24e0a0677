import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { headersAt, STRICT_TRANSPORT } from './headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSIBLE = new Set(['.html', '.js', '.mjs', '.css', '.json', '.webmanifest', '.svg', '.txt']);

/** For names that hold their content's hash. */
const FOREVER = 'public, max-age=31536000, immutable';

type Encoding = 'br' | 'gzip' | 'identity';

interface File {
  readonly path: string;
  readonly type: string;
  readonly bytes: Promise<Buffer>;
  readonly encoded: Map<Encoding, Promise<Buffer>>;
}

/** The built web app from memory, each file compressed once. Anything that is no file is the app's own address: its page. */
export const webApp = (folder: string, { secure }: { readonly secure: boolean }) => {
  const transport = secure ? { 'strict-transport-security': STRICT_TRANSPORT } : {};
  let listed: Promise<ReadonlyMap<string, File>> | null = null;

  const list = async (): Promise<ReadonlyMap<string, File>> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile() && TYPES[extname(entry.name)] !== undefined);
    return new Map(
      files.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const address = `/${relative(folder, path).split(sep).join('/')}`;
        return [address, fileOf(path)];
      }),
    );
  };

  const fileOf = (path: string): File => {
    let bytes: Promise<Buffer> | null = null;
    return {
      path,
      type: TYPES[extname(path)] ?? 'application/octet-stream',
      get bytes() {
        return (bytes ??= readFile(path));
      },
      encoded: new Map(),
    };
  };

  return async (request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const address = request.url.split('?', 1)[0] ?? '/';
    if (address === '/api' || address.startsWith('/api/')) return false;
    const files = await (listed ??= list());
    const exact = files.get(address);
    // What looks like a file and is none is missing; a screen's address has no ending.
    const file = exact ?? (/\.\w{2,11}$/.test(address) ? undefined : files.get('/index.html'));
    if (!file) return false;
    await present(request, reply, file, {
      ...headersAt(exact ? address : '/'),
      ...transport,
      'cache-control': exact && /^\/(?:assets|drawing\/chunks)\//.test(address) ? FOREVER : 'no-cache',
    });
    return true;
  };
};

const present = async (
  request: FastifyRequest,
  reply: FastifyReply,
  file: File,
  always: Readonly<Record<string, string>>,
): Promise<void> => {
  const original = await file.bytes;
  const etag = `"${hash('sha1', original, 'base64url')}"`;
  const headers = {
    ...always,
    'content-type': file.type,
    etag,
    vary: 'accept-encoding',
  };
  reply.hijack();
  if (request.headers['if-none-match']?.includes(etag)) {
    reply.raw.writeHead(304, headers).end();
    return;
  }
  const encoding = encodingFor(request.headers['accept-encoding'], file.path);
  const bytes = await encode(file, original, encoding);
  reply.raw.writeHead(200, {
    ...headers,
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    'content-length': bytes.length,
  });
  reply.raw.end(bytes);
};

const encodingFor = (accepted: string | undefined, path: string): Encoding => {
  if (accepted === undefined || !COMPRESSIBLE.has(extname(path))) return 'identity';
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
};

const squeeze = { br: promisify(brotliCompress), gzip: promisify(gzip) };

const encode = (file: File, original: Buffer, encoding: Encoding): Promise<Buffer> => {
  const known = file.encoded.get(encoding);
  if (known) return known;
  const made =
    encoding === 'br'
      ? squeeze.br(original, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: original.length },
        })
      : encoding === 'gzip'
        ? squeeze.gzip(original)
        : Promise.resolve(original);
  file.encoded.set(encoding, made);
  return made;
};
