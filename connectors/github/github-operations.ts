import type { z } from 'zod';
import { kept, OWN_CHECK, type CheckState, type Observed } from '#practices/changes';
import type { checkRun, checkSuite, deployment, deploymentStatus, push, release, status, workflowRun } from './github-shapes.ts';

const GREEN = new Set(['success', 'neutral', 'skipped']);

const stateOf = (said: string | null | undefined, conclusion: string | null | undefined): CheckState =>
  conclusion ? (GREEN.has(conclusion) ? 'green' : 'red') : said === 'completed' ? 'green' : 'pending';

const check = (sha: string, name: string, state: CheckState, at: number): readonly Observed[] =>
  name === OWN_CHECK
    ? []
    : [{ of: 'operation', id: sha.toLowerCase(), at, operation: { what: 'checks', checks: { [name]: { state, at } } } }];

/** One that runs is told by its name; one that has ended goes before one that began at the same moment. */
export const checkOf = (one: z.output<typeof checkRun>): readonly Observed[] =>
  check(one.head_sha, one.name, stateOf(one.status, one.conclusion), one.completed_at ?? one.started_at ?? 0);

/** A suite says what its checks came to; what of them is under way they say themselves. */
export const suiteOf = (one: z.output<typeof checkSuite>): readonly Observed[] =>
  one.status !== 'completed' || !one.conclusion
    ? []
    : check(
        one.head_sha,
        `suite of ${one.app?.slug ?? one.app?.name ?? 'an app'}`,
        stateOf(one.status, one.conclusion),
        one.updated_at,
      );

/** A workflow is under way until its last job has ended; its jobs tell of themselves only when their turn comes. */
export const workflowOf = (one: z.output<typeof workflowRun>): readonly Observed[] =>
  check(
    one.head_sha,
    kept(`workflow ${one.name ?? one.path ?? ''} (${one.event})`, 200),
    stateOf(one.status, one.conclusion),
    one.updated_at,
  );

export const statusOf = (one: z.output<typeof status>): readonly Observed[] =>
  check(one.sha, one.context, one.state === 'success' ? 'green' : one.state === 'pending' ? 'pending' : 'red', one.updated_at);

export const deployedOf = (one: z.output<typeof deployment>, said: z.output<typeof deploymentStatus> | null): Observed => ({
  of: 'operation',
  id: String(one.id),
  at: one.updated_at,
  operation: {
    what: 'deployment',
    sha: one.sha.toLowerCase(),
    environment: kept(one.environment, 100),
    production: one.production_environment === true,
    createdAt: one.created_at,
    statuses:
      said === null
        ? {}
        : {
            [String(said.id)]: {
              state:
                said.state === 'success' ? 'success' : said.state === 'failure' || said.state === 'error' ? 'failure' : 'other',
              at: said.created_at,
            },
          },
  },
});

const TAKEN_BACK = new Set(['deleted', 'unpublished']);

export const releaseOf = (one: z.output<typeof release>, action: string): Observed => ({
  of: 'operation',
  id: String(one.id),
  at: one.updated_at ?? one.published_at ?? one.created_at ?? 0,
  operation: {
    what: 'release',
    name: kept(one.name?.trim() || one.tag_name, 200),
    publishedAt: one.draft || TAKEN_BACK.has(action) ? null : (one.published_at ?? null),
    prerelease: one.prerelease,
    url: one.html_url ?? null,
  },
});

/** More than that in one push is somebody else's history. */
const MOST_COMMITS = 2_048;

export const commitsOf = ({ ref, deleted, commits }: z.output<typeof push>): readonly Observed[] => {
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  if (branch === undefined || deleted === true) return [];
  return (commits ?? []).slice(0, MOST_COMMITS).map(({ id, message, timestamp, url, author }) => ({
    of: 'operation',
    id: id.toLowerCase(),
    at: timestamp,
    operation: {
      what: 'commit',
      subject: kept(message.split('\n')[0], 300) || id.slice(0, 10),
      message: kept(message, 10_000),
      login: author?.username?.toLowerCase() ?? null,
      branch: kept(branch, 250),
      madeAt: timestamp,
      url: url ?? null,
    },
  }));
};
