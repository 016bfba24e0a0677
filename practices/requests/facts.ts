import type { Directory } from '#kernel/actors/directory.ts';
import type { Facts } from '#kernel/protocol/world.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { declareFacts } from '#practices/protocols';

/** [P2] What conditions may ask of a request beside what every artifact has. */
export const requestFacts = declareFacts(['request'], {
  /** Whom the question goes to: a team's members one by one. */
  asked: 'list',
  /** Everybody who is asked is to answer, not one of them: a written round. */
  everybody: 'bool',
  urgent: 'bool',
  /** 1, and one more each time that it is asked again. */
  round: 'number',
  /** How many artifacts wait for the answer. */
  blocks: 'number',
});

interface Question {
  readonly author: ActorId;
  readonly to: ActorId;
  readonly others?: readonly ActorId[] | undefined;
  readonly urgent: boolean;
  readonly round: number;
  readonly blocks: readonly unknown[];
}

export const factsOf = ({ author, to, others = [], urgent, round, blocks }: Question, directory: Directory): Facts => ({
  asked: [...new Set([to, ...others].flatMap((id) => directory.actors.get(id)?.members ?? [id]))].filter((id) => id !== author),
  everybody: others.length > 0,
  urgent,
  round,
  blocks: blocks.length,
});
