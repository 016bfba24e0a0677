import { describe, expect, it } from 'vitest';
import { at, drive, outcomeOf, PEOPLE, short, tell } from './story.ts';

const lazy = '{step: hear, of: team, exclude: author, window: 24h, each: 8wh, pass: t.open == 0, else: lapse}';

describe('[A3] a clarifying question', () => {
  const steps = '{step: hear, of: team, exclude: author, window: 48h, pass: t.open == 0, else: lapse}';
  const ask = '  - { at: 2026-05-05T08:00:00Z, by: raj, clarify: which region? }';

  it('stops the clock of whoever asks until the author has answered, and used time is kept', () => {
    const lines = tell({
      steps,
      events: `${ask}\n  - { at: 2026-05-05T14:00:00Z, by: ines, clarified: raj, text: all of them }`,
    });
    expect(short(lines, 'paused', 'resumed', 'outcome')).toEqual([
      '05-05T08:00 paused hear raj',
      '05-05T14:00 resumed hear raj',
      '05-06T14:00 outcome accepted',
    ]);
  });

  it('goes on by itself when the author does not answer in a day of theirs', () => {
    const lines = tell({ steps, events: ask });
    expect(short(lines, 'resumed', 'outcome')).toEqual(['05-06T08:00 resumed hear raj', '05-07T08:00 outcome accepted']);
    expect(lines.find(({ kind }) => kind === 'resumed')?.because).toContain('A9');
  });

  it('[R2] holds up nobody once whoever asked has spoken without waiting for the answer', () => {
    const spoken = steps.replace('t.open == 0', 't.agree >= 1');
    const agrees = `${ask}\n  - { at: 2026-05-05T10:00:00Z, by: raj, stance: agree }`;
    expect(outcomeOf(tell({ steps: spoken, events: agrees }))).toBe('accepted 2026-05-06T08:00:00Z');
    const objects = agrees.replace('stance: agree', 'stance: object, reason: too dear');
    const resolves = '  - { at: 2026-05-05T11:00:00Z, by: raj, resolve: raj }';
    expect(outcomeOf(tell({ steps, events: `${objects}\n${resolves}` }))).toBe('accepted 2026-05-06T08:00:00Z');
  });

  it('is asked one at a time and not without end', () => {
    const again = [5, 6, 7]
      .map(
        (day) =>
          `  - { at: 2026-05-0${day}T09:00:00Z, by: raj, clarify: and now? }\n  - { at: 2026-05-0${day}T10:00:00Z, by: ines, clarified: raj, text: as before }`,
      )
      .join('\n');
    tell({
      steps: steps.replace('48h', '9d'),
      events: `${again}\n  - { at: 2026-05-08T08:00:00Z, by: raj, clarify: once more, refused: too-many-questions }`,
    });
    tell({ steps, events: `${ask}\n  - { at: 2026-05-05T09:00:00Z, by: raj, clarify: hello?, refused: already-asking }` });
    tell({
      steps,
      events:
        '  - { at: 2026-05-05T09:00:00Z, by: mere, clarify: why?, refused: not-asked }\n  - { at: 2026-05-05T09:00:00Z, by: ines, clarified: raj, text: x, refused: no-such-question }',
    });
  });
});

