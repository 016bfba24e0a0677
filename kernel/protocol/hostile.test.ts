import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
import { parseProtocol, type Problem } from './document.ts';
import { parseScenario } from './scenario.ts';
import { explain } from './explain.ts';

const whole = (step: string): string => `id: team/x\non: decision.opened\nsteps:\n  - {${step}}\n`;
const STEP = 'step: a, of: pmc, window: 72h, pass: t.open == 0, else: lapse';
const errors = (text: string): readonly Problem[] => parseProtocol(text).problems.filter(({ severity }) => severity === 'error');
const places = (text: string): readonly string[] => errors(text).map(({ line, column, code }) => `${line}:${column} ${code}`);

/** In ms. Far below the two seconds that nobody may exceed; a busy machine is no fault. */
const took = (act: () => unknown): number => {
  const from = processorTime();
  act();
  return processorTime() - from;
};

describe('bad input is refused at its place, with a sentence', () => {
  it.each([
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
      'too-many-aliases',
    ],
    ['an alias of itself', 'id: &a\n  b: *a\n', 'alias-cycle'],
    ['a megabyte', `# ${'x'.repeat(1_000_000)}\n`, 'too-long'],
    ['many brackets', '['.repeat(50_000), 'too-deep'],
    ['many levels', Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'too-deep'],
    ['many steps', `id: a\non: b.c\nsteps:\n${`  - {${STEP}}\n`.repeat(51)}`, 'too-many-steps'],
    ['a key twice', whole(`${STEP}, of: tsc`), 'yaml'],
    ['CEL that compares a text with a number', whole(STEP.replace('t.open == 0', "t.agree > 'x'")), 'condition-type'],
    ['CEL that gives no truth', whole(STEP.replace('t.open == 0', 't.agree + 1')), 'condition-type'],
    ['CEL of a name that there is not', whole(STEP.replace('t.open == 0', 't.votes > 3')), 'condition-type'],
    [
      'CEL that walks too deep',
      whole(STEP.replace('t.open == 0', '"p.a.all(x, p.b.all(y, p.c.all(z, z == y && y == x)))"')),
      'condition-too-deep',
    ],
    ['an unknown step', whole(STEP.replace('lapse', 'goto:nowhere')), 'unknown-step'],
    ['an unknown method', whole(`${STEP}, method: borda`), 'method-unknown'],
    ['an await without an end', whole(STEP.replace('72h', '24h..')), 'window-malformed'],
    ['an await for ever', whole(STEP.replace('72h', 'forever')), 'window-malformed'],
    ['an else that is left out', whole(STEP.replace(', else: lapse', '')), 'missing-key'],
    ['a duration of many millennia', whole(STEP.replace('72h', '0..999999999d')), 'duration-too-long'],
    ['a window that ends before it may', whole(STEP.replace('72h', '4d..2d')), 'window-backwards'],
    ['NUL bytes', 'id: a\0b', 'not-text'],
    ['a time zone that there is not', whole(STEP.replace('72h', '"0..Wed 18:00 in Mars/Olympus"')), 'window-malformed'],
    ['less than no time', whole(STEP.replace('72h', '-72h')), 'window-malformed'],
    ['no map at all', '- a\n- b\n', 'not-a-protocol'],
    ['two documents', `${whole(STEP)}---\n${whole(STEP)}`, 'two-documents'],
  ])('%s', (_, text, code) => {
    const found = errors(text);
    expect(found.map((one) => one.code)).toContain(code);
    for (const { line, column, message } of found) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
      expect(message).toMatch(/^.{10,500}$/s);
    }
    expect(took(() => parseProtocol(text))).toBeLessThan(500);
  });

  it('at the very line and column, also behind text in other scripts', () => {
    expect(places(whole(STEP.replace('t.open == 0', 't.open = 0')))).toEqual(['4:50 condition-syntax']);
    expect(places(`# 決定は木曜日に — ünïcödé 🚀\n${whole(STEP.replace('lapse', 'explode'))}`)).toEqual(['5:62 else-malformed']);
    expect(places(whole(STEP.replace('step: a', 'step: 審査').replace('pmc', 'コミッター')))).toEqual([]);
  });

  it('names the place of a NUL byte, and a day that there is not', () => {
    expect(places(`${whole(STEP)}# a\0b`)).toEqual(['5:4 not-text']);
    const story = `protocol: asf/lazy\nstart: 2026-02-30T09:00:00Z\nactors: { ines: { zone: Europe/Berlin, week: {mon-fri: "09:00-17:00"} } }\nartifact: { kind: decision, author: ines }\n`;
    expect(parseScenario(story).problems).toMatchObject([{ line: 2, column: 8, code: 'instant-malformed' }]);
  });

  it('names what is meant where people use the words of other tools', () => {
    const said = (step: string): string =>
      errors(whole(step))
        .map(({ message }) => message)
        .join(' ');
    expect(said(`${STEP}, timeout: 3d`)).toContain('write "window"');
    expect(said(`${STEP}, approvers: tsc`)).toContain('write "of"');
    expect(said(`${STEP}, quorum: 3`)).toContain('t.cast');
    expect(said(`${STEP}, stay: 3d`)).toContain('beside "steps"');
    expect(said(STEP.replace('t.open == 0', '"t.open == 0 and t.agree > 1"'))).toContain('write &&');
    expect(said(`${STEP}, method: approval`)).toContain('score:1');
    expect(said(STEP.replace('pmc', '2 of pmc'))).toContain('pick 2');
  });
});

describe('whatever is written', () => {
  const word = fc.constantFrom(
    'id', 'on', 'steps', 'step', 'of', 'window', 'pass', 'else', 'lease', 'by', 'ttl', 'method', 'options', 'stay', 'floor', 'do', 'when', 'a', 'pmc', '72h', '0..2wd',
    't.open == 0', 'true', 'lapse', 'goto:a', '"back:a"', 'condorcet', '*x', '&x', '- ', ': ', '\n', '\n  ', '\n  - ', '{', '}', '[', ']', ', ', '"', "'", '|', '>', '#', '---\n', '🚀', '\u202e', '\t', '(a + b) pick 1', 'schedule:Mon 09:00',
  ); // prettier-ignore
  const soup = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(word, { maxLength: 120 }).map((words) => words.join('')),
    fc.array(word, { maxLength: 12 }).map((words) => whole(`${STEP}, ${words.join(' ')}`)),
    fc
      .tuple(fc.constantFrom('of', 'window', 'pass', 'else', 'step', 'remind', 'method', 'stay'), fc.string({ maxLength: 60 }))
      .map(([key, value]) => whole(`${STEP.replace(new RegExp(`${key}: [^,]*`), '_: 1')}, ${key}: ${JSON.stringify(value)}`)),
  );

  it('reading never throws, ends soon, and gives either a protocol that can be explained or an error with its place', () => {
    fc.assert(
      fc.property(soup, (text) => {
        let read: ReturnType<typeof parseProtocol> | undefined;
        expect(took(() => (read = parseProtocol(text)))).toBeLessThan(1_000);
        if (read?.protocol) expect(explain(read.protocol)).not.toBe('');
        else
          expect(read?.problems.some(({ severity, line, column }) => severity === 'error' && line > 0 && column > 0)).toBe(true);
        expect(parseScenario(text).problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });
});
