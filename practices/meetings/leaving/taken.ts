import { z } from 'zod';

/** What became of a meeting in somebody's calendar. `by-hand`: it could not be taken out from here; the reason says why. */
export const taken = z.strictObject({
  how: z.enum(['ended', 'cancelled', 'declined', 'by-hand']),
  reason: z.string().max(1_000).nullable(),
});
export type Taken = z.output<typeof taken>;

/** As people see it; `asked`: it is being taken out. */
export const takenReply = z.object({ how: z.enum(['asked', ...taken.shape.how.options]), reason: z.string().nullable() });
