import type { Came, Source } from '#practices/meetings';
import { z } from 'zod';
import type { CalendarSource } from './calendar-source.ts';
import { readText } from './ics-values.ts';
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

/** A calendar under an address: it is one file, and can only be read. */
export const icsAddress = (door: Door): Source => ({
  list: null,
  changes: async (access, cursor) =>
    access.kind === 'address' ? fetched(door, access.address, cursor) : failed('This is no address.'),
  change: null,
});

/** What the last answer said of itself, to be asked with the next time. */
const State = z.object({ etag: z.string().nullable(), modified: z.string().nullable() });

const fetched = async (door: Door, address: string, cursor: string | null): Promise<Came> => {
  const known = cursor === null ? null : State.parse(JSON.parse(cursor));
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
  const state: z.infer<typeof State> = { etag: header(came.headers.etag), modified: header(came.headers['last-modified']) };
  return { kind: 'came', whole: true, items: [{ key: '', etag: null, bytes: body }], gone: [], cursor: JSON.stringify(state) };
};

const failed = (reason: string): Came => ({ kind: 'failed', reason });

const header = (value: string | undefined): string | null => (value === undefined || value.length > 500 ? null : value);

/** The copy of a calendar that was fetched. */
export const icsCopy = (called: string, bytes: Uint8Array, reader: IcsReader): CalendarSource => ({
  called,
  read: (window) => reader.read(bytes, window),
});

/** The UID of the first entry in a text, as a reading says it; empty where it has none. */
export const uidOf = (bytes: Uint8Array): string => {
  const written = /^UID(?:;[^:\r\n]*)?:(.*)$/im.exec(
    Buffer.from(bytes)
      .subarray(0, 262_144)
      .toString('utf8')
      .replace(/\r?\n[ \t]/g, ''),
  );
  return readText(written?.[1] ?? '', 400).trim();
};
