import { z } from 'zod';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { MOST_COUNT } from './schemas.ts';

/** The two keys of every list's query: `z.strictObject({ ...paging, status: … })`. */
export const paging = {
  limit: z.coerce
    .number<number | string>('must be a number from 1 to 200')
    .int()
    .min(1)
    .max(200)
    .default(50)
    .describe('How many, at most 200'),
  after: z.string().min(1).max(1000).optional().describe('`next` of the page before'),
};

/** A page of a list; `next` is null on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), next: z.string().nullable() });

/** What stands in cursors, as far as PostgreSQL can compare it: a cursor may be forged. */
export const inCursor = {
  /** Numbers of artifacts, versions, counts. */
  count: z.int().min(0).max(MOST_COUNT),
  /** An instant, ms. */
  ms: z.number().min(0).max(253_402_300_799_999),
  /** `bigint`, in digits. */
  big: z.string().refine((words) => isWhole(words, 2n ** 63n)),
  /** `xid8`, in digits. */
  xid: z.string().refine((words) => isWhole(words, 2n ** 64n)),
  words: z
    .string()
    .max(500)
    .refine((words) => !words.includes('\0') && words.isWellFormed()),
} as const;

const isWhole = (words: string, below: bigint): boolean => /^\d{1,20}$/.test(words) && BigInt(words) < below;

type Place = readonly (string | number | null)[];

/** Opaque to whoever holds it: the sort columns of the last row. */
export const cursorOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** What a cursor says, checked; the first page is null. */
export const readCursor = <Shape extends z.ZodType<Place>>(
  after: string | undefined,
  shape: Shape,
): Result<z.output<Shape> | null> => {
  if (after === undefined) return ok(null);
  const parsed = shape.safeParse(jsonOf(after));
  return parsed.success
    ? ok(parsed.data)
    : refuse('invalid-cursor', 'This is no cursor of this list. Start again without it.', {
        field: '/query/after',
        accepted: 'the `next` of the page before',
      });
};

const jsonOf = (after: string): unknown => {
  try {
    return JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    return undefined;
  }
};
