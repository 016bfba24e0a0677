import { describe, expect, it } from 'vitest';
import { leaveSpaces } from './index.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { AROHA, idOf, INES, MERE, RAJ, smallOrganization, TOMAS } from '#tests/small-organization.ts';

const [ENG, PAY, BOARD, INNER] = [idOf('e1'), idOf('e2'), idOf('e3'), idOf('e4')];
const to = (artifact: string, name: string, by: string, data: object = {}) => ({ by, kind: 'space', artifact, name, data });
const open = (artifact: string, by: string, name: string, more: object = {}) => to(artifact, 'open', by, { name, ...more });

describe('opening a space', () => {
  it('makes whoever opens it its steward, and an address of its name', async () => {
    const { sent, directory } = await smallOrganization();
    await sent(open(ENG, RAJ, 'Platform & Data'));
    expect((await directory()).spaces.get(ENG)).toMatchObject({
      slug: 'platform-data',
      access: 'open',
      parent: null,
      members: { [RAJ]: 'steward' },
    });
  });

  it('gives no address twice', async () => {
    const { sent, send, directory } = await smallOrganization();
    await sent(open(ENG, RAJ, 'Engineering'));
    await sent(open(PAY, AROHA, 'Engineering'));
    expect((await directory()).spaces.get(PAY)?.slug).toBe('engineering-2');
    expect(await send(open(BOARD, AROHA, 'Other', { slug: 'Engineering' }))).toMatchObject({
      code: 'slug-taken',
      field: '/slug',
    });
    expect(await send(to(PAY, 'describe', AROHA, { name: 'Payments', slug: 'engineering' }))).toMatchObject({
      code: 'slug-taken',
    });
  });

  it('inside another is for those who contribute there', async () => {
    const { sent, send } = await smallOrganization();
    await sent(open(ENG, RAJ, 'Engineering'));
    await sent(to(ENG, 'add-member', RAJ, { member: AROHA, role: 'reader' }));
    expect(await send(open(PAY, AROHA, 'Payments', { parent: ENG }))).toMatchObject({ code: 'not-permitted' });
    expect(await send(open(PAY, TOMAS, 'Payments', { parent: ENG }))).toMatchObject({ ok: {} });
  });

  it('inside one that is closed to somebody tells them nothing but that there is none', async () => {
    const { sent, send } = await smallOrganization();
    await sent(open(BOARD, RAJ, 'Board', { access: 'closed' }));
    const inside = await send(open(PAY, AROHA, 'Pay', { parent: BOARD }));
    const nowhere = await send(open(PAY, AROHA, 'Pay', { parent: idOf('99') }));
    expect(inside).toMatchObject({ code: 'not-found' });
    expect({ ...inside, field: 0 }).toEqual({ ...nowhere, field: 0 });
  });

  it.each([
    ['an empty name', { name: '' }, 'empty', '/name'],
    ['a name with NUL', { name: 'a\u0000' }, 'control-character', '/name'],
    ['a name of 121 characters', { name: 'x'.repeat(121) }, 'too-long', '/name'],
    ['an address with blanks', { name: 'A', slug: 'a b' }, 'invalid-handle', '/slug'],
    ['a purpose of two lines', { name: 'A', purpose: 'a\nb' }, 'control-character', '/purpose'],
  ])('refuses %s', async (_, data, code, field) => {
    const { send } = await smallOrganization();
    expect(await send(to(ENG, 'open', RAJ, data))).toMatchObject({ code, field });
  });
});

it('a space changes its name and purpose, and keeps its address unless it is given a new one', async () => {
  const { sent, directory, history } = await smallOrganization();
  await sent(open(ENG, RAJ, 'Engineering'));
  await sent(to(ENG, 'describe', RAJ, { name: 'Building', purpose: 'How we build' }));
  expect((await directory()).spaces.get(ENG)).toMatchObject({ slug: 'engineering', name: 'Building', purpose: 'How we build' });
  await sent(to(ENG, 'describe', RAJ, { slug: 'building' }));
  await sent(to(ENG, 'describe', RAJ, {}));
  expect(await history(ENG)).toEqual(['space-opened', 'space-renamed', 'space-purpose-changed', 'space-renamed']);
});

