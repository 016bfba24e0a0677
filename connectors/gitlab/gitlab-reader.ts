import { z } from 'zod';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import {
  kept,
  sayingOf,
  wordsOf,
  type CheckState,
  type ForgeReader,
  type Observed,
  type ObservedIssue,
  type Said,
  type Snapshot,
} from '#practices/changes';
import { malformed, takingFor, unknown, when, type Taking } from '../forge/delivery.ts';
import { headerOf, isSame } from '../forge/signature.ts';
import { issueSeen, saidOf } from './gitlab-issues.ts';

const text = z.string();
const project = z.object({ path_with_namespace: text });
const anyDelivery = z.object({ project: project.nullish() });
const user = z.object({ username: text });
const labels = z.array(z.object({ title: text })).nullish();
const attributes = z.object({
  iid: z.int(),
  title: text,
  description: text.nullish(),
  url: text.nullish(),
  state: text,
  draft: z.boolean().nullish(),
  work_in_progress: z.boolean().nullish(),
  author_id: z.int(),
  last_commit: z.object({ id: text }).nullish(),
  target_branch: text.nullish(),
  merge_commit_sha: text.nullish(),
  action: text.nullish(),
  created_at: when,
  updated_at: when,
  closed_at: when.nullish(),
});
type Attributes = z.output<typeof attributes>;

/** GitLab's deliveries (https://docs.gitlab.com/user/project/integrations/webhook_events/). [safety] They are not signed; they carry the secret itself. */
export const gitlabReader: ForgeReader = {
  vendor: 'gitlab',
  about(headers) {
    const id = headerOf(headers, 'idempotency-key') || headerOf(headers, 'x-gitlab-event-uuid');
    const event = headerOf(headers, 'x-gitlab-event');
    return /^[\w-]{8,80}$/.test(id) && /^[A-Za-z ]{2,60}$/.test(event)
      ? ok({ id, event })
      : refuse('not-a-delivery', 'This lacks the headers of a delivery of GitLab. Nothing was written.', {
          field: '/header/x-gitlab-event-uuid',
        });
  },
  isSigned: (headers, _body, secret) =>
    secret !== '' && isSame(Buffer.from(headerOf(headers, 'x-gitlab-token')), Buffer.from(secret)),
  read(event, payload) {
    const any = anyDelivery.safeParse(payload);
    if (!any.success) return malformed('GitLab', any.error);
    const repository = any.data.project?.path_with_namespace ?? null;
    const reason = NOT_TAKEN[event];
    if (reason !== undefined) return ok({ repository, observed: [], told: reason });
    const taken = TAKEN[event];
    if (!taken) return unknown(event, 'x-gitlab-event', Object.keys(TAKEN));
    const read = taken(payload, '');
    return read.refused ? read : ok({ repository, ...read.ok });
  },
};

/** GitLab names who proposed it by number alone. */
const authorOf = (id: number): string => `user-${id}`;
const named = (some: z.output<typeof labels>): string[] =>
  [...new Set((some ?? []).map(({ title }) => kept(title, 100)))].toSorted().slice(0, 50);

const snapshotOf = (one: Attributes, some: z.output<typeof labels>): Snapshot => ({
  ...{ title: kept(one.title, 300) || `!${one.iid}`, text: kept(one.description, 20_000), url: one.url ?? null },
  ...{ login: authorOf(one.author_id), head: one.last_commit?.id.toLowerCase() ?? '', base: one.target_branch ?? '' },
  merge: one.state === 'merged' ? (one.merge_commit_sha?.toLowerCase() ?? null) : null,
  state:
    one.state === 'merged'
      ? 'merged'
      : one.state === 'closed'
        ? 'closed'
        : (one.draft ?? one.work_in_progress) === true
          ? 'draft'
          : 'open',
  ...{ labels: named(some), openedAt: one.created_at, mergedBy: null },
  closedAt: one.state === 'merged' || one.state === 'closed' ? (one.closed_at ?? one.updated_at) : null,
});

const changeOf = (one: Attributes, some: z.output<typeof labels>, said: readonly Said[] = []): Observed => ({
  of: 'change',
  key: String(one.iid),
  seen: { at: one.updated_at, snapshot: snapshotOf(one, some) },
  ...(said.length > 0 ? { said } : {}),
});

const APPROVALS: Readonly<Record<string, Said['verdict']>> = {
  approved: 'agree',
  approval: 'agree',
  unapproved: 'none',
  unapproval: 'none',
};

const approvedBy = (one: Attributes, by: z.output<typeof user>): readonly Said[] => {
  const verdict = APPROVALS[one.action ?? ''];
  const login = by.username.toLowerCase();
  return verdict === undefined
    ? []
    : [
        {
          ...{
            id: `approval ${login}`,
            at: one.updated_at,
            saidAt: one.updated_at,
            login,
            verdict,
            text: '',
            url: one.url ?? null,
          },
          head: one.last_commit?.id.toLowerCase() ?? null,
        },
      ];
};

const issue = attributes.omit({ last_commit: true });

/** Confidential ones come as hooks of their own, which are not taken. */
const issueOf = (one: z.output<typeof issue>, some: z.output<typeof labels>, said: readonly Said[] = []): ObservedIssue => ({
  ...{ of: 'issue', key: String(one.iid), at: one.updated_at },
  issue: issueSeen({ ...one, url: one.url ?? null, login: authorOf(one.author_id), labels: named(some) }),
  ...(said.length > 0 ? { said } : {}),
});

