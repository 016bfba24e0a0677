import type { Context } from '#kernel/stream/decider.ts';
import { SYSTEM, type Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Data } from './commands.ts';
import { draft, STALE } from './drafting.ts';
import type { TaskEvent } from './events.ts';
import { isClosed, type IssueBase, type IssueLink, type TaskState } from './state.ts';
import { contributes } from './terms.ts';

/*
 * A task that is an issue of a forge, too. What both last agreed on is kept with the task: what differs from it there was changed there, what differs
 * from it here was changed here, and where both were, the later holds. So hearing of the same again says nothing new, and what came from there is not
 * said back.
 */

type Events = Result<readonly TaskEvent[]>;

/** What of a repository is looked at here. */
interface RepositoryHere {
  readonly name: string;
  readonly status: string;
  readonly forge: string | null;
  readonly space: string | null;
}

/** Opens it as an issue, where whoever asks for it may contribute. */
export const putThere = (state: TaskState, { repository }: Data<'put-there'>, context: Context): Events => {
  if (state.issue !== null)
    return refuse('issue-already', `This is an issue of ${state.issue.called} already.`, { field: '/repository' });
  const known = context.refs.get(repository);
  const one = known?.kind === 'repository' ? (known.state as RepositoryHere) : null;
  if (one === null || one.status !== 'connected')
    return refuse('no-repository', 'There is no such repository that you can see.', { field: '/repository' });
  if (one.forge === null) return refuse('no-forge', 'No forge tells of this repository.', { field: '/repository' });
  if (!contributes({ space: one.space, audience: null }, context.by, context.directory))
    return refuse('not-permitted', `You may read of ${one.name}; its contributors open issues there.`, { field: '/repository' });
  // An issue of it that it was before is that again, and no second one.
  const there = state.parted.find((before) => before.repository === repository)?.there ?? null;
  return ok([{ type: 'issue-linked', link: { repository, called: one.name, touchedAt: context.now, there } }]);
};

/** Both stay as they are, and what is said of one is not said of the other any more. */
export const partFromIssue = ({ issue }: TaskState): Events =>
  issue === null
    ? refuse('no-issue', 'This is no issue of a forge.')
    : ok([{ type: 'issue-parted', called: issue.there === null ? issue.called : `${issue.called}#${issue.there.key}` }]);

/** [A8] An edit there has whole seconds; one within the same second is not older. */
const A_SECOND = 1_000;

/** What the forge says of it now. */
export const heed = (state: TaskState | null, data: Data<'heed'>, context: Context): Events => {
  const { issue, repository, called, key, url, at, closed } = data;
  const base: IssueBase = {
    title: data.title,
    text: data.text,
    criteria: data.criteria,
    open: closed === null,
    dropped: closed === 'dropped',
  };
  const where = `${called}#${key}`;
  if (state === null) {
    const rest = { depth: 'shallow', minutes: 60, context: '', dueAt: null, goal: null, from: null, audience: null } as const;
    const { title, text, criteria } = data;
    const drafted = draft(
      null,
      { title, text, criteria, needs: [], ...rest, space: data.space, author: data.owner },
      { ...context, by: SYSTEM },
    );
    if (drafted.refused) return drafted;
    const link: IssueLink = { repository, called, touchedAt: 0, there: { issue, key, url, base } };
    return ok([...drafted.ok, { type: 'issue-linked', link }, ...(closed === null ? [] : [closedThere(closed, where)])]);
  }
  const { issue: known } = state;
  if (known?.there?.issue !== issue && state.parted.some(({ there }) => there?.issue === issue))
    return refuse('parted', 'Somebody took the link to this issue away.');
  const agreed = known?.there?.base ?? baseOf(state);
  const touchedAt = known?.touchedAt ?? 0;
  const takes = <K extends keyof IssueBase>(what: K, here: IssueBase[K]): boolean =>
    !same(base[what], agreed[what]) && !same(base[what], here) && (same(here, agreed[what]) || at >= touchedAt - A_SECOND);
  const here = baseOf(state);
  // Closed there in another way than before, and here as it was then.
  const turned = !base.open && !agreed.open && !here.open && base.dropped !== agreed.dropped && here.dropped === agreed.dropped;
  const link: IssueLink = { repository, called, touchedAt, there: { issue, key, url, base } };
  const changed = {
    ...(takes('title', here.title) ? { title: base.title } : {}),
    ...(data.whole && takes('text', here.text) ? { text: base.text } : {}),
    ...(data.whole && takes('criteria', here.criteria) ? { criteria: base.criteria } : {}),
  };
  const events: TaskEvent[] = [
    ...(same(link, known) ? [] : [{ type: 'issue-linked', link } as const]),
    ...(Object.keys(changed).length === 0
      ? []
      : [{ type: 'task-revised', body: changed, mentions: [], staleAt: context.now + STALE, there: where } as const]),
    ...(takes('open', here.open) || turned
      ? [closed === null ? reopenedThere(where, context.now) : closedThere(closed, where)]
      : []),
  ];
  return ok(events);
};

const baseOf = (state: TaskState): IssueBase => ({
  title: state.title,
  text: state.text.trim(),
  criteria: state.criteria,
  open: !isClosed(state),
  dropped: state.stage.status === 'dropped',
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const closedThere = (as: 'done' | 'dropped', there: string): TaskEvent => ({ type: 'task-closed-there', as, there });

const reopenedThere = (there: string, now: Instant): TaskEvent => ({
  ...{ type: 'task-reopened', reason: `It was opened again at ${there}.`, staleAt: now + STALE },
  there,
});
