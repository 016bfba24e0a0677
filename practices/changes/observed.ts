import { z } from 'zod';

/*
 * What a forge says, in nobody's own words: connectors read GitHub's, Forgejo's and GitLab's deliveries into these. Each is a whole
 * statement about one thing as it stood at `at`, so the newest of them is what holds, in whatever order and however often they come.
 */

const at = z.number();
const words = z.string();

/** A proposed change: a pull request, a merge request. */
export const snapshot = z.strictObject({
  title: words,
  text: words,
  /** Where people find it on the forge; null: it is on none. */
  url: words.nullable(),
  /** Who proposed it, as the forge calls them. */
  login: words,
  head: words,
  base: words,
  /** Of the commit with which it was merged. */
  merge: words.nullable(),
  state: z.enum(['draft', 'open', 'closed', 'merged']),
  labels: z.array(words),
  openedAt: at,
  /** Closed or merged; null: neither. */
  closedAt: at.nullable(),
  mergedBy: words.nullable(),
});
export type Snapshot = z.output<typeof snapshot>;

/** `mentions`: what it names here, by id. */
export const seen = z.strictObject({ at, snapshot, mentions: z.array(z.uuid()) });

/** What somebody says of a change by a review, or by a comment that begins with a word that counts. */
export const said = z.strictObject({
  /** Of the forge: `review 237895671`. */
  id: words,
  at,
  login: words,
  saidAt: at,
  /** The commit that it was about; null: it does not say. */
  head: words.nullable(),
  /** `none`: words that take no stance. `gone`: dismissed, or deleted. */
  verdict: z.enum(['agree', 'object', 'abstain', 'withdraw', 'none', 'gone']),
  /** The beginning of it. */
  text: words,
  url: words.nullable(),
});
export type Said = z.output<typeof said>;

export const CHECK_STATES = ['green', 'red', 'pending'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/** What an organization does with what was merged, and what is found out about it. */
export const operation = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('deployment'),
    sha: words,
    environment: words,
    production: z.boolean(),
    createdAt: at,
    /** Each status of it by the forge's id; they only become more. */
    statuses: z.record(words, z.strictObject({ state: z.enum(['success', 'failure', 'other']), at })),
  }),
  z.strictObject({
    what: z.literal('release'),
    name: words,
    /** Null: it is not published, or was taken back. */
    publishedAt: at.nullable(),
    prerelease: z.boolean(),
    url: words.nullable(),
  }),
  z.strictObject({
    what: z.literal('incident'),
    title: words,
    openedAt: at,
    closedAt: at.nullable(),
    /** An issue that bears the label, or a hotfix; false: it was found to be none. */
    stands: z.boolean(),
    url: words.nullable(),
  }),
  z.strictObject({
    what: z.literal('checks'),
    /** By name. */
    checks: z.record(words, z.strictObject({ state: z.enum(CHECK_STATES), at })),
  }),
  z.strictObject({
    what: z.literal('commit'),
    subject: words,
    message: words,
    login: words.nullable(),
    branch: words,
    madeAt: at,
    url: words.nullable(),
  }),
]);
export type Operation = z.output<typeof operation>;

export type Observed =
  | {
      readonly of: 'change';
      readonly key: string;
      readonly seen?: { readonly at: number; readonly snapshot: Snapshot };
      readonly said?: readonly Said[];
    }
  /** `id`: of the forge, within what it is: a deployment's number, a commit's hash. */
  | { readonly of: 'operation'; readonly id: string; readonly at: number; readonly operation: Operation }
  | {
      readonly of: 'issue';
      readonly key: string;
      readonly at: number;
      readonly issue: Issue;
      /** What was said on it: all of the words, and no verdict but `none` and `gone`. */
      readonly said?: readonly Said[];
    };

/** An issue of the forge. One that bears a label that says so is an incident. */
export const issueSeen = z.strictObject({
  title: words,
  text: words,
  /** False: there is more of its text. */
  whole: z.boolean(),
  url: words.nullable(),
  login: words,
  /** `dropped`: closed, as what will not be done. */
  state: z.enum(['open', 'closed', 'dropped', 'deleted']),
  labels: z.array(words),
  openedAt: at,
  closedAt: at.nullable(),
});
export type IssueSeen = z.output<typeof issueSeen>;
/** `lost`: a label that was just taken away. */
export type Issue = IssueSeen & { readonly lost: string | null };

/** One delivery of a forge, read. */
export interface Delivery {
  /** `northwind/freight`; null: it is about none. */
  readonly repository: string | null;
  readonly observed: readonly Observed[];
  /** What is done with it, in words for whoever looks at the deliveries; also why nothing is. */
  readonly told: string;
}
