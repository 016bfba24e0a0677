import { z } from 'zod';
import { awaitReply, historyReply, linkReply } from '#practices/comments';
import { ballotReply, proofReply } from '#practices/protocols';
import { spaceReply } from '#practices/spaces';
import { pageOf } from '#server/route.ts';

/*
 * What the doors of decisions answer. Instants are ISO 8601 in UTC, lengths milliseconds, texts Markdown; `html` is the same text,
 * sanitized.
 */

const moment = z.string();
const person = z.object({ id: z.string(), name: z.string() });
const status = z.enum(['draft', 'open', 'accepted', 'rejected', 'lapsed', 'withdrawn', 'superseded', 'deprecated', 'proposed']);
const reviewMean = z.object({ mean: z.number(), n: z.number() }).nullable();

/** A row of the log. */
const logItem = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status,
  space: z.string().nullable(),
  /** Their id; their name is in the summary. */
  author: z.string(),
  openedAt: moment.nullable(),
  decidedAt: moment.nullable(),
  /** When it proceeds by itself, or what else its window ends with; accepted: when it takes effect, while it may still be held. */
  dueAt: moment.nullable(),
  updatedAt: moment,
  summary: z.looseObject({
    author: z.string().nullable(),
    reversible: z.boolean(),
    impact: z.enum(['low', 'medium', 'high']),
    stances: z
      .object({
        agree: z.number(),
        abstain: z.number(),
        object: z.number(),
        answer: z.number(),
        silent: z.number(),
        open: z.number(),
      })
      .optional(),
    because: z.string().nullable().optional(),
    /** While it is open: `Proceeds unless blocked`; accepted and not in effect yet: `Takes effect unless 2 object`. */
    ending: z.string().nullable().optional(),
    /** While it is open: whose objections nothing proceeds against, by name. */
    blockers: z.array(z.string()).optional(),
    /** Accepted, and nobody but its author said yes. */
    byDefault: z.boolean().optional(),
    /** Accepted: when it takes effect, or did, where that is later than it was decided. */
    effectiveAt: moment.nullable().optional(),
    /** Superseded or deprecated: since when. */
    standingAt: moment.nullable().optional(),
    imported: z.string().optional(),
    /** Of an imported record, the first five; then how many they are. */
    deciders: z.array(z.string()).optional(),
    decidersInAll: z.number().optional(),
    review: reviewMean.optional(),
  }),
});
export const logReply = pageOf(logItem);

export const graphReply = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      title: z.string(),
      status,
      space: z.string().nullable(),
      decidedAt: moment.nullable(),
    }),
  ),
  edges: z.array(
    z.object({ rel: z.enum(['supersedes', 'supersedes-in-part', 'implements', 'builds-on']), from: z.string(), to: z.string() }),
  ),
});

export const timelineReply = z.object({ items: z.array(z.object({ month: z.string(), status, count: z.number() })) });

const action = z.object({ action: z.string(), may: z.boolean(), because: z.string().nullable() });
const said = z.object({ by: person, to: person.nullable(), text: z.string(), at: moment });

const bodyReply = z.object({
  problem: z.string(),
  options: z.array(z.object({ title: z.string(), consequences: z.string() })),
  recommendation: z.string(),
  nextSteps: z.array(z.string()),
  reversible: z.boolean(),
  impact: z.enum(['low', 'medium', 'high']),
  affected: z.array(person),
  urgent: z.boolean(),
  reviewOn: z.string().nullable(),
  supersedes: z.array(z.string()),
  implements: z.array(z.string()),
  buildsOn: z.array(z.string()),
});

const objectionReply = z.object({
  id: z.number(),
  by: person,
  /** Who answers for it: its author, or their deputy when they have left. */
  holder: person,
  reason: z.string().nullable(),
  alternative: z.string().nullable(),
  /** What was new since the outcome that it came after. */
  newInformation: z.string().nullable(),
  effect: z.enum(['block', 'count', 'record', 'back']),
  status: z.enum(['open', 'resolved', 'withdrawn', 'invalid', 'stale', 'overruled', 'late']),
  at: moment,
  /** When it goes stale by itself. */
  staleAt: moment.nullable(),
  closedAt: moment.nullable(),
  /** By when the decision's author owes an answer. */
  replyDueAt: moment.nullable(),
  /** By when the objector owes an answer to the latest reply. */
  answerDueAt: moment.nullable(),
  said: z.array(said),
  actions: z.array(action),
});