describe('[A3] a seat that is passed on', () => {
  const pass = '  - { at: 2026-05-04T10:00:00Z, by: raj, pass_on: mere, reason: she knows it }';

  it('is the other’s, with their own working time, and counts once', () => {
    const lines = tell({ steps: lazy, events: pass });
    expect(short(lines, 'passed-on', 'asked')).toEqual([
      '05-04T08:00 asked hear raj',
      '05-04T08:00 asked hear tomas',
      '05-04T10:00 passed-on hear raj',
      '05-04T10:00 asked hear mere',
    ]);
    expect(outcomeOf(lines)).toBe('accepted 2026-05-05T08:00:00Z');
  });

  it('is passed on once, and not to its author or somebody asked already', () => {
    tell({
      steps: lazy,
      events: `  - { at: 2026-05-04T09:00:00Z, by: raj, pass_on: ines, refused: may-not-pass }\n  - { at: 2026-05-04T09:00:00Z, by: raj, pass_on: tomas, refused: may-not-pass }\n  - { at: 2026-05-04T09:00:00Z, by: ines, pass_on: mere, refused: not-asked }\n${pass}\n  - { at: 2026-05-04T11:00:00Z, by: mere, pass_on: ines, refused: passed-already }`,
    });
  });

  describe('[A5] to somebody who is away', () => {
    const leave = 'leave: [{ from: 2026-05-01T00:00:00Z, to: 2026-06-01T00:00:00Z }], ';
    const away = PEOPLE.replace('mere: {', `mere: { ${leave}deputies: [raj, lea],`);
    const actors = `${away}  lea: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" } }\n`;

    it('goes on to who stands in for them at once', () => {
      const lines = tell({ steps: lazy, actors, events: pass });
      expect(short(lines, 'passed-on', 'asked').slice(2)).toEqual([
        '05-04T10:00 passed-on hear raj',
        '05-04T10:00 passed-on hear mere',
        '05-04T10:00 asked hear lea',
      ]);
      expect(lines.filter(({ kind }) => kind === 'passed-on')[1]?.because).toMatch(
        /^leave leaves mere no time before .+; lea is the first deputy who has some \(A5\)$/u,
      );
      expect(outcomeOf(lines)).toBe('accepted 2026-05-05T10:00:00Z');
    });

    it('comes back to its owner who speaks after all', () => {
      const steps = lazy.replace('t.open == 0', 't.size == 2 && t.agree == 2');
      const events = `${pass}\n  - { at: 2026-05-04T11:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T13:00:00Z, by: tomas, stance: agree }`;
      expect(outcomeOf(tell({ steps, actors, events }))).toBe('accepted 2026-05-05T08:00:00Z');
    });

    it('is refused where nobody stands in for them', () => {
      const nobody = PEOPLE.replace('mere: {', `mere: { ${leave}`);
      tell({ steps: lazy, actors: nobody, events: pass.replace(' }', ', refused: may-not-pass }') });
    });
  });

  it('comes back when its owner speaks after all', () => {
    const steps = lazy.replace('t.open == 0', 't.size == 2 && t.agree == 2');
    const events = `${pass}\n  - { at: 2026-05-04T11:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T13:00:00Z, by: tomas, stance: agree }`;
    expect(outcomeOf(tell({ steps, events }))).toBe('accepted 2026-05-05T08:00:00Z');
  });
});

