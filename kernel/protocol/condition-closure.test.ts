import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile, type Asked } from './condition.ts';
import type { Fact } from './world.ts';

const scalar: fc.Arbitrary<Fact> = fc.oneof(
  fc.integer({ min: -3, max: 5 }),
  fc.constantFrom(0.5, 2.5, -1.5, 9_007_199_254_740_991, 1e300),
  fc.constantFrom('green', 'red', '', 'gréen🚀'),
  fc.boolean(),
  fc.constant(null),
);
const fact: fc.Arbitrary<Fact> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ y: scalar }) },
);
const asked: fc.Arbitrary<Asked> = fc.record({
  p: fc.dictionary(fc.constantFrom('x', 'y', 'z', 'labels'), fact),
  age: fc.integer({ min: 0, max: 400 * 3_600_000 }),
  now: fc.constant(0),
  t: fc.record({
    size: fc.nat(5),
    cast: fc.nat(5),
    agree: fc.nat(5),
    abstain: fc.nat(5),
    object: fc.nat(5),
    silent: fc.nat(5),
    open: fc.nat(2),
    winner: fc.constantFrom('none', 'agree'),
  }),
});

const operand = fc.constantFrom(
  'p.x',
  'p.y',
  'p.z',
  'p.x.y',
  "p['y']",
  't.agree',
  't.size',
  't.winner',
  '2',
  '2.5',
  "'green'",
  'true',
  't.agree * 2',
  't.size - 1',
  'p.labels.size()',
  'size(p.x)',
  'p.x + 1',
);
const comparison = fc.oneof(
  fc.tuple(operand, fc.constantFrom('==', '!=', '<', '<=', '>', '>='), operand).map((parts) => parts.join(' ')),
  fc.tuple(operand, fc.constantFrom('p.labels', 'p.x')).map((parts) => parts.join(' in ')),
  fc
    .tuple(fc.constantFrom('p.x', 'p.y'), fc.constantFrom('startsWith', 'endsWith', 'contains'))
    .map(([of, name]) => `${of}.${name}('gr')`),
  fc.constantFrom("p.age > duration('168h')", "p.age <= duration('1h30m')", 'p.x', 'p.z.y'),
);
const condition = fc.oneof(
  comparison,
  fc.tuple(comparison, fc.constantFrom('&&', '||'), comparison).map(([a, op, b]) => `!(${a}) ${op} (${b})`),
);

it('[P2] a condition compiled to closures says what CEL says, whatever the facts are', () => {
  fc.assert(
    fc.property(condition, asked, (source, given) => {
      const compiled = compile(source);
      if (compiled.refused) return;
      expect(compiled.ok.holds(given).holds, source).toBe(compiled.ok.reasoned(given));
    }),
    { numRuns: 3_000 },
  );
});