describe('who is in a space', () => {
  const add = (by: string, member: string, role = 'contributor') => to(BOARD, 'add-member', by, { member, role });
  const board = async () => {
    const organization = await smallOrganization();
    await organization.sent(open(BOARD, RAJ, 'Board', { access: 'closed' }));
    return organization;
  };

  it('is decided by its stewards', async () => {
    const { send, seen } = await board();
    expect(await seen(BOARD, AROHA)).toBe(null);
    expect(await send(add(RAJ, AROHA))).toMatchObject({ ok: {} });
    expect(await seen(BOARD, AROHA)).toMatchObject({ title: 'Board' });
    expect(await send(add(AROHA, TOMAS))).toMatchObject({ code: 'not-permitted' });
    expect(await send(add(AROHA, AROHA, 'steward'))).toMatchObject({ code: 'not-permitted' });
    expect(await send(add(TOMAS, TOMAS))).toMatchObject({ code: 'not-found' });
  });

  it('is decided by stewards of the organization too, who do not see what it holds until they let themselves in', async () => {
    const { send, sent, seen } = await board();
    await sent({ by: RAJ, kind: 'sheet', artifact: idOf('1'), name: 'write', data: { title: 'Salaries', space: BOARD } });
    expect(await seen(BOARD, INES)).toMatchObject({ title: 'Board' });
    expect(await seen(idOf('1'), INES)).toBe(null);
    expect(await send(add(INES, INES, 'reader'))).toMatchObject({ ok: {} });
    expect(await seen(idOf('1'), INES)).toMatchObject({ title: 'Salaries' });
  });

  it('is decided by stewards of the space around it', async () => {
    const { send, sent } = await smallOrganization();
    await sent(open(ENG, RAJ, 'Engineering'));
    await sent(open(INNER, AROHA, 'Incident', { parent: ENG, access: 'closed' }));
    expect(await send(to(INNER, 'add-member', RAJ, { member: TOMAS, role: 'reader' }))).toMatchObject({ ok: {} });
  });

  it('always includes a steward: the last one neither goes nor steps down, nor is taken out', async () => {
    const { send, sent, history } = await board();
    for (const by of [RAJ, INES]) {
      expect(await send(to(BOARD, 'remove-member', by, { member: RAJ }))).toMatchObject({ code: 'last-steward' });
      expect(await send(to(BOARD, 'change-role', by, { member: RAJ, role: 'reader' }))).toMatchObject({ code: 'last-steward' });
      expect(await send(add(by, RAJ, 'reader'))).toMatchObject({ code: 'last-steward' });
    }
    await sent(add(RAJ, AROHA, 'steward'));
    expect(await send(to(BOARD, 'remove-member', RAJ, { member: RAJ }))).toMatchObject({ ok: {} });
    expect(await history(BOARD)).toEqual(['space-opened', 'space-member-added', 'space-member-removed']);
  });

  it('does not count a steward who has left the organization', async () => {
    const { send, sent } = await board();
    await sent(add(RAJ, AROHA, 'steward'));
    await sent({ by: AROHA, kind: 'person', artifact: AROHA, name: 'depart' });
    expect(await send(to(BOARD, 'remove-member', RAJ, { member: RAJ }))).toMatchObject({ code: 'last-steward' });
  });

  it('ends, with every named role, for who leaves the organization: coming back opens nothing', async () => {
    const { sent, send, seen, directory, react } = await board();
    await sent(to(BOARD, 'assign-role', RAJ, { role: 'chair', actors: [RAJ, AROHA] }));
    await sent(to(BOARD, 'archive', RAJ));
    await sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'depart' });
    await react(leaveSpaces);
    await react(leaveSpaces);
    expect((await directory()).spaces.get(BOARD)).toMatchObject({ members: {}, roles: { chair: [AROHA] } });
    await sent({
      by: INES,
      kind: 'person',
      artifact: RAJ,
      name: 'invite',
      data: { name: 'Raj Mehta', mail: 'raj@northwind.example' },
    });
    await sent({
      by: SYSTEM,
      kind: 'person',
      artifact: RAJ,
      name: 'join',
      data: { hours: { zone: 'Asia/Kolkata', week: { mon: '09:00-17:00' } } },
    });
    expect(await seen(BOARD, RAJ)).toBe(null);
    expect(await send(to(BOARD, 'release', INES, { actor: AROHA }))).toMatchObject({ code: 'not-permitted' });
  });

  it('is left by whoever wants to leave', async () => {
    const { send, sent } = await board();
    await sent(add(RAJ, AROHA, 'reader'));
    expect(await send(to(BOARD, 'remove-member', AROHA, { member: AROHA }))).toMatchObject({ ok: {} });
  });

  it('may be a team, whose members come and go with it', async () => {
    const { sent, seen } = await board();
    const team = idOf('d1');
    await sent({ by: TOMAS, kind: 'team', artifact: team, name: 'form', data: { name: 'Finance', members: [AROHA] } });
    await sent(add(RAJ, team, 'reader'));
    expect(await seen(BOARD, AROHA)).not.toBe(null);
    await sent({ by: TOMAS, kind: 'team', artifact: team, name: 'remove-member', data: { member: AROHA } });
    expect(await seen(BOARD, AROHA)).toBe(null);
  });

  it('is nobody who is unknown or has left', async () => {
    const { send, sent } = await board();
    expect(await send(add(RAJ, MERE))).toMatchObject({ code: 'not-found', field: '/member' });
    await sent({ by: AROHA, kind: 'person', artifact: AROHA, name: 'depart' });
    expect(await send(add(RAJ, AROHA))).toMatchObject({ code: 'not-active', field: '/member' });
  });
});