const note = z.object({
  id: z.int(),
  note: text,
  noteable_type: text,
  created_at: when,
  updated_at: when,
  url: text.nullish(),
});
const pipeline = z.object({ sha: text, status: text, created_at: when, finished_at: when.nullish() });
const deployment = z.object({
  deployment_id: z.int(),
  status: text,
  status_changed_at: when,
  environment: text,
  environment_tier: text.nullish(),
  short_sha: text.nullish(),
});
const release = z.object({
  id: z.int(),
  name: text,
  tag: text,
  action: text,
  released_at: when.nullish(),
  created_at: when,
  url: text.nullish(),
});
const push = z.object({
  ref: text,
  commits: z.array(z.object({ id: text, message: text, timestamp: when, url: text.nullish() })).nullish(),
});

const CHECKS: Readonly<Record<string, CheckState>> = { success: 'green', skipped: 'green', failed: 'red', canceled: 'red' };

const taking = takingFor('GitLab');

const TAKEN: Readonly<Record<string, Taking>> = {
  'Merge Request Hook': taking({ object_attributes: attributes, user, labels }, 'the change is as it says', (one) => [
    changeOf(one.object_attributes, one.labels, approvedBy(one.object_attributes, one.user)),
  ]),
  'Note Hook': taking(
    { object_attributes: note, user, merge_request: attributes.nullish(), issue: issue.extend({ labels }).nullish() },
    'a comment on a change, or on an issue that is a task',
    ({ object_attributes: one, user: by, merge_request: of, issue: on }) => {
      if (one.noteable_type === 'Issue' && on) return [issueOf(on, on.labels, [saidOf({ ...one, author: by })])];
      if (one.noteable_type !== 'MergeRequest' || !of) return [];
      const login = by.username.toLowerCase();
      return [
        changeOf(of, null, [
          {
            ...{ id: `note ${one.id}`, at: one.updated_at, saidAt: one.created_at, login, head: null, url: one.url ?? null },
            ...{ verdict: sayingOf(one.note), text: wordsOf(one.note) },
          },
        ]),
      ];
    },
  ),
  'Pipeline Hook': taking({ object_attributes: pipeline }, 'the checks of a commit', ({ object_attributes: one }) => {
    const at = one.finished_at ?? one.created_at;
    const state = CHECKS[one.status] ?? 'pending';
    return [
      { of: 'operation', id: one.sha.toLowerCase(), at, operation: { what: 'checks', checks: { pipeline: { state, at } } } },
    ];
  }),
  'Deployment Hook': taking({ '.': deployment }, 'what became of a deployment', ({ '.': one }) => [
    {
      ...{ of: 'operation', id: String(one.deployment_id), at: one.status_changed_at },
      operation: {
        what: 'deployment',
        ...{ sha: one.short_sha?.toLowerCase() ?? '', environment: kept(one.environment, 100) },
        ...{ production: one.environment_tier === 'production', createdAt: one.status_changed_at },
        statuses: {
          [one.status]: {
            state: one.status === 'success' ? 'success' : one.status === 'failed' ? 'failure' : 'other',
            at: one.status_changed_at,
          },
        },
      },
    },
  ]),
  'Release Hook': taking({ '.': release }, 'a release', ({ '.': one }) => [
    {
      ...{ of: 'operation', id: String(one.id), at: one.released_at ?? one.created_at },
      operation: {
        ...{ what: 'release', name: kept(one.name || one.tag, 200), prerelease: false, url: one.url ?? null },
        publishedAt: one.action === 'delete' ? null : (one.released_at ?? one.created_at),
      },
    },
  ]),
  'Issue Hook': taking(
    { object_attributes: issue, labels },
    'an issue: a task where its repository says so, with a label that says so an incident',
    (one) => [issueOf(one.object_attributes, one.labels)],
  ),
  'Push Hook': taking({ '.': push }, 'commits, as far as they name something here', ({ '.': { ref, commits } }) =>
    (commits ?? []).slice(0, 2_048).map(({ id, message, timestamp, url }) => ({
      ...{ of: 'operation', id: id.toLowerCase(), at: timestamp },
      operation: {
        ...{ what: 'commit', subject: kept(message.split('\n')[0], 300) || id.slice(0, 10), message: kept(message, 10_000) },
        ...{ login: null, branch: kept(ref.replace(/^refs\/heads\//, ''), 250), madeAt: timestamp, url: url ?? null },
      },
    })),
  ),
};

const NOT_TAKEN: Readonly<Record<string, string>> = {
  'Tag Push Hook': 'tags say nothing until somebody releases them',
  'Job Hook': 'it comes with its pipeline',
  'Wiki Page Hook': 'its wiki is the forge’s',
  'Feature Flag Hook': 'its flags are the forge’s',
  'Member Hook': 'its people are the forge’s; who they are here is named by a steward',
  'Subgroup Hook': 'its groups are the forge’s',
  'Project Hook': 'a repository under another name is connected anew',
  'Emoji Hook': 'nobody counts them here',
  'Resource Access Token Hook': 'its keys are the forge’s',
  'Vulnerability Hook': 'alerts are the forge’s; its pipeline says whether they stand in the way',
  'Milestone Hook': 'milestones are the forge’s',
  'Work Item Hook': 'what is planned below its issues is the forge’s',
  'Confidential Issue Hook': 'what is confidential there stays there',
  'Confidential Note Hook': 'what is confidential there stays there',
};
