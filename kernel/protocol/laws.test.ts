import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from './defaults.ts';
import { parseProtocol, type Protocol } from './document.ts';
import { evolveRun } from './evolve.ts';
import { nextMoment } from './moments.ts';
import { awaitsOf, decideRun, startRun } from './run.ts';
import type { RunAction } from './run-action.ts';
import type { RunEvent } from './run-event.ts';
import type { RunState } from './run-state.ts';
import { scenarioWorld, type ScenarioWorld } from './scenario-world.ts';
import { parseScenario, type Scenario } from './scenario.ts';

const GALLERY = join(import.meta.dirname, 'gallery');
const protocols: readonly Protocol[] = [
  ...readdirSync(GALLERY, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(GALLERY, file), 'utf8')),
  ...DEFAULT_PROTOCOLS.map(({ page }) => page),
].flatMap((text) => {
  const { protocol } = parseProtocol(text);
  return protocol && !protocol.lease ? [{ ...protocol, when: 'true' }] : [];
});

const ROLES =
  'committers pmc stakeholders owner sponsor support lead oncall incident_commander owners_of_paths dri manager experts maintainers_of_paths area_director iesg members owners.approvers last_resort affected organizer collaborators tsc labelled_teams circle facilitator super_circle contributors stewards asked'.split(
    ' ',
  );
const ZONES = ['Europe/Berlin', 'Asia/Kolkata', 'America/Sao_Paulo', 'Pacific/Auckland', 'UTC'];
const NAMES = ['ines', 'raj', 'tomas', 'aroha', 'mere'];
const START = Date.parse('2026-03-26T10:00:00Z');
const DAY = 86_400_000;
const END = START + 20 * 365 * DAY;

/** Who holds which role, who is away, whom they name as deputies. */
const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    roles: fc.array(fc.subarray(ROLES, { minLength: 12 }), { minLength: 5, maxLength: 5 }),
    hours: fc.array(fc.constantFrom('09:00-17:00', '22:00-06:00', '09:00-12:00, 13:00-17:00'), { minLength: 5, maxLength: 5 }),
    away: fc.array(fc.option(fc.integer({ min: -3, max: 20 }), { freq: 2 }), { minLength: 5, maxLength: 5 }),
    irreversible: fc.boolean(),
  })
  .map(({ roles, hours, away, irreversible }) => {
    const actors = NAMES.map((name, i) => {
      const from = away[i];
      const leave =
        from === null || from === undefined
          ? ''
          : `, leave: [{from: ${JSON.stringify(new Date(START + from * DAY).toISOString())}, to: ${JSON.stringify(new Date(START + (from + 9) * DAY).toISOString())}}]`;
      return `  ${name}: { zone: ${ZONES[i]}, week: {mon-fri: "${hours[i]}"}, roles: [${roles[i]?.join(', ')}], deputies: [${NAMES[(i + 1) % 5]}, ${NAMES[(i + 2) % 5]}]${leave} }`;
    });
    const text = `protocol: x\nstart: 2026-03-26T10:00:00Z\nactors:\n${actors.join('\n')}\n  bot: { kind: agent, accountable: raj, roles: [committers, members] }\nartifact: { kind: decision, author: ines, irreversible: ${irreversible}, facts: { ci: green, score: 30, guards: [], agenda: true, minutes: 10 } }\n`;
    const { scenario } = parseScenario(text);
    if (!scenario) throw new Error(text);
    return scenario;
  });

type Act = { readonly after: number } & (
  | { readonly does: RunAction; readonly late?: number }
  | { readonly facts: Readonly<Record<string, string | boolean>> }
  | { readonly leaves: string }
  | { readonly absent: string }
);

const who = fc.constantFrom(...NAMES, 'bot');
const anyDeed: fc.Arbitrary<Record<string, unknown> & { type: string }> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('stance'),
      by: who,
      stance: fc.constantFrom('agree', 'abstain', 'object'),
      reason: fc.constant('so'),
      alternative: fc.constant('this'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('answer'), by: who }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('amend'), by: who, label: fc.constantFrom('editorial', 'material') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('challenge'), by: who }) },
  { weight: 3, arbitrary: who.map((by) => ({ type: 'resolve', by, whose: by })) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('resolve', 'rule-invalid', 'overrule'),
      by: who,
      whose: who,
      reason: fc.constant('so'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom('reply-to-objection'), by: who, whose: who, text: fc.constant('why?') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constantFrom('answer-reply', 'withdraw-objection', 'ask-clarification'),
      by: who,
      text: fc.constant('hm'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('answer-clarification'), by: who, to: who, text: fc.constant('so') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('pass-on'), by: who, to: who }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('reopen', 'keep-closed'), by: who, reason: fc.constant('new') }) },
);

