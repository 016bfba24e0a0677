import {
  calendarMultiGet,
  createAccount,
  DAVNamespaceShort,
  fetchCalendars,
  getBasicAuthHeaders,
  propfind,
  syncCollection,
  updateObject,
  type DAVResponse,
} from 'tsdav';
import type { Access, Came, Change, Changed, Item, Place, Source } from '#practices/meetings';
import { changed } from './ics-change.ts';

type Caldav = Extract<Access, { kind: 'caldav' }>;
type Fetch = typeof fetch;

/** Of one calendar. */
const MOST_ITEMS = 20_000;
const AT_ONCE = 100;
const MOST_CALENDARS = 10;

/** Somebody waits for it to be found, which takes a dozen questions: so long for all of them, ms. */
const PATIENCE = 20_000;

/** Calendars of a server that speaks CalDAV (RFC 4791), changes by sync token (RFC 6578) or ctag, written back under their ETag. */
export const caldav = (fetch: Fetch, patience = PATIENCE): Source => ({
  async list(access) {
    if (access.kind !== 'caldav') return { failed: 'This is no CalDAV server.' };
    const late = AbortSignal.timeout(patience);
    return guarded<readonly Place[] | { readonly failed: string }>(
      () => discover(before(late, fetch), access),
      (failed) => ({ failed: late.aborted ? LATE : failed }),
    );
  },
  async changes(access, cursor) {
    if (access.kind !== 'caldav') return { kind: 'failed', reason: 'This is no CalDAV server.' };
    return guarded<Came>(
      () => changesSince(fetch, access, cursor),
      (reason) => ({ kind: 'failed', reason }),
    );
  },
  async change(access, item, wanted) {
    if (access.kind !== 'caldav') return { kind: 'failed', reason: 'This is no CalDAV server.', again: false };
    return guarded<Changed>(
      () => write(fetch, access, item, wanted),
      (reason) => ({ kind: 'failed', reason, again: true }),
    );
  },
});

const LATE = 'The server does not answer in time. Look at its address, or try again later.';

/** Asks until a moment; what is asked afterwards fails at once. */
const before =
  (late: AbortSignal, fetch: Fetch): Fetch =>
  (input, init) => {
    if (late.aborted) return Promise.reject(new Error(LATE));
    const { promise, reject } = Promise.withResolvers<never>();
    const fail = (): void => reject(new Error(LATE));
    late.addEventListener('abort', fail, { once: true });
    return Promise.race([fetch(input, init), promise]).finally(() => late.removeEventListener('abort', fail));
  };

const discover = async (fetch: Fetch, access: Caldav): Promise<readonly Place[]> => {
  const headers = letIn(access);
  const account = await createAccount({ account: { accountType: 'caldav', serverUrl: access.place }, headers, fetch });
  const calendars = await fetchCalendars({ account: { ...account, credentials: {} }, headers, fetch });
  const origin = new URL(account.homeUrl ?? access.place).origin;
  return calendars
    .filter(({ url, components }) => (components ?? ['VEVENT']).includes('VEVENT') && new URL(url).origin === origin)
    .slice(0, MOST_CALENDARS)
    .map(({ url, displayName }) => ({
      access: { ...access, place: url },
      called:
        typeof displayName === 'string' && displayName.trim() !== ''
          ? displayName.trim().slice(0, 200)
          : (new URL(url).pathname.split('/').findLast((part) => part !== '') ?? 'Calendar'),
      host: new URL(url).host,
    }));
};

interface Cursor {
  readonly sync?: string;
  readonly ctag?: string;
  /** ETags by key, where the server has no sync tokens. */
  readonly etags?: Readonly<Record<string, string>>;
}

const PROPS = {
  [`${DAVNamespaceShort.CALENDAR_SERVER}:getctag`]: {},
  [`${DAVNamespaceShort.DAV}:sync-token`]: {},
  [`${DAVNamespaceShort.DAV}:displayname`]: {},
};

