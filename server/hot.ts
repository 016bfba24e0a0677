import type { Instant } from '#kernel/stream/event.ts';
import type { Page } from './present.ts';
import type { Principal } from './route.ts';

/** What it may hold, bytes; and what one answer may take of that. */
const MOST = 32 * 1024 * 1024;
const MOST_OF_ONE = 512 * 1024;

/** About what an entry takes beside its bytes and its address. */
const AROUND = 500;

type Reader = Pick<Principal, 'org' | 'actor' | 'directoryVersion' | 'head' | 'at'>;

interface Kept {
  readonly page: Page;
  readonly head: string;
  readonly directoryVersion: number;
  readonly from: Instant;
  readonly until: Instant;
  readonly size: number;
}

/**
 * [safety] Answers as ready bytes, each for the one reader who asked (docs/adr/0010). Whoever asks is authorised first, as always, and the
 * statement that does it says in the same breath how far the organization's stream is (`head`). Where that is as it was, and no moment
 * has passed at which the answer changes by itself, making it again would make the same bytes. Nothing is ever invalidated, so nothing
 * can be forgotten: a commit of any process, a right that was taken away, a session that ended are in that statement's answer.
 */
export const hotPages = (most = MOST) => {
  // Oldest use first.
  const kept = new Map<string, Kept>();
  let size = 0;

  const drop = (place: string, one: Kept): void => {
    kept.delete(place);
    size -= one.size;
  };

  return {
    find: (reader: Reader, address: string): Page | null => {
      const place = placeOf(reader, address);
      const one = kept.get(place);
      if (!one || one.head !== reader.head || one.directoryVersion !== reader.directoryVersion) return null;
      if (reader.at < one.from || reader.at >= one.until) return null;
      kept.delete(place);
      kept.set(place, one);
      return one.page;
    },

    keep: (reader: Reader, address: string, page: Page, until: Instant): void => {
      const { head, directoryVersion, at: from } = reader;
      const place = placeOf(reader, address);
      const before = kept.get(place);
      if (before) drop(place, before);
      const one = { page, head: head ?? '', directoryVersion, from, until, size: page.bytes.length + 2 * place.length + AROUND };
      if (head === null || one.size > MOST_OF_ONE) return;
      kept.set(place, one);
      size += one.size;
      for (const [oldest, entry] of kept) {
        if (size <= most) break;
        drop(oldest, entry);
      }
    },

    size: () => size,
  };
};

const placeOf = ({ org, actor }: Reader, address: string): string => `${org} ${actor} ${address}`;
