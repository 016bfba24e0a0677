import { describe, expect, it } from 'vitest';
import { awaitsOf } from './run.ts';
import { at, drive, outcomeOf, PEOPLE, short, tell } from './story.ts';
import { tallyOf } from './tally.ts';

const VOTE = '{step: vote, of: team, exclude: author, window: 48h..5d, pass: t.agree >= 2 && t.open == 0, else: lapse}';

describe('[R1] stances', () => {
  const tallyAfter = (...stances: readonly (readonly [string, 'agree' | 'abstain' | 'object'])[]) => {
    const run = drive({ steps: '{step: vote, of: team, window: 48h..5d, pass: t.agree >= 3, else: lapse}' });
    stances.forEach(([by, stance], i) => run.do({ type: 'stance', by, stance, reason: 'because' }, at('04T09:00') + i * 60_000));
    const state = run.state();
    const step = state.steps.at(-1);
    return step && tallyOf(state, step);
  };

  it('are counted by seat', () => {
    expect(tallyAfter(['ines', 'agree'], ['raj', 'object'])).toEqual({
      size: 3,
      cast: 2,
      agree: 1,
      abstain: 0,
      object: 1,
      silent: 1,
      open: 1,
      winner: 'none',
    });
  });

  it('of one actor count as the latest', () => {
    expect(tallyAfter(['raj', 'object'], ['raj', 'abstain'])).toMatchObject({ cast: 1, abstain: 1, object: 0, open: 0 });
    expect(tallyAfter(['raj', 'agree'], ['raj', 'object'])).toMatchObject({ cast: 1, agree: 0, object: 1, open: 1 });
  });

  it('of somebody without a seat are heard and not counted', () => {
    expect(tallyAfter(['mere', 'agree'])).toMatchObject({ size: 3, cast: 0, agree: 0 });
  });
});

