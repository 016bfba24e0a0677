import { describe, expect, it } from 'vitest';
import { SYSTEM, type RecordedEvent } from '#kernel/stream/event.ts';
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
  type Said,
} from '#tests/organization.ts';
import type { PageEvent, PageState } from './page.ts';
import { page } from './page-decider.ts';
import { pageSentence } from './sentences.ts';

const [TOP, BELOW, OTHER] = [idOf('1'), idOf('2'), idOf('3')];
const DAY = 24 * HOUR;

const to = (by: string, name: string, data: unknown = {}, artifact = TOP, refs: readonly string[] = []): Said => ({
  ...{ by, kind: 'page', artifact, name, data, refs },
});

const text = { body: '# On call\n', title: 'On call', language: null, links: {}, broken: [] };
const place = (name: string, under: string | null = null, space: string | null = PLATFORM) => ({
  ...{ space, under, rank: 'V000', name, file: { name: `${name}.md`, inside: false } },
});

const handbook = async () => {
  const org = await northwind({ deciders: [page] });
  const create = (by = INES, more: object = {}, artifact = TOP, refs: readonly string[] = []) => {
    const data = {
      ...place(`page-${artifact.slice(-1)}`),
      ...text,
      only: null,
      owners: [],
      reason: 'First version',
      from: null,
      ...more,
    };
    return org.send(to(by, 'create', data, artifact, refs));
  };
  const state = async (artifact = TOP) => (await org.seen(artifact))?.state as Exclude<PageState, { status: 'deleted' }>;
  const owes = async (artifact = TOP) =>
    (await readingOf(org, artifact)).awaits.filter(({ status }) => status === 'open').map(({ asked }) => asked);
  return { ...org, create, state, owes };
};

const revision = (base: number, body: string, more: object = {}) => ({
  ...text,
  body,
  base,
  reason: 'Better',
  from: null,
  ...more,
});

describe('a text', () => {
  it('is kept to the byte, with who published it, when and why', async () => {
    const { create, sent, state, history } = await handbook();
    const body = '---\r\ntitle: x\r\n---\r\n# On call  \r\n\r\n\r\n';
    await create(INES, { body });
    expect(await state()).toMatchObject({ body, revision: 1, revisedBy: INES, author: INES });
    await sent(to(RAJ, 'revise', revision(1, `${body}More.`)));
    expect(await state()).toMatchObject({ body: `${body}More.`, revision: 2, revisedBy: RAJ, author: INES });
    expect((await history(TOP)).map(({ body: event }) => event)).toMatchObject([
      { type: 'page-created', reason: 'First version' },
      { type: 'page-revised', reason: 'Better', revision: 2 },
    ]);
  });

  it('is written on what stands, or not at all', async () => {
    const { create, send, state } = await handbook();
    await create();
    await send(to(RAJ, 'revise', revision(1, '# One\n')));
    expect(await send(to(TOMAS, 'revise', revision(1, '# Two\n')))).toMatchObject({ code: 'revision-changed', accepted: '2' });
    expect(await send(to(TOMAS, 'revise', revision(2, '# Two\n', { reason: ' ' })))).toMatchObject({ code: 'reason-required' });
    expect((await state()).body).toBe('# One\n');
  });

  it('that says the same again is no revision', async () => {
    const { create, sent, history } = await handbook();
    await create();
    await sent(to(RAJ, 'revise', revision(1, text.body)));
    expect(await history(TOP)).toHaveLength(1);
  });

  it('of two million characters is the longest', async () => {
    const { create } = await handbook();
    expect(await create(INES, { body: 'x'.repeat(2_000_001) })).toMatchObject({ code: 'too-long', field: '/body' });
    expect(codeOf(await create(INES, { body: 'x'.repeat(2_000_000) }))).toBe(null);
  });
});

