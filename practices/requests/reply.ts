import { z } from 'zod';
import { awaitReply, historyReply, linkReply } from '#practices/comments';
import { proofReply } from '#practices/protocols';
import { spaceReply } from '#practices/spaces';
import { pageOf } from '#server/route.ts';

/* What the doors of requests answer. Instants are ISO 8601 in UTC, texts Markdown; `html` is the same text, sanitized. */

const moment = z.string();
const person = z.object({ id: z.string(), name: z.string() });
export const status = z.enum(['open', 'answered', 'lapsed', 'accepted', 'withdrawn']);

/** A row of the list. */
const listItem = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status,
  space: z.string().nullable(),
  author: z.object({ id: z.string(), name: z.string().nullable() }),
  to: z.object({ id: z.string(), name: z.string().nullable() }),
  others: z.number().describe('Who is asked beside them: a written round, which everybody answers'),
  urgent: z.boolean(),
  round: z.number(),
  answers: z.number(),
  suggestsCall: z.boolean().describe('Three rounds were answered, and none was accepted'),
  ending: z.string().nullable().describe('What happens by itself at `dueAt`, while it is open'),
  askedAt: moment,
  closedAt: moment.nullable(),
  dueAt: moment.nullable(),
  updatedAt: moment,
});
export const listReply = pageOf(listItem);

const said = z.object({ by: person, to: person.nullable(), text: z.string(), at: moment });

const roundReply = z.object({
  question: z.string(),
  html: z.string(),
  to: person,
  others: z.array(person).describe('Who is asked beside them: a written round, which everybody answers'),
  urgent: z.boolean(),
  askedAt: moment,
  protocol: z.object({ artifact: z.string(), id: z.string(), version: z.number() }),
  outcome: z
    .object({ outcome: z.enum(['accepted', 'rejected', 'lapsed', 'withdrawn']), at: moment, because: z.string() })
    .nullable(),
  answers: z.array(
    z.object({
      by: person,
      text: z.string(),
      html: z.string(),
      at: moment,
      asked: z.boolean().describe('Whether who answers was asked'),
    }),
  ),
  said: z.array(said).describe('Clarifying questions (`to` null) and their answers'),
});

export const requestReply = z.object({
  id: z.string(),
  number: z.number(),
  version: z.number(),
  title: z.string(),
  status,
  space: spaceReply.nullable(),
  audience: z.array(person).nullable().describe('Who sees it instead of its space'),
  author: person,
  to: person,
  others: z.array(person),
  urgent: z.boolean(),
  askedAt: moment,
  closedAt: moment.nullable(),
  dueAt: moment.nullable(),
  follows: z
    .string()
    .nullable()
    .describe('What happens by itself at `dueAt`, as people and hours stand now; null: as the protocol says'),
  now: moment,
  suggestsCall: z.boolean(),
  rounds: z.array(roundReply),
  proof: proofReply.nullable().describe('The window of the last round'),
  accepted: z.object({ by: person, at: moment, words: z.string().nullable() }).nullable(),
  withdrawn: z.object({ by: person, at: moment, reason: z.string().nullable() }).nullable(),
  awaits: z.array(awaitReply),
  links: z.array(linkReply),
  comments: z.number(),
  history: z.array(historyReply),
  /** What whoever asks may do now, and why not where not. */
  actions: z.array(z.object({ action: z.string(), may: z.boolean(), because: z.string().nullable() })),
});
export type RequestReply = z.output<typeof requestReply>;

export const previewReply = z.object({
  protocol: z.string(),
  sentence: z.string().describe('What happens by itself at `dueAt`'),
  dueAt: moment.nullable(),
  follows: z
    .string()
    .nullable()
    .describe('What happens by itself at `dueAt`, as people and hours stand now; null: as the protocol says'),
  proof: proofReply.nullable(),
});

export const askedBeforeReply = z.object({
  items: z.array(z.object({ id: z.string(), number: z.number(), title: z.string(), status })),
});