const changesSince = async (fetch: Fetch, access: Caldav, written: string | null): Promise<Came> => {
  const headers = letIn(access);
  const before: Cursor = written === null ? {} : JSON.parse(written);
  const [about] = await propfind({ url: access.place, props: PROPS, depth: '0', headers, fetch });
  const failed = about === undefined ? 'It is no calendar any more.' : fault(about.status);
  if (failed !== null) return { kind: 'failed', reason: failed };
  const sync = text(about?.props?.['syncToken']);
  const ctag = text(about?.props?.['getctag']);
  if (written !== null && ((sync !== null && sync === before.sync) || (sync === null && ctag !== null && ctag === before.ctag)))
    return { kind: 'unchanged' };

  if (sync !== null) {
    const since = await syncCollection({
      url: access.place,
      props: { [`${DAVNamespaceShort.DAV}:getetag`]: {} },
      syncLevel: 1,
      ...(before.sync !== undefined && { syncToken: before.sync }),
      headers,
      fetch,
    });
    // A token that is too old is refused (403, 409, 410): everything is asked for again.
    if (since.every(({ status }) => status < 400 || status === 404)) {
      const places = since.filter(({ href }) => href !== undefined && isItem(href, access.place));
      const left = places.filter(({ status }) => status === 404).map(({ href }) => keyOf(href ?? '', access.place));
      // Radicale names what is gone also to whoever asks for the first time.
      const gone = before.sync === undefined ? [] : left;
      const items = await itemsAt(
        fetch,
        access,
        places.filter(({ status }) => status !== 404).map(({ href }) => href ?? ''),
      );
      return {
        kind: 'came',
        whole: before.sync === undefined,
        items,
        gone,
        cursor: JSON.stringify({ sync: tokenOf(since) ?? sync } satisfies Cursor),
      };
    }
    if (before.sync !== undefined) return changesSince(fetch, access, null);
  }

  const listed = await propfind({
    url: access.place,
    props: { [`${DAVNamespaceShort.DAV}:getetag`]: {} },
    depth: '1',
    headers,
    fetch,
  });
  const etags = Object.fromEntries(
    listed
      .filter(({ href }) => href !== undefined && isItem(href, access.place))
      .map(({ href, props }) => [keyOf(href ?? '', access.place), text(props?.['getetag']) ?? '']),
  );
  const known = before.etags ?? {};
  const fresh = Object.entries(etags)
    .filter(([key, etag]) => etag === '' || known[key] !== etag)
    .map(([key]) => key);
  return {
    kind: 'came',
    whole: written === null,
    items: await itemsAt(
      fetch,
      access,
      fresh.map((key) => new URL(key, access.place).pathname),
    ),
    gone: Object.keys(known).filter((key) => etags[key] === undefined),
    cursor: JSON.stringify({ ...(ctag !== null && { ctag }), etags } satisfies Cursor),
  };
};

const itemsAt = async (fetch: Fetch, access: Caldav, paths: readonly string[]): Promise<readonly Item[]> => {
  const items: Item[] = [];
  const wanted = paths.slice(0, MOST_ITEMS);
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const got = await calendarMultiGet({
      url: access.place,
      props: { [`${DAVNamespaceShort.DAV}:getetag`]: {}, [`${DAVNamespaceShort.CALDAV}:calendar-data`]: {} },
      objectUrls: wanted.slice(from, from + AT_ONCE),
      depth: '1',
      headers: letIn(access),
      fetch,
    });
    for (const { href, props } of got) {
      const data = text(props?.['calendarData']?._cdata ?? props?.['calendarData']);
      if (href !== undefined && data !== null)
        items.push({ key: keyOf(href, access.place), etag: text(props?.['getetag']), bytes: Buffer.from(data) });
    }
  }
  return items;
};

const write = async (fetch: Fetch, access: Caldav, item: Item, wanted: Change): Promise<Changed> => {
  const next = changed(item.bytes.toString('utf8'), wanted);
  if ('reason' in next) return { kind: 'failed', reason: next.reason, again: false };
  if (next.did === 'nothing') return { kind: 'done', item, did: next.did };
  const url = new URL(item.key, access.place).href;
  const answer = await updateObject({
    url,
    data: next.text,
    headers: {
      ...letIn(access),
      'content-type': 'text/calendar; charset=utf-8',
      ...(item.etag === null ? {} : { 'if-match': item.etag }),
    },
    fetch,
  });
  if (answer.status === 412) return { kind: 'conflict' };
  const failed = fault(answer.status);
  if (failed !== null) return { kind: 'failed', reason: failed, again: answer.status >= 500 || answer.status === 429 };
  // A server may keep another text than it was given, and then says no ETag.
  const [now] = await itemsAt(fetch, access, [new URL(url).pathname]);
  return { kind: 'done', item: now ?? null, did: next.did };
};

const letIn = ({ user, password }: Caldav): Record<string, string> =>
  Object.fromEntries(
    Object.entries(getBasicAuthHeaders({ username: user, password })).filter(
      (one): one is [string, string] => typeof one[1] === 'string',
    ),
  );

const isItem = (href: string, place: string): boolean =>
  new URL(href, place).pathname.replace(/\/$/, '') !== new URL(place).pathname.replace(/\/$/, '');
const keyOf = (href: string, place: string): string => new URL(href, place).pathname;

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;

/** The token that an answer to a sync ends with. */
const tokenOf = (responses: readonly DAVResponse[]): string | null => text(responses[0]?.raw?.multistatus?.syncToken);

const fault = (status: number): string | null =>
  status < 400
    ? null
    : status === 401
      ? 'The server does not know this name and password.'
      : status === 403
        ? 'The server does not allow this.'
        : status === 404 || status === 410
          ? 'There is no such calendar there any more.'
          : `The server answered with ${status}.`;

const guarded = async <T>(work: () => Promise<T>, failed: (reason: string) => T): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Error && error.name === 'EgressRefused') return failed(`This server does not ask there: ${message}.`);
    return failed(
      /credential|401|unauthor/i.test(message)
        ? 'The server does not know this name and password.'
        : /cannot find|homeUrl|principal|account/i.test(message)
          ? 'No calendars are found there. Give the address that your calendar server names for CalDAV.'
          : 'The server does not answer as a CalDAV server does.',
    );
  }
};
