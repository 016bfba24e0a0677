import { extended, momentOf, newClaim, renewed, turnOf, type Claim, type Terms } from '../leases/claim.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { refuse, type Refusal } from '../stream/refusal.ts';
import { describeDuration } from '../time/duration.ts';
import { conditionOf, durationIn } from './course.ts';
import type { Lease, Problem, Protocol } from './document.ts';
import { surprise, type Line, type Told } from './lines.ts';
import { factsOf } from './roster.ts';
import { scenarioWorld } from './scenario-world.ts';
import type { Scenario } from './scenario.ts';
import { isAction, type LeaseAct, type ScenarioEvent } from './scenario-events.ts';
import { rolesIn } from './who.ts';
import { iso, often } from './wording.ts';
import type { World } from './world.ts';

const STEP = 'claim';

const words = (text: string): string => describeDuration(durationIn(text));

/** [L2] What a claim under this protocol is promised. */
export const termsOf = ({ ttl, grace, renew, extend }: Lease): Terms => ({
  ttl: durationIn(ttl),
  grace: durationIn(grace),
  renews: renew !== 'never',
  extensions: extend,
});

/**
 * [L1] [L3] Why somebody may not claim under this lease; null: they may. `open` of `a` is what they hold already, in pieces of work. Refused with
 * `actor-unknown`, `not-eligible`, `does-not-fit`.
 */
export const claimFault = (
  protocol: Pick<Protocol, 'id'>,
  lease: Lease,
  by: ActorId,
  { author, proposedAt }: { readonly author: string; readonly proposedAt: Instant },
  world: World,
  at: Instant,
): Refusal | null => {
  const actor = world.actor(by);
  if (!actor?.active) return refuse('actor-unknown', `${actor?.name ?? by} does not belong.`);
  const { name } = actor;
  if (lease.by.who !== 'anyone' && !rolesIn(lease.by).some((role) => world.role(role)?.includes(by)))
    return refuse('not-eligible', `${name} may not claim under ${protocol.id}.`);
  if (lease.where === undefined) return null;
  const a = { open: actor.load, ...factsOf(actor, at) };
  const asked = { p: { author, ...world.facts }, age: at - proposedAt, now: at, a };
  const { holds, because } = conditionOf(lease.where).holds(asked);
  return holds ? null : refuse('does-not-fit', `\`${lease.where}\` does not hold for ${name}: ${because} (L3).`);
};

/** Tells a scenario of a claim. The run engine has no part in it: nobody is asked, work is taken and given back. */
export const replayLease = (protocol: Protocol, lease: Lease, scenario: Scenario): Told => {
  const world = scenarioWorld(scenario);
  const lines: Line[] = [];
  const problems: Problem[] = [];
  let claim: Claim | null = null;
  let ended: Line | null = null;
  const tell = (line: Line): void => void lines.push(line);

  const pass = (until: Instant): void => {
    while (claim && !ended) {
      const next = momentOf(claim);
      if (next > until) return;
      const told = happen(claim, lease, world.at(next), next);
      for (const line of told.lines) tell(line);
      claim = told.claim;
      ended = told.outcome;
    }
  };

  for (const event of scenario.events) {
    pass(event.at);
    const now = world.at(event.at);
    const does = event.does;
    if (!isAction(does) && !('by' in does)) {
      world.change(does, event.at);
      continue;
    }
    const acted: Did | No = isAction(does)
      ? no('no-run', 'Under a lease nobody is asked: claim, activity, extend, finish, release.')
      : ended
        ? no('claim-ended', 'The claim has ended.')
        : act(claim, does, protocol, lease, scenario, now, event);
    const wrong = surprise(event, acted.refused, acted.refused === null ? '' : acted.message);
    if (wrong) {
      problems.push(wrong);
      break;
    }
    if (acted.refused !== null) continue;
    for (const line of acted.lines) tell(line);
    claim = acted.claim;
    ended = acted.outcome;
  }
  if (problems.length === 0) pass(Number.POSITIVE_INFINITY);
  if (problems.length === 0 && !ended)
    ended = {
      kind: 'outcome',
      outcome: 'lapsed',
      at: iso(scenario.events.at(-1)?.at ?? scenario.start),
      because: 'nobody has claimed it (L1)',
    };
  return { lines: ended ? [...lines, ended] : lines, problems };
};

interface Did {
  readonly refused: null;
  readonly lines: readonly Line[];
  readonly claim: Claim | null;
  readonly outcome: Line | null;
}

interface No {
  readonly refused: string;
  readonly message: string;
}

