import type { Send } from '#kernel/stream/commands.ts';
import { SYSTEM, type ActorId, type ArtifactId, type OrgId } from '#kernel/stream/event.ts';
import { own } from '#kernel/stream/own.ts';
import { ok, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { nameId } from '#practices/protocols';
import type { Db } from '#server/route.ts';
import { canonical } from '../canonical.ts';
import { issuesNamed, namedHere } from '../naming.ts';
import { issueId, noteOf } from '../issues/intake-issue.ts';
import { isTask, taskOf, type IssueState } from '../issues/issue.ts';
import type { Observed, Operation } from '../observed.ts';
import { allChecks, type OperationState } from '../operations/operation.ts';
import { revertsOf } from '../reverting.ts';
import { changesOfHead, checksOfHead, existing, idsOfNumbers, issuesOf, tasksThere } from './queries.ts';
import type { RepositoryState } from './repository.ts';

export interface IntakeServices {
  readonly send: Send;
  readonly db: Db;
  /** Where people reach this server. */
  readonly address: string;
}

/** A repository to which something happened, and whom its forge's names stand for. */
export interface Watched {
  readonly org: OrgId;
  readonly id: ArtifactId;
  readonly state: RepositoryState;
  readonly people: Readonly<Record<string, ActorId>>;
}

const changeId = (repository: ArtifactId, key: string): ArtifactId => nameId('change', repository, key);
const operationId = (repository: ArtifactId, what: Operation['what'], id: string): ArtifactId =>
  nameId('operation', repository, what, id);

/**
 * What was observed, as commands. Each carries an id made of what it says, so that saying it again is one and the same; and what it does to
 * state is the same in whatever order they come.
 */
export const intake = ({ send, db, address }: IntakeServices) => {
  const tell = async (
    { org }: Watched,
    kind: 'change' | 'operation' | 'issue',
    artifact: ArtifactId,
    name: string,
    data: unknown,
  ): Promise<Refusal | null> => {
    const id = nameId(name, artifact, canonical(data));
    const sent = await send({ id, org, by: SYSTEM, kind, artifact, name, data });
    return sent.refused ? sent : null;
  };

  const mentionsIn = async (watched: Watched, text: string): Promise<readonly ArtifactId[]> => {
    const numbers = namedHere(text, address);
    const [named, tasks] = await Promise.all([
      numbers.length === 0 ? [] : db.rows<{ id: string }>(idsOfNumbers(watched.org, numbers)),
      issuesIn(watched, text),
    ]);
    return [...new Set([...named.map(({ id }) => id), ...tasks])].toSorted();
  };

  /**
   * A note of what names things here. What names an issue and what makes that a task may be heard of at one moment, each before the other is
   * there: so it is looked at once more afterwards, and the one that was written second sees the first.
   */
  const tellNaming = async (
    watched: Watched,
    kind: 'change' | 'operation',
    artifact: ArtifactId,
    text: string,
    noteWith: (mentions: readonly ArtifactId[]) => unknown,
  ): Promise<Refusal | null> => {
    const before = await mentionsIn(watched, text);
    const fault = await tell(watched, kind, artifact, 'note', noteWith(before));
    if (fault || issuesNamed(text, watched.state.name).length === 0) return fault;
    const after = await mentionsIn(watched, text);
    return after.every((id) => before.includes(id)) ? null : tell(watched, kind, artifact, 'note', noteWith(after));
  };

  /** Tasks that are issues which a text names by their number there. */
  const issuesIn = async ({ org, id: repository, state }: Watched, text: string): Promise<readonly ArtifactId[]> => {
    const keys = issuesNamed(text, state.name);
    if (keys.length === 0) return [];
    const ids = keys.map((key) => issueId(repository, key));
    const rows = await db.rows<{ id: ArtifactId; state: IssueState }>(issuesOf(org, ids));
    const tasks = rows.flatMap((one) => (isTask(one.state) ? [{ issue: one.id, task: taskOf(one.id, one.state) }] : []));
    if (tasks.length === 0) return [];
    const asked = tasksThere(
      org,
      tasks.map(({ task }) => task),
    );
    const there = new Map(
      (await db.rows<{ id: ArtifactId; parted: readonly string[] }>(asked)).map(({ id, parted }) => [id, parted]),
    );
    // A task that is still to be made is named by what makes it: nobody could be told of it now.
    return tasks.flatMap(({ issue, task }) => (there.get(task)?.includes(issue) === false ? [task] : []));
  };

  const onChange = async (
    watched: Watched,
    { key, seen, said }: Extract<Observed, { of: 'change' }>,
  ): Promise<Refusal | null> => {
    const { id: repository, state, org } = watched;
    const logins = [seen?.snapshot.login, ...(said ?? []).map(({ login }) => login)].filter((login) => login !== undefined);
    const people = Object.fromEntries(
      logins.map((login) => [login.toLowerCase(), own(watched.people, login.toLowerCase()) ?? null]),
    );
    const head = seen?.snapshot.head ?? '';
    const [checks] =
      head === '' ? [] : await db.rows<{ state: OperationState }>(checksOfHead(org, operationId(repository, 'checks', head)));
    const text = seen ? `${seen.snapshot.title}\n\n${seen.snapshot.text}` : '';
    return tellNaming(watched, 'change', changeId(repository, key), text, (mentions) => ({
      ...{ repository, repositoryName: state.name, space: state.space, key, people },
      ...(seen ? { seen: { ...seen, mentions } } : {}),
      ...(said && said.length > 0 ? { said: [...said] } : {}),
      ...(checks ? { checks: checksIn(head, checks.state) } : {}),
    }));
  };

  const onOperation = async (watched: Watched, id: string, at: number, operation: Operation): Promise<Refusal | null> => {
    const { id: repository, state, org } = watched;
    const text = operation.what === 'commit' ? operation.message : '';
    // A commit that names nothing here is the repository's own business; an issue that it names may be heard of later.
    if (operation.what === 'commit' && !isOfUse(state, text) && (await mentionsIn(watched, text)).length === 0) return null;
    const production = operation.what === 'deployment' && state.production.includes(operation.environment);
    const noted = production ? { ...operation, production } : operation;
    const artifact = operationId(repository, operation.what, id);
    const login = operation.what === 'commit' ? operation.login : null;
    const by = login === null ? null : (own(watched.people, login) ?? null);
    const data = { repository, space: state.space, id, at, operation: noted, by };
    const fault = await tellNaming(watched, 'operation', artifact, text, (mentions) => ({ ...data, mentions }));
    if (fault || operation.what !== 'checks') return fault;
    const [checks] = await db.rows<{ state: OperationState }>(checksOfHead(org, artifact));
    if (!checks) return null;
    for (const { id: change } of await db.rows<{ id: string }>(changesOfHead(org, repository, id))) {
      const wrong = await tell(watched, 'change', change, 'see-checks', checksIn(id, checks.state));
      if (wrong) return wrong;
    }
    return null;
  };

  const onIssue = async (watched: Watched, observed: Extract<Observed, { of: 'issue' }>): Promise<Refusal | null> => {
    const noted = await noteOf(watched, observed, db);
    const fault = noted === null ? null : await tell(watched, 'issue', issueId(watched.id, observed.key), 'note', noted);
    return fault ?? onIncident(watched, observed);
  };

  const onIncident = async (
    watched: Watched,
    { key, at, issue }: Extract<Observed, { of: 'issue' }>,
  ): Promise<Refusal | null> => {
    const marks = new Set(watched.state.incidents.map((label) => label.toLowerCase()));
    const bears = issue.labels.some((label) => marks.has(label.toLowerCase()));
    const lost = issue.lost !== null && marks.has(issue.lost.toLowerCase());
    const artifact = operationId(watched.id, 'incident', key);
    const isKnown = bears || lost || (await db.rows(existing(watched.org, artifact))).length > 0;
    if (!isKnown) return null;
    const { title, openedAt, closedAt, url, state } = issue;
    return onOperation(watched, key, at, {
      ...{ what: 'incident', title, openedAt, url, stands: bears && state !== 'deleted' },
      closedAt: state === 'closed' || state === 'dropped' ? (closedAt ?? at) : null,
    });
  };

  /** Everything that one delivery says of a repository; the first refusal ends it, and it can be sent again. */
  return async (watched: Watched, observed: readonly Observed[]): Promise<Result<null>> => {
    for (const one of observed) {
      const fault =
        one.of === 'change'
          ? await onChange(watched, one)
          : one.of === 'issue'
            ? await onIssue(watched, one)
            : await onOperation(watched, one.id, one.at, one.operation);
      if (fault) return fault;
    }
    return ok(null);
  };
};

const isOfUse = ({ issues, name }: RepositoryState, message: string): boolean =>
  revertsOf({ title: '', text: message }) !== null || (issues !== null && issuesNamed(message, name).length > 0);

const checksIn = (head: string, { at, operation }: OperationState) => ({
  head,
  at,
  state: operation.what === 'checks' ? allChecks(operation.checks) : null,
});
