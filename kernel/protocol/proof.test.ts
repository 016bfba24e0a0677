import { describe, expect, it } from 'vitest';
import { awaitsOf, nextMoment, proofOf } from './run.ts';
import { at, drive, PEOPLE, type Driven } from './story.ts';

const lazy =
  '{step: consent, of: team, exclude: author, window: 24h, each: 8wh, remind: 50%, objection: {clear: [objector, lead]}, pass: t.open == 0, else: lapse}';
const iso = (moment: number | null | undefined): string =>
  typeof moment === 'number' ? new Date(moment).toISOString().slice(5, 16) : 'none';
const away = 'leave: [{ from: 2026-05-01T00:00:00Z, to: 2026-06-01T00:00:00Z }], deputies: [mere],';

const proof = (run: Driven, now: string) => {
  const found = proofOf(run.state(), run.world.at(at(now)), at(now));
  if (!found) throw new Error('no proof');
  return found;
};

describe('the proof of a window', () => {
  it('says for everybody how much of their working time they have had, and whose deputy they are', () => {
    const run = drive({ steps: lazy, actors: PEOPLE.replace('raj: {', `raj: { ${away}`) });
    const { seats, window } = proof(run, '04T21:00');
    expect(
      seats.map(({ actor, needMs, hadMs, dueAt, status, deputyOf, passedTo }) => ({
        actor,
        need: needMs / 3.6e6,
        had: hadMs / 3.6e6,
        due: iso(dueAt),
        status,
        deputyOf,
        passedTo,
      })),
    ).toEqual([
      { actor: 'raj', need: 8, had: 0, due: '05-05T08:00', status: 'passed', deputyOf: undefined, passedTo: 'mere' },
      { actor: 'mere', need: 8, had: 0, due: '05-05T08:00', status: 'open', deputyOf: 'raj', passedTo: undefined },
      { actor: 'tomas', need: 8, had: 8, due: '05-05T08:00', status: 'open', deputyOf: undefined, passedTo: undefined },
    ]);
    expect([iso(window.minAt), iso(window.effectiveAt), iso(window.maxAt)]).toEqual([
      '05-05T08:00',
      '05-05T08:00',
      '05-18T08:00',
    ]);
  });

  it('[R2] tells who is taken to agree from who said so', () => {
    const steps = '{step: a, of: team, implicit: proposer, window: 0..24h, pass: t.agree >= 3, else: lapse}';
    const run = drive({ steps });
    const told = (): readonly string[] =>
      proof(run, '04T10:00').seats.flatMap(({ actor, stance, implicit }) =>
        stance === undefined ? [] : [`${actor} ${stance}${implicit ? ', implied' : ''}`],
      );
    expect(told()).toEqual(['ines agree, implied']);
    run.do({ type: 'stance', by: 'ines', stance: 'agree' }, at('04T09:00'));
    expect(told()).toEqual(['ines agree']);
  });

  it('says what will happen and when, as things stand', () => {
    const run = drive({ steps: lazy });
    expect([proof(run, '04T09:00').ending, iso(proof(run, '04T09:00').window.effectiveAt)]).toEqual([
      'Proceeds unless blocked',
      '05-05T08:00',
    ]);
    run.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'slow' }, at('04T09:00'));
    expect([proof(run, '04T10:00').ending, iso(proof(run, '04T10:00').window.effectiveAt)]).toEqual([
      'Lapses unless every objection is settled',
      '05-18T08:00',
    ]);
    expect(proof(run, '04T10:00')).toMatchObject({ holds: false, condition: 't.open == 0 (t.open is 1)' });
  });

  it('stands still with its clock, and keeps what was had', () => {
    const run = drive({ steps: lazy });
    run.do({ type: 'ask-clarification', by: 'tomas', text: 'why now?' }, at('04T16:00'));
    const { window, seats, ending } = proof(run, '04T20:00');
    expect([window.effectiveAt, window.paused, ending]).toEqual([null, true, 'The clock stands still']);
    expect(seats.find(({ actor }) => actor === 'tomas')).toMatchObject({ status: 'paused', dueAt: null, hadMs: 4 * 3.6e6 });
  });

  it('stays when it has ended', () => {
    const run = drive({ steps: lazy });
    run.do({ type: 'tick' }, at('06T08:00'));
    const ended = proof(run, '09T08:00');
    expect([ended.ending, iso(ended.window.effectiveAt), ended.holds]).toEqual(['It is accepted', '05-05T08:00', true]);
    expect(ended.seats.map(({ status }) => status)).toEqual(['lapsed', 'lapsed']);
  });

  it.each([
    ['lapse', 'Lapses unless at least one agrees'],
    ['proceed', 'Goes on to vote'],
    ['"escalate:lead"', 'Goes to the lead to decide unless at least one agrees'],
    ['"reroute:2"', 'Somebody else is asked or it lapses unless at least one agrees'],
    ['"reroute:resend"', 'The same people are asked again unless at least one agrees'],
    ['"goto:vote"', 'Goes to vote unless at least one agrees'],
    ['"open:followup"', 'A follow-up is opened unless at least one agrees'],
  ])('says in words what else: %s will do', (otherwise, sentence) => {
    const run = drive({
      steps: `{step: a, of: team, window: 0..2d, pass: t.agree >= 1, else: ${otherwise}}, {step: vote, of: lead, window: 1d, pass: "true", else: lapse}`,
    });
    expect(proof(run, '04T09:00').ending).toBe(sentence);
  });

  it('[A6] says who decides in the place of those who were asked', () => {
    const step = (role: string): string =>
      `{step: a, of: team, exclude: author, window: 24h, pass: t.agree >= 2, else: "escalate:${role}"}`;
    const run = drive({ steps: step('lead') });
    expect(proof(run, '04T09:00').deciders).toBeNull();
    run.do({ type: 'tick' }, at('05T08:00'));
    const { deciders, seats } = proof(run, '05T09:00');
    expect(deciders).toBe('the lead');
    expect(seats.map(({ actor }) => actor)).toEqual(['mere']);
  });

  it('[R2] says what is missing, and what comes of it, as the run will do it', () => {
    const endingFor = (step: string): string => {
      const run = drive({ steps: `{step: a, of: team, window: 24h..2d, ${step}}` });
      run.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'slow' }, at('04T09:00'));
      return proof(run, '04T10:00').ending;
    };
    // It proceeds also where something is open.
    expect(endingFor('pass: t.open == 0, else: proceed')).toBe('Proceeds');
    expect(endingFor('pass: t.open == 0, stop: t.object >= 2, else: proceed')).toBe('Proceeds unless at least 2 object');
    expect(endingFor('pass: t.object <= 1, requires: [lead], else: lapse')).toBe('Lapses unless one of the lead agrees');
    expect(endingFor('pass: t.open == 0, requires: [lead], else: lapse')).toBe(
      'Lapses unless every objection is settled and one of the lead agrees',
    );
    expect(endingFor('pass: t.open == 0, repeat: 1, else: lapse')).toBe(
      'Whoever is silent is asked again unless every objection is settled',
    );
    const resend = drive({ steps: '{step: a, of: lead, window: 24h..2d, pass: t.agree >= 1, else: "reroute:resend"}' });
    resend.do({ type: 'stance', by: 'mere', stance: 'abstain' }, at('04T09:00'));
    expect(proof(resend, '04T10:00').ending).toBe('Unless at least one agrees, it lapses: everyone asked has answered');
    const away = PEOPLE.replace(
      'roles: [team] }',
      'roles: [team], leave: [{ from: 2026-05-01T00:00:00Z, to: 2026-06-01T00:00:00Z }] }',
    );
    const irreversible = '{ kind: decision, title: x, author: ines, irreversible: true }';
    const run = drive({
      steps: '{step: a, of: team, window: 0..2d, pass: t.object == 0, else: proceed}',
      ...{ actors: away, artifact: irreversible },
    });
    expect(proof(run, '04T10:00').ending).toBe(
      'Unless whoever is away has spoken, it lapses: somebody is away and has not spoken',
    );
    run.do({ type: 'tick' }, at('06T08:00'));
    expect(run.state().outcome).toMatchObject({ outcome: 'lapsed' });
  });
});