describe('[A3] a condition that stops the clock', () => {
  const steps = "{step: respond, of: lead, window: 0..8wh, pause: p.status == 'waiting', pass: t.cast >= 1, else: lapse}";
  const status = (when: string, value: string): string => `  - { at: 2026-05-${when}:00Z, facts: { status: ${value} } }`;

  it('keeps used time and goes on with the rest', () => {
    // Mere works 21:00-05:00 UTC. Two hours are used before it stops, six are left afterwards.
    const lines = tell({ steps, events: `${status('04T23:00', 'waiting')}\n${status('06T21:00', 'open')}` });
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-07T03:00:00Z');
  });

  it('does not stop an answer', () => {
    expect(
      outcomeOf(
        tell({ steps, events: `${status('04T23:00', 'waiting')}\n  - { at: 2026-05-05T03:00:00Z, by: mere, answer: done }` }),
      ),
    ).toBe('accepted 2026-05-05T03:00:00Z');
  });

  it('[R2] stops the least time and the end of the window also where everybody has answered', () => {
    const waits =
      "{step: a, of: lead, window: 24h..3d, pause: p.status == 'waiting', pass: t.agree >= 1 && p.ci == 'green', else: lapse}";
    const agrees = '  - { at: 2026-05-04T10:00:00Z, by: mere, stance: agree }';
    const stood = `${agrees}\n${status('04T11:00', 'waiting')}\n${status('08T11:00', 'open')}`;
    const green = (value: string) => ({ artifact: `{ kind: decision, title: x, author: ines, facts: { ci: ${value} } }` });
    // Three hours of the day were used when it stopped, and three of the three days.
    const lines = tell({ steps: waits, ...green('green'), events: stood });
    expect(short(lines, 'paused', 'resumed', 'outcome')).toEqual([
      '05-04T11:00 paused a',
      '05-08T11:00 resumed a',
      '05-09T08:00 outcome accepted',
    ]);
    expect(lines.find(({ kind }) => kind === 'resumed')?.due).toBe('2026-05-11T08:00:00Z');
    expect(outcomeOf(tell({ steps: waits, ...green('red'), events: stood }))).toBe('lapsed 2026-05-11T08:00:00Z');
  });

  it('does not stop it for longer than the longest window: every await ends', () => {
    const lines = tell({ steps, more: 'longest: 5d', events: status('04T23:00', 'waiting') });
    expect(short(lines, 'resumed', 'outcome')).toEqual(['05-09T23:00 resumed respond', '05-11T03:00 outcome lapsed']);
  });

  it('stops whoever comes to the step while it stands still', () => {
    const two =
      "{step: a, of: team, exclude: author, window: 0..8wh, pause: p.status == 'waiting', pass: t.agree == 2, else: lapse}";
    const events = `  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n${status('04T10:00', 'waiting')}\n  - { at: 2026-05-04T11:00:00Z, by: ines, amend: material }\n  - { at: 2026-05-04T12:30:00Z, by: tomas, pass_on: mere }\n${status('08T08:00', 'open')}`;
    const lines = tell({ steps: two, events });
    expect(short(lines, 'resumed', 'outcome')).toEqual(['05-08T08:00 resumed a', '05-11T08:00 outcome lapsed']);
  });

  it('can be a named period of the organization, whose edges the run knows', () => {
    const more = 'calendar: { freeze: [{ from: 2026-05-05T00:00:00Z, to: 2026-05-07T00:00:00Z }] }';
    const lines = tell({
      steps: '{step: a, of: lead, window: 0..3d, pause: calendar.freeze, pass: t.agree == 1, else: lapse}',
      more,
    });
    expect(short(lines, 'paused', 'resumed', 'outcome')).toEqual([
      '05-05T00:00 paused a',
      '05-07T00:00 resumed a',
      '05-09T08:00 outcome lapsed',
    ]);
  });
});

describe('[A4] a calendar that changes', () => {
  it('moves a deadline later, and never earlier', () => {
    const shorter = '  - { at: 2026-05-04T13:00:00Z, by: tomas, calendar: { week: { mon-fri: "09:00-11:00" } } }';
    const lines = tell({ steps: lazy, events: shorter });
    expect(lines.find(({ kind }) => kind === 'deadline-moved')).toMatchObject({ actor: 'tomas', due: '2026-05-07T14:00:00Z' });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-07T14:00:00Z');
    expect(short(tell({ steps: lazy, events: shorter.replace('09:00-11:00', '00:00-24:00') }), 'deadline-moved')).toEqual([]);
  });
});

