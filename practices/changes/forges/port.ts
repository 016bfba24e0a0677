import type { Result } from '#kernel/stream/refusal.ts';
import type { ChangedFile } from '../score.ts';
import type { Delivery, Observed, Said } from '../observed.ts';
import type { Vendor } from './forge.ts';

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** How a vendor's deliveries are read. Pure; one contract suite holds for all of them (connectors/forge.contract.ts). */
export interface ForgeReader {
  readonly vendor: Vendor;
  /** What a delivery says of itself: its id, and what it is about. Refused with `not-a-delivery`. */
  about(headers: Headers): Result<{ readonly id: string; readonly event: string }>;
  /** [safety] Whether whoever knows the secret sent these bytes. */
  isSigned(headers: Headers, body: Buffer, secret: string): boolean;
  /** Refused with `delivery-malformed` where it is not as the vendor publishes it, `delivery-unknown` where nobody knows such an event. */
  read(event: string, payload: unknown): Result<Delivery>;
}

/** What is asked of a vendor's API, and said to it, about one change. Throws `ForgeTrouble`. */
export interface ForgeApi {
  /** What a change does to which files, as it is now; `head`: the commit that this is about. */
  files(repository: string, key: string): Promise<{ readonly head: string; readonly files: readonly ChangedFile[] }>;
  /** What was said of a change so far that may count: reviews, and comments. Whoever connects a repository hears of what was said before. */
  said(repository: string, key: string): Promise<readonly Said[]>;
  /** A file of the branch that a change goes to; null: there is none. */
  file(repository: string, branch: string, path: string): Promise<string | null>;
  /** Sets what people see beside the commit. */
  tell(repository: string, head: string, told: Told): Promise<void>;
  readonly issues: IssueApi;
  /** As whom it answers: an account, or an App. */
  self(): Promise<string>;
  /** Nothing where a repository may be read and told of. */
  repository(name: string): Promise<void>;
}

export type ObservedIssue = Extract<Observed, { of: 'issue' }>;
export type IssueChange = Partial<{ readonly title: string; readonly body: string; readonly state: 'open' | 'done' | 'dropped' }>;

/** Issues and what is said on them, each answered as it stands then. `key`: the number of an issue. */
export interface IssueApi {
  /** Null: there is no such issue. */
  look(repository: string, key: string): Promise<ObservedIssue | null>;
  /** Those that are open, newest first, at most `most` of them. */
  open(repository: string, most: number): Promise<readonly ObservedIssue[]>;
  make(repository: string, issue: { readonly title: string; readonly body: string }): Promise<ObservedIssue>;
  change(repository: string, key: string, change: IssueChange): Promise<ObservedIssue>;
  /** What was said on it, oldest first. */
  said(repository: string, key: string): Promise<readonly Said[]>;
  say(repository: string, key: string, body: string): Promise<Said>;
  /** `id` as in `Said`. */
  sayAgain(repository: string, key: string, id: string, body: string): Promise<Said>;
  unsay(repository: string, key: string, id: string): Promise<void>;
}

/** What a forge shows of a verdict. */
export interface Told {
  readonly state: 'pending' | 'success' | 'failure';
  /** `ships: score 12.4 of 20`; at most 140 characters. */
  readonly line: string;
  /** Markdown. */
  readonly explanation: string;
  readonly url: string;
}

/** It could not be asked: in words for whoever looks after it. `again`: it makes sense to try later. */
export class ForgeTrouble extends Error {
  override readonly name = 'ForgeTrouble';
  readonly again: boolean;

  constructor(message: string, again: boolean) {
    super(message);
    this.again = again;
  }
}