/** The arbitrary gives only shapes of the union; TypeScript is told by looking. */
const isAction = (deed: { readonly type: string }): deed is RunAction => typeof deed.type === 'string';

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: DAY }), anyDeed)
      .map(([after, does]) => (isAction(does) ? { after, does } : { after, leaves: 'bot' })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      after: fc.integer({ min: 0, max: 5 * DAY }),
      facts: fc.oneof(
        fc.record({ ci: fc.constantFrom('red', 'green') }),
        fc.record({ status: fc.constantFrom('waiting_customer', 'open') }),
        fc.record({ doc: fc.boolean() }),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ after: fc.integer({ min: 0, max: 5 * DAY }), leaves: fc.constantFrom(...NAMES.slice(1)) }),
  },
  { weight: 1, arbitrary: fc.record({ after: fc.integer({ min: 0, max: 5 * DAY }), absent: fc.constantFrom(...NAMES) }) },
);

/** The same, and some of it was received before it is dealt with. */
const anyLateAct: fc.Arbitrary<Act> = fc
  .tuple(anyAct, fc.integer({ min: 0, max: 2 * DAY }))
  .map(([act, late]) => ('does' in act ? { ...act, late } : act));

interface Story {
  readonly protocol: Protocol;
  readonly scenario: Scenario;
  readonly acts: readonly Act[];
}
const anyStory: fc.Arbitrary<Story> = fc.record({
  protocol: fc.constantFrom(...protocols),
  scenario: anyScenario,
  acts: fc.array(anyAct, { maxLength: 16 }),
});

const fold = (state: RunState | null, events: readonly RunEvent[]): RunState | null =>
  events.reduce<RunState | null>(evolveRun, state);

/** Tells a story, with the timer at every moment, at some of them, or only at the end. */
const tell = (
  { protocol, scenario, acts }: Story,
  timer: 'each' | 'some' | 'last',
): { readonly events: readonly RunEvent[]; readonly state: RunState } => {
  const world = scenarioWorld(scenario);
  const opened = startRun(protocol, { ...scenario.artifact, id: protocol.id, proposedAt: START }, world.at(START), START);
  if (opened.refused) throw new Error(opened.message);
  const events: RunEvent[] = [...opened.ok];
  let state = fold(null, opened.ok);
  if (!state) throw new Error('no run');
  let now = START;
  const take = (action: RunAction, at: number, late = 0): void => {
    if (!state) return;
    const did = decideRun(state, late > 0 ? { ...action, receivedAt: Math.max(START, at - late) } : action, world.at(at), at);
    if (did.refused) return;
    events.push(...did.ok);
    state = fold(state, did.ok);
  };
  const wind = (until: number): void => {
    for (let turn = 0; turn < 2_000 && state; turn++) {
      const next = nextMoment(state);
      if (next === null || next >= until) return;
      if (timer === 'some' && turn % 3 === 1) take({ type: 'tick' }, Math.min(until - 1, next + 3_600_000));
      else take({ type: 'tick' }, next);
    }
  };
  for (const act of acts) {
    now += act.after;
    if (timer !== 'last') wind(now);
    // What has come due by now is settled before the world changes.
    if (!('does' in act)) take({ type: 'tick' }, now);
    take(actionOf(act, world, now), now, 'does' in act ? act.late : 0);
  }
  if (timer !== 'last') wind(END);
  take({ type: 'tick' }, END);
  return { events, state };
};

