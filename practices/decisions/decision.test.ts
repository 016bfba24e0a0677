import { beforeEach, describe, expect, it } from 'vitest';
import {
  AROHA,
  BOARD,
  codeOf,
  HOUR,
  idOf,
  INES,
  MERE,
  northwind,
  PLATFORM,
  RAJ,
  readingOf,
  TOMAS,
  type Northwind,
} from '#tests/organization.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import type { DecisionState } from './state.ts';

const ONE = idOf('1');
const TEXT = {
  problem: 'Every new region asks for its own replica set.',
  recommendation: 'One primary per region, because failures were of people.',
};

let org: Northwind;
beforeEach(async () => {
  org = await northwind();
});

const to = (by: string, name: string, data: unknown = {}, artifact = ONE) => ({ by, kind: 'decision', artifact, name, data });
const draft = (by = INES, more: object = {}, artifact = ONE) =>
  org.sent(to(by, 'draft', { title: 'Keep one PostgreSQL per region', space: PLATFORM, ...TEXT, ...more }, artifact));
const open = async (by = INES, more: object = {}, artifact = ONE) => {
  await draft(by, more, artifact);
  await org.sent(to(by, 'open', {}, artifact));
};
const status = async (artifact = ONE): Promise<string> => (await readingOf(org, artifact)).status;
const awaitOf = async (asked: string, artifact = ONE) =>
  (await readingOf(org, artifact)).awaits.filter(
    (one) => one.asked === asked && (one.status === 'open' || one.status === 'paused'),
  );
const state = async (artifact = ONE): Promise<DecisionState> => (await org.seen(artifact))?.state as DecisionState;

