import type { ActorId, Instant, RecordedEvent } from '#kernel/stream/event.ts';
import type { Governed } from '../backtest/governed.ts';
import type { Known } from '../backtest/backtesting.ts';
import { runsOf, type RecordedRun } from '../backtest/recorded.ts';
import { quantile } from '../backtest/summing.ts';
import { replayOpen, replayPast, type Replayed } from './away.ts';
import type { AwayReport, ReplayedItem } from './away-report.ts';

export interface AwayAsked {
  readonly actor: ActorId;
  readonly asker: ActorId;
  readonly days: number;
  /** Runs that opened from here on. */
  readonly from: Instant;
  readonly to: Instant;
}

const DAY = 24 * 60 * 60 * 1000;
const MOST_LISTED = 100;

/** Replays what is open and what was, with somebody away. Pure; the same stream gives the same report. */
export const awayReplay = (asked: AwayAsked, { past, governed, decider }: Known) => {
  const { actor, asker, days, from, to } = asked;
  const [open, ended]: [ReplayedItem[], ReplayedItem[]] = [[], []];
  const delays: number[] = [];
  let [openRuns, runs, same, otherwise, passed] = [0, 0, 0, 0, 0];

  const takeOpen = (run: RecordedRun, kind: Governed): boolean => {
    const state = run.states.at(-1)?.state;
    const current = kind.run(state);
    if (!current || current.outcome !== null) return false;
    openRuns += 1;
    const replayed = replayOpen(current, kind, state, past.at(to), actor, days * DAY, to);
    if (replayed?.touched && open.length < MOST_LISTED) open.push(itemOf(run.artifact, replayed));
    return true;
  };
  const takePast = (run: RecordedRun, kind: Governed): void => {
    // What they propose themselves would wait for them to be back.
    if (run.opened.subject.author === actor || !hasPart(run, actor)) return;
    const replayed = replayPast(run, kind, past, actor, days * DAY, to);
    if (!replayed) return;
    runs += 1;
    const { was, would } = replayed;
    if (replayed.passedTo.length > 0) passed += 1;
    if (was.outcome !== would.outcome) {
      otherwise += 1;
      if (ended.length < MOST_LISTED) ended.push(itemOf(run.artifact, replayed));
    } else if ((would.at ?? 0) > (was.at ?? 0)) delays.push((would.at ?? 0) - (was.at ?? 0));
    else same += 1;
  };
  return {
    kinds: governed.map(({ kind }) => kind),
    take: (events: readonly RecordedEvent[]): void => {
      const kind = governed.find((one) => one.kind === events[0]?.kind);
      if (!kind) return;
      for (const [index, run] of runsOf(events, kind, decider(kind.kind)).toReversed().entries())
        if (!(index === 0 && takeOpen(run, kind)) && run.opened.at >= from) takePast(run, kind);
    },
    report: (leftOut: number): AwayReport => ({
      ...{ actor, days, lookedBack: Math.round((to - from) / DAY), leftOut },
      open: { runs: openRuns, items: open },
      past: {
        ...{ otherwise, items: ended },
        // [safety] How much somebody is asked, and how soon they answer, is theirs alone to know.
        own: asker === actor ? { runs, same, later: delays.length, passed, laterBy: quantile(delays, 0.5) } : null,
      },
    }),
  };
};

const hasPart = ({ events, did }: RecordedRun, actor: ActorId): boolean =>
  did.some(({ by }) => by === actor) || events.some((event) => event.type === 'asked' && event.actor === actor);

const moment = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());

const itemOf = (artifact: string, { was, would, passedTo, leftOut }: Replayed): ReplayedItem => ({
  artifact,
  was: { outcome: was.outcome ?? 'open', at: moment(was.at) },
  would: { outcome: would.outcome ?? 'open', at: moment(would.at) },
  because: would.because,
  passedTo: [...passedTo],
  leftOut,
});
