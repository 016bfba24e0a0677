import * as Y from 'yjs';
import { takeIn, textOf } from './live-text.ts';
import { CLOSED, frame, KIND, unframe, type FromClient, type FromServer } from './messages.ts';

/** What is kept on this device of a draft. */
export interface Kept {
  readonly draft: string;
  readonly base: number;
  readonly state: Uint8Array;
  /** The text that the server had last, while there is more here than it has; null: it has everything. */
  readonly synced: string | null;
}

export interface Keeper {
  read(): Promise<Kept | undefined>;
  write(kept: Kept): Promise<void>;
  /** Unless another window keeps something there that the server has not. */
  clear(): Promise<void>;
}

/*
 *     opening ──► live ⇄ away ──► closed     for a reason that does not pass: `code`
 */
export interface Status {
  readonly phase: 'opening' | 'live' | 'away' | 'closed';
  /** Why it was closed (`CLOSED`). */
  readonly code: number | null;
  readonly mayWrite: boolean;
  readonly draft: string | null;
  readonly base: number;
  /** Something is not yet on the server's disk. */
  readonly unsaved: boolean;
}

/** Where somebody else writes: relative positions. */
export interface Caret {
  readonly of: string;
  readonly name: string;
  readonly at: readonly [string, string];
}

/** The part of a browser's WebSocket that is used. */
export interface Wire {
  binaryType: string;
  readonly readyState: number;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

interface ProviderOptions {
  readonly connect: () => Wire;
  readonly keeper: Keeper;
  readonly onStatus: (status: Status) => void;
  /** The text to write in; another one when a draft has ended and the next begins. */
  readonly onText: (doc: Y.Doc) => void;
  readonly onCarets: (carets: readonly Caret[]) => void;
}

const FINAL: ReadonlySet<number> = new Set([
  CLOSED.malformed,
  CLOSED.signIn,
  CLOSED.notAllowed,
  CLOSED.notFound,
  CLOSED.gone,
  CLOSED.tooLarge,
]);
const FIRST_WAIT = 400;
const LONGEST_WAIT = 15_000;
const TOO_MANY_WAIT = 60_000;
const KEEP_AFTER = 300;
const OPEN = 1;

/** This device's end of a draft: what is typed stands at once, is kept here, and is sent when there is a network. */
export const provider = ({ connect, keeper, onStatus, onText, onCarets }: ProviderOptions) => {
  let status: Status = { phase: 'opening', code: null, mayWrite: true, draft: null, base: 0, unsaved: false };
  let doc: Y.Doc | null = null;
  let wire: Wire | null = null;
  let joined = false;
  let unsent: Uint8Array[] = [];
  let flying: number | null = null;
  let count = 0;
  let synced: string | null = null;
  /** What was typed into a draft that has ended: it goes into the one that is open now. */
  let rescued: { readonly before: string; readonly other: string } | null = null;
  let wait = FIRST_WAIT;
  let again: ReturnType<typeof setTimeout> | null = null;
  let keeping: ReturnType<typeof setTimeout> | null = null;
  let over = false;
  const carets = new Map<string, Caret>();

  const tell = (change: Partial<Status>): void => {
    status = { ...status, ...change, unsaved: synced !== null };
    onStatus(status);
  };

  const keep = async (): Promise<void> => {
    if (keeping !== null) clearTimeout(keeping);
    keeping = null;
    if (doc && status.draft !== null)
      await keeper
        .write({ draft: status.draft, base: status.base, state: Y.encodeStateAsUpdate(doc), synced })
        .catch(() => undefined);
  };
  const keepSoon = (): void => {
    keeping ??= setTimeout(() => void keep(), KEEP_AFTER);
  };

  const begin = (state: Uint8Array | null): Y.Doc => {
    doc?.destroy();
    const made = new Y.Doc();
    if (state) Y.applyUpdate(made, state, REMOTE);
    made.on('beforeTransaction', (transaction: Y.Transaction) => {
      if (transaction.local && synced === null) before = textOf(made).toString();
    });
    made.on('update', (update: Uint8Array, origin: unknown) => {
      if (made !== doc) return;
      keepSoon();
      if (origin === REMOTE) return;
      if (synced === null) {
        synced = before;
        tell({});
      }
      if (!joined) return;
      unsent.push(update);
      pump();
    });
    doc = made;
    return made;
  };
  let before = '';

  const pump = (): void => {
    if (!joined || flying !== null || unsent.length === 0 || !wire) return;
    const bytes = unsent.length === 1 && unsent[0] ? unsent[0] : Y.mergeUpdates(unsent);
    unsent = [];
    fly(bytes);
  };
  const fly = (bytes: Uint8Array): void => {
    count = (count + 1) % 0xffffffff;
    flying = count;
    wire?.send(frame(KIND.text, count, bytes));
  };

  const hearWords = (said: FromServer): void => {
    switch (said.say) {
      case 'draft': {
        const same = said.id === status.draft && doc !== null;
        if (!same) {
          if (doc && synced !== null) rescued = { before: synced, other: textOf(doc).toString() };
          synced = null;
          begin(null);
        }
        tell({ draft: said.id, base: said.base, mayWrite: said.write });
        wire?.send(frame(KIND.has, 0, same && doc ? Y.encodeStateVector(doc) : new Uint8Array()));
        fresh = !same;
        return;
      }
      case 'base':
        tell({ base: said.revision });
        return keepSoon();
      case 'write':
        return tell({ mayWrite: said.may });
      case 'caret':
        if (said.at === null) carets.delete(said.of);
        else carets.set(said.of, { of: said.of, name: said.name, at: said.at });
        return onCarets([...carets.values()]);
      case 'ended':
        return;
      default:
        return said satisfies never;
    }
  };
  let fresh = false;

  const hearBytes = (data: Uint8Array): void => {
    const message = unframe(data);
    if (!message || !doc) return;
    if (message.kind === KIND.text) Y.applyUpdate(doc, message.bytes, REMOTE);
    else if (message.kind === KIND.kept) {
      if (message.n !== flying) return;
      flying = null;
      if (unsent.length > 0) return pump();
      synced = null;
      keepSoon();
      tell({});
    } else if (message.kind === KIND.has) {
      joined = true;
      wait = FIRST_WAIT;
      if (synced !== null) fly(Y.encodeStateAsUpdate(doc, message.bytes));
      if (fresh) onText(doc);
      const saved = rescued;
      rescued = null;
      if (saved) takeIn(doc, { ...saved, revision: 0, origin: 'rescued' });
      tell({ phase: 'live', code: null });
    }
  };

  const open = (): void => {
    again = null;
    if (over) return;
    const made = connect();
    made.binaryType = 'arraybuffer';
    wire = made;
    made.onopen = () => say({ say: 'hello', draft: doc === null ? null : status.draft });
    made.onmessage = ({ data }) => {
      if (wire !== made) return;
      if (typeof data === 'string') hearWords(JSON.parse(data));
      else if (data instanceof ArrayBuffer) hearBytes(new Uint8Array(data));
    };
    made.onclose = ({ code }) => {
      if (wire !== made) return;
      wire = null;
      joined = false;
      flying = null;
      unsent = [];
      carets.clear();
      onCarets([]);
      if (over) return;
      if (FINAL.has(code)) return tell({ phase: 'closed', code });
      tell({ phase: doc === null && status.phase === 'opening' ? 'opening' : 'away', code });
      again = setTimeout(open, code === CLOSED.tooMany ? TOO_MANY_WAIT : wait * (0.7 + Math.random() * 0.6));
      wait = Math.min(LONGEST_WAIT, wait * 2);
    };
  };

  const say = (said: FromClient): void => {
    if (wire?.readyState === OPEN) wire.send(JSON.stringify(said));
  };

  void keeper
    .read()
    .catch(() => undefined)
    .then((kept) => {
      if (over) return;
      if (kept) {
        begin(kept.state);
        ({ synced } = kept);
        tell({ draft: kept.draft, base: kept.base });
        if (doc) onText(doc);
      }
      open();
    });

  return {
    status: (): Status => status,
    /** Where the writer is; null: nowhere, for now. */
    caret: (at: readonly [string, string] | null): void => {
      if (joined) say({ say: 'caret', at });
    },
    /** Now, instead of when its time comes: the network is back, somebody signed in. */
    retry: (): void => {
      if (wire !== null || over) return;
      if (again !== null) clearTimeout(again);
      wait = FIRST_WAIT;
      open();
    },
    keep,
    close: async (): Promise<void> => {
      over = true;
      if (again !== null) clearTimeout(again);
      if (synced !== null) await keep();
      else {
        if (keeping !== null) clearTimeout(keeping);
        await keeper.clear().catch(() => undefined);
      }
      wire?.close();
      wire = null;
    },
  };
};

export type Provider = ReturnType<typeof provider>;

const REMOTE = Symbol('from the server');