describe('a draft', () => {
  it('is seen by its author alone, until they share it', async () => {
    await draft(RAJ);
    expect(await org.seen(ONE, RAJ)).not.toBeNull();
    expect(await org.seen(ONE, INES)).toBeNull();
    await org.sent(to(RAJ, 'share-draft', { with: [TOMAS] }));
    expect(await org.seen(ONE, TOMAS)).not.toBeNull();
    expect(await org.seen(ONE, INES)).toBeNull();
  });

  it('is revised by its author, and by nobody else with whom it is shared', async () => {
    await draft(RAJ);
    await org.sent(to(RAJ, 'share-draft', { with: [INES] }));
    expect(codeOf(await org.send(to(INES, 'revise', { title: 'Other' })))).toBe('not-permitted');
    await org.sent(to(RAJ, 'revise', { title: 'Keep two', impact: 'high' }));
    expect(await readingOf(org, ONE)).toMatchObject({
      title: 'Keep two',
      status: 'draft',
      summary: { impact: 'high', author: null },
    });
  });

  it('changes nothing when the revision says the same', async () => {
    await draft();
    const before = (await org.history(ONE)).length;
    await org.sent(to(INES, 'revise', { problem: TEXT.problem }));
    expect((await org.history(ONE)).length).toBe(before);
  });

  it('[safety] made of a conversation shows it to nobody who did not see it there', async () => {
    await org.sent(to(RAJ, 'draft', { title: 'Of the board', space: BOARD, ...TEXT }, idOf('2')));
    await org.sent(to(RAJ, 'open', {}, idOf('2')));
    const quotes = [{ from: idOf('2'), by: INES, name: 'Ines Prado', at: 0, text: 'between us' }];
    expect(codeOf(await org.send({ ...to(TOMAS, 'draft', { title: 'x', space: PLATFORM, quotes }), refs: [idOf('2')] }))).toBe(
      'not-found',
    );
    await org.sent({ ...to(RAJ, 'draft', { title: 'x', space: PLATFORM, ...TEXT, quotes }), refs: [idOf('2')] });
    expect(await readingOf(org, ONE)).toMatchObject({ links: [{ rel: 'builds-on', to: idOf('2') }] });
    expect(codeOf(await org.send(to(RAJ, 'open')))).toBe('quotes-told');
    await org.sent(to(RAJ, 'move', { space: BOARD }));
    await org.sent(to(RAJ, 'open'));
    expect(codeOf(await org.send(to(RAJ, 'move', { space: PLATFORM })))).toBe('quotes-told');
  });

  it('is opened elsewhere without the conversation that it was made of', async () => {
    await org.sent(to(RAJ, 'draft', { title: 'Of the board', space: BOARD }, idOf('2')));
    const quotes = [{ from: idOf('2'), by: INES, name: 'Ines Prado', at: 0, text: 'between us' }];
    await org.sent({ ...to(RAJ, 'draft', { title: 'x', space: PLATFORM, ...TEXT, quotes }), refs: [idOf('2')] });
    await org.sent(to(RAJ, 'drop-quotes'));
    await org.sent(to(RAJ, 'open'));
    expect(await state()).toMatchObject({ quotes: [] });
  });

  it('is moved, shown to others and discarded by its author alone', async () => {
    await draft(RAJ);
    await org.sent(to(RAJ, 'share-draft', { with: [INES] }));
    for (const [name, data] of [
      ['move', { space: null }],
      ['name-audience', { audience: [INES] }],
      ['withdraw', {}],
      ['open', {}],
      ['drop-quotes', {}],
    ] as const)
      expect(codeOf(await org.send(to(INES, name, data)))).toBe('not-permitted');
  });

  it('is discarded without a trace for others', async () => {
    await draft(RAJ);
    await org.sent(to(RAJ, 'withdraw', { reason: 'not needed' }));
    expect(await status()).toBe('withdrawn');
    expect(await org.seen(ONE, INES)).toBeNull();
  });

  it('goes nowhere where its author may only read or sees nothing', async () => {
    expect(codeOf(await org.send(to(TOMAS, 'draft', { title: 'x', space: BOARD })))).toBe('not-found');
    await org.sent({ by: INES, kind: 'space', artifact: BOARD, name: 'add-member', data: { member: TOMAS, role: 'reader' } });
    expect(codeOf(await org.send(to(TOMAS, 'draft', { title: 'x', space: BOARD })))).toBe('not-permitted');
  });

  it('names only what its author sees, and supersedes only decisions', async () => {
    await open(RAJ, { title: 'Board matter', space: BOARD }, idOf('2'));
    expect(
      codeOf(
        await org.send({ ...to(TOMAS, 'draft', { title: 'x', space: PLATFORM, supersedes: [idOf('2')] }), refs: [idOf('2')] }),
      ),
    ).toBe('not-found');
    expect(
      codeOf(await org.send({ ...to(INES, 'draft', { title: 'x', space: PLATFORM, supersedes: [PLATFORM] }), refs: [PLATFORM] })),
    ).toBe('not-a-decision');
  });

  it.each([
    ['a title without anything to see', { title: ' \u200b ' }, '/title'],
    ['a title of two lines', { title: 'one\ntwo' }, '/title'],
    ['a NUL in the problem', { problem: 'a\0b' }, '/problem'],
    ['a step that is empty', { nextSteps: [' '] }, '/nextSteps/0'],
    ['an option without a name', { options: [{ title: '', consequences: '' }] }, '/options/0/title'],
    ['somebody who is not here', { affected: [idOf('99')] }, '/affected/0'],
  ])('is refused with the field for %s', async (_what, more, field) => {
    const result = await org.send(to(INES, 'draft', { title: 'x', space: PLATFORM, ...more }));
    expect(result).toMatchObject({ refused: true, field });
  });
});

