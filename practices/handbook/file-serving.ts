import { once } from 'node:events';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Answer, Asked, Files } from '#server/route.ts';
import type { FileState } from './file.ts';

type Kept = Pick<Extract<FileState, { readonly status: 'kept' }>, 'hash' | 'size' | 'mime' | 'name'>;
type Wants = NonNullable<Asked<unknown, unknown, unknown, unknown>['from']['wants']>;

/** Pictures that a browser only ever paints. An SVG is a document, and is one of them only within an `<img>`. */
const PAINTED = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
const AT_ONCE = 1024 * 1024;

/**
 * [safety] Bytes of somebody's, as harmless as they can be made: never sniffed, no document of ours, nothing in them runs or loads. They are kept by
 * the reader's own browser alone, which asks each time whether they may still be seen.
 */
export const serve = (
  org: string,
  file: Kept,
  files: Files,
  wants: Wants | undefined,
  cache: 'private, no-cache' | 'private, no-store' | 'public, no-cache' = 'private, no-cache',
): Answer<string> => {
  const { hash, size, mime } = file;
  const etag = `"${hash.slice(0, 32)}"`;
  const headers: Readonly<Record<string, string>> = {
    'content-type': mime,
    'content-disposition': dispositionOf(file),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': cache,
    'accept-ranges': 'bytes',
    etag,
  };
  const open = async (raw: ServerResponse): Promise<void> => {
    if (wants?.ifNoneMatch?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)) return end(raw, 304, headers);
    const range = wants?.range && (wants.ifRange === null || wants.ifRange === etag) ? rangeOf(wants.range, size) : null;
    if (range === 'none') return end(raw, 416, { ...headers, 'content-range': `bytes */${size}` });
    const [from, to] = range ?? [0, size - 1];
    const part = range === null ? {} : { 'content-range': `bytes ${from}-${to}/${size}` };
    const first = await files.read(org, hash, from, Math.min(AT_ONCE, to - from + 1));
    if (first === null) return end(raw, 404, { 'cache-control': 'private, no-store' });
    raw.writeHead(range === null ? 200 : 206, { ...headers, ...part, 'content-length': to - from + 1 });
    let next: Buffer | null = first;
    for (let at = from; next !== null && at <= to;) {
      const goes = raw.write(next);
      at += next.length;
      if (at > to || next.length === 0) break;
      if (!goes) await Promise.race([once(raw, 'drain'), once(raw, 'close')]);
      if (raw.destroyed) return;
      next = await files.read(org, hash, at, Math.min(AT_ONCE, to - at + 1));
    }
    raw.end();
  };
  return {
    body: '',
    headers: { ...headers, 'content-length': String(size) },
    open: (raw) => void open(raw).catch(() => raw.destroy()),
  };
};

const end = (raw: ServerResponse, status: number, headers: OutgoingHttpHeaders): void => {
  raw.writeHead(status, headers);
  raw.end();
};

const dispositionOf = ({ mime, name }: Kept): string => {
  const how = PAINTED.has(mime) ? 'inline' : 'attachment';
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${how}; filename="${plain}"; filename*=UTF-8''${exact}`;
};

/** One range of bytes (RFC 9110 §14.1.2), from and to; `none`: nothing of it is there; null: all of it, as for what we do not know. */
export const rangeOf = (header: string, size: number): readonly [number, number] | 'none' | null => {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
  if (found === null || (found[1] === '' && found[2] === '')) return null;
  const [, first = '', last = ''] = found;
  if (first === '') return Number(last) === 0 ? 'none' : [Math.max(0, size - Number(last)), size - 1];
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return null;
  return from >= size ? 'none' : [from, to];
};
