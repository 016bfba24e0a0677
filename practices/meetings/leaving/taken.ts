import { z } from 'zod';

/** What became of a series in somebody's calendar that takes place no more. `by-hand`: it could not be taken out from here; the reason says why. */
export const taken = z.strictObject({
  how: z.enum(['ended', 'cancelled', 'declined', 'by-hand']),
  reason: z.string().max(1_000).nullable(),
});
export type Taken = z.output<typeof taken>;

/** The same of one meeting, which may have been moved instead. */
export const carried = taken.extend({ how: z.enum([...taken.shape.how.options, 'moved']) });
export type Carried = z.output<typeof carried>;

/** As people see it; `asked`: it is being taken out, or moved. */
export const takenReply = z.object({ how: z.enum(['asked', ...taken.shape.how.options]), reason: z.string().nullable() });
export const carriedReply = z.object({ how: z.enum(['asked', ...carried.shape.how.options]), reason: z.string().nullable() });