describe('opening', () => {
  it('needs a problem and a recommendation', async () => {
    await org.sent(to(INES, 'draft', { title: 'x', space: PLATFORM }));
    expect(await org.send(to(INES, 'open'))).toMatchObject({ code: 'incomplete', field: '/problem' });
    await org.sent(to(INES, 'revise', { problem: 'p' }));
    expect(await org.send(to(INES, 'open'))).toMatchObject({ code: 'incomplete', field: '/recommendation' });
  });

  it('[P3] runs the space’s protocol and pins its version', async () => {
    await open();
    const opened = await state();
    expect(opened).toMatchObject({ status: 'opened', protocol: { id: 'decide/consent', artifact: idOf('d0'), version: 1 } });
    expect((await org.history(ONE)).map(({ body }) => body.type).slice(0, 5)).toEqual([
      'decision-drafted',
      'names-noted',
      'decision-opened',
      'run-opened',
      'step-opened',
    ]);
  });

  it('[P4] prefers the space’s own protocol over the organization’s', async () => {
    const own =
      '{id: platform/quick, on: decision.drafted, steps: [{step: quick, of: members, window: 4h, implicit: proposer, pass: t.open == 0, else: lapse}]}';
    await org.sent({
      by: SYSTEM,
      kind: 'protocol',
      artifact: idOf('d9'),
      name: 'publish',
      data: { source: own, space: PLATFORM },
    });
    await open();
    expect(await state()).toMatchObject({ protocol: { id: 'platform/quick' } });
    await open(INES, { space: null }, idOf('2'));
    expect(await state(idOf('2'))).toMatchObject({ protocol: { id: 'decide/consent' } });
  });

  it('takes the urgent protocol only for what is urgent, and the one whose condition holds', async () => {
    const urgent =
      '{id: decide/urgent, on: decision.drafted, urgent: true, steps: [{step: now, of: members, window: 4h, implicit: proposer, pass: t.open == 0, else: lapse}]}';
    const oneWay =
      '{id: decide/one-way, on: decision.drafted, when: p.irreversible, steps: [{step: all, of: members, window: 72h, implicit: proposer, pass: t.agree >= 2 && t.open == 0, else: lapse}]}';
    await org.sent({
      by: SYSTEM,
      kind: 'protocol',
      artifact: idOf('d8'),
      name: 'publish',
      data: { source: urgent, space: null },
    });
    await org.sent({
      by: SYSTEM,
      kind: 'protocol',
      artifact: idOf('d9'),
      name: 'publish',
      data: { source: oneWay, space: null },
    });
    await open(INES, {}, idOf('2'));
    await open(INES, { urgent: true }, idOf('3'));
    await open(INES, { reversible: false }, idOf('4'));
    const chosen = await Promise.all(
      ['2', '3', '4'].map(async (id) => {
        const one = await state(idOf(id));
        return one.status === 'opened' ? one.protocol.id : null;
      }),
    );
    expect(chosen).toEqual(['decide/consent', 'decide/urgent', 'decide/one-way']);
  });

  it('is refused where no protocol holds', async () => {
    const bare = await northwind({ protocols: [] });
    await bare.sent(to(INES, 'draft', { title: 'x', space: null, ...TEXT }));
    expect(codeOf(await bare.send(to(INES, 'open')))).toBe('no-protocol');
  });

  it('shows it to the whole space and asks each of its members but the author', async () => {
    await open();
    expect(await org.seen(ONE, TOMAS)).not.toBeNull();
    const asked = (await readingOf(org, ONE)).awaits.map((one) => one.asked);
    expect(asked.toSorted()).toEqual([RAJ, TOMAS, AROHA, MERE].toSorted());
    expect(await awaitOf(RAJ)).toMatchObject([
      {
        kind: 'stance',
        asker: INES,
        why: 'take a stance on “Keep one PostgreSQL per region”',
        otherwise: 'the decision proceeds',
      },
    ]);
  });

  it('[safety] is refused when somebody is affected who could not see it', async () => {
    await draft(INES, { space: BOARD, affected: [TOMAS] });
    expect(await org.send(to(INES, 'open'))).toMatchObject({ code: 'affected-shut-out', field: '/affected/0' });
    await org.sent(to(INES, 'name-audience', { audience: [RAJ, TOMAS] }));
    await org.sent(to(INES, 'open'));
  });

  it('[safety] asks nobody who was not named to see it', async () => {
    await draft(INES, { audience: [RAJ, TOMAS] });
    await org.sent(to(INES, 'open'));
    expect((await readingOf(org, ONE)).awaits.map((one) => one.asked).toSorted()).toEqual([RAJ, TOMAS]);
    expect(await org.seen(ONE, AROHA)).toBeNull();
    expect(codeOf(await org.send(to(RAJ, 'pass-on', { to: AROHA })))).toBe('cannot-see');
  });
});

