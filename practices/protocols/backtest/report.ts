import { z } from 'zod';

const moment = z.string();
const ms = z.number().nullable().describe('Milliseconds; null: of none');
const counts = z.object({ was: z.int(), would: z.int() });

const side = z.object({
  outcomes: z.object({ accepted: z.int(), rejected: z.int(), lapsed: z.int(), withdrawn: z.int(), open: z.int() }),
  atOnce: z.int().describe('Accepted the moment they opened'),
  atOnceUndone: z.int().describe('Of these, those that were superseded, reopened or asked again later'),
  elapsed: z.object({ median: ms, p85: ms }),
  working: z.object({ median: ms, p85: ms }).describe("In its author's working time"),
  untold: z
    .int()
    .describe('Runs by the clock that were never held: nobody was asked then, so nobody knows how they would have ended'),
  asks: z.int(),
  outside: z.int().describe('Asks that reach somebody who is not working'),
});

const outcome = z.object({
  outcome: z.enum(['accepted', 'rejected', 'lapsed', 'withdrawn', 'open']),
  at: moment.nullable(),
  because: z.string(),
});

const differing = z.object({
  artifact: z.string(),
  was: outcome,
  would: outcome,
  undone: z.object({ what: z.enum(['superseded', 'reopened', 'reverted', 'asked-again']), at: moment }).nullable(),
});

/** What a backtest came to. */
export const BacktestReport = z.object({
  protocol: z.object({ id: z.string(), on: z.string() }),
  kinds: z.array(z.string()).describe('What it governs: `decision`'),
  from: moment,
  to: moment,
  days: z.int(),
  runs: z.int(),
  elsewhere: z.int().describe('Runs of these days that another protocol would have governed'),
  leftOut: z.int().describe('Runs of these days that the asker may not see; nothing of them is in the figures'),
  was: side,
  would: side,
  differs: z.int(),
  differing: z.array(differing).describe('The latest first; at most 200'),
  atOnceUndone: z.array(differing).describe('Would have shipped at once, and did not last; at most 200'),
  teams: z
    .array(z.object({ id: z.string(), name: z.string(), people: z.int(), asks: counts }))
    .describe('How often the people of a team are asked; teams of at least five alone'),
  you: counts.describe('How often the asker is asked; nobody else is told'),
  assumed: z.object({
    runs: z.int().describe('Runs that rest on what nobody can know'),
    moved: z.int(),
    silent: z.int(),
    repeated: z.int(),
    unasked: z.int(),
    filled: z.int(),
    unheard: z.int(),
  }),
});

export type BacktestReport = z.output<typeof BacktestReport>;
export type Side = z.output<typeof side>;
export type Differing = z.output<typeof differing>;
