import { z } from 'zod';
import { answer, route, text, uuid } from '../route.ts';

/** What an editor holds at most, in characters; and as bytes, escaped. */
const LONGEST = 2_000_000;
const LIMIT = 12 * 1024 * 1024;

export const markdownRoutes = [
  route({
    method: 'POST',
    path: '/api/markdown',
    name: 'markdown.preview',
    summary: 'See Markdown as it will be shown',
    description:
      'Sanitized HTML, made as for every text that is kept. Nothing is kept of this one. As the text of a `page`, its addresses lead where they lead there, with titles and pictures.',
    tag: 'api',
    who: 'member',
    changes: 'preview',
    limit: LIMIT,
    body: z.strictObject({ text: text(LONGEST), page: uuid.optional() }),
    reply: z.object({ html: z.string() }),
    async act({ body, principal }, { db, document, markdown }) {
      if (body.page === undefined) return answer({ html: await markdown(principal, body.text) });
      const [row] = await db.rows<{ links: Record<string, string> | null }>({
        name: 'markdown.links-of',
        text: `select state->'links' as links from artifacts where org = $1 and id = $3 and kind = 'page' and audience && $2::text[]`,
        values: [principal.org, principal.keys, body.page],
        byKey: true,
      });
      // What was written a moment ago is not looked up, so nothing is said to lead nowhere.
      const { html } = await document(principal, { text: body.text, links: row?.links ?? {}, broken: [] });
      return answer({ html });
    },
  }),
] as const;
