import type { RunState } from '#kernel/protocol/run-state.ts';
import { SYSTEM, type ActorId, type Instant } from '#kernel/stream/event.ts';
import { beginRun, declareTriggers } from '#practices/protocols';
import { canonical } from './canonical.ts';
import { act, hostOf, tell, type Course } from './course.ts';
import type { Said } from './observed.ts';
import { callOffSample, sample } from './sampling.ts';
import { authorOf, checksOf, currentRun, lastRun, looksOf, standing, type ChangeState, type Round } from './state.ts';

/** What begins a run on a change. */
export const TRIGGERS = declareTriggers(['change.opened', 'change.created']);

/** Nobody is asked before the checks have had so long, ms. */
const PATIENCE = 60 * 60_000;

/** What follows from how a change stands now: a run begins, begins anew or ends, stances come along, it has shipped. */
export const follow = (course: Course): void => {
  const { state: there, closedAt } = course.state().seen.snapshot;
  if (there === 'merged') return ship(course, closedAt ?? course.state().seen.at);
  if (there === 'closed') return end(course, 'it was closed on the forge');
  if (there === 'draft') return end(course, 'it is a draft again');
  const state = course.state();
  if (looksOf(state) === null) return lastRun(state)?.outcome === null ? end(course, 'it has changed since') : undefined;
  const run = currentRun(state);
  if (run === null ? !waits(state, course.context.now) : isUnspoken(run, state.rounds.at(-1)?.brought ?? {})) begin(course, run);
  bring(course);
};

/** Its checks are on their way, and have not been for long. */
const waits = (state: ChangeState, now: Instant): boolean => {
  const until = waitsUntil(state);
  return until !== null && now < until;
};

export const waitsUntil = (state: ChangeState): Instant | null => {
  const looks = looksOf(state);
  if (looks === null || state.seen.snapshot.state !== 'open' || currentRun(state) !== null) return null;
  const checks = checksOf(state);
  return checks === 'pending' || (checks === null && !looks.withoutChecks) ? looks.at + PATIENCE : null;
};

const end = (course: Course, reason: string): void => {
  if (lastRun(course.state())?.outcome === null && act(course, { type: 'withdraw', by: by(course.state()), reason }).refused)
    act(course, { type: 'tick' });
};

const by = (state: ChangeState): string => authorOf(state) ?? SYSTEM;

/** [R1] Nobody has said anything yet that a run begun anew would lose: what was said on the forge comes along. */
const isUnspoken = ({ stances, objections, steps, questions }: RunState, brought: Brought): boolean =>
  objections.every(({ by: actor, status }) => isBrought(brought, actor) && (status === 'open' || status === 'withdrawn')) &&
  questions.length === 0 &&
  !steps.some(({ reroutes, escalated }) => reroutes > 0 || escalated !== null) &&
  Object.values(stances).every((step) =>
    Object.entries(step).every(([actor, { stance, implicit }]) => implicit || isBrought(brought, actor, stance)),
  );

type Brought = Round['brought'];

/** What somebody said on the forge, as it is kept with the run. */
const keyOf = (one: Said | undefined): string => (one === undefined ? 'gone' : `${one.id} ${one.verdict} ${one.saidAt}`);

const stanceOf = (verdict: Said['verdict'] | undefined): 'agree' | 'object' | 'abstain' | null =>
  verdict === undefined || verdict === 'withdraw' || verdict === 'abstain'
    ? 'abstain'
    : verdict === 'agree' || verdict === 'object'
      ? verdict
      : null;

/** Whether what somebody is known to have said is what they said on the forge; they may have said something else here since. */
const isBrought = (brought: Brought, actor: ActorId, stance?: string): boolean => {
  const key = brought[actor];
  if (key === undefined || stance === undefined) return key !== undefined;
  return stance === (/ (agree|object) -?\d+$/.exec(key)?.[1] ?? 'abstain');
};

/** A run under the most specific protocol; where one is open already, only if by what is known of the change now others would be asked. */
const begin = (course: Course, before: RunState | null): void => {
  const state = course.state();
  const { snapshot } = state.seen;
  const opened = beginRun(hostOf(state), TRIGGERS, course.context);
  if (opened.refused) {
    if (before === null && state.failed?.because !== opened.message)
      course.emit({ type: 'round-failed', head: snapshot.head, because: opened.message });
    return;
  }
  const { protocol, events, run } = opened.ok;
  if (before !== null && !isOvertaken(state, before)) {
    // [R3] Whom the organization would name today is no reason to ask anew; only what the change is.
    const { facts, subject } = before;
    const host = { ...hostOf(state), facts, urgent: subject.urgent === true, author: subject.author };
    const then = beginRun(host, TRIGGERS, course.context);
    if (!then.refused && whomItAsks(then.ok.run) === whomItAsks(run)) return;
  }
  const ships = run.outcome?.outcome === 'accepted';
  end(course, ships ? 'nobody needs to be asked any more' : 'somebody is asked after all');
  tell(course, events, [{ type: 'round-opened', head: snapshot.head, protocol }]);
};

