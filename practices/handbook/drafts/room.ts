import * as Y from 'yjs';
import type { ActorId } from '#kernel/stream/event.ts';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Pool, Queryable } from '#store/connection.ts';
import { publish, type Published } from '../publishing.ts';
import type { Principal, Services } from '#server/route.ts';
import { LONGEST_TEXT } from '../text.ts';
import { heard } from './client-messages.ts';
import {
  appendUpdate,
  draftSince,
  dropCleanDraft,
  dropDraft,
  findDraft,
  foldUpdates,
  inLine,
  revisionsSince,
  type At,
  type DraftRow,
} from './draft-store.ts';
import { openPlaces, takeIn, textOf, withPlainEnds } from './live-text.ts';
import { sift } from './sift.ts';
import { CLOSED, frame, KIND, unframe, type FromServer } from './messages.ts';

/** One who is connected. */
export interface Connection {
  readonly name: string;
  readonly principal: () => Principal;
  readonly mayWrite: () => boolean;
  send(data: string | Uint8Array): void;
  /** Bytes that wait for its network. */
  unread(): number;
  close(code: number, why: string): void;
}

interface Guest extends Connection {
  readonly id: string;
  /** Which draft it says it knows, once it has said so. */
  knows: string | null | undefined;
  joined: boolean;
  writing: boolean;
  minute: number;
  said: number;
  /** Bytes in this minute. */
  sent: number;
}

export interface Room {
  readonly at: At;
  readonly id: string;
  readonly seq: () => number;
  readonly guests: () => number;
  /** Who is told what is said here, and what to do with what they say. */
  join(connection: Connection): { readonly hear: (data: string | Uint8Array) => void; readonly leave: () => void };
  /** Another process wrote in it, brought it in line, or ended it (null). */
  moved(to: { readonly id: string; readonly seq: number; readonly base: number } | null): void;
  /** Brings it in line with what was published. */
  takeIn(): Promise<void>;
  publish(
    services: Pick<Services, 'db' | 'directory' | 'address' | 'send'>,
    principal: Principal,
    wanted: Wanted,
  ): Promise<Result<Published>>;
  discard(draft: string): Promise<boolean>;
  /** After all is on disk. */
  close(code?: number): Promise<void>;
}

export interface Wanted {
  readonly draft: string;
  readonly reason: string;
  readonly material: boolean;
  readonly propose: boolean;
}

interface Unsaved {
  readonly bytes: Uint8Array | null;
  readonly by: ActorId | null;
  readonly kept: (() => void) | null;
}

interface RoomOptions {
  readonly pool: Pool;
  readonly at: At;
  readonly row: DraftRow;
  /** Tells other processes. */
  readonly written: () => void;
  /** It is of no use any more. */
  readonly over: () => void;
  readonly log: (about: unknown, line: string) => void;
}

const MOST_A_MINUTE = 10_000;
/** Bytes of one connection in a minute. */
const MOST_SENT = 32 * 1024 * 1024;
/** Updates that are kept as one. */
const MOST_TOGETHER = 200;
/** A draft is begun anew when it is published, once its history is so large and so many times its text. */
const LARGE = 512 * 1024;
const TIMES = 4;
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_UNREAD = 8 * 1024 * 1024;
/** Updates that wait for others which have not come, and bytes of them: Yjs reads all that wait again with each that comes to wait. */
const MOST_WAITING = 100;
const MOST_WAITING_BYTES = 256 * 1024;
/** Pieces of which a draft may consist, and beginnings of writers in it: each change costs some computing for each of these. */
const MOST_PIECES = 300_000;
const MOST_BEGINNINGS = 5_000;
const FOLDS_EVERY = 200;
const AGAIN = 500;
const SERVER = Symbol('server');

/*
 * One draft in this process, for all who have it open here.
 *
 *     open ──► ended      published away, discarded: whoever has it open begins anew
 *       └────► closed     nobody has it open; or the process ends
 *
 * What touches the database goes one after the other (`inTurn`). What somebody types is sent on at once, kept with what else came while the last was
 * being kept, and only then acknowledged.
 */
