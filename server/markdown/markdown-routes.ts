import { z } from 'zod';
import { answer, route, text } from '../route.ts';

/** What an editor holds at most. */
const LONGEST = 200_000;

export const markdownRoutes = [
  route({
    method: 'POST',
    path: '/api/markdown',
    name: 'markdown.preview',
    summary: 'See Markdown as it will be shown',
    description: 'Sanitized HTML, made as for every text that is kept. Nothing is kept of this one.',
    tag: 'api',
    who: 'member',
    changes: 'preview',
    body: z.strictObject({ text: text(LONGEST) }),
    reply: z.object({ html: z.string() }),
    async act({ body }, { markdown }) {
      return answer({ html: await markdown(body.text) });
    },
  }),
] as const;
