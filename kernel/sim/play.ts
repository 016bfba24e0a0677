import type { AwaitKind } from '../awaits/await.ts';
import { timeOf } from '../awaits/window.ts';
import type { Protocol } from '../protocol/document.ts';
import { decideRun, evolveRun, nextMoment, startRun } from '../protocol/run.ts';
import type { RunAction } from '../protocol/run-action.ts';
import type { RunEvent } from '../protocol/run-event.ts';
import type { OutcomeKind, RunState } from '../protocol/run-state.ts';
import type { Subject, World, WorldActor } from '../protocol/world.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { advance, between, isWorking, NEVER } from '../time/working-time.ts';
import { agenda } from './agenda.ts';
import type { Conduct } from './conduct.ts';
import { after, answerOf, hearing, type Turn } from './manners.ts';
import type { Random } from './random.ts';

/** Something that somebody proposes at a moment. */
export interface Proposal {
  readonly subject: Subject;
  /** [S1] The world around it, at a moment; `loads` is what everybody has open then. */
  world(at: Instant, loads: ReadonlyMap<ActorId, number>): World;
}

export interface Play {
  readonly protocol: Protocol;
  /** In any order. */
  readonly proposals: readonly Proposal[];
  readonly conduct: Conduct;
  /** [S3] Two protocols that are played with the same chance meet the same people in the same mood. */
  readonly chance: Random;
}

/** An ask, as it went. */
export interface PlayedAsk {
  readonly actor: ActorId;
  readonly kind: AwaitKind;
  readonly at: Instant;
  /** It came while the asked was not at work. */
  readonly offHours: boolean;
}

export interface PlayedRun {
  readonly id: string;
  readonly author: ActorId;
  readonly openedAt: Instant;
  readonly asks: readonly PlayedAsk[];
  /** Null: it was still open after everything had happened. */
  readonly outcome: {
    readonly outcome: OutcomeKind;
    readonly at: Instant;
    readonly byDefault: boolean;
    readonly workedMs: number;
  } | null;
}

export interface Played {
  readonly runs: readonly PlayedRun[];
  /** Proposals for which the protocol is not meant (`when`). */
  readonly elsewhere: number;
  /** Events of all runs together. */
  readonly events: number;
}

interface Going {
  readonly proposal: Proposal;
  state: RunState;
  asks: PlayedAsk[];
  /** Who has a seat open. */
  seated: ReadonlySet<ActorId>;
  next: Instant | null;
}

type Happening =
  | { readonly what: 'proposal'; readonly proposal: Proposal }
  | { readonly what: 'moment'; readonly run: Going }
  | { readonly what: 'turn'; readonly run: Going; readonly turn: Turn };

/** [S1] Plays proposals under one protocol until the last has ended, with the engine that runs them in the product. */
export const play = ({ protocol, proposals, conduct, chance }: Play): Played => {
  const happenings = agenda<Happening>();
  const loads = new Map<ActorId, number>();
  const runs: Going[] = [];
  let elsewhere = 0;
  let events = 0;
  for (const proposal of proposals) happenings.add(proposal.subject.proposedAt, { what: 'proposal', proposal });

  const heard = (run: Going, news: readonly RunEvent[], world: World): void => {
    events += news.length;
    for (const event of news) {
      if (event.type === 'asked') run.asks.push(askOf(event, world));
      for (const turn of hearing(event, run.state, world, conduct, chance)) {
        const actor = world.actor(turn.by);
        const at = actor ? moment(actor, turn, conduct, chance.of('time', ...turn.about)) : null;
        if (at !== null) happenings.add(Math.max(at, event.at), { what: 'turn', run, turn });
      }
    }
    shift(run, loads);
    const next = nextMoment(run.state);
    if (next !== null && next !== run.next) happenings.add(next, { what: 'moment', run });
    run.next = next;
  };

  const open = (proposal: Proposal, at: Instant): void => {
    const world = proposal.world(at, loads);
    const started = startRun(protocol, proposal.subject, world, at);
    const state = started.refused ? null : fold(null, started.ok);
    if (started.refused || !state) {
      elsewhere += 1;
      return;
    }
    const run: Going = { proposal, state, asks: [], seated: new Set(), next: null };
    runs.push(run);
    heard(run, started.ok, world);
  };

  const act = (run: Going, action: RunAction, at: Instant): boolean => {
    const world = run.proposal.world(at, loads);
    const decided = decideRun(run.state, action, world, at);
    if (decided.refused) return false;
    run.state = fold(run.state, decided.ok) ?? run.state;
    heard(run, decided.ok, world);
    return true;
  };

  for (let now = happenings.next(); now !== null; now = happenings.next()) {
    const { at, what } = now;
    if (what.what === 'proposal') open(what.proposal, at);
    else if (what.what === 'moment') {
      if (what.run.next === at) act(what.run, { type: 'tick' }, at);
    } else {
      const { run, turn } = what;
      const action = answerOf(turn, run.state, conduct, chance);
      if (action === null || !act(run, action, at)) continue;
      for (const then of after(turn, action, run.state, conduct, chance)) {
        const actor = run.proposal.world(at, loads).actor(then.by);
        const later = actor ? moment(actor, then, conduct, chance.of('time', ...then.about), at) : null;
        if (later !== null) happenings.add(later, { what: 'turn', run, turn: then });
      }
    }
  }
  return { runs: runs.map(played), elsewhere, events };
};

const fold = (state: RunState | null, events: readonly RunEvent[]): RunState | null => events.reduce(evolveRun, state);

/** When somebody gets to it, in their own working time; null: never. */
const moment = (actor: WorldActor, turn: Turn, { responses }: Conduct, chance: Random, from = turn.from): Instant | null => {
  const worked = responses.draw(actor.id, turn.kind, chance);
  if (worked === null) return null;
  const at = advance(timeOf(actor.calendars), from, worked);
  return at === NEVER ? null : at;
};

const askOf = ({ actor, kind, at }: Extract<RunEvent, { type: 'asked' }>, world: World): PlayedAsk => {
  const asked = world.actor(actor);
  return { actor, kind, at, offHours: asked !== undefined && !isWorking(timeOf(asked.calendars), at) };
};

/** Brings what everybody has open up to date. */
const shift = (run: Going, loads: Map<ActorId, number>): void => {
  const last = run.state.outcome === null ? run.state.steps.at(-1) : undefined;
  const seated = new Set(last?.seats.flatMap(({ actor, status }) => (status === 'open' ? [actor] : [])));
  for (const actor of seated) if (!run.seated.has(actor)) loads.set(actor, (loads.get(actor) ?? 0) + 1);
  for (const actor of run.seated) if (!seated.has(actor)) loads.set(actor, (loads.get(actor) ?? 1) - 1);
  run.seated = seated;
};

const played = ({ proposal, state, asks }: Going): PlayedRun => {
  const { subject } = proposal;
  const { outcome } = state;
  const author = proposal.world(subject.proposedAt, new Map()).actor(subject.author);
  const last = state.steps.findLast(({ status }) => status !== 'skipped');
  // Silence decided: it ended by the clock, and somebody who might have spoken had not.
  const silent = last?.voluntary === true || last?.seats.some(({ status }) => status === 'lapsed' || status === 'moot') === true;
  return {
    id: subject.id,
    author: subject.author,
    openedAt: state.openedAt,
    asks,
    outcome: outcome && {
      outcome: outcome.outcome,
      at: outcome.at,
      byDefault: last?.closedByTime === true && silent,
      workedMs: author ? between(timeOf(author.calendars), state.openedAt, outcome.at) : 0,
    },
  };
};