export const openRoom = ({ pool, at, row, written, over, log }: RoomOptions): Room => {
  const { id } = row;
  const doc = new Y.Doc();
  for (const update of [row.state, ...row.updates])
    try {
      Y.applyUpdate(doc, update, SERVER);
    } catch (error) {
      // What cannot be read was nobody's words; the rest is.
      log(error, 'an update of a draft could not be read');
    }
  const text = textOf(doc);
  const guests = new Set<Guest>();
  let { seq, base, bytes } = row;
  let folded = row.seq - row.updates.length;
  let unsaved: Unsaved[] = [];
  let waiting = 0;
  let state: 'open' | 'ended' | 'closed' = 'open';
  let again: ReturnType<typeof setTimeout> | null = null;

  let last: Promise<void> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    // Nobody is handed what came of the work before.
    const next = last.then(() => work());
    last = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  };

  const tell = (guest: Guest, data: string | Uint8Array): void => {
    guest.send(data);
    // Whoever cannot follow comes back and asks for what is missing.
    if (guest.unread() > MOST_UNREAD) guest.close(CLOSED.restart, 'too slow');
  };
  const say = (guest: Guest, said: FromServer): void => tell(guest, JSON.stringify(said));
  const sayAll = (said: FromServer, but?: Guest): void => {
    for (const guest of guests) if (guest.joined && guest !== but) say(guest, said);
  };

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    const data = frame(KIND.text, 0, update);
    for (const guest of guests) if (guest.joined && guest !== origin) tell(guest, data);
  });

  const end = (): void => {
    if (state !== 'open') return;
    state = 'ended';
    unsaved = [];
    for (const guest of guests) {
      say(guest, { say: 'ended' });
      guest.close(CLOSED.restart, 'this draft has ended');
    }
    over();
  };

  /** In turn. What other processes wrote. */
  const catchUp = async (from: Queryable = pool): Promise<void> => {
    const since = await draftSince(from, at, id, seq);
    if (!since) return end();
    for (const update of [...(since.state ? [since.state] : []), ...since.updates]) Y.applyUpdate(doc, update, SERVER);
    ({ seq, bytes } = since);
    if (since.base > base) {
      base = since.base;
      sayAll({ say: 'base', revision: base });
    }
  };

  /** In turn. */
  const save = async (): Promise<void> => {
    while (unsaved.length > 0 && state !== 'ended') {
      const batch = unsaved.slice(0, MOST_TOGETHER);
      unsaved = unsaved.slice(MOST_TOGETHER);
      const updates = batch.flatMap((one) => (one.bytes === null ? [] : [one.bytes]));
      if (updates.length > 0) {
        const by = [...new Set(batch.flatMap((one) => (one.by === null ? [] : [one.by])))];
        const merged = updates.length === 1 && updates[0] ? updates[0] : Y.mergeUpdates(updates);
        const kept = await appendUpdate(pool, at, id, { bytes: merged, by }).catch((error: unknown) => {
          if (state !== 'closed') unsaved = [...batch, ...unsaved];
          throw error;
        });
        if (kept === null) return end();
        bytes += merged.length;
        if (kept === seq + 1) seq = kept;
        else await catchUp();
        written();
      }
      for (const one of batch) one.kept?.();
    }
    if (seq - folded >= FOLDS_EVERY && state === 'open') await fold();
  };

  const fold = async (): Promise<void> => {
    const all = Y.encodeStateAsUpdate(doc);
    await foldUpdates(pool, at, id, seq, all);
    folded = seq;
    bytes = all.length;
  };

  const saveSoon = (): void => {
    if (again !== null) return;
    void inTurn(save).catch((error: unknown) => {
      log(error, 'a draft could not be kept; it is tried again');
      again ??= setTimeout(() => {
        again = null;
        saveSoon();
      }, AGAIN);
    });
  };

  const typed = (guest: Guest, n: number, update: Uint8Array): void => {
    if (!guest.mayWrite()) return guest.close(CLOSED.notAllowed, 'you may not write here');
    if (bytes + update.length > MOST_BYTES) return guest.close(CLOSED.tooLarge, 'publish or discard this draft first');
    const sifted = sift(update, doc);
    if (!sifted || (sifted.values && !keepsText(doc, update)))
      return guest.close(CLOSED.malformed, 'this is no change of a text');
    if (text.length + sifted.added > LONGEST_TEXT && lengthWith(doc, update) > LONGEST_TEXT)
      return guest.close(CLOSED.tooLarge, 'a page has at most 2,000,000 characters');
    if (isCrowded(doc, update)) return guest.close(CLOSED.tooLarge, 'publish or discard this draft first');
    let changes = false;
    const see = (): void => {
      changes = true;
    };
    doc.on('update', see);
    try {
      Y.applyUpdate(doc, update, guest);
    } catch (error) {
      guest.close(CLOSED.malformed, 'this is no change of a text');
      return spoilt(error);
    } finally {
      doc.off('update', see);
    }
    // [safety] Whoever has read what is here sends nothing that waits.
    const waits = doc.store.pendingStructs;
    waiting = waits === null ? 0 : waiting + (changes ? 0 : 1);
    const waitingBytes = (waits?.update.length ?? 0) + (doc.store.pendingDs?.length ?? 0);
    if (waits !== null && !changes && (waiting > MOST_WAITING || waitingBytes > MOST_WAITING_BYTES))
      return guest.close(CLOSED.malformed, 'what comes before this has not come');
    const by = guest.principal().actor;
    unsaved.push({
      bytes: changes || doc.store.pendingStructs !== null ? update : null,
      by: changes ? by : null,
      kept: () => tell(guest, frame(KIND.kept, n)),
    });
    saveSoon();
  };

  /** Nobody knows what of an update was taken: all begin again with what is on disk, and bring what is not. */
  const spoilt = (error: unknown): void => {
    log(error, 'a draft is read anew');
    if (state !== 'open') return;
    state = 'closed';
    unsaved = [];
    for (const one of guests) one.close(CLOSED.restart, 'come back in a moment');
    over();
  };

  const hear = (guest: Guest, data: string | Uint8Array): void => {
    const minute = Math.floor(performance.now() / 60_000);
    if (guest.minute !== minute) Object.assign(guest, { minute, said: 0, sent: 0 });
    guest.said += 1;
    guest.sent += data.length;
    if (guest.said > MOST_A_MINUTE || guest.sent > MOST_SENT) return guest.close(CLOSED.tooMany, 'too many messages');
    if (typeof data === 'string') return hearWords(guest, data);
    const message = unframe(data);
    if (message?.kind === KIND.has && guest.knows !== undefined && !guest.joined) {
      const known = guest.knows === id && message.bytes.length > 0 ? message.bytes : undefined;
      tell(guest, frame(KIND.text, 0, Y.encodeStateAsUpdate(doc, known)));
      tell(guest, frame(KIND.has, 0, Y.encodeStateVector(doc)));
      guest.joined = true;
    } else if (message?.kind === KIND.text && guest.joined) typed(guest, message.n, message.bytes);
    else guest.close(CLOSED.malformed, 'this is no message');
  };

  const hearWords = (guest: Guest, words: string): void => {
    const said = heard(words);
    if (said?.say === 'hello' && guest.knows === undefined) {
      guest.knows = said.draft;
      say(guest, { say: 'draft', id, base, write: guest.mayWrite() });
    } else if (said?.say === 'caret' && guest.joined) {
      if (said.at !== null && !guest.mayWrite()) return;
      guest.writing = said.at !== null;
      sayAll({ say: 'caret', of: guest.id, name: guest.name, at: said.at }, guest);
    } else guest.close(CLOSED.malformed, 'this is no message');
  };

  const leave = (guest: Guest): void => {
    if (!guests.delete(guest)) return;
    if (guest.writing) sayAll({ say: 'caret', of: guest.id, name: guest.name, at: null });
  };

  /** In turn, after `save`. */
  const bringInLine = async (): Promise<void> => {
    const revisions = await revisionsSince(pool, at, base);
    const now = revisions.at(-1);
    if (!now || now.revision <= base || state !== 'open') return;
    const made: Uint8Array[] = [];
    const see = (update: Uint8Array, origin: unknown): void => {
      if (origin === TAKEN) made.push(update);
    };
    doc.on('update', see);
    try {
      const there = await inLine(pool, at, id, async (client, held) => {
        if (held.seq > seq) await catchUp(client);
        if (held.base >= now.revision) return null;
        let before = revisions.find(({ revision }) => revision === held.base)?.body ?? '';
        for (const [index, { revision, body, from }] of revisions.entries()) {
          if (revision <= held.base) continue;
          const next = revisions[index + 1];
          // What was published from here is here already. Of several others in a row the last says it all.
          if (from !== nameOf(id)) {
            if (next && next.from !== nameOf(id)) continue;
            takeIn(doc, { before, other: body, revision, origin: TAKEN });
          }
          before = body;
        }
        const clean = unsaved.length === 0 && text.toString() === withPlainEnds(now.body) && openPlaces(doc).length === 0;
        if (made.length > 0) {
          const kept = await appendUpdate(client, at, id, { bytes: Y.mergeUpdates(made), by: [] });
          if (kept !== null) seq = kept;
        }
        return { base: now.revision, clean };
      });
      if (!there) return end();
      made.length = 0;
    } finally {
      doc.off('update', see);
      // It stands in the text already: it is kept with what comes next.
      for (const update of made) unsaved.push({ bytes: update, by: null, kept: null });
    }
    base = Math.max(base, now.revision);
    sayAll({ say: 'base', revision: base });
    written();
  };

  /** In turn. What was published needs no history: whoever has it open begins anew with the page. */
  const beginAnew = async (): Promise<void> => {
    if (unsaved.length > 0 || !(await dropCleanDraft(pool, at, id, seq))) return;
    end();
    written();
  };

  const toInLine = (): Promise<void> =>
    inTurn(async () => {
      await save();
      if (state === 'open') await bringInLine();
    });

  return {
    at,
    id,
    seq: () => seq,
    guests: () => guests.size,
    join: (connection) => {
      const guest: Guest = {
        ...connection,
        ...{
          id: Math.random().toString(36).slice(2),
          knows: undefined,
          joined: false,
          writing: false,
          minute: 0,
          said: 0,
          sent: 0,
        },
      };
      guests.add(guest);
      return {
        hear: (data) => {
          if (state !== 'open') return guest.close(CLOSED.restart, 'this draft has ended');
          try {
            hear(guest, data);
          } catch {
            guest.close(CLOSED.malformed, 'this is no change of a text');
          }
        },
        leave: () => leave(guest),
      };
    },
    moved: (to) => {
      if (state !== 'open') return;
      if (to === null || to.id !== id) return end();
      if (to.seq > seq || to.base > base) inTurn(catchUp).catch((error: unknown) => log(error, 'a draft could not be read'));
    },
    takeIn: toInLine,
    publish: (services, principal, wanted) =>
      inTurn(async (): Promise<Result<Published>> => {
        await save();
        if (state === 'open') await catchUp();
        if (state === 'open') await bringInLine();
        if (state !== 'open' || wanted.draft !== id) return ENDED;
        const places = openPlaces(doc).length;
        if (places > 0)
          return refuse(
            'places-open',
            `In ${places === 1 ? 'one place' : `${places} places`} somebody published other words meanwhile. Choose there first; nothing was published.`,
          );
        const writers = (await findDraft(pool, at))?.writers ?? [];
        const { reason, material, propose: proposes } = wanted;
        const done = await publish(services, principal, {
          ...{ page: at.page, body: text.toString(), base, reason, material, proposes, from: nameOf(id) },
          writers: writers.filter((one) => one !== principal.actor),
        });
        if (done.refused) return done;
        if (done.ok.proposal === null) {
          await bringInLine();
          if (bytes > LARGE && bytes > TIMES * text.length) await beginAnew();
        }
        // Its words are the decision's now.
        else if (await dropDraft(pool, at, id, seq)) {
          end();
          written();
        }
        return done;
      }),
    discard: (draft) =>
      inTurn(async () => {
        if (draft !== id || !(await dropDraft(pool, at, id))) return false;
        end();
        written();
        return true;
      }),
    close: async (code = CLOSED.restart) => {
      await inTurn(save).catch((error: unknown) => log(error, 'a draft could not be kept'));
      if (again !== null) clearTimeout(again);
      if (seq > folded && state === 'open') await inTurn(fold).catch(() => undefined);
      state = state === 'open' ? 'closed' : state;
      for (const guest of guests) guest.close(code, 'the server goes away');
      doc.destroy();
    },
  };
};

