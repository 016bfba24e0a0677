import type { Instant } from '#kernel/stream/event.ts';

export type SourceKind = 'address' | 'file' | 'caldav' | 'google';

/** How one calendar of a source is asked: kept sealed, shown to nobody. */
export type Access =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'file'; readonly digest: string }
  | { readonly kind: 'caldav'; readonly place: string; readonly user: string; readonly password: string }
  | { readonly kind: 'google'; readonly place: string; readonly token: string };

/** A calendar that an account has. */
export interface Place {
  readonly access: Access;
  readonly called: string;
  /** Where it is, for people: a host. */
  readonly host: string;
}

/** One object of a calendar: an entry with all that replaces single times of it, or a whole file. */
export interface Item {
  /** Its name within its calendar. */
  readonly key: string;
  /** Its state; whoever changes it says which state they saw. */
  readonly etag: string | null;
  /** iCalendar. */
  readonly bytes: Buffer;
}

/** What became of asking a calendar for what has changed. */
export type Came =
  | { readonly kind: 'unchanged' }
  /** `whole`: these are all that it has; otherwise these are new or changed, and `gone` are no more. `cursor`: to be asked with the next time. */
  | {
      readonly kind: 'came';
      readonly whole: boolean;
      readonly items: readonly Item[];
      readonly gone: readonly string[];
      readonly cursor: string | null;
    }
  /** A sentence for whoever connected it. */
  | { readonly kind: 'failed'; readonly reason: string };

export type Wanted =
  | { readonly kind: 'decline' }
  | { readonly kind: 'shorten'; readonly minutes: number }
  | { readonly kind: 'cancel' }
  /** To begin at another moment and take so long. */
  | { readonly kind: 'move'; readonly from: Instant; readonly minutes: number }
  /** Whoever invites ends it from a moment on (what took place stays), or cancels what has not begun; the others decline it. */
  | { readonly kind: 'leave'; readonly from: Instant };

/** What somebody wants of a meeting in their calendar. `planned`: of a single time of a series; null: of the entry, with all its times. */
export interface Change {
  readonly uid: string;
  readonly planned: Instant | null;
  readonly wanted: Wanted;
  readonly reason: string;
  /** Whose calendar it is, in lower case: whoever is asked declines, whoever invites makes shorter and cancels. */
  readonly me: string;
}

/** What was written. `nothing`: it is over, or so, there anyway. */
export type Did = 'declined' | 'shortened' | 'moved' | 'cancelled' | 'ended' | 'nothing';

export type Changed =
  /** As it is now; null: it is no more. */
  | { readonly kind: 'done'; readonly item: Item | null; readonly did: Did }
  /** Somebody else changed it since it was read: nothing was written. */
  | { readonly kind: 'conflict' }
  /** `again`: it may be otherwise later. */
  | { readonly kind: 'failed'; readonly reason: string; readonly again: boolean };

/** The port for every source of calendars. Nothing in it throws for what is at the other end. */
export interface Source {
  /** Null: there is nothing to choose, an access is one calendar. */
  readonly list: ((access: Access) => Promise<readonly Place[] | { readonly failed: string }>) | null;
  changes(access: Access, cursor: string | null): Promise<Came>;
  /** Null: it can only be read. */
  readonly change: ((access: Access, item: Item, change: Change) => Promise<Changed>) | null;
}

/** A source that people let this server in to themselves, at its own door (OAuth with PKCE). `back`: where they come back to. */
export interface Consenting extends Source {
  consent(asked: { readonly state: string; readonly challenge: string; readonly back: string }): Promise<string>;
  letIn(answer: {
    readonly code: string;
    readonly verifier: string;
    readonly back: string;
  }): Promise<Access | { readonly failed: string }>;
}
