import type { Directory } from '#kernel/actors/directory.ts';
import { calledIn } from '#kernel/actors/names.ts';
import { SYSTEM, type ActorId, type ArtifactId, type OrgId } from '#kernel/stream/event.ts';
import type { Result } from '#kernel/stream/refusal.ts';
import type { CommentState } from '#practices/comments';
import { nameId } from '#practices/protocols';
import type { TaskState } from '#practices/work';
import type { Db } from '#server/route.ts';
import { canonical } from '../canonical.ts';
import type { Watched } from '../forges/intake.ts';
import type { IssueChange, ObservedIssue } from '../forges/port.ts';
import { commentsOfTask, stateOf } from '../forges/queries.ts';
import type { Reached } from '../forges/reach.ts';
import type { Observed, Said } from '../observed.ts';
import type { IssueState } from './issue.ts';
import { issueOfWords, marked, markIn, theirs, wordsOfIssue } from './issue-text.ts';
import { titleIn } from './reactions.ts';

export interface IssueErrandServices {
  readonly db: Db;
  readonly address: string;
  directory(org: OrgId): Promise<Directory>;
  /** Takes in what was observed, as from a delivery. */
  take(watched: Watched, observed: readonly Observed[]): Promise<Result<null>>;
}

interface Task {
  readonly id: ArtifactId;
  readonly number: number;
  readonly state: TaskState;
}

/** So many open issues of a repository are taken in when it is connected. */
const MOST_OPEN = 1_000;
/** Issues among which one is looked for that was opened before somebody pulled the plug. */
const MOST_LOOKED_AT = 50;

/** Takes in the issues that were there before their repository was connected. */
export const takeIssues = async ({ watched, api }: Reached, { take }: IssueErrandServices): Promise<void> => {
  if (watched.state.issues === null) return;
  for (const one of await api.issues.open(watched.state.name, MOST_OPEN)) await take(watched, [one]);
};

/**
 * Says on the forge what is not said there yet of a task: always as both stand then, so that it is the same however often it is done. False: what the
 * forge said meanwhile is still to be heeded here.
 */
export const tellIssue = async (task: Task, reached: Reached, services: IssueErrandServices): Promise<boolean> => {
  const { watched, api } = reached;
  const { issue } = task.state;
  const repository = watched.state.name;
  if (issue === null) return true;
  if (issue.there === null) {
    const body = marked(bodyOf(task.state, repository), 'task', task.id);
    const made =
      (await api.issues.open(repository, MOST_LOOKED_AT)).find(({ issue: { text } }) => markIn(text)?.id === task.id) ??
      (await api.issues.make(repository, { title: task.state.title, body }));
    await services.take(watched, [made]);
    return true;
  }
  const { key } = issue.there;
  const now = await api.issues.look(repository, key);
  if (now === null) return true;
  await services.take(watched, [now]);
  const seen = baseIn(now, repository);
  if (canonical(seen) !== canonical(issue.there.base)) return false;
  const change = changeFor(task, now, repository);
  if (Object.keys(change).length > 0) await services.take(watched, [await api.issues.change(repository, key, change)]);
  await tellComments(task, issue.there.issue, key, reached, services);
  return true;
};

const bodyOf = ({ text, criteria, stage }: TaskState, repository: string): string =>
  issueOfWords({ text, criteria }, repository, stage.status === 'done');

/** As the task keeps what both agreed on. */
const baseIn = ({ key, issue }: ObservedIssue, repository: string) => ({
  ...wordsOfIssue(issue.text, repository),
  title: titleIn(issue.title, key),
  open: issue.state === 'open',
  dropped: issue.state === 'dropped' || issue.state === 'deleted',
});

const isOpen = ({ stage }: TaskState): boolean => stage.status !== 'done' && stage.status !== 'dropped';

/** What there differs from here, and is to be as here. */
const changeFor = ({ id, state }: Task, now: ObservedIssue, repository: string): IssueChange => {
  const there = baseIn(now, repository);
  const differs = now.issue.whole && canonical([state.text.trim(), state.criteria]) !== canonical([there.text, there.criteria]);
  const body = bodyOf(state, repository);
  const isMarked = markIn(now.issue.text)?.of === 'task';
  return {
    ...(state.title === there.title ? {} : { title: state.title }),
    ...(differs ? { body: isMarked ? marked(body, 'task', id) : body } : {}),
    ...(isOpen(state) === there.open
      ? {}
      : { state: isOpen(state) ? 'open' : state.stage.status === 'done' ? 'done' : 'dropped' }),
  };
};

interface ToSay {
  readonly id: string;
  /** Null: it is taken back. */
  readonly body: string | null;
}

type Written = (author: ActorId, body: string, id: string) => string;

const cameOf = ({ id, state: { stage } }: Task, written: Written): readonly ToSay[] => {
  if (stage.status !== 'done' || stage.by === SYSTEM || stage.words === '') return [];
  const said = nameId('came of', id, stage.at);
  return [{ id: said, body: written(stage.by, stage.words, said) }];
};

/** What people say here is said there, once each, with who says it. */
const tellComments = async (
  task: Task,
  issue: ArtifactId,
  key: string,
  { watched, api }: Reached,
  { db, address, directory, take }: IssueErrandServices,
): Promise<void> => {
  const { org } = watched;
  const repository = watched.state.name;
  const [[noted], rows, here] = await Promise.all([
    db.rows<{ state: IssueState }>(stateOf(org, 'issue', issue)),
    db.rows<{ id: ArtifactId; state: CommentState }>(commentsOfTask(org, task.id)),
    directory(org),
  ]);
  if (!noted) return;
  const written: Written = (author, body, id) => {
    const where = `[#${task.number}](${address}/tasks/${task.number})`;
    return marked(`**${calledIn(here, author)}** · ${where}\n\n${theirs(body, repository)}`, 'comment', id);
  };
  const known = new Map(Object.values(noted.state.said).flatMap((one) => markedOf(one)));
  const wanted: ToSay[] = [
    ...rows.map(({ id, state }) => ({
      id,
      body: state.status === 'deleted' ? null : written(state.author, state.body, id),
    })),
    ...cameOf(task, written),
  ];
  const open = wanted.filter(({ id, body }) => {
    const there = known.get(id);
    return body === null ? there !== undefined && there.verdict !== 'gone' : there === undefined || there.text !== body;
  });
  if (open.length === 0) return;
  const observed = async (said: readonly Said[]): Promise<void> => {
    const { at, issue: as } = noted.state;
    await take(watched, [{ of: 'issue', key, at, issue: { ...as, lost: null }, said }]);
  };
  // Somebody may have pulled the plug behind a comment that went out.
  const there = await api.issues.said(repository, key);
  await observed(there);
  const now = new Map([...known, ...there.flatMap((one) => markedOf(one))]);
  for (const { id, body } of open) {
    const before = now.get(id);
    if (body === null) {
      if (!before || before.verdict === 'gone') continue;
      await api.issues.unsay(repository, key, before.id);
      await observed([{ ...before, verdict: 'gone', text: '' }]);
    } else if (!before) await observed([await api.issues.say(repository, key, body)]);
    // What somebody deleted there is not said again.
    else if (before.verdict !== 'gone' && before.text !== body)
      await observed([await api.issues.sayAgain(repository, key, before.id, body)]);
  }
};

const markedOf = (one: Said): readonly (readonly [string, Said])[] => {
  const mark = markIn(one.text);
  return mark?.of === 'comment' ? [[mark.id, one]] : [];
};
