import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import {
  AROHA,
  BOARD,
  codeOf,
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
import type { RequestState } from './state.ts';
import { request } from './request.ts';

const ONE = idOf('1');
const AGENT = idOf('a9');
const TEAM = idOf('e1');
const protocols = DEFAULT_PROTOCOLS.filter(({ page }) => page.includes('on: request.opened')).map(({ page }) => page);

let org: Northwind;
beforeEach(async () => {
  org = await northwind({ deciders: [request], protocols });
});

const to = (by: string, name: string, data: unknown = {}, artifact = ONE) => ({ by, kind: 'request', artifact, name, data });
const question = {
  title: 'Who can read the backups?',
  question: 'Who can read the **backups** in São Paulo?',
  urgent: false,
  space: PLATFORM,
  audience: null,
  blocks: [],
};
const ask = (whom: string, more: object = {}, by = INES, artifact = ONE) =>
  org.send(to(by, 'ask', { ...question, to: whom, ...more }, artifact));
const asked = async (whom: string, more: object = {}, by = INES, artifact = ONE): Promise<void> => {
  const result = await ask(whom, more, by, artifact);
  if (result.refused) throw new Error(result.message);
};
const reading = (artifact = ONE) => readingOf(org, artifact);
const status = async (artifact = ONE): Promise<string> => (await reading(artifact)).status;
const state = async (artifact = ONE): Promise<RequestState> => (await org.seen(artifact))?.state as RequestState;
const openOf = async (whom: string, artifact = ONE) =>
  (await reading(artifact)).awaits.filter((one) => one.asked === whom && (one.status === 'open' || one.status === 'paused'));
const types = async (): Promise<readonly string[]> => (await org.history(ONE)).map(({ body }) => body.type);

/** Aroha and Mere. */
const team = () =>
  org.sent({ by: INES, kind: 'team', artifact: TEAM, name: 'form', data: { name: 'South', members: [AROHA, MERE] } });

describe('asking', () => {
  it('[A9] asks somebody for an answer in 24 hours and at least 4 of their working hours', async () => {
    await asked(RAJ);
    expect(await reading()).toMatchObject({
      title: 'Who can read the backups?',
      status: 'open',
      author: INES,
      summary: { toName: 'Raj Mehta', round: 1 },
    });
    const [one] = await openOf(RAJ);
    expect(one).toMatchObject({ kind: 'answer', asker: INES, why: 'answer “Who can read the backups?”' });
    // Raj works from 4:30 to 13:00 UTC: his four hours are over on Friday, the 24 on Saturday.
    expect(one?.dueAt).toBe(Date.parse('2026-03-28T09:00:00Z'));
  });

  it('[A6] goes to whoever of a team is working now, or soonest, when it is urgent', async () => {
    await org.sent({ by: INES, kind: 'team', artifact: TEAM, name: 'form', data: { name: 'All', members: [AROHA, RAJ, TOMAS] } });
    await asked(TEAM, { urgent: true });
    expect(await openOf(RAJ)).toMatchObject([{ urgent: true, dueAt: Date.parse('2026-03-27T13:00:00Z') }]);
    expect(await openOf(AROHA)).toEqual([]);
  });

  it('asks everybody of a written round, and waits for all of them, or for a working day of each', async () => {
    await asked(RAJ, { others: [TOMAS, AROHA], audience: [] });
    expect((await reading()).audience).toHaveLength(4);
    expect((await reading()).summary).toMatchObject({ toName: 'Raj Mehta', others: 2 });
    await org.sent(to(RAJ, 'answer', { text: 'Done: the port. Next: the dock.' }));
    await org.sent(to(AROHA, 'answer', { text: 'Next: the crane.' }));
    expect(await status()).toBe('open');
    expect(await openOf(TOMAS)).toHaveLength(1);
    await org.until('2026-04-06T09:00:00Z');
    expect(await status()).toBe('answered');
    expect((await state()).status === 'asked' && (await reading()).awaits.map((one) => one.status).toSorted()).toEqual([
      'answered',
      'answered',
      'lapsed',
    ]);
  });

  it('asks everybody of a team but who asks, and one answer is enough', async () => {
    await org.sent({
      by: INES,
      kind: 'team',
      artifact: TEAM,
      name: 'form',
      data: { name: 'South', members: [AROHA, MERE, INES] },
    });
    await asked(TEAM);
    expect([await openOf(AROHA), await openOf(MERE), await openOf(INES)].map(({ length }) => length)).toEqual([1, 1, 0]);
    await org.sent(to(MERE, 'answer', { text: 'We two.' }));
    expect(await status()).toBe('answered');
    expect(await openOf(AROHA)).toEqual([]);
  });

  it('asks all the people of a team that is named beside somebody', async () => {
    await team();
    await asked(RAJ, { others: [TEAM] });
    expect([await openOf(RAJ), await openOf(AROHA), await openOf(MERE)].map(({ length }) => length)).toEqual([1, 1, 1]);
    await org.sent(to(MERE, 'answer', { text: 'We two.' }));
    expect(await status()).toBe('open');
  });

  it('[R10] asks an agent that is asked by name', async () => {
    await org.sent({
      by: INES,
      kind: 'agent',
      artifact: AGENT,
      name: 'register',
      data: { name: 'Archivist', accountable: INES },
    });
    await asked(AGENT, {}, RAJ);
    await org.sent(to(AGENT, 'answer', { text: 'Ines and Raj; see the grants of the bucket.' }));
    expect(await status()).toBe('answered');
  });

  it('[A5] asks the deputy of somebody who is away for the whole window', async () => {
    await org.sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'name-deputies', data: { deputies: [TOMAS] } });
    await org.sent({
      by: RAJ,
      kind: 'person',
      artifact: RAJ,
      name: 'plan-leave',
      data: { leave: idOf('77'), from: Date.parse('2026-03-27T00:00:00Z'), to: Date.parse('2026-05-01T00:00:00Z') },
    });
    await asked(RAJ);
    expect([(await openOf(RAJ)).length, (await openOf(TOMAS)).length]).toEqual([0, 1]);
  });

  it('is refused where nobody would be asked', async () => {
    await org.sent({
      by: RAJ,
      kind: 'person',
      artifact: RAJ,
      name: 'plan-leave',
      data: { leave: idOf('77'), from: Date.parse('2026-03-27T00:00:00Z'), to: Date.parse('2026-05-01T00:00:00Z') },
    });
    expect(await ask(RAJ)).toMatchObject({
      code: 'nobody-to-ask',
      field: '/to',
      message: expect.stringContaining('Raj Mehta is away'),
    });
  });

  it.each([
    ['oneself', INES, {}, 'asks-oneself'],
    ['somebody who is not here', idOf('99'), {}, 'not-found'],
    ['somebody who could not see it', TOMAS, { space: BOARD }, 'asked-shut-out'],
  ])('does not ask %s', async (_who, whom, more, code) => {
    expect(await ask(whom, more)).toMatchObject({ code, field: '/to' });
  });

  it('asks in no space where one may only read', async () => {
    expect(codeOf(await ask(RAJ, { space: BOARD }, TOMAS))).toBe('not-found');
  });

  it.each([
    ['an empty question', { question: ' ' }, '/question'],
    ['a title of two lines', { title: 'one\ntwo' }, '/title'],
    ['a NUL', { question: 'a\0b' }, '/question'],
    ['something to wait for it that is not there', { blocks: [idOf('98')] }, '/blocks/0'],
  ])('is refused with the field for %s', async (_what, more, field) => {
    expect(await ask(RAJ, more)).toMatchObject({ refused: true, field });
  });

  it('is seen by the two alone when they are its audience', async () => {
    await asked(RAJ, { audience: [], space: null });
    expect(await org.seen(ONE, RAJ)).not.toBeNull();
    expect(await org.seen(ONE, TOMAS)).toBeNull();
  });

  it('holds up what waits for the answer, as a link, if the asker sees it', async () => {
    await org.sent({
      by: INES,
      kind: 'decision',
      artifact: idOf('2'),
      name: 'draft',
      data: { title: 'Move the backups', space: PLATFORM },
    });
    const blocked = to(INES, 'ask', { ...question, to: RAJ, blocks: [idOf('2')] });
    expect(codeOf(await org.send({ ...blocked, by: TOMAS, refs: [idOf('2')] }))).toBe('not-found');
    await org.sent({ ...blocked, refs: [idOf('2')] });
    expect((await reading()).links).toEqual([{ rel: 'blocks', to: idOf('2') }]);
  });
});