describe('[A5] leave', () => {
  const away = 'leave: [{ from: 2026-05-01T00:00:00Z, to: 2026-06-01T00:00:00Z }], ';
  const gone = PEOPLE.replace('raj: {', `raj: { ${away}deputies: [ines, tomas, mere],`);

  it('asks the first deputy who may be asked: not the proposer, not somebody asked already', () => {
    const lines = tell({ steps: lazy, actors: gone });
    expect(short(lines, 'passed-on', 'asked')).toEqual([
      '05-04T08:00 passed-on hear raj',
      '05-04T08:00 asked hear mere',
      '05-04T08:00 asked hear tomas',
    ]);
    expect(lines.find(({ kind }) => kind === 'passed-on')?.because).toContain('A5');
  });

  it('is one hop: a deputy who is away too is not asked, nor theirs', () => {
    const both = gone.replace('mere: {', `mere: { ${away}deputies: [ines],`);
    expect(short(tell({ steps: lazy, actors: both }), 'excused', 'asked')).toEqual([
      '05-04T08:00 excused hear raj',
      '05-04T08:00 asked hear tomas',
    ]);
  });

  it('excuses a seat without a deputy', () => {
    const steps = '{step: a, of: team, exclude: author, window: 0..48h, pass: t.cast == t.size, else: lapse}';
    const actors = PEOPLE.replace('raj: {', `raj: { ${away}`);
    expect(outcomeOf(tell({ steps, actors, events: '  - { at: 2026-05-04T13:00:00Z, by: tomas, stance: agree }' }))).toBe(
      'accepted 2026-05-04T13:00:00Z',
    );
  });

  it('that is taken during the window hands the seat over then', () => {
    const actors = PEOPLE.replace('raj: {', 'raj: { deputies: [mere],');
    const steps = lazy.replace('24h, each: 8wh', '24h..6d, each: 16wh');
    const lines = tell({
      steps,
      actors,
      events: '  - { at: 2026-05-04T10:30:00Z, by: raj, leave: { from: 2026-05-04T10:30:00Z, to: 2026-05-20T00:00:00Z } }',
    });
    expect(short(lines, 'passed-on', 'asked').slice(2)).toEqual([
      '05-04T10:30 passed-on hear raj',
      '05-04T10:30 asked hear mere',
    ]);
    expect(outcomeOf(lines)).toBe('accepted 2026-05-06T05:00:00Z');
  });

  it('lets whoever comes back speak for the seat again', () => {
    const steps = lazy.replace('24h, each: 8wh', '48h');
    const actors = PEOPLE.replace('raj: {', `raj: { ${away}`);
    const lines = tell({
      steps,
      actors,
      events: '  - { at: 2026-05-05T10:30:00Z, by: raj, stance: object, reason: I read it on the train }',
    });
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-06T08:00:00Z');
  });

  it('is never agreement by silence on what is irreversible', () => {
    const actors = PEOPLE.replace('raj: {', `raj: { ${away}`);
    const artifact = '{ kind: decision, author: ines, irreversible: true }';
    expect(outcomeOf(tell({ steps: lazy, actors }))).toMatch(/^accepted/);
    const lines = tell({ steps: lazy, actors, artifact });
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-18T08:00:00Z');
    expect(lines.at(-1)?.because).toContain('their silence is not agreement (A5)');
    expect(outcomeOf(tell({ steps: lazy.replace('else: lapse', 'else: proceed'), actors, artifact }))).toBe(
      'lapsed 2026-05-18T08:00:00Z',
    );
    const spoken = '  - { at: 2026-05-12T08:00:00Z, by: raj, stance: abstain }';
    expect(outcomeOf(tell({ steps: lazy, actors, artifact, events: spoken }))).toBe('accepted 2026-05-12T08:00:00Z');
  });
});

