import { z } from 'zod';
import type { Reaction } from '#kernel/stream/reaction.ts';
import type { OrgId } from '#kernel/stream/event.ts';
import type { DocumentSource } from '../route.ts';
import { SHORT } from './render.ts';

/** What was published longer ago nobody waits for any more, ms. */
const RECENT = 600_000;

const published = z.object({
  body: z.string().min(SHORT),
  links: z.record(z.string(), z.string()),
  broken: z.array(z.string()),
});

/** Renders long texts when they are published: whoever reads them first does not wait for it. */
export const warming = (warm: (org: OrgId, source: DocumentSource) => Promise<void>): Reaction => ({
  name: 'markdown.warming',
  types: new Set(['page-created', 'page-revised']),
  react: async ({ org, at, body }) => {
    const { success, data } = published.safeParse(body);
    // One after another: there is one thread for it, and readers come first.
    if (success && Date.now() - at < RECENT) await warm(org, { text: data.body, links: data.links, broken: data.broken });
  },
});
