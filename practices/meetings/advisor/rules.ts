import { z } from 'zod';
import { FORM_OF, KINDS, WORDS, type Form, type Kind } from './kinds.ts';

export interface KindRule {
  /** The part of its hours that goes when it is replaced, 0–1. */
  readonly share: number;
  /** How much is at stake when that does not work, 0–1, before what speaks for or against it. */
  readonly risk: number;
  readonly form: Form;
  readonly words: readonly string[];
}

/** What is added to a risk where something is true of a meeting. */
export interface Weights {
  /** Eight people or more: most of them listen. */
  readonly large: number;
  /** Three people or fewer: they talk with one another. */
  readonly small: number;
  /** People of another organization: they have not chosen to work like this. */
  readonly external: number;
  /** Three invitations in ten and more were declined. */
  readonly declined: number;
  /** Neither agenda nor document, most of the time. */
  readonly unprepared: number;
  /** Less than every third week: little routine in it. */
  readonly rare: number;
}

export interface Rules {
  readonly kinds: Readonly<Record<Kind, KindRule>>;
  readonly weights: Weights;
}

/**
 * How we weigh it until an organization knows better: information that one person has for many is worth writing once; what people have to feel
 * out with one another is not. The figures are estimates, not measurements; they are shown with every advice and can be changed.
 */
const FIGURES: Readonly<Record<Kind, readonly [share: number, risk: number]>> = {
  status: [0.9, 0.1],
  broadcast: [0.9, 0.15],
  demo: [0.7, 0.2],
  decision: [0.7, 0.3],
  brainstorm: [0.6, 0.35],
  planning: [0.5, 0.35],
  retrospective: [0.4, 0.45],
  unknown: [0.3, 0.5],
  training: [0, 0.6],
  social: [0, 0.6],
  customer: [0, 0.7],
  incident: [0, 0.8],
  interview: [0, 0.8],
  'one-on-one': [0, 0.9],
  conflict: [0, 1],
};

const kindRule = (kind: Kind): KindRule => {
  const [share, risk] = FIGURES[kind];
  return { share, risk, form: FORM_OF[kind], words: WORDS[kind] };
};

export const RULES: Rules = {
  kinds: {
    conflict: kindRule('conflict'),
    'one-on-one': kindRule('one-on-one'),
    interview: kindRule('interview'),
    customer: kindRule('customer'),
    incident: kindRule('incident'),
    retrospective: kindRule('retrospective'),
    demo: kindRule('demo'),
    planning: kindRule('planning'),
    brainstorm: kindRule('brainstorm'),
    decision: kindRule('decision'),
    broadcast: kindRule('broadcast'),
    training: kindRule('training'),
    social: kindRule('social'),
    status: kindRule('status'),
    unknown: kindRule('unknown'),
  },
  weights: { large: -0.1, small: 0.15, external: 0.2, declined: -0.05, unprepared: -0.05, rare: 0.05 },
};

const part = z.number().min(0).max(1);
const weight = z.number().min(-1).max(1);

/** What a file of rules may say; it is laid over the rules above. */
export const rulesFile = z.strictObject({
  kinds: z
    .partialRecord(
      z.enum(KINDS),
      z.strictObject({
        share: part.optional(),
        risk: part.optional(),
        /** Added to those that are known. */
        words: z.array(z.string().trim().min(2).max(60)).max(200).optional(),
      }),
    )
    .optional(),
  weights: z
    .strictObject({ large: weight, small: weight, external: weight, declined: weight, unprepared: weight, rare: weight })
    .partial()
    .optional(),
});

export const adjusted = (file: z.infer<typeof rulesFile>): Rules => {
  const kinds = { ...RULES.kinds };
  for (const kind of KINDS) {
    const said = file.kinds?.[kind];
    if (!said) continue;
    const rule = kinds[kind];
    kinds[kind] = {
      ...rule,
      share: said.share ?? rule.share,
      risk: said.risk ?? rule.risk,
      words: [...(said.words ?? []), ...rule.words],
    };
  }
  const { weights } = RULES;
  return {
    kinds,
    weights: {
      large: file.weights?.large ?? weights.large,
      small: file.weights?.small ?? weights.small,
      external: file.weights?.external ?? weights.external,
      declined: file.weights?.declined ?? weights.declined,
      unprepared: file.weights?.unprepared ?? weights.unprepared,
      rare: file.weights?.rare ?? weights.rare,
    },
  };
};
