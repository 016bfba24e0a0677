import { z } from 'zod';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { sayingOf, wordsOf, type ForgeReader, type Observed, type Said } from '#practices/changes';
import { malformed, takingFor, unknown, type Taking } from '../forge/delivery.ts';
import { headerOf, isHmac } from '../forge/signature.ts';
import { changeOf, issueOf, onIssue, saidOn } from '../github/github-changes.ts';
import { commitsOf, releaseOf, statusOf } from '../github/github-operations.ts';
import { anyDelivery, comment, issue, pullRequest, push, release, status, type PullRequest } from '../github/github-shapes.ts';

/** Deliveries of Forgejo and Gitea, which say most things in GitHub's shapes (https://forgejo.org/docs/latest/user/webhooks/). */
export const forgejoReader: ForgeReader = {
  vendor: 'forgejo',
  about(headers) {
    const named = (what: string): string => headerOf(headers, `x-forgejo-${what}`) || headerOf(headers, `x-gitea-${what}`);
    const [id, event] = [named('delivery'), named('event')];
    return /^[\w-]{8,80}$/.test(id) && /^[a-z0-9_]{2,60}$/.test(event)
      ? ok({ id, event })
      : refuse('not-a-delivery', 'This lacks the headers of a delivery of Forgejo or Gitea. Nothing was written.', {
          field: '/header/x-forgejo-delivery',
        });
  },
  isSigned: (headers, body, secret) =>
    isHmac(headerOf(headers, 'x-forgejo-signature') || headerOf(headers, 'x-gitea-signature'), body, secret),
  read(event, payload) {
    const any = anyDelivery.safeParse(payload);
    if (!any.success) return malformed('Forgejo', any.error);
    const repository = any.data.repository?.full_name ?? null;
    const reason = NOT_TAKEN[event];
    if (reason !== undefined) return ok({ repository, observed: [], told: reason });
    const taken = TAKEN[event];
    if (!taken) return unknown(event, 'x-forgejo-event', Object.keys(TAKEN));
    const read = taken(payload, any.data.action ?? '');
    return read.refused ? read : ok({ repository, ...read.ok });
  },
};

const taking = takingFor('Forgejo');
const review = z.object({ type: z.string(), content: z.string().nullish() });
const sender = z.object({ login: z.string() });

/** Such a delivery has no id of the review: whoever said it last, said it. */
const reviewed = (of: PullRequest, one: z.output<typeof review>, by: z.output<typeof sender>): Observed => {
  const said: Said = {
    id: `review ${by.login.toLowerCase()} ${of.updated_at}`,
    ...{ at: of.updated_at, saidAt: of.updated_at, login: by.login.toLowerCase(), head: of.head.sha.toLowerCase() },
    verdict: one.type.endsWith('approved') ? 'agree' : one.type.endsWith('rejected') ? 'object' : sayingOf(one.content ?? ''),
    ...{ text: wordsOf(one.content), url: of.html_url },
  };
  return { ...changeOf(of), said: [said] };
};

const onChange = taking({ pull_request: pullRequest }, 'the change is as it says', (one) => [changeOf(one.pull_request)]);
const onReview = taking({ pull_request: pullRequest, review, sender }, 'a review counts as a stance', (one) => [
  reviewed(one.pull_request, one.review, one.sender),
]);

const TAKEN: Readonly<Record<string, Taking>> = {
  pull_request: onChange,
  pull_request_sync: onChange,
  pull_request_label: onChange,
  pull_request_approved: onReview,
  pull_request_rejected: onReview,
  pull_request_comment: onReview,
  issue_comment: taking({ issue, comment }, 'a comment on a change, or on an issue that is a task', (one, action) => [
    one.issue.pull_request ? onIssue(one.issue, one.comment, action) : issueOf(one.issue, '', {}, [saidOn(one.comment, action)]),
  ]),
  issues: taking(
    { issue, '.': anyDelivery.loose() },
    'an issue: a task where its repository says so, with a label that says so an incident',
    (one, action) => (one.issue.pull_request ? [] : [issueOf(one.issue, action, one['.'])]),
  ),
  status: taking({ '.': status }, 'a check of a commit', (one) => statusOf(one['.'])),
  release: taking({ release }, 'a release', (one, action) => [releaseOf(one.release, action)]),
  push: taking({ '.': push }, 'commits, as far as they name something here', (one) => commitsOf(one['.'])),
};

const NOT_TAKEN: Readonly<Record<string, string>> = {
  create: 'branches and tags say nothing until somebody proposes or releases them',
  delete: 'branches and tags say nothing until somebody proposes or releases them',
  fork: 'it changes nothing here',
  wiki: 'its wiki is the forge’s',
  repository: 'a repository under another name is connected anew',
  package: 'packages are no releases of the repository',
  issue_label: 'labels come with what bears them',
  issue_milestone: 'milestones are the forge’s',
  issue_assign: 'who works on it there is the forge’s',
  pull_request_assign: 'who works on it there is the forge’s',
  pull_request_milestone: 'milestones are the forge’s',
  pull_request_review_request: 'whom its protocol asks is said here',
};
