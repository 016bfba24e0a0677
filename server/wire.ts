import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { commandPath, type Send } from '#kernel/stream/commands.ts';
import type { Stream } from '#kernel/stream/stream.ts';
import { forgeErrands, forges } from '#practices/changes';
import { handbookDrafts, handbookImports, pageShares } from '#practices/handbook';
import { isEmpty, sampleJob } from '#practices/sample';
import { bookingDesk, calendarErrands, calendarFeeds, meetingBooks } from '#practices/meetings';
import { noticeSender } from '#practices/notices';
import { retelling } from '#practices/protocols';
import { coalesce } from '#store/coalesce.ts';
import { BY_KEY, openPool, type Pool } from '#store/connection.ts';
import { postgresStream } from '#store/postgres-stream.ts';
import { reactions } from '#store/reactions.ts';
import { toMs } from '#store/sql-time.ts';
import { timers } from '#store/timers.ts';
import { lexicon } from '#store/texts/lexicon.ts';
import { databaseWake } from '#store/wake.ts';
import { about } from './about.ts';
import { frame, type Filling, type Frame } from './app.ts';
import { withinBudget } from './agent-budget.ts';
import { askedJobs } from './asked-jobs.ts';
import { accounts } from './auth/accounts.ts';
import { invitations } from './auth/invitations.ts';
import { keepLocalToken } from './auth/local-token.ts';
import { letIn, principals } from './auth/principals.ts';
import { setup } from './auth/setup.ts';
import { forgeApi, forgeReaders } from './forges.ts';
import type { GoogleSettings } from '#connectors/calendar/google.ts';
import { feedReading } from './calendars.ts';
import type { Config } from './config.ts';
import { egress } from './egress.ts';
import { derivedId } from './idempotency.ts';
import { leased as lease, type Leasing } from './jobs.ts';
import { live } from './live.ts';
import { letterbox } from './mail/letterbox.ts';
import { fileStore, fileSweeper, USUAL_FILE_LIMIT } from './files.ts';
import { mailer } from './mail/mailer.ts';
import { mailQueue } from './mail/mails.ts';
import { seal, unseal } from './mail/seal.ts';
import { documents } from './markdown/documents.ts';
import { tableShelf } from './markdown/shelf.ts';
import { warming } from './markdown/warming.ts';
import { deciders, directoryKinds, directorySource, governed, ordinaryKinds, reactionMakers } from './practices.ts';
import { pushDevices } from './push/devices.ts';
import { pushPair } from './push/pair.ts';
import { pusher } from './push/pusher.ts';
import { pushQueue } from './push/pushes.ts';
import { pushSubject } from './push/subject.ts';
import { LOOK_EVERY, repeat as repeating, type Repeat } from './repeat.ts';
import type { Db, Question, Route } from './route.ts';
import { routes } from './routes.ts';
import { sockets } from './sockets.ts';
import type { ServerServices } from './services.ts';
import { together } from './together.ts';
import { webApp } from './web.ts';

export interface WireOptions {
  readonly config: Pick<Config, 'url' | 'data' | 'mail' | 'outgoing' | 'trustProxy'> &
    Partial<Pick<Config, 'fileLimit'>> & { readonly google?: GoogleSettings | null };
  /** Migrated. Stays the caller's. */
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly key: Buffer;
  readonly version: string;
  readonly log: Log;
  /** The built web app. */
  readonly web: string | null;
  readonly limits?: Filling['limits'];
  readonly checkReplies?: boolean;
  /** How often what waits for its moment is looked for, ms. */
  readonly lookEvery?: number;
  /** Set up ahead (`frameFor`); left out: now. */
  readonly framed?: Frame;
}

export interface Log {
  error(about: object, line: string): void;
  warn(about: object, line: string): void;
}

export interface Wired {
  readonly app: FastifyInstance;
  readonly stream: Stream;
  readonly send: Send;
  /** How many hear of events live. */
  listeners(): number;
  /** Lets go of readers, timers and connections, after the last command was answered. */
  close(): Promise<void>;
}

/** One actor's allowance is far above what a person does, and below what would keep others waiting. */
const LIMITS = { actor: { burst: 2_000, perSecond: 200 }, stranger: { burst: 200, perSecond: 20 } } as const;

