/** What `GET /api/stream` tells somebody. */
export interface Heard {
  readonly cursor: string;
  readonly artifact: string;
  readonly kind: string;
  readonly number: number | null;
  readonly version: number;
  readonly type: string;
}

export interface Listening {
  readonly events: readonly Heard[];
  /** Resolves with the first event that fits, heard already or to come; rejects after half a minute. */
  until(fits: (event: Heard) => boolean): Promise<Heard>;
  /** Resolves when the server has closed it. */
  readonly closed: Promise<void>;
  readonly status: number;
  close(): void;
}

/** Listens as a browser does, with a cookie, or as a program, with a key. */
export const listen = async (
  address: string,
  who: { readonly cookie?: string; readonly key?: string },
  after?: string,
): Promise<Listening> => {
  const cut = new AbortController();
  const response = await fetch(`${address}/api/stream`, {
    signal: cut.signal,
    headers: {
      ...(who.key === undefined ? { cookie: who.cookie ?? '' } : { authorization: `Bearer ${who.key}` }),
      ...(after === undefined ? {} : { 'last-event-id': after }),
    },
  });
  const events: Heard[] = [];
  const waiting = new Set<() => void>();
  const read = async (): Promise<void> => {
    if (!response.ok || !response.body) return;
    let rest = '';
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      const frames = (rest + piece).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const data = /^data: (.*)$/m.exec(frame)?.[1];
        if (data !== undefined) events.push(JSON.parse(data));
      }
      for (const look of waiting) look();
    }
  };
  const closed = read().catch(() => undefined);
  return {
    events,
    status: response.status,
    closed,
    close: () => cut.abort(),
    until: (fits) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`not heard within half a minute; heard: ${events.map(({ type }) => type).join(', ')}`));
        }, 30_000);
        const look = () => {
          const found = events.find(fits);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
};
