import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ForgeReader, Headers, Observed } from '#practices/changes';
import { forgejoReader } from '../forgejo/forgejo-reader.ts';
import { githubReader } from '../github/github-reader.ts';
import { gitlabReader } from '../gitlab/gitlab-reader.ts';

const hmac = (body: string, secret: string): string => createHmac('sha256', secret).update(body).digest('hex');
const [T1, T2, T3] = ['2026-03-27T09:00:00Z', '2026-03-27T10:00:00Z', '2026-03-27T11:00:00Z'] as const;

/** What a forge sends of the same things, each in its own words. */
interface Sends {
  headers(event: string, body: string, secret: string): Headers;
  opened: Sent;
  merged: Sent;
  approved: Sent;
  commented: Sent;
  checked: Sent;
  released: Sent;
  pushed: Sent;
  issue: Sent;
  saidOnIssue: Sent;
}
type Sent = readonly [event: string, payload: object];

const pull = (more: object = {}) => ({
  ...{
    number: 7,
    title: 'Round tax up',
    body: 'Task: #142',
    html_url: 'https://forge/7',
    user: { login: 'Ines-P' },
    state: 'open',
  },
  ...{ draft: false, head: { sha: 'AAAA' }, base: { ref: 'main' }, labels: [{ name: 'tax' }], created_at: T1, updated_at: T1 },
  ...more,
});
const MERGED = { state: 'closed', merged_at: T3, closed_at: T3, updated_at: T3, merge_commit_sha: 'CCCC' };
const repository = { full_name: 'northwind/freight' };
const COMMENT = {
  id: 5,
  user: { login: 'Raj-M' },
  body: '/object It rounds twice.',
  created_at: T2,
  updated_at: T2,
  html_url: 'https://forge/7#5',
};
const ISSUE = { ...pull(), pull_request: {} };
const WORDS = {
  id: 9,
  user: { login: 'Raj-M' },
  body: 'Me, too.',
  created_at: T2,
  updated_at: T2,
  html_url: 'https://forge/3#9',
};
/** As GitHub, Forgejo and Gitea say it; Gitea did so without its address before 2020. */
const TICKET = {
  ...{ number: 3, title: 'Round tax once', body: 'It is rounded twice.', user: { login: 'Ines-P' }, state: 'closed' },
  ...{ labels: [{ name: 'tax' }], created_at: T1, updated_at: T2, closed_at: T2, pull_request: null, milestone: null },
};
/** As GitLab says it in its hooks of issues and of notes. */
const LAB_TICKET = {
  ...{ iid: 3, id: 128231959, title: 'Round tax once', description: 'It is rounded twice.', author_id: 51, state: 'closed' },
  ...{ created_at: '2026-03-27 09:00:00 UTC', updated_at: '2026-03-27 10:00:00 UTC', closed_at: '2026-03-27 10:00:00 UTC' },
  ...{ confidential: false, url: 'https://forge/3', labels: [{ title: 'tax' }], severity: 'unknown' },
};
const RELEASE = { id: 3, tag_name: 'v1', name: 'One', draft: false, prerelease: false, created_at: T1, published_at: T2 };
const PUSH = { ref: 'refs/heads/main', commits: [{ id: 'DDDD', message: 'Mend it\n\nTask: #142', timestamp: T1, url: null }] };
const hub = (action: string, more: object) => ({ action, repository, ...more });

const mr = (more: object = {}) => ({
  ...{
    iid: 7,
    title: 'Round tax up',
    description: 'Task: #142',
    url: 'https://forge/7',
    state: 'opened',
    draft: false,
    author_id: 51,
  },
  ...{ last_commit: { id: 'AAAA' }, target_branch: 'main', created_at: T1, updated_at: T1, action: 'open' },
  ...more,
});
const project = { path_with_namespace: 'northwind/freight' };
const lab = (more: object) => ({ project, user: { username: 'Raj-M' }, labels: [{ title: 'tax' }], ...more });