describe('[R2] a step', () => {
  it('passes when pass holds and its least time has passed, not before', () => {
    const events =
      '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T10:00:00Z, by: tomas, stance: agree }';
    expect(outcomeOf(tell({ steps: VOTE, events }))).toBe('accepted 2026-05-06T08:00:00Z');
  });

  it('passes the moment pass holds once its least time has passed', () => {
    const events =
      '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-07T12:34:00Z, by: tomas, stance: agree }';
    expect(outcomeOf(tell({ steps: VOTE, events }))).toBe('accepted 2026-05-07T12:34:00Z');
  });

  it('with no least time passes at once', () => {
    const steps = '{step: ask, of: lead, window: 0..2wd, pass: t.agree == 1, else: lapse}';
    expect(outcomeOf(tell({ steps, events: '  - { at: 2026-05-04T21:30:00Z, by: mere, stance: agree }' }))).toBe(
      'accepted 2026-05-04T21:30:00Z',
    );
  });

  it('waits until everyone who is silent has had each', () => {
    const steps = '{step: hear, of: team, exclude: author, window: 24h, each: 8wh, pass: t.open == 0, else: lapse}';
    // Raj's eight hours end on Tuesday 13:30 in Pune, Tomás' on Monday 17:00 in São Paulo; a day has passed before both.
    expect(outcomeOf(tell({ steps }))).toBe('accepted 2026-05-05T08:00:00Z');
    const friday = tell({ steps, start: '2026-05-08T15:00:00Z' });
    expect(outcomeOf(friday)).toBe('accepted 2026-05-11T15:00:00Z');
  });

  it('does not wait for the hours of those who have answered', () => {
    const steps = '{step: hear, of: team, exclude: author, window: 24h, each: 8wh, pass: t.open == 0, else: lapse}';
    const events =
      '  - { at: 2026-05-08T16:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-08T16:00:00Z, by: tomas, stance: abstain }';
    expect(outcomeOf(tell({ steps, events, start: '2026-05-08T15:00:00Z' }))).toBe('accepted 2026-05-09T15:00:00Z');
  });

  it('is rejected as soon as stop holds', () => {
    const steps = '{step: judge, of: lead, window: 48h, pass: t.agree == 1, stop: t.object == 1, else: lapse}';
    const lines = tell({ steps, events: '  - { at: 2026-05-04T22:00:00Z, by: mere, stance: object, reason: not now }' });
    expect(short(lines, 'step-stopped', 'outcome')).toEqual(['05-04T22:00 step-stopped judge', '05-04T22:00 outcome rejected']);
  });

  it('comes to its else at max', () => {
    expect(outcomeOf(tell({ steps: VOTE }))).toBe('lapsed 2026-05-09T08:00:00Z');
  });

  it('passes in the very last moment when pass holds then', () => {
    const steps = '{step: wait, of: team, window: 72h, pass: "p.age >= duration(\'72h\')", else: lapse}';
    expect(outcomeOf(tell({ steps }))).toBe('accepted 2026-05-07T08:00:00Z');
  });

  it('passes by itself when only the time was missing', () => {
    const steps = '{step: age, of: team, window: 0..9d, pass: "p.age > duration(\'100h\')", else: lapse}';
    expect(outcomeOf(tell({ steps }))).toBe('accepted 2026-05-08T12:00:00.001Z');
    const instant = '{step: age, of: team, window: 0..9d, pass: "now >= timestamp(\'2026-05-06T10:00:00Z\')", else: lapse}';
    expect(outcomeOf(tell({ steps: instant }))).toBe('accepted 2026-05-06T10:00:00Z');
  });

  it('passes when a fact changes', () => {
    const steps = "{step: ci, of: team, window: 0..5d, pass: p.ci == 'green', else: lapse}";
    expect(outcomeOf(tell({ steps, events: '  - { at: 2026-05-05T03:00:00Z, facts: { ci: green } }' }))).toBe(
      'accepted 2026-05-05T03:00:00Z',
    );
  });

  it('is asked on its kind: an answer needs no least time, and its else comes when it is due', () => {
    const steps = '{step: respond, of: lead, ask: answer, window: 24h, each: 4wh, pass: t.cast >= 1, else: lapse}';
    expect(outcomeOf(tell({ steps, events: '  - { at: 2026-05-04T21:30:00Z, by: mere, answer: here it is }' }))).toBe(
      'accepted 2026-05-04T21:30:00Z',
    );
    expect(outcomeOf(tell({ steps }))).toBe('lapsed 2026-05-05T08:00:00Z');
  });

  it('takes its window from a condition where one is written', () => {
    const steps = '{step: call, of: anyone, window: "p.from_wg ? \'14d\' : \'28d\'", pass: "true", else: proceed}';
    expect(outcomeOf(tell({ steps }))).toBe('accepted 2026-06-01T08:00:00Z');
    expect(outcomeOf(tell({ steps, artifact: '{ kind: document, author: ines, facts: { from_wg: true } }' }))).toBe(
      'accepted 2026-05-18T08:00:00Z',
    );
    expect(
      outcomeOf(
        tell({ steps: '{step: call, of: anyone, window: "p.from_wg ? \'14d\' : \'soon\'", pass: "true", else: proceed}' }),
      ),
    ).toBe('lapsed 2026-05-04T08:00:00Z');
  });
});

