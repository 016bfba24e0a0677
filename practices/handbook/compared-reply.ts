import { z } from 'zod';
import type { Comparison } from './compare.ts';

const part = z.object({ text: z.string(), changed: z.boolean() });
const lineReply = z.union([
  z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() }),
  z.object({ kind: z.literal('changed'), before: z.array(part), after: z.array(part) }),
]);

/** Two texts, line by line and word by word. */
export const comparison = z.object({
  lines: z.array(lineReply),
  apart: z.boolean().describe('The texts have too little in common: one stands below the other'),
});

export const presentLines = ({ lines, apart }: Comparison): z.output<typeof comparison> => ({
  lines: [...lines] as z.output<typeof lineReply>[],
  apart,
});
