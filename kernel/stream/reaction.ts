import type { Directory } from '../actors/directory.ts';
import type { Send } from './commands.ts';
import type { ActorId, Instant, OrgId } from './event.ts';
import type { StreamEvent } from './stream.ts';

/**
 * What the organization does about an event: send further commands, note what somebody is to be told. Called at least once for each
 * event, in order; what it sends carries ids made from the event, so that it takes effect once.
 */
export interface Reaction {
  /** Names its checkpoint. */
  readonly name: string;
  /** Types of events that it cares about. */
  readonly types: ReadonlySet<string>;
  react(event: StreamEvent): Promise<void>;
  /** Looks up at once what it needs for each of these, which it is told of next; what it is told of without this it looks up by itself. */
  prepare?(events: readonly StreamEvent[]): Promise<void>;
}

/** What a reaction may use. `rows` runs one statement of SQL; a name is prepared once per connection. */
export interface ReactionServices {
  readonly send: Send;
  directory(org: OrgId): Promise<Directory>;
  /** Where people reach this server, without a slash behind. */
  readonly address: string;
  /** Whoever is not active, or has no mail, gets none. */
  mail(letter: Letter): Promise<void>;
  rows<Row>(question: {
    readonly name: string;
    readonly text: string;
    readonly values: readonly unknown[];
  }): Promise<readonly Row[]>;
}

/** What somebody is told by mail. [safety] To an actor, never to an address: the organization keeps it. */
export interface Letter {
  readonly org: OrgId;
  readonly to: ActorId;
  /** Made of what it tells of: the same id is the same mail. */
  readonly id: string;
  readonly subject: string;
  /** Plain text, lines as they should break. */
  readonly body: string;
  /** The next moment at which it may reach them; left out: now. */
  readonly notBefore?: Instant;
  /** For their calendar: iCalendar text (RFC 5546). */
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL' | 'REPLY'; readonly text: string };
}

/** A practice exports these; the server gives each of them what it may use. */
export type ReactionMaker = (services: ReactionServices) => Reaction;
