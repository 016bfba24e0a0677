import type { Directory } from '#kernel/actors/directory.ts';
import { permits } from '#kernel/actors/permission.ts';
import type { Context, Known } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, OrgId } from '#kernel/stream/event.ts';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';
import { audienceOf } from './audience.ts';
import type { TaskCommand } from './commands.ts';
import type { HeldRow } from './queries.ts';
import { claimOf, offerOf, type TaskState } from './state.ts';
import { task } from './task.ts';

interface Asker {
  readonly org: OrgId;
  readonly by: ActorId;
  readonly now: Instant;
  readonly directory: Directory;
  readonly self: { readonly id: ArtifactId; readonly number: number; readonly version: number };
  readonly held: readonly HeldRow[];
}

export interface Offered {
  readonly action: string;
  readonly may: boolean;
  readonly because: string | null;
}

type Try = { [C in TaskCommand as C['name']]: Pick<C, 'name' | 'data'> }[TaskCommand['name']];

const SOMETHING = 'words';

/** What whoever asks may do now: the decider itself is asked, and nothing is written. */
export const actionsFor = (state: TaskState, asker: Asker): readonly Offered[] => {
  const token = claimOf(state)?.token ?? 0;
  const met = state.criteria.map((_, place) => place);
  const tries: readonly Try[] = [
    { name: 'claim', data: {} },
    { name: 'finish', data: { token, words: '', met } },
    { name: 'extend', data: { token, words: SOMETHING } },
    { name: 'release', data: { token, note: '' } },
    { name: 'activity', data: { what: 'note', words: SOMETHING } },
    { name: 'end-offer', data: {} },
    { name: 'revise', data: { text: `${state.text} ${SOMETHING}` } },
    { name: 'keep', data: { words: '' } },
    { name: 'drop', data: { reason: '' } },
    { name: 'reopen', data: { reason: SOMETHING } },
  ];
  return [...tries.map((one) => offered(one, state, asker)), offering(state, asker)];
};

const offered = (tried: Try, state: TaskState, asker: Asker): Offered => {
  const refused = refusalOf(tried, state, asker);
  return { action: tried.name, may: refused === null, because: refused?.message ?? null };
};

/** To whom is not known yet: its holder offers it, or its owner what nobody holds. */
const offering = (state: TaskState, { by }: Asker): Offered => {
  const { stage } = state;
  const may =
    offerOf(state) === null &&
    (stage.status === 'claimed' ? stage.claim.holder === by : stage.status === 'ready' && state.author === by);
  return { action: 'offer', may, because: null };
};

const refusalOf = (tried: Try, state: TaskState, { org, by, now, directory, self, held }: Asker): Refusal | null => {
  const command = { id: self.id, org, by, kind: 'task', artifact: self.id, ...tried } as TaskCommand;
  const about = { kind: 'task', title: state.title, space: state.space, audience: audienceOf(state) };
  const fault = permits(task, command, { ...about, author: state.author }, directory);
  if (fault) return fault;
  const refs = new Map(held.map((one): [string, Known] => [one.id, { ...about, ...one }]));
  const context: Context = { now, by, receivedAt: now, directory, refs, self };
  const decided = task.decide(state, command, context);
  if (decided.refused) return decided;
  return decided.ok.length > 0 ? null : refuse('done-already', 'This has been done already.');
};