const FORGES: readonly (readonly [ForgeReader, Sends])[] = [
  [
    githubReader,
    {
      headers: (event, body, secret) => ({
        ...{ 'x-github-event': event, 'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958' },
        'x-hub-signature-256': `sha256=${hmac(body, secret)}`,
      }),
      opened: ['pull_request', hub('opened', { pull_request: pull() })],
      merged: ['pull_request', hub('closed', { pull_request: pull(MERGED) })],
      approved: [
        'pull_request_review',
        hub('submitted', {
          pull_request: pull({ updated_at: T2 }),
          review: { id: 1, user: { login: 'Raj-M' }, body: '', commit_id: 'AAAA', submitted_at: T2, state: 'approved' },
        }),
      ],
      commented: ['issue_comment', hub('created', { issue: ISSUE, comment: COMMENT })],
      checked: ['status', { repository, sha: 'AAAA', context: 'test', state: 'success', updated_at: T2 }],
      released: ['release', hub('published', { release: RELEASE })],
      pushed: ['push', { repository, ...PUSH }],
      issue: ['issues', hub('closed', { issue: TICKET })],
      saidOnIssue: ['issue_comment', hub('created', { issue: TICKET, comment: WORDS })],
    },
  ],
  [
    forgejoReader,
    {
      headers: (event, body, secret) => ({
        ...{ 'x-forgejo-event': event, 'x-forgejo-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958' },
        'x-forgejo-signature': hmac(body, secret),
      }),
      opened: ['pull_request', hub('opened', { pull_request: pull() })],
      merged: ['pull_request', hub('closed', { pull_request: pull(MERGED) })],
      approved: [
        'pull_request_approved',
        hub('reviewed', {
          ...{ pull_request: pull({ updated_at: T2 }), sender: { login: 'Raj-M' } },
          review: { type: 'pull_request_review_approved', content: '' },
        }),
      ],
      commented: ['issue_comment', hub('created', { issue: ISSUE, comment: COMMENT })],
      checked: ['status', { repository, sha: 'AAAA', context: 'test', state: 'success', updated_at: T2 }],
      released: ['release', hub('published', { release: RELEASE })],
      pushed: ['push', { repository, ...PUSH }],
      issue: ['issues', hub('closed', { issue: TICKET })],
      saidOnIssue: ['issue_comment', hub('created', { issue: TICKET, comment: WORDS })],
    },
  ],
  [
    gitlabReader,
    {
      headers: (event, _body, secret) => ({
        ...{ 'x-gitlab-event': event, 'x-gitlab-event-uuid': '72d3162e-cc78-11e3-81ab-4c9367dc0958', 'x-gitlab-token': secret },
      }),
      opened: ['Merge Request Hook', lab({ object_attributes: mr() })],
      merged: [
        'Merge Request Hook',
        lab({ object_attributes: mr({ state: 'merged', merge_commit_sha: 'CCCC', updated_at: T3, action: 'merge' }) }),
      ],
      approved: ['Merge Request Hook', lab({ object_attributes: mr({ updated_at: T2, action: 'approved' }) })],
      commented: [
        'Note Hook',
        lab({
          object_attributes: {
            id: 5,
            note: '/object It rounds twice.',
            noteable_type: 'MergeRequest',
            created_at: T2,
            updated_at: T2,
          },
          merge_request: mr(),
        }),
      ],
      checked: ['Pipeline Hook', lab({ object_attributes: { sha: 'AAAA', status: 'success', created_at: T1, finished_at: T2 } })],
      released: ['Release Hook', { project, id: 3, name: 'One', tag: 'v1', action: 'create', released_at: T2, created_at: T1 }],
      pushed: ['Push Hook', { project, ...PUSH }],
      issue: ['Issue Hook', lab({ object_attributes: LAB_TICKET })],
      saidOnIssue: [
        'Note Hook',
        lab({
          object_attributes: {
            ...{ id: 9, note: 'Me, too.', noteable_type: 'Issue', url: 'https://forge/3#9' },
            ...{ created_at: '2026-03-27 10:00:00 UTC', updated_at: '2026-03-27 10:00:00 UTC', system: false, type: null },
          },
          issue: LAB_TICKET,
        }),
      ],
    },
  ],
];

