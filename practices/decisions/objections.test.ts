import { beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM, type RecordedEvent } from '#kernel/stream/event.ts';
import { AROHA, codeOf, INES, RAJ, TOMAS } from '#tests/organization.ts';
import { decidingNorthwind, ONE, to } from '#tests/deciding.ts';
import type { DecisionEvent } from './events.ts';
import { decisionSentence } from './sentences.ts';

let org: Awaited<ReturnType<typeof decidingNorthwind>>;
beforeEach(async () => {
  org = await decidingNorthwind();
});

describe('an objection', () => {
  const object = () => org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'Monthly rehearsal is not enough.' }));

  it('asks the author for an answer, which a reply gives, and then the objector', async () => {
    await org.open();
    await object();
    expect(await org.owedBy(INES)).toMatchObject([
      {
        kind: 'answer',
        asker: RAJ,
        why: 'Raj Mehta objects to “Keep one PostgreSQL per region”: Monthly rehearsal is not enough.',
        otherwise: 'the objection stands',
        minutes: 10,
      },
    ]);
    await org.sent(to(INES, 'reply-to-objection', { whose: RAJ, text: 'How about weekly?' }));
    expect(await org.owedBy(INES)).toEqual([]);
    expect(await org.owedBy(RAJ)).toMatchObject([{ kind: 'answer', asker: INES, otherwise: 'the objection goes stale' }]);
    await org.sent(to(RAJ, 'answer-reply', { text: 'Weekly, and rotating.' }));
    expect(await org.owedBy(RAJ)).toEqual([]);
    const held = await org.state();
    expect(held.status === 'opened' && held.said.map(({ text }) => text)).toEqual(['How about weekly?', 'Weekly, and rotating.']);
  });

  it('stands when the author does not answer it in time', async () => {
    await org.open();
    await object();
    const [owed] = await org.owedBy(INES);
    await org.until(owed?.dueAt ?? 0);
    expect(await org.owedBy(INES)).toEqual([]);
    expect((await org.reading()).awaits).toContainEqual(expect.objectContaining({ key: 'reply:1', status: 'lapsed' }));
    expect(await org.status()).toBe('open');
  });

  it('asks an author who has left for nothing', async () => {
    await org.open(TOMAS);
    await object();
    expect(await org.owedBy(TOMAS)).toHaveLength(1);
    await org.sent({ by: TOMAS, kind: 'person', artifact: TOMAS, name: 'depart', data: {} });
    await org.sent(to(SYSTEM, 'actor-left', { actor: TOMAS }));
    expect(await org.owedBy(TOMAS)).toEqual([]);
    expect((await org.reading()).awaits).toContainEqual(expect.objectContaining({ key: 'reply:1', status: 'lapsed' }));
  });

  it('[R8] keeps what is said of it apart from one that its objector answers for, too', async () => {
    await org.sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'name-deputies', data: { deputies: [TOMAS] } });
    await org.open();
    await org.sent(to(TOMAS, 'take-stance', { stance: 'object', reason: 'Too dear.' }));
    await object();
    await org.sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'depart', data: {} });
    await org.sent(to(SYSTEM, 'actor-left', { actor: RAJ }));
    await org.sent(to(INES, 'reply-to-objection', { whose: TOMAS, text: 'It is half of what we pay now.' }));
    // The author still owes an answer to the other one.
    expect((await org.owedBy(INES)).map(({ key }) => key)).toEqual(['reply:2']);
    await org.sent(to(TOMAS, 'answer-reply', { text: 'Raj meant it.' }));
    await org.sent(to(TOMAS, 'answer-reply', { text: 'Half is too dear.' }));
    const held = await org.state();
    expect(held.status === 'opened' && held.said.map(({ about, text }) => [about, text])).toEqual([
      [1, 'It is half of what we pay now.'],
      [2, 'Raj meant it.'],
      [1, 'Half is too dear.'],
    ]);
  });

  it('[R4] goes stale when the objector does not answer a reply', async () => {
    await org.open();
    await object();
    await org.sent(to(INES, 'reply-to-objection', { whose: RAJ, text: 'How about weekly?' }));
    const [owed] = await org.owedBy(RAJ);
    await org.until(owed?.dueAt ?? 0);
    const held = await org.state();
    expect(held.status === 'opened' && held.run.objections[0]?.status).toBe('stale');
    await org.until('2026-04-06T12:00:00Z');
    expect(await org.status()).toBe('accepted');
  });

  it('[R4] is resolved, ruled out or overruled only by whom the protocol names, with a reason', async () => {
    await org.open();
    await object();
    expect((await org.send(to(TOMAS, 'resolve-objection', { whose: RAJ }))).refused).toBe(true);
    expect((await org.send(to(TOMAS, 'overrule-objection', { whose: RAJ, reason: 'no' }))).refused).toBe(true);
    expect(codeOf(await org.send(to(INES, 'overrule-objection', { whose: RAJ, reason: ' ' })))).toBe('reason-required');
    await org.sent(to(INES, 'rule-objection-invalid', { whose: RAJ, reason: 'it is about another region' }));
    const held = await org.state();
    expect(held.status === 'opened' && held.run.objections[0]).toMatchObject({ status: 'invalid' });
    expect(await org.owedBy(INES)).toEqual([]);
  });

  it('is withdrawn by whose it is', async () => {
    await org.open();
    await object();
    expect((await org.send(to(TOMAS, 'withdraw-objection', {}))).refused).toBe(true);
    await org.sent(to(RAJ, 'withdraw-objection', { reason: 'I misread' }));
    const held = await org.state();
    expect(held.status === 'opened' && held.run.objections[0]).toMatchObject({ status: 'withdrawn' });
  });

  it('[R9] after the outcome is told once, and then that nobody reopened it in time', async () => {
    await org.open();
    await org.until('2026-03-31T12:00:00Z');
    const late = { stance: 'object', reason: 'the vendor is gone', newInformation: 'They closed yesterday.' };
    const told = async (): Promise<readonly (string | null)[]> =>
      (await org.history(ONE)).flatMap((event) => {
        const names = { actor: () => 'somebody', space: () => 'a space', artifact: () => 'this' };
        const said = decisionSentence(event as RecordedEvent<DecisionEvent>, names);
        return said !== null && /after the outcome|reopen|closed/u.test(said) ? [said] : [];
      });
    await org.sent(to(TOMAS, 'take-stance', late));
    const asked = ['somebody objected after the outcome.', 'somebody is asked whether to reopen it.'];
    const [owed] = await org.owedBy(INES);
    await org.until(owed?.dueAt ?? 0);
    expect(await told()).toEqual([...asked, 'Nobody reopened it in time, so the outcome stands.']);
    await org.sent(to(RAJ, 'take-stance', late));
    await org.sent(to(INES, 'keep-closed', { reason: 'we have a replacement' }));
    expect((await told()).slice(3)).toEqual([...asked, 'somebody keeps this closed.']);
  });

  it('[R9] after the outcome is recorded and undoes nothing; with new information it asks the author to reopen', async () => {
    await org.open();
    await org.until('2026-03-31T12:00:00Z');
    await org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'too late' }));
    expect(await org.status()).toBe('accepted');
    await org.sent(
      to(TOMAS, 'take-stance', { stance: 'object', reason: 'the vendor is gone', newInformation: 'They closed yesterday.' }),
    );
    expect(await org.status()).toBe('accepted');
    expect(await org.owedBy(INES)).toMatchObject([{ kind: 'approve', asker: TOMAS }]);
    await org.sent(to(AROHA, 'take-stance', { stance: 'object', reason: 'they moved', newInformation: 'To another country.' }));
    expect((await org.seen(ONE))?.state).toMatchObject({
      run: { objections: [{}, { newInformation: 'They closed yesterday.' }, { newInformation: 'To another country.' }] },
    });
    expect((await org.reading()).text).toContain('To another country.');
    await org.sent(to(INES, 'keep-closed', { reason: 'we have a replacement' }));
    expect(await org.owedBy(INES)).toEqual([]);
    expect(await org.status()).toBe('accepted');
    // Whoever brought what is new reads why it stays closed, each below their own objection.
    expect((await org.seen(ONE))?.state).toMatchObject({
      said: [
        { about: 2, by: INES, text: 'we have a replacement' },
        { about: 3, by: INES, text: 'we have a replacement' },
      ],
    });
  });
});
