import { describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '../protocol/defaults.ts';
import { parseProtocol, type Protocol } from '../protocol/document.ts';
import { DAY } from '../time/duration.ts';
import { agenda } from './agenda.ts';
import { calibrate } from './calibration.ts';
import { compare } from './compare.ts';
import { USUAL_CONDUCT } from './conduct.ts';
import { crewOf } from './crew.ts';
import { observedIn } from './history.ts';
import { gini, quantile } from './measure.ts';
import { play } from './play.ts';
import { proposalsOf } from './proposals.ts';
import { random } from './random.ts';
import { usualResponses } from './response.ts';

const FROM = Date.parse('2026-03-02T00:00:00Z');
const protocol = (text: string): Protocol => {
  const { protocol: read, problems } = parseProtocol(text);
  if (!read) throw new Error(problems[0]?.message);
  return read;
};
const lazy = (hours: number): Protocol =>
  protocol(`{id: lazy/${hours}, on: decision.opened, steps: [{step: consent, of: members, implicit: author, window: ${hours}h,
    each: 4wh, objection: {needs: [reason], clear: [objector], effect: block}, pass: t.open == 0, else: lapse}]}`);
const conduct = { ...USUAL_CONDUCT, responses: usualResponses() };
const { calibration } = calibrate([]);
const compared = (protocols: readonly Protocol[], seed = '1') =>
  compare({ protocols, conduct, calibration, seed, actors: 16, days: 45, from: FROM, worlds: 3 });

describe('playing a protocol', () => {
  it('[S1] is the same for the same seed, and another for another', () => {
    const both = [lazy(24), lazy(72)];
    expect(compared(both)).toEqual(compared(both));
    expect(compared(both).compared[0]?.figures).not.toEqual(compared(both, '2').compared[0]?.figures);
  });

  it('[S1] ends every run of the default protocols and of the ones that escalate, go elsewhere and ask again', () => {
    const chance = random('ends');
    const crew = crewOf({ actors: 24, from: FROM, to: FROM + 200 * DAY }, chance.of('crew'));
    const texts = [
      ...DEFAULT_PROTOCOLS.map(({ page }) => page),
      '{id: a/vote, on: decision.opened, steps: [{step: talk, of: anyone, window: 72h, pass: t.object == 0, else: goto:vote}, {step: vote, of: pmc, window: 24h..7d, pass: t.agree >= 3, stop: t.object >= 3, else: escalate:stewards}]}',
    ];
    for (const text of texts) {
      const { runs } = play({
        protocol: protocol(text),
        proposals: proposalsOf(crew, [protocol(text)], FROM, FROM + 60 * DAY, chance.of('proposals')),
        conduct: { ...conduct, objects: 0.3 },
        chance: chance.of('people'),
      });
      expect(runs.filter(({ outcome }) => outcome === null)).toEqual([]);
      const { when, lease } = protocol(text);
      if (when === undefined && lease === undefined) expect(runs.length).toBeGreaterThan(20);
    }
  });

  it('[R12] casts ballots where a step is voted on, however they are counted', () => {
    for (const method of ['condorcet', 'ranked', 'score:5', 'dot:3']) {
      const voted = protocol(
        `{id: a/ballot, on: decision.opened, steps: [{step: vote, of: members, method: "${method}", window: 72h, pass: "t.winner != 'none'", else: lapse}]}`,
      );
      expect(compared([voted]).compared[0]?.figures.accepted.mean, method).toBeGreaterThan(0.6);
    }
  });

  it('[S3] meets the same proposals and people under every protocol: a protocol does not differ from itself', () => {
    const [, twin] = compared([lazy(48), { ...lazy(48), id: 'lazy/twin' }]).compared;
    expect(twin?.difference.elapsed50).toEqual({ mean: 0, low: 0, high: 0 });
    expect(twin?.difference.gini).toEqual({ mean: 0, low: 0, high: 0 });
  });

  it('[S3] says by how much a longer window takes longer, and is sure of it', () => {
    const [, long] = compared([lazy(24), lazy(96)]).compared;
    expect(long?.difference.elapsed50?.low).toBeGreaterThan(6 * 3_600_000);
    expect(long?.difference.elapsed50?.high).toBeLessThan(96 * 3_600_000);
  });

  it('[S2] tells of people who are away in the elapsed time, not in the working time of who is asked', () => {
    const whose = () => ({ calendars: [{ from: 0, calendar: { zone: 'UTC', week: { mon: ['09:00-17:00'] } } }], team: 'a' });
    const monday = Date.parse('2026-03-02T16:00:00Z');
    const ask = { asked: 'raj', kind: 'answer', openedAt: monday } as const;
    const until = monday + 30 * DAY;
    const seen = observedIn(
      [
        { ...ask, status: 'answered', closedAt: monday + 7 * DAY },
        { ...ask, status: 'lapsed', closedAt: monday + DAY },
        { ...ask, status: 'open' },
      ],
      whose,
      until,
    );
    expect(seen.map(({ workedMs, answered }) => [workedMs / 3_600_000, answered])).toEqual([
      [8, true],
      [1, false],
      [1 + 4 * 8, false],
    ]);
  });
});

it('measures quantiles as is usual, and how unevenly a load is spread', () => {
  expect([quantile([1, 2, 3, 4], 0.5), quantile([1, 2, 3], 0.85), quantile([], 0.5)]).toEqual([2.5, 2.7, NaN]);
  expect([gini([1, 1, 1, 1]), gini([0, 0, 0, 4]), gini([0, 0])]).toEqual([0, 0.75, NaN]);
});

it('happens in the order of time, and of one moment in the order of writing', () => {
  const lines = agenda<string>();
  for (const [at, what] of [
    [3, 'd'],
    [1, 'a'],
    [2, 'c'],
    [1, 'b'],
  ] as const)
    lines.add(at, what);
  expect(lines.peek()).toBe(1);
  expect(Array.from({ length: 5 }, () => lines.next()?.what)).toEqual(['a', 'b', 'c', 'd', undefined]);
});
