import { describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { variantsOf } from './mending.ts';

const terms = (typed: string) =>
  ask(typed)
    .terms.filter(({ extra }) => !extra)
    .map(({ either }) => either.map((one) => one.join(' ')).join(' or '));

it('takes words one by one, and signs for nothing', () => {
  expect(terms('how do I request Time-off?')).toEqual(['how', 'do', 'i', 'request', 'time', 'off']);
  expect(terms('  100% remote_ & | ! <-> (x) ')).toEqual(['100', 'remote', 'x']);
  expect(terms('')).toEqual([]);
});

it('keeps together what stands in quotes, closed or not', () => {
  expect(ask('"time off" request').terms).toMatchObject([
    { either: [['time', 'off']], quoted: true },
    { either: [['request']], quoted: false },
  ]);
  expect(ask('"time off').terms).toMatchObject([{ either: [['time', 'off']], quoted: true }]);
  expect(ask('"" "" x').terms).toHaveLength(1);
});

it('puts aside what a minus stands before, and only then', () => {
  expect(ask('time -off -"sick leave" on-call - x')).toMatchObject({ without: [['off'], ['sick', 'leave']] });
  expect(terms('time -off -"sick leave" on-call - x')).toEqual(['time', 'on', 'call', 'x']);
});

it('lets one of several stand for the others, and takes an `or` with nothing before or behind it for nothing', () => {
  expect(terms('paris or berlin rain')).toEqual(['paris or berlin', 'rain']);
  expect(terms('a or b or c')).toEqual(['a or b or c']);
  expect(terms('or x')).toEqual(['or', 'x']);
  expect(terms('x or')).toEqual(['x']);
});

it('knows filters by their names, whatever they hold, and takes the rest for words', () => {
  expect(ask('x space:platform -kind:comment by:"Ines Prado" in:hr before:2026-03 is:open').filters).toEqual([
    { name: 'space', value: 'platform', not: false },
    { name: 'kind', value: 'comment', not: true },
    { name: 'by', value: 'Ines Prado', not: false },
    { name: 'space', value: 'hr', not: false },
    { name: 'before', value: '2026-03', not: false },
    { name: 'is', value: 'open', not: false },
  ]);
  expect(terms('std:vector space: 10:30 constructor:x')).toEqual(['std', 'vector', 'space', '10', '30', 'constructor', 'x']);
});

it('finds a number that stands alone', () => {
  expect(['#142', '142', '#142 x', '1234567890', '#', '142 space:x'].map((typed) => ask(typed).number)).toEqual([
    142,
    142,
    null,
    null,
    null,
    142,
  ]);
});

it('says which word perhaps goes on: the last, while nothing stands behind it', () => {
  expect(ask('time of').terms.map(({ begun }) => begun)).toEqual([false, true]);
  expect(ask('time of ').terms.map(({ begun }) => begun)).toEqual([false, false]);
  expect(ask('who pays for time off?').terms.some(({ begun }) => begun)).toBe(false);
  expect(ask('"time of"').terms.map(({ begun }) => begun)).toEqual([false]);
});

it('takes a run of a script without spaces for its pairs in a row, and one character for itself', () => {
  expect(ask('小明的').terms).toMatchObject([{ either: [['小明', '明的']] }]);
  expect(ask('小').terms).toMatchObject([{ either: [['小']] }]);
  expect(terms('plan小明 x')).toEqual(['plan', '小明', 'x']);
});

it('bears whatever is typed, in time that grows with its length', () => {
  for (const typed of [
    '"'.repeat(400),
    '-'.repeat(400),
    'a:'.repeat(200),
    '-"'.repeat(200),
    'or '.repeat(130),
    'x-'.repeat(200),
    '\u202E\u0000',
    '👩‍👩‍👧'.repeat(40),
  ])
    expect(ask(typed).terms.length).toBeLessThanOrEqual(24);
});

describe('A slip of the finger', () => {
  it('is looked for in short words by all that one slip makes of them', () => {
    expect(variantsOf('pgae')).toContain('page');
    expect(variantsOf('pge')).toContain('page');
    expect(variantsOf('pagge')).toContain('page');
    expect(variantsOf('pahe')).toContain('page');
    expect(variantsOf('pag')).toContain('page');
    expect(variantsOf('handbook')).toEqual([]);
  });
});
