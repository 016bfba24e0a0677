import { describe, expect, it } from 'vitest';
import { at, drive, outcomeOf, PEOPLE, short, tell } from './story.ts';

const lazy = '{step: hear, of: team, exclude: author, window: 48h, pass: t.open == 0, else: lapse}';
const amend = (when: string, label: string, more = ''): string =>
  `  - { at: 2026-05-${when}:00Z, by: ines, amend: ${label}${more} }`;

describe('[R6] an amendment', () => {
  it('[A5, R9] that makes it irreversible asks whoever was excused as away, and lets it take effect a day later', () => {
    const actors = PEOPLE.replace(
      'week: { mon-fri: "10:00-18:00" }, roles: [team]',
      'week: { mon-fri: "10:00-18:00" }, roles: [team], leave: [{ from: 2026-05-01T00:00:00Z, to: 2026-06-01T00:00:00Z }]',
    );
    const run = drive({ steps: lazy.replace('48h', '48h..9d'), actors });
    const raj = () =>
      run
        .state()
        .steps.at(-1)
        ?.seats.find(({ actor }) => actor === 'raj');
    expect(raj()).toMatchObject({ status: 'excused', excused: 'away' });
    const says = { title: 'Delete it', irreversible: true, urgent: false };
    run.do({ type: 'amend', by: 'ines', label: 'material', says }, at('05T08:00'));
    expect(raj()).toMatchObject({ status: 'open', away: true });
    run.do({ type: 'tick' }, at('08T08:00'));
    expect(run.state().outcome).toBeNull();
    run.do({ type: 'stance', by: 'raj', stance: 'agree' }, at('08T09:00'));
    expect(run.state()).toMatchObject({ outcome: { outcome: 'accepted' }, stay: { until: at('09T09:00') } });
  });

  it('that is editorial leaves stances and window as they are', () => {
    expect(outcomeOf(tell({ steps: lazy, events: amend('05T08:00', 'editorial') }))).toBe('accepted 2026-05-06T08:00:00Z');
  });

  it('that is material runs the full least time anew', () => {
    expect(outcomeOf(tell({ steps: lazy, events: amend('05T08:00', 'material') }))).toBe('accepted 2026-05-07T08:00:00Z');
  });

  it('that is material asks again whoever agreed, and keeps objections', () => {
    const steps = lazy.replace('window: 48h, pass: t.open == 0', 'window: 0..9d, pass: t.agree == 2 && t.open == 0');
    const events = `  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T13:00:00Z, by: tomas, stance: object, reason: no }\n${amend('05T08:00', 'material')}\n  - { at: 2026-05-05T13:00:00Z, by: tomas, stance: agree }\n  - { at: 2026-05-06T06:00:00Z, by: raj, stance: agree }`;
    const lines = tell({ steps, events });
    expect(short(lines, 'asked', 'outcome')).toEqual([
      '05-04T08:00 asked hear raj',
      '05-04T08:00 asked hear tomas',
      '05-05T08:00 asked hear raj',
      '05-06T06:00 outcome accepted',
    ]);
  });

  it('that is material does not ask again whoever is taken to agree: nobody waits for the author to agree to their own words', () => {
    const steps = lazy
      .replace('of: team, exclude: author,', 'of: team + author, implicit: author,')
      .replace('window: 48h', 'window: 48h, each: 4wh');
    const lines = tell({ steps, events: amend('05T08:00', 'material') });
    expect(short(lines, 'asked').filter((line) => line.endsWith(' ines'))).toEqual([]);
    expect(short(lines, 'stance')).toEqual(['05-04T08:00 stance hear ines']);
  });

  it('[A4] never shows a deputy an earlier end than before', () => {
    const actors = `
  ines: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" } }
  tomas: { zone: America/Sao_Paulo, week: { mon-fri: "09:00-17:00" }, roles: [team], deputies: [raj] }
  raj: { zone: Asia/Kolkata, week: { mon-fri: "10:00-18:00" } }
`;
    const away = '  - { at: 2026-05-04T09:00:00Z, by: tomas, leave: { from: 2026-05-04T09:00:00Z, to: 2026-05-20T00:00:00Z } }';
    const lines = tell({
      steps: '{step: hear, of: team, window: "0..Wed 18:00", pass: t.agree == 1, else: lapse}',
      actors,
      events: `${away}\n${amend('04T10:00', 'material')}`,
    });
    // Wednesday 18:00 in São Paulo, which Raj was promised in the place of Tomás; in Pune it would be 12:30.
    expect(lines.filter(({ actor }) => actor === 'raj').map(({ due }) => due)).toEqual(['2026-05-06T21:00:00Z']);
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-06T21:00:00Z');
  });

  it('may be called material by anybody, from that moment on', () => {
    const events = `${amend('05T08:00', 'editorial')}\n  - { at: 2026-05-05T12:00:00Z, by: raj, challenge: it changes the price }\n  - { at: 2026-05-05T13:00:00Z, by: raj, challenge: again, refused: nothing-to-challenge }`;
    expect(outcomeOf(tell({ steps: lazy, events }))).toBe('accepted 2026-05-07T12:00:00Z');
  });

  it('is material three times, and then it is proposed anew', () => {
    const thrice = `${amend('04T09:00', 'material')}\n${amend('04T10:00', 'material')}\n${amend('04T11:00', 'material')}`;
    expect(
      outcomeOf(tell({ steps: lazy, events: `${thrice}\n${amend('04T12:00', 'material', ', refused: propose-anew')}` })),
    ).toBe('accepted 2026-05-06T11:00:00Z');
    const hidden = `${thrice}\n${amend('04T12:00', 'editorial')}\n  - { at: 2026-05-04T13:00:00Z, by: raj, challenge: it is another proposal }`;
    const lines = tell({ steps: lazy, events: hidden });
    expect(outcomeOf(lines)).toBe('withdrawn 2026-05-04T13:00:00Z');
    expect(lines.at(-1)?.because).toContain('proposed anew (R6)');
  });

  it('is always material to a step that says amend: all', () => {
    const steps = lazy.replace('window: 48h,', 'window: 48h, amend: all,');
    expect(outcomeOf(tell({ steps, events: amend('05T08:00', 'editorial') }))).toBe('accepted 2026-05-07T08:00:00Z');
  });

  it('opens again a step that has passed and asked to hear of it', () => {
    const two = (said: string): string =>
      `{step: read, of: team, exclude: author, ${said}window: 0..9d, pass: t.agree >= 1, else: lapse}, {step: own, of: lead, window: 0..9d, pass: t.agree >= 1, else: lapse}`;
    const events = `  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n${amend('05T08:00', 'material')}\n  - { at: 2026-05-05T21:00:00Z, by: mere, stance: agree }\n  - { at: 2026-05-06T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-06T22:00:00Z, by: mere, stance: agree }`;
    expect(short(tell({ steps: two('amend: material, '), events }), 'step-opened', 'outcome')).toEqual([
      '05-04T08:00 step-opened read',
      '05-04T09:00 step-opened own',
      '05-05T08:00 step-opened read',
      '05-06T09:00 step-opened own',
      '05-06T22:00 outcome accepted',
    ]);
    const unheard = events.split('\n').slice(0, 3).join('\n');
    expect(short(tell({ steps: two(''), events: unheard }), 'step-opened', 'outcome')).toEqual([
      '05-04T08:00 step-opened read',
      '05-04T09:00 step-opened own',
      '05-05T21:00 outcome accepted',
    ]);
  });

  it('makes stances in a step to which the run comes back count no more', () => {
    const steps =
      '{step: a, of: team, window: 0..24h, pass: t.agree >= 1, else: lapse}, {step: b, of: lead, window: 24h, pass: t.agree == 1, else: "back:a"}';
    const events = `  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n${amend('04T20:00', 'material')}`;
    expect(short(tell({ steps, events }), 'step-opened', 'outcome')).toEqual([
      '05-04T08:00 step-opened a',
      '05-04T09:00 step-opened b',
      '05-05T20:00 step-opened a',
      '05-06T20:00 outcome lapsed',
    ]);
  });
});