describe('people in four zones', () => {
  it('proceeds at the minute that was shown, when the last of them has had a working day', async () => {
    await open();
    const shown = (await readingOf(org, ONE)).dueAt ?? 0;
    // Tomás has his eight hours on Friday; Aroha's and Mere's Monday ends at 3:30 and 4:00 UTC. Raj had four hours on Friday and
    // has four more on Monday from 10:00 in Pune, which is the last of all and long after 48 h.
    expect(new Date(shown).toISOString()).toBe('2026-03-30T08:30:00.000Z');
    await org.until(shown - 1);
    expect(await status()).toBe('open');
    await org.until(shown);
    expect(await status()).toBe('accepted');
    expect(await readingOf(org, ONE)).toMatchObject({
      closedAt: shown,
      dueAt: null,
      nextAt: null,
      summary: { byDefault: true, stances: { agree: 1, silent: 4, open: 0 } },
    });
    expect((await readingOf(org, ONE)).awaits.every((one) => one.status !== 'open')).toBe(true);
  });

  it('does everything in its order when no server ran for a week', async () => {
    await open();
    const shown = (await readingOf(org, ONE)).dueAt ?? 0;
    await org.away('2026-04-06T12:00:00Z');
    await org.until('2026-04-06T12:00:00Z');
    expect(await readingOf(org, ONE)).toMatchObject({ status: 'accepted', closedAt: shown });
  });

  it('is held up by an objection, and goes on when that is resolved', async () => {
    await open();
    const shown = (await readingOf(org, ONE)).dueAt ?? 0;
    expect(codeOf(await org.send(to(RAJ, 'take-stance', { stance: 'object' })))).toBe('reason-required');
    await org.sent(
      to(RAJ, 'take-stance', { stance: 'object', reason: 'Monthly rehearsal is not enough.', alternative: 'Weekly, rotating.' }),
    );
    await org.until(shown + HOUR);
    expect(await status()).toBe('open');
    await org.sent(to(RAJ, 'resolve-objection', { whose: RAJ, reason: 'weekly is fine' }));
    expect(await status()).toBe('accepted');
    expect(await readingOf(org, ONE)).toMatchObject({ summary: { stances: { open: 0 } } });
  });

  it('is stopped when the protocol says so', async () => {
    await open();
    for (const by of [RAJ, TOMAS, AROHA]) await org.sent(to(by, 'take-stance', { stance: 'object', reason: 'no' }));
    expect(await status()).toBe('rejected');
  });

  it('[A4] takes leave that is announced while the window is open into account', async () => {
    await open();
    const before = (await readingOf(org, ONE)).dueAt ?? 0;
    await org.sent({
      by: MERE,
      kind: 'person',
      artifact: MERE,
      name: 'plan-leave',
      data: { leave: idOf('e1'), from: Date.parse('2026-03-29T00:00:00Z'), to: Date.parse('2026-04-01T00:00:00Z') },
    });
    await org.sent(to(SYSTEM, 'calendar-changed', { actor: MERE }));
    const after = (await readingOf(org, ONE)).dueAt ?? 0;
    expect(after).toBeGreaterThan(before);
    await org.until(before);
    expect(await status()).toBe('open');
    await org.until(after);
    expect(await status()).toBe('accepted');
  });

  it('[A5] asks the deputy of somebody who is on leave for the whole window', async () => {
    await org.sent({ by: AROHA, kind: 'person', artifact: AROHA, name: 'name-deputies', data: { deputies: [MERE, RAJ] } });
    await org.sent({
      by: AROHA,
      kind: 'person',
      artifact: AROHA,
      name: 'plan-leave',
      data: { leave: idOf('e1'), from: Date.parse('2026-03-27T12:00:00Z'), to: Date.parse('2026-05-01T00:00:00Z') },
    });
    await org.sent({ by: INES, kind: 'space', artifact: PLATFORM, name: 'remove-member', data: { member: MERE } });
    await open();
    expect((await readingOf(org, ONE)).awaits.map((one) => one.asked).toSorted()).toEqual([RAJ, TOMAS, MERE].toSorted());
  });

  it('[R8] goes on without somebody who left', async () => {
    await open();
    const shown = (await readingOf(org, ONE)).dueAt ?? 0;
    await org.sent({ by: MERE, kind: 'person', artifact: MERE, name: 'depart' });
    await org.sent(to(SYSTEM, 'actor-left', { actor: MERE }));
    expect(await awaitOf(MERE)).toEqual([]);
    await org.until(shown);
    expect(await status()).toBe('accepted');
  });
});