describe('an answer', () => {
  it('ends the asking, and is kept word for word', async () => {
    await asked(RAJ);
    await org.sent(to(RAJ, 'answer', { text: '**Ines** and I.\n' }));
    expect(await state()).toMatchObject({ status: 'asked', rounds: [{ answers: [{ by: RAJ, text: '**Ines** and I.\n' }] }] });
    expect(await reading()).toMatchObject({ status: 'answered', nextAt: null, awaits: [{ status: 'answered' }] });
  });

  it('may come from somebody who was not asked; the asker accepts it, and nobody is asked any more', async () => {
    await asked(RAJ);
    await org.sent(to(TOMAS, 'answer', { text: 'I can, since May.' }));
    expect([await status(), (await openOf(RAJ)).length]).toEqual(['open', 1]);
    await org.sent(to(INES, 'accept', { words: 'Thank you.' }));
    expect(await reading()).toMatchObject({ status: 'accepted', nextAt: null, awaits: [{ asked: RAJ, status: 'moot' }] });
  });

  it('is not the asker’s to give', async () => {
    await asked(RAJ);
    expect(codeOf(await org.send(to(INES, 'answer', { text: 'I know.' })))).toBe('own-question');
  });

  it('counts when it is late, too', async () => {
    await asked(RAJ);
    await org.until('2026-03-29T09:00:00Z');
    expect(await status()).toBe('lapsed');
    await org.sent(to(RAJ, 'answer', { text: 'Sorry: Ines and I.' }));
    expect(await status()).toBe('answered');
  });

  it('is accepted by who asked, or a steward, and by nobody else', async () => {
    await asked(TOMAS, {}, RAJ);
    expect(codeOf(await org.send(to(RAJ, 'accept')))).toBe('no-answer');
    await org.sent(to(TOMAS, 'answer', { text: 'You.' }));
    expect(codeOf(await org.send(to(TOMAS, 'accept')))).toBe('not-permitted');
    await org.sent(to(RAJ, 'accept'));
    expect(await status()).toBe('accepted');
    expect(codeOf(await org.send(to(TOMAS, 'answer', { text: 'More.' })))).toBe('request-closed');
  });

  it('[A8] is withdrawn, or an earlier answer accepted, also where it has just come due and no timer has been there yet', async () => {
    await asked(RAJ);
    await org.away('2026-03-29T09:00:00Z');
    await org.sent(to(INES, 'withdraw', { reason: 'found it' }));
    expect(await reading()).toMatchObject({ status: 'withdrawn', nextAt: null });
    expect((await reading()).awaits.filter(({ status: one }) => one === 'open' || one === 'paused')).toEqual([]);

    const again = idOf('2');
    await asked(RAJ, {}, INES, again);
    await org.sent(to(RAJ, 'answer', { text: 'We two.' }, again));
    await org.sent(to(INES, 'ask-again', { question: 'Since when?' }, again));
    await org.away('2026-04-12T09:00:00Z');
    await org.sent(to(INES, 'accept', {}, again));
    expect(await reading(again)).toMatchObject({ status: 'accepted', nextAt: null });
    expect((await reading(again)).awaits.filter(({ status: one }) => one === 'open')).toEqual([]);
  });

  it('changes nothing when it is accepted twice', async () => {
    await asked(RAJ);
    await org.sent(to(RAJ, 'answer', { text: 'We two.' }));
    await org.sent(to(INES, 'accept'));
    const before = (await types()).length;
    await org.sent(to(INES, 'accept'));
    expect((await types()).length).toBe(before);
  });
});