describe('[R2] the way from step to step', () => {
  const TWO =
    '{step: a, of: team, window: 24h, pass: t.open == 0, else: "goto:b"}, {step: b, of: lead, window: 24h, pass: t.agree == 1, else: lapse}';
  const object = '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: object, reason: no }';

  it('leaves out a step to which only a goto leads', () => {
    expect(short(tell({ steps: TWO }), 'step-opened', 'outcome')).toEqual([
      '05-04T08:00 step-opened a',
      '05-05T08:00 outcome accepted',
    ]);
  });

  it('opens it by that goto, with a fresh window', () => {
    expect(short(tell({ steps: TWO, events: object }), 'step-opened', 'outcome')).toEqual([
      '05-04T08:00 step-opened a',
      '05-05T08:00 step-opened b',
      '05-06T08:00 outcome lapsed',
    ]);
  });

  it('goes back, where stances given before still stand, and not for ever', () => {
    const steps =
      '{step: a, of: team, window: 0..9d, pass: t.agree >= 2, else: lapse}, {step: b, of: lead, window: 24h, pass: t.agree == 1, else: "back:a"}';
    const events =
      '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T10:00:00Z, by: ines, stance: agree }';
    expect(short(tell({ steps, events }), 'step-opened', 'outcome')).toEqual([
      '05-04T08:00 step-opened a',
      '05-04T10:00 step-opened b',
      '05-05T10:00 step-opened a',
      '05-05T10:00 step-opened b',
      '05-06T10:00 step-opened a',
      '05-06T10:00 step-opened b',
      '05-07T10:00 step-opened a',
      '05-07T10:00 step-opened b',
      '05-08T10:00 outcome lapsed',
    ]);
  });

  it('proceeds where else says so', () => {
    const steps =
      '{step: a, of: team, window: 0..24h, pass: t.cast == t.size, else: proceed}, {step: b, of: lead, window: 24h, pass: t.open == 0, else: lapse}';
    expect(short(tell({ steps }), 'step-passed', 'outcome')).toEqual([
      '05-05T08:00 step-passed a',
      '05-06T08:00 step-passed b',
      '05-06T08:00 outcome accepted',
    ]);
  });

  it('opens a step after the effect, which that step cannot undo', () => {
    const steps =
      '{step: keys, of: lead, window: 0..9d, pass: t.agree >= 1, else: lapse}, {step: look, of: team, after: effect, window: 0..2d, pass: t.agree >= 9, stop: t.object > 0, else: lapse}';
    const lines = tell({
      steps,
      events:
        '  - { at: 2026-05-05T00:00:00Z, by: mere, stance: agree }\n  - { at: 2026-05-05T09:00:00Z, by: raj, stance: object, reason: it hurt }',
    });
    expect(short(lines, 'effect', 'step-opened', 'outcome')).toEqual([
      '05-04T08:00 step-opened keys',
      '05-05T00:00 effect',
      '05-05T00:00 step-opened look',
      '05-05T09:00 outcome accepted',
    ]);
    expect(lines.at(-1)?.because).toContain('R9');
  });

  it('skips a step that waits for another which has not passed', () => {
    const steps =
      '{step: a, of: team, window: 0..24h, skip_if: "true", pass: t.agree > 5, else: lapse}, {step: b, of: lead, after: a, window: 24h, pass: t.open == 0, else: lapse}';
    expect(short(tell({ steps }), 'step-skipped')).toEqual(['05-04T08:00 step-skipped a', '05-04T08:00 step-skipped b']);
  });
});

