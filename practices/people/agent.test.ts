import { describe, expect, it } from 'vitest';
import type { AgentState } from './agent.ts';
import { AROHA, codeOf, idOf, INES, MERE, northwind, PLATFORM, BOARD, RAJ, readingOf, TOMAS, HOUR } from '#tests/organization.ts';
import { SYSTEM } from '#kernel/stream/event.ts';

const SCOUT = idOf('ab');
const TEXT = { title: 'Keep one PostgreSQL', problem: 'One.', recommendation: 'Two.' };

/** Northwind with Scout, for which Raj answers. */
const withScout = async () => {
  const org = await northwind();
  await org.sent({ by: RAJ, kind: 'agent', artifact: SCOUT, name: 'register', data: { name: 'Scout', accountable: RAJ } });
  const of = (by: string, name: string, data: object = {}) => org.send({ by, kind: 'agent', artifact: SCOUT, name, data });
  const drafts = (artifact: string, space: string | null, by = SCOUT) =>
    org.send({ by, kind: 'decision', artifact, name: 'draft', data: { ...TEXT, space } });
  return { ...org, org, of, drafts };
};

describe('[R10] the limits of an agent', () => {
  it('keep it to some spaces, and those below; who answers for it sets them, and never the agent', async () => {
    const { of, drafts, directory, sent } = await withScout();
    expect(codeOf(await of(SCOUT, 'limit', { perDay: null, spaces: null, scopes: null }))).toBe('not-permitted');
    expect(codeOf(await of(TOMAS, 'limit', { perDay: null, spaces: [PLATFORM], scopes: null }))).toBe('not-permitted');
    expect(codeOf(await of(RAJ, 'limit', { perDay: 20, spaces: [idOf('99')], scopes: null }))).toBe('not-found');
    expect(codeOf(await of(RAJ, 'limit', { perDay: 20, spaces: [PLATFORM], scopes: null }))).toBeNull();
    expect((await directory()).actors.get(SCOUT)?.limits).toEqual({ perDay: 20, spaces: [PLATFORM], scopes: null });
    await sent({ by: INES, kind: 'space', artifact: idOf('b9'), name: 'open', data: { name: 'Below', parent: PLATFORM } });
    expect(codeOf(await drafts(idOf('1'), PLATFORM))).toBeNull();
    expect(codeOf(await drafts(idOf('2'), idOf('b9')))).toBeNull();
    expect(codeOf(await drafts(idOf('3'), null))).toBe('outside-limits');
    // Raj is not limited by what he set.
    expect(codeOf(await drafts(idOf('4'), null, RAJ))).toBeNull();
    const comment = (on: string, artifact: string) =>
      sent({ by: SCOUT, kind: 'comment', artifact, name: 'write', data: { on, body: 'Tried.' }, refs: [on] });
    await comment(idOf('1'), idOf('c1'));
    expect(BOARD).not.toBe(PLATFORM);
  });

  it('keep it to its scopes: what is not among them it does not change, and one without any reads', async () => {
    const { of, drafts, sent, send } = await withScout();
    expect(codeOf(await of(SCOUT, 'limit', { perDay: null, spaces: null, scopes: null }))).toBe('not-permitted');
    expect(codeOf(await of(RAJ, 'limit', { perDay: null, spaces: null, scopes: ['comment'] }))).toBeNull();
    expect(await drafts(idOf('1'), PLATFORM)).toMatchObject({
      refused: true,
      code: 'outside-limits',
      message: 'Scout may change no decision. Who answers for it says what it may change.',
    });
    await sent({ by: RAJ, kind: 'decision', artifact: idOf('2'), name: 'draft', data: { ...TEXT, space: PLATFORM } });
    await sent({ by: RAJ, kind: 'decision', artifact: idOf('2'), name: 'open' });
    const comment = { by: SCOUT, kind: 'comment', name: 'write', data: { on: idOf('2'), body: 'Read.' }, refs: [idOf('2')] };
    expect(codeOf(await send({ ...comment, artifact: idOf('c1') }))).toBeNull();
    await of(RAJ, 'limit', { perDay: null, spaces: null, scopes: [] });
    expect(await send({ ...comment, artifact: idOf('c2') })).toMatchObject({
      message: 'Scout reads, and changes nothing. Who answers for it says what it may change.',
    });
  });
});

describe('[R10] an agent whose person leaves', () => {
  it('stops, and asks their deputies who answers for it; whoever takes it lets it go on', async () => {
    const { of, org, sent, drafts, directory } = await withScout();
    await sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'name-deputies', data: { deputies: [MERE, AROHA] } });
    await sent({ by: INES, kind: 'person', artifact: RAJ, name: 'depart' });
    await sent({ by: SYSTEM, kind: 'agent', artifact: SCOUT, name: 'orphan', data: { from: RAJ } });
    expect((await directory()).actors.get(SCOUT)?.status).toBe('left');
    expect(codeOf(await drafts(idOf('1'), PLATFORM))).toBe('not-permitted');
    const asked = async () => (await readingOf(org, SCOUT)).awaits.map((one) => [one.asked, one.status]);
    expect(await asked()).toEqual([
      [MERE, 'open'],
      [AROHA, 'open'],
    ]);
    expect((await readingOf(org, SCOUT)).awaits[0]).toMatchObject({ kind: 'approve', otherwise: 'it stays stopped' });
    // Who is asked takes it themselves, and gives it to nobody else.
    expect(codeOf(await of(TOMAS, 'make-accountable', { accountable: TOMAS }))).toBe('not-permitted');
    expect(codeOf(await of(MERE, 'make-accountable', { accountable: TOMAS }))).toBe('not-permitted');
    expect(codeOf(await of(MERE, 'make-accountable', { accountable: MERE }))).toBeNull();
    expect(await asked()).toEqual([
      [MERE, 'answered'],
      [AROHA, 'moot'],
    ]);
    expect(codeOf(await drafts(idOf('1'), PLATFORM))).toBeNull();
  });

  it('asks the stewards where nobody stands in, and stays stopped where nobody answers', async () => {
    const { org, sent, until, now } = await withScout();
    await sent({ by: INES, kind: 'person', artifact: RAJ, name: 'depart' });
    await sent({ by: SYSTEM, kind: 'agent', artifact: SCOUT, name: 'orphan', data: { from: RAJ } });
    await until(now() + 20 * 24 * HOUR);
    expect((await readingOf(org, SCOUT)).awaits.map((one) => [one.asked, one.status])).toEqual([[INES, 'lapsed']]);
    expect((await org.seen(SCOUT))?.state).toMatchObject({ accountable: RAJ } satisfies Partial<AgentState>);
    expect((await readingOf(org, SCOUT)).nextAt).toBeNull();
  });
});

it('[R10] software is marked wherever it is named', async () => {
  const { sent, org, drafts } = await withScout();
  await drafts(idOf('1'), PLATFORM);
  await sent({ by: SCOUT, kind: 'decision', artifact: idOf('1'), name: 'open' });
  expect((await org.seen(idOf('1')))?.state).toMatchObject({ names: { [SCOUT]: 'Scout (agent)', [RAJ]: 'Raj Mehta' } });
});