describe('an objection', () => {
  const object = () => org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'Monthly rehearsal is not enough.' }));

  it('asks the author for an answer, which a reply gives, and then the objector', async () => {
    await open();
    await object();
    expect(await awaitOf(INES)).toMatchObject([
      {
        kind: 'answer',
        asker: RAJ,
        why: 'Raj Mehta objects to “Keep one PostgreSQL per region”: Monthly rehearsal is not enough.',
        otherwise: 'the objection stands',
        minutes: 10,
      },
    ]);
    await org.sent(to(INES, 'reply-to-objection', { whose: RAJ, text: 'How about weekly?' }));
    expect(await awaitOf(INES)).toEqual([]);
    expect(await awaitOf(RAJ)).toMatchObject([{ kind: 'answer', asker: INES, otherwise: 'the objection goes stale' }]);
    await org.sent(to(RAJ, 'answer-reply', { text: 'Weekly, and rotating.' }));
    expect(await awaitOf(RAJ)).toEqual([]);
    const held = await state();
    expect(held.status === 'opened' && held.said.map(({ text }) => text)).toEqual(['How about weekly?', 'Weekly, and rotating.']);
  });

  it('stands when the author does not answer it in time', async () => {
    await open();
    await object();
    const [owed] = await awaitOf(INES);
    await org.until(owed?.dueAt ?? 0);
    expect(await awaitOf(INES)).toEqual([]);
    expect((await readingOf(org, ONE)).awaits).toContainEqual(expect.objectContaining({ key: 'reply:1', status: 'lapsed' }));
    expect(await status()).toBe('open');
  });

  it('[R4] goes stale when the objector does not answer a reply', async () => {
    await open();
    await object();
    await org.sent(to(INES, 'reply-to-objection', { whose: RAJ, text: 'How about weekly?' }));
    const [owed] = await awaitOf(RAJ);
    await org.until(owed?.dueAt ?? 0);
    const held = await state();
    expect(held.status === 'opened' && held.run.objections[0]?.status).toBe('stale');
    await org.until('2026-04-06T12:00:00Z');
    expect(await status()).toBe('accepted');
  });

  it('[R4] is resolved, ruled out or overruled only by whom the protocol names, with a reason', async () => {
    await open();
    await object();
    expect((await org.send(to(TOMAS, 'resolve-objection', { whose: RAJ }))).refused).toBe(true);
    expect((await org.send(to(TOMAS, 'overrule-objection', { whose: RAJ, reason: 'no' }))).refused).toBe(true);
    expect(codeOf(await org.send(to(INES, 'overrule-objection', { whose: RAJ, reason: ' ' })))).toBe('reason-required');
    await org.sent(to(INES, 'rule-objection-invalid', { whose: RAJ, reason: 'it is about another region' }));
    const held = await state();
    expect(held.status === 'opened' && held.run.objections[0]).toMatchObject({ status: 'invalid' });
    expect(await awaitOf(INES)).toEqual([]);
  });

  it('is withdrawn by whose it is', async () => {
    await open();
    await object();
    expect((await org.send(to(TOMAS, 'withdraw-objection', {}))).refused).toBe(true);
    await org.sent(to(RAJ, 'withdraw-objection', { reason: 'I misread' }));
    const held = await state();
    expect(held.status === 'opened' && held.run.objections[0]).toMatchObject({ status: 'withdrawn' });
  });

  it('[R9] after the outcome is recorded and undoes nothing; with new information it asks the author to reopen', async () => {
    await open();
    await org.until('2026-03-31T12:00:00Z');
    await org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'too late' }));
    expect(await status()).toBe('accepted');
    await org.sent(
      to(TOMAS, 'take-stance', { stance: 'object', reason: 'the vendor is gone', newInformation: 'They closed yesterday.' }),
    );
    expect(await status()).toBe('accepted');
    expect(await awaitOf(INES)).toMatchObject([{ kind: 'approve', asker: TOMAS }]);
    await org.sent(to(INES, 'keep-closed', { reason: 'we have a replacement' }));
    expect(await awaitOf(INES)).toEqual([]);
    expect(await status()).toBe('accepted');
  });
});