describe('[R7] what is skipped, and what nobody may answer', () => {
  it('records a skipped step as skipped and never as approved', () => {
    const lines = tell({
      steps: '{step: review, of: team, skip_if: p.reversible, window: 48h, pass: t.agree >= 1, else: lapse}',
    });
    expect(short(lines)).toEqual(['05-04T08:00 step-skipped review', '05-04T08:00 outcome accepted']);
    expect(lines.at(-1)?.because).toContain('nobody approved it (R7)');
  });

  it('[R1, R2] lets a step ask what the one before came to', () => {
    const steps =
      '{step: a, of: team, exclude: author, window: 24h, objection: count, pass: "true", else: proceed}, {step: b, skip_if: t.object == 0 && t.silent <= 1, of: lead, window: 24h, pass: "true", else: lapse}';
    const agrees = '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n';
    const objects = '  - { at: 2026-05-04T09:00:00Z, by: tomas, stance: object, reason: too dear }\n';
    expect(short(tell({ steps, events: agrees }), 'step-skipped')).toEqual(['05-05T08:00 step-skipped b']);
    expect(short(tell({ steps, events: objects }), 'step-skipped')).toEqual([]);
  });

  it('[A3] ends the step that leads to a skipped one, and whatever it had asked', () => {
    const steps =
      "{step: a, of: team, skip_if: p.ready == true, window: 24h, pass: 'true', else: lapse}, {step: b, of: team, window: 48h, objection: back:a, pass: t.agree == 3, else: back:a}";
    const ready = '{ kind: decision, title: One database, author: ines, facts: { ready: false } }';
    const run = drive({ steps, artifact: ready });
    run.do({ type: 'tick' }, at('05T08:00'));
    const changed = run.world.change({ type: 'facts-change', facts: { ready: true } }, at('05T09:00'));
    if (!changed.refused) run.do(changed.ok, at('05T09:00'));
    run.do({ type: 'ask-clarification', by: 'tomas', text: 'why?' }, at('05T09:30'));
    run.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'too dear' }, at('05T10:00'));
    expect(run.state().steps.map(({ step, opening, status }) => `${step} ${opening} ${status}`)).toEqual([
      'a 1 passed',
      'b 1 closed',
      'a 2 skipped',
      'b 2 open',
    ]);
    const asked = awaitsOf(run.state(), (actor) => actor).filter(({ status }) => status === 'open' || status === 'paused');
    expect(asked.map(({ key }) => key)).toEqual(['stance:b:2:ines', 'stance:b:2:tomas']);
  });

  it('[A8] undoes what a skipped step led to for an answer that had been received in time', () => {
    const steps =
      "{step: a, of: team, skip_if: p.ready == true, window: 24h, pass: 'true', else: lapse}, {step: b, of: team, window: 0..48h, pass: t.agree == 1, else: back:a}";
    const run = drive({ steps, artifact: '{ kind: decision, title: x, author: ines, facts: { ready: false } }' });
    run.do({ type: 'tick' }, at('05T08:00'));
    const changed = run.world.change({ type: 'facts-change', facts: { ready: true } }, at('05T09:00'));
    if (!changed.refused) run.do(changed.ok, at('05T09:00'));
    run.do({ type: 'tick' }, at('07T08:00'));
    expect(
      run
        .state()
        .steps.map(({ step, opening, status }) => `${step} ${opening} ${status}`)
        .slice(1),
    ).toEqual(['b 1 closed', 'a 2 skipped', 'b 2 open']);
    run.do({ type: 'stance', by: 'raj', stance: 'agree', receivedAt: at('07T07:00') }, at('07T09:00'));
    expect(run.state().outcome).toMatchObject({ outcome: 'accepted', at: at('07T07:00') });
  });

  it('skips a step whose when does not hold', () => {
    const steps =
      "{step: review, of: team, when: p.impact == 'high', window: 48h, pass: t.agree >= 1, else: lapse}, {step: b, of: lead, window: 1h, pass: t.open == 0, else: lapse}";
    expect(short(tell({ steps }), 'step-skipped', 'step-passed')).toEqual([
      '05-04T08:00 step-skipped review',
      '05-04T09:00 step-passed b',
    ]);
  });

  it('fails closed, and says so, where nobody is eligible', () => {
    const lines = tell({ steps: '{step: review, of: nobody_here, window: 48h, pass: t.open == 0, else: proceed}' });
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-04T08:00:00Z');
    expect(lines.map(({ because }) => because).join(' ')).toMatch(/nobody holds nobody_here.*fails closed \(R7\)/);
  });

  it('asks the fallback first', () => {
    const steps = '{step: review, of: nobody_here, fallback: lead, window: 0..48h, pass: t.agree == 1, else: lapse}';
    expect(short(tell({ steps }), 'asked')).toEqual(['05-04T08:00 asked review mere']);
  });

  it('lets another role decide where the protocol says so', () => {
    const steps = '{step: review, of: nobody_here, window: 48h, pass: t.agree >= 1, else: "escalate:lead"}';
    expect(short(tell({ steps }), 'escalated', 'asked')).toEqual([
      '05-04T08:00 escalated review',
      '05-04T08:00 asked review mere',
    ]);
  });
});