describe('nobody has to chase', () => {
  it('[A3] passes to another, who has a clock of their own', async () => {
    await asked(RAJ);
    await org.sent(to(RAJ, 'pass-on', { to: TOMAS, reason: 'he runs the bucket' }));
    expect([(await openOf(RAJ)).length, (await openOf(TOMAS)).length]).toEqual([0, 1]);
    expect((await reading()).awaits.find((one) => one.asked === RAJ)?.status).toBe('passed');
    expect(codeOf(await org.send(to(TOMAS, 'pass-on', { to: AROHA })))).toBe('passed-already');
  });

  it('passes to nobody who may not see it', async () => {
    await asked(RAJ, { space: BOARD });
    expect(codeOf(await org.send(to(RAJ, 'pass-on', { to: TOMAS })))).toBe('cannot-see');
  });

  it('[A6] goes to a deputy when it is due and unanswered, and lapses when nobody is left', async () => {
    await org.sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'name-deputies', data: { deputies: [TOMAS] } });
    await asked(RAJ);
    await org.until('2026-03-28T09:00:00Z');
    expect((await types()).includes('rerouted')).toBe(true);
    expect([(await openOf(RAJ)).length, (await openOf(TOMAS)).length, await status()]).toEqual([0, 1, 'open']);
    await org.until('2026-04-10T09:00:00Z');
    expect(await reading()).toMatchObject({ status: 'lapsed', nextAt: null });
    expect((await reading()).awaits.every((one) => one.status !== 'open')).toBe(true);
  });

  it('[A6] follows the sun through a team when it is urgent', async () => {
    await org.sent({ by: INES, kind: 'team', artifact: TEAM, name: 'form', data: { name: 'All', members: [AROHA, RAJ, TOMAS] } });
    await asked(TEAM, { urgent: true });
    await org.until('2026-03-27T13:00:00Z');
    expect([(await openOf(RAJ)).length, (await openOf(TOMAS)).length]).toEqual([0, 1]);
    await org.until('2026-03-27T17:00:00Z');
    expect([(await openOf(TOMAS)).length, (await openOf(AROHA)).length]).toEqual([0, 1]);
  });

  it('[A7] reminds once, inside the asked’s hours', async () => {
    await asked(AROHA);
    await org.until('2026-04-10T09:00:00Z');
    const reminded = (await org.history(ONE)).filter(({ body }) => body.type === 'reminded');
    expect(reminded).toHaveLength(1);
    const hour = Number(
      new Date(reminded[0]?.at ?? 0).toLocaleString('en-GB', { timeZone: 'Pacific/Auckland', hour: '2-digit' }),
    );
    expect(hour).toBeGreaterThanOrEqual(8);
    expect(hour).toBeLessThan(17);
  });

  it('[A3] a clarifying question stops the clock until it is answered', async () => {
    await asked(RAJ);
    await org.until('2026-03-27T10:00:00Z');
    await org.sent(to(RAJ, 'ask-clarification', { text: 'Which of the two buckets?' }));
    expect(await openOf(RAJ)).toMatchObject([{ status: 'paused', dueAt: null }]);
    expect(await openOf(INES)).toMatchObject([
      { kind: 'answer', asker: RAJ, why: expect.stringContaining('Which of the two buckets?') },
    ]);
    await org.until('2026-03-27T14:00:00Z');
    expect(codeOf(await org.send(to(RAJ, 'answer-clarification', { to: RAJ, text: 'The old one.' })))).toBe('not-yours');
    await org.sent(to(INES, 'answer-clarification', { to: RAJ, text: 'The old one.' }));
    // One of his four hours was used. The window has moved by the four hours that it stood still.
    expect(await openOf(RAJ)).toMatchObject([{ status: 'open', dueAt: Date.parse('2026-03-30T07:30:00Z') }]);
    expect(await state()).toMatchObject({
      rounds: [
        {
          said: [
            { by: RAJ, to: null },
            { by: INES, to: RAJ, text: 'The old one.' },
          ],
        },
      ],
    });
  });

  it('[A4] leave that is planned later moves what is due, never to an earlier moment', async () => {
    await asked(RAJ, {}, INES);
    await org.sent({
      by: RAJ,
      kind: 'person',
      artifact: RAJ,
      name: 'plan-leave',
      data: { leave: idOf('77'), from: Date.parse('2026-03-27T09:30:00Z'), to: Date.parse('2026-03-30T00:00:00Z') },
    });
    await org.sent(to(SYSTEM, 'calendar-changed', { actor: RAJ }));
    // Half an hour was used on Friday; the other three and a half begin on Monday, 4:30.
    expect(await openOf(RAJ)).toMatchObject([{ dueAt: Date.parse('2026-03-30T08:00:00Z') }]);
  });

  it('[R8] ends when whoever was asked leaves the organization and nobody is left', async () => {
    await asked(RAJ);
    await org.sent({ by: SYSTEM, kind: 'person', artifact: RAJ, name: 'depart', data: {} });
    await org.sent(to(SYSTEM, 'actor-left', { actor: RAJ }));
    expect(await status()).toBe('lapsed');
  });

  it('[A8] an answer that came in time counts, although the timer was first', async () => {
    await asked(RAJ);
    await org.until('2026-03-28T09:00:00Z');
    expect(await status()).toBe('lapsed');
    const stored = await org.seen(ONE);
    const now = Date.parse('2026-03-28T09:00:01Z');
    const command = { id: idOf('88'), org: idOf('f0'), ...to(RAJ, 'answer', { text: 'In time.' }) };
    const decided = request.decide(stored?.state as RequestState, command as Parameters<typeof request.decide>[1], {
      now,
      by: RAJ,
      receivedAt: Date.parse('2026-03-28T08:59:59Z'),
      directory: await org.directory(),
      refs: new Map(),
      self: {
        id: ONE,
        number: 1,
        version: stored?.version ?? 0,
      },
    });
    expect(decided.refused).toBeFalsy();
    expect((decided.refused ? [] : decided.ok).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['request-answered', 'resumed', 'stance', 'outcome']),
    );
  });
});

