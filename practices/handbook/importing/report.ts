import { z } from 'zod';

const count = z.int();

/** What became of an import, for people and programs: counts, and whatever could not be kept, by path and line. */
export const Report = z.object({
  systems: z.array(z.string()).describe('What the source looks like: gitbook, notion, …'),
  pages: z.object({
    created: count,
    changed: count,
    moved: count,
    merged: count.describe('Changed here and there; both changes are in them'),
    kept: count.describe('Changed here and there in the same place, or archived here: what is here stays'),
    unchanged: count,
    archived: count,
    vanished: count.describe('No longer in the source; they stay here'),
    refused: count,
  }),
  files: z.object({ created: count, changed: count, unchanged: count, refused: count }),
  links: z.object({ internal: count, resolved: count, outside: count }),
  counts: z.record(z.string(), count).describe('All remarks by code'),
  remarks: z
    .array(
      z.object({
        path: z.string().describe('In the source'),
        line: z.int().nullable(),
        code: z.string(),
        detail: z.string(),
        words: z.string().describe('For people'),
        page: z.int().nullable().describe('The page that it became'),
      }),
    )
    .describe('The first of each code; `counts` has all'),
  failed: z.object({ code: z.string(), words: z.string() }).nullable(),
  seconds: z.number(),
});
export type Report = z.output<typeof Report>;

export const emptyReport = (failed: Report['failed'] = null): Report => ({
  systems: [],
  pages: { created: 0, changed: 0, moved: 0, merged: 0, kept: 0, unchanged: 0, archived: 0, vanished: 0, refused: 0 },
  files: { created: 0, changed: 0, unchanged: 0, refused: 0 },
  links: { internal: 0, resolved: 0, outside: 0 },
  counts: {},
  remarks: [],
  failed,
  seconds: 0,
});
