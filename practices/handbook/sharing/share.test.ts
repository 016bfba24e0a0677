import { expect, it } from 'vitest';
import { AROHA, BOARD, codeOf, HOUR, idOf, INES, northwind, PLATFORM, RAJ, TOMAS } from '#tests/organization.ts';
import { page } from '../page-decider.ts';
import { share } from './share-decider.ts';
import type { ShareState } from './share.ts';

const [PAGE, LINK, OTHER] = [idOf('1'), idOf('2'), idOf('3')];
const HASH = 'a'.repeat(64);

const handbook = async (more: object = {}) => {
  const org = await northwind({ deciders: [page, share] });
  const place = { space: PLATFORM, under: null, rank: 'V000', name: 'on-call', file: { name: 'on-call.md', inside: false } };
  const text = { body: '# On call\n', title: 'On call', language: null, links: {}, broken: [] };
  const data = { ...place, ...text, only: null, owners: [], reason: 'First version', from: null, ...more };
  await org.sent({ by: INES, kind: 'page', artifact: PAGE, name: 'create', data });
  const make = (by = INES, link: object = {}, artifact = LINK) =>
    org.send({
      ...{ by, kind: 'share', artifact, name: 'share', refs: [PAGE] },
      data: { page: PAGE, hash: HASH, days: 30, note: '', ...link },
    });
  const revoke = (by: string, artifact = LINK) =>
    org.send({ by, kind: 'share', artifact, name: 'revoke', data: {}, refs: [PAGE] });
  const onPage = (name: string, also: object, by = INES) => org.sent({ by, kind: 'page', artifact: PAGE, name, data: also });
  const stateOf = async (artifact = LINK) => (await org.seen(artifact))?.state as ShareState;
  return { ...org, make, revoke, onPage, stateOf };
};

it('a link is made by whoever writes in the space of its page, and ends after so many days', async () => {
  const { make, stateOf } = await handbook();
  expect(codeOf(await make(RAJ, { days: 7, note: '  For the auditors ' }))).toBe(null);
  const state = await stateOf();
  expect(state).toMatchObject({ status: 'open', author: RAJ, page: PAGE, hash: HASH, note: 'For the auditors' });
  expect(state.until - state.madeAt).toBe(7 * 24 * HOUR);
  expect(codeOf(await make(RAJ, { note: 'x'.repeat(201) }, OTHER))).toBe('too-long');
  expect(codeOf(await make(RAJ, { note: 'two\nlines' }, OTHER))).toBe('too-long');
});

it('readers of the space make none, and of a page for some its author and its owners alone', async () => {
  const { make, sent, onPage } = await handbook();
  await sent({ by: INES, kind: 'space', artifact: PLATFORM, name: 'change-role', data: { member: AROHA, role: 'reader' } });
  expect(codeOf(await make(AROHA))).toBe('not-permitted');
  await onPage('restrict', { only: [RAJ, TOMAS] });
  expect(codeOf(await make(RAJ))).toBe('not-permitted');
  await onPage('own', { owners: [RAJ] });
  expect(codeOf(await make(RAJ))).toBe(null);
  expect(codeOf(await make(INES, {}, OTHER))).toBe(null);
});

it('agents make none, whoever is accountable for them', async () => {
  const { make, sent } = await handbook();
  const scout = idOf('c1');
  const data = { name: 'Scout', purpose: 'Looks around', accountable: INES };
  await sent({ by: INES, kind: 'agent', artifact: scout, name: 'register', data });
  expect(codeOf(await make(scout))).toBe('not-permitted');
});

it('nothing is shared that is put away, or not seen', async () => {
  const { make, onPage } = await handbook();
  await onPage('archive', { reason: 'Over' });
  expect(codeOf(await make())).toBe('archived');
  const board = await handbook({ space: BOARD });
  expect(codeOf(await board.make(TOMAS))).toBe('not-found');
});

it('a link is taken back by who made it, whoever may share the page, or runs the space; once', async () => {
  const { make, revoke, sent, stateOf, onPage } = await handbook();
  await make(RAJ);
  await sent({ by: INES, kind: 'space', artifact: PLATFORM, name: 'change-role', data: { member: AROHA, role: 'reader' } });
  expect(codeOf(await revoke(AROHA))).toBe('not-permitted');
  await sent({ by: INES, kind: 'space', artifact: PLATFORM, name: 'change-role', data: { member: RAJ, role: 'reader' } });
  expect(codeOf(await revoke(RAJ))).toBe(null);
  expect(await stateOf()).toMatchObject({ status: 'revoked', revokedBy: RAJ });
  expect(codeOf(await revoke(TOMAS))).toBe(null);
  expect(await stateOf()).toMatchObject({ revokedBy: RAJ });
  await make(TOMAS, {}, OTHER);
  await onPage('archive', { reason: 'Over' });
  expect(codeOf(await revoke(INES, OTHER))).toBe(null);
});
