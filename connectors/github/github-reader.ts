import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { Delivery, ForgeReader, Headers, Observed } from '#practices/changes';
import { changeOf, issueOf, onIssue, onPullRequest, reviewOf, stubOf } from './github-changes.ts';
import { checkOf, commitsOf, deployedOf, releaseOf, statusOf, suiteOf } from './github-operations.ts';
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
} from './github-shapes.ts';
import { NOT_TAKEN } from './github-not-taken.ts';

const header = (headers: Headers, name: string): string => {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
};

/** GitHub's deliveries, of an App or of a repository's own webhook. */
export const githubReader: ForgeReader = {
  vendor: 'github',
  about(headers) {
    const [id, event] = [header(headers, 'x-github-delivery'), header(headers, 'x-github-event')];
    return /^[\w-]{8,80}$/.test(id) && /^[a-z0-9_]{2,60}$/.test(event)
      ? ok({ id, event })
      : refuse('not-a-delivery', 'This lacks the headers of a delivery of GitHub. Nothing was written.', {
          field: '/header/x-github-delivery',
        });
  },
  isSigned: (headers, body, secret) => isHmac(header(headers, 'x-hub-signature-256'), 'sha256=', body, secret),
  read(event, payload) {
    const any = anyDelivery.safeParse(payload);
    if (!any.success) return malformed(any.error);
    const repository = any.data.repository?.full_name ?? null;
    const reason = NOT_TAKEN[event];
    if (reason !== undefined) return ok({ repository, observed: [], told: reason });
    const taken = TAKEN[event];
    if (!taken)
      return refuse('delivery-unknown', `Nobody here knows a delivery called ${event}. Nothing was written.`, {
        field: '/header/x-github-event',
        accepted: [...Object.keys(TAKEN)].join(', '),
      });
    const read = taken(payload, any.data.action ?? '');
    return read.refused ? read : ok({ repository, ...read.ok } satisfies Delivery);
  },
};

/** [safety] Over the bytes as they came, and compared in a time that tells nothing. */
const isHmac = (given: string, prefix: string, body: Buffer, secret: string): boolean => {
  if (secret === '' || !given.startsWith(prefix)) return false;
  const said = Buffer.from(given.slice(prefix.length), 'hex');
  const right = createHmac('sha256', secret).update(body).digest();
  return said.length === right.length && timingSafeEqual(said, right);
};

const malformed = ({ issues }: z.ZodError, within = ''): Refusal => {
  const [first] = issues;
  const path = within + (first?.path ?? []).map((part) => `/${String(part)}`).join('');
  return refuse(
    'delivery-malformed',
    `This delivery is not as GitHub publishes it (${path}: ${first?.message ?? ''}). Nothing was written.`,
    {
      field: path,
    },
  );
};

type Taking = (payload: unknown, action: string) => Result<Omit<Delivery, 'repository'>>;
type Parts<S extends Readonly<Record<string, z.ZodType>>> = { readonly [K in keyof S]: z.output<S[K]> };

/** Reads the named parts of a payload, and says of them what was observed. */
const taking =
  <const S extends Readonly<Record<string, z.ZodType>>>(
    shapes: S,
    told: string,
    observe: (parts: Parts<S>, action: string) => readonly Observed[],
  ): Taking =>
  (payload, action) => {
    const whole = payload as Readonly<Record<string, unknown>>;
    const parts: Record<string, unknown> = {};
    for (const [name, shape] of Object.entries(shapes)) {
      const parsed = shape.safeParse(name === '.' ? payload : whole[name]);
      if (!parsed.success) return malformed(parsed.error, name === '.' ? '' : `/${name}`);
      parts[name] = parsed.data;
    }
    return ok({ observed: observe(parts as Parts<S>, action), told });
  };

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
  issue_comment: taking({ issue, comment }, 'a comment on a change; of other issues nothing is kept', (one, action) =>
    one.issue.pull_request ? [onIssue(one.issue, one.comment, action)] : [],
  ),
  issues: taking({ issue, '.': anyDelivery.loose() }, 'an issue; with a label that says so an incident', (one, action) =>
    one.issue.pull_request ? [stubOf(one.issue)] : [issueOf(one.issue, action, one['.'])],
  ),
  check_run: taking({ check_run: checkRun }, 'a check of a commit', (one) => checkOf(one.check_run)),
  check_suite: taking({ check_suite: checkSuite }, 'the checks of a commit', (one) => suiteOf(one.check_suite)),
  status: taking({ '.': status }, 'a check of a commit', (one) => statusOf(one['.'])),
  deployment: taking({ deployment }, 'a deployment', (one) => [deployedOf(one.deployment, null)]),
  deployment_status: taking({ deployment, deployment_status: deploymentStatus }, 'what became of a deployment', (one) => [
    deployedOf(one.deployment, one.deployment_status),
  ]),
  release: taking({ release }, 'a release', (one, action) => [releaseOf(one.release, action)]),
  push: taking({ '.': push }, 'commits, as far as they name something here', (one) => commitsOf(one['.'])),
};
