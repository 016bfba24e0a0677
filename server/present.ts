import { hash } from 'node:crypto';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { problemOf, type RequestRefusal } from './errors.ts';
import { PRIVATE } from './headers.ts';
import { Ready, type Answer, type Route } from './route.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** An answer as HTTP. `matches` is the request's If-None-Match. */
export const presentAnswer = (
  reply: FastifyReply,
  answer: Answer<unknown>,
  { status = 200, type }: Pick<Route, 'status' | 'type'>,
  matches: string | undefined,
): void => {
  const { body, version, headers, open } = answer;
  reply.hijack();
  const raw = reply.raw;
  if (open && raw.req.method !== 'HEAD') return open(raw);
  if (status === 204) return end(raw, 204, { ...PRIVATE, ...headers }, '');
  const text = body instanceof Ready ? body.json : type !== undefined && typeof body === 'string' ? body : JSON.stringify(body);
  const full: OutgoingHttpHeaders = {
    ...PRIVATE,
    'content-type': type ?? JSON_TYPE,
    ...headers,
  };
  if (version !== undefined) {
    // The version for If-Match; the digest, because what is shown of a document also depends on others (names, comments).
    const etag = `"${version}-${hash('sha1', text, 'base64url').slice(0, 16)}"`;
    full['etag'] = etag;
    if (matches !== undefined && matches.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))
      return end(raw, 304, full, '');
  }
  end(raw, status, full, text);
};

export const presentRefusal = (reply: FastifyReply, refusal: RequestRefusal): void => {
  const { status, body } = problemOf(refusal);
  reply.hijack();
  const headers: OutgoingHttpHeaders = { ...PRIVATE, 'content-type': PROBLEM_TYPE };
  if (refusal.retryAfter !== undefined) headers['retry-after'] = String(refusal.retryAfter);
  if (refusal.allow !== undefined) headers['allow'] = refusal.allow;
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="Proceed"';
  end(reply.raw, status, headers, body);
};

const end = (raw: ServerResponse, status: number, headers: OutgoingHttpHeaders, text: string): void => {
  if (raw.destroyed || raw.headersSent) return;
  // 304 and 204 have no length; the others say theirs, so that nothing is sent in chunks.
  if (status !== 304 && status !== 204) headers['content-length'] = Buffer.byteLength(text);
  raw.writeHead(status, headers);
  raw.end(text);
};
