import { describe, expect, it } from 'vitest';
import { at, drive, outcomeOf, PEOPLE, short, tell } from './story.ts';

const lazy = (objection = ''): string =>
  `{step: hear, of: team, exclude: author, window: 24h..9d, ${objection}pass: t.open == 0, else: lapse}`;
const objects = (when: string, by: string, reason = 'it is slow'): string =>
  `  - { at: 2026-05-${when}:00Z, by: ${by}, stance: object, reason: ${reason} }`;
const NO = objects('04T10:00', 'raj');

describe('[R4] an objection', () => {
  it('blocks until whoever raised it resolves it', () => {
    expect(outcomeOf(tell({ steps: lazy(), events: NO }))).toBe('lapsed 2026-05-13T08:00:00Z');
    expect(outcomeOf(tell({ steps: lazy(), events: `${NO}\n  - { at: 2026-05-06T07:00:00Z, by: raj, resolve: raj }` }))).toBe(
      'accepted 2026-05-06T07:00:00Z',
    );
  });

  it('is withdrawn by its author, in words or by another stance', () => {
    expect(
      outcomeOf(tell({ steps: lazy(), events: `${NO}\n  - { at: 2026-05-06T07:00:00Z, by: raj, withdraw_objection: true }` })),
    ).toBe('accepted 2026-05-06T07:00:00Z');
    expect(outcomeOf(tell({ steps: lazy(), events: `${NO}\n  - { at: 2026-05-06T08:00:00Z, by: raj, stance: abstain }` }))).toBe(
      'accepted 2026-05-06T08:00:00Z',
    );
  });

  it('is cleared by whom clear names, and by nobody else', () => {
    const steps = lazy('objection: {clear: [objector, lead]}, ');
    expect(outcomeOf(tell({ steps, events: `${NO}\n  - { at: 2026-05-06T21:00:00Z, by: mere, resolve: raj }` }))).toBe(
      'accepted 2026-05-06T21:00:00Z',
    );
    tell({ steps, events: `${NO}\n  - { at: 2026-05-06T07:00:00Z, by: ines, resolve: raj, refused: may-not-clear }` });
    tell({ steps: lazy(), events: `${NO}\n  - { at: 2026-05-06T07:00:00Z, by: mere, resolve: raj, refused: may-not-clear }` });
    tell({ steps: lazy(), events: '  - { at: 2026-05-06T07:00:00Z, by: raj, resolve: raj, refused: no-such-objection }' });
  });

  it('without a reason is invalid where it was written elsewhere, and refused where it can still be given', () => {
    const events = '  - { at: 2026-05-04T10:00:00Z, by: raj, stance: object }';
    const lines = tell({ steps: lazy(), events });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-05T08:00:00Z');
    expect(lines.find(({ kind }) => kind === 'objection')?.because).toContain('no reason, so it is invalid (R4)');
    const run = drive({ steps: lazy('objection: {needs: [reason, alternative]}, ') });
    expect(run.do({ type: 'stance', by: 'raj', stance: 'object', reason: ' ' }, at('04T10:00'))).toMatchObject({
      code: 'reason-required',
      field: '/reason',
    });
    expect(run.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'no' }, at('04T10:00'))).toMatchObject({
      code: 'alternative-required',
      field: '/alternative',
    });
  });

  it('owes nothing to a reply once it has ended', () => {
    const steps = '{step: hear, of: team, exclude: author, window: 24h, objection: record, pass: "true", else: proceed}';
    tell({ steps, events: `${NO}\n  - { at: 2026-05-06T07:00:00Z, by: ines, reply: raj, text: it is not, refused: run-ended }` });
  });

  it('is ruled invalid by the role that judges it, with a reason', () => {
    const steps = lazy('objection: {valid: lead}, ');
    expect(
      outcomeOf(
        tell({ steps, events: `${NO}\n  - { at: 2026-05-06T21:00:00Z, by: mere, invalid: raj, reason: a matter of taste }` }),
      ),
    ).toBe('accepted 2026-05-06T21:00:00Z');
    tell({ steps, events: `${NO}\n  - { at: 2026-05-06T21:00:00Z, by: mere, invalid: raj, refused: reason-required }` });
    tell({ steps, events: `${NO}\n  - { at: 2026-05-06T21:00:00Z, by: ines, invalid: raj, reason: no, refused: may-not-rule }` });
    tell({
      steps: lazy(),
      events: `${NO}\n  - { at: 2026-05-06T21:00:00Z, by: mere, invalid: raj, reason: no, refused: nobody-rules }`,
    });
  });

  it('is overruled by a named role, in writing', () => {
    const steps = lazy('objection: {overrule: lead}, ');
    const lines = tell({
      steps,
      events: `${NO}\n  - { at: 2026-05-06T21:00:00Z, by: mere, overrule: raj, reason: speed is measured next quarter }`,
    });
    expect(lines.findLast(({ kind }) => kind === 'objection')?.because).toBe(
      'overruled: mere overrules it for lead: speed is measured next quarter (R4)',
    );
    tell({ steps, events: `${NO}\n  - { at: 2026-05-06T21:00:00Z, by: mere, overrule: raj, refused: reason-required }` });
    tell({
      steps: lazy(),
      events: `${NO}\n  - { at: 2026-05-06T21:00:00Z, by: mere, overrule: raj, reason: no, refused: nobody-overrules }`,
    });
  });

  it('owes an answer: a reply opens an await on its author, and unanswered it goes stale', () => {
    const reply = '  - { at: 2026-05-05T07:00:00Z, by: ines, reply: raj, text: how slow? }';
    const lines = tell({ steps: lazy('objection: {stale: 3d}, '), events: `${NO}\n${reply}` });
    expect(short(lines, 'objection', 'outcome')).toEqual([
      '05-04T10:00 objection hear raj',
      '05-08T07:00 objection hear raj',
      '05-08T07:00 outcome accepted',
    ]);
    const working = tell({ steps: lazy('objection: {stale: 2wd}, '), events: `${NO}\n${reply}` });
    expect(outcomeOf(working)).toBe('accepted 2026-05-07T07:00:00Z');
  });

  it('stands when the answer comes in time', () => {
    const events = `${NO}\n  - { at: 2026-05-05T07:00:00Z, by: ines, reply: raj, text: how slow? }\n  - { at: 2026-05-05T08:00:00Z, by: ines, reply: raj, text: really?, refused: already-asked }\n  - { at: 2026-05-06T07:00:00Z, by: raj, stand: twice as slow }\n  - { at: 2026-05-06T08:00:00Z, by: raj, stand: very, refused: nothing-asked }`;
    expect(outcomeOf(tell({ steps: lazy('objection: {stale: 3d}, '), events }))).toBe('lapsed 2026-05-13T08:00:00Z');
  });

  it('waits for an objector who is on leave rather than going stale behind their back', () => {
    const events = `${NO}\n  - { at: 2026-05-05T07:00:00Z, by: raj, leave: { from: 2026-05-05T07:00:00Z, to: 2026-05-09T00:00:00Z } }\n  - { at: 2026-05-05T07:30:00Z, by: ines, reply: raj, text: how slow? }`;
    expect(outcomeOf(tell({ steps: lazy('objection: {stale: 1wd}, '), events }))).toBe('accepted 2026-05-12T04:30:00Z');
  });

  it('can count instead of blocking', () => {
    const steps = '{step: vote, of: team, window: 24h, objection: count, pass: t.agree > t.object && t.open == 0, else: lapse}';
    const events = `${NO}\n  - { at: 2026-05-04T12:00:00Z, by: ines, stance: agree }\n  - { at: 2026-05-04T12:00:00Z, by: tomas, stance: agree }`;
    expect(outcomeOf(tell({ steps, events }))).toBe('accepted 2026-05-05T08:00:00Z');
  });

  it('can be recorded only', () => {
    expect(outcomeOf(tell({ steps: lazy('objection: record, '), events: NO }))).toBe('accepted 2026-05-05T08:00:00Z');
  });

  it('of somebody without a seat is recorded and does not block', () => {
    const lines = tell({ steps: lazy(), events: objects('04T22:00', 'mere') });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-05T08:00:00Z');
    expect(lines.find(({ kind }) => kind === 'objection')?.because).toContain('R3');
  });

  it('binds only from those whom the protocol names', () => {
    const steps = '{step: hear, of: anyone, window: 24h, objection: {from: team}, pass: t.open == 0, else: lapse}';
    expect(outcomeOf(tell({ steps, events: objects('04T22:00', 'mere') }))).toBe('accepted 2026-05-05T08:00:00Z');
    expect(outcomeOf(tell({ steps, events: NO }))).toBe('lapsed 2026-05-05T08:00:00Z');
  });

  it('follows the run into the next step', () => {
    const steps =
      '{step: a, of: team, window: 24h, pass: "true", else: proceed}, {step: b, of: lead, window: 24h, pass: t.open == 0, else: lapse}';
    expect(outcomeOf(tell({ steps, events: NO }))).toBe('lapsed 2026-05-06T08:00:00Z');
    expect(outcomeOf(tell({ steps, events: `${NO}\n  - { at: 2026-05-05T12:00:00Z, by: raj, resolve: raj }` }))).toBe(
      'accepted 2026-05-06T08:00:00Z',
    );
  });

  it('is overruled by the role to which the step was escalated, which needs a reason', () => {
    const steps = lazy().replace('24h..9d', '24h').replace('else: lapse', 'else: "escalate:lead"');
    const events = `${NO}\n  - { at: 2026-05-05T21:00:00Z, by: mere, stance: agree }`;
    const lines = tell({ steps, events: `${events.replace('agree }', 'agree, reason: we can measure }')}` });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-05T21:00:00Z');
    expect(lines.findLast(({ kind }) => kind === 'objection')?.because).toContain('overruled: lead overrules it: we can measure');
    tell({ steps, events: events.replace('agree }', 'agree, refused: reason-required }') });
  });
});

