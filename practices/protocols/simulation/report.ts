import { z } from 'zod';

const estimate = z
  .object({ mean: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })
  .describe('Its mean over all worlds, and where it lies in 95 of 100; null: there is nothing to say');

const FIGURES = [
  ...(['elapsed50', 'elapsed85', 'elapsed95', 'worked50', 'worked85', 'worked95'] as const),
  ...(['accepted', 'byDefault', 'asks', 'offHours', 'gini', 'proposals'] as const),
] as const;

const figures = z.partialRecord(z.enum(FIGURES), estimate);

/** What a simulation came to. Times in ms, shares and Gini from 0 to 1. */
export const SimulationReport = z.object({
  actors: z.int(),
  days: z.int(),
  worlds: z.int(),
  seed: z.string(),
  calibration: z.object({
    calibrated: z.boolean(),
    coverage: z.number().nullable(),
    fitted: z.int(),
    heldOut: z.int(),
    why: z.string().describe('Whether what it says of time can be relied on, in a sentence'),
  }),
  compared: z.array(
    z.object({
      protocol: z.string(),
      elsewhere: z.int().describe('Proposals for which it is not meant, in all worlds'),
      figures,
      difference: figures.describe('Against the first, in the same worlds; of the first itself empty'),
      latency: z.array(z.number()).describe('Elapsed ms of what ended, in order; at most 400 at even shares'),
      load: z.array(z.number()).describe('Asks of each person in an average world, most first'),
    }),
  ),
});

export type SimulationReport = z.output<typeof SimulationReport>;