const TAKEN = Symbol('published meanwhile');

const ENDED = refuse(
  'draft-ended',
  'This draft was published or discarded meanwhile. Nothing was done; what you wrote is in the one that is open now.',
  { field: '/draft' },
);

/** How a revision names the draft from which it was published. */
const nameOf = (id: string): string => `draft:${id}`;

/** Whether a draft has come to consist of too many pieces, or does with an update. */
const isCrowded = ({ store: { clients } }: Y.Doc, update: Uint8Array): boolean => {
  // Nobody begins in less than some bytes.
  if (clients.size + update.length / 4 > MOST_BEGINNINGS) {
    const begun = new Set([...clients.keys(), ...Y.parseUpdateMeta(update).to.keys()]);
    if (begun.size > MOST_BEGINNINGS) return true;
  }
  let pieces = 0;
  for (const written of clients.values()) pieces += written.length;
  return pieces > MOST_PIECES;
};

/** Whether the text stays one of characters alone. */
const keepsText = (doc: Y.Doc, update: Uint8Array): boolean => {
  const tried = new Y.Doc();
  Y.applyUpdate(tried, Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(tried, update);
  const text = textOf(tried);
  const fits = text.length === text.toString().length;
  tried.destroy();
  return fits;
};

/** How long the text would be. */
const lengthWith = (doc: Y.Doc, update: Uint8Array): number => {
  const tried = new Y.Doc();
  Y.applyUpdate(tried, Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(tried, update);
  const { length } = textOf(tried);
  tried.destroy();
  return length;
};
