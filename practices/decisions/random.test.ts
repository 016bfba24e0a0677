import { describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { same } from '#kernel/stream/same.ts';
import { SYSTEM, type RecordedEvent } from '#kernel/stream/event.ts';
import { AROHA, HOUR, idOf, INES, MERE, northwind, PLATFORM, RAJ, readingOf, TOMAS } from '#tests/organization.ts';
import { decision } from './decision.ts';
import type { DecisionEvent } from './events.ts';
import type { DecisionState } from './state.ts';

const ONE = idOf('1');
const PEOPLE = [INES, RAJ, TOMAS, AROHA, MERE] as const;
const PROTOCOLS = DEFAULT_PROTOCOLS.filter(({ id }) => id.startsWith('decide/')).map(({ page }) => page);

/** Mulberry32. */
const dice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Whatever people may do, at any moment, in any order; most of it is refused. */
const whim = (roll: () => number) => {
  const one = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
  const whose = one(PEOPLE);
  return one([
    ['take-stance', { stance: one(['agree', 'abstain']) }],
    ['take-stance', { stance: 'object', reason: 'r', alternative: 'a' }],
    ['take-stance', { stance: 'object', reason: 'r', alternative: 'a', newInformation: 'n' }],
    ['withdraw-objection', {}],
    ['resolve-objection', { whose }],
    ['reply-to-objection', { whose, text: 't' }],
    ['answer-reply', { text: 't' }],
    ['overrule-objection', { whose, reason: 'r' }],
    ['ask-clarification', { text: 't' }],
    ['answer-clarification', { to: whose, text: 't' }],
    ['pass-on', { to: whose }],
    ['amend', { label: one(['editorial', 'material']), reason: 'r', problem: `p${roll()}` }],
    ['challenge-amendment', {}],
    ['reopen', { reason: 'r' }],
    ['keep-closed', { reason: 'r' }],
    ['set-review-date', { on: '2026-09-01' }],
    ['answer-review', { answer: one(['yes', 'partly', 'no']) }],
    ...(roll() < 0.05 ? [['withdraw', {}] as const, ['deprecate', { reason: 'r' }] as const] : []),
  ] as const);
};

describe('whatever people do, and whenever', () => {
  it.each(Array.from({ length: 40 }, (_, index) => index + 1))(
    'every await ends, no clock spins, and the events alone give the same state (seed %i)',
    async (seed) => {
      const roll = dice(seed);
      const org = await northwind({ protocols: PROTOCOLS });
      const body = {
        problem: 'p',
        recommendation: 'r',
        affected: [RAJ],
        reversible: roll() < 0.6,
        reviewOn: roll() < 0.5 ? '2026-08-01' : null,
      };
      await org.sent({
        by: INES,
        kind: 'decision',
        artifact: ONE,
        name: 'draft',
        data: { title: 'x', space: PLATFORM, ...body },
      });
      await org.sent({ by: INES, kind: 'decision', artifact: ONE, name: 'open' });
      for (let turn = 0; turn < 40; turn += 1) {
        await org.until(org.now() + Math.floor(roll() * roll() * 40 * HOUR));
        const by = PEOPLE[Math.floor(roll() * PEOPLE.length)] ?? INES;
        if (roll() < 0.08) {
          const from = org.now() + Math.floor(roll() * 48) * HOUR;
          const leave = crypto.randomUUID();
          await org.sent({
            by,
            kind: 'person',
            artifact: by,
            name: 'plan-leave',
            data: { leave, from, to: from + Math.ceil(roll() * 20) * 24 * HOUR },
          });
          await org.send({ by: SYSTEM, kind: 'decision', artifact: ONE, name: 'calendar-changed', data: { actor: by } });
        }
        const [name, data] = whim(roll);
        await org.send({ by, kind: 'decision', artifact: ONE, name, data });
        const { nextAt, awaits, dueAt } = await readingOf(org, ONE);
        if (nextAt !== null) expect(nextAt).toBeGreaterThan(org.now());
        for (const one of awaits.filter(({ status }) => status === 'open')) {
          expect(one.maxAt).toBeGreaterThan(org.now());
          expect(one.dueAt ?? one.maxAt).toBeLessThanOrEqual(one.maxAt);
          expect(nextAt).not.toBeNull();
        }
        if (dueAt != null) expect(dueAt).toBeGreaterThanOrEqual(org.now());
      }
      const history = await org.history(ONE);
      let folded: DecisionState | null = null;
      for (const event of history) folded = decision.evolve(folded, event as RecordedEvent<DecisionEvent>);
      expect(same(JSON.parse(JSON.stringify(folded)), (await org.seen(ONE))?.state)).toBe(true);
      await org.until('2028-06-01T00:00:00Z');
      const last = await readingOf(org, ONE);
      expect(last.awaits.filter(({ status }) => status === 'open' || status === 'paused')).toEqual([]);
      expect(last.nextAt).toBeNull();
      expect(last.status).not.toBe('open');
    },
  );
});
