import type { ArtifactId } from '#kernel/stream/event.ts';
import { own } from '#kernel/stream/own.ts';
import { nameId } from '#practices/protocols';
import type { Db } from '#server/route.ts';
import type { Watched } from '../forges/intake.ts';
import { taskThatIs } from '../forges/queries.ts';
import type { Issue, Observed } from '../observed.ts';
import { markIn } from './issue-text.ts';
import type { IssueCommand } from './issue.ts';

export const issueId = (repository: ArtifactId, key: string): ArtifactId => nameId('issue', repository, key);

/** What was observed of an issue, as it is noted here; null: the repository's issues are its own. */
export const noteOf = async (
  watched: Watched,
  { key, at, issue: { lost, ...issue }, said = [] }: Extract<Observed, { of: 'issue' }>,
  db: Db,
): Promise<IssueCommand['data'] | null> => {
  const { id: repository, state, people } = watched;
  const mark = markIn(issue.text);
  const task = mark?.of === 'task' ? await awaited(watched, mark.id, key, db) : null;
  if (state.issues === null && task === null) return null;
  const logins = [issue.login, ...said.map(({ login }) => login)];
  return {
    ...{ repository, repositoryName: state.name, space: state.space, owner: state.by, key, at, issue, task },
    wanted: task === null && state.issues !== null && bears(state.issues, issue.labels, lost),
    said: [...said],
    people: Object.fromEntries(logins.map((login) => [login, own(people, login) ?? null])),
  };
};

const bears = (wanted: readonly string[], labels: readonly string[], lost: Issue['lost']): boolean => {
  const names = new Set([...labels, ...(lost === null ? [] : [lost])].map((label) => label.toLowerCase()));
  return wanted.length === 0 || wanted.some((label) => names.has(label.toLowerCase()));
};

/** [safety] Anybody may write a mark there: only a task that is on its way to that repository, or is that issue, is it. */
const awaited = async ({ org, id: repository }: Watched, task: string, key: string, db: Db): Promise<ArtifactId | null> => {
  const [found] = await db.rows<{ id: ArtifactId; repository: string; issue: string | null }>(taskThatIs(org, task));
  if (!found || found.repository !== repository) return null;
  return found.issue === null || found.issue === issueId(repository, key) ? found.id : null;
};
