import type { Decision } from './decided.ts';

/** A form as it is typed; kept on the device as JSON. */
export interface Typed {
  readonly title: string;
  readonly problem: string;
  readonly options: readonly TypedOption[];
  readonly recommendation: string;
  /** One on each line. */
  readonly nextSteps: string;
  readonly reversible: boolean;
  readonly impact: 'low' | 'medium' | 'high';
  readonly urgent: boolean;
  readonly affected: readonly string[];
  /** `2027-05-21`, or empty. */
  readonly reviewOn: string;
  readonly supersedes: readonly Named[];
  readonly implements: readonly Named[];
  readonly buildsOn: readonly Named[];
}

export interface TypedOption {
  /** Its own, so that moving it moves what is typed in it. */
  readonly key: string;
  readonly title: string;
  readonly consequences: string;
}

/** Another decision, with the words that name it. */
export interface Named {
  readonly id: string;
  readonly words: string;
}

export const RELS = ['supersedes', 'buildsOn', 'implements'] as const;

export const emptyOption = (): TypedOption => ({ key: crypto.randomUUID(), title: '', consequences: '' });

export const EMPTY: Typed = {
  title: '',
  problem: '',
  options: [
    { key: 'a', title: '', consequences: '' },
    { key: 'b', title: '', consequences: '' },
  ],
  recommendation: '',
  nextSteps: '',
  reversible: true,
  impact: 'medium',
  urgent: false,
  affected: [],
  reviewOn: '',
  supersedes: [],
  implements: [],
  buildsOn: [],
};

export const typedOf = ({ title, body, links }: Decision): Typed => {
  const named = (ids: readonly string[]): readonly Named[] =>
    ids.map((id) => {
      const link = links.find((one) => one.id === id);
      return { id, words: link ? `#${link.number} ${link.title}` : id };
    });
  return {
    title,
    problem: body.problem,
    options: body.options.map((option, index) => ({ ...option, key: String(index) })),
    recommendation: body.recommendation,
    nextSteps: body.nextSteps.join('\n'),
    reversible: body.reversible,
    impact: body.impact,
    urgent: body.urgent,
    affected: body.affected.map(({ id }) => id),
    reviewOn: body.reviewOn ?? '',
    supersedes: named(body.supersedes),
    implements: named(body.implements),
    buildsOn: named(body.buildsOn),
  };
};

const isBlank = ({ title, consequences }: TypedOption): boolean => title.trim() === '' && consequences.trim() === '';

/** Where each option that is sent stands in the form: a problem names them by the former. */
export const sentOptions = (typed: Typed): readonly number[] =>
  typed.options.flatMap((option, index) => (isBlank(option) ? [] : [index]));

/** As the API takes it; options that are blank are left out. */
export const bodyOf = (typed: Typed) => ({
  title: typed.title,
  problem: typed.problem,
  options: typed.options.filter((option) => !isBlank(option)).map(({ title, consequences }) => ({ title, consequences })),
  recommendation: typed.recommendation,
  nextSteps: typed.nextSteps
    .split('\n')
    .map((step) => step.replace(/^\s*[-*•]\s+/, '').trim())
    .filter((step) => step !== ''),
  reversible: typed.reversible,
  impact: typed.impact,
  urgent: typed.urgent,
  affected: [...typed.affected],
  reviewOn: typed.reviewOn === '' ? null : typed.reviewOn,
  supersedes: typed.supersedes.map(({ id }) => id),
  implements: typed.implements.map(({ id }) => id),
  buildsOn: typed.buildsOn.map(({ id }) => id),
});
