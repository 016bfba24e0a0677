import { subjectParams } from '#practices/comments';
import { z } from 'zod';
import { answer, route } from '#server/route.ts';
import { alivePage } from '../addresses.ts';
import { withLineEndsOf } from '../merge.ts';
import { comparison, presentLines } from '../compared-reply.ts';
import { textFor } from '../publishing.ts';
import { LONGEST_TEXT } from '../text.ts';
import { compareTexts } from '../texts-aside.ts';

const written = {
  tag: 'handbook',
  who: 'member',
  changes: 'preview',
  limit: 12 * 1024 * 1024,
  params: subjectParams,
  body: z.strictObject({ body: z.string().max(LONGEST_TEXT) }),
} as const;

export const previewRoute = route({
  ...written,
  method: 'POST',
  path: '/api/pages/:id/previews',
  name: 'handbook.preview',
  summary: 'See a text as this page would show it; nothing is written',
  description: 'Its links lead where they would lead if it were published now.',
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

export const comparisonRoute = route({
  ...written,
  method: 'POST',
  path: '/api/pages/:id/comparisons',
  name: 'handbook.compare',
  summary: 'See what a text would change of this page, line by line and word by word; nothing is written',
  reply: comparison,
  async act({ params, body: { body }, principal }, services) {
    const row = await alivePage(params.id, principal, services);
    if (row.refused) return row;
    const standing = row.ok.state.body;
    const compared = await compareTexts(standing, withLineEndsOf(standing, body));
    return compared.refused ? compared : answer(presentLines(compared.ok));
  },
});