describe('a clarifying question', () => {
  it('[A3] stops the clock of who asks until it is answered', async () => {
    await open();
    const shown = (await readingOf(org, ONE)).dueAt ?? 0;
    await org.sent(to(RAJ, 'ask-clarification', { text: 'Which regions?' }));
    expect(await awaitOf(RAJ)).toMatchObject([{ status: 'paused', dueAt: null }]);
    expect(await awaitOf(INES)).toMatchObject([{ kind: 'answer', asker: RAJ }]);
    await org.until('2026-03-27T12:00:00Z');
    await org.sent(to(INES, 'answer-clarification', { to: RAJ, text: 'All eleven.' }));
    expect(await awaitOf(RAJ)).toMatchObject([{ status: 'open' }]);
    // Three of his hours on Friday did not count.
    expect((await readingOf(org, ONE)).dueAt).toBe(shown + 3 * HOUR);
    const held = await state();
    expect(held.status === 'opened' && held.said.map(({ to: whom, text }) => [whom, text])).toEqual([
      [null, 'Which regions?'],
      [RAJ, 'All eleven.'],
    ]);
  });
});

describe('an amendment', () => {
  it('[R6] that is material asks those who agreed again and begins the window anew', async () => {
    await open();
    await org.sent(to(RAJ, 'take-stance', { stance: 'agree' }));
    const shown = (await readingOf(org, ONE)).dueAt ?? 0;
    await org.until('2026-03-28T09:00:00Z');
    await org.sent(
      to(INES, 'amend', {
        label: 'material',
        reason: 'weekly rehearsal',
        recommendation: 'One primary per region, rehearsed weekly.',
      }),
    );
    expect(await awaitOf(RAJ)).toMatchObject([{ kind: 'stance' }]);
    expect((await readingOf(org, ONE)).dueAt ?? 0).toBeGreaterThan(shown);
    expect(await state()).toMatchObject({
      body: { recommendation: 'One primary per region, rehearsed weekly.' },
      amendments: [{ label: 'material', reason: 'weekly rehearsal' }],
    });
  });

  it('[R6] that is editorial leaves agreements, and anybody may challenge that', async () => {
    await open();
    await org.sent(to(RAJ, 'take-stance', { stance: 'agree' }));
    await org.sent(to(INES, 'amend', { label: 'editorial', reason: 'a typing error', problem: `${TEXT.problem} ` }));
    expect(await awaitOf(RAJ)).toEqual([]);
    await org.sent(to(TOMAS, 'challenge-amendment', { reason: 'this changes what is meant' }));
    expect(await awaitOf(RAJ)).toMatchObject([{ kind: 'stance' }]);
  });

  it('answers the objections that asked for one', async () => {
    await open();
    await org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'no' }));
    await org.sent(to(INES, 'amend', { label: 'material', reason: 'as Raj asks', recommendation: 'Another.' }));
    expect((await readingOf(org, ONE)).awaits.find((one) => one.key === 'reply:1')).toMatchObject({ status: 'answered' });
  });

  it.each([
    ['without a reason', { label: 'material', reason: ' ', recommendation: 'x' }, 'reason-required'],
    ['that changes nothing', { label: 'material', reason: 'r', problem: TEXT.problem }, 'nothing-changed'],
    ['that empties the recommendation', { label: 'material', reason: 'r', recommendation: '' }, 'incomplete'],
    [
      'that closes the way back and says it is editorial',
      { label: 'editorial', reason: 'r', reversible: false },
      'not-editorial',
    ],
  ])('%s is refused', async (_what, data, code) => {
    await open();
    expect(codeOf(await org.send(to(INES, 'amend', data)))).toBe(code);
  });

  it('is made by the author and the stewards, not by others', async () => {
    await open(TOMAS);
    expect(codeOf(await org.send(to(RAJ, 'amend', { label: 'material', reason: 'r', problem: 'x' })))).toBe('not-permitted');
    await org.sent(to(INES, 'amend', { label: 'material', reason: 'r', problem: 'x' }));
  });
});