describe('[R3] the roster', () => {
  it('is fixed when the step opens: who joins later may speak, and does not count', () => {
    const events =
      '  - { at: 2026-05-04T09:00:00Z, by: mere, stance: agree }\n  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }';
    const lines = tell({ steps: VOTE, events });
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-09T08:00:00Z');
    expect(lines.find((line) => line.actor === 'mere')?.because).toContain('does not count (R3)');
  });

  it('shows everybody their own deadline', () => {
    const lines = tell({ steps: '{step: a, of: team, window: 0..4wh, pass: t.agree > 5, else: lapse}' });
    expect(lines.filter(({ kind }) => kind === 'asked').map(({ actor, due }) => `${actor} ${due?.slice(5, 16)}`)).toEqual([
      'ines 05-04T12:00',
      'raj 05-04T12:00',
      'tomas 05-04T16:00',
    ]);
  });

  it('leaves out the excluded, and shows the recused without counting them', () => {
    const steps = '{step: a, of: team, exclude: author, recuse: raj, window: 0..24h, pass: t.cast == t.size, else: lapse}';
    const lines = tell({
      steps,
      events:
        '  - { at: 2026-05-04T13:00:00Z, by: raj, stance: object, reason: mine }\n  - { at: 2026-05-04T14:00:00Z, by: tomas, stance: agree }',
    });
    expect(short(lines, 'asked', 'excused', 'outcome')).toEqual([
      '05-04T08:00 excused a raj',
      '05-04T08:00 asked a tomas',
      '05-04T14:00 outcome accepted',
    ]);
  });

  it('takes the implied agreement of its proposer', () => {
    const steps = '{step: a, of: team, implicit: proposer, window: 0..24h, pass: t.agree >= 2, else: lapse}';
    const lines = tell({ steps, events: '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }' });
    expect(short(lines, 'stance', 'asked', 'outcome')).toEqual([
      '05-04T08:00 stance a ines',
      '05-04T08:00 asked a raj',
      '05-04T08:00 asked a tomas',
      '05-04T09:00 stance a raj',
      '05-04T09:00 outcome accepted',
    ]);
  });

  it('asks whoever is required too, and does not pass without them', () => {
    const steps = '{step: a, of: team, exclude: author, requires: [lead], window: 0..48h, pass: t.agree >= 1, else: lapse}';
    const events =
      '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T21:00:00Z, by: mere, stance: agree }';
    expect(outcomeOf(tell({ steps, events }))).toBe('accepted 2026-05-04T21:00:00Z');
    expect(tell({ steps, events: events.split('\n')[0] ?? '' }).at(-1)?.because).toContain('nobody of lead has agreed');
  });

  it('gives each team one voice, its latest', () => {
    const actors = `${PEOPLE}  lea: { zone: Europe/Paris, week: { mon-fri: "09:00-17:00" }, roles: [voters], teams: [web] }\n  kim: { zone: Asia/Seoul, week: { mon-fri: "09:00-17:00" }, roles: [voters], teams: [web] }\n  bo: { zone: Europe/Oslo, week: { mon-fri: "09:00-17:00" }, roles: [voters], teams: [api] }\n`;
    const steps = '{step: a, of: voters, one_per: team, window: 0..48h, pass: t.size == 2 && t.agree == 2, else: lapse}';
    const events =
      '  - { at: 2026-05-04T09:00:00Z, by: lea, stance: agree }\n  - { at: 2026-05-04T10:00:00Z, by: kim, stance: abstain }\n  - { at: 2026-05-04T11:00:00Z, by: bo, stance: agree }\n  - { at: 2026-05-04T12:00:00Z, by: lea, stance: agree }';
    expect(outcomeOf(tell({ steps, events, actors }))).toBe('accepted 2026-05-04T12:00:00Z');
  });

  it('draws the same people for the same artifact, by weight, and nobody of no weight', () => {
    const actors = `${PEOPLE}  lea: { zone: Europe/Paris, week: { mon-fri: "09:00-17:00" }, roles: [team], weight: 0 }\n`;
    const steps =
      '{step: a, of: team where a.load < a.limit pick 2 weight a.weight, window: 0..4h, pass: t.agree > 5, else: lapse}';
    const drawn = short(tell({ steps, actors }), 'asked');
    expect(drawn).toHaveLength(2);
    expect(drawn.join()).not.toContain('lea');
    expect(short(tell({ steps, actors }), 'asked')).toEqual(drawn);
  });
});

describe('[R12] a tie', () => {
  const steps = (casting: string): string =>
    `{step: a, of: team, ${casting}objection: count, window: 24h, pass: t.agree > t.object, else: lapse}`;
  const events =
    '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T10:00:00Z, by: tomas, stance: object, reason: no }\n  - { at: 2026-05-04T11:00:00Z, by: ines, stance: abstain }';

  it('keeps the status quo', () => {
    expect(outcomeOf(tell({ steps: steps(''), events }))).toBe('lapsed 2026-05-05T08:00:00Z');
  });

  it('is decided by whoever has the casting vote', () => {
    const voted = `${events}\n  - { at: 2026-05-04T22:00:00Z, by: mere, stance: agree }`;
    expect(outcomeOf(tell({ steps: steps('casting: lead, '), events: voted }))).toBe('accepted 2026-05-05T08:00:00Z');
    expect(outcomeOf(tell({ steps: steps('casting: lead, '), events }))).toBe('lapsed 2026-05-05T08:00:00Z');
  });
});

