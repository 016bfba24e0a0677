import { beforeEach, describe, expect, it } from 'vitest';
import { AROHA, BOARD, codeOf, idOf, INES, MERE, northwind, PLATFORM, protocolPage, RAJ, TOMAS } from '#tests/organization.ts';
import { decidingNorthwind, ONE, TEXT, to } from '#tests/deciding.ts';

let org: Awaited<ReturnType<typeof decidingNorthwind>>;
beforeEach(async () => {
  org = await decidingNorthwind();
});

describe('a draft', () => {
  it('is seen by its author alone, until they share it', async () => {
    await org.draft(RAJ);
    expect(await org.seen(ONE, RAJ)).not.toBeNull();
    expect(await org.seen(ONE, INES)).toBeNull();
    await org.sent(to(RAJ, 'share-draft', { with: [TOMAS] }));
    expect(await org.seen(ONE, TOMAS)).not.toBeNull();
    expect(await org.seen(ONE, INES)).toBeNull();
  });

  it('is revised by its author, and by nobody else with whom it is shared', async () => {
    await org.draft(RAJ);
    await org.sent(to(RAJ, 'share-draft', { with: [INES] }));
    expect(codeOf(await org.send(to(INES, 'revise', { title: 'Other' })))).toBe('not-permitted');
    await org.sent(to(RAJ, 'revise', { title: 'Keep two', impact: 'high' }));
    expect(await org.reading()).toMatchObject({
      title: 'Keep two',
      status: 'draft',
      summary: { impact: 'high', author: 'Raj Mehta' },
    });
  });

  it('says what it is instead where it is none any more', async () => {
    await org.draft(RAJ);
    await org.sent(to(RAJ, 'withdraw', {}));
    for (const [name, data] of [
      ['revise', { title: 'Other' }],
      ['open', {}],
      ['share-draft', { with: [TOMAS] }],
    ] as const)
      expect(await org.send(to(RAJ, name, data))).toMatchObject({
        code: 'not-a-draft',
        message: 'This draft was discarded. Write a new one.',
      });
    await org.open(RAJ, {}, idOf('2'));
    const again = () => org.send(to(RAJ, 'open', {}, idOf('2')));
    expect(await again()).toMatchObject({ message: 'This is open already.' });
    await org.until(await org.shown(idOf('2')));
    expect(await again()).toMatchObject({ message: expect.stringContaining('This has been decided') });
  });

  it('changes nothing when the revision says the same', async () => {
    await org.draft();
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
    expect(await org.reading()).toMatchObject({ links: [{ rel: 'builds-on', to: idOf('2') }] });
    expect(codeOf(await org.send(to(RAJ, 'open')))).toBe('quotes-told');
    await org.sent(to(RAJ, 'move', { space: BOARD }));
    await org.sent(to(RAJ, 'open'));
    expect(codeOf(await org.send(to(RAJ, 'move', { space: PLATFORM })))).toBe('quotes-told');
  });

  it('[safety] made of a conversation is shared with those alone who saw it there', async () => {
    await org.sent(to(RAJ, 'draft', { title: 'Of the board', space: BOARD, ...TEXT }, idOf('2')));
    await org.sent(to(RAJ, 'open', {}, idOf('2')));
    const quotes = [{ from: idOf('2'), by: INES, name: 'Ines Prado', at: 0, text: 'between us' }];
    await org.sent({ ...to(RAJ, 'draft', { title: 'x', space: PLATFORM, ...TEXT, quotes }), refs: [idOf('2')] });
    expect(await org.send(to(RAJ, 'share-draft', { with: [INES, TOMAS] }))).toMatchObject({
      code: 'quotes-told',
      field: '/with/1',
    });
    expect(await org.seen(ONE, TOMAS)).toBeNull();
    await org.sent(to(RAJ, 'share-draft', { with: [INES] }));
    await org.sent(to(RAJ, 'drop-quotes'));
    await org.sent(to(RAJ, 'share-draft', { with: [INES, TOMAS] }));
  });

  it('is revised and amended also when somebody whom it affects has left since', async () => {
    await org.draft(RAJ, { affected: [MERE, TOMAS] });
    await org.sent({ by: MERE, kind: 'person', artifact: MERE, name: 'depart' });
    await org.sent(to(RAJ, 'revise', { impact: 'high' }));
    await org.sent(to(RAJ, 'open'));
    await org.sent(to(RAJ, 'amend', { label: 'editorial', reason: 'typo', problem: 'Every region asks.' }));
    expect(codeOf(await org.send(to(RAJ, 'amend', { label: 'editorial', reason: 'x', affected: [idOf('ff')] })))).toBe(
      'not-found',
    );
  });

  it('is not to be reviewed on a day that has come', async () => {
    expect(await org.send(to(INES, 'draft', { title: 'x', space: PLATFORM, reviewOn: '2020-01-01' }))).toMatchObject({
      code: 'in-the-past',
      field: '/reviewOn',
    });
    await org.draft(INES, { reviewOn: '2026-04-01' });
    await org.away('2026-05-01T09:00:00Z');
    await org.sent(to(INES, 'revise', { reviewOn: '2026-04-01', impact: 'high' }));
    expect(codeOf(await org.send(to(INES, 'open')))).toBe('in-the-past');
    await org.sent(to(INES, 'revise', { reviewOn: null }));
    await org.sent(to(INES, 'open'));
  });

  it('is opened elsewhere without the conversation that it was made of', async () => {
    await org.sent(to(RAJ, 'draft', { title: 'Of the board', space: BOARD }, idOf('2')));
    const quotes = [{ from: idOf('2'), by: INES, name: 'Ines Prado', at: 0, text: 'between us' }];
    await org.sent({ ...to(RAJ, 'draft', { title: 'x', space: PLATFORM, ...TEXT, quotes }), refs: [idOf('2')] });
    await org.sent(to(RAJ, 'drop-quotes'));
    await org.sent(to(RAJ, 'open'));
    expect(await org.state()).toMatchObject({ quotes: [] });
  });

  it('is moved, shown to others and discarded by its author alone', async () => {
    await org.draft(RAJ);
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
    await org.draft(RAJ);
    await org.sent(to(RAJ, 'withdraw', { reason: 'not needed' }));
    expect(await org.status()).toBe('withdrawn');
    expect(await org.seen(ONE, INES)).toBeNull();
  });

  it('goes nowhere where its author may only read or sees nothing', async () => {
    expect(codeOf(await org.send(to(TOMAS, 'draft', { title: 'x', space: BOARD })))).toBe('not-found');
    await org.sent({ by: INES, kind: 'space', artifact: BOARD, name: 'add-member', data: { member: TOMAS, role: 'reader' } });
    expect(codeOf(await org.send(to(TOMAS, 'draft', { title: 'x', space: BOARD })))).toBe('not-permitted');
  });

  it('names only what its author sees, and supersedes only decisions', async () => {
    await org.open(RAJ, { title: 'Board matter', space: BOARD }, idOf('2'));
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

/** A protocol of a space alone, that asks its contributors. */
const publish = (space: string, more: string) =>
  org.sent(
    protocolPage(
      idOf('d9'),
      `{id: decide/lab, on: decision.opened, steps: [{step: agree, of: contributors, ${more}, window: 24h, pass: t.agree >= 1, else: lapse}]}`,
      space,
    ),
  );

describe('opening', () => {
  it('needs a problem and a recommendation', async () => {
    await org.sent(to(INES, 'draft', { title: 'x', space: PLATFORM }));
    expect(await org.send(to(INES, 'open'))).toMatchObject({ code: 'incomplete', field: '/problem' });
    await org.sent(to(INES, 'revise', { problem: 'p' }));
    expect(await org.send(to(INES, 'open'))).toMatchObject({ code: 'incomplete', field: '/recommendation' });
  });

  it('[P3] runs the space’s protocol and pins its version', async () => {
    await org.open();
    const opened = await org.state();
    expect(opened).toMatchObject({ status: 'opened', protocol: { id: 'decide/consent', artifact: idOf('d0'), version: 1 } });
    expect((await org.history(ONE)).map(({ body }) => body.type).slice(0, 6)).toEqual([
      'decision-drafted',
      'names-noted',
      'names-noted',
      'decision-opened',
      'run-opened',
      'step-opened',
    ]);
  });

  it('[P4] prefers the space’s own protocol over the organization’s', async () => {
    const own =
      '{id: platform/quick, on: decision.drafted, steps: [{step: quick, of: members, window: 4h, implicit: proposer, pass: t.open == 0, else: lapse}]}';
    await org.sent(protocolPage(idOf('d9'), own, PLATFORM));
    await org.open();
    expect(await org.state()).toMatchObject({ protocol: { id: 'platform/quick' } });
    await org.open(INES, { space: null }, idOf('2'));
    expect(await org.state(idOf('2'))).toMatchObject({ protocol: { id: 'decide/consent' } });
  });

  it('[P4] stands on the floors of the organization, where a space has a protocol of its own', async () => {
    const own =
      '{id: platform/quick, on: decision.drafted, steps: [{step: quick, of: members, window: 4h, each: 1wh, implicit: proposer, pass: t.open == 0, else: lapse}]}';
    await org.sent(protocolPage(idOf('d9'), own, PLATFORM));
    await org.open();
    const { run } = (await org.state()) as Extract<Awaited<ReturnType<typeof org.state>>, { status: 'opened' }>;
    expect(run.protocol).toMatchObject({ id: 'platform/quick', steps: [{ window: { min: '48h' }, each: '8wh' }] });
  });

  it('takes the urgent protocol only for what is urgent, and the one whose condition holds', async () => {
    const urgent =
      '{id: decide/urgent, on: decision.drafted, urgent: true, steps: [{step: now, of: members, window: 4h, implicit: proposer, pass: t.open == 0, else: lapse}]}';
    const oneWay =
      '{id: decide/one-way, on: decision.drafted, when: p.irreversible, steps: [{step: all, of: members, window: 72h, implicit: proposer, pass: t.agree >= 2 && t.open == 0, else: lapse}]}';
    await org.sent(protocolPage(idOf('d8'), urgent, null));
    await org.sent(protocolPage(idOf('d9'), oneWay, null));
    await org.open(INES, {}, idOf('2'));
    await org.open(INES, { urgent: true }, idOf('3'));
    await org.open(INES, { reversible: false }, idOf('4'));
    const chosen = await Promise.all(
      ['2', '3', '4'].map(async (id) => {
        const one = await org.state(idOf(id));
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
    await org.open();
    expect(await org.seen(ONE, TOMAS)).not.toBeNull();
    const asked = (await org.reading()).awaits.map((one) => one.asked);
    expect(asked.toSorted()).toEqual([RAJ, TOMAS, AROHA, MERE].toSorted());
    expect(await org.owedBy(RAJ)).toMatchObject([
      {
        kind: 'stance',
        asker: INES,
        why: 'take a stance on “Keep one PostgreSQL per region”',
        otherwise: 'the decision proceeds',
      },
    ]);
  });

  it('[safety] is refused when somebody is affected who could not see it', async () => {
    await org.draft(INES, { space: BOARD, affected: [TOMAS] });
    expect(await org.send(to(INES, 'open'))).toMatchObject({ code: 'affected-shut-out', field: '/affected/0' });
    await org.sent(to(INES, 'name-audience', { audience: [RAJ, TOMAS] }));
    await org.sent(to(INES, 'open'));
  });

  it('[safety] asks nobody who was not named to see it', async () => {
    await org.draft(INES, { audience: [RAJ, TOMAS] });
    await org.sent(to(INES, 'open'));
    expect((await org.reading()).awaits.map((one) => one.asked).toSorted()).toEqual([RAJ, TOMAS]);
    expect(await org.seen(ONE, AROHA)).toBeNull();
    expect(codeOf(await org.send(to(RAJ, 'pass-on', { to: AROHA })))).toBe('cannot-see');
  });

  it('asks those who were named to see it, also where its space lists none of them', async () => {
    const lab = idOf('b3');
    await org.sent({ by: INES, kind: 'space', artifact: lab, name: 'open', data: { name: 'Lab' } });
    await org.sent({ by: INES, kind: 'space', artifact: lab, name: 'add-member', data: { member: MERE, role: 'reader' } });
    await publish(lab, 'implicit: author');
    await org.draft(RAJ, { space: lab, audience: [TOMAS, AROHA, MERE] });
    await org.sent(to(RAJ, 'open'));
    expect((await org.owedBy(TOMAS)).length + (await org.owedBy(AROHA)).length).toBe(2);
    expect(await org.owedBy(MERE), 'she reads there, and decides nothing').toEqual([]);
    expect(await org.owedBy(INES), 'she was not named').toEqual([]);
  });

  it('[R7] is refused, and the draft kept, where nobody would be asked', async () => {
    const lab = idOf('b3');
    await org.sent({ by: INES, kind: 'space', artifact: lab, name: 'open', data: { name: 'Lab', access: 'closed' } });
    await publish(lab, 'exclude: author');
    await org.draft(INES, { space: lab });
    expect(codeOf(await org.send(to(INES, 'open')))).toBe('nobody-to-ask');
    expect(await org.status()).toBe('draft');
  });
});
