import { ok, refuse } from '#kernel/stream/refusal.ts';
import type { Delivery, ForgeReader } from '#practices/changes';
import { malformed, takingFor, unknown, type Taking } from '../forge/delivery.ts';
import { headerOf, isHmac } from '../forge/signature.ts';
import { changeOf, changeOfIssue, issueOf, onIssue, onPullRequest, reviewOf, saidOn } from './github-changes.ts';
import { checkOf, commitsOf, deployedOf, releaseOf, statusOf, suiteOf, workflowOf } from './github-operations.ts';
import {
  anyDelivery,
  checkRun,
  checkSuite,
  comment,
  deployment,
  deploymentStatus,
  issue,
  pullRequest,
  push,
  release,
  review,
  status,
  workflowRun,
} from './github-shapes.ts';
import { NOT_TAKEN } from './github-not-taken.ts';

/** GitHub's deliveries, of an App or of a repository's own webhook. */
export const githubReader: ForgeReader = {
  vendor: 'github',
  about(headers) {
    const [id, event] = [headerOf(headers, 'x-github-delivery'), headerOf(headers, 'x-github-event')];
    return /^[\w-]{8,80}$/.test(id) && /^[a-z0-9_]{2,60}$/.test(event)
      ? ok({ id, event })
      : refuse('not-a-delivery', 'This lacks the headers of a delivery of GitHub. Nothing was written.', {
          field: '/header/x-github-delivery',
        });
  },
  isSigned: (headers, body, secret) => {
    const given = headerOf(headers, 'x-hub-signature-256');
    return given.startsWith('sha256=') && isHmac(given.slice('sha256='.length), body, secret);
  },
  read(event, payload) {
    const any = anyDelivery.safeParse(payload);
    if (!any.success) return malformed('GitHub', any.error);
    const repository = any.data.repository?.full_name ?? null;
    const reason = NOT_TAKEN[event];
    if (reason !== undefined) return ok({ repository, observed: [], told: reason });
    const taken = TAKEN[event];
    if (!taken) return unknown(event, 'x-github-event', Object.keys(TAKEN));
    const read = taken(payload, any.data.action ?? '');
    return read.refused ? read : ok({ repository, ...read.ok } satisfies Delivery);
  },
};

const taking = takingFor('GitHub');

const TAKEN: Readonly<Record<string, Taking>> = {
  pull_request: taking({ pull_request: pullRequest }, 'the change is as it says', (one) => [changeOf(one.pull_request)]),
  pull_request_review: taking({ pull_request: pullRequest, review }, 'a review counts as a stance', (one) => [
    reviewOf(one.pull_request, one.review),
  ]),
  pull_request_review_comment: taking({ pull_request: pullRequest, comment }, 'a comment on the change', (one, action) => [
    onPullRequest(one.pull_request, one.comment, action),
  ]),
  pull_request_review_thread: taking({ pull_request: pullRequest }, 'the change is as it says', (one) => [
    changeOf(one.pull_request),
  ]),
  issue_comment: taking({ issue, comment }, 'a comment on a change, or on an issue that is a task', (one, action) => [
    one.issue.pull_request ? onIssue(one.issue, one.comment, action) : issueOf(one.issue, '', {}, [saidOn(one.comment, action)]),
  ]),
  issues: taking(
    { issue, '.': anyDelivery.loose() },
    'an issue: a task where its repository says so, with a label that says so an incident',
    (one, action) => (one.issue.pull_request ? [changeOfIssue(one.issue)] : [issueOf(one.issue, action, one['.'])]),
  ),
  check_run: taking({ check_run: checkRun }, 'a check of a commit', (one) => checkOf(one.check_run)),
  check_suite: taking({ check_suite: checkSuite }, 'the checks of a commit', (one) => suiteOf(one.check_suite)),
  workflow_run: taking({ workflow_run: workflowRun }, 'a workflow of a commit', (one) => workflowOf(one.workflow_run)),
  status: taking({ '.': status }, 'a check of a commit', (one) => statusOf(one['.'])),
  deployment: taking({ deployment }, 'a deployment', (one) => [deployedOf(one.deployment, null)]),
  deployment_status: taking({ deployment, deployment_status: deploymentStatus }, 'what became of a deployment', (one) => [
    deployedOf(one.deployment, one.deployment_status),
  ]),
  release: taking({ release }, 'a release', (one, action) => [releaseOf(one.release, action)]),
  push: taking({ '.': push }, 'commits, as far as they name something here', (one) => commitsOf(one['.'])),
};
