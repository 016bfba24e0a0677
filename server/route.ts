import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Command } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, CommandId, Instant, OrgId } from '#kernel/stream/event.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import type { Receipt } from '#kernel/stream/commands.ts';
import type { Scope } from './scopes.ts';

export { toMs } from '#store/sql-time.ts';
export { iso, instant, uuid, text, line, nth, MOST_COUNT } from './schemas.ts';
export { paging, pageOf, cursorOf, inCursor, readCursor } from './paging.ts';
export type { Scope } from './scopes.ts';
export type { AtWork, Leased, Leasing } from './jobs.ts';
export type { Repeat } from './repeat.ts';
export type { AskedJob, AskedJobs, JobKind, JobRow } from './asked-jobs.ts';

/*
 * A route is data, and a visible pipeline:
 *
 *     who ──► schema ──► access ──► act ──► present
 *
 * `who` and the scope of a key are checked from the data; `params`, `query` and `body` are parsed by their schemas; access is how
 * `act` fetches (queries take the principal's keys, commands load their subject through the actor's own view); `act` answers a
 * value or a refusal; one presenter makes HTTP of it.
 */

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** `steward`: of the organization. A space's stewards are the business of its commands. */
export type Who = 'anyone' | 'member' | 'steward';

/** Who asks, from one query: a session or a key that is valid now, of an account whose actor is active now. */
export interface Principal {
  readonly org: OrgId;
  readonly actor: ActorId;
  /** What they may see: `audience && keys`. */
  readonly keys: readonly string[];
  readonly role: 'member' | 'steward';
  readonly via: 'session' | 'key';
  readonly scopes: readonly Scope[];
  /** The session's or the key's id: revoking it closes what it opened. */
  readonly session: string;
  readonly account: string;
  /** The database's clock, when it was asked. */
  readonly at: Instant;
  /** The organization's directory as it stood then; `directory` answers it or a newer one without asking again. */
  readonly directoryVersion: number;
  /**
   * The newest transaction in the organization's stream, as that question saw it; null while an older one is still under way. As long as
   * it is the same, everything that follows from events is.
   */
  readonly head: string | null;
}

/** A command as a route sends it: who, which organization, the id and If-Match are the request's. */
export interface Order extends Pick<Command, 'kind' | 'artifact' | 'name' | 'data' | 'refs' | 'causedBy'> {
  /** Tells the commands of one request apart, where it sends more than one; the id of each is derived from it. */
  readonly part?: string;
}

/** A question to the database; prepared once per connection under its name. */
export interface Question {
  /** Unique in the product: `decisions.log`. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /** It touches few rows, each by an index: planned once, and never otherwise. Left out: PostgreSQL plans by what it knows of the values. */
  readonly byKey?: boolean;
  /**
   * Its one value is a JSON list of one thing to ask, and its rows bear as `n` which place in that list they answer, from 1: what others ask
   * by this name at the same moment goes to the database with it.
   */
  readonly together?: boolean;
}

/** Read-only. Everything that an artifact's rows may show is asked with the principal's keys: `audience && $1`. */
export interface Db {
  rows<Row>(question: Question): Promise<readonly Row[]>;
}

/** Where a text was written. What stands in one of elsewhere after an `@` calls nobody here. */
export type Written = 'here' | 'elsewhere';

/** What an act may use. */
export interface Services {
  /** The one path of commands, as this principal; refused when the key's scope does not reach the kind. */
  send(order: Order): Promise<Result<Receipt>>;
  readonly db: Db;
  /** As it stands, what this request changed included. */
  directory(org: OrgId): Promise<Directory>;
  /** The database's clock, now. For reading, the principal's `at` is as good. */
  now(): Promise<Instant>;
  /** Where people reach this server, without a slash behind: `https://proceed.northwind.example`. */
  readonly address: string;
  /** A folder of this process's machine for what can be made anew at any time. */
  readonly cache: string;
  /** Sanitized HTML of a text that belongs to no page, as one reader sees it: with the titles and states of what it names. */
  markdown(reader: Pick<Principal, 'org' | 'keys' | 'actor'>, source: string, written?: Written): Promise<string>;
  /** A page's text as one reader sees it: with the titles and states of what it names, as far as they may see that. */
  document(reader: Pick<Principal, 'org' | 'keys' | 'actor'>, source: DocumentSource): Promise<Document>;
  /** What a text names, whoever may see it. */
  named(org: OrgId, source: DocumentSource): Promise<Named>;
  /** A page's text as those outside of the organization see it: of what it names only what is shown to them, and of the rest the text's own words. */
  outside(org: OrgId, source: DocumentSource, shown: ShownOutside): Promise<Document>;
  /** Renders a text ahead of those who will read it. */
  warm(org: OrgId, source: DocumentSource): void;
  readonly files: Files;
}

