import { hash } from 'node:crypto';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { problemOf, type RequestRefusal } from './errors.ts';
import { PRIVATE } from './headers.ts';
import { Ready, type Answer, type Route } from './route.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** An answer as bytes. */
export interface Page {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly bytes: Buffer;
  readonly etag: string | null;
}

export const pageOf = (
  answer: Answer<unknown>,
  { status: usual = 200, type, hot = false }: Pick<Route, 'status' | 'type' | 'hot'>,
): Page => {
  const { body, version, headers, status = usual } = answer;
  if (status === 204) return { status, headers: { ...PRIVATE, ...headers }, bytes: NOTHING, etag: null };
  const text = body instanceof Ready ? body.json : type !== undefined && typeof body === 'string' ? body : JSON.stringify(body);
  // As bytes here: Node would set three bytes aside for each character of a text that it sends.
  const bytes = Buffer.from(text);
  // The version for If-Match; the digest, because what is shown of a document also depends on others (names, comments).
  const digest = version !== undefined || hot ? hash('sha1', bytes, 'base64url').slice(0, 16) : '';
  const etag = version !== undefined ? `"${version}-${digest}"` : hot ? `"${digest}"` : null;
  return {
    status,
    headers: {
      ...PRIVATE,
      'content-type': type ?? JSON_TYPE,
      'content-length': bytes.length,
      ...headers,
      ...(etag === null ? {} : { etag }),
    },
    bytes,
    etag,
  };
};

const NOTHING = Buffer.alloc(0);

/** A page as HTTP. `matches` is the request's If-None-Match. */
export const presentPage = (reply: FastifyReply, { status, headers, bytes, etag }: Page, matches: string | undefined): void => {
  reply.hijack();
  if (etag !== null && matches !== undefined && knows(matches, etag)) {
    const { 'content-length': _, ...rest } = headers;
    return end(reply.raw, 304, rest, NOTHING);
  }
  end(reply.raw, status, headers, bytes);
};

const knows = (matches: string, etag: string): boolean =>
  matches.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));

/** Hands the connection over to an answer that stays open. */
export const presentOpen = (reply: FastifyReply, open: NonNullable<Answer<unknown>['open']>): void => {
  reply.hijack();
  open(reply.raw);
};

export const presentRefusal = (reply: FastifyReply, refusal: RequestRefusal): void => {
  const { status, body } = problemOf(refusal);
  reply.hijack();
  const headers: OutgoingHttpHeaders = { ...PRIVATE, 'content-type': PROBLEM_TYPE };
  if (refusal.retryAfter !== undefined) headers['retry-after'] = String(refusal.retryAfter);
  if (refusal.allow !== undefined) headers['allow'] = refusal.allow;
  if (status === 401) headers['www-authenticate'] = `${refusal.challenge ?? 'Bearer'} realm="Proceed"`;
  const bytes = Buffer.from(body);
  end(reply.raw, status, { ...headers, 'content-length': bytes.length }, bytes);
};

const end = (raw: ServerResponse, status: number, headers: OutgoingHttpHeaders, bytes: Buffer): void => {
  if (raw.destroyed || raw.headersSent) return;
  raw.writeHead(status, headers);
  raw.end(bytes);
};
