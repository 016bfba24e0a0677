import { beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM, type RecordedEvent } from '#kernel/stream/event.ts';
import { AROHA, codeOf, idOf, INES, RAJ, TOMAS } from '#tests/organization.ts';
import { decidingNorthwind, ONE, to } from '#tests/deciding.ts';
import type { DecisionEvent } from './events.ts';
import { markSuperseded } from './reactions.ts';
import { documentOf } from './record.ts';
import { toMadr } from './records/madr.ts';
import { decisionSentence } from './sentences.ts';

const NAMES = { actor: () => 'somebody', space: () => 'a space', artifact: () => 'this' };

let org: Awaited<ReturnType<typeof decidingNorthwind>>;
beforeEach(async () => {
  org = await decidingNorthwind();
});

describe('what was decided', () => {
  const decide = async (artifact = ONE, more: object = {}) => {
    await org.open(INES, more, artifact);
    await org.until(Math.max(org.now(), await org.shown(artifact)));
    expect(await org.status(artifact)).toBe('accepted');
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
    expect(await org.status()).toBe('open');
    expect((await org.owedBy(RAJ)).length).toBe(1);
    await org.until(await org.shown());
    expect(await org.status()).toBe('accepted');
  });

  it('is superseded and holds again when what superseded it is reopened', async () => {
    await decide();
    const decidedAt = new Date((await org.reading()).closedAt ?? 0).toISOString();
    await org.until(org.now() + 3_600_000);
    await org.sent(to(SYSTEM, 'supersede', { by: idOf('2') }));
    expect(await org.status()).toBe('superseded');
    const standingAt = new Date(org.now()).toISOString();
    expect((await org.reading()).line).toMatchObject({ status: 'superseded', decidedAt, summary: { standingAt } });
    expect(codeOf(await org.send(to(INES, 'reopen', { reason: 'r' })))).toBe('superseded');
    await org.until(org.now() + 1);
    const late = { stance: 'object', reason: 'r', alternative: 'a', newInformation: 'n' };
    expect(codeOf(await org.send(to(RAJ, 'take-stance', late)))).toBe('superseded');
    await org.sent(to(SYSTEM, 'restore', { from: idOf('3') }));
    expect(await org.status()).toBe('superseded');
    await org.sent(to(SYSTEM, 'restore', { from: idOf('2') }));
    expect(await org.status()).toBe('accepted');
    expect((await org.reading()).summary).not.toHaveProperty('standingAt');
    expect(codeOf(await org.send(to(INES, 'supersede', { by: idOf('2') })))).toBe('not-permitted');
  });

  it('[A8, R11] holds again when an answer that was received in time undoes what superseded it', async () => {
    const two = idOf('2');
    await decide();
    await org.until(org.now() + 3_600_000);
    await decide(two);
    const rows = <Row>({ name }: { readonly name: string }): Promise<readonly Row[]> => {
      const found: readonly Row[] = JSON.parse(name === 'decisions.superseded' ? JSON.stringify([{ target: ONE }]) : '[]');
      return Promise.resolve(found);
    };
    const reaction = markSuperseded({
      ...{ send: (command) => org.send(command), directory: () => org.directory() },
      ...{ rows, address: 'https://proceed.northwind.example', mail: () => Promise.resolve() },
    });
    const react = async (): Promise<void> => {
      for (const event of await org.history(two)) if (reaction.types.has(event.body.type)) await reaction.react(event);
    };
    await react();
    expect(await org.status()).toBe('superseded');
    // At the very moment at which it was due, though the timer was first.
    await org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'Not tried.', alternative: 'Try it.' }, two));
    expect(await org.status(two)).toBe('open');
    await react();
    expect(await org.status()).toBe('accepted');
  });

  it('[R6, R9] waits before it takes effect where an amendment made it one that cannot be undone', async () => {
    await org.open();
    const amended = { label: 'material', reason: 'The old data goes', title: 'Delete the old data', reversible: false };
    await org.sent(to(INES, 'amend', amended));
    expect((await org.owedBy(RAJ)).map(({ why }) => why)).toEqual(['take a stance on “Delete the old data”']);
    await org.until(await org.shown());
    expect(await org.status()).toBe('accepted');
    const { closedAt, summary } = await org.reading();
    expect(summary['effectiveAt']).toBe(new Date((closedAt ?? 0) + 24 * 3_600_000).toISOString());
    expect(await org.state()).toMatchObject({ run: { effects: [], subject: { irreversible: true } } });
  });

  it('[R9] that one cannot go back on says when it takes effect, and then that it did', async () => {
    await decide(ONE, { reversible: false });
    const { closedAt } = await org.reading();
    const effectiveAt = new Date((closedAt ?? 0) + 24 * 3_600_000).toISOString();
    expect((await org.reading()).line).toMatchObject({
      dueAt: effectiveAt,
      summary: { ending: 'Takes effect unless 2 object', effectiveAt, because: expect.not.stringMatching(/\dT\d/u) },
    });
    const record = async () => {
      const row = { state: await org.state(), number: 1, links: [] };
      return toMadr(documentOf(row, INES, await org.directory()));
    };
    const written = `${effectiveAt.slice(0, 19)}Z`;
    expect(await record()).toContain(`* Takes effect: ${written}, unless 2 object until then\n`);
    await org.until(effectiveAt);
    expect((await org.reading()).line).toMatchObject({ dueAt: null, summary: { ending: null, effectiveAt } });
    expect(await record()).toContain(`* Took effect: ${written}\n`);
    const said = (await org.history(ONE)).map((event) => decisionSentence(event as RecordedEvent<DecisionEvent>, NAMES));
    expect(said).toContain('this took effect.');
  });

  it('is deprecated with a reason', async () => {
    await decide();
    expect(codeOf(await org.send(to(INES, 'deprecate', { reason: '' })))).toBe('reason-required');
    await org.sent(to(INES, 'deprecate', { reason: 'the region is closed' }));
    expect(await org.status()).toBe('deprecated');
    expect(codeOf(await org.send(to(INES, 'deprecate', { reason: 'again' })))).toBe('not-in-force');
  });

  it('[R11] asks those affected at the review date whether they would decide the same again', async () => {
    await decide(ONE, { affected: [RAJ, TOMAS], reviewOn: '2026-10-01' });
    // Midnight in Berlin, where its author works.
    expect((await org.reading()).nextAt).toBe(Date.parse('2026-09-30T22:00:00Z'));
    await org.until('2026-09-30T22:00:00Z');
    expect(await org.owedBy(RAJ)).toMatchObject([
      {
        kind: 'verify',
        why: 'Would you decide “Keep one PostgreSQL per region” the same again?',
        otherwise: 'it lapses',
        minutes: 2,
      },
    ]);
    expect(codeOf(await org.send(to(AROHA, 'answer-review', { answer: 'yes' })))).toBe('not-asked');
    await org.sent(to(RAJ, 'answer-review', { answer: 'yes' }));
    expect(await org.owedBy(RAJ)).toEqual([]);
    const [owed] = await org.owedBy(TOMAS);
    await org.until(owed?.dueAt ?? 0);
    expect(await org.owedBy(TOMAS)).toEqual([]);
    expect(await org.reading()).toMatchObject({ nextAt: null, summary: { review: { mean: 1, n: 1 } } });
    await org.sent(to(TOMAS, 'answer-review', { answer: 'partly', words: 'with fewer regions' }));
    expect(await org.reading()).toMatchObject({ summary: { review: { mean: 0.75, n: 2 } } });
  });

  it('is not reviewed any more once it no longer holds', async () => {
    await decide(ONE, { affected: [RAJ], reviewOn: '2026-10-01' });
    await org.until('2026-10-01T00:00:00Z');
    await org.sent(to(INES, 'deprecate', { reason: 'r' }));
    expect((await org.reading()).awaits.find((one) => one.key === `review:${RAJ}`)).toMatchObject({ status: 'moot' });
    expect(codeOf(await org.send(to(RAJ, 'answer-review', { answer: 'yes' })))).toBe('not-in-force');
  });

  it('asks nobody any more whether they would decide it the same again, once it is open again', async () => {
    await decide(ONE, { affected: [RAJ], reviewOn: '2026-10-01' });
    await org.until('2026-10-01T00:00:00Z');
    await org.sent(to(INES, 'reopen', { reason: 'the vendor is gone' }));
    expect((await org.reading()).awaits.find((one) => one.key === `review:${RAJ}`)).toMatchObject({ status: 'moot' });
    await org.sent(to(INES, 'withdraw', {}));
    expect((await org.owedBy(RAJ)).length).toBe(0);
  });

  it('is reviewed at its date when it holds again, or at once when that has come meanwhile', async () => {
    await decide(ONE, { affected: [RAJ], reviewOn: '2026-10-01' });
    await org.sent(to(SYSTEM, 'supersede', { by: idOf('2') }));
    expect((await org.reading()).nextAt).toBeNull();
    await org.sent(to(SYSTEM, 'restore', { from: idOf('2') }));
    expect((await org.reading()).nextAt).toBe(Date.parse('2026-09-30T22:00:00Z'));
    await org.sent(to(SYSTEM, 'supersede', { by: idOf('3') }));
    await org.until('2026-11-02T09:00:00Z');
    await org.sent(to(SYSTEM, 'restore', { from: idOf('3') }));
    await org.until(org.now());
    expect(await org.owedBy(RAJ)).toMatchObject([{ kind: 'verify' }]);
  });

  it('keeps what its review came to when no other date is set', async () => {
    await decide(ONE, { affected: [RAJ], reviewOn: '2026-10-01' });
    await org.until('2026-10-01T00:00:00Z');
    await org.sent(to(RAJ, 'answer-review', { answer: 'partly' }));
    await org.sent(to(INES, 'set-review-date', { on: '2027-10-01' }));
    await org.sent(to(INES, 'set-review-date', { on: null }));
    expect(await org.reading()).toMatchObject({ nextAt: null, summary: { review: { mean: 0.5, n: 1 } } });
  });

  it('takes a review date later, in the future only', async () => {
    await decide();
    expect(await org.send(to(INES, 'set-review-date', { on: '2020-01-01' }))).toMatchObject({
      code: 'in-the-past',
      field: '/on',
    });
    await org.sent(to(INES, 'set-review-date', { on: '2026-12-01' }));
    expect((await org.reading()).nextAt).toBe(Date.parse('2026-11-30T23:00:00Z'));
    await org.sent(to(INES, 'set-review-date', { on: null }));
    expect((await org.reading()).nextAt).toBeNull();
  });

  it('is withdrawn while it is open, and not afterwards', async () => {
    await org.open();
    await org.sent(to(INES, 'withdraw', { reason: 'overtaken' }));
    expect(await org.status()).toBe('withdrawn');
    expect((await org.send(to(INES, 'withdraw', {}))).refused).toBe(true);
    expect((await org.reading()).awaits.every((one) => one.status !== 'open')).toBe(true);
  });
});

describe('the record', () => {
  it('says what everybody said last, also where a step was gone back to', async () => {
    org = await decidingNorthwind({
      protocols: [
        `{id: decide/two, on: decision.drafted, steps: [
         {step: talk, of: members, window: 24h, pass: t.agree >= 1, else: lapse},
         {step: last, of: members, window: 24h, pass: t.agree >= 4, else: lapse, objection: {needs: [reason], effect: 'back:talk'}}]}`,
      ],
    });
    await org.open();
    await org.sent(to(AROHA, 'take-stance', { stance: 'agree' }));
    await org.until((await org.shown()) + 60_000);
    await org.sent(to(TOMAS, 'take-stance', { stance: 'abstain' }));
    await org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'We have not talked about the dock.' }));
    await org.until(org.now() + 60_000);
    await org.sent(to(TOMAS, 'take-stance', { stance: 'agree' }));
    const row = { state: await org.state(), number: 1, links: [] };
    const said = documentOf(row, INES, await org.directory()).run?.stances.map(({ name, stance }) => [name, stance]);
    expect(said).toContainEqual(['Tomás Lima', 'agree']);
  });
});
