import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../time/duration.ts';
import { compile } from './condition.ts';
import { DEFAULT_PROTOCOLS } from './defaults.ts';
import { parseProtocol, type Protocol } from './document.ts';
import { explain } from './explain.ts';
import { stricter, withFloors } from './floors.ts';
import { protocolOf } from './story.ts';
import { rolesIn } from './who.ts';

const GALLERY = join(import.meta.dirname, 'gallery');
const all: readonly Protocol[] = [
  ...DEFAULT_PROTOCOLS.map(({ page }) => page),
  ...readdirSync(GALLERY, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(GALLERY, file), 'utf8')),
].flatMap((text) => parseProtocol(text).protocol ?? []);
const known = (id: string): Protocol => {
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};
const rule = (step: string): Protocol => protocolOf(`id: x\non: decision.opened\nsteps:\n  - {step: a, ${step}, else: lapse}\n`);
const [first] = [(protocol: Protocol) => protocol.steps[0]];

describe('[P4] floors', () => {
  const quick = rule('of: members, window: 4h, each: 1wh, pass: t.open == 0');

  it('raise the least time, the working time of each, and who must agree', () => {
    const floor = rule('of: pmc, window: 48h, each: 8wh, requires: [legal], pass: t.agree >= 1');
    expect(first(withFloors(quick, [floor]))).toMatchObject({
      of: { who: 'role', name: 'members' },
      window: { min: '48h', max: null },
      each: '8wh',
      requires: ['legal'],
      pass: 't.open == 0',
    });
  });

  it('are what a protocol says under `floor`, where it says it, and not its steps', () => {
    const floor = {
      ...rule('of: pmc, window: 96h, pass: t.agree >= 3'),
      floor: { window: '24h', requires: ['legal'], guard: "p.ci == 'green'" },
    };
    expect(first(withFloors(quick, [floor]))).toMatchObject({
      window: { min: '24h', max: null },
      each: '1wh',
      requires: ['legal'],
      pass: "(t.open == 0) && (p.ci == 'green')",
    });
    expect(withFloors(quick, [{ ...floor, floor: {} }])).toEqual(quick);
  });

  it('lower nothing, and leave what asks for an answer as it is', () => {
    const slow = rule('of: members, window: 96h, each: 2wd, pass: t.open == 0');
    expect(withFloors(slow, [quick])).toEqual(slow);
    const answers = rule('of: members, ask: answer, window: 0..4wh, pass: t.cast >= 1');
    expect(withFloors(answers, [rule('of: members, window: 48h, pass: t.open == 0')])).toEqual(answers);
    expect(withFloors(quick, [answers])).toEqual(quick);
  });

  it('let a window end later where its latest moment would come before the least', () => {
    const short = rule('of: members, window: 0..12h, pass: t.agree >= 1');
    expect(first(withFloors(short, [rule('of: members, window: 48h, pass: t.open == 0')]))?.window).toEqual({
      form: 'range',
      min: '48h',
      max: null,
    });
  });

  it('guard what would be skipped: only where they would be skipped, too', () => {
    const small = rule('of: members, skip_if: p.score < 50.0, window: 24h, pass: t.agree >= 1');
    const guarded = rule('of: members, skip_if: p.score < 20.0, window: 24h, pass: t.agree >= 1');
    expect(first(withFloors(small, [guarded]))?.skip_if).toBe('(p.score < 50.0) && (p.score < 20.0)');
    expect(first(withFloors(small, [quick]))?.skip_if).toBe('(p.score < 50.0) && (false)');
  });
});

describe('[P5] the stricter of two', () => {
  it('asks whom both ask, for as long as either, and passes where both do', () => {
    const one = stricter(known('amend/default'), known('asf/code-rtc'));
    const step = first(one);
    expect(step && rolesIn(step.of)).toEqual(expect.arrayContaining(['contributors']));
    expect(step?.window).toMatchObject({ min: '72h' });
    expect(stricter(known('amend/default'), known('claim/default'))).toEqual(known('amend/default'));
    expect(first(stricter(known('amend/default'), known('decide/one-way')))).toMatchObject({ each: '16wh', amend: 'all' });
  });

  const tally = fc.record({
    size: fc.nat(9),
    cast: fc.nat(9),
    agree: fc.nat(9),
    abstain: fc.nat(9),
    object: fc.nat(9),
    silent: fc.nat(9),
    open: fc.nat(3),
  });
  const pair = fc.tuple(fc.constantFrom(...all), fc.constantFrom(...all)).filter(([one]) => !one.lease);
  type Stances = typeof tally extends fc.Arbitrary<infer T> ? T : never;
  const holds = (source: string, t: Stances): boolean => {
    const condition = compile(source);
    return !condition.refused && condition.ok.holds({ p: {}, age: 0, now: 0, t: { winner: 'none', ...t } }).holds;
  };
  const hours = (text: string | undefined): number => {
    const read = parseDuration(text ?? '0');
    return read.refused ? 0 : read.ok.amount * ({ m: 1 / 60, h: 1, d: 24, w: 168, wh: 1, wd: 8 } as const)[read.ok.unit];
  };

  it('never passes what one of the two would not, never sooner, and of nobody fewer is asked', () => {
    fc.assert(
      fc.property(pair, tally, ([one, other], t) => {
        const combined = stricter(one, other);
        expect(combined.steps.map(({ step }) => step)).toEqual(one.steps.map(({ step }) => step));
        for (const [index, step] of combined.steps.entries()) {
          const before = one.steps[index];
          if (!before) throw new Error('a step is gone');
          if (holds(step.pass, t)) expect(holds(before.pass, t)).toBe(true);
          expect(hours(step.each)).toBeGreaterThanOrEqual(hours(before.each));
          if (step.window.form === 'range' && before.window.form === 'range')
            expect(hours(step.window.min)).toBeGreaterThanOrEqual(hours(before.window.min));
          expect(rolesIn(step.of)).toEqual(expect.arrayContaining([...rolesIn(before.of)]));
          expect(step.requires ?? []).toEqual(expect.arrayContaining([...(before.requires ?? [])]));
        }
        expect(explain(combined)).toBe(explain(stricter(one, other)));
      }),
      { numRuns: 300 },
    );
  });

  it('holds what the other says of stances, too', () => {
    const veto = rule('of: pmc, window: 24h, pass: t.agree >= 3 && t.open == 0');
    fc.assert(
      fc.property(tally, (t) => {
        const step = first(stricter(known('amend/default'), veto));
        if (step && holds(step.pass, t)) expect(holds('t.agree >= 3 && t.open == 0', t)).toBe(true);
      }),
    );
  });

  it('holds all that the other asks for itself, whatever it asks of the spaces below', () => {
    const free = protocolOf(
      'id: x\non: decision.opened\nfloor: {}\nstay: {for: 48h}\nsteps:\n  - {step: a, of: pmc, window: 96h, each: 16wh, pass: t.open == 0, else: lapse}\n',
    );
    const combined = stricter(known('amend/default'), free);
    expect(combined).toMatchObject({ stay: { for: '48h' }, steps: [{ window: { min: '96h' }, each: '16wh' }] });
  });

  it('of itself is itself', () => {
    for (const one of all.filter(({ id }) => id === 'amend/default' || id === 'decide/default'))
      expect(stricter(one, one)).toEqual(one);
  });
});
