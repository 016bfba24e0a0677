import type * as Y from 'yjs';
import { WebSocket } from 'ws';
import { textOf } from './live-text.ts';
import { provider, type Caret, type Kept, type Provider, type Status } from './provider.ts';

/** Somebody at an editor, without the editor. */
export interface Writer {
  readonly provider: Provider;
  readonly text: () => string;
  readonly doc: () => Y.Doc;
  readonly status: () => Status;
  readonly carets: () => readonly Caret[];
  /** How many texts it was given. */
  readonly texts: () => number;
  /** Types words where others stand: before them, or at the end. */
  readonly type: (words: string, before?: string) => void;
  readonly cut: (words: string) => void;
  /** What is on this device. */
  readonly kept: () => Kept | undefined;
  /** Takes the network away, or gives it back. */
  readonly network: (there: boolean) => void;
  readonly until: (what: string, holds: () => boolean) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const writer = async (address: string, page: number | string, cookie: string, kept?: Kept): Promise<Writer> => {
  let doc: Y.Doc | null = null;
  let status: Status | null = null;
  let carets: readonly Caret[] = [];
  let there = true;
  let stored = kept;
  let texts = 0;
  let socket: WebSocket | null = null;
  const open = (): WebSocket =>
    (socket = new WebSocket(there ? `${address.replace('http', 'ws')}/api/drafts/${page}` : 'ws://127.0.0.1:9', {
      headers: { cookie, origin: address },
    }).on('error', () => undefined));
  const made = provider({
    connect: open,
    keeper: {
      read: async () => (stored ? [stored] : []),
      write: async (now) => void (stored = now),
      taken: async () => undefined,
      clear: async () => void (stored = undefined),
    },
    onStatus: (now) => void (status = now),
    onText: (now) => {
      doc = now;
      texts += 1;
    },
    onCarets: (now) => void (carets = now),
  });
  const until = async (what: string, holds: () => boolean): Promise<void> => {
    for (const end = performance.now() + 8_000; performance.now() < end;) {
      if (holds()) return;
      await new Promise((resume) => setTimeout(resume, 5));
    }
    throw new Error(`never: ${what}; ${JSON.stringify(status)}; ${doc && textOf(doc).toString().slice(0, 300)}`);
  };
  const docNow = (): Y.Doc => {
    if (!doc) throw new Error('no text');
    return doc;
  };
  const text = (): string => (doc ? textOf(doc).toString() : '');
  const type = (words: string, before?: string): void => {
    const at = before === undefined ? text().length : text().indexOf(before);
    textOf(docNow()).insert(at, words);
  };
  const cut = (words: string): void => textOf(docNow()).delete(text().indexOf(words), words.length);
  await until('it begins', () => status?.phase === 'live' || status?.phase === 'closed' || (kept !== undefined && doc !== null));
  return {
    provider: made,
    text,
    doc: docNow,
    status: made.status,
    carets: () => carets,
    texts: () => texts,
    type,
    cut,
    kept: () => stored,
    network: (now) => {
      there = now;
      if (now) made.retry();
      else socket?.terminate();
    },
    until,
    close: made.close,
  };
};
