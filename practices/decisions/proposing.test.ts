import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { page } from '#practices/handbook';
import { AROHA, BOARD, codeOf, HOUR, idOf, INES, MERE, northwind, PLATFORM, RAJ, readingOf, TOMAS } from '#tests/organization.ts';
import { changedLines } from './proposing.ts';
import type { DecisionState } from './state.ts';

const [PAGE, FRESH, ONE] = [idOf('1'), idOf('2'), idOf('c1')];
const BODY = '# On call\n\nOne of us each week.\n';
const defaults = DEFAULT_PROTOCOLS.map((one) => one.page);

const organization = async (protocols: readonly string[] = defaults) => {
  const org = await northwind({ deciders: [page], protocols });
  const create = (more: object = {}) => {
    const place = { space: BOARD, under: null, rank: 'V000', name: 'on-call', file: { name: 'on-call.md', inside: false } };
    const text = { body: BODY, title: 'On call', language: null, links: {}, broken: [] };
    const data = { ...place, ...text, only: null, owners: [RAJ], reason: 'First version', from: null, ...more };
    return org.sent({ by: SYSTEM, kind: 'page', artifact: PAGE, name: 'create', data });
  };
  const propose = (by: string, more: object = {}, artifact = ONE) => {
    const data = {
      page: PAGE,
      title: 'On call',
      base: 1,
      text: `${BODY}Two in May.\n`,
      reason: 'May is busy',
      place: null,
      ...more,
    };
    return org.send({ by, kind: 'decision', artifact, name: 'propose', data, refs: [data.page] });
  };
  const state = async (): Promise<DecisionState> => (await org.seen(ONE))?.state as DecisionState;
  const status = async () => (await readingOf(org, ONE)).status;
  const owes = async (who: string) =>
    (await readingOf(org, ONE)).awaits.filter(({ asked, status: is }) => asked === who && is === 'open');
  return { ...org, create, propose, state, status, owes };
};

