import type { Directory } from '#kernel/actors/directory.ts';
import type { Facts } from '#kernel/protocol/world.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { declareFacts } from '#practices/protocols';

/** [P2] What conditions may ask of a request beside what every artifact has. */
export const requestFacts = declareFacts(['request'], {
  /** Whom the question goes to: a team's members one by one. */
  asked: 'list',
  urgent: 'bool',
  /** 1, and one more each time that it is asked again. */
  round: 'number',
  /** How many artifacts wait for the answer. */
  blocks: 'number',
});

interface Question {
  readonly author: ActorId;
  readonly to: ActorId;
  readonly urgent: boolean;
  readonly round: number;
  readonly blocks: readonly unknown[];
}

export const factsOf = ({ author, to, urgent, round, blocks }: Question, directory: Directory): Facts => ({
  asked: (directory.actors.get(to)?.members ?? [to]).filter((id) => id !== author),
  urgent,
  round,
  blocks: blocks.length,
});
