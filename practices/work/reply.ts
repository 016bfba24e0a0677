import { z } from 'zod';
import { changedReply, historyReply, linkReply } from '#practices/comments';
import { spaceReply } from '#practices/spaces';
import { pageOf } from '#server/route.ts';
import { DEPTHS } from './state.ts';

/* What the doors of tasks answer. Instants are ISO 8601 in UTC, texts Markdown; `html` is the same text, sanitized. */

export const moment = z.string();
export const person = z.object({ id: z.string(), name: z.string() });
const named = z.object({ id: z.string(), name: z.string().nullable() });
export const status = z.enum(['draft', 'ready', 'claimed', 'done', 'dropped']);
export const depth = z.enum(DEPTHS);

const listed = {
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status,
  space: z.string().nullable(),
  depth,
  minutes: z.number().describe('Its size: about how long it takes'),
  needs: z.array(z.string()).describe('Skills'),
  context: z.string(),
  goal: z.string().nullable(),
  criteria: z.number(),
  author: named,
  holder: named.nullable(),
  until: moment.nullable().describe('When the claim ends unless something is seen of it'),
  inGrace: z.boolean(),
  since: moment.nullable().describe('It can be claimed since then'),
  dueAt: moment.nullable(),
  draftedAt: moment,
  closedAt: moment.nullable(),
  updatedAt: moment,
};

/** A row of the list. */
const listItem = z.object(listed);
export const listReply = pageOf(listItem);

const reason = z.discriminatedUnion('reason', [
  z.object({ reason: z.literal('due'), at: moment, slackMs: z.number().describe('Working time left beyond its size') }),
  z.object({ reason: z.literal('context'), context: z.string() }),
  z.object({ reason: z.literal('age'), days: z.number() }),
]);

export const fittingReply = z.object({
  items: z.array(z.object({ ...listed, score: z.number(), reasons: z.array(reason) })),
  held: z.array(listItem).describe('What you hold'),
  ready: z.number().describe('So many could be claimed by somebody'),
  heldBack: z
    .object({ limit: z.number(), needs: z.number(), room: z.number(), wanted: z.array(z.string()) })
    .describe(
      'So many do not fit: of a depth that you hold, of skills that you did not name, too large or too deep for you today',
    ),
});

/** What moved it: an artifact that links to it, or something that was seen elsewhere. */
const output = z.object({
  what: z.string().describe('comment, draft, page, commit, change, demo, decision, request, task, note'),
  words: z.string(),
  /** Of an artifact: its address is made of both. */
  artifact: z.object({ id: z.string(), kind: z.string(), number: z.number(), status: z.string() }).nullable(),
  address: z.string().nullable(),
  by: person,
  at: moment,
});

const claimReply = z.object({
  holder: person,
  token: z.number().describe('Show it to finish, extend or give back'),
  since: moment,
  seenAt: moment,
  until: moment,
  graceUntil: moment.nullable(),
  extensionsLeft: z.number(),
});

export const taskReply = z.object({
  id: z.string(),
  number: z.number(),
  version: z.number(),
  title: z.string(),
  text: z.string(),
  html: z.string(),
  status,
  criteria: z.array(z.string()),
  depth,
  minutes: z.number(),
  needs: z.array(z.string()),
  context: z.string(),
  dueAt: moment.nullable(),
  goal: z.object({ id: z.string(), number: z.number(), title: z.string() }).nullable(),
  space: spaceReply.nullable(),
  audience: z.array(person).nullable(),
  author: person,
  draftedAt: moment,
  now: moment,
  claim: claimReply.nullable(),
  offer: z.object({ to: person, by: person, note: z.string(), dueAt: moment }).nullable(),
  asking: z.object({ owner: person, dueAt: moment }).nullable().describe('Its owner is asked what becomes of it'),
  notes: z.array(z.object({ by: person, at: moment, note: z.string(), byItself: z.boolean() })),
  done: z.object({ by: person, at: moment, words: z.string(), html: z.string() }).nullable(),
  dropped: z.object({ by: person, at: moment, reason: z.string() }).nullable(),
  issue: z
    .object({ repository: z.string(), called: z.string(), key: z.string().nullable(), url: z.string().nullable() })
    .nullable()
    .describe('The issue of a forge that it is, too; `key` is null while it is on its way there'),
  outputs: z.array(output).describe('What moved it, newest first'),
  links: z.array(linkReply),
  comments: z.number(),
  history: z.array(historyReply),
  actions: z.array(z.object({ action: z.string(), may: z.boolean(), because: z.string().nullable() })),
});
export type TaskReply = z.output<typeof taskReply>;

/** Who could carry it on, whoever starts their day soonest first. */
export const successorsReply = z.object({
  endsAt: moment.nullable().describe('When the holder’s day ends'),
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      worksAt: moment.describe('When they work next'),
      working: z.boolean(),
      overlapMs: z.number().describe('Working time that both have before the holder’s day ends'),
      lacks: z.array(z.string()).describe('Skills that it needs, and they do not name'),
      full: z.boolean().describe('They hold one of this depth already'),
    }),
  ),
});

export const claimed = changedReply.extend({ token: z.number(), until: moment });