describe('named roles', () => {
  const assign = (role: string, actors: readonly string[], by = RAJ) => to(ENG, 'assign-role', by, { role, actors });

  it('are given by a steward to whoever protocols shall ask, and end with an empty list', async () => {
    const { sent, send, directory } = await smallOrganization();
    await sent(open(ENG, RAJ, 'Engineering'));
    await sent(assign('PMC', [AROHA, TOMAS]));
    expect((await directory()).spaces.get(ENG)?.roles).toEqual({ pmc: [AROHA, TOMAS] });
    expect(await send(assign('pmc', [], AROHA))).toMatchObject({ code: 'not-permitted' });
    await sent(assign('pmc', []));
    expect((await directory()).spaces.get(ENG)?.roles).toEqual({});
  });

  it.each([
    'asked',
    'affected',
    'members',
    'stewards',
    'everyone',
    'deputies_of_raj',
    'steward',
    'author',
    'constructor',
    '__proto__',
    'two words',
    '',
    '1st',
    'a'.repeat(41),
  ])('are not called "%s"', async (role) => {
    const { sent, send } = await smallOrganization();
    await sent(open(ENG, RAJ, 'Engineering'));
    expect(await send(assign(role, [AROHA]))).toMatchObject({ code: 'invalid-role', field: '/role' });
  });

  it('are for people who are here, each once', async () => {
    const { sent, send } = await smallOrganization();
    await sent(open(ENG, RAJ, 'Engineering'));
    expect(await send(assign('pmc', [AROHA, MERE]))).toMatchObject({ code: 'not-found', field: '/actors/1' });
    expect(await send(assign('pmc', [AROHA, AROHA]))).toMatchObject({ code: 'named-twice', field: '/actors/1' });
  });
});

describe('moving a space', () => {
  const three = async () => {
    const organization = await smallOrganization();
    const { sent } = organization;
    await sent(open(BOARD, RAJ, 'Board', { access: 'closed' }));
    await sent(open(PAY, RAJ, 'Pay', { parent: BOARD }));
    await sent(open(INNER, RAJ, 'Bands', { parent: PAY }));
    await sent(open(ENG, RAJ, 'Engineering'));
    return organization;
  };
  const move = (artifact: string, parent: string | null, by = RAJ) => to(artifact, 'move', by, { parent });

  it('never puts it inside itself', async () => {
    const { send } = await three();
    for (const parent of [BOARD, PAY, INNER])
      expect(await send(move(BOARD, parent))).toMatchObject({ code: 'circle', field: '/parent' });
  });

  it('never makes a circle, even when two are moved at the same moment', async () => {
    const { send, directory } = await smallOrganization().then(async (organization) => {
      await organization.sent(open(ENG, RAJ, 'Engineering'));
      await organization.sent(open(PAY, RAJ, 'Payments'));
      return organization;
    });
    const both = await Promise.all([send(move(ENG, PAY)), send(move(PAY, ENG))]);
    expect(both.filter(({ refused }) => refused)).toHaveLength(1);
    expect([...(await directory()).spaces.values()].filter(({ parent }) => parent === null)).toHaveLength(1);
  });

  it('out of closed surroundings closes it, so that nothing is shown by moving', async () => {
    const { sent, seen, directory } = await three();
    await sent({ by: RAJ, kind: 'sheet', artifact: idOf('1'), name: 'write', data: { title: 'Bands', space: INNER } });
    await sent(move(INNER, ENG));
    expect((await directory()).spaces.get(INNER)).toMatchObject({ parent: ENG, access: 'closed' });
    expect(await seen(idOf('1'), AROHA)).toBe(null);
    await sent(to(INNER, 'open-up', RAJ));
    expect(await seen(idOf('1'), AROHA)).not.toBe(null);
  });

  it('within them leaves it as it is', async () => {
    const { sent, directory } = await three();
    await sent(move(INNER, BOARD));
    expect((await directory()).spaces.get(INNER)).toMatchObject({ parent: BOARD, access: 'open' });
  });

  it("out of a space is for that space's stewards", async () => {
    const { sent, send } = await smallOrganization();
    await sent(open(ENG, RAJ, 'Engineering'));
    await sent(open(INNER, AROHA, 'Web', { parent: ENG }));
    expect(await send(move(INNER, null, AROHA))).toMatchObject({ code: 'not-permitted' });
    expect(await send(move(INNER, null, RAJ))).toMatchObject({ ok: {} });
  });

  it('into one that is closed to the mover is into none', async () => {
    const { sent, send } = await three();
    await sent(open(idOf('e9'), AROHA, 'Web'));
    expect(await send(move(idOf('e9'), BOARD, AROHA))).toMatchObject({ code: 'not-found', field: '/parent' });
  });
});

