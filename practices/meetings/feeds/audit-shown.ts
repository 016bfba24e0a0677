import { z } from 'zod';
import { KINDS } from '../advisor/kinds.ts';
import type { AuditReport } from '../audit/report.ts';

const tier = z.enum(['async-first', 'healthy', 'average', 'meeting-captured']);
const kind = z.enum(KINDS);
const form = z.enum([
  'written-round',
  'page-with-acknowledgement',
  'demo',
  'decision-document',
  'planning-document',
  'document-first',
  'keep',
]);
const fault = z.object({ line: z.int(), reason: z.string() });
const answers = z.object({ accepted: z.number(), tentative: z.number(), declined: z.number(), none: z.number() });
const prepared = z.object({ expected: z.int(), agenda: z.int(), document: z.int(), neither: z.int() });

const person = z.object({
  id: z.string(),
  name: z.string(),
  me: z.boolean(),
  zone: z.string(),
  hoursPerWeek: z.number(),
  weeksWorked: z.number(),
  tier,
  weeks: z.array(z.object({ from: z.string(), hours: z.number(), days: z.int() })),
  meetings: z.int(),
  oneOnOneHoursPerWeek: z.number(),
  focus: z.object({ blocksPerWeek: z.number(), possiblePerWeek: z.number() }),
  daysWithoutMeetings: z.object({ days: z.int(), of: z.int() }),
  outOfHours: z.object({ meetings: z.int(), hours: z.number() }),
  chains: z.object({ count: z.int(), longest: z.int(), longestHours: z.number() }),
  breaches: z.object({ meetings: z.int(), hours: z.number() }),
});

const series = z.object({
  id: z.string(),
  title: z.string(),
  recurs: z.boolean(),
  times: z.int(),
  perWeek: z.number(),
  minutes: z.int(),
  people: z.int(),
  invited: z.int(),
  personHours: z.number(),
  personHoursPerWeek: z.number(),
  cost: z.number().nullable(),
  answers,
  prepared,
  oneOnOne: z.boolean(),
  unnamed: z.boolean(),
  outside: z.int(),
  domains: z.int(),
});

const advice = z.object({
  items: z.array(
    z.object({
      series: z.string(),
      title: z.string(),
      kind,
      known: z.enum(['title', 'description', 'shape', 'nothing']),
      form,
      replacement: z.string(),
      why: z.array(z.string()),
      firstStep: z.string(),
      personHoursPerWeek: z.number(),
      savedPersonHoursPerWeek: z.number(),
      savedHoursPerWeek: z.number(),
      risk: z.number(),
      score: z.number(),
      weekAfter: z.number(),
    }),
  ),
  kept: z.array(z.object({ series: z.string(), title: z.string(), kind, why: z.string(), personHoursPerWeek: z.number() })),
  week: z.object({
    before: z.number(),
    after: z.number(),
    tierBefore: tier,
    tierAfter: tier,
    savedPersonHoursPerWeek: z.number(),
    savedCostPerWeek: z.number().nullable(),
  }),
  rules: z.object({
    kinds: z.array(z.object({ kind, share: z.number(), risk: z.number(), form })),
    weights: z.object({
      large: z.number(),
      small: z.number(),
      external: z.number(),
      declined: z.number(),
      unprepared: z.number(),
      rare: z.number(),
    }),
  }),
});

/** `AuditReport` as it leaves the server: of its lists so many at a time. */
export const AuditShown = z.object({
  listed: z
    .object({ skipped: z.int(), series: z.int(), items: z.int(), kept: z.int() })
    .describe(
      'How many series, items of advice and meetings that stay there are in all; `skip` asks for those after the first ones',
    ),
  window: z.object({ from: z.string(), to: z.string(), weeks: z.number(), zone: z.string() }),
  calendars: z.array(
    z.object({
      called: z.string(),
      owner: z.string(),
      zone: z.string().nullable(),
      entries: z.int(),
      faults: z.array(fault),
      moreFaults: z.int(),
    }),
  ),
  totals: z.object({
    meetings: z.int(),
    hours: z.number(),
    personHours: z.number(),
    personHoursPerWeek: z.number(),
    cost: z.number().nullable(),
    costPerWeek: z.number().nullable(),
    currency: z.string().nullable(),
    oneOnOnes: z.object({ meetings: z.int(), personHours: z.number() }),
    leftOut: z.object({
      'all-day': z.int(),
      cancelled: z.int(),
      free: z.int(),
      away: z.int(),
      'no-length': z.int(),
      alone: z.int(),
      declined: z.int(),
    }),
    merged: z.int(),
    answers,
    preparation: prepared,
    outOfHours: z.object({ known: z.int(), outside: z.int(), hours: z.number(), unknown: z.int() }),
    groups: z.int(),
    unnamed: z.int(),
  }),
  people: z.array(person),
  team: z
    .object({
      people: z.int(),
      meanHoursPerWeek: z.number(),
      tiers: z.object({ 'async-first': z.int(), healthy: z.int(), average: z.int(), 'meeting-captured': z.int() }),
      focusBlocksPerWeek: z.number(),
    })
    .nullable(),
  series: z.array(series),
  advice,
  heat: z.object({
    zone: z.string(),
    people: z.int(),
    days: z.array(z.object({ day: z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), hours: z.array(z.number()) })),
  }),
  counted: z.array(z.string()),
});

export type AuditShownReport = z.output<typeof AuditShown>;

/** How many of each list leave the server at once. */
const AT_ONCE = 2_000;

/** From which one on the lists are asked for. */
export const skip = z.coerce.number().int().min(0).max(1_000_000).default(0).describe('List what comes after so many');

/** What leaves the server is what the audit found: one that is missing here does not compile. */
export const shownReport = (report: AuditReport, skipped = 0): AuditShownReport => {
  const { series, advice } = report;
  const { items, kept } = advice;
  const some = <T>(list: readonly T[]): readonly T[] => list.slice(skipped, skipped + AT_ONCE);
  return AuditShown.parse({
    ...report,
    listed: { skipped, series: series.length, items: items.length, kept: kept.length },
    series: some(series),
    advice: { ...advice, items: some(items), kept: some(kept) },
  } satisfies Omit<AuditReport, never> & { readonly listed: object });
};