describe('a proposed text', () => {
  it('is a decision that its page’s owners are asked about, and that nobody sees who does not see the page', async () => {
    const org = await organization();
    await org.create();
    await org.sent({ by: INES, kind: 'space', artifact: BOARD, name: 'add-member', data: { member: AROHA, role: 'reader' } });
    expect(codeOf(await org.propose(TOMAS))).toBe('not-found');
    expect(codeOf(await org.propose(AROHA))).toBeNull();
    expect(await readingOf(org, ONE)).toMatchObject({
      title: 'On call: May is busy',
      status: 'open',
      space: BOARD,
      summary: { proposes: PAGE },
      links: [{ rel: 'mentions', to: PAGE }],
    });
    expect(await org.seen(ONE, TOMAS)).toBeNull();
    expect(await org.owes(RAJ)).toHaveLength(1);
    expect(await org.owes(INES)).toHaveLength(0);
    // Of a reader silence is no yes.
    await org.until(org.now() + 5 * 24 * HOUR);
    expect(await org.status()).toBe('open');
    await org.sent({ by: RAJ, kind: 'decision', artifact: ONE, name: 'take-stance', data: { stance: 'agree' } });
    expect(await org.status()).toBe('accepted');
  });

  it('of a contributor passes by silence, when whoever was asked had a working day', async () => {
    const org = await organization();
    await org.create();
    await org.propose(INES);
    await org.until('2026-03-30T08:00:00Z');
    expect(await org.status()).toBe('open');
    await org.until('2026-03-30T09:00:00Z');
    expect(await org.status()).toBe('accepted');
  });

  it('where nobody looks after the page is looked at by the stewards of its space', async () => {
    const org = await organization();
    await org.create({ owners: [] });
    await org.propose(RAJ);
    expect(await org.owes(INES)).toHaveLength(1);
  });

  it('says something else than the page, is written on one of its revisions, and has a reason', async () => {
    const org = await organization();
    await org.create();
    expect(codeOf(await org.propose(RAJ, { text: BODY }))).toBe('nothing-changed');
    expect(codeOf(await org.propose(RAJ, { base: 2 }))).toBe('no-such-revision');
    expect(codeOf(await org.propose(RAJ, { reason: ' ' }))).toBe('reason-required');
    await org.sent({ by: INES, kind: 'page', artifact: PAGE, name: 'archive', data: { reason: 'x' } });
    expect(codeOf(await org.propose(RAJ))).toBe('archived');
  });

  it('sent again is the same proposal; another text under its name is refused', async () => {
    const org = await organization();
    await org.create();
    await org.propose(INES);
    const before = (await org.history(ONE)).length;
    expect(codeOf(await org.propose(INES))).toBeNull();
    expect((await org.history(ONE)).length).toBe(before);
    expect(codeOf(await org.propose(INES, { text: 'Other' }))).toBe('already-drafted');
  });

  it('[R6] is amended by its author, and then is the other text', async () => {
    const org = await organization();
    await org.create();
    await org.propose(INES);
    const data = { label: 'material', reason: 'June, too', title: 'On call', base: 1, text: `${BODY}Two in May and June.\n` };
    const amend = { kind: 'decision', artifact: ONE, name: 'amend-text', data, refs: [PAGE] };
    expect(codeOf(await org.send({ by: RAJ, ...amend }))).toBe('not-permitted');
    await org.sent({ by: INES, ...amend });
    expect((await org.state()).body.proposes).toMatchObject({ text: data.text, base: 1 });
    expect(codeOf(await org.send({ by: INES, ...amend }))).toBe('nothing-changed');
    const words = { label: 'editorial', reason: 'x', recommendation: 'Something else' };
    expect(codeOf(await org.send({ by: INES, kind: 'decision', artifact: ONE, name: 'amend', data: words }))).toBe(
      'proposes-text',
    );
  });

  it('of whoever is alone here is accepted at once, and asks nobody', async () => {
    const org = await organization();
    await org.create({ space: null });
    for (const one of [RAJ, TOMAS, AROHA, MERE]) await org.sent({ by: one, kind: 'person', artifact: one, name: 'depart' });
    await org.propose(INES);
    expect(await org.status()).toBe('accepted');
  });

  it('that no longer fits when it is accepted is kept, and its author is asked for a week', async () => {
    const org = await organization();
    await org.create();
    await org.propose(INES);
    await org.sent({ by: RAJ, kind: 'decision', artifact: ONE, name: 'take-stance', data: { stance: 'agree' } });
    const hold = { code: 'needs-merge', message: 'Others changed the same words.' };
    await org.sent({ by: SYSTEM, kind: 'decision', artifact: ONE, name: 'hold-text', data: hold });
    expect(await org.owes(INES)).toMatchObject([{ kind: 'contribute', why: expect.stringContaining('same words') }]);
    await org.until(org.now() + 30 * 24 * HOUR);
    expect(await org.owes(INES)).toEqual([]);
    expect(await org.state()).toMatchObject({ text: { is: 'held', ask: { status: 'lapsed' } }, body: { proposes: { base: 1 } } });
  });

  it('of a new page stands where it says, and is seen by whoever may read there', async () => {
    const org = await organization();
    const place = { space: PLATFORM, under: null, rank: 'V', name: 'rota', file: null };
    expect(codeOf(await org.propose(TOMAS, { page: FRESH, base: 0 }))).toBe('invalid-request');
    expect(codeOf(await org.propose(TOMAS, { page: FRESH, base: 0, place: { ...place, space: BOARD } }))).toBe('not-found');
    expect(codeOf(await org.propose(TOMAS, { page: FRESH, base: 0, place, title: 'Rota' }))).toBeNull();
    expect(await readingOf(org, ONE)).toMatchObject({ title: 'Rota: May is busy', space: PLATFORM, links: [] });
  });
});

