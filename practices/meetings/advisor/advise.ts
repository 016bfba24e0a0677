import type { SeriesReport } from '../audit/report.ts';
import type { Details } from '../calendar.ts';
import { tierOf, type Tier } from '../tiers.ts';
import { classify, type Classified } from './classify.ts';
import { KINDS, type Form, type Kind } from './kinds.ts';
import type { KindRule, Rules, Weights } from './rules.ts';
import { doubt, FIRST_STEP, KEPT_BECAUSE, REPLACEMENT, reasons } from './sentences.ts';

export interface AdviceItem {
  readonly series: string;
  readonly title: string;
  readonly kind: Kind;
  /** What says that it is of this kind. */
  readonly known: Classified['by'];
  readonly form: Form;
  readonly replacement: string;
  readonly why: readonly string[];
  readonly firstStep: string;
  readonly personHoursPerWeek: number;
  readonly savedPersonHoursPerWeek: number;
  /** Of each who takes part. */
  readonly savedHoursPerWeek: number;
  readonly risk: number;
  /** What it is ranked by: saved person-hours a week × (1 − risk). */
  readonly score: number;
  /** The mean week of those whose calendars were given, once this and all above it are done, in hours. */
  readonly weekAfter: number;
}

export interface KeptItem {
  readonly series: string;
  readonly title: string;
  readonly kind: Kind;
  readonly why: string;
  readonly personHoursPerWeek: number;
}

/** The week of those whose calendars were given, before and after. */
export interface WeekThen {
  readonly before: number;
  readonly after: number;
  readonly tierBefore: Tier;
  readonly tierAfter: Tier;
  readonly savedPersonHoursPerWeek: number;
  readonly savedCostPerWeek: number | null;
}

export interface Advice {
  readonly items: readonly AdviceItem[];
  readonly kept: readonly KeptItem[];
  readonly week: WeekThen;
  /** By which it was judged. */
  readonly rules: {
    readonly kinds: readonly (Pick<KindRule, 'share' | 'risk' | 'form'> & { readonly kind: Kind })[];
    readonly weights: Weights;
  };
}

export interface Advised {
  readonly report: SeriesReport;
  readonly details: Details;
  /** The part of those whose calendars were given that takes part, 0–1. */
  readonly ownersThere: number;
}

/**
 * Recurring meetings by hours saved against risk. `week`: the mean hours of those whose calendars were given, and the part of the weeks in which they work; `rate`: the cost
 * of an hour.
 */
export const advise = (
  series: readonly Advised[],
  { hours: week, worked }: { readonly hours: number; readonly worked: number },
  rate: number | null,
  rules: Rules,
): Advice => {
  const judged = series.map((one) => judge(one, rules));
  const ranked = judged
    .filter(({ rule }) => rule.form !== 'keep' && rule.share > 0)
    .toSorted((a, b) => b.score - a.score || (a.report.title < b.report.title ? -1 : 1));
  let after = week;
  let saved = 0;
  const items = ranked.map(
    ({ report, ownersThere, classified, rule, risk, signs, savedPersonHours, savedHours, score }): AdviceItem => {
      after = Math.max(0, after - (savedHours * ownersThere) / worked);
      saved += savedPersonHours;
      return {
        series: report.id,
        title: report.title,
        kind: classified.kind,
        known: classified.by,
        form: rule.form,
        replacement: REPLACEMENT[classified.kind],
        why: [...reasons(report, classified), ...signs, ...doubt(classified)],
        firstStep: FIRST_STEP[classified.kind],
        personHoursPerWeek: report.personHoursPerWeek,
        savedPersonHoursPerWeek: round(savedPersonHours),
        savedHoursPerWeek: round(savedHours),
        risk: round(risk),
        score: round(score),
        weekAfter: round(after),
      };
    },
  );
  const kept = judged
    .filter(({ rule }) => rule.form === 'keep' || rule.share === 0)
    .map(({ report, classified }) => ({
      series: report.id,
      title: report.title,
      kind: classified.kind,
      why: KEPT_BECAUSE[classified.kind],
      personHoursPerWeek: report.personHoursPerWeek,
    }));
  return {
    items,
    kept,
    week: {
      before: round(week),
      after: round(after),
      tierBefore: tierOf(week),
      tierAfter: tierOf(after),
      savedPersonHoursPerWeek: round(saved),
      savedCostPerWeek: rate === null ? null : round(saved * rate),
    },
    rules: {
      kinds: KINDS.map((kind) => {
        const { share, risk, form } = rules.kinds[kind];
        return { kind, share, risk, form };
      }),
      weights: rules.weights,
    },
  };
};

const round = (value: number): number => Math.round(value * 100) / 100;

const judge = ({ report, details, ownersThere }: Advised, rules: Rules) => {
  const classified = classify(report, details, rules);
  const rule = rules.kinds[classified.kind];
  const { risk, signs } = riskOf(report, rule, rules.weights);
  const savedPersonHours = report.personHoursPerWeek * rule.share;
  const savedHours = report.people > 0 ? savedPersonHours / report.people : 0;
  return {
    report,
    ownersThere,
    classified,
    rule,
    risk,
    signs,
    savedPersonHours,
    savedHours,
    score: savedPersonHours * (1 - risk),
  };
};

/** Nothing is without any. */
const LEAST_RISK = 0.05;

const riskOf = (
  report: SeriesReport,
  rule: KindRule,
  weights: Weights,
): { readonly risk: number; readonly signs: readonly string[] } => {
  const { answers, prepared } = report;
  const asked = answers.accepted + answers.tentative + answers.declined + answers.none;
  const declined = asked === 0 ? 0 : answers.declined / asked;
  const unprepared = prepared.expected === 0 ? 0 : prepared.neither / prepared.expected;
  const found: (readonly [number, string])[] = [];
  if (report.people >= 8) found.push([weights.large, `${report.people} people, of whom most listen`]);
  if (report.people <= 3 && !report.unnamed) found.push([weights.small, 'three people or fewer, who talk with one another']);
  if (report.domains > 1) found.push([weights.external, 'people of another organization take part']);
  if (declined >= 0.3) found.push([weights.declined, `${Math.round(declined * 100)} % of the invitations were declined`]);
  if (unprepared >= 0.5) found.push([weights.unprepared, 'it has neither agenda nor document']);
  if (report.perWeek < 1 / 3) found.push([weights.rare, 'it is less often than every third week']);
  const sum = found.reduce((total, [weight]) => total + weight, rule.risk);
  const risk = Math.min(1, Math.max(LEAST_RISK, sum));
  return { risk, signs: found.map(([weight, words]) => `${words} (risk ${weight < 0 ? '−' : '+'}${Math.abs(weight)})`) };
};
