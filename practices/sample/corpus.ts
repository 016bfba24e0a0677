import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/* What the people of the sample organization write lies in `texts/`, for whoever wants to read or translate it. */

const said = z.union([z.string().transform((text) => ({ by: null, text })), z.record(z.string(), z.string()).transform(first)]);

function first(one: Record<string, string>): { readonly by: string | null; readonly text: string } {
  const [by = null, text = ''] = Object.entries(one)[0] ?? [];
  return { by, text };
}

const option = z.string().transform((line) => {
  const [title = '', consequences = ''] = line.split(' | ');
  return { title, consequences };
});

const decisions = z.array(
  z.strictObject({
    title: z.string(),
    in: z.string(),
    by: z.string(),
    problem: z.string(),
    options: z.array(option),
    recommendation: z.string(),
    reversible: z.boolean().default(true),
    impact: z.enum(['low', 'medium', 'high']).default('medium'),
    steps: z.array(z.string()).default([]),
    /** Weeks until it is asked whether one would decide the same again. */
    review: z.int().optional(),
    objection: z
      .strictObject({
        reason: z.string(),
        alternative: z.string(),
        reply: z.string(),
        amend: z.string().optional(),
        ends: z.enum(['yields', 'amended']),
      })
      .optional(),
    /** Why its author took it back before it was decided. */
    withdrawn: z.string().optional(),
    says: z.array(said).default([]),
  }),
);

const requests = z.array(
  z
    .tuple([z.string(), z.string(), z.string(), z.string(), z.string(), z.string()])
    .transform(([title, space, by, to, question, answer]) => ({ title, space, by, to, question, answer })),
);

const pages = z.array(
  z.strictObject({
    path: z.string(),
    in: z.string(),
    by: z.string(),
    body: z.string(),
    /** Days after which its owners are asked whether it holds. */
    verify: z.int().optional(),
    revisions: z.array(z.strictObject({ by: z.string(), find: z.string(), to: z.string(), reason: z.string() })).default([]),
  }),
);

const roster = z.strictObject({
  zones: z.record(z.string(), z.strictObject({ zone: z.string(), holidays: z.array(z.string()) })),
  spaces: z.array(
    z.strictObject({ slug: z.string(), name: z.string(), purpose: z.string(), access: z.enum(['open', 'closed']) }),
  ),
  people: z.array(
    z
      .tuple([z.string(), z.string(), z.string(), z.array(z.string()), z.string(), z.array(z.string())])
      .transform(([name, city, title, spaces, hours, skills]) => ({ name, city, title, spaces, hours, skills })),
  ),
});

const words = z.strictObject({
  agrees: z.array(z.string()),
  accepts: z.array(z.string()),
  clarifies: z.array(z.tuple([z.string(), z.string()])),
  notes: z.array(z.string()),
  founder: z.strictObject({
    decisions: decisions,
    requests: z.array(z.strictObject({ by: z.string(), title: z.string(), question: z.string() })),
    page: z.strictObject({ title: z.string(), by: z.string(), path: z.string() }),
  }),
});

const read = <S extends z.ZodType>(file: string, schema: S): z.output<S> =>
  schema.parse(parse(readFileSync(join(import.meta.dirname, 'texts', `${file}.yaml`), 'utf8')));

export const readCorpus = () => ({
  roster: read('roster', roster),
  decisions: read('decisions', decisions),
  requests: read('requests', requests),
  pages: read('pages', pages),
  words: read('words', words),
});

export type Corpus = ReturnType<typeof readCorpus>;
export type SampleDecision = Corpus['decisions'][number];
export type SampleRequest = Corpus['requests'][number];
export type SamplePage = Corpus['pages'][number];

/** How people are called in the texts: `tomas` for Tomás Lima. */
export const shortOf = (name: string): string => (name.split(' ')[0] ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
