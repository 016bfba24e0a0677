import { z } from 'zod';
import type { FromClient } from './messages.ts';

const position = z.string().max(500);

const fromClient = z.discriminatedUnion('say', [
  z.strictObject({ say: z.literal('hello'), draft: z.uuid().nullable() }),
  z.strictObject({ say: z.literal('caret'), at: z.tuple([position, position]).nullable() }),
]) satisfies z.ZodType<FromClient>;

/** What a client said; null: nothing that is known here. */
export const heard = (text: string): FromClient | null => {
  try {
    return fromClient.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};
