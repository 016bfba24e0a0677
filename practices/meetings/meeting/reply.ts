import { z } from 'zod';
import { awaitReply, changedReply, historyReply, linkReply } from '#practices/comments';
import { proofReply } from '#practices/protocols';
import { spaceReply } from '#practices/spaces';
import { carriedReply } from '../leaving/taken.ts';

/* What the doors of meetings answer. Instants are ISO 8601 in UTC, texts Markdown; `html` is the same text, sanitized. */

const moment = z.string();
const person = z.object({ id: z.string(), name: z.string() });
export const status = z.enum(['preparing', 'unprepared', 'ready', 'over', 'cancelled', 'ended']);
const how = z.enum(['held', 'shortened', 'overran', 'cancelled']);

/** A row of the list. */
export const listItem = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status,
  author: person,
  from: moment,
  minutes: z.number(),
  people: z.number().describe('Everybody who takes part'),
  questions: z.number(),
  left: z.number().describe('Questions that nobody has settled yet'),
  doc: z.boolean(),
  dueAt: moment.nullable().describe('By when it is to be prepared'),
  hours: z.number().describe('Person-hours that it takes or took'),
  saved: z.number().describe('Person-hours that it gave back'),
  how: how.nullable(),
  gathers: z.boolean().describe('It is the half hour of a decision week'),
  uid: z.string().describe('As calendars call it'),
});

export const meetingReply = z.object({
  id: z.string(),
  number: z.number(),
  version: z.number(),
  title: z.string(),
  status,
  space: spaceReply.nullable(),
  author: person,
  people: z.array(person).describe('Those who take part beside the author'),
  others: z.number().describe('Who takes part without an account here'),
  from: moment,
  to: moment,
  minutes: z.number(),
  purpose: z.string(),
  html: z.string(),
  document: z
    .object({ artifact: linkReply.omit({ rel: true, direction: true }).nullable(), address: z.string().nullable() })
    .nullable()
    .describe('What is read beforehand; without both: something that you may not see'),
  questions: z.array(
    z.object({
      id: z.number(),
      text: z.string(),
      settled: z.object({ by: person.nullable(), words: z.string(), html: z.string(), at: moment }).nullable(),
    }),
  ),
  missing: z
    .array(z.enum(['purpose', 'agenda', 'document', 'another-day']))
    .describe('What the gate waits for; on which day its team does not meet is said to the author alone'),
  breach: z
    .object({ space: z.string(), date: z.string(), demanding: z.boolean() })
    .nullable()
    .describe('The day without meetings on which it falls; for the author alone'),
  gate: z
    .object({
      protocol: z.object({ artifact: z.string(), id: z.string(), version: z.number() }),
      ending: z.string().nullable(),
      dueAt: moment.nullable(),
      outcome: z.object({ outcome: z.string(), at: moment, because: z.string() }).nullable(),
      proof: proofReply.nullable(),
    })
    .nullable(),
  personHours: z.number(),
  savedHours: z.number(),
  cancelled: z
    .object({
      why: z.enum(['settled', 'person']),
      by: person,
      at: moment,
      reason: z.string().nullable(),
    })
    .nullable(),
  calendar: carriedReply
    .nullable()
    .describe('What became of it in the calendar from which it came, since it was moved or cancelled; null: it came from none'),
  ended: z
    .object({ how, minutes: z.number(), people: z.number(), words: z.string().nullable(), by: person, at: moment })
    .nullable(),
  now: moment,
  may: z.object({
    prepare: z.boolean(),
    settle: z.boolean(),
    cancel: z.boolean(),
    end: z.boolean(),
  }),
  awaits: z.array(awaitReply),
  links: z.array(linkReply),
  comments: z.number(),
  history: z.array(historyReply),
});
export type MeetingReply = z.output<typeof meetingReply>;

/** What a write answers: where the meeting stands now. */
export const changed = changedReply.extend({ status });