describe('an archived space', () => {
  it('keeps what it has, changes nothing, and may be restored or left', async () => {
    const { sent, send, directory, seen } = await smallOrganization();
    await sent(open(ENG, RAJ, 'Engineering', { purpose: 'How we build' }));
    await sent(to(ENG, 'add-member', RAJ, { member: AROHA, role: 'reader' }));
    await sent(to(ENG, 'archive', RAJ));
    expect(await seen(ENG, AROHA)).not.toBe(null);
    expect(await send(to(ENG, 'describe', RAJ, { name: 'Eng' }))).toMatchObject({ code: 'archived' });
    expect(await send(open(PAY, RAJ, 'Payments', { parent: ENG }))).toMatchObject({ code: 'archived', field: '/parent' });
    await sent(to(ENG, 'remove-member', AROHA, { member: AROHA }));
    expect(await send(to(ENG, 'restore', AROHA))).toMatchObject({ code: 'not-permitted' });
    await sent(to(ENG, 'restore', RAJ));
    expect((await directory()).spaces.get(ENG)).toMatchObject({ archived: false, purpose: 'How we build' });
  });
});

it('closing a space hides it from those who are not in it, at once', async () => {
  const { sent, seen } = await smallOrganization();
  await sent(open(ENG, RAJ, 'Engineering'));
  expect(await seen(ENG, AROHA)).not.toBe(null);
  await sent(to(ENG, 'close', RAJ));
  expect(await seen(ENG, AROHA)).toBe(null);
});

describe('showing a space’s handbook to everybody', () => {
  it('is for a steward of the space, a person; closing the space ends it', async () => {
    const { sent, send, directory } = await smallOrganization();
    await sent(open(ENG, RAJ, 'Engineering'));
    expect(await send(to(ENG, 'make-public', AROHA))).toMatchObject({ code: 'not-permitted' });
    await sent(to(ENG, 'make-public', RAJ));
    expect((await directory()).spaces.get(ENG)).toMatchObject({ public: true });
    await sent(to(ENG, 'close', RAJ));
    expect((await directory()).spaces.get(ENG)).toMatchObject({ public: false, access: 'closed' });
    await sent(to(ENG, 'make-public', RAJ));
    await sent(to(ENG, 'make-private', RAJ));
    expect((await directory()).spaces.get(ENG)).toMatchObject({ public: false });
  });

  it('ends while the space is archived', async () => {
    const { sent, send, directory } = await smallOrganization();
    await sent(open(ENG, RAJ, 'Engineering'));
    await sent(to(ENG, 'make-public', RAJ));
    await sent(to(ENG, 'archive', RAJ));
    expect((await directory()).spaces.get(ENG)).toMatchObject({ public: false });
    expect(await send(to(ENG, 'make-private', RAJ))).toMatchObject({ code: 'archived' });
    await sent(to(ENG, 'restore', RAJ));
    expect((await directory()).spaces.get(ENG)).toMatchObject({ public: true });
  });
});