describe('rounds', () => {
  const answered = async (): Promise<void> => {
    await org.sent(to(RAJ, 'answer', { text: 'It depends.' }));
  };

  it('asks again, the same or somebody else, under the protocol as it is then', async () => {
    await asked(RAJ);
    expect(codeOf(await org.send(to(INES, 'ask-again', { question: 'Really?' })))).toBe('still-open');
    await answered();
    await org.sent(to(INES, 'ask-again', { question: 'And without root?', to: TOMAS }));
    expect(await reading()).toMatchObject({ status: 'open', summary: { round: 2, toName: 'Tomás Lima' } });
    expect(await openOf(TOMAS)).toMatchObject([{ key: expect.stringMatching(/^2\//) }]);
  });

  it('suggest a call after three answers without agreement, until one is accepted', async () => {
    await asked(RAJ);
    await answered();
    for (const again of ['On what?', 'And otherwise?']) {
      expect((await reading()).summary).toMatchObject({ suggestsCall: false });
      await org.sent(to(INES, 'ask-again', { question: again }));
      await answered();
    }
    expect((await reading()).summary).toMatchObject({ round: 3, answers: 3, suggestsCall: true });
    await org.sent(to(INES, 'accept'));
    expect((await reading()).summary).toMatchObject({ suggestsCall: false });
  });

  it('keep the answers of the rounds before', async () => {
    await asked(RAJ);
    await answered();
    await org.sent(to(INES, 'ask-again', { question: 'On what?' }));
    await answered();
    const now = await state();
    expect(now.status === 'asked' ? now.rounds.map(({ question: words, answers }) => [words, answers.length]) : []).toEqual([
      [question.question, 1],
      ['On what?', 1],
    ]);
  });
});

describe('withdrawing', () => {
  it('ends every await, and says why', async () => {
    await team();
    await asked(TEAM);
    await org.sent(to(INES, 'withdraw', { reason: 'found it in the handbook' }));
    expect(await reading()).toMatchObject({ status: 'withdrawn', nextAt: null });
    expect((await reading()).awaits.map((one) => one.status)).toEqual(['moot', 'moot']);
    expect(codeOf(await org.send(to(AROHA, 'answer', { text: 'x' })))).toBe('request-closed');
  });

  it('is for who asked', async () => {
    await asked(TOMAS, {}, RAJ);
    expect(codeOf(await org.send(to(TOMAS, 'withdraw')))).toBe('not-permitted');
  });
});

describe('asking again', () => {
  const round = async () => {
    await asked(RAJ, { others: [TOMAS, AROHA], audience: [] });
    for (const one of [RAJ, TOMAS, AROHA]) await org.sent(to(one, 'answer', { text: 'Done: the port.' }));
    expect(await status()).toBe('answered');
  };

  it('asks those of a written round who are still here', async () => {
    await round();
    await org.sent({ by: TOMAS, kind: 'person', artifact: TOMAS, name: 'depart', data: {} });
    await org.sent(to(INES, 'ask-again', { question: 'And this week?' }));
    expect([await openOf(RAJ), await openOf(AROHA), await openOf(TOMAS)].map(({ length }) => length)).toEqual([1, 1, 0]);
  });

  it('leaves what was answered before to be accepted', async () => {
    await asked(RAJ);
    await org.sent(to(RAJ, 'answer', { text: 'We two.' }));
    await org.sent(to(INES, 'ask-again', { question: 'Nobody else?' }));
    await org.sent(to(INES, 'accept', { words: 'That is enough.' }));
    expect(await status()).toBe('accepted');
    expect(await openOf(RAJ)).toEqual([]);
  });

  it('says what to do where somebody else could not see it', async () => {
    await asked(RAJ, { audience: [] });
    await org.sent(to(RAJ, 'answer', { text: 'We two.' }));
    const refused = await org.send(to(INES, 'ask-again', { question: 'And you?', to: TOMAS }));
    expect(refused).toMatchObject({ code: 'asked-shut-out', message: expect.stringContaining('Ask a new question') });
  });
});