const actionOf = (act: Act, world: ScenarioWorld, now: number): RunAction => {
  if ('does' in act) return act.does;
  const change =
    'facts' in act
      ? world.change({ type: 'facts-change', facts: act.facts }, now)
      : 'leaves' in act
        ? world.change({ type: 'leaves', actor: act.leaves }, now)
        : world.change(
            {
              type: 'leave-taken',
              actor: act.absent,
              leave: { from: new Date(now).toISOString(), to: new Date(now + 6 * DAY).toISOString() },
            },
            now,
          );
  return change.refused ? { type: 'tick' } : change.ok;
};

const RUNS = { numRuns: 120 };

describe('whatever protocol, people and events', { timeout: 60_000 }, () => {
  it('[A2, A3] every run ends, and no await is left open', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { state } = tell(story, 'last');
        expect(state.outcome).not.toBeNull();
        expect(nextMoment(state)).toBeNull();
        expect(awaitsOf(state, (actor) => actor).filter(({ status }) => status === 'open' || status === 'paused')).toEqual([]);
      }),
      RUNS,
    );
  });

  it('[A2, A8] every run ends, whatever had been received in time', () => {
    fc.assert(
      fc.property(anyStory, fc.array(anyLateAct, { maxLength: 16 }), (story, acts) => {
        const { state } = tell({ ...story, acts }, 'each');
        expect(state.outcome).not.toBeNull();
        expect(awaitsOf(state, (actor) => actor).filter(({ status }) => status === 'open' || status === 'paused')).toEqual([]);
      }),
      RUNS,
    );
  });

  it('[A8] a timer that comes late does what one that came at each moment did', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const each = tell(story, 'each').events;
        expect(tell(story, 'last').events).toEqual(each);
        expect(tell(story, 'some').events).toEqual(each);
      }),
      RUNS,
    );
  });

  it('the same story gives the same events, and its events the same state, also through JSON', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const one = tell(story, 'last');
        expect(tell(story, 'last').events).toEqual(one.events);
        const read: readonly RunEvent[] = JSON.parse(JSON.stringify(one.events));
        const state = fold(null, read);
        expect(state).toEqual(one.state);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
      RUNS,
    );
  });

  it('everything that happens has its moment, in order, and cites a rule', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        let last = START;
        for (const event of tell(story, 'each').events) {
          expect(event.because).toMatch(/\b[ARTPL]\d+\b/);
          expect(event.at).toBeGreaterThanOrEqual(last);
          last = event.at;
        }
      }),
      RUNS,
    );
  });

  it('no window closes early, and no deadline that was shown comes earlier', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const shown = new Map<string, number>();
        let state: RunState | null = null;
        for (const event of tell(story, 'each').events) {
          const before: RunState | null = state;
          state = evolveRun(state, event);
          const run = state.steps.at(-1);
          if (event.type === 'step-passed' && before) {
            const open = before.steps.at(-1);
            const window = story.protocol.steps.find(({ step }) => step === open?.step);
            if (open && window?.ask === undefined && !event.because.includes('A6 proceed'))
              for (const seat of open.seats) if (seat.status === 'open') expect(seat.clock.minAt).toBeLessThanOrEqual(event.at);
          }
          for (const seat of run?.status === 'open' ? run.seats : []) {
            if (seat.status !== 'open' || !run) continue;
            const key = `${run.step} ${run.opening} ${run.escalated} ${seat.actor}`;
            expect(seat.clock.dueAt).toBeGreaterThanOrEqual(shown.get(key) ?? 0);
            expect(seat.clock.dueAt).toBeLessThanOrEqual(seat.clock.maxAt);
            shown.set(key, seat.clock.dueAt);
          }
        }
      }),
      RUNS,
    );
  });

  it('nothing happens before the next moment', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 1, max: 30 * DAY }), ({ protocol, scenario }, later) => {
        const world = scenarioWorld(scenario);
        const opened = startRun(protocol, { ...scenario.artifact, id: 'x', proposedAt: START }, world.at(START), START);
        if (opened.refused) return;
        const state = fold(null, opened.ok);
        const next = state && nextMoment(state);
        if (!state || next === null) return;
        const at = Math.min(START + later, next - 1);
        expect(decideRun(state, { type: 'tick' }, world.at(at), at)).toEqual({ ok: [] });
        const then = decideRun(state, { type: 'tick' }, world.at(next), next);
        expect(then.refused ? [] : then.ok).not.toEqual([]);
      }),
      RUNS,
    );
  });
});
