import { auth, calendar, type calendar_v3 } from '@googleapis/calendar';
import type { Access, Came, Change, Changed, Consenting, Did, Item, Place, Wanted } from '#practices/meetings';
import { MINUTE } from '#kernel/time/duration.ts';
import { zoneName, zoneOf } from '#kernel/time/zone.ts';
import { googleEntry } from './google-entry.ts';
import { notYours } from './ics-change.ts';
import { endedBefore } from './ics-ending.ts';
import { readMoment } from './ics-values.ts';

/** As Google gave them to whoever runs this server (console.cloud.google.com, “OAuth client ID”, kind “Web application”). */
export interface GoogleSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where Google is, for tests: `http://127.0.0.1:PORT`. */
  readonly at?: string;
}

type Google = Extract<Access, { kind: 'google' }>;
type Api = calendar_v3.Calendar;
type GoogleEvent = calendar_v3.Schema$Event;

const SCOPES = [
  'https://www.googleapis.com/auth/calendar.events',
  'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
];
const MOST_CALENDARS = 10;
const MOST_ITEMS = 20_000;
const PAGE = 2_500;

/** Google Calendar by its official client: changes by sync token, written back under the ETag that was read. */
export const google = ({ clientId, clientSecret, at }: GoogleSettings, fetchImplementation: typeof fetch): Consenting => {
  const client = (back?: string) =>
    new auth.OAuth2({
      clientId,
      clientSecret,
      ...(back !== undefined && { redirectUri: back }),
      ...(at !== undefined && { endpoints: { oauth2AuthBaseUrl: `${at}/o/oauth2/v2/auth`, oauth2TokenUrl: `${at}/token` } }),
      transporterOptions: { fetchImplementation },
    });
  const api = ({ token }: Google): Api => {
    const letIn = client();
    letIn.setCredentials({ refresh_token: token });
    return calendar({
      version: 'v3',
      auth: letIn,
      fetchImplementation,
      retry: false,
      ...(at !== undefined && { rootUrl: `${at}/` }),
    });
  };
  return {
    consent: async ({ state, challenge, back }) => {
      const url = new URL(client(back).generateAuthUrl({ access_type: 'offline', prompt: 'consent', scope: SCOPES, state }));
      url.searchParams.set('code_challenge', challenge);
      url.searchParams.set('code_challenge_method', 'S256');
      return url.href;
    },
    letIn: ({ code, verifier, back }) =>
      asking<Access | { readonly failed: string }>(
        async () => {
          const { tokens } = await client(back).getToken({ code, codeVerifier: verifier });
          return tokens.refresh_token
            ? { kind: 'google', place: 'primary', token: tokens.refresh_token }
            : {
                failed: 'Google gave no lasting access. Take Proceed out of the apps of your Google account, and connect again.',
              };
        },
        (failed) => ({ failed }),
      ),
    list: (access) =>
      ofGoogle(
        access,
        (mine) =>
          asking<readonly Place[] | { readonly failed: string }>(
            () => places(api(mine), mine),
            (failed) => ({ failed }),
          ),
        { failed: NOT_GOOGLE },
      ),
    changes: (access, cursor) =>
      ofGoogle(
        access,
        (mine) =>
          asking<Came>(
            () => changesSince(api(mine), mine, cursor),
            (reason) => ({ kind: 'failed', reason }),
          ),
        { kind: 'failed', reason: NOT_GOOGLE },
      ),
    change: (access, item, wanted) =>
      ofGoogle(
        access,
        (mine) =>
          asking<Changed>(
            () => write(api(mine), mine, item, wanted),
            (reason, again) => ({ kind: 'failed', reason, again }),
          ),
        { kind: 'failed', reason: NOT_GOOGLE, again: false },
      ),
  };
};

const NOT_GOOGLE = 'This is no calendar of Google.';
const ofGoogle = async <T>(access: Access, work: (mine: Google) => Promise<T>, otherwise: T): Promise<T> =>
  access.kind === 'google' ? work(access) : otherwise;

const places = async (api: Api, access: Google): Promise<readonly Place[]> => {
  const { data } = await api.calendarList.list({ minAccessRole: 'reader', maxResults: 250 });
  return (data.items ?? [])
    .filter(({ id, primary, selected }) => id && (primary === true || selected === true))
    .toSorted((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false))
    .slice(0, MOST_CALENDARS)
    .map(({ id, summary, summaryOverride }) => ({
      access: { ...access, place: id ?? '' },
      called: (summaryOverride ?? summary ?? id ?? '').slice(0, 200),
      host: 'calendar.google.com',
    }));
};

