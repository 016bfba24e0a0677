import { openStep } from '#kernel/protocol/step-run.ts';
import { permits } from '#kernel/actors/permission.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { ActorId, Instant, OrgId } from '#kernel/stream/event.ts';
import type { Refusal } from '#kernel/stream/refusal.ts';
import type { DecisionCommand } from './commands.ts';
import { decision } from './decision.ts';
import { statusOf, type DecisionState, type Opened } from './state.ts';

export interface Offer {
  readonly action: string;
  readonly may: boolean;
  readonly because: string | null;
}

interface Asker {
  readonly org: OrgId;
  readonly by: ActorId;
  readonly now: Instant;
  readonly directory: Directory;
  readonly self: { readonly id: string; readonly number: number; readonly version: number };
}

type Name = DecisionCommand['name'];
type Try = { [N in Name]: { readonly name: N; readonly data: Extract<DecisionCommand, { name: N }>['data'] } }[Name];

/** The words that stand in for what somebody would write: whether they may is asked, not what they say. */
const WORDS = 'words';

const FOR_DRAFT: readonly Try[] = [
  { name: 'revise', data: {} },
  { name: 'open', data: {} },
  { name: 'share-draft', data: { with: [] } },
  { name: 'withdraw', data: {} },
];

const FOR_OPENED: readonly Try[] = [
  { name: 'take-stance', data: { stance: 'abstain' } },
  { name: 'take-stance', data: { stance: 'object', reason: WORDS, alternative: WORDS, newInformation: WORDS } },
  { name: 'ask-clarification', data: { text: WORDS } },
  { name: 'answer', data: {} },
  { name: 'amend', data: { label: 'editorial', reason: WORDS, title: WORDS } },
  { name: 'challenge-amendment', data: {} },
  { name: 'withdraw', data: {} },
  { name: 'reopen', data: { reason: WORDS } },
  { name: 'keep-closed', data: { reason: WORDS } },
];

const FOR_PROPOSAL: readonly Try[] = [
  { name: 'open-record', data: {} },
  { name: 'withdraw', data: {} },
];

const AFTERWARDS: readonly Try[] = [
  { name: 'deprecate', data: { reason: WORDS } },
  { name: 'set-review-date', data: { on: '9999-01-01' } },
  { name: 'answer-review', data: { answer: 'yes' } },
];

/** What somebody may do to a decision now: the decider itself is asked, and nothing is written. */
export const offersFor = (state: DecisionState, asker: Asker): readonly Offer[] => {
  const tries =
    state.status === 'draft'
      ? FOR_DRAFT
      : state.status === 'opened'
        ? [agreeing(state), ...FOR_OPENED, ...AFTERWARDS]
        : statusOf(state) === 'proposed'
          ? [...FOR_PROPOSAL, ...AFTERWARDS]
          : AFTERWARDS;
  return tries.map((one) => offer(nameOf(one), one, state, asker));
};

/** [R12] Where the step is voted on, to agree is to cast a ballot. */
const agreeing = ({ run }: Opened): Try => {
  const first = openStep(run)?.ballot?.options[0];
  return { name: 'take-stance', data: { stance: 'agree', ...(first !== undefined && { ballot: first }) } };
};

const nameOf = (one: Try): string =>
  one.name === 'take-stance' ? (one.data.ballot === undefined ? one.data.stance : 'vote') : one.name;

/** What somebody may do about the objection of `whose`. */
export const offersOnObjection = (state: DecisionState, whose: ActorId, asker: Asker): readonly Offer[] => {
  const tries: readonly Try[] = [
    { name: 'reply-to-objection', data: { whose, text: WORDS } },
    { name: 'resolve-objection', data: { whose } },
    { name: 'rule-objection-invalid', data: { whose, reason: WORDS } },
    { name: 'overrule-objection', data: { whose, reason: WORDS } },
    ...(whose === asker.by
      ? [{ name: 'withdraw-objection', data: {} } as const, { name: 'answer-reply', data: { text: WORDS } } as const]
      : []),
  ];
  return tries.map((one) => offer(one.name, one, state, asker));
};

const offer = (action: string, { name, data }: Try, state: DecisionState, asker: Asker): Offer => {
  const refused = refusalOf({ name, data } as Try, state, asker);
  return { action, may: refused === null, because: refused?.message ?? null };
};

const refusalOf = (tried: Try, state: DecisionState, { org, by, now, directory, self }: Asker): Refusal | null => {
  const command = { id: self.id, org, by, kind: 'decision', artifact: self.id, ...tried } as DecisionCommand;
  const stored = {
    id: self.id,
    kind: 'decision',
    number: self.number,
    version: self.version,
    title: state.title,
    space: state.space,
    audience: [],
    author: state.author,
    state,
  };
  const fault = permits(decision, command, stored, directory);
  if (fault) return fault;
  const decided = decision.decide(state, command, { now, by, receivedAt: now, directory, refs: new Map(), self });
  return decided.refused ? decided : null;
};
