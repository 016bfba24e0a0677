import { z } from 'zod';
import { answer, route, text } from '#server/route.ts';
import { checkText } from '../texts-aside.ts';
import { LONGEST_TEXT } from '../text.ts';
import { templatePages } from './queries.ts';
import { TEMPLATES } from './templates.ts';

const base = { tag: 'handbook', who: 'member' } as const;

export const writingRoutes = [
  route({
    ...base,
    method: 'POST',
    path: '/api/pages/checks',
    name: 'handbook.check-writing',
    summary: 'See what in a text its readers may stumble over, and why; nothing is written, and nothing is refused',
    changes: 'preview',
    limit: 12 * 1024 * 1024,
    body: z.strictObject({ text: text(LONGEST_TEXT) }),
    reply: z.object({
      words: z.number(),
      minutes: z.number().describe('Reading time'),
      remarks: z.array(
        z.object({
          kind: z.string(),
          line: z.number().nullable(),
          quote: z.string().nullable(),
          why: z.string(),
          instead: z.array(z.string()),
        }),
      ),
    }),
    async act({ body }) {
      const checked = await checkText(body.text);
      if (checked.refused) return checked;
      const { words, minutes, remarks } = checked.ok;
      return answer({ words, minutes, remarks: remarks.map((one) => ({ ...one, instead: [...one.instead] })) });
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/templates',
    name: 'handbook.templates',
    summary: 'List what a page can begin from: our forms, and pages whose front matter says `template: true`',
    reply: z.object({
      items: z.array(
        z.object({
          name: z.string(),
          for: z.string().nullable(),
          number: z.number().nullable().describe('Of a page'),
          body: z.string(),
        }),
      ),
    }),
    async act({ principal }, { db }) {
      const pages = await templatePages(db, principal);
      return answer({
        items: [
          ...TEMPLATES.map(({ name, for: use, body }) => ({ name, for: use, number: null, body })),
          ...pages.map(({ title, number, body }) => ({ name: title, for: null, number, body: withoutMark(body) })),
        ],
      });
    },
  }),
] as const;

/** A page that begins from a template is none itself, and has a title of its own. */
const withoutMark = (body: string): string =>
  body
    .replace(/^(---\r?\n(?:.*\r?\n)*?)template:[ \t]*true[ \t]*\r?\n/, '$1')
    .replace(/^---\r?\n---\r?\n+/, '')
    .replace(/^# .*\r?\n+/m, '');
