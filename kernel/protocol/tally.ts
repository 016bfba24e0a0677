import type { ActorId } from '../stream/event.ts';
import type { BallotBox } from './ballot.ts';
import { countBallots, type Count } from './count.ts';
import { stanceKey } from './step-run.ts';
import type { Objection, RunState, Seat, Stance, StepRun } from './run-state.ts';

/** [R1] What conditions know as `t`. */
export interface Tally {
  /** Seats that count (groups of seats, with `one_per`); where nobody is asked in person, those who spoke. */
  readonly size: number;
  /** Of these, how many have said anything. */
  readonly cast: number;
  readonly agree: number;
  readonly abstain: number;
  /** Whose objection has been neither resolved, withdrawn nor ruled invalid, and has not gone stale. */
  readonly object: number;
  readonly silent: number;
  /** Unresolved blocking objections of the whole run, wherever they were raised. */
  readonly open: number;
  /** [R12] `agree`, `object`, or `none` in a tie that nobody may decide. */
  /** Of a ballot: the option that won, or several with a comma between; `none` where the status quo stands. */
  readonly winner: string;
}

const known = new WeakMap<StepRun, { readonly state: RunState; readonly tally: Tally }>();

/** Asked many times of the same state, and counted once. */
export const tallyOf = (state: RunState, run: StepRun): Tally => {
  const before = known.get(run);
  if (before?.state === state) return before.tally;
  const tally = counting(state, run);
  known.set(run, { state, tally });
  return tally;
};

const counting = (state: RunState, run: StepRun): Tally => {
  const stances = state.stances[stanceKey(run)] ?? {};
  const groups = run.voluntary ? spoken(stances) : seated(run, stances);
  const counts = { agree: 0, abstain: 0, object: 0, cast: 0 };
  for (const { actor, stance } of groups) {
    if (!stance || stance.stale) continue;
    counts.cast += 1;
    if (stance.stance === 'agree') counts.agree += 1;
    else if (stance.stance === 'abstain') counts.abstain += 1;
    else if (stance.stance === 'object' && stillObjects(state, actor)) counts.object += 1;
  }
  const common = {
    size: groups.length,
    cast: counts.cast,
    abstain: counts.abstain,
    silent: groups.length - counts.cast,
    open: blocking(state).length,
  };
  if (run.ballot) {
    const { winners, above, below } = counted(run.ballot, run, stances, groups);
    return { ...common, agree: above, object: below, winner: winners.length === 0 ? 'none' : winners.join(', ') };
  }
  const decided = casting(run, stances, counts);
  const { agree, object } = { ...counts, ...decided };
  return {
    ...common,
    agree,
    object,
    winner: agree > object ? 'agree' : object > agree ? 'object' : 'none',
  };
};

/** [R12] What the ballots of a step come to, as far as they are in; null where none are cast. */
export const countOf = (state: RunState, run: StepRun): Count | null => {
  const stances = state.stances[stanceKey(run)] ?? {};
  return run.ballot ? counted(run.ballot, run, stances, run.voluntary ? spoken(stances) : seated(run, stances)) : null;
};

const counted = (box: BallotBox, run: StepRun, stances: Readonly<Record<ActorId, Stance>>, voices: readonly Voice[]): Count => {
  const ballots = voices.flatMap(({ stance }) => (stance?.ballot && !stance.stale ? [stance.ballot] : []));
  const caster = run.casting.map((actor) => stances[actor]).find((stance) => stance?.ballot && stance.counts && !stance.stale);
  return countBallots(box, ballots, caster?.ballot);
};

interface Voice {
  readonly actor: ActorId;
  readonly stance: Stance | undefined;
}

const spoken = (stances: Readonly<Record<ActorId, Stance>>): readonly Voice[] =>
  Object.entries(stances).flatMap(([actor, stance]) => (stance.counts && !stance.stale ? [{ actor, stance }] : []));

/** One voice a seat, or a group of seats: the latest of a group speaks for it. */
const seated = (run: StepRun, stances: Readonly<Record<ActorId, Stance>>): readonly Voice[] => {
  const asked = (seat: Seat): boolean => counts(seat) || seat.status === 'moot';
  if (run.seats.every((seat) => seat.group === null))
    return run.seats
      .filter(asked)
      .map(({ actor, status }) => ({ actor, stance: status === 'answered' ? stances[actor] : undefined }));
  const groups = new Map<string, Voice>();
  for (const seat of run.seats) {
    // Moot: the step has ended without them. They were asked all the same.
    if (!asked(seat)) continue;
    const voice = { actor: seat.actor, stance: seat.status === 'answered' ? stances[seat.actor] : undefined };
    const key = seat.group ?? `:${seat.actor}`;
    const other = groups.get(key);
    // [R10] What a person says themselves goes before what their agents say.
    const own = (one: Voice): boolean => key === `accountable:${one.actor}` && one.stance !== undefined && !one.stance.stale;
    if (!other || own(voice) || (!own(other) && later(voice.stance, other.stance))) groups.set(key, voice);
  }
  return [...groups.values()];
};

const later = (one: Stance | undefined, other: Stance | undefined): boolean =>
  one !== undefined && !one.stale && (other === undefined || other.stale || one.at >= other.at);

/** [R3, R8] In the denominator. */
export const counts = (seat: Seat): boolean => seat.status === 'open' || seat.status === 'answered' || seat.status === 'lapsed';

/** [R12] In a tie, whoever has the casting vote decides it. */
const casting = (
  run: StepRun,
  stances: Readonly<Record<ActorId, Stance>>,
  { agree, object }: { agree: number; object: number },
): { readonly agree?: number; readonly object?: number } => {
  if (agree !== object || agree === 0) return {};
  const caster = casterOf(run, stances);
  if (caster === undefined) return {};
  return stances[caster]?.stance === 'agree' ? { agree: agree + 1 } : { object: object + 1 };
};

const casterOf = (run: StepRun, stances: Readonly<Record<ActorId, Stance>>): ActorId | undefined =>
  run.casting.find((actor) => {
    const stance = stances[actor];
    return stance !== undefined && stance.counts && !stance.stale && (stance.stance === 'agree' || stance.stance === 'object');
  });

/** [R12] Who decides the tie that there is; null where there is none, or nobody does. */
export const tieBreaker = (state: RunState, run: StepRun): ActorId | null => {
  if (run.ballot) return null;
  const { agree, object } = tallyOf(state, { ...run, casting: [] });
  return agree === object && agree > 0 ? (casterOf(run, state.stances[stanceKey(run)] ?? {}) ?? null) : null;
};

const stillObjects = (state: RunState, actor: ActorId): boolean => {
  const latest = state.objections.findLast((objection) => objection.by === actor);
  return latest !== undefined && (latest.status === 'open' || latest.status === 'overruled');
};

/** [R4] Objections that hold up the run. */
export const blocking = (state: RunState): readonly Objection[] =>
  state.objections.filter(
    (objection) => objection.status === 'open' && (objection.effect === 'block' || objection.effect === 'back'),
  );
