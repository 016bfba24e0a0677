import { describe, expect, it } from 'vitest';
import { parseProtocol } from './document.ts';
import { explain } from './explain.ts';
import { takesEffect } from './run-event.ts';
import { nextMoment } from './run.ts';
import { endingOf } from './ending.ts';
import { at, drive, outcomeOf, protocolOf, short, tell } from './story.ts';

const steps = `{ step: consent, of: team, window: 24h, pass: t.open == 0, else: lapse }`;
const irreversible = '{ kind: decision, title: Delete the old data, author: ines, irreversible: true }';

describe('a stay', () => {
  it('[R9] what is irreversible takes effect a day after it was accepted', () => {
    const lines = tell({ steps, artifact: irreversible });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-05T08:00:00Z');
    expect(lines.at(-1)?.because).toContain('; it takes effect 24 hours later, unless 2 object until then (R9)');
    expect(short(lines, 'effect')).toEqual(['05-06T08:00 effect']);
    expect(short(tell({ steps }), 'effect')).toEqual([]);
  });

  it('[R9] two late objections hold it: it is open again, with both in it', () => {
    const lines = tell({
      steps,
      artifact: irreversible,
      events: `
  - { at: 2026-05-05T09:00:00Z, by: raj, stance: object, reason: the backup is not proven }
  - { at: 2026-05-05T10:00:00Z, by: tomas, stance: object, reason: nor is the export }`,
    });
    expect(short(lines, 'step-opened', 'effect')).toEqual(['05-04T08:00 step-opened consent', '05-05T10:00 step-opened consent']);
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-06T10:00:00Z');
    expect(lines.filter(({ kind }) => kind === 'step-opened')[1]?.because).toContain(
      'raj and tomas hold it before it takes effect',
    );
  });

  it('[R9] one is not enough, nor are those of the author and of whoever may not hold it', () => {
    const late = `
  - { at: 2026-05-05T09:00:00Z, by: raj, stance: object, reason: the backup is not proven }
  - { at: 2026-05-05T10:00:00Z, by: ines, stance: object, reason: second thoughts }`;
    expect(short(tell({ steps, artifact: irreversible, events: late }), 'effect')).toHaveLength(1);
    const drive1 = drive({ steps, artifact: irreversible });
    drive1.do({ type: 'tick' }, at('05T08:00'));
    expect(endingOf(drive1.state())).toEqual({
      at: at('06T08:00'),
      sentence: 'Takes effect unless 2 object',
      follows: 'the decision takes effect',
    });
    expect(nextMoment(drive1.state())).toBe(at('06T08:00'));
    expect(drive1.events.filter(takesEffect)).toHaveLength(0);
    drive1.do({ type: 'tick' }, at('06T08:00'));
    expect(drive1.events.filter(takesEffect)).toHaveLength(1);
    expect(nextMoment(drive1.state())).toBeNull();
    const after = drive1.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'late' }, at('06T09:00'));
    expect(after).toMatchObject({ ok: [{ type: 'objection', objection: { status: 'late' } }] });
  });

  it('[R9] a protocol says how long, how many and whose', () => {
    const text = `{ id: x/y, on: decision.opened, stay: { for: 2wd, sponsors: 1, of: lead }, do: { pass: [publish] }, steps: [${steps}] }`;
    expect(explain(protocolOf(text))).toContain(
      'What is accepted waits 2 working days before it takes effect, and is open again if the *lead* objects until then.',
    );
    const { problems } = parseProtocol(`{ id: x/y, on: decision.opened, stay: 0, steps: [${steps}] }`);
    expect(problems.map(({ code }) => code)).toContain('duration-malformed');
  });
});

describe('a step that repeats', () => {
  it('[R2] is held again before its `else` applies', () => {
    const lines = tell({
      steps: '{ step: page, of: chair, window: 0..1h, repeat: 2, pass: t.agree >= 1, else: "escalate:lead" }',
    });
    expect(short(lines, 'step-opened', 'escalated')).toEqual([
      '05-04T08:00 step-opened page',
      '05-04T09:00 step-opened page',
      '05-04T10:00 step-opened page',
      '05-04T11:00 escalated page',
      '05-04T11:00 step-opened page',
    ]);
  });

  it('[R2] is not opened more often than that by a step that sends back to it', () => {
    const lines = tell({
      steps: `{ step: first, of: team, window: 0..1h, repeat: 5, pass: "false", else: proceed },
              { step: second, of: lead, window: 0..1h, pass: t.agree >= 1, else: "back:first" }`,
    });
    expect(short(lines, 'step-opened').filter((line) => line.endsWith('first'))).toHaveLength(6);
    expect(lines.at(-1)).toMatchObject({ outcome: 'lapsed', because: 'first has been opened 6 times; propose anew (R2)' });
  });

  it('[R2] is counted anew when another step sends back to it', () => {
    const lines = tell({
      steps: `{ step: first, of: chair, window: 0..1h, repeat: 1, pass: t.agree >= 1, else: "goto:second" },
              { step: second, of: lead, window: 0..1h, pass: t.agree >= 1, else: "back:first" }`,
    });
    expect(short(lines, 'step-opened').slice(0, 5)).toEqual([
      '05-04T08:00 step-opened first',
      '05-04T09:00 step-opened first',
      '05-04T10:00 step-opened second',
      '05-04T11:00 step-opened first',
      '05-04T12:00 step-opened first',
    ]);
  });
});

describe('what cannot end', () => {
  const problemsOf = (text: string) =>
    parseProtocol(`id: x\non: decision.opened\nsteps:\n${text}`).problems.filter(({ severity }) => severity === 'error');

  it('[P6] steps that lead only to each other are refused, with the round that they make', () => {
    const found = problemsOf(`  - { step: a, of: x, window: 0..1h, pass: "false", else: "goto:b" }
  - { step: b, of: y, window: 0..1h, pass: "false", else: "back:a" }`);
    expect(found).toMatchObject([{ code: 'never-ends', line: 4, column: 59 }]);
    expect(found[0]?.message).toContain('a → b → a');
  });

  it('[P6] a round out of which something leads is none', () => {
    expect(
      problemsOf(`  - { step: a, of: x, window: 0..1h, pass: t.agree >= 1, else: "goto:b" }
  - { step: b, of: y, window: 0..1h, pass: "false", else: "back:a" }`),
    ).toEqual([]);
  });
});
