import { SYSTEM, type ActorId, type ArtifactId, type Instant } from '#kernel/stream/event.ts';
import { absence } from '#kernel/stream/absence.ts';
import { own } from '#kernel/stream/own.ts';
import type { ReactionMaker, ReactionServices } from '#kernel/stream/reaction.ts';
import { nameId } from '#practices/protocols';
import { namingIssue, stateOf } from '../forges/queries.ts';
import { issuesNamed } from '../naming.ts';
import type { IssueSeen, Said } from '../observed.ts';
import type { OperationState } from '../operations/operation.ts';
import type { ChangeState } from '../state.ts';
import { isTask, taskOf, type IssueEvent, type IssueState } from './issue.ts';
import { markIn, ours, wordsOfIssue } from './issue-text.ts';

/** What is said of an issue is said of its task: its words, its end, and what people say to it. */
export const followIssues: ReactionMaker = ({ send, rows }) => ({
  name: 'changes.issues',
  types: new Set(['issue-noted']),
  react: async ({ org, artifact, version, body }) => {
    const event = body as IssueEvent;
    // As it is now, not as it was then: of two that are heard at once the newer is never followed by the older.
    const [self] = await rows<{ state: IssueState }>(stateOf(org, 'issue', artifact));
    if (!self || !isTask(self.state)) return;
    const { state } = self;
    const task = taskOf(artifact, state);
    const common = { org, by: SYSTEM, causedBy: { artifact, version } };
    const heeded = await send({
      ...{ ...common, id: nameId('heed', artifact, version), kind: 'task', artifact: task, name: 'heed' },
      data: heeding(artifact, state, own(event.people, state.issue.login) ?? event.owner),
    });
    if (heeded.refused) return;
    if (event.began) await nameTask({ org, state, task, common }, { send, rows });
    for (const one of event.said) {
      if (markIn(one.text)?.of === 'comment') continue;
      const author = own(event.people, one.login) ?? null;
      const comment = nameId('comment of issue', artifact, one.id);
      await send({
        ...{ ...common, id: nameId('hear', comment, version), kind: 'comment', artifact: comment, name: 'hear', refs: [task] },
        data: hearing(one, state, task, author),
      });
      if (author !== null && one.verdict !== 'gone')
        await send({
          ...{ ...common, id: nameId('said', comment, version), kind: 'task', artifact: task, name: 'activity' },
          data: { what: 'comment', by: author },
        });
    }
  },
});

interface Named {
  readonly id: ArtifactId;
  readonly kind: 'change' | 'operation';
  readonly state: ChangeState & OperationState;
}

/** [L2] What named the issue before it was heard of has moved the task, too. */
const nameTask = async (
  { org, state, task, common }: { org: string; state: IssueState; task: ArtifactId; common: object & { readonly org: string } },
  { send, rows }: Pick<ReactionServices, 'send' | 'rows'>,
): Promise<void> => {
  const { repository, repositoryName, key } = state;
  if (!/^\d+$/.test(key)) return;
  for (const one of await rows<Named>(namingIssue(org, repository, key))) {
    const { kind, id } = one;
    const note = kind === 'change' ? ofChange(one.state, task) : ofCommit(one.state, task);
    if (note === null || !issuesNamed(note.text, repositoryName).includes(key)) continue;
    await send({
      ...{ ...common, by: SYSTEM, id: nameId('named', id, task), kind, artifact: id, name: 'note', data: note.data },
    });
  }
};

const ofChange = ({ seen: { at, snapshot, mentions }, ...about }: ChangeState, task: ArtifactId) => {
  const { repository, repositoryName, space, key } = about;
  const seen = { at, snapshot, mentions: [...new Set([...mentions, task])] };
  return { text: `${snapshot.title}\n\n${snapshot.text}`, data: { repository, repositoryName, space, key, people: {}, seen } };
};

const ofCommit = ({ operation, mentions, ...about }: OperationState, task: ArtifactId) =>
  operation.what === 'commit'
    ? { text: operation.message, data: { ...about, operation, mentions: [...new Set([...mentions, task])].toSorted() } }
    : null;

const CLOSED = { open: null, closed: 'done', dropped: 'dropped', deleted: 'dropped' } as const satisfies Record<
  IssueSeen['state'],
  'done' | 'dropped' | null
>;

const heeding = (id: ArtifactId, { repository, repositoryName, space, key, at, issue }: IssueState, owner: ActorId) => {
  const { text, criteria } = wordsOfIssue(issue.text, repositoryName);
  return {
    ...{ issue: id, repository, called: repositoryName, space, owner, key, url: issue.url, at: at satisfies Instant },
    ...{ title: titleIn(issue.title, key), text, criteria: [...criteria], whole: issue.whole, closed: CLOSED[issue.state] },
  };
};

/** A line that can be written here. */
export const titleIn = (title: string, key: string): string => title.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim() || `#${key}`;

const hearing = (one: Said, { repositoryName, key }: IssueState, on: ArtifactId, author: ActorId | null) => ({
  ...{ on, author, login: one.login, place: `${repositoryName}#${key}`, url: one.url, saidAt: one.saidAt, at: one.at },
  body: one.verdict === 'gone' || one.text.trim() === '' ? null : ours(one.text.replaceAll('\r\n', '\n'), repositoryName),
});

const TOUCHES = new Set([
  ...['issue-linked', 'issue-parted', 'task-revised', 'task-finished', 'task-dropped', 'task-reopened'],
  ...['comment-written', 'comment-edited', 'comment-deleted', 'repository-connected', 'repository-settled'],
]);

/** Only what is an issue of a forge, or is to be one; and repositories whose issues are tasks. */
const ERRAND = `
  insert into forge_errands (org, about, next_at)
  select a.org, a.id, now() from artifacts a where a.org = $1 and a.id = $2
    and ((a.kind = 'task' and a.state->'issue' <> 'null') or (a.kind = 'repository' and a.state->'issues' <> 'null'))
  on conflict (org, about) do update set next_at = now(), failures = 0, again = forge_errands.worker is not null`;

/** Whether a forge tells of anything here: where none does, no comment need be looked at. */
const FORGED = `
  select exists (select from artifacts where org = $1 and kind = 'repository' and status = 'connected') as forged`;

const CONNECTED = new Set(['repository-connected', 'repository-settled', 'issue-linked']);

/** Something about a task is to be said on the forge, or a repository’s issues are to be taken in. */
export const runIssueErrands: ReactionMaker = ({ rows }) => {
  const forge = absence(async (org) => {
    const [row] = await rows<{ forged: boolean }>({ name: 'changes.forged', text: FORGED, values: [org] });
    return row?.forged === true;
  });
  return {
    name: 'changes.issue-errands',
    types: TOUCHES,
    react: async ({ org, artifact, kind, parent, body }) => {
      if (CONNECTED.has(body.type)) forge.forget(org);
      if (kind === 'comment' && (parent === null || ('outside' in body && body.outside !== undefined))) return;
      if (!(await forge.has(org, 'any'))) return;
      await rows({ name: 'changes.issue-errand', text: ERRAND, values: [org, kind === 'comment' ? parent : artifact] });
    },
  };
};