describe('[A6] when it is due and unanswered', () => {
  const one = '{step: a, of: team pick 1, exclude: author, window: 0..4wh, pass: t.cast >= 1, else: "reroute:2"}';

  it('reroutes to who works soonest, and lapses when nobody is left', () => {
    const lines = tell({ steps: one });
    expect(lines.filter(({ kind }) => kind === 'rerouted')).toHaveLength(1);
    expect(new Set(lines.filter(({ kind }) => kind === 'asked').map(({ actor }) => actor))).toEqual(new Set(['raj', 'tomas']));
    expect(lines.at(-1)?.because).toContain('nobody else is eligible');
  });

  it('reroutes to the deputies of the silent where everyone else was asked', () => {
    const actors = PEOPLE.replace('mere: {', 'mere: { deputies: [tomas],');
    const steps = '{step: a, of: lead, window: 0..4wh, pass: t.cast >= 1, else: "reroute:2"}';
    expect(short(tell({ steps, actors }), 'rerouted', 'asked')).toEqual([
      '05-04T08:00 asked a mere',
      '05-05T01:00 rerouted a mere',
      '05-05T01:00 asked a tomas',
    ]);
  });

  it('reroutes to a role, least loaded first', () => {
    const actors = `${PEOPLE}  lea: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" }, roles: [desk], load: 3 }\n  bo: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" }, roles: [desk], load: 1 }\n`;
    const steps = '{step: a, of: lead, window: 0..2h, pass: t.cast >= 1, else: "reroute:desk"}';
    expect(short(tell({ steps, actors }), 'asked')).toEqual(['05-04T08:00 asked a mere', '05-04T10:00 asked a bo']);
  });

  it('asks the same people again, and not for ever', () => {
    const steps = '{step: a, of: lead, window: 0..2d, pass: t.agree >= 1, else: "reroute:resend"}';
    expect(short(tell({ steps }), 'asked', 'outcome')).toEqual([
      '05-04T08:00 asked a mere',
      '05-06T08:00 asked a mere',
      '05-08T08:00 asked a mere',
      '05-10T08:00 outcome lapsed',
    ]);
  });

  it('lets a role decide in its place, by more than half, at once', () => {
    const actors = `${PEOPLE}  lea: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" }, roles: [lead] }\n  bo: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" }, roles: [lead] }\n`;
    const steps = '{step: a, of: team, exclude: author, window: 24h, pass: t.agree >= 2, else: "escalate:lead"}';
    const say = (who: string, stance: string, hour: string): string =>
      `  - { at: 2026-05-05T${hour}:00:00Z, by: ${who}, stance: ${stance}, reason: so }`;
    expect(outcomeOf(tell({ steps, actors, events: [say('lea', 'agree', '09'), say('bo', 'agree', '10')].join('\n') }))).toBe(
      'accepted 2026-05-05T10:00:00Z',
    );
    expect(outcomeOf(tell({ steps, actors, events: [say('lea', 'object', '09'), say('bo', 'object', '10')].join('\n') }))).toBe(
      'rejected 2026-05-05T10:00:00Z',
    );
    expect(outcomeOf(tell({ steps, actors, events: say('lea', 'agree', '09') }))).toBe('lapsed 2026-05-06T08:00:00Z');
  });

  it('lets nobody decide what was escalated from their own proposal', () => {
    const steps = '{step: a, of: team, exclude: author, window: 24h, pass: t.agree >= 2, else: "escalate:chair"}';
    expect(outcomeOf(tell({ steps }))).toBe('lapsed 2026-05-05T08:00:00Z');
  });

  it('lets nobody decide that a check is green', () => {
    const steps =
      '{step: a, of: team, exclude: author, window: 24h, pass: "p.ci == \'green\' && t.agree >= 2", else: "escalate:lead"}';
    const events = '  - { at: 2026-05-05T21:00:00Z, by: mere, stance: agree }';
    expect(outcomeOf(tell({ steps, events }))).toBe('lapsed 2026-05-06T08:00:00Z');
    expect(outcomeOf(tell({ steps, events: `${events}\n  - { at: 2026-05-06T07:00:00Z, facts: { ci: green } }` }))).toBe(
      'accepted 2026-05-06T07:00:00Z',
    );
  });

  it('opens a follow-up', () => {
    const lines = tell({ steps: '{step: a, of: lead, window: 0..1h, pass: t.agree >= 1, else: "open:followup"}' });
    expect(lines.slice(-2).map(({ kind, because }) => `${kind} ${because.split(':')[1]}`)[0]).toBe('effect followup');
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-04T09:00:00Z');
  });

  it('when it is urgent asks who is working now, and follows the sun', () => {
    const steps = '{step: a, of: team pick 1, window: 0..2wh, pass: t.cast >= 1, else: "reroute:3"}';
    const artifact = '{ kind: request, author: mere, urgent: true }';
    expect(short(tell({ steps, artifact, start: '2026-05-04T05:00:00Z' }), 'asked')[0]).toBe('05-04T05:00 asked a raj');
    expect(short(tell({ steps, artifact, start: '2026-05-04T18:00:00Z' }), 'asked')[0]).toBe('05-04T18:00 asked a tomas');
  });
});

describe('[A7] reminders', () => {
  it('come inside working hours, and not to those who have answered', () => {
    const steps = '{step: a, of: team, exclude: author, window: 0..8wh, remind: 50%, pass: t.cast == t.size, else: lapse}';
    const lines = tell({ steps, events: '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }' });
    expect(short(lines, 'reminded')).toEqual(['05-04T16:00 reminded a tomas']);
  });
});

