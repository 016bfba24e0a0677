import { beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import { AROHA, BOARD, codeOf, HOUR, idOf, INES, MERE, PLATFORM, RAJ, TOMAS } from '#tests/organization.ts';
import { decidingNorthwind, ONE, TEXT, to } from '#tests/deciding.ts';

let org: Awaited<ReturnType<typeof decidingNorthwind>>;
beforeEach(async () => {
  org = await decidingNorthwind();
});

describe('people in four zones', () => {
  it('proceeds at the minute that was shown, when the last of them has had a working day', async () => {
    await org.open();
    const shown = await org.shown();
    // Tomás has his eight hours on Friday; Aroha's and Mere's Monday ends at 3:30 and 4:00 UTC. Raj had four hours on Friday and
    // has four more on Monday from 10:00 in Pune, which is the last of all and long after 48 h.
    expect(new Date(shown).toISOString()).toBe('2026-03-30T08:30:00.000Z');
    await org.until(shown - 1);
    expect(await org.status()).toBe('open');
    await org.until(shown);
    expect(await org.status()).toBe('accepted');
    expect(await org.reading()).toMatchObject({
      closedAt: shown,
      dueAt: null,
      nextAt: null,
      summary: { byDefault: true, stances: { agree: 1, silent: 4, open: 0 } },
    });
    expect((await org.reading()).awaits.every((one) => one.status !== 'open')).toBe(true);
  });

  it('does everything in its order when no server ran for a week', async () => {
    await org.open();
    const shown = await org.shown();
    await org.away('2026-04-06T12:00:00Z');
    await org.until('2026-04-06T12:00:00Z');
    expect(await org.reading()).toMatchObject({ status: 'accepted', closedAt: shown });
  });

  it('is held up by an objection, and goes on when that is resolved', async () => {
    await org.open();
    const shown = await org.shown();
    expect(codeOf(await org.send(to(RAJ, 'take-stance', { stance: 'object' })))).toBe('reason-required');
    await org.sent(
      to(RAJ, 'take-stance', { stance: 'object', reason: 'Monthly rehearsal is not enough.', alternative: 'Weekly, rotating.' }),
    );
    await org.until(shown + HOUR);
    expect(await org.status()).toBe('open');
    await org.sent(to(RAJ, 'resolve-objection', { whose: RAJ, reason: 'weekly is fine' }));
    expect(await org.status()).toBe('accepted');
    expect(await org.reading()).toMatchObject({ summary: { stances: { open: 0 } } });
  });

  it('counts no objection as open that stands for the record alone', async () => {
    await org.sent({ by: INES, kind: 'space', artifact: PLATFORM, name: 'remove-member', data: { member: RAJ } });
    await org.open();
    await org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'Monthly rehearsal is not enough.' }));
    expect(await org.reading()).toMatchObject({ summary: { stances: { object: 1, open: 0 } } });
    await org.sent(
      to(TOMAS, 'take-stance', { stance: 'object', reason: 'Nobody is on call then.', alternative: 'Rehearse on Tuesdays.' }),
    );
    expect(await org.reading()).toMatchObject({ summary: { stances: { object: 2, open: 1 } } });
  });

  it('is stopped when the protocol says so', async () => {
    await org.open();
    for (const by of [RAJ, TOMAS, AROHA]) await org.sent(to(by, 'take-stance', { stance: 'object', reason: 'no' }));
    expect(await org.status()).toBe('rejected');
  });

  it('[A4] takes leave that is announced while the window is open into account', async () => {
    await org.open();
    const before = await org.shown();
    await org.sent({
      by: MERE,
      kind: 'person',
      artifact: MERE,
      name: 'plan-leave',
      data: { leave: idOf('e1'), from: Date.parse('2026-03-29T00:00:00Z'), to: Date.parse('2026-04-01T00:00:00Z') },
    });
    await org.sent(to(SYSTEM, 'calendar-changed', { actor: MERE }));
    const after = await org.shown();
    expect(after).toBeGreaterThan(before);
    await org.until(before);
    expect(await org.status()).toBe('open');
    await org.until(after);
    expect(await org.status()).toBe('accepted');
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
    await org.open();
    expect((await org.reading()).awaits.map((one) => one.asked).toSorted()).toEqual([RAJ, TOMAS, MERE].toSorted());
  });

  it('[R8] goes on without somebody who left', async () => {
    await org.open();
    const shown = await org.shown();
    await org.sent({ by: MERE, kind: 'person', artifact: MERE, name: 'depart' });
    await org.sent(to(SYSTEM, 'actor-left', { actor: MERE }));
    expect(await org.owedBy(MERE)).toEqual([]);
    await org.until(shown);
    expect(await org.status()).toBe('accepted');
  });

  it('[R8] goes on without somebody who may not see it any more, whose objection passes to a deputy who may', async () => {
    await org.sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'name-deputies', data: { deputies: [TOMAS, AROHA] } });
    await org.sent({ by: INES, kind: 'space', artifact: PLATFORM, name: 'close' });
    await org.open();
    await org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'Not enough.' }));
    for (const member of [TOMAS, MERE, RAJ]) {
      await org.sent({ by: INES, kind: 'space', artifact: PLATFORM, name: 'remove-member', data: { member } });
      await org.sent(to(SYSTEM, 'actor-left', { actor: member }));
    }
    expect(await org.owedBy(MERE)).toEqual([]);
    expect(await org.owedBy(RAJ)).toEqual([]);
    expect(await org.owedBy(AROHA)).not.toEqual([]);
    const because = (await org.history(ONE)).map(({ body }) => ('because' in body ? String(body.because) : ''));
    expect(because).toContain('Mere Parata may no longer see this, so the unanswered seat no longer counts (R8)');
    expect(
      because.some((line) => line.startsWith('Raj Mehta may no longer see this; Aroha Ngata answers for the objection')),
    ).toBe(true);
  });
});

