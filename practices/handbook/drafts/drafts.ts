import type { Directory } from '#kernel/actors/directory.ts';
import type { Cursor, OrgId } from '#kernel/stream/event.ts';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Page, Stream, StreamEvent } from '#kernel/stream/stream.ts';
import type { Db, Principal, Services } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import { mayWrite } from '../addresses.ts';
import { numberedPage, standingPage, whereaboutsOf, type PageRow, type Whereabouts } from '../page-queries.ts';
import type { Published } from '../publishing.ts';
import { draftsAt, dropDraft, openDraft, sweepDrafts, toldOf, type At, type Told } from './draft-store.ts';
import { CLOSED } from './messages.ts';
import type { Connection, Room, Wanted } from './room.ts';
import { tolls } from './tolls.ts';

/** Somebody's end of a connection, as the server of sockets gives it. */
export interface Socket {
  /** Who they are now; null: their session has ended. */
  renew(): Promise<Principal | null>;
  send(data: string | Uint8Array): void;
  unread(): number;
  close(code: number, why: string): void;
}

interface DraftsOptions {
  readonly pool: Pool;
  readonly db: Db;
  readonly stream: Pick<Stream, 'head' | 'subscribe'>;
  readonly wake: { on(listener: () => void): () => void; written(nextAt: null): void };
  readonly directory: (org: OrgId) => Promise<Directory>;
  /** Kinds whose events may change who sees what. */
  readonly directoryKinds: ReadonlySet<string>;
  readonly log: { readonly error: (about: object, line: string) => void };
}

interface Guest {
  readonly page: string;
  readonly socket: Socket;
  principal: Principal;
  write: boolean;
  /** When it was looked last whether they still may be here, ms of the process. */
  lookedAt: number;
}

/** Signs of something new within this time are looked at together, ms. */
const TOGETHER = 15;
const LOOKS_EVERY = 1_000;
/** How long the end of a session in another process may go unnoticed here, ms. */
const CHECK_EVERY = 5_000;
/** How long it may go unnoticed by those who write meanwhile, ms: what they type is what asks. */
const WRITERS_CHECK = 500;
const SWEEP_EVERY = 60 * 60_000;
const MOST_FOR_ONE = 50;

const NOT_YOURS = 'you may read this page, and not write it';

const TOO_MUCH = refuse(
  'too-many-requests',
  'This is more than one writer may have computed in a minute. Nothing was published; what you wrote is kept. Wait a moment.',
);

const keyOf = ({ org, page }: At): string => `${org} ${page}`;
const whoseOf = ({ org, actor }: Principal): string => `${org} ${actor}`;

