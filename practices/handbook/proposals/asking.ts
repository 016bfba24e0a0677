import type { Protocol } from '#kernel/protocol/document.ts';
import { same } from '#kernel/stream/same.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type SpaceId } from '#kernel/stream/event.ts';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';
import { alone, changedLines, proposalFacts } from '#practices/decisions';
import { beginRun, protocolOfPage } from '#practices/protocols';
import { audienceFor } from '../audience.ts';

/** A text as it would be published. */
export interface Change {
  readonly title: string;
  readonly space: SpaceId | null;
  readonly only: readonly ActorId[] | null;
  readonly owners: readonly ActorId[];
  /** The revision that stands; 0: the page is new. */
  readonly revision: number;
  readonly before: string;
  readonly body: string;
}

/** A protocol for `page.changed` says that contributors, too, propose. */
export const TRIGGER = 'page.changed';

/**
 * Whether a text is proposed rather than published, because a protocol of its space says so: `proposal-needed`. Null: it is published at once,
 * as it is where no protocol begins on `page.changed`, by whoever is alone, and by the system, which publishes what was accepted.
 */
export const asksFirst = (
  change: Change,
  { by, directory, now, self }: Pick<Context, 'by' | 'directory' | 'now' | 'self'>,
): Refusal | null => {
  // A folder has no words to look at.
  if (change.body === '' || by === SYSTEM || !directory.protocols.some(({ protocol }) => protocol.on === TRIGGER)) return null;
  const { title, space, owners, before, body, revision } = change;
  const audience = audienceFor({ ...change, author: by });
  if (alone(audience, directory)) return null;
  const lines = changedLines(before, body);
  const facts = proposalFacts({
    title,
    base: revision,
    owners,
    contributor: true,
    alone: false,
    changedLines: lines,
    rule: null,
  });
  const run = beginRun({ kind: 'page', title, author: by, space, audience, facts }, [TRIGGER], { directory, now, self });
  if (run.refused) return null;
  return refuse(
    PROPOSAL_NEEDED,
    `Here texts are proposed before they are published (${run.ok.protocol.id}). Nothing was published; propose it.`,
  );
};

/** Whether a text is to be proposed, and not published by whoever sends it. One whose protocol is not well is neither. */
export const isProposed = (
  change: Change & { readonly protocol: Protocol | null },
  context: Pick<Context, 'by' | 'directory' | 'now' | 'self'>,
): boolean => {
  const read = protocolOfPage(change, context.self.id, context.directory);
  return (!read.refused && rulesFirst(change.protocol, read.ok, context) !== null) || asksFirst(change, context) !== null;
};

/**
 * [P5] A text that changes a protocol, makes one or takes one out of force is proposed, whoever writes it: `proposal-needed`. Null: it changes none.
 */
export const rulesFirst = (before: Protocol | null, after: Protocol | null, { by }: Pick<Context, 'by'>): Refusal | null =>
  by === SYSTEM || same(before, after)
    ? null
    : refuse(
        PROPOSAL_NEEDED,
        `This changes a protocol (${(after ?? before)?.id ?? ''}), and that is decided by those it binds. Nothing was published; propose it.`,
      );

export const PROPOSAL_NEEDED = 'proposal-needed';
