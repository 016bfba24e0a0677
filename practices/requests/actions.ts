import { permits } from '#kernel/actors/permission.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { ActorId, Instant, OrgId } from '#kernel/stream/event.ts';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';
import { audienceOf } from './audience.ts';
import type { RequestCommand } from './commands.ts';
import { request } from './request.ts';
import { lastRound, type RequestState } from './state.ts';

export interface Offer {
  readonly action: string;
  readonly may: boolean;
  readonly because: string | null;
}

export interface Asker {
  readonly org: OrgId;
  readonly by: ActorId;
  readonly now: Instant;
  readonly directory: Directory;
  readonly self: { readonly id: string; readonly number: number; readonly version: number };
}

type Name = RequestCommand['name'];
type Try = { [N in Name]: { readonly name: N; readonly data: Extract<RequestCommand, { name: N }>['data'] } }[Name];

/** The words that stand in for what somebody would write: whether they may is asked, not what they say. */
const WORDS = 'words';

/** What somebody may do to a request now: the decider itself is asked, and nothing is written. */
export const offersFor = (state: RequestState, asker: Asker): readonly Offer[] => {
  if (state.status === 'asking') return [];
  const asking = lastRound(state).run.questions.find(({ about, status }) => about === 'clarification' && status === 'open');
  const tries: readonly Try[] = [
    { name: 'answer', data: { text: WORDS } },
    { name: 'ask-clarification', data: { text: WORDS } },
    ...(asking ? [{ name: 'answer-clarification', data: { to: asking.asker, text: WORDS } } as const] : []),
    { name: 'withdraw', data: {} },
    { name: 'accept', data: {} },
    { name: 'ask-again', data: { question: WORDS } },
  ];
  return [...tries.map((one) => offer(one, state, asker)), passing(state, asker)];
};

const offer = (tried: Try, state: RequestState, asker: Asker): Offer => {
  const refused = refusalOf(tried, state, asker);
  return { action: tried.name, may: refused === null, because: refused?.message ?? null };
};

/** To whom is not known yet: it is passed on by whoever has an open seat that nobody passed to them. */
const passing = (state: RequestState, asker: Asker): Offer => {
  const refused = refusalOf({ name: 'pass-on', data: { to: asker.by } }, state, asker);
  const may = refused?.code === 'may-not-pass';
  return { action: 'pass-on', may, because: may ? null : (refused?.message ?? null) };
};

const refusalOf = (tried: Try, state: RequestState, { org, by, now, directory, self }: Asker): Refusal | null => {
  const command = { id: self.id, org, by, kind: 'request', artifact: self.id, ...tried } as RequestCommand;
  const stored = {
    ...self,
    kind: 'request',
    title: state.title,
    space: state.space,
    audience: audienceOf(state),
    author: state.author,
    state,
  };
  const fault = permits(request, command, stored, directory);
  if (fault) return fault;
  const decided = request.decide(state, command, { now, by, receivedAt: now, directory, refs: new Map(), self });
  if (decided.refused) return decided;
  return decided.ok.length > 0 ? null : refuse('done-already', 'This has been done already.');
};
