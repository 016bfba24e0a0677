import type { Forges } from '#practices/changes';
import type { Drafts, Imports, Shares } from '#practices/handbook';
import type { Governed } from '#practices/protocols';
import type { Books, Desk, Feeds } from '#practices/meetings';
import type { Queryable } from '#store/connection.ts';
import type { About } from './about.ts';
import type { Accounts } from './auth/accounts.ts';
import type { Invitations } from './auth/invitations.ts';
import type { Setup } from './auth/setup.ts';
import type { Egress } from './egress.ts';
import type { Live } from './live.ts';
import type { Devices } from './push/devices.ts';
import type { AskedJobs } from './asked-jobs.ts';
import type { Services } from './route.ts';

/** What the server's own routes may use beyond what every practice may. */
export interface ServerServices extends Services {
  readonly accounts: Accounts;
  readonly invitations: Invitations;
  readonly setup: Setup;
  readonly live: Live;
  readonly about: About;
  readonly devices: Devices;
  /** The installation's public key for web push. */
  pushKey(): Promise<string>;
  readonly egress: Egress;
  /** Handbooks on their way in. */
  readonly imports: Imports;
  /** Calendars that people subscribe to. */
  readonly feeds: Feeds;
  readonly books: Books;
  /** Where code lies, and what is delivered from there. */
  readonly forges: Forges;
  readonly desk: Desk;
  /** Long readings that somebody asks for. */
  readonly jobs: AskedJobs;
  /** Whether nobody has done anything in an organization but to found it. */
  isEmpty(org: string): Promise<boolean>;
  /** What protocols govern, so that its runs can be read whatever they are about. */
  readonly governed: readonly Governed[];
  /** Links for people outside. */
  readonly shares: Shares;
  /** Pages on which people write. */
  readonly drafts: Drafts;
  /** Tables of accounts and mails: they are no artifacts. */
  readonly tables: Queryable;
  /** Whether people reach the server by HTTPS. */
  readonly secure: boolean;
  /** Whether mails are sent, or only kept for the steward. */
  readonly mailIsSent: boolean;
  /** Opens what lies sealed in the database; null: sealed with another key. */
  unseal(text: string): string | null;
}