/** The server's addresses, with nothing behind them: what can be done while the database is not there yet. */
export const frameFor = ({ trustProxy, fileLimit = USUAL_FILE_LIMIT }: WireOptions['config']): Frame =>
  frame({ routes, trustProxy, fileLimit });

/** Everything that runs in a server process, put together; nothing listens yet. */
export const wire = ({
  config,
  pool,
  databaseUrl,
  key,
  version,
  log,
  web,
  limits = LIMITS,
  checkReplies = false,
  lookEvery = LOOK_EVERY,
  framed = frameFor(config),
}: WireOptions): Wired => {
  const secure = config.url.startsWith('https:');
  const origin = config.url;
  const say = (line: string) => log.warn({}, line);
  const { wake, close: closeWake } = databaseWake(databaseUrl, pool);
  // The statements of the stream touch few rows by key, and are planned so.
  const hot = openPool(databaseUrl, { max: 6, name: 'proceed stream', settings: BY_KEY });
  const stream = postgresStream({ pool: hot, directory: directorySource, wake, letIn, log: say });
  const { send: decide, idle } = commandPath(stream, deciders, afterATurn);
  const ask = async ({ name, text, values, byKey }: Question) =>
    (await (byKey ? hot : pool).query({ name, text, values: [...values] })).rows;
  const askTogether = together(ask);
  const db: Db = {
    rows: async <Row>(question: Question) => (await (question.together ? askTogether : ask)(question)) as Row[],
  };
  const now = clock(pool);
  const versionOf = versions(pool);
  const directory = async (org: string, at?: number) => stream.directory(org, at ?? (await versionOf(org)));
  const send = withinBudget(pool, directory, decide);

  const repeat: Repeat = (work) => repeating(work, lookEvery);
  const leased = <Job, Progress>(leasing: Leasing<Job, Progress>) =>
    lease({ ...leasing, lookEvery: Math.min(leasing.lookEvery ?? lookEvery, lookEvery) });
  const outside = egress(config.outgoing);
  const texts = documents(tableShelf(pool), origin);
  const files = fileStore(pool, config.fileLimit);
  const imports = handbookImports({ pool, db, leased, send, directory, address: origin, files, guard: outside, log });
  const thread = new URL('./protocol-thread.ts', import.meta.url);
  const jobs = askedJobs({
    pool,
    log,
    kinds: {
      ...retelling({ thread, databaseUrl }),
      sample: sampleJob({ stream, now, directoryKinds, thread: new URL('./sample-thread.ts', import.meta.url) }),
    },
  });
  const feeds = calendarFeeds({
    pool,
    leased,
    reading: feedReading(outside, config.google ?? null),
    idFrom: derivedId,
    back: `${origin}/meetings/calendars`,
    seal: (text) => seal(key, text),
    unseal: (text) => unseal(key, text),
    hashOf: (text) => createHmac('sha256', key).update(`proceed calendar ${text}`).digest('base64url'),
    log,
  });
  const books = meetingBooks({ pool, feeds, directory });
  const pair = pushPair(pool, key);
  const queueMail = mailQueue(key);
  const mail = letterbox(pool, queueMail, directory);
  const account = accounts({ pool, origin, queueMail, log });
  const listening = live({ stream, db: pool, directoryKinds, log });
  account.onEnded(listening.ended);
  const drafts = handbookDrafts({ pool, db, stream, wake, directory, directoryKinds, log });
  account.onEnded(drafts.ended);

  const services: Omit<ServerServices, 'send' | 'directory'> = {
    db,
    now,
    address: origin,
    cache: join(config.data, 'cache'),
    markdown: async (reader, text, written = 'here') => {
      if (text === '') return '';
      return (await texts.document(db, reader, { text, links: {}, broken: [], written }, await directory(reader.org))).html;
    },
    named: texts.named,
    outside: texts.outside,
    document: async (reader, source) => texts.document(db, reader, source, await directory(reader.org)),
    warm: (org, source) => void texts.warm(org, source).catch(() => undefined),
    files,
    jobs,
    feeds,
    books,
    forges: forges({
      ...{ pool, db, send, address: origin, readers: forgeReaders, api: forgeApi(outside) },
      seal: (text) => seal(key, text),
      unseal: (text) => unseal(key, text),
    }),
    desk: bookingDesk({
      ...{ pool, key, origin, send, directory, now },
      mail: (letter) => queueMail(pool, { ...letter, kind: 'account' }),
    }),
    isEmpty: (org) => isEmpty(stream, org),
    governed,
    accounts: account,
    invitations: invitations({ pool, send, origin, queueMail, directory }),
    setup: setup({
      pool,
      send,
      directory,
      now,
      // Without it the terminal asks for a key; the organization is founded all the same.
      keepLocalToken: (token) =>
        keepLocalToken(config.data, token).catch((error: unknown) =>
          log.error({ err: error }, 'the local token could not be kept'),
        ),
    }),
    live: listening,
    about: about(() => all, version),
    devices: pushDevices(pool, key),
    pushKey: async () => (await pair()).public,
    egress: outside,
    imports,
    shares: pageShares({ pool, key, origin }),
    drafts,
    tables: pool,
    secure,
    mailIsSent: config.mail !== null,
    unseal: (text) => unseal(key, text),
  };
  const all: readonly Route[] = routes;
  const who = principals(hot);
  const { app, fill } = framed;
  fill({
    resolve: who.resolve,
    // Who lets people outside in is always asked first.
    presume: (credentials, { changes = '' }) =>
      ordinaryKinds.has(changes) && changes !== 'share' && changes !== 'booking-page' ? who.presume(credentials) : null,
    send,
    directory,
    services,
    origins: new Set([new URL(origin).origin]),
    secure,
    limits,
    log,
    checkReplies,
    fileLimit: config.fileLimit ?? USUAL_FILE_LIMIT,
    ...(web === null ? {} : { web: webApp(web, { secure }) }),
  });

  const closeSockets = sockets(app.server, {
    resolve: who.resolve,
    origins: new Set([new URL(origin).origin]),
    secure,
    connect: drafts.connect,
    log,
  });

  const running = [
    imports,
    jobs,
    feeds,
    calendarErrands({ pool, send, feeds, directory, leased, log }),
    forgeErrands({
      ...{ pool, db, send, address: origin, directory, leased, api: forgeApi(outside), log },
      unseal: (text) => unseal(key, text),
    }),
    fileSweeper(pool, say),
    timers({ stream, deciders, wake, freshId: randomUUID, log: say }),
    reactions({
      pool,
      stream,
      reactions: () => [
        ...reactionMakers.map((make) => make({ send, directory, address: origin, mail, rows: db.rows })),
        warming(texts.warm),
      ],
      log: say,
    }),
    lexicon({ pool, deciders, wake, log: say }),
    noticeSender({
      pool,
      directory,
      repeat,
      queueMail: config.mail ? queueMail : null,
      queuePush: pushQueue(key),
      origin,
      log: say,
    }),
    pusher({
      pool,
      key,
      pair,
      egress: outside,
      subject: pushSubject(pool, { origin, from: config.mail?.from ?? null }),
      repeat,
      log,
    }),
    ...(config.mail ? [mailer({ pool, url: config.mail.url, from: config.mail.from, key, repeat, log })] : []),
  ];

  return {
    app,
    stream,
    send,
    listeners: listening.listeners,
    close: async () => {
      await listening.close();
      await drafts.stop();
      closeSockets();
      await app.close();
      await Promise.all(running.map((one) => one.stop()));
      outside.close();
      await idle();
      await closeWake();
      await hot.end();
    },
  };
};

/** After a whole turn of the event loop: the commands of requests that come together share a commit. */
const afterATurn = (begin: () => void): void => {
  setImmediate(() => setImmediate(begin));
};

const clock = (pool: Pool) => {
  const ask = coalesce<null, number>({
    key: () => '',
    answer: async () => {
      const { rows } = await pool.query<{ now: number }>({ name: 'now', text: `select ${toMs('proceed_now()')} as now` });
      return [rows[0]?.now ?? 0];
    },
  });
  return () => ask(null);
};

/** At which version an organization's directory stands; -1 when there is none. */
const versions = (pool: Pool) =>
  coalesce<string, number>({
    key: (org) => org,
    answer: async (orgs) => {
      const { rows } = await pool.query<{ id: string; version: string }>({
        name: 'directory-versions',
        text: 'select id, directory_version as version from organizations where id = any($1::uuid[])',
        values: [orgs],
      });
      const known = new Map(rows.map(({ id, version }) => [id, Number(version)]));
      return orgs.map((org) => known.get(org) ?? -1);
    },
  });