/** Markdown that belongs to a page. */
export interface DocumentSource {
  readonly text: string;
  /** Each address in it, as it is written and without its `#anchor`, that leads to an artifact here. */
  readonly links: Readonly<Record<string, ArtifactId>>;
  /** Addresses that lead nowhere; left out: those that look as if they led to a page or file, and are not in `links`. */
  readonly broken?: readonly string[];
  /** Left out: here. */
  readonly written?: Written;
}

export interface Document {
  /** Sanitized. */
  readonly html: string;
  /** For a table of contents: `id` is that of an element in `html`. */
  readonly headings: readonly { readonly level: number; readonly id: string; readonly text: string }[];
  /** Why the text is shown as it was typed instead; null: it is not. */
  readonly plain: 'too-large' | 'too-deep' | 'too-slow' | null;
}

/** What a text names: artifacts by id (pages, files), and by number. */
export interface Named {
  readonly ids: readonly ArtifactId[];
  readonly numbers: readonly number[];
}

/** What of a text's names is shown outside, and where; null: nothing is said of it. */
export interface ShownOutside {
  page(to: { readonly id: ArtifactId } | { readonly number: number }): string | null;
  file(id: ArtifactId): {
    readonly address: string;
    readonly name: string;
    readonly type: string;
    readonly width: number | null;
    readonly height: number | null;
  } | null;
}

/** Bytes that files name by what they are (SHA-256). [safety] Who may have them is the business of the file that names them. */
export interface Files {
  /** Bytes of one file at most. */
  readonly most: number;
  /** Keeps them, once. What no event names within a day goes again. */
  keep(org: OrgId, bytes: Buffer): Promise<KeptBytes>;
  /** Some of them, from 0; null: they are not kept. */
  read(org: OrgId, hash: string, from: number, length: number): Promise<Buffer | null>;
}

/** A file of what somebody takes away. */
export interface TakenFile {
  /** From the folder of all, with slashes: `decisions/0142-keep-one-postgresql.md`. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** What a practice gives along to whoever takes away all that they may see: its artifacts as files that one reads without Proceed. */
export type Takes = (
  services: Pick<Services, 'db' | 'files' | 'directory' | 'cache'>,
  reader: Principal,
) => AsyncIterable<TakenFile>;

export interface KeptBytes {
  /** Hexadecimal. */
  readonly hash: string;
  readonly size: number;
  /** A MIME type, found from the bytes. */
  readonly type: string;
  /** Of a picture, in pixels, where its bytes say so. */
  readonly width: number | null;
  readonly height: number | null;
}

export interface Asked<Params, Query, Body, Asker> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Of a route that takes bytes; else empty. */
  readonly bytes: Buffer;
  readonly principal: Asker;
  /** Writes: the id of the command, from the Idempotency-Key. The same for a retry. */
  readonly command: CommandId;
  /** Writes: the id for the artifact that this request begins. The same for a retry. */
  readonly fresh: ArtifactId;
  /** The version in If-Match; `send` passes it on by itself. */
  readonly ifVersion: number | null;
  readonly from: {
    readonly address: string;
    readonly userAgent: string;
    readonly lastEventId: string | null;
    /** Headers of whoever asks for bytes. */
    readonly wants?: { readonly range: string | null; readonly ifRange: string | null; readonly ifNoneMatch: string | null };
    /** Of git: the version of its protocol that it asks for (`version=2`), and whether its body is packed. */
    readonly git?: { readonly protocol: string | null; readonly gzipped: boolean };
    /** Of a `signed` route: null: there are more bytes than its limit. */
    readonly sent?: { readonly headers: IncomingHttpHeaders; body(): Promise<Buffer | null> };
  };
}

/** A body that is JSON already, made by PostgreSQL: it is sent as it is. */
export class Ready<Body> {
  readonly json: string;
  /** Its shape, for the compiler alone. */
  declare readonly shape: Body;

  constructor(json: string) {
    this.json = json;
  }
}

export interface Answer<Body> {
  readonly body: Body | Ready<Body>;
  /** The artifact's version: makes the ETag, and answers If-None-Match. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Of a page for people that says what is not there, or where it is; left out: the route's. */
  readonly status?: 302 | 404;
  /** Of a `hot` route: the next moment at which the answer changes by itself; left out: it does not. */
  readonly until?: Instant;
  /** Answers that stay open: takes over the connection instead of sending `body`. */
  readonly open?: (raw: ServerResponse) => void;
}