const changesSince = async (api: Api, access: Google, cursor: string | null): Promise<Came> => {
  const events: GoogleEvent[] = [];
  let next: string | null = null;
  let page: string | undefined;
  do {
    let data: calendar_v3.Schema$Events;
    try {
      ({ data } = await api.events.list({
        calendarId: access.place,
        maxResults: PAGE,
        singleEvents: false,
        showDeleted: cursor !== null,
        ...(cursor !== null && { syncToken: cursor }),
        ...(page !== undefined && { pageToken: page }),
      }));
    } catch (error) {
      // The token is too old: everything is asked for again.
      if (cursor !== null && statusOf(error) === 410) return changesSince(api, access, null);
      throw error;
    }
    for (const event of data.items ?? []) events.push(event);
    next = data.nextSyncToken ?? null;
    page = data.nextPageToken ?? undefined;
  } while (page !== undefined && events.length < MOST_ITEMS);
  if (cursor !== null && events.length === 0 && next === cursor) return { kind: 'unchanged' };

  const uids = new Map(events.flatMap(({ id, iCalUID }) => (id && iCalUID ? [[id, iCalUID] as const] : [])));
  const uidOf = async (id: string): Promise<string | null> => {
    const known = uids.get(id);
    if (known !== undefined) return known;
    const master = await api.events.get({ calendarId: access.place, eventId: id }).then(
      ({ data }) => data.iCalUID ?? null,
      () => null,
    );
    if (master !== null) uids.set(id, master);
    return master;
  };
  const items: Item[] = [];
  const gone: string[] = [];
  for (const event of events) {
    const { id, status, recurringEventId } = event;
    if (!id) continue;
    // Of a single time that was taken out only its place is told; an entry that is gone is told by its name.
    if (status === 'cancelled' && !recurringEventId) {
      gone.push(id);
      continue;
    }
    const uid = event.iCalUID ?? (recurringEventId ? await uidOf(recurringEventId) : null);
    if (uid !== null) items.push(itemOf(event, uid));
  }
  return { kind: 'came', whole: cursor === null, items, gone: cursor === null ? [] : gone, cursor: next };
};

const itemOf = (event: GoogleEvent, uid: string): Item => ({
  key: event.id ?? '',
  etag: event.etag ?? null,
  bytes: Buffer.from(googleEntry(event, uid)),
});

const write = async (api: Api, access: Google, item: Item, { planned, reason, wanted, me }: Change): Promise<Changed> => {
  const calendarId = access.place;
  const { data: seen } = await api.events.get({ calendarId, eventId: item.key });
  if (item.etag !== null && seen.etag !== item.etag) return { kind: 'conflict' };
  let event = seen;
  if (planned !== null && seen.recurrence) {
    const { data } = await api.events.instances({
      calendarId,
      eventId: item.key,
      originalStart: new Date(planned).toISOString(),
    });
    const [one] = data.items ?? [];
    if (!one) return { kind: 'failed', reason: 'The calendar does not have this time of the meeting any more.', again: false };
    event = one;
  }
  const { did, body } = writing(event, planned, wanted, reason, me);
  if (body === null) return { kind: 'done', item, did };
  if ('failed' in body) return { kind: 'failed', reason: body.failed, again: false };
  try {
    const { data } = await api.events.patch(
      { calendarId, eventId: event.id ?? item.key, sendUpdates: 'all', requestBody: body },
      { headers: { 'if-match': event.etag ?? '*' } },
    );
    const uid = data.iCalUID ?? seen.iCalUID ?? '';
    return { kind: 'done', item: data.status === 'cancelled' && !data.recurringEventId ? null : itemOf(data, uid), did };
  } catch (error) {
    if (statusOf(error) === 412) return { kind: 'conflict' };
    throw error;
  }
};

interface Writing {
  readonly did: Did;
  /** Null: there is nothing to write. */
  readonly body: GoogleEvent | { readonly failed: string } | null;
}

