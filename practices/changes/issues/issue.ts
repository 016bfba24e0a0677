import { z } from 'zod';
import type { Command, Decider } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { ok } from '#kernel/stream/refusal.ts';
import { nameId } from '#practices/protocols';
import { audienceOf } from '../audience.ts';
import { canonical } from '../canonical.ts';
import { issueSeen, said, type IssueSeen, type Said } from '../observed.ts';
import { isNewer, rankOfSaid, type Rank } from '../rank.ts';

/**
 * What a forge said of an issue of a repository whose issues are tasks here: the newest of it, and of each comment. Kept of all of them, wanted or not,
 * so that it makes no difference whether the label or the words are heard first.
 */
export interface IssueState {
  readonly repository: ArtifactId;
  readonly repositoryName: string;
  readonly space: SpaceId | null;
  readonly key: string;
  readonly at: number;
  readonly issue: IssueSeen;
  /** It bore a label that says so, once: it is a task here. */
  readonly wanted: boolean;
  /** The task that was opened as it; null: it becomes one of its own. */
  readonly task: ArtifactId | null;
  readonly said: Readonly<Record<string, Said>>;
}

export interface IssueEvent extends Omit<IssueState, 'said'> {
  readonly type: 'issue-noted';
  /** What is new of its comments; where it is wanted only now, all of them. */
  readonly said: readonly Said[];
  /** Who it was, of us, by their name there in small letters. */
  readonly people: Readonly<Record<string, ActorId | null>>;
  /** Whose the task becomes whose author is not known here. */
  readonly owner: ActorId;
  /** It is a task from now on. */
  readonly began: boolean;
}

const note = z.strictObject({
  repository: z.uuid(),
  repositoryName: z.string(),
  space: z.uuid().nullable(),
  owner: z.uuid(),
  key: z.string(),
  at: z.number(),
  issue: issueSeen,
  wanted: z.boolean(),
  task: z.uuid().nullable(),
  said: z.array(said),
  people: z.record(z.string(), z.uuid().nullable()),
});
export type IssueCommand = Command<'note', z.output<typeof note>>;

/** Comments of one issue that are kept. */
const MOST_SAID = 1_000;

export const issue: Decider<IssueState, IssueCommand, IssueEvent> = {
  kind: 'issue',
  numbered: false,
  needs: { note: 'system' },
  home: ({ data }) => data.space,
  decide(state, { data }) {
    const fresh = data.said.filter((one) => {
      const before = state?.said[one.id];
      return before ? isNewer(rankOfSaid(before), rankOfSaid(one)) : Object.keys(state?.said ?? {}).length < MOST_SAID;
    });
    const isNext = state === null || isNewer(rankOf(state), rankOf(data));
    const [wanted, task] = [data.wanted || state?.wanted === true, state?.task ?? data.task];
    const all = { ...state?.said, ...Object.fromEntries(fresh.map((one) => [one.id, one])) };
    const { at, issue: seen } = isNext ? data : state;
    const began = (wanted || task !== null) && !(state?.wanted || state?.task);
    if (!isNext && fresh.length === 0 && wanted === state.wanted && task === state.task) return ok([]);
    const { repository, repositoryName, space, key, people, owner } = data;
    return ok([
      {
        ...{ type: 'issue-noted', repository, repositoryName, space, key, at, issue: seen, wanted, task, people, owner, began },
        said: began ? Object.values(all) : fresh,
      },
    ]);
  },
  evolve: (state, { body: { type: _type, people: _people, owner: _owner, began: _began, said: fresh, ...about } }) => ({
    ...about,
    said: { ...state?.said, ...Object.fromEntries(fresh.map((one) => [one.id, one])) },
  }),
  read: (state) => ({
    ...{ title: state.issue.title, status: state.issue.state, space: state.space, audience: audienceOf(state), author: null },
    ...{ openedAt: state.issue.openedAt, closedAt: state.issue.closedAt, nextAt: null, awaits: [], links: [] },
    summary: { repository: state.repository, key: state.key },
  }),
};

export const isTask = ({ wanted, task }: Pick<IssueState, 'wanted' | 'task'>): boolean => wanted || task !== null;

/** The task that an issue is. */
export const taskOf = (issue: ArtifactId, { task }: Pick<IssueState, 'task'>): ArtifactId =>
  task ?? nameId('task of issue', issue);

const FURTHER = { open: 0, closed: 1, dropped: 2, deleted: 3 } as const satisfies Record<IssueSeen['state'], number>;

/** What is deleted stays so. */
const rankOf = ({ at, issue: { state, ...rest } }: { readonly at: number; readonly issue: IssueSeen }): Rank => [
  state === 'deleted' ? Infinity : at,
  FURTHER[state],
  canonical(rest),
];
