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
        /** Whoever raised it yields, is content with the amendment, or stands by it until somebody else decides. */
        ends: z.enum(['yields', 'amended', 'stands']),
        insists: z.string().optional(),
        /** Why it is rejected by those to whom it went. */
        refused: z.string().optional(),
      })
      .optional(),
    /** Why its author took it back before it was decided. */
    withdrawn: z.string().optional(),
    /** The title of the one in whose place it stands. */
    supersedes: z.string().optional(),
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

const FATES = ['done', 'claimed', 'back', 'passed', 'ready', 'dropped', 'draft'] as const;
const tasks = z.array(
  z
    .tuple([
      ...[z.string(), z.string(), z.string()],
      ...[z.enum(['deep', 'shallow']), z.int(), z.array(z.string()), z.array(z.string()), z.enum(FATES), z.string()],
    ] as const)
    .transform(([title, space, by, depth, minutes, needs, criteria, fate, words]) => ({
      ...{ title, space, by, depth, minutes, needs, criteria, fate, words },
    })),
);

const file = z.string().transform((line) => {
  const [path = '', added = '0', deleted = '0'] = line.split(' ');
  return { path, added: Number(added), deleted: Number(deleted) };
});
const comesOf = z.strictObject({
  says: z.string().optional(),
  /** Somebody who is asked objects with it, and it is closed. */
  objects: z.string().optional(),
  closed: z.string().optional(),
  /** It was merged, and why it was taken back some days later. */
  reverted: z.string().optional(),
  /** Of these days: it is still open. */
  fresh: z.boolean().optional(),
});
const changes = z.strictObject({
  repositories: z.array(z.strictObject({ name: z.string(), space: z.string(), owners: z.string() })),
  changes: z.array(
    z
      .tuple([z.string(), z.string(), z.string(), z.array(file)])
      .rest(comesOf)
      .transform(([title, repository, by, files, ...[comes = {}]]) => ({ title, repository, by, files, ...comes })),
  ),
});

const MEETING_FATES = ['settled', 'held', 'shortened', 'overran', 'called-off', 'unprepared', 'ready', 'preparing'] as const;
const meetings = z.strictObject({
  meetings: z.array(
    z.strictObject({
      title: z.string(),
      in: z.string(),
      by: z.string(),
      with: z.array(z.string()),
      others: z.int().default(0),
      minutes: z.int(),
      purpose: z.string(),
      read: z.string().optional(),
      /** What is to be settled, and what was written to it beforehand: `raj: By ferry.` */
      questions: z.array(z.tuple([z.string()]).rest(z.string())),
      fate: z.enum(MEETING_FATES),
      /** How long it took. */
      took: z.int().optional(),
      words: z.string().optional(),
      /** The title of a decision that was made in it. */
      decided: z.string().optional(),
    }),
  ),
  replaced: z.array(
    z.strictObject({
      title: z.string(),
      in: z.string(),
      by: z.string(),
      with: z.array(z.string()),
      form: z.enum(['written-round', 'page-with-acknowledgement', 'decision-document']),
      minutes: z.int(),
      week: z.number(),
      saves: z.number(),
      text: z.string(),
      answer: z.string().optional(),
      /** Of the quarter, when it was replaced; and when the meeting came back. */
      at: z.number(),
      back: z.number().optional(),
    }),
  ),
});

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
  tasks: read('tasks', tasks),
  changes: read('changes', changes),
  meetings: read('meetings', meetings),
});

export type Corpus = ReturnType<typeof readCorpus>;
export type SampleDecision = Corpus['decisions'][number];
export type SampleRequest = Corpus['requests'][number];
export type SampleTask = Corpus['tasks'][number];
export type SampleChange = Corpus['changes']['changes'][number];
export type SampleMeetings = Corpus['meetings'];
export type SamplePage = Corpus['pages'][number];

/** How people are called in the texts: `tomas` for Tomás Lima. */
export const shortOf = (name: string): string => (name.split(' ')[0] ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