describe('[R10] agents', () => {
  const actors = `${PEOPLE}  bot: { kind: agent, accountable: mere, roles: [team] }\n  inesbot: { kind: agent, accountable: ines, roles: [team] }\n`;

  it('are heard, and bind only where the protocol lists agents', () => {
    const one = '{step: a, of: team, exclude: author, window: 0..24h, pass: t.agree >= 2, else: lapse}';
    const events =
      '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T10:00:00Z, by: bot, stance: agree }';
    const lines = tell({ steps: one, actors, events });
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-05T08:00:00Z');
    expect(lines.find(({ kind, actor }) => kind === 'stance' && actor === 'bot')?.because).toContain('R10');
    expect(outcomeOf(tell({ steps: one.replace('of: team', 'of: team + agents'), actors, events }))).toBe(
      'accepted 2026-05-04T10:00:00Z',
    );
  });

  it('do not block where they are not listed', () => {
    const steps = '{step: a, of: anyone, window: 24h, pass: t.open == 0, else: lapse}';
    expect(
      outcomeOf(tell({ steps, actors, events: '  - { at: 2026-05-04T10:00:00Z, by: bot, stance: object, reason: style }' })),
    ).toBe('accepted 2026-05-05T08:00:00Z');
  });

  it('[R12] break no tie', () => {
    const steps =
      '{step: a, of: team, exclude: author, casting: robots, objection: count, window: 24h, pass: t.agree > t.object, else: lapse}';
    const events =
      '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T10:00:00Z, by: tomas, stance: object, reason: no }\n  - { at: 2026-05-04T11:00:00Z, by: bot, stance: agree }\n';
    const story = { steps, events, actors: `${PEOPLE}  bot: { kind: agent, accountable: raj, roles: [robots] }\n` };
    expect(outcomeOf(tell(story))).toBe('lapsed 2026-05-05T08:00:00Z');
  });

  it('have one voice with the person who answers for them, whose own word goes before theirs', () => {
    const steps = '{step: a, of: team + agents, exclude: author, window: 0..24h, pass: t.agree >= 2, else: lapse}';
    const both = `${PEOPLE}  bot: { kind: agent, accountable: raj, roles: [team] }\n  other: { kind: agent, accountable: raj, roles: [team] }\n`;
    const says = (hour: string, by: string, stance: string) =>
      `  - { at: 2026-05-04T${hour}:00:00Z, by: ${by}, stance: ${stance} }\n`;
    const three = says('09', 'raj', 'agree') + says('10', 'bot', 'agree') + says('11', 'other', 'agree');
    expect(outcomeOf(tell({ steps, actors: both, events: three }))).toBe('lapsed 2026-05-05T08:00:00Z');
    expect(outcomeOf(tell({ steps, actors: both, events: three + says('12', 'tomas', 'agree') }))).toBe(
      'accepted 2026-05-04T12:00:00Z',
    );
    // He abstains himself, so what they say for him is not counted.
    const himself = says('09', 'raj', 'abstain') + says('10', 'bot', 'agree') + says('11', 'tomas', 'agree');
    expect(outcomeOf(tell({ steps, actors: both, events: himself }))).toBe('lapsed 2026-05-05T08:00:00Z');
  });

  it('clear, judge and overrule nothing by a role, unless that role is theirs', () => {
    const rule = 'objection: { clear: [robots], valid: robots, overrule: robots }';
    const steps = `{step: a, of: team, exclude: author, ${rule}, window: 24h, pass: t.open == 0, else: lapse}`;
    const bots = `${PEOPLE}  bot: { kind: agent, accountable: mere, roles: [robots] }\n`;
    const run = drive({ steps, actors: bots });
    const at = Date.parse('2026-05-04T09:00:00Z');
    expect(run.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'no' }, at).refused).toBeFalsy();
    for (const type of ['resolve', 'rule-invalid', 'overrule'] as const)
      expect(run.do({ type, by: 'bot', whose: 'raj', reason: 'because' }, at + 1)).toMatchObject({ refused: true });
    const named = drive({ steps: steps.replaceAll('robots', 'bot'), actors: bots });
    named.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'no' }, at);
    expect(named.do({ type: 'resolve', by: 'bot', whose: 'raj' }, at + 1).refused).toBeFalsy();
  });

  it('never stand in for the author who answers for them', () => {
    const steps = '{step: a, of: team + agents, exclude: author, window: 0..24h, pass: t.agree > 5, else: lapse}';
    expect(short(tell({ steps, actors }), 'asked').join()).toBe(
      '05-04T08:00 asked a raj,05-04T08:00 asked a tomas,05-04T08:00 asked a bot',
    );
  });
});

it('[P3] a run keeps the protocol with which it opened', () => {
  const run = drive({ steps: VOTE });
  expect(run.state().protocol.steps[0]?.step).toBe('vote');
});

it('a protocol opens no run where its when does not hold, and a lease never does', () => {
  const when = { steps: VOTE, on: 'decision.opened, when: "p.impact == \'high\'"' };
  expect(() => drive(when)).toThrow('applies only when');
});
