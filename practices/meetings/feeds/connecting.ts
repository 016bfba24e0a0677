import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { FeedTable } from './feed-table.ts';
import type { Feed, FeedReading, Feeds, Owner } from './feeds.ts';
import type { fetching } from './fetching.ts';
import type { Place } from './source.ts';

/** What those who connect calendars need. */
export interface Connecting {
  readonly reading: FeedReading;
  readonly seal: (text: string) => string;
  readonly unseal: (text: string) => string | null;
  /** Keyed: tells equal addresses without telling them. */
  readonly hashOf: (text: string) => string;
  /** An id made of another: the same for the same. */
  readonly idFrom: (id: string, part: string) => string;
  /** Where people come back to from Google. */
  readonly back: string;
}

const MOST = 10;
const QUARTER = 15 * 60_000;

/** What somebody takes along to Google and back. */
const State = z.strictObject({ org: z.string(), actor: z.string(), verifier: z.string(), at: z.number() });

/** How calendars are connected: an address, a file, the account of a CalDAV server, a Google account. */
export const connecting = (
  table: FeedTable,
  { reading, seal, unseal, hashOf, idFrom, back }: Connecting,
  { kept, running }: ReturnType<typeof fetching>,
): Pick<Feeds, 'subscribe' | 'keep' | 'connect' | 'asksGoogle' | 'consent' | 'letIn'> => {
  const add = async (owner: Owner, id: ArtifactId, { access, called, host }: Place): Promise<Result<Feed>> => {
    // A new password or token for the same calendar is the same subscription.
    const same = access.kind === 'address' ? access.address : access.kind === 'file' ? access.digest : access.place;
    const who = access.kind === 'caldav' ? access.user : '';
    const feed = await table.add(
      owner,
      {
        id,
        kind: access.kind,
        access: seal(JSON.stringify(access)),
        hash: hashOf(`${owner.org} ${owner.actor} ${access.kind} ${who} ${same}`),
        host,
        called: called === '' ? null : called,
      },
      MOST,
    );
    return feed === null ? refuse('too-many-feeds', `You have ${MOST} calendars here. End one of them first.`) : ok(feed);
  };

  const addAll = async (
    owner: Owner,
    id: ArtifactId,
    places: readonly Place[] | { readonly failed: string },
  ): Promise<Result<readonly Feed[]>> => {
    if ('failed' in places) return refuse('feed-account', places.failed, { field: '/server' });
    if (places.length === 0) return refuse('feed-account', 'There are no calendars in this account.', { field: '/server' });
    const feeds: Feed[] = [];
    let full: Refusal | null = null;
    for (const [n, place] of places.entries()) {
      const added = await add(owner, n === 0 ? id : idFrom(id, `calendar ${n}`), place);
      if (added.refused) full = added;
      else feeds.push(added.ok);
    }
    running.rouse();
    return feeds.length === 0 && full !== null ? full : ok(feeds);
  };

  return {
    async subscribe(owner, id, written) {
      const found = reading.addressOf(written);
      if (found.refused) return found;
      const { address, host } = found.ok;
      const feed = await add(owner, id, { access: { kind: 'address', address }, called: '', host });
      running.rouse();
      return feed;
    },
    async keep(owner, id, { called, bytes }) {
      const read = await reading.read(bytes, { from: 0, to: 0 }, 'UTC');
      if ('unread' in read) return refuse('feed-file', read.unread, { field: '/text' });
      if (read.calendars === 0) return refuse('feed-file', read.faults[0]?.reason ?? 'This is no calendar.', { field: '/text' });
      const digest = createHash('sha256').update(bytes).digest('base64url');
      const feed = await add(owner, id, { access: { kind: 'file', digest }, called, host: called });
      if (feed.refused) return feed;
      const told = { called: null, entries: read.entries, faults: read.faults.slice(0, 20) };
      await table.put({ org: owner.org, id: feed.ok.id }, kept({ key: '', etag: null, bytes }), told);
      return ok((await table.list(owner)).find((one) => one.id === feed.ok.id) ?? feed.ok);
    },
    async connect(owner, id, { server, user, password }) {
      const found = reading.addressOf(server);
      if (found.refused) return { ...found, field: '/server' };
      const places = await reading.caldav.list?.({ kind: 'caldav', place: found.ok.address, user, password });
      return addAll(owner, id, places ?? []);
    },
    asksGoogle: reading.google !== null,
    async consent({ org, actor }, at) {
      if (reading.google === null) return NO_GOOGLE;
      const verifier = randomBytes(32).toString('base64url');
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      return ok(
        await reading.google.consent({
          state: seal(JSON.stringify({ org, actor, verifier, at } satisfies z.infer<typeof State>)),
          challenge,
          back,
        }),
      );
    },
    async letIn(owner, id, at, { code, state }) {
      if (reading.google === null) return NO_GOOGLE;
      // [safety] Only sealed states are opened: a plain text would be taken as it is.
      const opened = state.startsWith('sealed:') ? unseal(state) : null;
      const asked = opened === null ? null : State.parse(JSON.parse(opened));
      if (asked === null || asked.org !== owner.org || asked.actor !== owner.actor || at - asked.at > QUARTER)
        return refuse('feed-consent', 'This is not what you began here within the last quarter of an hour. Connect again.');
      const access = await reading.google.letIn({ code, verifier: asked.verifier, back });
      if ('failed' in access) return refuse('feed-account', access.failed);
      return addAll(owner, id, (await reading.google.list?.(access)) ?? []);
    },
  };
};

const NO_GOOGLE = refuse(
  'feed-google',
  'Whoever runs this server has not connected it to Google. The secret address in iCal format, which Google Calendar gives, works all the same.',
);
