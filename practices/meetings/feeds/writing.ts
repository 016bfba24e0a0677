import { ok, refuse } from '#kernel/stream/refusal.ts';
import type { DueFeed, FeedTable } from './feed-table.ts';
import type { Feeds } from './feeds.ts';
import type { fetching } from './fetching.ts';
import type { Change, Changed, Did, Item, SourceKind, Wanted } from './source.ts';

/** How a meeting is changed where it is kept. */
export const writing = (
  table: FeedTable,
  { sourceOf, accessOf, kept, running }: ReturnType<typeof fetching>,
): Pick<Feeds, 'change' | 'carry' | 'writable'> => {
  const isWritten = (kind: SourceKind): boolean => (sourceOf(kind)?.change ?? null) !== null;

  /** Null: it is not there any more. Who is told of a conflict finds it as it is then, for it is asked for again. */
  const write = async (feed: DueFeed, items: readonly Item[], change: Change): Promise<Changed | null> => {
    // Google keeps single times that are others beside their series.
    const item = items.find(({ bytes }) => !bytes.includes('\nRECURRENCE-ID')) ?? items[0];
    const access = accessOf(feed);
    const source = sourceOf(feed.kind);
    if (!item || access === null || !source?.change) return null;
    const done = await source.change(access, item, change);
    // Before what was written is kept: what is made of it then looks for this.
    if (done.kind === 'done' && done.did === 'declined' && change.planned === null)
      await table.declined(feed, change.uid, change.me, change.wanted.kind === 'leave' ? change.wanted.from : null);
    if (done.kind === 'done') await table.wrote(feed, done.item && kept(done.item), done.item ? null : item.key);
    if (done.kind === 'conflict' || (done.kind === 'done' && BY_ERRAND.has(change.wanted.kind))) {
      await table.due(feed, feed.id);
      running.rouse();
    }
    return done;
  };

  return {
    async change(owner, id, change) {
      const found = await table.one(owner, id, change.uid);
      if (found === null) return refuse('not-found', 'There is no such calendar of yours.');
      if (!isWritten(found.feed.kind))
        return refuse('calendar-read-only', 'This calendar can only be read from here. Change the meeting where it is kept.');
      const done = await write(found.feed, found.items, change);
      if (done === null) return refuse('not-found', 'This calendar does not have that meeting any more.');
      if (done.kind === 'failed') return refuse('calendar-refused', done.reason);
      if (done.kind === 'conflict') return refuse('calendar-changed', CHANGED);
      return ok(null);
    },
    async carry(owner, { uid, ...rest }) {
      const found = (await table.holding(owner, uid)).filter(({ feed }) => isWritten(feed.kind));
      const moving = rest.wanted.kind === 'move';
      const ways: Did[] = [];
      let again: string | null = null;
      let refused: string | null = null;
      for (const { feed, items } of found) {
        const done = await write(feed, items, { ...rest, uid: items[0]?.uid ?? uid });
        if (done?.kind === 'conflict') again = CHANGED;
        else if (done?.kind === 'failed' && done.again) again = done.reason;
        else if (done?.kind === 'failed') refused = done.reason;
        // What is over there takes place no more; what stands there so is moved already.
        else if (done) ways.push(done.did === 'nothing' ? (moving ? 'moved' : 'ended') : done.did);
      }
      if (again !== null) return { kind: 'again', reason: again };
      if (refused !== null) return { kind: 'by-hand', reason: refused };
      const how = (['moved', 'ended', 'cancelled', 'declined'] as const).find((one) => ways.includes(one));
      return how ? { kind: 'done', how } : { kind: 'by-hand', reason: moving ? UNMOVED : NOWHERE };
    },
    writable: (owner, uids) =>
      uids.length === 0 ? Promise.resolve(new Set<string>()) : table.has(owner, KINDS.filter(isWritten), uids),
  };
};

const KINDS: readonly SourceKind[] = ['address', 'file', 'caldav', 'google'];

const CHANGED =
  'Somebody changed this meeting meanwhile, and nothing of yours was written. It is asked for again; look once more.';
const NOWHERE = 'It stands in no calendar that can be written from here. Take it out where it is kept.';

const UNMOVED = 'It stands in no calendar that can be written from here. Move it where it is kept.';
/** What is done by errand changes single times too, which the calendar gives anew. */
const BY_ERRAND: ReadonlySet<Wanted['kind']> = new Set(['leave', 'move']);