describe('a place', () => {
  it('is where its mover may write, below a page of that space that is not below it', async () => {
    const { create, send } = await handbook();
    await create();
    await create(INES, place('below', TOP), BELOW, [TOP]);
    await create(INES, place('other', null, null), OTHER);
    const move = (by: string, where: object, refs: readonly string[] = []) =>
      send(to(by, 'move', { ...where, title: 'On call' }, TOP, refs));
    expect(codeOf(await move(INES, place('x', BELOW), [BELOW, TOP]))).toBe('below-itself');
    expect(codeOf(await move(INES, place('x', TOP), [TOP]))).toBe('below-itself');
    expect(codeOf(await move(INES, place('x', OTHER), [OTHER]))).toBe('other-space');
    expect(codeOf(await move(TOMAS, place('x', null, BOARD)))).toBe('not-found');
    expect(codeOf(await move(INES, place('x', idOf('9')), [idOf('9')]))).toBe('not-found');
    expect(codeOf(await move(INES, place('a/b')))).toBe('invalid-name');
    expect(codeOf(await move(RAJ, place('x', null, BOARD)))).toBe(null);
  });

  it('is not given by somebody who knew another', async () => {
    const { create, send, sent, state } = await handbook();
    await create();
    const { under, rank, name, file, space } = await state();
    const was = { space, under, rank, name, file };
    await sent(to(RAJ, 'move', { ...was, name: 'renamed', title: 'On call', was }));
    expect(codeOf(await send(to(INES, 'move', { ...was, rank: 'V9', title: 'On call', was })))).toBe('place-changed');
    expect((await state()).name).toBe('renamed');
  });

  it('that it left still leads to it, twenty places back', async () => {
    const { create, sent, state } = await handbook();
    await create();
    for (let count = 0; count < 25; count += 1) await sent(to(RAJ, 'move', { ...place(`name-${count}`), title: 'On call' }));
    const { formerly } = await state();
    expect(formerly).toHaveLength(20);
    expect(formerly[0]).toBe(`${PLATFORM}//name-23`);
    await sent(to(RAJ, 'move', { ...place('name-23'), title: 'On call' }));
    expect((await state()).formerly[0]).toBe(`${PLATFORM}//name-24`);
    expect((await state()).formerly).not.toContain(`${PLATFORM}//name-23`);
  });

  it('is not below a page that is put away', async () => {
    const { create, send, sent } = await handbook();
    await create();
    await create(INES, place('below', TOP), BELOW, [TOP]);
    await sent(to(INES, 'archive', { reason: 'Out of use' }, BELOW));
    await sent(to(INES, 'archive', { reason: 'Out of use' }));
    expect(codeOf(await create(INES, place('late', TOP), OTHER, [TOP]))).toBe('archived');
    expect(codeOf(await send(to(INES, 'unarchive', {}, BELOW, [TOP])))).toBe('archived');
    await sent(to(INES, 'unarchive'));
    expect(codeOf(await send(to(INES, 'unarchive', {}, BELOW, [TOP])))).toBe(null);
  });
});

describe('readers', () => {
  it('of a restricted page are those named, its author and its owners', async () => {
    const { create, seen } = await handbook();
    await create(RAJ, { only: [TOMAS], owners: [MERE] });
    for (const who of [RAJ, TOMAS, MERE]) expect(await seen(TOP, who)).not.toBe(null);
    for (const who of [INES, AROHA]) expect(await seen(TOP, who)).toBe(null);
  });

  it('below a restricted page are not more than of that one, teams counted by their members', async () => {
    const { create, sent, seen, state } = await handbook();
    const team = idOf('c1');
    await sent({ by: MERE, kind: 'team', artifact: team, name: 'form', data: { name: 'Keepers', members: [TOMAS, MERE] } });
    await create(RAJ, { only: [team] });
    await create(TOMAS, place('all', TOP), BELOW, [TOP]);
    expect(await seen(BELOW, AROHA)).toBe(null);
    expect((await state(BELOW)).only).toEqual([team, RAJ]);
    await create(TOMAS, { ...place('some', TOP), only: [MERE, AROHA] }, OTHER, [TOP]);
    expect((await state(OTHER)).only).toEqual([MERE]);
    await sent(to(AROHA, 'create', { ...place('x'), ...text, only: null, owners: [], reason: 'r', from: null }, idOf('4')));
    await sent(to(TOMAS, 'move', { ...place('x', TOP), title: 'x' }, idOf('4'), [TOP]));
    expect(await seen(idOf('4'), INES)).toBe(null);
  });

  it('are named by who answers for the page, and by nobody else', async () => {
    const { create, send } = await handbook();
    await create(RAJ, { only: [TOMAS, INES], owners: [MERE] });
    expect(codeOf(await send(to(TOMAS, 'restrict', { only: null })))).toBe('not-permitted');
    expect(codeOf(await send(to(TOMAS, 'own', { owners: [TOMAS, AROHA] })))).toBe('not-permitted');
    for (const who of [MERE, INES, RAJ])
      expect(codeOf(await send(to(who, 'restrict', { only: [TOMAS, INES, who === MERE ? AROHA : MERE] })))).toBe(null);
  });
});

