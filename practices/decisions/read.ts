import type { AwaitReading } from '#kernel/awaits/await.ts';
import { endingOf, type Ending } from '#kernel/protocol/ending.ts';
import { awaitsOf, nextMoment } from '#kernel/protocol/run.ts';
import type { LinkReading, Reading } from '#kernel/stream/decider.ts';
import type { ArtifactId, Instant } from '#kernel/stream/event.ts';
import { audienceOf } from './audience.ts';
import { latestStances } from './latest-stances.ts';
import { nextOfText, textAwaits } from './proposed-text.ts';
import { momentOfDate } from './record-date.ts';
import { nextOfReview, reviewResult } from './review.ts';
import { pinnedTo } from '#practices/protocols';
import { closedAt, effectOf, partsBeside, statusOf, type DecisionState, type Imported, type Opened } from './state.ts';

export const readDecision = (state: DecisionState, { id }: { readonly id: ArtifactId }): Reading => {
  const reading = readingOf(state);
  return { ...reading, line: lineOf(id, reading) };
};

/** A row of the log. */
const lineOf = (id: ArtifactId, { title, status, space, author, openedAt, closedAt, dueAt, summary }: Reading) => ({
  ...{ id, title, status, space, author, summary },
  ...{ openedAt: at(openedAt), decidedAt: at(closedAt), dueAt: at(dueAt) },
});

const at = (moment: Instant | null | undefined): string | null =>
  typeof moment === 'number' ? new Date(moment).toISOString() : null;

const readingOf = (state: DecisionState): Reading => ({
  title: state.title,
  status: statusOf(state),
  space: state.space,
  audience: audienceOf(state),
  author: state.author,
  openedAt: openedAt(state),
  closedAt: closedAt(state),
  dueAt: aheadOf(state)?.at ?? null,
  nextAt: earliest(momentsOf(state)),
  summary: summaryOf(state),
  awaits: state.status === 'opened' || state.status === 'imported' ? awaitsFor(state) : [],
  links: linksOf(state),
  ...(state.status === 'discarded' ? {} : { text: textOf(state) }),
});

/** What happens next by itself: while it is open, and while what was accepted may still be held [R9]. */
const aheadOf = (state: DecisionState): Ending | null =>
  state.status === 'opened' && (state.run.outcome === null || (state.run.stay !== null && effectOf(state) !== null))
    ? endingOf(state.run)
    : null;