export const decisionReply = z.object({
  id: z.string(),
  number: z.number(),
  version: z.number(),
  title: z.string(),
  status,
  space: spaceReply.nullable(),
  /** Who sees it instead of its space. */
  audience: z.array(person).nullable(),
  sharedWith: z.array(person),
  author: person,
  draftedAt: moment,
  openedAt: moment.nullable(),
  decidedAt: moment.nullable(),
  /** When it proceeds by itself, or what else its window ends with; accepted: when it takes effect, while it may still be held. */
  dueAt: moment.nullable(),
  /** Accepted: when it takes effect, or did, where that is later than it was decided. */
  effectiveAt: moment.nullable(),
  outcome: z
    .object({ outcome: z.enum(['accepted', 'rejected', 'lapsed', 'withdrawn']), at: moment, because: z.string() })
    .nullable(),
  body: bodyReply,
  /** The page of which it proposes a text. */
  proposes: z.object({ page: z.string() }).nullable(),
  html: z.object({
    problem: z.string(),
    options: z.array(z.string()),
    recommendation: z.string(),
    record: z.string().nullable(),
  }),
  record: z
    .object({
      key: z.string(),
      /** The project that it came from, where one was named. */
      from: z.string().nullable(),
      /** By name, where its file says who proposed it. */
      proposer: z.string().nullable(),
      number: z.number().nullable(),
      statusText: z.string(),
      date: z.string().nullable(),
      deciders: z.array(z.string()),
      consulted: z.array(z.string()),
      informed: z.array(z.string()),
      tags: z.array(z.string()),
      /** Which of these parts are shown beside its text: the others that it has are those that its text says itself. */
      beside: z.object({ options: z.boolean(), nextSteps: z.boolean() }),
      /** `target` as written; `number` of the decision that it is, where its reader sees that. */
      links: z.array(z.object({ rel: z.string(), target: z.string(), partial: z.boolean(), number: z.number().nullable() })),
    })
    .nullable(),
  quotes: z.array(z.object({ from: z.string(), by: person, at: moment, text: z.string() })),
  /** With what it says in plain English. */
  protocol: z
    .object({ artifact: z.string(), id: z.string(), version: z.number(), prose: z.string(), html: z.string() })
    .nullable(),
  proof: proofReply.nullable(),
  stances: z.array(
    z.object({
      actor: person,
      stance: z.enum(['agree', 'abstain', 'object', 'answer']),
      reason: z.string().nullable(),
      /** They cast a ballot; `ballot` says how, unless that is secret. */
      voted: z.boolean(),
      ballot: z.string().nullable(),
      at: moment,
      step: z.string(),
      implicit: z.boolean(),
      stale: z.boolean(),
      counts: z.boolean(),
    }),
  ),
  /** Steps that are voted on. */
  ballots: z.array(ballotReply).readonly(),
  objections: z.array(objectionReply),
  questions: z.array(said),
  amendments: z.array(
    z.object({
      by: person,
      at: moment,
      label: z.enum(['editorial', 'material']),
      /** Who said that it was more than editorial, as which it began: it is material since. */
      challengedBy: person.nullable(),
      reason: z.string(),
    }),
  ),
  reopened: z.array(z.object({ by: person, at: moment, reason: z.string() })),
  withdrawn: z.string().nullable(),
  standing: z.object({
    is: z.enum(['holds', 'superseded', 'deprecated', 'withdrawn']),
    at: moment.nullable(),
    by: z.string().nullable(),
    reason: z.string().nullable(),
  }),
  review: z
    .object({
      at: moment,
      asked: z.array(z.object({ actor: person, dueAt: moment, status: z.string() })),
      answers: z.array(
        z.object({ actor: person, answer: z.enum(['yes', 'partly', 'no']), words: z.string().nullable(), at: moment }),
      ),
      result: reviewMean,
    })
    .nullable(),
  awaits: z.array(awaitReply),
  links: z.array(linkReply),
  comments: z.number(),
  history: z.array(historyReply),
  /** What whoever asks may do now, and why not where not. */
  actions: z.array(action),
});
export type DecisionReply = z.output<typeof decisionReply>;

/** What opening a draft now would begin. */
export const openingReply = z.object({
  protocol: z.string(),
  sentence: z.string(),
  dueAt: moment.nullable(),
  proof: proofReply.nullable(),
});

export const textsReply = z.object({
  items: z.array(
    z.object({
      version: z.number(),
      at: moment,
      by: person,
      label: z.enum(['draft', 'editorial', 'material', 'imported']),
      reason: z.string().nullable(),
      title: z.string(),
      body: bodyReply.omit({ affected: true }).extend({ affected: z.array(z.string()) }),
      markdown: z.string().nullable(),
    }),
  ),
});