type Schema = z.ZodType;
type Output<S> = S extends Schema ? z.output<S> : Record<string, never>;
type Input<S> = [NonNullable<S>] extends [never]
  ? undefined
  : NonNullable<S> extends Schema
    ? z.input<NonNullable<S>>
    : undefined;
type AskerOf<W extends Who> = W extends 'anyone' ? Principal | null : Principal;

export interface Route<
  M extends Method = Method,
  P extends string = string,
  W extends Who = Who,
  Params extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Reply extends Schema = Schema,
> {
  readonly method: M;
  /** `/api/decisions/:id/stances` */
  readonly path: P;
  /** operationId, unique: `decisions.take-stance`. */
  readonly name: string;
  /** A line, imperative: `Take a stance on a decision`. */
  readonly summary: string;
  /** Markdown for the API's page: what happens, which refusals to expect. */
  readonly description?: string;
  /** The practice. */
  readonly tag: string;
  readonly who: W;
  /** The kind of artifact that a write changes (`decision`), or `account`: gives the scope that a key needs (server/scopes.ts). */
  readonly changes?: string;
  /** Of what kind that is which a reading shows, where that is more than the scope `read` may see: `account`. */
  readonly shows?: string;
  /** Unknown keys are refused: `z.strictObject`. */
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The body is bytes (`application/octet-stream`), and comes as `bytes`: part of an archive, a picture. `limit` says how many. */
  /** Spoken by the git program: its types of bodies, a key as the password of Basic, and no Idempotency-Key. */
  readonly git?: boolean;
  readonly takesBytes?: boolean;
  /**
   * Sent by a machine that signs its bytes and signs in to nothing: no origin, no Idempotency-Key, any type of body, and `from.sent` to read it. [safety] The body is
   * read only when `act` asks for it, and believed only when `act` has looked at its signature.
   */
  readonly signed?: boolean;
  /** The body of the answer, without transforms: it documents and types; answers are checked against it in tests only. */
  readonly reply: Reply;
  /** The status of success, when it is not 200. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Answers that are no JSON: `text/markdown; charset=utf-8`. Then `reply` is `z.string()`. */
  readonly type?: string;
  /**
   * Its answers are kept as bytes for whoever asked, until the organization's stream goes on. Only for what follows from events, the
   * directory, the reader and the address, and from time as far as `until` says.
   */
  readonly hot?: boolean;
  /** Bytes of body, when more than the usual limit is right; `file`: as many as a file may have. */
  readonly limit?: number | 'file';
  act(
    asked: Asked<Output<Params>, Output<Query>, Output<Body>, AskerOf<W>>,
    services: Services,
  ): Promise<Result<Answer<z.output<Reply>>>>;
}

export const route = <
  const M extends Method,
  const P extends
    | `/api${string}`
    | `/files/${string}`
    | `/handbook.git/${string}`
    | `/s/${string}`
    | `/public/${string}`
    | `/schemas/${string}`,
  const W extends Who,
  Reply extends Schema,
  Params extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
>(
  definition: Route<M, P, W, Params, Query, Body, Reply>,
): Route<M, P, W, Params, Query, Body, Reply> => definition;

/** 200 with a body; for documents with their version, which makes the ETag. */
export const answer = <Body>(body: Body, version?: number): Result<Answer<Body>> =>
  ok(version === undefined ? { body } : { body, version });

/** 200 with a body that is JSON already; `until`: the moment at which it changes by itself. */
export const ready = <Body>(json: string, until?: Instant): Result<Answer<Body>> =>
  ok({ body: new Ready<Body>(json), ...(until === undefined ? {} : { until }) });

/** For a route of status 201: with the address of what was begun. */
export const created = <Body>(body: Body, location: string): Result<Answer<Body>> => ok({ body, headers: { location } });

/**
 * What the web client knows, by `METHOD path`, without any of the server's code:
 *
 *     type Api = RouteMap<typeof routes>
 *     Api['POST /api/decisions/:id/stances']['body']
 */
export type RouteMap<Routes extends readonly Route[]> = {
  [R in Routes[number] as `${R['method']} ${R['path']}`]: {
    readonly params: Input<R['params']>;
    readonly query: Input<R['query']>;
    readonly body: Input<R['body']>;
    readonly reply: z.output<R['reply']>;
  };
};