describe.each(FORGES)('$vendor', (reader, sends) => {
  const read = ([event, payload]: Sent): readonly Observed[] => {
    const found = reader.read(event, payload);
    if (found.refused) throw new Error(found.message);
    expect(found.ok.repository).toBe('northwind/freight');
    return found.ok.observed;
  };
  const changeIn = (observed: readonly Observed[]) => {
    const [one] = observed;
    if (one?.of !== 'change') throw new Error('it is no change');
    return one;
  };

  it('[safety] is believed only with the secret of the connection', () => {
    const body = '{"a":1}';
    const bytes = Buffer.from(body);
    expect(reader.isSigned(sends.headers('push', body, 'right'), bytes, 'right')).toBe(true);
    expect(reader.isSigned(sends.headers('push', body, 'wrong'), bytes, 'right')).toBe(false);
    expect(reader.isSigned({}, bytes, 'right')).toBe(false);
    expect(reader.isSigned(sends.headers('push', body, ''), bytes, '')).toBe(false);
  });

  it('says which delivery it is, and refuses what is none', () => {
    const event = sends.opened[0];
    expect(reader.about(sends.headers(event, '', 'x'))).toEqual({ ok: { id: expect.any(String), event } });
    expect(reader.about({})).toMatchObject({ code: 'not-a-delivery' });
    expect(reader.read('no such thing', {})).toMatchObject({ code: 'delivery-unknown' });
    expect(reader.read(event, { repository, project })).toMatchObject({ code: 'delivery-malformed' });
  });

  it('tells of a change as it stands, and when it was merged', () => {
    expect(changeIn(read(sends.opened))).toMatchObject({
      ...{ key: '7' },
      seen: {
        at: Date.parse(T1),
        snapshot: { title: 'Round tax up', text: 'Task: #142', head: 'aaaa', base: 'main', state: 'open', labels: ['tax'] },
      },
    });
    expect(changeIn(read(sends.merged)).seen).toMatchObject({
      at: Date.parse(T3),
      snapshot: { state: 'merged', merge: 'cccc', closedAt: Date.parse(T3) },
    });
  });

  it('tells of reviews, and of comments that begin with a word that counts', () => {
    expect(changeIn(read(sends.approved)).said).toMatchObject([
      { login: 'raj-m', verdict: 'agree', saidAt: Date.parse(T2), head: 'aaaa' },
    ]);
    expect(changeIn(read(sends.commented)).said).toMatchObject([{ login: 'raj-m', verdict: 'object', text: 'It rounds twice.' }]);
  });

  it('tells of issues as they stand, and of what is said on them, with all of its words', () => {
    expect(read(sends.issue)).toMatchObject([
      {
        ...{ of: 'issue', key: '3', at: Date.parse(T2) },
        issue: {
          ...{ title: 'Round tax once', text: 'It is rounded twice.', whole: true, state: 'closed', labels: ['tax'] },
          ...{ openedAt: Date.parse(T1), closedAt: Date.parse(T2) },
        },
      },
    ]);
    expect(read(sends.saidOnIssue)).toMatchObject([
      {
        ...{ of: 'issue', key: '3', issue: { title: 'Round tax once' } },
        said: [{ login: 'raj-m', verdict: 'none', text: 'Me, too.', saidAt: Date.parse(T2) }],
      },
    ]);
  });

  it('tells of checks, releases and commits', () => {
    expect(read(sends.checked)).toMatchObject([{ id: 'aaaa', operation: { what: 'checks' } }]);
    expect(read(sends.released)).toMatchObject([
      { id: '3', operation: { what: 'release', name: 'One', publishedAt: Date.parse(T2) } },
    ]);
    expect(read(sends.pushed)).toMatchObject([
      { id: 'dddd', operation: { what: 'commit', subject: 'Mend it', branch: expect.stringMatching(/main$/) } },
    ]);
  });
});

describe('GitHub Actions', () => {
  it('holds a commit back while a workflow is under way, also where all of its jobs so far are green', () => {
    const run = { name: 'CI', event: 'pull_request', head_sha: 'AAAA', path: '.github/workflows/ci.yaml' };
    const seen = (more: object): unknown => {
      const read = githubReader.read('workflow_run', { repository, workflow_run: { ...run, ...more } });
      return read.refused ? read : read.ok.observed;
    };
    const as = (state: string, at: string) => [
      {
        ...{ of: 'operation', id: 'aaaa', at: Date.parse(at) },
        operation: { what: 'checks', checks: { 'workflow CI (pull_request)': { state, at: Date.parse(at) } } },
      },
    ];
    expect(seen({ status: 'queued', conclusion: null, updated_at: T1 })).toEqual(as('pending', T1));
    expect(seen({ status: 'in_progress', conclusion: null, updated_at: T2 })).toEqual(as('pending', T2));
    expect(seen({ status: 'completed', conclusion: 'success', updated_at: T3 })).toEqual(as('green', T3));
  });
});