describe('[R5] history', () => {
  const steps =
    '{step: sign, of: team, window: 0..30d, pass: t.agree >= 2 && t.open == 0, else: lapse}, {step: final, of: anyone, window: 3d, objection: {from: team, effect: "back:sign"}, pass: t.open == 0, else: lapse}';
  const signed =
    '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T10:00:00Z, by: ines, stance: agree }';

  it('counts: an objection raised and resolved before the window ends still restarts what the protocol says', () => {
    const events = `${signed}\n${objects('05T12:00', 'tomas')}\n  - { at: 2026-05-05T13:00:00Z, by: tomas, resolve: tomas }`;
    expect(short(tell({ steps, events }), 'step-opened', 'outcome')).toEqual([
      '05-04T08:00 step-opened sign',
      '05-04T10:00 step-opened final',
      '05-05T12:00 step-opened sign',
      '05-05T13:00 step-opened final',
      '05-08T13:00 outcome accepted',
    ]);
  });

  it('restarts nothing for one that is invalid or does not bind', () => {
    const invalid = `${signed}\n  - { at: 2026-05-05T12:00:00Z, by: tomas, stance: object }\n${objects('05T22:00', 'mere')}`;
    expect(outcomeOf(tell({ steps, events: invalid }))).toBe('accepted 2026-05-07T10:00:00Z');
  });
});

