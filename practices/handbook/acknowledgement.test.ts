import { describe, expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import {
  AROHA,
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
  type Said,
} from '#tests/organization.ts';
import { acknowledgement } from './acknowledgement-decider.ts';
import type { AcknowledgementState } from './acknowledgement.ts';
import { page } from './page-decider.ts';

const [PAGE, ASKED] = [idOf('1'), idOf('2')];
const DAY = 24 * HOUR;

const toPage = (by: string, name: string, data: unknown): Said => ({ by, kind: 'page', artifact: PAGE, name, data });
const to = (by: string, name: string, data: unknown = {}): Said => ({
  ...{ by, kind: 'acknowledgement', artifact: ASKED, name, data, refs: [PAGE] },
});
const text = { body: '# On call\n', title: 'On call', language: null, links: {}, broken: [] };
const place = { space: PLATFORM, under: null, rank: 'V000', name: 'on-call', file: null };

const handbook = async (more: object = {}) => {
  const org = await northwind({ deciders: [page, acknowledgement] });
  const data = { ...place, ...text, only: null, owners: [], reason: 'First version', from: null, ...more };
  await org.sent(toPage(INES, 'create', data));
  const asking = (people: readonly string[], other: object = {}, by = INES) =>
    org.send(to(by, 'ask', { page: PAGE, people, all: false, length: 7 * DAY, why: 'The rota changes on Monday', ...other }));
  const state = async () => (await org.seen(ASKED))?.state as AcknowledgementState;
  const owing = async () =>
    (await readingOf(org, ASKED)).awaits.filter(({ status }) => status === 'open').map(({ asked }) => asked);
  const revise = (material: boolean) =>
    org.sent(
      toPage(RAJ, 'revise', { ...text, body: `# On call\n${org.now()}\n`, base: 1, reason: 'New rota', from: null, material }),
    );
  return { ...org, asking, state, owing, revise };
};

describe('asking people to acknowledge a page', () => {
  it('asks each of them once, teams by their members, and never the asker', async () => {
    const { sent, asking, owing } = await handbook();
    const team = idOf('c1');
    await sent({ by: MERE, kind: 'team', artifact: team, name: 'form', data: { name: 'Keepers', members: [TOMAS, MERE, INES] } });
    await asking([team, TOMAS, RAJ]);
    expect((await owing()).toSorted()).toEqual([RAJ, TOMAS, MERE].toSorted());
  });

  it('asks everybody who may read it, and nobody else', async () => {
    const { asking, owing } = await handbook({ only: [RAJ, TOMAS] });
    expect(await asking([AROHA])).toMatchObject({ code: 'cannot-see', field: '/people/0' });
    await asking([], { all: true });
    expect((await owing()).toSorted()).toEqual([RAJ, TOMAS].toSorted());
  });

  it('wants somebody to ask, a reason, and a page that is there', async () => {
    const { asking, sent } = await handbook();
    expect(codeOf(await asking([]))).toBe('nobody-asked');
    expect(codeOf(await asking([INES]))).toBe('nobody-asked');
    expect(await asking([RAJ], { why: ' ' })).toMatchObject({ code: 'reason-required', field: '/why' });
    await sent(toPage(INES, 'archive', { reason: 'Out of use' }));
    expect(codeOf(await asking([RAJ]))).toBe('archived');
  });

  it('[A1] is an await of each, with its end', async () => {
    const org = await handbook();
    const at = org.now();
    await org.asking([RAJ]);
    const { awaits } = await readingOf(org, ASKED);
    expect(awaits).toMatchObject([
      {
        ...{ kind: 'acknowledge', asker: INES, asked: RAJ, status: 'open', openedAt: at },
        why: 'Read “On call”: The rota changes on Monday',
        otherwise: 'whoever asked is shown that you have not',
      },
    ]);
    for (const { dueAt, maxAt } of awaits) expect(dueAt).toBeLessThanOrEqual(maxAt);
  });
});

describe('acknowledging', () => {
  it('says which revision was read, of what stands', async () => {
    const { asking, send, state, owing, revise } = await handbook();
    await asking([RAJ, TOMAS]);
    expect(codeOf(await send(to(AROHA, 'acknowledge', { revision: 1 })))).toBe('not-found');
    await send(to(RAJ, 'acknowledge', { revision: 1 }));
    expect(await owing()).toEqual([TOMAS]);
    expect((await state()).asked[RAJ]).toMatchObject({ status: 'answered', read: { revision: 1 } });
    expect(await send(to(TOMAS, 'acknowledge', { revision: 2 }))).toMatchObject({
      code: 'no-such-revision',
      accepted: '1',
    });
    await revise(true);
    await send(to(SYSTEM, 'ask-again', { page: PAGE }));
    expect(await send(to(TOMAS, 'acknowledge', { revision: 1 }))).toMatchObject({ code: 'revision-changed', accepted: '2' });
    expect((await owing()).toSorted()).toEqual([RAJ, TOMAS].toSorted());
    expect((await state()).asked[RAJ]?.read).toMatchObject({ revision: 1 });
  });

  it('is over for who did not by then, and still possible', async () => {
    const { asking, until, owing, sent, state, now } = await handbook();
    await asking([RAJ]);
    await until(now() + 30 * DAY);
    expect(await owing()).toEqual([]);
    expect((await state()).asked[RAJ]).toMatchObject({ status: 'lapsed', read: null });
    await sent(to(RAJ, 'acknowledge', { revision: 1 }));
    expect((await state()).asked[RAJ]).toMatchObject({ status: 'answered' });
  });

  it('is asked of nobody any more once it is withdrawn, which is its asker’s to do', async () => {
    const { asking, send, sent, owing, revise } = await handbook();
    await asking([RAJ]);
    expect(codeOf(await send(to(RAJ, 'withdraw')))).toBe('not-permitted');
    await sent(to(INES, 'withdraw'));
    expect(await owing()).toEqual([]);
    expect(codeOf(await send(to(RAJ, 'acknowledge', { revision: 1 })))).toBe('withdrawn');
    await revise(true);
    await sent(to(SYSTEM, 'ask-again', { page: PAGE }));
    expect(await owing()).toEqual([]);
  });
});

describe('a page that goes out of sight', () => {
  it('asks nothing more of who may not read it, and tells them nothing more', async () => {
    const { asking, sent, seen, owing } = await handbook();
    await asking([RAJ, TOMAS]);
    await sent(toPage(INES, 'restrict', { only: [TOMAS] }));
    await sent(to(SYSTEM, 'follow', { page: PAGE }));
    expect(await owing()).toEqual([TOMAS]);
    expect(await seen(ASKED, RAJ)).toBe(null);
    expect(await seen(ASKED, TOMAS)).not.toBe(null);
    await sent(toPage(INES, 'delete', { reason: 'Never true' }));
    await sent(to(SYSTEM, 'follow', { page: PAGE }));
    expect(await owing()).toEqual([]);
  });

  it('[R8] and people who leave are waited for no longer', async () => {
    const { asking, sent, owing } = await handbook();
    await asking([RAJ, TOMAS]);
    await sent(to(SYSTEM, 'actor-left', { actor: RAJ }));
    expect(await owing()).toEqual([TOMAS]);
  });
});
