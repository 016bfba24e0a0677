import { describe, expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import { leaveTeams } from './index.ts';
import { AROHA, idOf, INES, MERE, RAJ, smallOrganization, TOMAS } from '#tests/small-organization.ts';

const PLATFORM = idOf('d1');
const form = { by: RAJ, kind: 'team', artifact: PLATFORM, name: 'form', data: { name: 'Platform', members: [AROHA] } };
const change = (name: string, member: string, by = RAJ, more = {}) => ({
  by,
  kind: 'team',
  artifact: PLATFORM,
  name,
  data: { member, ...more },
});

describe('a team', () => {
  it('is run by whoever formed it, and its members hold its keys', async () => {
    const { sent, directory, seen } = await smallOrganization();
    await sent(form);
    expect((await directory()).actors.get(PLATFORM)).toMatchObject({ kind: 'team', handle: 'platform', members: [RAJ, AROHA] });
    await sent({
      by: RAJ,
      kind: 'sheet',
      artifact: idOf('1'),
      name: 'write',
      data: { title: 'Rota', audience: [`actor:${PLATFORM}`] },
    });
    expect(await seen(idOf('1'), AROHA)).toMatchObject({ title: 'Rota' });
    expect(await seen(idOf('1'), TOMAS)).toBe(null);
  });

  it('shares its names with people: no handle is given twice', async () => {
    const { sent, send, directory } = await smallOrganization();
    await sent({ ...form, data: { name: 'Raj' } });
    expect((await directory()).actors.get(PLATFORM)?.handle).toBe('raj-2');
    const wished = { ...form, artifact: idOf('d2'), data: { name: 'Rajasthan', handle: 'raj' } };
    expect(await send(wished)).toMatchObject({ code: 'handle-taken', field: '/handle' });
  });

  it('is changed by its stewards and those of the organization: whoever is in it may see what it sees', async () => {
    const { sent, send } = await smallOrganization();
    await sent(form);
    expect(await send(change('add-member', TOMAS, AROHA))).toMatchObject({ code: 'not-permitted' });
    expect(await send(change('add-member', TOMAS, TOMAS))).toMatchObject({ code: 'not-permitted' });
    expect(await send(change('add-member', TOMAS, INES))).toMatchObject({ ok: {} });
    expect(await send(change('add-member', AROHA, RAJ, { role: 'steward' }))).toMatchObject({ ok: {} });
    expect(await send(change('remove-member', TOMAS, AROHA))).toMatchObject({ ok: {} });
  });

  it('is left by whoever wants to, save its last steward', async () => {
    const { sent, send } = await smallOrganization();
    await sent(form);
    expect(await send(change('remove-member', AROHA, AROHA))).toMatchObject({ ok: {} });
    expect(await send(change('remove-member', RAJ))).toMatchObject({ code: 'last-steward' });
    expect(await send(change('add-member', RAJ, INES, { role: 'member' }))).toMatchObject({ code: 'last-steward' });
    expect(await send(change('remove-member', RAJ, SYSTEM))).toMatchObject({ ok: {} });
  });

  it('loses who leaves the organization, its last steward too', async () => {
    const { sent, directory, react } = await smallOrganization();
    await sent(form);
    await sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'depart' });
    await react(leaveTeams);
    expect((await directory()).actors.get(PLATFORM)?.members).toEqual([AROHA]);
  });

  it('takes people and agents, no teams, and nobody who has left', async () => {
    const { sent, send } = await smallOrganization();
    await sent(form);
    await sent({ by: TOMAS, kind: 'person', artifact: TOMAS, name: 'depart' });
    expect(await send(change('add-member', TOMAS))).toMatchObject({ code: 'not-active', field: '/member' });
    expect(await send(change('add-member', PLATFORM))).toMatchObject({ code: 'not-found', field: '/member' });
    expect(await send(change('add-member', MERE))).toMatchObject({ code: 'not-found', field: '/member' });
  });

  it('that is disbanded opens nothing to anybody any more', async () => {
    const { sent, send, directory, history } = await smallOrganization();
    await sent(form);
    await sent({ by: RAJ, kind: 'team', artifact: PLATFORM, name: 'disband' });
    expect((await directory()).actors.get(PLATFORM)).toMatchObject({ status: 'left', members: [] });
    expect(await send(change('add-member', TOMAS))).toMatchObject({ code: 'disbanded' });
    expect(await history(PLATFORM)).toEqual(['team-formed', 'team-disbanded']);
  });
});

describe('an agent', () => {
  const SCRIBE = idOf('b1');
  const register = { by: RAJ, kind: 'agent', artifact: SCRIBE, name: 'register', data: { name: 'Scribe', accountable: RAJ } };
  const to = (name: string, by: string, data = {}) => ({ by, kind: 'agent', artifact: SCRIBE, name, data });

  it('has a person accountable for it, who registers it for themself', async () => {
    const { send, directory } = await smallOrganization();
    expect(await send({ ...register, data: { name: 'Scribe', accountable: AROHA } })).toMatchObject({
      code: 'not-permitted',
      field: '/accountable',
    });
    expect(await send({ ...register, data: { name: 'Scribe', accountable: MERE }, by: INES })).toMatchObject({
      code: 'not-active',
    });
    expect(await send(register)).toMatchObject({ ok: {} });
    expect((await directory()).actors.get(SCRIBE)).toMatchObject({
      kind: 'agent',
      handle: 'scribe',
      accountable: RAJ,
      role: 'member',
      status: 'active',
    });
  });

  it('is suspended and let go on by its person or a steward of the organization, never by itself or others', async () => {
    const { send, sent, seen } = await smallOrganization();
    await sent(register);
    expect(await send(to('suspend', AROHA))).toMatchObject({ code: 'not-permitted' });
    expect(await send(to('make-accountable', SCRIBE, { accountable: AROHA }))).toMatchObject({ code: 'not-permitted' });
    await sent(to('suspend', RAJ));
    expect(await seen(INES, SCRIBE)).toBe(null);
    await sent(to('resume', INES));
    expect(await seen(INES, SCRIBE)).not.toBe(null);
  });

  it('stops when its person leaves, until somebody else is accountable for it', async () => {
    const { send, sent, directory } = await smallOrganization();
    await sent(register);
    await sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'depart' });
    expect((await directory()).actors.get(SCRIBE)?.status).toBe('left');
    expect(await send(to('make-accountable', INES, { accountable: SCRIBE }))).toMatchObject({ code: 'not-active' });
    await sent(to('make-accountable', INES, { accountable: AROHA }));
    expect((await directory()).actors.get(SCRIBE)?.status).toBe('active');
  });
});