/**
 * What was said there is not what the run has heard any more: somebody who was asked took it back, or says something else of what their word had ended,
 * or somebody objects to what had been agreed to. It is as if it had been said so from the beginning.
 */
const isOvertaken = (state: ChangeState, { steps, outcome }: RunState): boolean => {
  const wanted = standing(state);
  const brought = state.rounds.at(-1)?.brought ?? {};
  const isTakenBack = (steps.at(-1)?.seats ?? []).some(({ actor }) => {
    const said = brought[actor];
    if (said === undefined || said === 'gone') return false;
    const one = wanted.get(actor);
    return one === undefined || (outcome !== null && !isBrought(brought, actor, stanceOf(one.verdict) ?? 'abstain'));
  });
  return (
    isTakenBack ||
    (outcome !== null &&
      wanted
        .entries()
        .some(([actor, one]) => one.verdict === 'object' && brought[actor] !== keyOf(one) && actor !== authorOf(state)))
  );
};

/** Who is asked in which step where a run begins so, and how it ends where nobody is. */
const whomItAsks = ({ protocol: { id }, steps, outcome }: RunState): string =>
  canonical([id, outcome?.outcome, steps.map(({ step, status, seats }) => [step, status, seats.map(({ actor }) => actor)])]);

/** [R1] What people known here say on the forge is their stance, unless they have said something else here since. */
const bring = (course: Course): void => {
  const wanted = standing(course.state());
  const round = course.state().rounds.at(-1);
  const actors = [...new Set([...wanted.keys(), ...Object.keys(round?.brought ?? {})])];
  // [A8] What somebody objects to is not agreed to before they are heard.
  const objecting = (actor: ActorId): number => Number(wanted.get(actor)?.verdict !== 'object');
  for (const actor of actors.toSorted((a, b) => objecting(a) - objecting(b))) {
    const run = currentRun(course.state());
    if (run === null || actor === authorOf(course.state())) continue;
    const one = wanted.get(actor);
    const key = keyOf(one);
    const was = course.state().rounds.at(-1)?.brought[actor];
    if (was === key || (was === undefined && one === undefined)) continue;
    const verdict = stanceOf(one?.verdict);
    if (verdict === null) continue;
    const reason = one?.text.trim() || (verdict === 'object' ? 'Asks for changes on the forge.' : '');
    if (verdict === 'object' && run.outcome?.outcome === 'accepted')
      act(course, { type: 'reopen', by: actor, reason: 'somebody who was asked wants changes before it is merged' });
    const taken = act(course, {
      ...{ type: 'stance', by: actor, stance: verdict, asWritten: true },
      ...(reason === '' ? {} : { reason }),
    });
    // Whose word does not count here is heard on the forge.
    if (!taken.refused || taken.code !== 'actor-unknown') course.emit({ type: 'stance-brought', actor, said: key });
  }
};

const ship = (course: Course, at: Instant): void => {
  const state = course.state();
  end(course, 'it was merged');
  const spoken =
    standing(state)
      .values()
      .some(({ verdict }) => verdict === 'agree') || hasAgreedHere(state);
  // A word that was heard late was said in time all the same, and one that was taken back late was taken back.
  if (state.shipped?.at !== at || state.shipped.alone !== !spoken) course.emit({ type: 'change-shipped', at, alone: !spoken });
  if (spoken) callOffSample(course);
  else sample(course, beginRun(hostOf(course.state()), TRIGGERS, course.context));
};

/** [R6] With what was merged, and by a word that was not said on the forge: what counts of those is known. */
const hasAgreedHere = (state: ChangeState): boolean => {
  const round = state.rounds.at(-1);
  if (!round || round.run === null || round.head !== state.seen.snapshot.head) return false;
  return Object.values(round.run.stances).some((step) =>
    Object.entries(step).some(
      ([actor, { stance, implicit }]) =>
        actor !== by(state) && stance === 'agree' && !implicit && !isBrought(round.brought, actor, stance),
    ),
  );
};