describe('verification', () => {
  const verified = async (owners: readonly string[] = [RAJ, TOMAS]) => {
    const org = await handbook();
    await org.create(INES, { owners });
    await org.sent(to(INES, 'set-verification', { days: 90 }));
    return { ...org, due: org.now() + 90 * DAY };
  };

  it('asks the owners when its time has come, each in their own working time', async () => {
    const { until, due, owes } = await verified();
    await until(due - 1);
    expect(await owes()).toEqual([]);
    await until(due);
    expect(await owes()).toEqual([RAJ, TOMAS]);
  });

  it('is over for everybody when one of them says that it holds, and comes again', async () => {
    const { until, due, owes, sent, state, send } = await verified();
    await until(due);
    expect(codeOf(await send(to(AROHA, 'verify')))).toBe('not-asked');
    await sent(to(RAJ, 'verify'));
    expect(await owes()).toEqual([]);
    expect((await state()).verification).toMatchObject({ last: { by: RAJ, revision: 1 }, at: due + 90 * DAY });
    await until(due + 90 * DAY);
    expect(await owes()).toEqual([RAJ, TOMAS]);
  });

  it('keeps what an owner found to be wrong until somebody verifies it', async () => {
    const { sent, state, send } = await verified();
    expect(await send(to(RAJ, 'find-wanting', { words: '  ' }))).toMatchObject({ code: 'reason-required' });
    await sent(to(RAJ, 'find-wanting', { words: 'The new region is missing.' }));
    expect((await state()).verification?.needsWork).toMatchObject({ by: RAJ, words: 'The new region is missing.' });
    await sent(to(RAJ, 'revise', revision(1, '# With the new region\n')));
    await sent(to(TOMAS, 'verify'));
    expect((await state()).verification).toMatchObject({ needsWork: null, last: { revision: 2 } });
  });

  it('[A6] asks the stewards of its space when no owner answered, and later again when they did not, either', async () => {
    const { until, due, owes, now } = await verified([RAJ]);
    await until(due);
    const first = now();
    while ((await owes())[0] === RAJ && now() < first + 60 * DAY) await until(now() + DAY);
    expect(await owes()).toEqual([INES]);
    const second = now();
    while ((await owes()).length > 0 && now() < second + 60 * DAY) await until(now() + DAY);
    expect(await owes()).toEqual([]);
    await until(now() + 15 * DAY);
    expect(await owes()).toEqual([RAJ]);
  });

  it('says in its history why it was put away and deleted', async () => {
    const { create, sent, history } = await handbook();
    await create();
    await sent(to(INES, 'archive', { reason: 'The vendor runs it now' }));
    await sent(to(INES, 'unarchive'));
    await sent(to(INES, 'delete', { reason: 'It held a password' }));
    const names = { actor: () => 'Ines', space: () => 'a space', artifact: () => 'it' };
    const told = (await history(TOP)).map((event) => pageSentence(event as RecordedEvent<PageEvent>, names));
    expect(told).toEqual(
      expect.arrayContaining(['Ines archived it: The vendor runs it now.', 'Ines deleted it: It held a password.']),
    );
  });

  it('[A4] waits for an owner who goes on leave', async () => {
    const { until, due, owes, sent } = await verified([RAJ]);
    await until(due);
    const leave = { from: due, to: due + 12 * DAY };
    await sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'plan-leave', data: { id: idOf('e1'), ...leave } });
    await sent(to(SYSTEM, 'calendar-changed', { actor: RAJ }));
    await until(due + 10 * DAY);
    expect(await owes()).toEqual([RAJ]);
  });

  it('is asked of nobody who may not see the page', async () => {
    const { until, due, owes, sent } = await verified([RAJ]);
    await sent(to(INES, 'restrict', { only: [INES] }));
    await sent(to(INES, 'own', { owners: [] }));
    await until(due);
    expect(await owes()).toEqual([INES]);
  });

  it('[A3] leaves nothing open when the page is put away, or nobody wants it verified any more', async () => {
    const { until, due, owes, sent } = await verified();
    await until(due);
    await sent(to(INES, 'archive', { reason: 'Out of use' }));
    expect(await owes()).toEqual([]);
    await sent(to(INES, 'unarchive'));
    expect(await owes()).toEqual([RAJ, TOMAS]);
    await sent(to(INES, 'set-verification', { days: null }));
    expect(await owes()).toEqual([]);
  });
});

it('a deleted page has no words left, keeps its audience, and nothing is done with it any more', async () => {
  const { create, sent, send, seen } = await handbook();
  await create(RAJ, { only: [TOMAS] });
  expect(codeOf(await send(to(TOMAS, 'delete', { reason: 'x' })))).toBe('not-permitted');
  await sent(to(RAJ, 'delete', { reason: 'Never true' }));
  const left = await seen(TOP, TOMAS);
  expect(left?.state).toMatchObject({ status: 'deleted', title: 'On call' });
  expect(JSON.stringify(left?.state)).not.toContain('# On call');
  expect(await seen(TOP, INES)).toBe(null);
  for (const [name, data] of [
    ['revise', revision(1, 'x')],
    ['verify', {}],
    ['unarchive', {}],
  ] as const)
    expect(codeOf(await send(to(RAJ, name, data)))).toBe('deleted');
});