describe('[R8] somebody leaves', () => {
  it('[R4] and who answers for their objection owes answers to replies as soon as anybody would', () => {
    const steps = lazy('objection: {stale: 1d}, ').replace('24h..9d', '24h..20d');
    const actors = PEOPLE.replace(
      'week: { mon-fri: "10:00-18:00" }, roles: [team]',
      'week: { mon-fri: "10:00-18:00" }, roles: [team], deputies: [mere]',
    );
    const events = `${NO}
  - { at: 2026-05-04T11:00:00Z, by: raj, leaves: true }
  - { at: 2026-05-05T00:00:00Z, by: mere, stand: it is slow indeed }
  - { at: 2026-05-05T09:00:00Z, by: ines, reply: raj, text: measured again }`;
    const lines = tell({ steps, actors, events });
    expect(short(lines, 'asked').at(-1)).toBe('05-05T09:00 asked hear mere');
    expect(short(lines, 'deadline-moved')).toEqual([]);
    expect(outcomeOf(lines)).toBe('accepted 2026-05-06T09:00:00Z');
  });

  it('and their stance stands, while an unanswered seat leaves the denominator', () => {
    const steps = '{step: a, of: team, window: 0..9d, pass: t.cast == t.size && t.agree == 2, else: lapse}';
    const events =
      '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T10:00:00Z, by: raj, leaves: true }\n  - { at: 2026-05-04T11:00:00Z, by: ines, stance: agree }\n  - { at: 2026-05-05T11:00:00Z, by: tomas, leaves: true }';
    const lines = tell({ steps, events });
    expect(short(lines, 'excused', 'outcome')).toEqual(['05-05T11:00 excused a tomas', '05-05T11:00 outcome accepted']);
  });

  it('and their deputy answers for their objection for five working days, then it goes stale', () => {
    const actors = PEOPLE.replace('raj: {', 'raj: { deputies: [ines, mere],');
    const lines = tell({ steps: lazy(), actors, events: `${NO}\n  - { at: 2026-05-05T07:00:00Z, by: raj, leaves: true }` });
    // Mere, not Ines, who proposed. Five days in Auckland from Tuesday evening there.
    expect(short(lines, 'asked').at(-1)).toBe('05-05T07:00 asked hear mere');
    expect(outcomeOf(lines)).toBe('accepted 2026-05-12T21:00:00Z');
  });

  it('and the deputy may keep or resolve it', () => {
    const actors = PEOPLE.replace('raj: {', 'raj: { deputies: [mere],');
    const left = `${NO}\n  - { at: 2026-05-05T07:00:00Z, by: raj, leaves: true }`;
    expect(
      outcomeOf(
        tell({ steps: lazy(), actors, events: `${left}\n  - { at: 2026-05-06T22:00:00Z, by: mere, stand: it is still slow }` }),
      ),
    ).toBe('lapsed 2026-05-13T08:00:00Z');
    expect(
      outcomeOf(tell({ steps: lazy(), actors, events: `${left}\n  - { at: 2026-05-06T22:00:00Z, by: mere, resolve: raj }` })),
    ).toBe('accepted 2026-05-06T22:00:00Z');
  });

  it('without a deputy leaves an objection that goes stale by itself', () => {
    expect(outcomeOf(tell({ steps: lazy(), events: `${NO}\n  - { at: 2026-05-05T07:00:00Z, by: raj, leaves: true }` }))).toBe(
      'accepted 2026-05-12T07:00:00Z',
    );
  });

  it('and when nobody is left to ask, the step fails closed', () => {
    const steps = '{step: a, of: lead, window: 24h, pass: t.open == 0, else: lapse}';
    expect(outcomeOf(tell({ steps, events: '  - { at: 2026-05-04T10:00:00Z, by: mere, leaves: true }' }))).toBe(
      'lapsed 2026-05-04T10:00:00Z',
    );
  });
});

