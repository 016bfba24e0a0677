import { z } from 'zod';
import { historyReply, linkReply } from '#practices/comments';
import { spaceReply } from '#practices/spaces';
import { taskDoor } from '#practices/work';
import { pageOf } from '#server/route.ts';

const { moment, person } = taskDoor;

export const status = z.enum(['draft', 'commenting', 'settling', 'planned', 'withdrawn']);

export const listReply = pageOf(
  z.object({
    id: z.string(),
    number: z.number(),
    title: z.string(),
    status,
    space: z.string().nullable(),
    from: moment,
    to: moment,
    stories: z.number(),
    open: z.number().describe('Stories with something open'),
    minutes: z.number().describe('The size of all of them'),
    endsAt: moment.nullable().describe('When everybody has had their time to read it'),
    updatedAt: moment,
  }),
);

const storyReply = z.object({
  id: z.number(),
  title: z.string(),
  text: z.string(),
  html: z.string(),
  criteria: z.array(z.string()),
  depth: z.enum(['deep', 'shallow']),
  minutes: z.number(),
  needs: z.array(z.string()),
  context: z.string(),
  goal: z.object({ id: z.string(), number: z.number(), title: z.string() }).nullable(),
  by: person,
  left: z.boolean().describe('It was left out of this plan'),
  concerns: z.array(
    z.object({
      by: person,
      text: z.string(),
      at: moment,
      settled: z.object({ by: person, words: z.string(), at: moment }).nullable(),
    }),
  ),
  task: z.object({ number: z.number(), status: z.string() }).nullable().describe('What it became'),
});

export const planReply = z.object({
  id: z.string(),
  number: z.number(),
  version: z.number(),
  title: z.string(),
  text: z.string(),
  html: z.string(),
  status,
  from: moment,
  to: moment,
  share: z.number(),
  people: z.array(person),
  goals: z.array(z.object({ id: z.string(), number: z.number(), title: z.string() })),
  space: spaceReply.nullable(),
  author: person,
  stories: z.array(storyReply),
  readers: z.array(z.object({ person, status: z.enum(['open', 'read', 'away', 'lapsed']), dueAt: moment })),
  endsAt: moment.nullable().describe('What happens by itself happens then at the latest'),
  meetingMinutes: z.number().describe('What is open takes so long to talk about; 0: no meeting'),
  met: z.boolean().nullable().describe('Whether anything had to be talked about; null: it does not hold yet'),
  capacity: z.object({
    people: z.array(
      z.object({
        person,
        workingMs: z.number(),
        workdays: z.number(),
        leaveDays: z.number(),
        holidays: z.number().describe('Days of their week that holidays take'),
      }),
    ),
    workingMs: z.number(),
    plannedMs: z.number().describe('Of it, what is planned with'),
    storiesMs: z.number(),
    deepMs: z.number().describe('Of the stories, what wants an undisturbed head'),
  }),
  links: z.array(linkReply),
  comments: z.number(),
  now: moment,
  history: z.array(historyReply),
  mine: z.object({
    author: z.boolean().describe('Whether the reader runs it'),
    asked: z.enum(['open', 'read', 'away', 'lapsed']).nullable().describe('Where they stand as one who is asked'),
    contributes: z.boolean(),
  }),
});
export type PlanReply = z.output<typeof planReply>;