const no = (code: string, message: string): No => ({ refused: code, message });
const did = (claim: Claim | null, lines: readonly Line[], outcome: Line | null = null): Did => ({
  refused: null,
  claim,
  lines,
  outcome,
});

const happen = (claim: Claim, lease: Lease, world: World, now: Instant): Did => {
  const { holder } = claim;
  const turn = turnOf(claim, world.actor(holder)?.calendars ?? [], now);
  if (turn === null) return did(claim, []);
  const at = iso(turn.at);
  switch (turn.turn) {
    case 'grace':
      return did(turn.claim, [
        {
          at,
          kind: 'deadline-moved',
          step: STEP,
          actor: holder,
          due: iso(turn.claim.graceUntil ?? turn.at),
          because: `nothing was seen of it for ${words(lease.ttl)}: a grace of ${words(lease.grace)} begins (L2)`,
        },
      ]);
    case 'nudge':
      return did(turn.claim, [
        {
          at,
          kind: 'reminded',
          step: STEP,
          actor: holder,
          because: `a nudge, inside the working hours of ${holder}: one honest sentence, or it is released (L2, A7)`,
        },
      ]);
    case 'over':
      return released(holder, turn.at, `the grace of ${words(lease.grace)} has passed without a word`);
    default:
      return turn satisfies never;
  }
};

const released = (holder: string, at: Instant, why: string): Did =>
  did(null, [{ at: iso(at), kind: 'effect', step: STEP, actor: holder, because: `release: ${why}; a note hands it over (L2)` }], {
    kind: 'outcome',
    outcome: 'lapsed',
    at: iso(at),
    because: `${why}, so it is free to be claimed again. Release is neutral (L2)`,
  });

const act = (
  claim: Claim | null,
  does: LeaseAct,
  protocol: Protocol,
  lease: Lease,
  scenario: Scenario,
  world: World,
  { at }: ScenarioEvent,
): Did | No => {
  if (does.type === 'claim')
    return claim
      ? no('claimed-already', `${claim.holder} has claimed it (L1).`)
      : take(does, protocol, lease, scenario, world, at);
  if (!claim) return no('not-claimed', 'Nobody has claimed it.');
  if (claim.holder !== does.by)
    return no('not-the-holder', `${claim.holder} has claimed it; a stale holder cannot change what is another's (L1).`);
  const calendars = world.actor(does.by)?.calendars ?? [];
  switch (does.type) {
    case 'activity': {
      if (!claim.terms.renews) return no('not-renewable', 'This lease is not renewed by activity.');
      const after = renewed(claim, calendars, at);
      return did(after, [moved(does, at, after, `${does.text || 'activity'} renews the lease for ${words(lease.ttl)} (L2)`)]);
    }
    case 'extend': {
      if (claim.extended >= claim.terms.extensions)
        return no(
          'no-extension-left',
          `It has been extended ${often(claim.extended)} already; show some work, or release it (L2).`,
        );
      const after = extended(claim, calendars, at);
      return did(after, [
        moved(does, at, after, `one honest sentence extends it by ${words(lease.ttl)}${does.text ? `: ${does.text}` : ''} (L2)`),
      ]);
    }
    case 'finish':
      return did(null, [], {
        kind: 'outcome',
        outcome: 'accepted',
        at: iso(at),
        because: `${does.by} has finished it${does.text ? `: ${does.text}` : ''} (L1)`,
      });
    case 'release':
      return released(does.by, at, `${does.by} gives it back${does.text ? `: ${does.text}` : ''}`);
    default:
      return does.type satisfies never;
  }
};

const moved = (does: LeaseAct, at: Instant, { until }: Claim, because: string): Line => ({
  at: iso(at),
  kind: 'deadline-moved',
  step: STEP,
  actor: does.by,
  due: iso(until),
  because,
});

const take = (
  { by }: LeaseAct,
  protocol: Protocol,
  lease: Lease,
  { artifact, start }: Scenario,
  world: World,
  at: Instant,
): Did | No => {
  const actor = world.actor(by);
  const fault = claimFault(protocol, lease, by, { author: artifact.author, proposedAt: start }, world, at);
  if (fault) return no(fault.code, fault.message);
  if (!actor) return no('actor-unknown', `${by} does not belong.`);
  const claim = newClaim(by, 0, termsOf(lease), actor.calendars, at);
  const line: Line = {
    at: iso(at),
    kind: 'step-opened',
    step: STEP,
    actor: by,
    due: iso(claim.until),
    because: `${by} claims it; the lease holds for ${words(lease.ttl)}${lease.renew === 'never' ? '' : ' and any activity renews it'} (L1, L2)`,
  };
  return did(claim, [line]);
};
