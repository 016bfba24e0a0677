import { z } from 'zod';
import { answer, route } from '#server/route.ts';
import { alivePage, pageParams } from '../addresses.ts';
import { textFor } from '../publishing.ts';
import { LONGEST_TEXT } from '../text.ts';

export const previewRoute = route({
  method: 'POST',
  path: '/api/pages/:id/previews',
  name: 'handbook.preview',
  summary: 'See a text as this page would show it; nothing is written',
  description: 'Its links lead where they would lead if it were published now.',
  tag: 'handbook',
  who: 'member',
  changes: 'preview',
  limit: 12 * 1024 * 1024,
  params: pageParams,
  body: z.strictObject({ body: z.string().max(LONGEST_TEXT) }),
  reply: z.object({ html: z.string().describe('Sanitized'), broken: z.array(z.string()) }),
  async act({ params, body: { body }, principal }, services) {
    const row = await alivePage(params.id, principal, services);
    if (row.refused) return row;
    const { state, id } = row.ok;
    const { links, broken } = await textFor(services, principal, { place: state, self: id, known: state.links }, body);
    const { html } = await services.document(principal, { text: body, links, broken });
    return answer({ html, broken: [...broken] });
  },
});
