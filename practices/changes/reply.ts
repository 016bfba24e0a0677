import { z } from 'zod';
import { linkReply } from '#practices/comments';
import { spaceReply } from '#practices/spaces';
import { pageOf } from '#server/route.ts';
import { CHECK_STATES } from './observed.ts';
import { STATUSES } from './state.ts';

/* What the doors of changes answer. Instants are ISO 8601 in UTC. */

const moment = z.string();
const somebody = z.object({ id: z.string().nullable().describe('Null: nobody here'), name: z.string() });
export const status = z.enum(STATUSES);
const checks = z.enum(CHECK_STATES).nullable().describe('Null: none were heard of');

const listItem = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status,
  space: z.string().nullable(),
  repository: z.string(),
  key: z.string().describe('Its number on the forge'),
  author: somebody,
  score: z.number().nullable().describe('Null: it has not been looked at yet'),
  guards: z.array(z.string()),
  checks,
  ending: z.string().nullable().describe('What happens by itself at `dueAt`, while somebody is asked'),
  openedAt: moment,
  closedAt: moment.nullable(),
  dueAt: moment.nullable(),
  updatedAt: moment,
});
export const listReply = pageOf(listItem);

export const changeReply = z.object({
  ...{ id: z.string(), number: z.number(), version: z.number(), title: z.string(), status },
  text: z.string().describe('Its description on the forge'),
  html: z.string(),
  url: z.string().nullable(),
  repository: z.object({ id: z.string(), name: z.string() }),
  key: z.string(),
  space: spaceReply.nullable(),
  author: somebody,
  ...{ head: z.string(), branch: z.string(), labels: z.array(z.string()), checks },
  ...{ openedAt: moment, closedAt: moment.nullable(), now: moment },
  verdict: z.string().describe('In a line: `ships at once: score 12.4 of 20`'),
  looks: z
    .object({
      score: z.number(),
      terms: z.array(z.object({ name: z.string(), amount: z.number(), value: z.number() })),
      guards: z.array(z.object({ guard: z.string(), path: z.string() })),
      files: z.number(),
      owners: z.array(z.object({ owner: z.string(), because: z.string(), files: z.number() })),
      asked: z.array(z.object({ id: z.string(), name: z.string() })),
      standIn: z.boolean().describe('No owner of its paths is here, so those who look after the space are asked'),
      unowned: z.number(),
      faults: z.array(z.object({ line: z.number(), words: z.string() })).describe('In the files that say who owns what'),
      pieces: z.array(z.object({ number: z.number() })).describe('Others of the same intent within a day, added up in the score'),
    })
    .nullable()
    .describe('Null: it has not been looked at yet'),
  because: z.array(z.string()).describe('What the protocol says of it, with its reasons'),
  protocol: z.object({ artifact: z.string(), id: z.string(), version: z.number() }).nullable(),
  failed: z.string().nullable().describe('Why nobody could be asked'),
  waitsUntil: moment.nullable().describe('Until then its checks have time before anybody is asked'),
  hasRun: z.boolean().describe('Whether `/api/runs/NUMBER` has something to tell'),
  said: z.array(
    z.object({
      ...{ by: somebody, at: moment, verdict: z.enum(['agree', 'object', 'abstain', 'withdraw', 'none']), text: z.string() },
      ...{ url: z.string().nullable(), counts: z.boolean().describe('Whether it is their stance here') },
    }),
  ),
  shipped: z.object({ at: moment, alone: z.boolean() }).nullable(),
  deployed: z
    .object({ at: moment, to: z.string(), status: z.string() })
    .nullable()
    .describe('The first deployment after it was merged'),
  reverted: z.object({ at: moment, by: z.object({ number: z.number(), title: z.string() }).nullable() }).nullable(),
  sample: z
    .object({
      ...{
        asked: z.object({ id: z.string(), name: z.string() }),
        status: z.enum(['open', 'answered', 'lapsed', 'moot']),
        dueAt: moment,
      },
      ...{ found: z.enum(['sound', 'better', 'faulty']).nullable(), words: z.string().nullable() },
    })
    .nullable(),
  comments: z.number(),
  links: z.array(linkReply),
});
export type ChangeReply = z.output<typeof changeReply>;
