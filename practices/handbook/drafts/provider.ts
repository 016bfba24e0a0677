import * as Y from 'yjs';
import { begun, takeIn, textOf } from './live-text.ts';
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
  /** What this and former windows of the device kept of a page's drafts, the latest first. */
  read(): Promise<readonly Kept[]>;
  write(kept: Kept): Promise<void>;
  /** What was read stands in what is written since. */
  taken(): Promise<void>;
  /** The server has all that this window had. */
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
  /** All of it is on this device's disk. */
  readonly kept: boolean;
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
  addEventListener(kind: 'open', listener: () => void): void;
  addEventListener(kind: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(kind: 'close', listener: (event: { readonly code: number }) => void): void;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

interface ProviderOptions {
  readonly connect: () => Wire;
  readonly keeper: Keeper;
  /** What one begins to write in where no draft is known and the server cannot be asked. */
  readonly offline?: () => { readonly base: number; readonly body: string } | null;
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
const KEEP_AFTER = 150;
/** So soon a server that is there has kept what was sent, ms. */
const KEPT_WITHIN = 15_000;
const OPEN = 1;
const LOST = 1006;

/** This device's end of a draft: what is typed stands at once, is kept here, and is sent when there is a network. */
export const provider = ({ connect, keeper, offline, onStatus, onText, onCarets }: ProviderOptions) => {
  let status: Status = { phase: 'opening', code: null, mayWrite: true, draft: null, base: 0, unsaved: false, kept: true };
  let doc: Y.Doc | null = null;
  let wire: Wire | null = null;
  let joined = false;
  let unsent: Uint8Array[] = [];
  let flying: number | null = null;
  let count = 0;
  let synced: string | null = null;
  /** Another draft than ours, while it comes: ours has ended, and stands until then. */
  let next: { readonly id: string; readonly base: number; readonly doc: Y.Doc } | null = null;
  /** What was typed on this device into drafts that have ended. */
  let left: Lost[] = [];
  /** Who is told once the server has everything that is here. */
  const waiting: (() => void)[] = [];
  let wait = FIRST_WAIT;
  let again: ReturnType<typeof setTimeout> | null = null;
  let late: ReturnType<typeof setTimeout> | null = null;
  let keeping: ReturnType<typeof setTimeout> | null = null;
  let over = false;
  const carets = new Map<string, Caret>();

  const tell = (change: Partial<Status>): void => {
    status = { ...status, ...change, unsaved: synced !== null };
    onStatus(status);
    if (synced === null || status.phase !== 'live') for (const one of waiting.splice(0)) one();
  };

  const keep = async (): Promise<void> => {
    if (keeping !== null) clearTimeout(keeping);
    keeping = null;
    if (!doc || status.draft === null) return;
    const now = (changes += 1);
    const kept = { draft: status.draft, base: status.base, state: Y.encodeStateAsUpdate(doc), synced };
    const done = await keeper.write(kept).then(
      () => true,
      () => false,
    );
    if (done && now === changes && !status.kept) tell({ kept: true });
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
      changes += 1;
      const first = synced === null;
      if (first) synced = before;
      if (first || status.kept) tell({ kept: false });
      if (!joined) return;
      unsent.push(update);
      pump();
    });
    doc = made;
    return made;
  };
  let before = '';
  let changes = 0;

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
    // A network that is gone says so late, or never.
    late ??= setTimeout(() => cut(LOST), KEPT_WITHIN);
  };

  const hearWords = (said: FromServer): void => {
    switch (said.say) {
      case 'draft': {
        const same = said.id === status.draft && doc !== null;
        next?.doc.destroy();
        next = same ? null : { id: said.id, base: said.base, doc: new Y.Doc() };
        tell(same ? { base: said.base, mayWrite: said.write } : { mayWrite: said.write });
        wire?.send(frame(KIND.has, 0, same && doc ? Y.encodeStateVector(doc) : new Uint8Array()));
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

  /** The draft that was open here has ended: what the server did not have of it goes into the one that is open now. */
  const change = (to: NonNullable<typeof next>): void => {
    next = null;
    if (doc && synced !== null) left = [...left, { before: synced, other: textOf(doc).toString() }];
    synced = null;
    const made = begin(Y.encodeStateAsUpdate(to.doc));
    to.doc.destroy();
    status = { ...status, draft: to.id, base: to.base };
    onText(made);
  };

  const hearBytes = (data: Uint8Array): void => {
    const message = unframe(data);
    if (message?.kind === KIND.text) {
      const into = next?.doc ?? doc;
      if (into) Y.applyUpdate(into, message.bytes, REMOTE);
    } else if (message?.kind === KIND.kept) {
      if (message.n !== flying) return;
      flying = null;
      if (late !== null) clearTimeout(late);
      late = null;
      if (unsent.length > 0) return pump();
      synced = null;
      keepSoon();
      tell({});
    } else if (message?.kind === KIND.has) {
      if (next) change(next);
      if (!doc) return;
      joined = true;
      wait = FIRST_WAIT;
      if (synced !== null) fly(Y.encodeStateAsUpdate(doc, message.bytes));
      for (const one of left.splice(0)) takeIn(doc, { ...one, revision: 0, origin: 'rescued' });
      void keep()
        .then(() => keeper.taken())
        .catch(() => undefined);
      tell({ phase: 'live', code: null });
    }
  };

  const open = (): void => {
    again = null;
    if (over) return;
    const made = connect();
    made.binaryType = 'arraybuffer';
    wire = made;
    made.addEventListener('open', () =>
      say({ say: 'hello', draft: doc === null || status.draft === NONE ? null : status.draft }),
    );
    made.addEventListener('message', ({ data }) => {
      if (wire !== made) return;
      if (typeof data === 'string') hearWords(JSON.parse(data));
      else if (data instanceof ArrayBuffer) hearBytes(new Uint8Array(data));
    });
    made.addEventListener('close', ({ code }) => {
      if (wire === made) cut(code);
    });
  };

  /** The connection is of no use any more: it has closed, or nothing comes of it. */
  const cut = (code: number): void => {
    const was = wire;
    wire = null;
    was?.close();
    if (late !== null) clearTimeout(late);
    late = null;
    joined = false;
    flying = null;
    unsent = [];
    carets.clear();
    onCarets([]);
    if (over) return;
    next?.doc.destroy();
    next = null;
    if (FINAL.has(code)) return tell({ phase: 'closed', code });
    const page = doc === null ? offline?.() : null;
    if (page) {
      status = { ...status, draft: NONE, base: page.base };
      onText(begin(begun(page.body)));
    }
    tell({ phase: doc === null && status.phase === 'opening' ? 'opening' : 'away', code });
    again = setTimeout(open, code === CLOSED.tooMany ? TOO_MANY_WAIT : wait * (0.7 + Math.random() * 0.6));
    wait = Math.min(LONGEST_WAIT, wait * 2);
  };

  const say = (said: FromClient): void => {
    if (wire?.readyState === OPEN) wire.send(JSON.stringify(said));
  };

  void keeper
    .read()
    .catch(() => undefined)
    .then((kept) => {
      if (over) return;
      const [first] = kept ?? [];
      if (first) {
        const same = (kept ?? []).filter(({ draft }) => draft === first.draft);
        synced = same.find((one) => one.synced !== null)?.synced ?? null;
        left = (kept ?? []).flatMap((one) => (one.draft === first.draft || one.synced === null ? [] : [lostOf(one, one.synced)]));
        const made = begin(Y.mergeUpdates(same.map(({ state }) => state)));
        tell({ draft: first.draft, base: first.base });
        onText(made);
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
    /** The network is gone, as far as the device knows. */
    offline: (): void => {
      if (wire !== null) cut(LOST);
    },
    /** Whether all that is here is on the server's disk, once that is known. */
    saved: async (): Promise<boolean> => {
      if (synced !== null && status.phase === 'live') await new Promise<void>((resume) => waiting.push(resume));
      return synced === null && status.phase === 'live';
    },
    close: async (): Promise<void> => {
      over = true;
      if (again !== null) clearTimeout(again);
      if (late !== null) clearTimeout(late);
      if (synced !== null || left.length > 0) await keep();
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

interface Lost {
  readonly before: string;
  readonly other: string;
}

const lostOf = ({ state }: Kept, before: string): Lost => {
  const made = new Y.Doc();
  Y.applyUpdate(made, state);
  const other = textOf(made).toString();
  made.destroy();
  return { before, other };
};

/** How a text is kept that was begun without a server. */
const NONE = '';
const REMOTE = Symbol('from the server');
