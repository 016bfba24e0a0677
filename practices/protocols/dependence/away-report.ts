import { z } from 'zod';

const moment = z.string();
const outcome = z.enum(['accepted', 'rejected', 'lapsed', 'withdrawn', 'open']);
const end = z.object({ outcome, at: moment.nullable() });

const replayed = z.object({
  artifact: z.string(),
  was: end.describe('How it goes, or went, without the absence'),
  would: end,
  because: z.string(),
  passedTo: z.array(z.string()),
  leftOut: z.boolean().describe('Their place is not counted, or their silence is no agreement'),
});

/** What happens while somebody is away, replayed. */
export const AwayReport = z.object({
  actor: z.string(),
  days: z.int(),
  lookedBack: z.int(),
  leftOut: z.int().describe('What the asker may not see; nothing of it is here'),
  open: z.object({ runs: z.int(), items: z.array(replayed).describe('Where their absence changes something') }),
  past: z.object({
    otherwise: z.int().describe('Would have ended otherwise'),
    items: z.array(replayed).describe('Those; at most 100'),
    own: z
      .object({
        runs: z.int().describe('In which they had a part'),
        same: z.int(),
        later: z.int(),
        passed: z.int().describe('Somebody else was asked in their place'),
        laterBy: z.number().nullable().describe('The median, in milliseconds'),
      })
      .nullable()
      .describe('For the person alone'),
  }),
});

export type AwayReport = z.output<typeof AwayReport>;
export type ReplayedItem = z.output<typeof replayed>;
