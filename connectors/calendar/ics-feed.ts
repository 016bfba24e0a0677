import type { FeedAnswer, FeedState } from '#practices/meetings';
import type { CalendarSource } from './calendar-source.ts';
import type { IcsReader } from './read-ics.ts';

/** The one way out [safety]. */
export interface Door {
  fetch(
    address: string,
    headers: Readonly<Record<string, string>>,
    most: number,
  ): Promise<{
    readonly status: number;
    readonly headers: { readonly etag?: string | undefined; readonly 'last-modified'?: string | undefined };
    readonly body: Buffer;
    readonly whole: boolean;
  }>;
}

/** Of one calendar. */
const MOST = 16 * 1024 * 1024;

/** `webcal:` is how calendars write https. */
export const feedAddress = (written: string): string => written.trim().replace(/^webcals?:/i, 'https:');

/** Asks for a calendar; only what has changed since `known` comes. Never throws for what is at the address. */
export const fetchFeed = async (door: Door, address: string, known: FeedState | null): Promise<FeedAnswer> => {
  const headers = {
    accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1',
    'accept-encoding': 'identity',
    'user-agent': 'Proceed',
    ...(known?.etag && { 'if-none-match': known.etag }),
    ...(known?.modified && !known.etag && { 'if-modified-since': known.modified }),
  };
  let came: Awaited<ReturnType<Door['fetch']>>;
  try {
    came = await door.fetch(address, headers, MOST);
  } catch (error) {
    return failed(
      error instanceof Error && error.name === 'EgressRefused'
        ? `This server does not ask there: ${error.message}.`
        : 'Nobody answers there.',
    );
  }
  const { status, body, whole } = came;
  if (status === 304 && known) return { kind: 'unchanged' };
  if (status === 401 || status === 403)
    return failed('It is not shown to everybody who has the address. Take the secret address that your calendar gives.');
  if (status === 404 || status === 410) return failed('There is no calendar at this address any more.');
  if (status !== 200) return failed(`The other side answered with ${status}.`);
  if (!whole) return failed(`It has more than ${MOST / 1024 / 1024} MB.`);
  if (!/BEGIN:VCALENDAR/i.test(body.subarray(0, 4096).toString('latin1').replaceAll('\0', '')))
    return failed('What is at this address is no calendar: it does not begin with BEGIN:VCALENDAR.');
  return { kind: 'came', bytes: body, etag: header(came.headers.etag), modified: header(came.headers['last-modified']) };
};

const failed = (reason: string): FeedAnswer => ({ kind: 'failed', reason });

const header = (value: string | undefined): string | null => (value === undefined || value.length > 500 ? null : value);

/** The copy of a calendar that was fetched. */
export const icsCopy = (called: string, bytes: Uint8Array, reader: IcsReader): CalendarSource => ({
  called,
  read: (window) => reader.read(bytes, window),
});