describe('[A8] an answer in time', () => {
  const steps = '{step: a, of: lead, window: 24h, pass: t.open == 0, else: lapse}';

  it('counts at the due instant itself', () => {
    const lines = tell({ steps, events: '  - { at: 2026-05-05T08:00:00Z, by: mere, stance: object, reason: wait }' });
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-05T08:00:00Z');
  });

  it('counts even when the timer came first in that instant', () => {
    const run = drive({ steps });
    const due = at('05T08:00');
    run.do({ type: 'tick' }, due);
    expect(run.state().outcome?.outcome).toBe('accepted');
    run.do({ type: 'stance', by: 'mere', stance: 'object', reason: 'wait' }, due);
    expect(run.state().outcome?.outcome).toBe('lapsed');
    expect(run.events.find(({ type }) => type === 'resumed')?.because).toContain('A8');
  });

  it('counts when it was received in time and is processed after the timer', () => {
    const run = drive({ steps });
    run.do({ type: 'tick' }, at('05T08:00') + 10_000);
    run.do({ type: 'stance', by: 'mere', stance: 'object', reason: 'wait', receivedAt: at('05T07:59') }, at('05T08:00') + 20_000);
    expect(run.state().outcome).toMatchObject({ outcome: 'lapsed', at: at('05T08:00') });
    expect(
      run.events
        .filter(({ type }) => type === 'outcome' || type === 'resumed')
        .map(({ type, at: when }) => `${type} ${when - at('05T07:59')}`),
    ).toEqual(['outcome 60000', 'resumed 0', 'outcome 60000']);
  });

  it('does not count a moment later', () => {
    const lines = tell({
      steps,
      events: '  - { at: 2026-05-05T08:00:20Z, received: 2026-05-05T08:00:01Z, by: mere, stance: object, reason: wait }',
    });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-05T08:00:00Z');
  });

  it('undoes the step that came after it too', () => {
    const two =
      '{step: a, of: lead, window: 24h, pass: t.agree >= 1, else: "goto:b"}, {step: b, of: team, window: 24h, pass: t.open == 0, else: lapse}';
    const lines = tell({
      steps: two,
      events: '  - { at: 2026-05-05T08:00:20Z, received: 2026-05-05T08:00:00Z, by: mere, stance: agree }',
    });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-05T08:00:00Z');
  });

  it('takes the seat back from whoever was asked in its place', () => {
    const run = drive({
      steps: '{step: a, of: team pick 1, exclude: author, window: 0..2h, pass: t.cast >= 1, else: "reroute:1"}',
    });
    const first = run.events.find(({ type }) => type === 'asked');
    if (first?.type !== 'asked') throw new Error('nobody was asked');
    run.do({ type: 'tick' }, at('04T10:00'));
    run.do({ type: 'answer', by: first.actor, receivedAt: at('04T09:59') }, at('04T10:00') + 5_000);
    expect(run.state().outcome).toMatchObject({ outcome: 'accepted' });
    expect(
      run
        .state()
        .steps.at(-1)
        ?.seats.map(({ status }) => status),
    ).toEqual(['answered', 'withdrawn']);
  });

  it('[A3] leaves open what was still owed when the step ended, so that its clock goes on', () => {
    const run = drive({
      steps: '{step: s, of: team, exclude: author, window: 24h, each: 8wh, pass: t.open == 0, else: lapse}',
      start: '2026-05-08T04:30:00Z',
      actors: `
  ines: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" }, roles: [team] }
  raj: { zone: Asia/Kolkata, week: { mon-fri: "10:00-18:00" }, roles: [team] }
  tomas: { zone: America/Sao_Paulo, week: { mon-thu: "09:00-17:00" }, roles: [team] }
`,
    });
    run.do({ type: 'ask-clarification', by: 'raj', text: 'and the backups?' }, at('11T10:00'));
    run.do({ type: 'tick' }, at('11T20:00'));
    expect(run.state().outcome?.outcome).toBe('accepted');
    run.do(
      { type: 'stance', by: 'tomas', stance: 'object', reason: 'too slow', receivedAt: at('11T19:59') },
      at('11T20:00') + 5_000,
    );
    expect(run.state().questions[0]?.status).toBe('open');
    run.do({ type: 'tick' }, at('2027-01-01T00:00:00Z'));
    expect(run.state().questions[0]?.status).toBe('lapsed');
    expect(run.state().outcome?.outcome).toBe('lapsed');
  });

  it('counts where it answers for an objection that went stale at that very moment', () => {
    const run = drive({
      steps: '{step: s, of: team, exclude: author, window: 24h..20d, objection: {stale: 2d}, pass: t.open == 0, else: lapse}',
    });
    run.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'too dear' }, at('04T09:00'));
    run.do({ type: 'reply-to-objection', by: 'ines', whose: 'raj', text: 'and with a discount?' }, at('05T10:00'));
    run.do({ type: 'tick' }, at('07T10:00'));
    expect(run.state().outcome?.outcome).toBe('accepted');
    const late = { type: 'answer-reply', by: 'raj', text: 'still', receivedAt: at('07T10:00') } as const;
    expect(run.do(late, at('07T10:00') + 5_000)).toMatchObject({ ok: expect.anything() });
    expect(run.state().objections[0]).toMatchObject({ status: 'open', closedAt: null });
    expect(run.state().outcome).toBeNull();
    expect(run.do({ ...late, receivedAt: at('07T11:00') }, at('07T11:00'))).toMatchObject({ code: 'nothing-asked' });
  });

  it('comes before what an act at the same instant brings about, as a timer would have it', () => {
    const story = {
      steps: '{step: s, of: team, exclude: author, window: 24h..72h, objection: {stale: 2d}, pass: t.open == 0, else: lapse}',
      events:
        '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: object, reason: too dear }\n  - { at: 2026-05-05T08:00:00Z, by: ines, reply: raj, text: why? }\n',
    };
    // The reply is owed until the window's last moment: nobody blocks by vanishing, whoever is there then.
    expect(outcomeOf(tell(story))).toBe('accepted 2026-05-07T08:00:00Z');
    expect(
      outcomeOf(tell({ ...story, events: `${story.events}  - { at: 2026-05-07T08:00:00Z, by: mere, stance: abstain }\n` })),
    ).toBe('accepted 2026-05-07T08:00:00Z');
  });

  it('does not bring back what was withdrawn since', () => {
    const run = drive({
      steps:
        '{step: a, of: team, exclude: author, window: 24h, pass: t.agree >= 1, else: proceed}, {step: b, of: team, exclude: author, window: 24h, pass: t.agree >= 1, else: lapse}',
    });
    run.do({ type: 'tick' }, at('05T08:00'));
    run.do({ type: 'withdraw', by: 'ines' }, at('05T08:01'));
    const late = run.do({ type: 'stance', by: 'raj', stance: 'agree', receivedAt: at('05T08:00') }, at('05T08:02'));
    expect(late).toMatchObject({ refused: true, code: 'run-ended' });
    expect(run.state().outcome?.outcome).toBe('withdrawn');
  });

  it('is not brought by any other act at that instant', () => {
    const run = drive({ steps });
    run.do({ type: 'tick' }, at('05T08:00'));
    run.do({ type: 'calendar-changed', actor: 'mere' }, at('05T08:00'));
    expect(run.state().outcome?.outcome).toBe('accepted');
  });
});

it('[A4] nobody’s time ends by hours that they no longer have, although the run was not told of the new ones', () => {
  const run = drive({
    steps:
      '{step: a, of: lead, window: 0..7d, each: 8wh, pass: t.open == 0 && now > timestamp("2026-05-04T08:00:00Z"), else: lapse}',
  });
  const asked = run.events.find(({ type }) => type === 'asked');
  if (asked?.type !== 'asked') throw new Error('nobody was asked');
  const shown = asked.clock.dueAt;
  const half = { type: 'calendar-change', actor: 'mere', calendar: { week: { 'mon-fri': '09:00-13:00' } } } as const;
  run.world.change(half, asked.at + 60_000);
  run.do({ type: 'tick' }, shown);
  expect(run.state().outcome).toBeNull();
  const moved = run.events.find(({ type }) => type === 'deadline-moved');
  expect(moved?.type === 'deadline-moved' && moved.due).toBeGreaterThan(shown);
  run.do({ type: 'tick' }, shown + 7 * 86_400_000);
  expect(run.state().outcome?.outcome).toBe('accepted');
});