describe('[R9] a late objection', () => {
  it('asks for each who has new information, also while the author is asked for another', () => {
    const late = (hour: string, by: string, news: string): string =>
      `  - { at: 2026-05-06T${hour}:00Z, by: ${by}, stance: object, reason: no, new_information: ${news} }`;
    const two = `${late('09:00', 'raj', 'the host closes')}\n${late('10:00', 'tomas', 'the price doubled')}\n${late('10:30', 'raj', 'it has closed')}`;
    const asked = (events: string) =>
      tell({ steps: lazy(), events })
        .filter(({ kind }) => kind === 'asked')
        .slice(2);
    expect(asked(two).map(({ because }) => because)).toEqual([
      expect.stringContaining('the host closes'),
      expect.stringContaining('the price doubled'),
    ]);
    const run = drive({ steps: lazy() });
    run.do({ type: 'tick' }, at('05T08:00'));
    for (const [by, hour] of [
      ['raj', '06T09:00'],
      ['tomas', '06T10:00'],
    ] as const)
      run.do({ type: 'stance', by, stance: 'object', reason: 'no', newInformation: 'the host closes' }, at(hour));
    run.do({ type: 'keep-closed', by: 'ines', reason: 'we have moved already' }, at('06T11:00'));
    expect(run.state().questions.map(({ status }) => status)).toEqual(['answered', 'answered']);
  });

  const steps = `${lazy()}], do: {pass: [publish]`;
  const late = '  - { at: 2026-05-06T07:00:00Z, by: raj, stance: object, reason: it leaks }';
  const fresh = late.replace(' }', ', new_information: a customer saw it }');

  it('is recorded and cannot undo what took effect', () => {
    const lines = tell({ steps: steps.replace('], do: {pass: [publish]', ''), events: late });
    expect(short(lines).slice(-2)).toEqual(['05-06T07:00 objection hear raj', '05-05T08:00 outcome accepted']);
    expect(lines.at(-2)?.because).toBe('late: it leaks. It came after the outcome: it is recorded, and the outcome stands (R9)');
  });

  it('with new information asks the author to reopen, who may let it be', () => {
    const lines = tell({
      steps: lazy(),
      events: `${fresh}\n  - { at: 2026-05-06T09:00:00Z, by: ines, keep_closed: it was another version }\n  - { at: 2026-05-06T09:30:00Z, by: ines, keep_closed: again, refused: nothing-asked }`,
    });
    expect(short(lines).slice(-3)).toEqual([
      '05-06T07:00 asked hear ines',
      '05-06T09:00 objection hear ines',
      '05-05T08:00 outcome accepted',
    ]);
  });

  it('is not reopened by silence', () => {
    const lines = tell({ steps: lazy(), events: fresh });
    expect(short(lines).slice(-2)).toEqual(['05-07T07:00 objection hear ines', '05-05T08:00 outcome accepted']);
  });

  it('blocks again when it is reopened, and agreements are asked anew', () => {
    const events = `  - { at: 2026-05-04T13:00:00Z, by: tomas, stance: agree }\n${fresh}\n  - { at: 2026-05-06T09:00:00Z, by: ines, reopen: it is a real leak }\n  - { at: 2026-05-08T07:00:00Z, by: raj, resolve: raj }`;
    const lines = tell({ steps: lazy(), events });
    expect(short(lines).slice(-7)).toEqual([
      '05-06T09:00 stance hear raj',
      '05-06T09:00 step-opened hear',
      '05-06T09:00 asked hear tomas',
      '05-06T09:00 objection hear raj',
      '05-08T07:00 objection hear raj',
      '05-08T07:00 step-passed hear',
      '05-08T07:00 outcome accepted',
    ]);
  });

  it('[R1] repeated is one objection of one person, and withdrawing it lifts all of it', () => {
    const again = fresh.replace('06T07:00', '06T08:00');
    const reopen = '  - { at: 2026-05-06T09:00:00Z, by: ines, reopen: it is a real leak }';
    const withdraw = '  - { at: 2026-05-06T10:00:00Z, by: raj, withdraw_objection: true }';
    const events = `${late}\n${again}\n${reopen}\n${withdraw}`;
    expect(outcomeOf(tell({ steps: lazy(), events }))).toBe('accepted 2026-05-07T09:00:00Z');
    const run = drive({ steps: lazy() });
    run.do({ type: 'tick' }, at('05T08:00'));
    const objection = { type: 'stance', by: 'raj', stance: 'object', reason: 'it leaks' } as const;
    run.do({ ...objection, newInformation: 'a customer saw it' }, at('06T07:00'));
    run.do(objection, at('06T08:00'));
    run.do({ type: 'reopen', by: 'ines', reason: 'a leak' }, at('06T09:00'));
    expect(run.state().objections.map(({ status }) => status)).toEqual(['withdrawn', 'open']);
    expect(run.state().questions.map(({ status }) => status)).toEqual(['answered']);
  });

  it('[R1] is one with what the same person still objected when it lapsed', () => {
    const run = drive({ steps: lazy() });
    run.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'it leaks' }, at('04T10:00'));
    run.do({ type: 'tick' }, at('13T08:00'));
    run.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'it leaks still' }, at('13T09:00'));
    run.do({ type: 'reopen', by: 'ines', reason: 'a leak' }, at('13T10:00'));
    expect(run.state().objections.map(({ status }) => status)).toEqual(['withdrawn', 'open']);
  });

  it('meets no agreement any more, nor an amendment', () => {
    tell({
      steps: lazy(),
      events:
        '  - { at: 2026-05-06T07:00:00Z, by: raj, stance: agree, refused: run-ended }\n  - { at: 2026-05-06T07:00:00Z, by: ines, amend: material, refused: run-ended }\n  - { at: 2026-05-06T07:00:00Z, by: ines, withdraw: true, refused: run-ended }',
    });
    tell({
      steps: lazy(),
      events: `  - { at: 2026-05-04T09:00:00Z, by: ines, withdraw: superseded }\n${late.replace(' }', ', refused: run-ended }')}\n  - { at: 2026-05-06T08:00:00Z, by: ines, reopen: no, refused: run-withdrawn }`,
    });
  });
});

it('[R11] effects come once each, before the outcome, and not again when it is reopened', () => {
  const run = drive({ steps: `${lazy()}], do: {pass: [publish]`.replace('], do: {pass: [publish]', '') });
  expect(run.state().effects).toEqual([]);
  const text = tell({
    steps: lazy(),
    on: 'decision.opened, do: {pass: [publish, tell]}',
    events: '  - { at: 2026-05-06T07:00:00Z, by: ines, reopen: a mistake }',
  });
  expect(
    text.filter(({ kind }) => kind === 'effect').map(({ at: when, because }) => `${when.slice(5, 10)} ${because.split(':')[0]}`),
  ).toEqual(['05-05 publish', '05-05 tell']);
  expect(outcomeOf(text)).toBe('accepted 2026-05-07T07:00:00Z');
});