describe('a clarifying question', () => {
  it('[A3] stops the clock of who asks until it is answered', async () => {
    await org.open();
    const shown = await org.shown();
    await org.sent(to(RAJ, 'ask-clarification', { text: 'Which regions?' }));
    expect(await org.owedBy(RAJ)).toMatchObject([{ status: 'paused', dueAt: null }]);
    expect(await org.owedBy(INES)).toMatchObject([{ kind: 'answer', asker: RAJ }]);
    await org.until('2026-03-27T12:00:00Z');
    await org.sent(to(INES, 'answer-clarification', { to: RAJ, text: 'All eleven.' }));
    expect(await org.owedBy(RAJ)).toMatchObject([{ status: 'open' }]);
    // Three of his hours on Friday did not count.
    expect((await org.reading()).dueAt).toBe(shown + 3 * HOUR);
    const held = await org.state();
    expect(held.status === 'opened' && held.said.map(({ to: whom, text }) => [whom, text])).toEqual([
      [null, 'Which regions?'],
      [RAJ, 'All eleven.'],
    ]);
  });
});

describe('an amendment', () => {
  it('[R6] that is material asks those who agreed again and begins the window anew', async () => {
    await org.open();
    await org.sent(to(RAJ, 'take-stance', { stance: 'agree' }));
    const shown = await org.shown();
    await org.until('2026-03-28T09:00:00Z');
    await org.sent(
      to(INES, 'amend', {
        label: 'material',
        reason: 'weekly rehearsal',
        recommendation: 'One primary per region, rehearsed weekly.',
      }),
    );
    expect(await org.owedBy(RAJ)).toMatchObject([{ kind: 'stance' }]);
    expect(await org.shown()).toBeGreaterThan(shown);
    expect(await org.state()).toMatchObject({
      body: { recommendation: 'One primary per region, rehearsed weekly.' },
      amendments: [{ label: 'material', reason: 'weekly rehearsal' }],
    });
  });

  it('[R6] that is editorial leaves agreements, and anybody may challenge that', async () => {
    await org.open();
    await org.sent(to(RAJ, 'take-stance', { stance: 'agree' }));
    await org.sent(to(INES, 'amend', { label: 'editorial', reason: 'a typing error', problem: `${TEXT.problem} ` }));
    expect(await org.owedBy(RAJ)).toEqual([]);
    await org.sent(to(TOMAS, 'challenge-amendment', { reason: 'this changes what is meant' }));
    expect(await org.owedBy(RAJ)).toMatchObject([{ kind: 'stance' }]);
  });

  it('answers the objections that asked for one', async () => {
    await org.open();
    await org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'no' }));
    await org.sent(to(INES, 'amend', { label: 'material', reason: 'as Raj asks', recommendation: 'Another.' }));
    expect((await org.reading()).awaits.find((one) => one.key === 'reply:1')).toMatchObject({ status: 'answered' });
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
    await org.open();
    expect(codeOf(await org.send(to(INES, 'amend', data)))).toBe(code);
  });

  it('is made by the author and the stewards, not by others', async () => {
    await org.open(TOMAS);
    expect(codeOf(await org.send(to(RAJ, 'amend', { label: 'material', reason: 'r', problem: 'x' })))).toBe('not-permitted');
    await org.sent(to(INES, 'amend', { label: 'material', reason: 'r', problem: 'x' }));
  });
});

describe('who sees it', () => {
  it('[safety] stays with everybody who was asked', async () => {
    await org.open();
    expect(codeOf(await org.send(to(INES, 'name-audience', { audience: [RAJ] })))).toBe('asked-shut-out');
    expect(codeOf(await org.send(to(INES, 'move', { space: BOARD })))).toBe('asked-shut-out');
    await org.sent(to(INES, 'move', { space: null }));
    expect(await org.reading()).toMatchObject({ space: null, audience: ['org'] });
  });

  it('[safety] is told nothing to those who do not: every command finds nothing', async () => {
    await org.draft(INES, { space: BOARD });
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
