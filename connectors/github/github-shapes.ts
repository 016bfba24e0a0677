import { z } from 'zod';
import { when } from '../forge/delivery.ts';

/*
 * What of GitHub's deliveries is read (https://docs.github.com/en/webhooks/webhook-events-and-payloads); whatever else they hold is left alone.
 */

const text = z.string();
const user = z.object({ login: text }).nullish();
const label = z.object({ name: text });

const repository = z.object({ full_name: text });
export const anyDelivery = z.object({ action: text.nullish(), repository: repository.nullish() });

export const pullRequest = z.object({
  number: z.int(),
  title: text,
  body: text.nullish(),
  html_url: text,
  user,
  state: z.enum(['open', 'closed']),
  draft: z.boolean().nullish(),
  head: z.object({ sha: text }),
  base: z.object({ ref: text }),
  labels: z.array(label).nullish(),
  created_at: when,
  updated_at: when,
  closed_at: when.nullish(),
  merged_at: when.nullish(),
  merged_by: user,
  merge_commit_sha: text.nullish(),
});
export type PullRequest = z.output<typeof pullRequest>;

export const review = z.object({
  id: z.int(),
  user,
  body: text.nullish(),
  commit_id: text.nullish(),
  submitted_at: when.nullish(),
  state: text,
  html_url: text.nullish(),
  // Forgejo and Gitea say so beside its state.
  dismissed: z.boolean().nullish(),
});

export const comment = z.object({
  id: z.int(),
  user,
  body: text.nullish(),
  commit_id: text.nullish(),
  created_at: when,
  updated_at: when,
  html_url: text.nullish(),
});

export const issue = z.object({
  number: z.int(),
  title: text,
  body: text.nullish(),
  // Gitea did not say it before 2020.
  html_url: text.nullish(),
  user,
  state: z.enum(['open', 'closed']).nullish(),
  state_reason: text.nullish(),
  labels: z.array(label).nullish(),
  created_at: when,
  updated_at: when,
  closed_at: when.nullish(),
  draft: z.boolean().nullish(),
  pull_request: z.object({ merged_at: when.nullish() }).nullish(),
});
export type Issue = z.output<typeof issue>;

export const checkRun = z.object({
  name: text,
  head_sha: text,
  status: text,
  conclusion: text.nullish(),
  started_at: when.nullish(),
  completed_at: when.nullish(),
  app: z.object({ slug: text.nullish() }).nullish(),
  external_id: text.nullish(),
});

export const checkSuite = z.object({
  head_sha: text,
  status: text.nullish(),
  conclusion: text.nullish(),
  updated_at: when,
  app: z.object({ slug: text.nullish(), name: text.nullish() }).nullish(),
});

/** One run of a workflow of Actions. */
export const workflowRun = z.object({
  name: text.nullish(),
  path: text.nullish(),
  event: text,
  head_sha: text,
  status: text.nullish(),
  conclusion: text.nullish(),
  updated_at: when,
});

export const status = z.object({ sha: text, context: text, state: text, updated_at: when });

export const deployment = z.object({
  id: z.int(),
  sha: text,
  environment: text,
  production_environment: z.boolean().nullish(),
  created_at: when,
  updated_at: when,
});
export const deploymentStatus = z.object({ id: z.int(), state: text, created_at: when });

export const release = z.object({
  id: z.int(),
  tag_name: text,
  name: text.nullish(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  created_at: when.nullish(),
  published_at: when.nullish(),
  updated_at: when.nullish(),
  html_url: text.nullish(),
});

export const push = z.object({
  ref: text,
  deleted: z.boolean().nullish(),
  commits: z
    .array(
      z.object({
        id: text,
        message: text,
        timestamp: when,
        url: text.nullish(),
        author: z.object({ username: text.nullish() }).nullish(),
      }),
    )
    .nullish(),
});