/** The drafts that are open in this process, and those who have them open. */
export const handbookDrafts = ({ pool, db, stream, wake, directory, directoryKinds, log }: DraftsOptions) => {
  const rooms = new Map<string, Promise<Room>>();
  const guests = new Set<Guest>();
  const { isSpent, charge, forget: forgetPaid } = tolls();
  /** Rooms that nobody is in any more, until all of them is on disk. */
  const closing = new Set<Promise<void>>();
  let stopped = false;
  let reading: Promise<() => Promise<void>> | null = null;
  const fail = (error: unknown, line: string): void => log.error({ err: error }, line);

  /** A page's room, opened when it is not, at somebody's expense. */
  const roomOf = (at: At, { state }: PageRow, whose: string): Promise<Room> => {
    const key = keyOf(at);
    const known = rooms.get(key);
    if (known) return known;
    const opening = (async (): Promise<Room> => {
      // Yjs is loaded when somebody first writes.
      const [{ openRoom }, { begun }] = await Promise.all([import('./room.ts'), import('./live-text.ts')]);
      const [base, body] = state.status === 'deleted' ? [1, ''] : [state.revision, state.body];
      const row = await openDraft(pool, at, { base, state: () => begun(body) });
      const room = charge(whose, () =>
        openRoom({
          ...{ pool, at, row, log: fail },
          written: () => wake.written(null),
          over: () => forget(key, opening),
        }),
      );
      await room.takeIn();
      return room;
    })();
    rooms.set(key, opening);
    opening.catch(() => forget(key, opening));
    return opening;
  };

  const forget = (key: string, room: Promise<Room>): void => {
    if (rooms.get(key) === room) rooms.delete(key);
  };

  const leaveEmpty = async (key: string, opening: Promise<Room>): Promise<void> => {
    const room = await opening;
    if (room.guests() > 0 || rooms.get(key) !== opening) return;
    forget(key, opening);
    const closed = room.close();
    closing.add(closed);
    await closed.finally(() => closing.delete(closed));
  };

  /** Where other processes have brought the drafts that are open here. */
  let looking: ReturnType<typeof setTimeout> | null = null;
  const look = async (): Promise<void> => {
    const open = await Promise.all([...rooms.values()].map((one) => one.catch(() => null)));
    const here = open.filter((room) => room !== null);
    if (here.length === 0) return;
    const found = new Map(
      (
        await draftsAt(
          pool,
          here.map(({ at }) => at),
        )
      ).map((row) => [keyOf(row), row]),
    );
    for (const room of here) room.moved(found.get(keyOf(room.at)) ?? null);
  };
  const lookSoon = (): void => {
    if (rooms.size === 0 || stopped) return;
    looking ??= setTimeout(() => {
      // The database may be away for a while.
      void look()
        .catch(() => undefined)
        .finally(() => {
          looking = null;
        });
    }, TOGETHER);
  };

  const startReading = (): Promise<unknown> =>
    (reading ??= stream
      .head()
      .then((head: Cursor | null) => stream.subscribe(head, hear))
      .catch((error: unknown) => {
        reading = null;
        throw error;
      }));

  const hear = async ({ events }: Page): Promise<void> => {
    if (rooms.size === 0) return;
    if (events.some(({ kind }) => directoryKinds.has(kind))) await recheck([...guests]);
    const pages = new Map<string, StreamEvent[]>();
    for (const event of events) {
      const key = keyOf({ org: event.org, page: event.artifact });
      if (event.kind === 'page' && rooms.has(key)) pages.set(key, [...(pages.get(key) ?? []), event]);
    }
    for (const [key, changes] of pages) {
      const room = await rooms.get(key)?.catch(() => null);
      if (!room) continue;
      if (changes.some(({ body }) => body.type === 'page-revised'))
        room.takeIn().catch((error: unknown) => fail(error, 'a revision could not be taken into a draft'));
      if (changes.some(({ body }) => body.type === 'page-deleted')) await room.discard(room.id);
      if (changes.some(({ body }) => body.type !== 'page-revised'))
        await recheck([...guests].filter(({ page }) => page === room.at.page));
    }
  };

  /** [safety] Whether those who are here still may be, by the same predicate as the page. */
  const recheck = async (some: readonly Guest[]): Promise<void> => {
    await Promise.all(
      some.map(async (guest) => {
        guest.lookedAt = performance.now();
        const principal = await guest.socket.renew();
        if (!principal) return guest.socket.close(CLOSED.signIn, 'sign in');
        guest.principal = principal;
        const page = await whereaboutsOf(db, principal, guest.page);
        if (!page) return guest.socket.close(CLOSED.notFound, 'there is no such page that you can see');
        if (page.status === 'deleted') return guest.socket.close(CLOSED.gone, 'this page has been deleted');
        if (!(await isWriter(principal, page))) return shutOut(guest);
        const write = await writes(principal, page);
        if (write !== guest.write) guest.socket.send(JSON.stringify({ say: 'write', may: write }));
        guest.write = write;
      }),
    );
  };

  /** Who lost the page between two looks, while it was checked whether they may write, lost it: that is what they are told. */
  const shutOut = async (guest: Guest): Promise<void> => {
    const principal = await guest.socket.renew();
    const page = principal && (await whereaboutsOf(db, principal, guest.page));
    if (page) guest.socket.close(CLOSED.notAllowed, NOT_YOURS);
    else guest.socket.close(CLOSED.notFound, 'there is no such page that you can see');
  };

  /** [safety] What is not published is for those who may write it: readers see it when it is. */
  const isWriter = async ({ org, actor }: Principal, { space }: Whereabouts): Promise<boolean> =>
    mayWrite(space, actor, await directory(org));

  const writes = async (principal: Principal, page: Whereabouts): Promise<boolean> =>
    page.status === 'published' && (await isWriter(principal, page));

  /** Lets somebody in; null: their connection was closed, and says why. */
  const connect = async (socket: Socket, principal: Principal, wanted: string | number) => {
    if (stopped) return refuseSocket(socket, CLOSED.restart, 'the server goes away');
    const row =
      typeof wanted === 'number' ? await numberedPage(db, principal, wanted) : await standingPage(db, principal, wanted);
    if (!row) return refuseSocket(socket, CLOSED.notFound, 'there is no such page that you can see');
    if (row.state.status === 'deleted') return refuseSocket(socket, CLOSED.gone, 'this page has been deleted');
    if (!(await isWriter(principal, row.state))) return refuseSocket(socket, CLOSED.notAllowed, NOT_YOURS);
    if ([...guests].filter(({ principal: one }) => one.actor === principal.actor).length >= MOST_FOR_ONE)
      return refuseSocket(socket, CLOSED.tooMany, 'too many connections');
    const whose = whoseOf(principal);
    if (isSpent(whose)) return refuseSocket(socket, CLOSED.tooMany, 'too much to compute');
    const at = { org: principal.org, page: row.id };
    await startReading();
    const guest: Guest = { page: row.id, socket, principal, write: await writes(principal, row.state), lookedAt: 0 };
    const name = (await directory(principal.org)).actors.get(principal.actor)?.name ?? '';
    const opening = roomOf(at, row, whose);
    const room = await opening;
    guests.add(guest);
    const connection: Connection = {
      ...{ name, send: socket.send, unread: socket.unread, close: socket.close },
      principal: () => guest.principal,
      mayWrite: () => guest.write,
    };
    const place = room.join(connection);
    // What changed while it was being let in.
    void recheck([guest]).catch(() => socket.close(CLOSED.restart, 'come back in a moment'));
    return {
      hear: (data: string | Uint8Array): void => {
        if (isSpent(whose)) return socket.close(CLOSED.tooMany, 'too much to compute');
        charge(whose, () => place.hear(data));
        // The database may be away for a while.
        if (performance.now() - guest.lookedAt > WRITERS_CHECK) recheck([guest]).catch(() => undefined);
      },
      leave: () => {
        guests.delete(guest);
        place.leave();
        leaveEmpty(keyOf(at), opening).catch((error: unknown) => fail(error, 'a draft could not be closed'));
      },
    };
  };

  const refuseSocket = (socket: Socket, code: number, why: string): null => {
    socket.close(code, why);
    return null;
  };

  const off = wake.on(lookSoon);
  const every = (milliseconds: number, work: () => unknown) => setInterval(() => void work(), milliseconds).unref();
  const clocks = [
    every(LOOKS_EVERY, lookSoon),
    every(CHECK_EVERY, () => recheck([...guests]).catch(() => undefined)),
    every(SWEEP_EVERY, forgetPaid),
    every(SWEEP_EVERY, () => sweepDrafts(pool).catch(() => undefined)),
  ];

  /** Does something with a page's draft, wherever else it is open. */
  const within = async <T>(at: At, opening: Promise<Room>, work: (room: Room) => Promise<T>): Promise<T> => {
    const room = await opening;
    try {
      return await work(room);
    } finally {
      leaveEmpty(keyOf(at), opening).catch((error: unknown) => fail(error, 'a draft could not be closed'));
    }
  };

  return {
    connect,
    /** Sessions or keys that ended; null: some, look again. */
    ended: (ids: readonly string[] | null): void =>
      void recheck([...guests].filter(({ principal }) => ids?.includes(principal.session) ?? true)).catch(() => undefined),
    told: (org: OrgId, page: string): Promise<Told | null> => toldOf(db, { org, page }),
    publish: async (
      services: Pick<Services, 'db' | 'directory' | 'address' | 'send'>,
      principal: Principal,
      row: PageRow,
      wanted: Wanted,
    ): Promise<Result<Published>> => {
      const whose = whoseOf(principal);
      if (isSpent(whose)) return TOO_MUCH;
      const at = { org: principal.org, page: row.id };
      return within(at, roomOf(at, row, whose), (room) => room.publish(services, principal, wanted));
    },
    discard: async (principal: Principal, row: PageRow, draft: string): Promise<boolean> => {
      const at = { org: principal.org, page: row.id };
      const open = rooms.get(keyOf(at));
      if (open) return within(at, open, (room) => room.discard(draft));
      const dropped = await dropDraft(pool, at, draft);
      if (dropped) wake.written(null);
      return dropped;
    },
    connected: (): number => guests.size,
    stop: async (): Promise<void> => {
      stopped = true;
      off();
      for (const clock of clocks) clearInterval(clock);
      if (looking !== null) clearTimeout(looking);
      const open = [...rooms.values()];
      rooms.clear();
      await Promise.all(open.map((opening) => opening.then((room) => room.close()).catch(() => undefined)));
      await Promise.allSettled(closing);
      const stop = await reading?.catch(() => undefined);
      await stop?.();
    },
  };
};

export type Drafts = ReturnType<typeof handbookDrafts>;