describe('[P5] a text that changes a protocol', () => {
  const place = DEFAULT_PROTOCOLS.findIndex(({ id }) => id === 'decide/default');
  const RULE = idOf(`d${place}`);
  const source = DEFAULT_PROTOCOLS[place]?.page ?? '';
  const lighter = source.replace('window: 48h', 'window: 1h').replace('each: 8wh', 'each: 1wh');
  const change = { page: RULE, title: 'A decision', text: lighter, reason: 'It takes long' };
  const run = async (org: Awaited<ReturnType<typeof organization>>) => {
    const state = await org.state();
    return state.status === 'opened' ? state.run.protocol : null;
  };

  it('is published by nobody at once, and judged by the stricter of what holds and of the amendment’s own rule', async () => {
    const org = await organization();
    const data = { body: lighter, title: 'A decision', language: null, links: {}, broken: [], base: 1, reason: 'x', from: null };
    const revise = { kind: 'page', artifact: RULE, name: 'revise', data };
    expect(codeOf(await org.send({ by: INES, ...revise }))).toBe('proposal-needed');
    expect(codeOf(await org.propose(RAJ, change))).toBeNull();
    expect(await org.state()).toMatchObject({
      protocol: { id: 'amend/default' },
      body: { proposes: { rule: { id: 'decide/default' } } },
    });
    expect((await run(org))?.steps[0]).toMatchObject({
      window: { min: '72h' },
      each: '8wh',
      objection: { needs: ['reason', 'alternative'] },
      pass: '(t.open == 0 && (t.agree >= 2 || t.size == 1)) && (t.open == 0)',
    });
    await org.until(org.now() + 10 * 24 * HOUR);
    expect(await org.status()).not.toBe('accepted');
  });

  it('that is broken, or names nobody, is not even proposed', async () => {
    const org = await organization();
    expect(await org.propose(RAJ, { ...change, text: source.replace('48h', '48parsecs') })).toMatchObject({
      field: '/body',
      line: 14,
    });
    expect(codeOf(await org.propose(RAJ, { ...change, text: source.replace('contributors', 'elders') }))).toBe('unknown-role');
    expect(codeOf(await org.propose(RAJ, { ...change, text: source.replace('decide/default', 'decide/two-way') }))).toBe(
      'protocol-twice',
    );
  });

  it('keeps being that when it is amended; another text is no longer', async () => {
    const org = await organization();
    await org.create({ space: null, owners: [] });
    await org.propose(RAJ);
    const amend = (text: string) =>
      org.send({
        ...{ by: RAJ, kind: 'decision', artifact: ONE, name: 'amend-text', refs: [PAGE] },
        data: { label: 'material', reason: 'x', title: 'On call', base: 1, text },
      });
    const rule = source.replace('decide/default', 'lab/default').replace('decision.opened', 'page.proposed').replace('48h', '1h');
    expect(codeOf(await amend(rule.replace('steps:', 'when: p.new_page\nsteps:')))).toBe('other-rule');
    expect(codeOf(await amend(`${BODY}Three in June.\n`))).toBeNull();
  });

  it('of whoever is alone is accepted at once', async () => {
    const org = await organization();
    for (const one of [RAJ, TOMAS, AROHA, MERE]) await org.sent({ by: one, kind: 'person', artifact: one, name: 'depart' });
    await org.propose(INES, change);
    expect(await org.status()).toBe('accepted');
  });

  it('never leaves an organization without a way to change its rules', async () => {
    const org = await organization();
    const amend = idOf(`d${defaults.length - 1}`);
    expect(codeOf(await org.propose(INES, { ...change, page: amend, text: '# Nothing changes any more\n' }))).toBe(
      'last-amendment',
    );
  });
});

describe('a space whose protocol asks contributors, too', () => {
  const LARGE = `id: publish/large
on: page.changed
when: p.changed_lines > 2
steps:
  - {step: look, of: owners_of_page, fallback: stewards, window: 24h, pass: t.agree >= 1, else: lapse}
`;
  const revise = (body: string) => ({
    body,
    title: 'On call',
    language: null,
    links: {},
    broken: [],
    base: 1,
    reason: 'x',
    from: null,
  });

  it('has what is large proposed, and what is small published at once', async () => {
    const org = await organization([...defaults, LARGE]);
    await org.create();
    const send = (by: string, data: object) => org.send({ by, kind: 'page', artifact: PAGE, name: 'revise', data });
    expect(codeOf(await send(INES, revise(`${BODY}1\n2\n3\n`)))).toBe('proposal-needed');
    expect(codeOf(await send(INES, revise(`${BODY}1\n`)))).toBeNull();
    await org.propose(INES, { text: `${BODY}1\n2\n3\n4\n`, base: 2 });
    expect(await org.state()).toMatchObject({ protocol: { id: 'publish/large' } });
    // What was accepted is published by the system.
    expect(codeOf(await send(SYSTEM, { ...revise(`${BODY}1\n2\n3\n`), base: 2, for: INES }))).toBeNull();
    expect((await org.seen(PAGE))?.state).toMatchObject({ revisedBy: INES, revision: 3 });
  });
});

it('lines that changed are counted the same in any order, and none where the texts are the same', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 20 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(changedLines(before, before)).toBe(0);
      expect(changedLines(before, after)).toBe(changedLines(after, before));
      expect(changedLines('', after)).toBe(after === '' ? 0 : after.split('\n').length);
    }),
  );
});