/** A record in its own words; a decision with what was objected. What it quotes belongs to those who see where it was said. */
const textOf = (state: DecisionState): string => {
  if (state.status === 'imported') return state.record.markdown;
  const { problem, recommendation } = state.body;
  const { options, nextSteps } = partsBeside(state);
  const objections = state.status === 'opened' ? state.run.objections : [];
  return [
    problem,
    recommendation,
    ...options.flatMap(({ title, consequences }) => [`### ${title}`, consequences]),
    nextSteps.map((step) => `- ${step}`).join('\n'),
    ...objections.flatMap(({ reason, alternative, newInformation }) => [reason ?? '', alternative ?? '', newInformation ?? '']),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};

const openedAt = (state: DecisionState): Instant | null =>
  state.status === 'opened' || state.status === 'opening'
    ? state.openedAt
    : state.status === 'imported'
      ? (state.record.openedAt ?? momentOfDate(state.record.date) ?? state.draftedAt)
      : null;

const momentsOf = (state: DecisionState): readonly (Instant | null)[] => {
  if (state.status === 'imported') return [nextOfReview(state)];
  if (state.status !== 'opened') return [];
  return [
    nextMoment(state.run),
    nextOfReview(state),
    nextOfText(state),
    ...state.owed.map(({ status, clock }) => (status === 'open' ? clock.dueAt : null)),
  ];
};

const earliest = (moments: readonly (Instant | null)[]): Instant | null => {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
};

/** What the log shows. */
const summaryOf = (state: DecisionState): Reading['summary'] => ({
  author: state.names[state.author] ?? null,
  ...(state.body.proposes && { proposes: state.body.proposes.page }),
  reversible: state.body.reversible,
  impact: state.body.impact,
  ...(state.status === 'opened'
    ? {
        stances: countsOf(state),
        because: state.run.outcome?.because ?? null,
        ending: aheadOf(state)?.sentence ?? null,
        ...(blockersOf(state).length > 0 && { blockers: blockersOf(state) }),
        ...(effectOf(state) && { effectiveAt: at(effectOf(state)?.at) }),
        byDefault: isByDefault(state),
        review: reviewResult(state.review),
        ...pinnedTo(state.protocol),
      }
    : {}),
  ...('standing' in state && state.standing.is !== 'holds' ? { standingAt: at(state.standing.at) } : {}),
  ...(state.status === 'imported'
    ? { imported: state.record.key, ...decidersOf(state.record.deciders), review: reviewResult(state.review) }
    : {}),
});

const MOST_DECIDERS = 5;

const decidersOf = (deciders: readonly string[]) => ({
  deciders: deciders.slice(0, MOST_DECIDERS),
  ...(deciders.length > MOST_DECIDERS && { decidersInAll: deciders.length }),
});

const countsOf = (state: Opened) => {
  const counts: Record<string, number> = { agree: 0, abstain: 0, object: 0, answer: 0 };
  const spoken = latestStances(state);
  for (const { stance } of spoken.values()) counts[stance] = (counts[stance] ?? 0) + 1;
  const seats = new Set(
    state.run.steps.flatMap((step) =>
      step.seats.filter(({ status }) => status !== 'passed' && status !== 'excused').map(({ actor }) => actor),
    ),
  );
  return { ...counts, silent: [...seats].filter((actor) => !spoken.has(actor)).length, open: blocking(state).length };
};

/** As protocols count them (t.open): what stands for the record alone keeps nothing from going on. */
const blocking = ({ run }: Opened) =>
  run.objections.filter(({ status, effect }) => status === 'open' && (effect === 'block' || effect === 'back'));

/** By name, while it is open. */
const blockersOf = (state: Opened): readonly string[] =>
  state.run.outcome === null ? [...new Set(blocking(state).map(({ holder }) => state.names[holder] ?? 'somebody'))] : [];

/** Accepted, and nobody but its author said yes. */
const isByDefault = (state: Opened): boolean =>
  state.run.outcome?.outcome === 'accepted' &&
  ![...latestStances(state)].some(([actor, { stance, implicit }]) => stance === 'agree' && !implicit && actor !== state.author);

const awaitsFor = (state: Opened | Imported): readonly AwaitReading[] => [
  ...(state.status === 'opened'
    ? [...awaitsOf(state.run, (actor) => state.names[actor] ?? 'somebody'), ...repliesOwed(state), ...textAwaits(state)]
    : []),
  ...reviewAwaits(state),
];

const repliesOwed = (state: Opened): readonly AwaitReading[] =>
  state.owed.flatMap(({ objection: id, clock, status, closedAt: end }) => {
    const objection = state.run.objections.find((one) => one.id === id);
    if (!objection) return [];
    return [
      {
        key: `reply:${id}`,
        kind: 'answer',
        status,
        asker: objection.holder,
        asked: state.author,
        why: `${state.names[objection.holder] ?? 'Somebody'} objects to “${state.title}”: ${beginning(objection.reason ?? 'no reason given')}`,
        openedAt: clock.openedAt,
        dueAt: clock.dueAt,
        maxAt: clock.maxAt,
        closedAt: end,
        otherwise: 'the objection stands',
        minutes: 10,
        each: { needMs: clock.eachMs, usedMs: clock.usedMs, since: clock.since },
      } as const,
    ];
  });

const beginning = (text: string): string => {
  const line = [...text.replace(/\s+/gu, ' ').trim()];
  return line.length > 120 ? `${line.slice(0, 119).join('')}…` : line.join('');
};

const reviewAwaits = (state: Opened | Imported): readonly AwaitReading[] =>
  Object.entries(state.review?.asked ?? {}).map(([asked, { clock, status, closedAt: end }]) => ({
    key: `review:${asked}`,
    kind: 'verify',
    status,
    asker: null,
    asked,
    why: `Would you decide “${state.title}” the same again?`,
    openedAt: clock.openedAt,
    dueAt: clock.dueAt,
    maxAt: clock.maxAt,
    closedAt: end,
    otherwise: 'it lapses',
    minutes: 2,
    each: { needMs: clock.eachMs, usedMs: clock.usedMs, since: clock.since },
  }));

/** Whether the page that it is about is there. */
const isThere = (state: DecisionState): boolean =>
  (state.body.proposes?.base ?? 0) > 0 || (state.status === 'opened' && state.text?.is === 'published');

const linksOf = (state: DecisionState): readonly LinkReading[] => {
  const { supersedes, implements: carriesOut, buildsOn } = state.body;
  const named: LinkReading[] = [
    ...supersedes.map((to): LinkReading => ({ rel: 'supersedes', to })),
    ...carriesOut.map((to): LinkReading => ({ rel: 'implements', to })),
    ...(state.body.proposes && isThere(state) ? [{ rel: 'mentions', to: state.body.proposes.page } as const] : []),
    ...[...buildsOn, ...state.quotes.map(({ from }) => from)].map((to): LinkReading => ({ rel: 'builds-on', to })),
    ...(state.record?.links ?? []).flatMap(({ rel, to, partial }): LinkReading[] => {
      if (to === null) return [];
      // Opened here, it takes the place of what its body names.
      const not = rel === 'supersedes' && !partial && state.status !== 'imported' && !supersedes.includes(to);
      return [{ rel: not ? 'mentions' : REL[rel], to }];
    }),
  ];
  const seen = new Set<string>();
  return named.filter(({ rel, to }) => {
    const key = `${rel} ${to}`;
    return !seen.has(key) && seen.add(key);
  });
};

/** To amend a record is to build on it; one that says what amended it only mentions that one, which says it itself. */
const REL = {
  supersedes: 'supersedes',
  'superseded-by': 'superseded-by',
  amends: 'builds-on',
  'amended-by': 'mentions',
  implements: 'implements',
  'builds-on': 'builds-on',
  mentions: 'mentions',
} as const satisfies Record<Imported['record']['links'][number]['rel'], LinkReading['rel']>;