describe('[A1] the awaits of a run', () => {
  const awaits = (run: Driven) =>
    awaitsOf(run.state(), (actor) => actor.toUpperCase()).map(({ key, status, kind, asker, dueAt, otherwise, why }) => ({
      key,
      status,
      kind,
      asker,
      due: iso(dueAt),
      otherwise,
      why,
    }));

  it('name the asker, the one asked, the kind, why, and what happens by itself', () => {
    expect(awaits(drive({ steps: lazy }))[0]).toEqual({
      key: 'stance:consent:1:raj',
      status: 'open',
      kind: 'stance',
      asker: 'ines',
      due: '05-05T08:00',
      otherwise: 'the decision proceeds',
      why: 'take a stance on “One database”',
    });
  });

  it.each([
    ['decision.opened', 'decision', 't.agree >= 1', 'stance'],
    ['change.opened', 'change', 't.agree >= 1', 'review'],
    ['request.opened', 'request', 't.cast >= 1', 'answer'],
    ['decision.drafted', 'decision', 't.cast == t.size', 'contribute'],
  ])('on %s of a %s with %s ask for %s', (on, kind, pass, expected) => {
    const run = drive({
      steps: `{step: a, of: team, window: 0..2d, pass: ${pass}, else: lapse}`,
      on,
      artifact: `{ kind: ${kind}, author: ines }`,
    });
    expect(awaits(run)[0]?.kind).toBe(expected);
  });

  it('keep an answered one and open another when what was agreed to has changed', () => {
    const run = drive({ steps: lazy });
    run.do({ type: 'stance', by: 'raj', stance: 'agree' }, at('04T09:00'));
    run.do({ type: 'amend', by: 'ines', label: 'material' }, at('04T10:00'));
    expect(awaits(run).map(({ key, status, due }) => `${key} ${status} ${due}`)).toEqual([
      'stance:consent:1:raj answered 05-05T08:00',
      'stance:consent:1.2:raj open 05-05T10:00',
      'stance:consent:1:tomas open 05-05T10:00',
    ]);
  });

  it('are paused, withdrawn, moot or lapsed as their seats are', () => {
    const run = drive({ steps: lazy.replace('of: team', 'of: team + lead') });
    run.do({ type: 'ask-clarification', by: 'raj', text: 'why now?' }, at('04T09:00'));
    run.do({ type: 'pass-on', by: 'tomas', to: 'ines' }, at('04T09:00'));
    expect(awaits(run).map(({ key, status }) => `${key} ${status}`)).toEqual([
      'stance:consent:1:raj paused',
      'stance:consent:1:tomas open',
      'stance:consent:1:mere open',
      'clarification:1:ines open',
    ]);
    expect(awaits(run).at(-1)).toMatchObject({
      kind: 'answer',
      asker: 'raj',
      why: 'RAJ asks about “One database”: why now?',
      otherwise: 'the clock of RAJ goes on',
    });
    run.do({ type: 'withdraw', by: 'ines' }, at('04T10:00'));
    expect(new Set(awaits(run).map(({ status }) => status))).toEqual(new Set(['moot']));
  });

  it('are owed by an objector who was replied to, and by an author who is asked to reopen', () => {
    const run = drive({ steps: lazy });
    run.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'slow' }, at('04T09:00'));
    run.do({ type: 'reply-to-objection', by: 'ines', whose: 'raj', text: 'how slow?' }, at('04T10:00'));
    expect(awaits(run).at(-1)).toMatchObject({ key: 'reply:1:raj', asker: 'ines', otherwise: 'the objection goes stale' });
    run.do({ type: 'resolve', by: 'mere', whose: 'raj' }, at('05T10:00'));
    expect(awaits(run).at(-1)?.status).toBe('moot');
    run.do({ type: 'tick' }, at('06T10:00'));
    run.do({ type: 'stance', by: 'raj', stance: 'object', reason: 'it is', newInformation: 'measured' }, at('06T12:00'));
    expect(awaits(run).at(-1)).toMatchObject({
      kind: 'approve',
      asker: 'raj',
      otherwise: 'the outcome stands',
      due: '05-07T12:00',
    });
    expect(iso(nextMoment(run.state()))).toBe('05-07T12:00');
  });
});
