import { timeOf } from '../awaits/window.ts';
import type { Instant } from '../stream/event.ts';
import { describeDuration } from '../time/duration.ts';
import { add, nextWorking } from '../time/working-time.ts';
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

/**
 * [L2] What becomes of one claim:
 *
 *     free ── claim ──► held ── ttl without activity ──► in grace ── grace without a word ──► released
 *                        ▲                                 │ activity, or one honest sentence (as often as `extend` allows)
 *                        └─────────────────────────────────┘
 */
interface Claim {
  readonly holder: string;
  /** When the lease ends unless it is renewed. */
  readonly until: Instant;
  readonly nudgeAt: Instant | null;
  /** When the grace ends; null while it has not begun. */
  readonly graceUntil: Instant | null;
  readonly extensions: number;
}

const STEP = 'claim';

const words = (text: string): string => describeDuration(durationIn(text));

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

const momentOf = (claim: Claim): Instant => Math.min(claim.nudgeAt ?? Number.POSITIVE_INFINITY, claim.graceUntil ?? claim.until);

const happen = (claim: Claim, lease: Lease, world: World, at: Instant): Did => {
  const { holder } = claim;
  const time = timeOf(world.actor(holder)?.calendars ?? []);
  if (claim.graceUntil === null && at >= claim.until) {
    const graceUntil = add(time, claim.until, durationIn(lease.grace));
    const nudge = nextWorking(time, at);
    return did({ ...claim, graceUntil, nudgeAt: nudge < graceUntil ? nudge : null }, [
      {
        at: iso(at),
        kind: 'deadline-moved',
        step: STEP,
        actor: holder,
        due: iso(graceUntil),
        because: `nothing was seen of it for ${words(lease.ttl)}: a grace of ${words(lease.grace)} begins (L2)`,
      },
    ]);
  }
  if (claim.nudgeAt !== null && at >= claim.nudgeAt) {
    return did({ ...claim, nudgeAt: null }, [
      {
        at: iso(at),
        kind: 'reminded',
        step: STEP,
        actor: holder,
        because: `a nudge, inside the working hours of ${holder}: one honest sentence, or it is released (L2, A7)`,
      },
    ]);
  }
  return released(holder, at, `the grace of ${words(lease.grace)} has passed without a word`);
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
  const until = add(timeOf(world.actor(does.by)?.calendars ?? []), at, durationIn(lease.ttl));
  switch (does.type) {
    case 'activity':
      if (lease.renew === 'never') return no('not-renewable', 'This lease is not renewed by activity.');
      return did({ ...claim, until, graceUntil: null, nudgeAt: null }, [
        moved(does, at, until, `${does.text || 'activity'} renews the lease for ${words(lease.ttl)} (L2)`),
      ]);
    case 'extend':
      if (claim.extensions >= lease.extend)
        return no(
          'no-extension-left',
          `It has been extended ${often(claim.extensions)} already; show some work, or release it (L2).`,
        );
      return did({ ...claim, until, graceUntil: null, nudgeAt: null, extensions: claim.extensions + 1 }, [
        moved(does, at, until, `one honest sentence extends it by ${words(lease.ttl)}${does.text ? `: ${does.text}` : ''} (L2)`),
      ]);
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

const moved = (does: LeaseAct, at: Instant, until: Instant, because: string): Line => ({
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
  if (!actor?.active) return no('actor-unknown', `${by} does not belong.`);
  if (lease.by.who !== 'anyone' && !rolesIn(lease.by).some((name) => world.role(name)?.includes(by)))
    return no('not-eligible', `${by} may not claim under ${protocol.id}.`);
  if (lease.where !== undefined) {
    const a = { open: actor.load, ...factsOf(actor, at) };
    const { holds, because } = conditionOf(lease.where).holds({
      p: { author: artifact.author, ...world.facts },
      age: at - start,
      now: at,
      a,
    });
    if (!holds) return no('does-not-fit', `\`${lease.where}\` does not hold for ${by}: ${because} (L3).`);
  }
  const until = add(timeOf(actor.calendars), at, durationIn(lease.ttl));
  const line: Line = {
    at: iso(at),
    kind: 'step-opened',
    step: STEP,
    actor: by,
    due: iso(until),
    because: `${by} claims it; the lease holds for ${words(lease.ttl)}${lease.renew === 'never' ? '' : ' and any activity renews it'} (L1, L2)`,
  };
  return did({ holder: by, until, nudgeAt: null, graceUntil: null, extensions: 0 }, [line]);
};
