import type { GoogleSettings } from '#connectors/calendar/google.ts';
import { feedAddress, icsAddress, icsCopy, uidOf } from '#connectors/calendar/ics-feed.ts';
import { icsReader } from '#connectors/calendar/read-ics.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import type { Consenting, FeedReading, Source } from '#practices/meetings';
import type { Egress } from './egress.ts';
import { guardedFetch } from './guarded-fetch.ts';

/** Of one answer. */
const MOST = 32 * 1024 * 1024;

/** How this server asks for calendars, by its one way out, and reads them: one at a time, each in a thread that ends with it. */
export const feedReading = (
  outside: Pick<Egress, 'fault' | 'fetch' | 'exchange' | 'isNamed'>,
  ofGoogle: GoogleSettings | null,
): FeedReading => {
  const webdav = async () => (await import('#connectors/calendar/caldav.ts')).caldav(guardedFetch(outside, MOST));
  const google = async (settings: GoogleSettings) =>
    (await import('#connectors/calendar/google.ts')).google(settings, guardedFetch(outside, MOST));
  let turn: Promise<unknown> = Promise.resolve();
  return {
    addressOf(written) {
      const address = feedAddress(written);
      const plain = !address.startsWith('https:') && !outside.isNamed(address);
      const fault = outside.fault(address) ?? (plain ? 'it is not https, so anybody on the way could read it' : null);
      const url = URL.parse(address);
      if (fault !== null || url === null)
        return refuse('feed-address', `This address is not asked: ${fault ?? 'it is none'}.`, {
          field: '/address',
          accepted: 'https://calendar.example.org/secret/basic.ics',
        });
      return { ok: { address: url.href, host: url.host } };
    },
    address: icsAddress(outside),
    caldav: late(webdav),
    google: ofGoogle && lateConsenting(() => google(ofGoogle)),
    uidOf,
    read(bytes, window, zone) {
      const mine = turn.then(async () => {
        const reader = icsReader(zone);
        try {
          const { reading, unread } = await icsCopy('', bytes, reader).read(window);
          return reading ?? { unread: `Line ${unread?.line ?? 1}: ${unread?.reason ?? 'it could not be read.'}` };
        } finally {
          await reader.close();
        }
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
};

/** A source that is read from the disk once somebody asks for it: a server starts without, and most never need it. */
const late = (source: () => Promise<Source>): Source => ({
  list: async (...asked) => (await source()).list?.(...asked) ?? [],
  changes: async (...asked) => (await source()).changes(...asked),
  change: async (...asked) => (await source()).change?.(...asked) ?? READ_ONLY,
});

const READ_ONLY = { kind: 'failed', reason: 'This calendar can only be read.', again: false } as const;

const lateConsenting = (source: () => Promise<Consenting>): Consenting => ({
  ...late(source),
  consent: async (asked) => (await source()).consent(asked),
  letIn: async (answer) => (await source()).letIn(answer),
});
