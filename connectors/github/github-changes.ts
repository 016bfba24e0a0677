import type { z } from 'zod';
import { kept, sayingOf, wordsOf, type Observed, type ObservedIssue, type Said, type Snapshot } from '#practices/changes';
import type { comment, Issue, PullRequest, review } from './github-shapes.ts';

const LONGEST_TITLE = 300;
const LONGEST_TEXT = 20_000;
const MOST_LABELS = 50;

/** Who is gone from GitHub is called so there. */
const loginOf = (user: { readonly login: string } | null | undefined): string => (user?.login ?? 'ghost').toLowerCase();

const labelsOf = (labels: readonly { readonly name: string }[] | null | undefined): string[] =>
  [...new Set((labels ?? []).map(({ name }) => kept(name, 100)))].toSorted().slice(0, MOST_LABELS);

const snapshotOf = (one: PullRequest): Snapshot => ({
  title: kept(one.title, LONGEST_TITLE) || `#${one.number}`,
  text: kept(one.body, LONGEST_TEXT),
  url: one.html_url,
  login: loginOf(one.user),
  head: one.head.sha.toLowerCase(),
  base: one.base.ref,
  merge: one.merged_at ? (one.merge_commit_sha?.toLowerCase() ?? null) : null,
  state: one.merged_at ? 'merged' : one.state === 'closed' ? 'closed' : one.draft === true ? 'draft' : 'open',
  labels: labelsOf(one.labels),
  openedAt: one.created_at,
  closedAt: one.merged_at ?? one.closed_at ?? null,
  mergedBy: one.merged_by ? loginOf(one.merged_by) : null,
});

const seenOf = (one: PullRequest) => ({ at: one.updated_at, snapshot: snapshotOf(one) });

export const changeOf = (one: PullRequest): Extract<Observed, { of: 'change' }> => ({
  of: 'change',
  key: String(one.number),
  seen: seenOf(one),
});

const VERDICTS: Readonly<Record<string, Said['verdict']>> = {
  approved: 'agree',
  changes_requested: 'object',
  // As Forgejo and Gitea call it.
  request_changes: 'object',
  dismissed: 'gone',
};

/** A review that was dismissed no longer counts; one that only comments may still say `/agree`. */
export const reviewOf = (of: PullRequest, one: z.output<typeof review>): Observed => ({
  of: 'change',
  key: String(of.number),
  seen: seenOf(of),
  // A review says when it was given, and the pull request when it was edited.
  said: [reviewed(one, of.updated_at)],
});

const reviewed = (one: z.output<typeof review>, at: number): Said => ({
  ...{ id: `review ${one.id}`, at, login: loginOf(one.user), saidAt: one.submitted_at ?? at },
  head: one.commit_id?.toLowerCase() ?? null,
  verdict: one.dismissed === true ? 'gone' : (VERDICTS[one.state.toLowerCase()] ?? sayingOf(one.body ?? '')),
  ...{ text: wordsOf(one.body), url: one.html_url ?? null },
});

/** As the API lists them: those that nobody has sent yet, and requests for one, say nothing. Forgejo's deliveries know no number of a review. */
export const reviewListed = (one: z.output<typeof review>, isForgejo: boolean): readonly Said[] => {
  if (!one.submitted_at || /^(?:pending|request_review)$/i.test(one.state)) return [];
  const said = reviewed(one, one.submitted_at);
  return [isForgejo ? { ...said, id: `review ${said.login} ${one.submitted_at}` } : said];
};

type Comment = z.output<typeof comment>;
type IssueState = ObservedIssue['issue']['state'];

const saidBy = (one: Comment, kind: string, action: string): Said => ({
  id: `${kind} ${one.id}`,
  at: one.updated_at,
  login: loginOf(one.user),
  saidAt: one.created_at,
  head: null,
  verdict: action === 'deleted' ? 'gone' : kind === 'comment' ? sayingOf(one.body ?? '') : 'none',
  text: action === 'deleted' ? '' : wordsOf(one.body),
  url: one.html_url ?? null,
});

export const commentListed = (one: Comment): Said => saidBy(one, 'comment', '');

/** Beside a line: it says something about that line, and takes no stance. */
export const onPullRequest = (of: PullRequest, one: Comment, action: string): Observed => ({
  of: 'change',
  key: String(of.number),
  seen: seenOf(of),
  said: [saidBy(one, 'line', action)],
});

/** An issue that is a pull request says less of it: whatever says more holds, whenever it comes. */
const seenAsIssue = (one: Issue) => ({
  at: 0,
  snapshot: {
    title: kept(one.title, LONGEST_TITLE) || `#${one.number}`,
    text: kept(one.body, LONGEST_TEXT),
    url: one.html_url ?? null,
    login: loginOf(one.user),
    head: '',
    base: '',
    merge: null,
    state: one.pull_request?.merged_at ? 'merged' : one.state === 'closed' ? 'closed' : one.draft === true ? 'draft' : 'open',
    labels: labelsOf(one.labels),
    openedAt: one.created_at,
    closedAt: one.closed_at ?? null,
    mergedBy: null,
  } satisfies Snapshot,
});

export const changeOfIssue = (one: Issue): Observed => ({ of: 'change', key: String(one.number), seen: seenAsIssue(one) });

export const onIssue = (of: Issue, one: Comment, action: string): Observed => ({
  of: 'change',
  key: String(of.number),
  seen: seenAsIssue(of),
  said: [saidBy(one, 'comment', action)],
});

export const issueOf = (one: Issue, action: string, whole: object, said: readonly Said[] = []): ObservedIssue => ({
  of: 'issue',
  key: String(one.number),
  at: one.updated_at,
  issue: {
    title: kept(one.title, LONGEST_TITLE) || `#${one.number}`,
    text: kept(one.body, LONGEST_TEXT),
    whole: [...(one.body ?? '')].length <= LONGEST_TEXT,
    url: one.html_url ?? null,
    login: loginOf(one.user),
    state: action === 'deleted' || action === 'transferred' ? 'deleted' : stateOf(one),
    labels: labelsOf(one.labels),
    lost: action === 'unlabeled' ? lostOf(whole) : null,
    openedAt: one.created_at,
    closedAt: one.closed_at ?? null,
  },
  ...(said.length > 0 ? { said } : {}),
});

const DROPPED = new Set(['not_planned', 'duplicate']);

const stateOf = ({ state, state_reason: reason }: Issue): IssueState =>
  state !== 'closed' ? 'open' : DROPPED.has(reason ?? '') ? 'dropped' : 'closed';

/** A comment on an issue, with all of its words. */
export const saidOn = (one: Comment, action = ''): Said => ({
  ...{ id: `comment ${one.id}`, at: one.updated_at, saidAt: one.created_at, login: loginOf(one.user), head: null },
  verdict: action === 'deleted' ? 'gone' : 'none',
  text: action === 'deleted' ? '' : kept(one.body, LONGEST_TEXT),
  url: one.html_url ?? null,
});

const lostOf = (whole: object): string | null => {
  const label: unknown = 'label' in whole ? whole.label : null;
  return typeof label === 'object' && label !== null && 'name' in label && typeof label.name === 'string' ? label.name : null;
};
