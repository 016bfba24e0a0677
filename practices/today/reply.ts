import { z } from 'zod';

const moment = z.string();
const person = z.object({ id: z.string(), name: z.string() });
const artifact = z.object({ id: z.string(), kind: z.string(), number: z.number(), title: z.string(), status: z.string() });

const owed = z.object({
  key: z.string(),
  kind: z.enum(['answer', 'review', 'stance', 'acknowledge', 'contribute', 'verify', 'approve']),
  why: z.string().describe('A sentence: why it was asked'),
  otherwise: z.string().describe('What happens when it is due and unanswered'),
  status: z.enum(['open', 'paused']),
  minutes: z.number().describe('About how long it takes'),
  urgent: z.boolean(),
  openedAt: moment,
  dueAt: moment.nullable().describe('Null while its clock stands still'),
  asker: person.nullable(),
  artifact,
  fits: z.boolean().describe('Into the minutes that you have'),
});

const waited = z.object({
  mine: z.boolean().describe('Your own; false: something that you asked about another’s'),
  artifact,
  dueAt: moment.nullable().describe('When something happens by itself; null while a clock stands still'),
  ending: z.string().nullable().describe('What then happens: Proceeds unless blocked'),
  why: z.string().nullable().describe('What you asked about another’s'),
  asked: z.array(
    person.extend({
      status: z.enum(['open', 'paused']),
      dueAt: moment.nullable(),
      needMs: z.number().nullable().describe('Working time that they must have; null: none'),
      hadMs: z.number().nullable().describe('Of it, had by now'),
      working: z.boolean().describe('By their calendar: nobody is watched'),
      worksAt: moment.nullable().describe('When their work begins again; null while they work, and where it is not known'),
    }),
  ),
  passed: z.array(z.string()).describe('Names of who passed it on, or was passed over'),
});

const happened = z.object({ artifact, at: moment });

export const todayReply = z.object({
  now: moment,
  since: moment.describe('When you last stopped working'),
  owe: z.array(owed).describe('What fits now, in order, then the rest; the first of them, as many as were asked for'),
  wait: z.array(waited),
  waitMore: z.boolean().describe('There is more that you wait for'),
  decided: z
    .array(happened.extend({ byDefault: z.boolean().describe('Nobody but its author said yes') }))
    .describe('While you were away'),
  answered: z.array(happened).describe('Of what you asked, while you were away'),
  sentence: z.object({
    count: z.number().describe('Of all that you owe; 1000 at most'),
    more: z.boolean().describe('It is more than that'),
    minutes: z.number(),
    fitting: z.number().describe('How many fit into the minutes that you have'),
    quietUntil: moment
      .nullable()
      .describe('Nothing else reaches you before, unless it is urgent or due before; null: something may at any moment'),
    mail: z.enum(['off', 'each', 'digest']),
  }),
  clock: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      zone: z.string(),
      place: z.string(),
      localTime: z.string(),
      working: z.boolean(),
      until: moment.nullable().describe('When their work ends, or begins again'),
    }),
  ),
});
export type TodayReply = z.output<typeof todayReply>;