describe('what was decided', () => {
  const decide = async (artifact = ONE, more: object = {}) => {
    await open(INES, more, artifact);
    await org.until(Math.max(org.now(), (await readingOf(org, artifact)).dueAt ?? 0));
    expect(await status(artifact)).toBe('accepted');
  };

  it('is the record, and its text does not change', async () => {
    await decide();
    expect(codeOf(await org.send(to(INES, 'amend', { label: 'editorial', reason: 'r', problem: 'x' })))).toBe('decided');
    expect(codeOf(await org.send(to(INES, 'revise', { problem: 'x' })))).toBe('not-a-draft');
  });

  it('is reopened with a reason, and asked again', async () => {
    await decide();
    expect(codeOf(await org.send(to(RAJ, 'reopen', { reason: 'r' })))).toBe('not-permitted');
    await org.sent(to(INES, 'reopen', { reason: 'the vendor is gone' }));
    expect(await status()).toBe('open');
    expect((await awaitOf(RAJ)).length).toBe(1);
    await org.until((await readingOf(org, ONE)).dueAt ?? 0);
    expect(await status()).toBe('accepted');
  });

  it('is superseded and holds again when what superseded it is reopened', async () => {
    await decide();
    await org.sent(to(SYSTEM, 'supersede', { by: idOf('2') }));
    expect(await status()).toBe('superseded');
    expect(codeOf(await org.send(to(INES, 'reopen', { reason: 'r' })))).toBe('superseded');
    await org.sent(to(SYSTEM, 'restore', { from: idOf('3') }));
    expect(await status()).toBe('superseded');
    await org.sent(to(SYSTEM, 'restore', { from: idOf('2') }));
    expect(await status()).toBe('accepted');
    expect(codeOf(await org.send(to(INES, 'supersede', { by: idOf('2') })))).toBe('not-permitted');
  });

  it('is deprecated with a reason', async () => {
    await decide();
    expect(codeOf(await org.send(to(INES, 'deprecate', { reason: '' })))).toBe('reason-required');
    await org.sent(to(INES, 'deprecate', { reason: 'the region is closed' }));
    expect(await status()).toBe('deprecated');
    expect(codeOf(await org.send(to(INES, 'deprecate', { reason: 'again' })))).toBe('not-in-force');
  });

  it('[R11] asks those affected at the review date whether they would decide the same again', async () => {
    await decide(ONE, { affected: [RAJ, TOMAS], reviewOn: '2026-10-01' });
    // Midnight in Berlin, where its author works.
    expect((await readingOf(org, ONE)).nextAt).toBe(Date.parse('2026-09-30T22:00:00Z'));
    await org.until('2026-09-30T22:00:00Z');
    expect(await awaitOf(RAJ)).toMatchObject([
      {
        kind: 'verify',
        why: 'Would you decide “Keep one PostgreSQL per region” the same again?',
        otherwise: 'it lapses',
        minutes: 2,
      },
    ]);
    expect(codeOf(await org.send(to(AROHA, 'answer-review', { answer: 'yes' })))).toBe('not-asked');
    await org.sent(to(RAJ, 'answer-review', { answer: 'yes' }));
    expect(await awaitOf(RAJ)).toEqual([]);
    const [owed] = await awaitOf(TOMAS);
    await org.until(owed?.dueAt ?? 0);
    expect(await awaitOf(TOMAS)).toEqual([]);
    expect(await readingOf(org, ONE)).toMatchObject({ nextAt: null, summary: { review: { mean: 1, n: 1 } } });
    await org.sent(to(TOMAS, 'answer-review', { answer: 'partly', words: 'with fewer regions' }));
    expect(await readingOf(org, ONE)).toMatchObject({ summary: { review: { mean: 0.75, n: 2 } } });
  });

  it('is not reviewed any more once it no longer holds', async () => {
    await decide(ONE, { affected: [RAJ], reviewOn: '2026-10-01' });
    await org.until('2026-10-01T00:00:00Z');
    await org.sent(to(INES, 'deprecate', { reason: 'r' }));
    expect((await readingOf(org, ONE)).awaits.find((one) => one.key === `review:${RAJ}`)).toMatchObject({ status: 'moot' });
    expect(codeOf(await org.send(to(RAJ, 'answer-review', { answer: 'yes' })))).toBe('not-in-force');
  });

  it('takes a review date later, in the future only', async () => {
    await decide();
    expect(await org.send(to(INES, 'set-review-date', { on: '2020-01-01' }))).toMatchObject({
      code: 'in-the-past',
      field: '/on',
    });
    await org.sent(to(INES, 'set-review-date', { on: '2026-12-01' }));
    expect((await readingOf(org, ONE)).nextAt).toBe(Date.parse('2026-11-30T23:00:00Z'));
    await org.sent(to(INES, 'set-review-date', { on: null }));
    expect((await readingOf(org, ONE)).nextAt).toBeNull();
  });

  it('is withdrawn while it is open, and not afterwards', async () => {
    await open();
    await org.sent(to(INES, 'withdraw', { reason: 'overtaken' }));
    expect(await status()).toBe('withdrawn');
    expect((await org.send(to(INES, 'withdraw', {}))).refused).toBe(true);
    expect((await readingOf(org, ONE)).awaits.every((one) => one.status !== 'open')).toBe(true);
  });
});

describe('who sees it', () => {
  it('[safety] stays with everybody who was asked', async () => {
    await open();
    expect(codeOf(await org.send(to(INES, 'name-audience', { audience: [RAJ] })))).toBe('asked-shut-out');
    expect(codeOf(await org.send(to(INES, 'move', { space: BOARD })))).toBe('asked-shut-out');
    await org.sent(to(INES, 'move', { space: null }));
    expect(await readingOf(org, ONE)).toMatchObject({ space: null, audience: ['org'] });
  });

  it('[safety] is told nothing to those who do not: every command finds nothing', async () => {
    await draft(INES, { space: BOARD });
    await org.sent(to(INES, 'open'));
    for (const [name, data] of [
      ['take-stance', { stance: 'agree' }],
      ['amend', { label: 'material', reason: 'r' }],
      ['withdraw', {}],
      ['answer-review', { answer: 'yes' }],
      ['open', {}],
    ] as const)
      expect(codeOf(await org.send(to(TOMAS, name, data)))).toBe('not-found');
  });
});