const writing = (event: GoogleEvent, planned: number | null, wanted: Wanted, reason: string, me: string): Writing => {
  if (wanted.kind !== 'leave') return { did: DID[wanted.kind], body: bodyOf(event, wanted, reason, me) };
  if (!isMine(event, me)) return { did: 'declined', body: bodyOf(event, { kind: 'decline' }, reason, me) };
  const { start, recurrence } = event;
  const begins = Date.parse(start?.dateTime ?? start?.date ?? '');
  if (planned === null && recurrence) {
    const zone = start?.timeZone ? zoneName(start.timeZone) : null;
    const moment = readMoment(
      start?.date ?? new Date(zone === null ? begins : zoneOf(zone).toLocal(begins)).toISOString().slice(0, 19),
    );
    const clock = zone === null ? null : zoneOf(zone);
    if (typeof moment === 'string') return { did: 'nothing', body: { failed: 'This meeting does not say when it begins.' } };
    const ended = endedBefore(recurrence, { moment: { ...moment, utc: zone === null && !moment.dateOnly }, clock }, wanted.from);
    if (ended === 'over') return { did: 'nothing', body: null };
    if (ended !== 'not-begun') return { did: 'ended', body: { recurrence: [...ended], ...reasonFor(event, reason) } };
  } else if (planned === null && begins < wanted.from) return { did: 'nothing', body: null };
  return { did: 'cancelled', body: bodyOf(event, { kind: 'cancel' }, reason, me) };
};

const DID = { decline: 'declined', shorten: 'shortened', move: 'moved', cancel: 'cancelled' } as const;

const isMine = ({ organizer }: GoogleEvent, me: string): boolean =>
  !organizer?.email || organizer.self === true || organizer.email.toLowerCase() === me;

/** Google knows no reason for what an organizer does; its guests read it first in the description. */
const reasonFor = ({ description }: GoogleEvent, reason: string): Pick<GoogleEvent, 'description'> =>
  reason.trim() === '' ? {} : { description: [reason.trim(), description ?? ''].filter((words) => words !== '').join('\n\n') };

const bodyOf = (
  event: GoogleEvent,
  asked: Exclude<Wanted, { kind: 'leave' }>,
  reason: string,
  me: string,
): GoogleEvent | { readonly failed: string } => {
  const said = reasonFor(event, reason);
  if (asked.kind !== 'decline' && !isMine(event, me)) return { failed: notYours(event.organizer?.email ?? '') };
  if (asked.kind === 'cancel') return { status: 'cancelled', ...said };
  if (asked.kind === 'shorten') {
    const { start, end } = event;
    if (!start?.dateTime || !end?.dateTime) return { failed: 'A whole day cannot be made shorter.' };
    const from = Date.parse(start.dateTime);
    if (from + asked.minutes * MINUTE >= Date.parse(end.dateTime)) return { failed: 'It is not longer than that.' };
    return {
      end: {
        dateTime: new Date(from + asked.minutes * MINUTE).toISOString(),
        ...(start.timeZone && { timeZone: start.timeZone }),
      },
      ...said,
    };
  }
  if (asked.kind === 'move') {
    const { start, end } = event;
    if (!start?.dateTime || !end?.dateTime) return { failed: 'A whole day cannot be moved to another time from here.' };
    const at = (moment: number) => ({
      dateTime: new Date(moment).toISOString(),
      ...(start.timeZone && { timeZone: start.timeZone }),
    });
    return { start: at(asked.from), end: at(asked.from + asked.minutes * MINUTE), ...said };
  }
  const attendees = event.attendees ?? [];
  if (!attendees.some(isMe(me))) return { failed: 'You are not among those who were asked to this meeting.' };
  return {
    attendees: attendees.map((one) =>
      isMe(me)(one) ? { ...one, responseStatus: 'declined', ...(reason.trim() !== '' && { comment: reason.trim() }) } : one,
    ),
  };
};

const isMe =
  (mail: string) =>
  ({ self, email }: calendar_v3.Schema$EventAttendee): boolean =>
    self === true || email?.toLowerCase() === mail;

const statusOf = (error: unknown): number | null => {
  if (typeof error !== 'object' || error === null) return null;
  const { status, code } = error as { readonly status?: unknown; readonly code?: unknown };
  return typeof status === 'number' ? status : Number(code) || null;
};

const asking = async <T>(work: () => Promise<T>, failed: (reason: string, again: boolean) => T): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const status = statusOf(error);
    const words = error instanceof Error ? error.message : '';
    if (status === 401 || /invalid_grant/.test(words))
      return failed('Google does not let this server in any more. Connect it again.', false);
    if (status === 403) return failed('Google does not allow this.', false);
    if (status === 404 || status === 410) return failed('There is no such calendar or meeting at Google any more.', false);
    if (status === 429) return failed('Google asks for patience; it is tried again later.', true);
    return failed(
      status === null ? 'Google does not answer.' : `Google answered with ${status}.`,
      status === null || status >= 500,
    );
  }
};
