import { z } from 'zod';
import type { Protocol } from '#kernel/protocol/document.ts';
import { nameOf, textOf } from '#kernel/actors/names.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { homeFault } from '#practices/spaces';
import { reviewMoment } from './review-moment.ts';

const LONGEST = { title: 300, text: 100_000, line: 1000 } as const;

/** What a decision says. Texts are Markdown, kept as they were written. */
export interface DecisionBody {
  readonly problem: string;
  readonly options: readonly { readonly title: string; readonly consequences: string }[];
  /** The decision that is proposed, and why. */
  readonly recommendation: string;
  readonly nextSteps: readonly string[];
  /** Whether one can go back through the door. */
  readonly reversible: boolean;
  readonly impact: 'low' | 'medium' | 'high';
  readonly affected: readonly ActorId[];
  /** Asks for the space's protocol for what cannot wait. */
  readonly urgent: boolean;
  /** Local date `YYYY-MM-DD` at which those affected are asked whether they would decide the same again. */
  readonly reviewOn: string | null;
  readonly supersedes: readonly ArtifactId[];
  readonly implements: readonly ArtifactId[];
  readonly buildsOn: readonly ArtifactId[];
  /** The text of a page that it would publish; null: it is a decision by itself. */
  readonly proposes: Proposed | null;
}

/** A text for a page of the handbook. Accepting the decision publishes it, merged with what came since its base. */
export interface Proposed {
  readonly page: ArtifactId;
  /** What the page would be called. */
  readonly title: string;
  /** The revision that was changed; 0: there is no such page yet. */
  readonly base: number;
  readonly text: string;
  readonly reason: string;
  /** Where a page that is not there yet would stand. */
  readonly place: PagePlace | null;
  /** Who looks after the page. */
  readonly owners: readonly ActorId[];
  /** Its proposer is a contributor where the page stands. */
  readonly contributor: boolean;
  /** Nobody else is here who could be asked. */
  readonly alone: boolean;
  readonly changedLines: number;
  /** [P5] It changes a protocol, as it is in force (null: it is new), and what it is called. Null: it changes none. */
  readonly rule: { readonly id: string; readonly before: Protocol | null } | null;
}

export interface PagePlace {
  readonly space: SpaceId | null;
  readonly under: ArtifactId | null;
  readonly rank: string;
  readonly name: string;
  readonly file: { readonly name: string; readonly inside: boolean } | null;
}

/** A decision before anything was written into it: a draft may be as empty as this. */
export const EMPTY_BODY: DecisionBody = {
  problem: '',
  options: [],
  recommendation: '',
  nextSteps: [],
  reversible: true,
  impact: 'medium',
  affected: [],
  urgent: false,
  reviewOn: null,
  supersedes: [],
  implements: [],
  buildsOn: [],
  proposes: null,
};

const ids = z.array(z.uuid()).max(100);

/** The fields that a draft, a revision or an amendment gives; those left out stay as they are. */
export const bodyFields = {
  problem: z.string().exactOptional(),
  options: z
    .array(z.strictObject({ title: z.string(), consequences: z.string() }))
    .max(20)
    .exactOptional(),
  recommendation: z.string().exactOptional(),
  nextSteps: z.array(z.string()).max(50).exactOptional(),
  reversible: z.boolean().exactOptional(),
  impact: z.enum(['low', 'medium', 'high']).exactOptional(),
  affected: ids.exactOptional(),
  urgent: z.boolean().exactOptional(),
  reviewOn: z.iso.date().nullable().exactOptional(),
  supersedes: ids.exactOptional(),
  implements: ids.exactOptional(),
  buildsOn: ids.exactOptional(),
} as const;

const given = z.strictObject(bodyFields);
export type GivenBody = z.output<typeof given>;

export const titleOf = (title: string): Result<string> => nameOf(title, '/title', LONGEST.title);

/** The body with what was given, each text within bounds and everything it names there for who writes. */
export const withGiven = (before: DecisionBody, fields: GivenBody, context: Context): Result<DecisionBody> => {
  const body: DecisionBody = { ...before, ...fields };
  const fault =
    textFault(before, body) ??
    affectedFault(before, body, context) ??
    reviewFault(before.reviewOn, body.reviewOn, context) ??
    refFault(before, body, context);
  return fault ?? ok({ ...body, affected: [...new Set(body.affected)] });
};

const textFault = (before: DecisionBody, body: DecisionBody): Refusal | null => {
  const texts: [string, string, number][] = [
    // A record that was imported may be longer, and is kept.
    ...(body.problem === before.problem ? [] : [[body.problem, '/problem', LONGEST.text] satisfies [string, string, number]]),
    [body.recommendation, '/recommendation', LONGEST.text],
    ...body.options.map(({ consequences }, index): [string, string, number] => [
      consequences,
      `/options/${index}/consequences`,
      LONGEST.text,
    ]),
  ];
  for (const [text, field, longest] of texts) {
    const read = text === '' ? ok(text) : textOf(text, field, longest);
    if (read.refused && read.code !== 'empty') return read;
  }
  for (const [index, { title }] of body.options.entries()) {
    const read = nameOf(title, `/options/${index}/title`, LONGEST.title);
    if (read.refused) return read;
  }
  for (const [index, step] of body.nextSteps.entries()) {
    const read = textOf(step, `/nextSteps/${index}`, LONGEST.line);
    if (read.refused) return read;
  }
  return null;
};

/** Who was named before may have left since. */
const affectedFault = (before: DecisionBody, { affected }: DecisionBody, { directory }: Context): Refusal | null => {
  const at = affected.findIndex((id) => {
    const actor = directory.actors.get(id);
    return (!actor || actor.status === 'left') && !before.affected.includes(id);
  });
  return at < 0 ? null : refuse('not-found', 'There is nobody here with this id.', { field: `/affected/${at}` });
};

const reviewFault = (before: string | null, reviewOn: string | null, context: Context): Refusal | null =>
  reviewOn === before ? null : pastReview(reviewOn, context);

/** A review asks whether one would decide the same again: not on a day that has come. */
export const pastReview = (reviewOn: string | null, { now, by, directory }: Context): Refusal | null =>
  reviewOn === null || reviewMoment(reviewOn, by, directory) > now
    ? null
    : refuse('in-the-past', 'The day of its review has come already.', {
        field: '/reviewOn',
        accepted: 'a later date, such as 2028-06-01',
      });

const REFS = ['supersedes', 'implements', 'buildsOn'] as const;

/** Every artifact that a body names. */
const namedIn = (body: Partial<Pick<DecisionBody, (typeof REFS)[number]>>): readonly ArtifactId[] => [
  ...new Set(REFS.flatMap((rel) => body[rel] ?? [])),
];

/** [safety] What is named anew must be there for who names it. What was named before stays, whoever may see it now. */
const refFault = (before: DecisionBody, body: DecisionBody, context: Context): Refusal | null => {
  const { refs, self } = context;
  const old = new Set(namedIn(before));
  for (const rel of REFS)
    for (const [index, id] of body[rel].entries()) {
      const field = `/${rel}/${index}`;
      if (id === self.id) return refuse('names-itself', 'A decision cannot name itself.', { field });
      if (old.has(id)) continue;
      const known = refs.get(id);
      if (!known) return refuse('not-found', 'There is nothing here with this id that you can see.', { field });
      if (rel !== 'supersedes') continue;
      if (known.kind !== 'decision') return refuse('not-a-decision', 'Only decisions are superseded.', { field });
      if (homeFault(known.space, context, 'decide'))
        return refuse('not-permitted', 'What is decided in another space is superseded by those who decide there.', { field });
    }
  return null;
};
