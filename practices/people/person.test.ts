import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import { between, workingTime } from '#kernel/time/working-time.ts';
import { AROHA, idOf, INES, MERE, RAJ, smallOrganization, TOMAS, WEEKDAYS } from '#tests/small-organization.ts';
import { cancel, NO_ABSENCE, plan, away } from './absence.ts';
import { personCommands } from './index.ts';

const kind = 'person';
const hour = (text: string) => Date.parse(text);
const mere = { name: 'Mere', mail: 'mere@northwind.example' };

describe('inviting', () => {
  it('makes a handle of the first name, and lets the invited see nothing until they have joined', async () => {
    const { send, sent, directory, seen } = await smallOrganization();
    expect(await send({ by: RAJ, kind, artifact: MERE, name: 'invite', data: mere })).toMatchObject({ ok: { version: 1 } });
    expect((await directory()).actors.get(MERE)).toMatchObject({
      handle: 'mere',
      status: 'invited',
      role: 'member',
      calendars: [],
    });
    expect(await seen(INES, MERE)).toBe(null);
    await sent({ by: SYSTEM, kind, artifact: MERE, name: 'join', data: { hours: { zone: 'Pacific/Auckland', week: WEEKDAYS } } });
    expect(await seen(INES, MERE)).toMatchObject({ title: 'Ines Prado' });
  });

  it('grants nobody more than the host has: members invite no stewards', async () => {
    const { send } = await smallOrganization();
    const data = { ...mere, role: 'steward' };
    expect(await send({ by: RAJ, kind, artifact: MERE, name: 'invite', data })).toMatchObject({
      code: 'not-permitted',
      field: '/role',
    });
    expect(await send({ by: INES, kind, artifact: MERE, name: 'invite', data })).toMatchObject({ ok: { version: 1 } });
  });

  it.each([
    ['a mail address that somebody has, in other letters', { ...mere, mail: 'A2@Northwind.example' }, 'mail-taken', '/mail'],
    ['no mail address', { ...mere, mail: 'mere at northwind' }, 'invalid-mail', '/mail'],
    ['a mail address with a line end', { ...mere, mail: 'mere@northwind.example\nbcc: x@y.z' }, 'invalid-mail', '/mail'],
    ['a handle that somebody has', { ...mere, handle: 'INES' }, 'handle-taken', '/handle'],
    ['a name with NUL', { ...mere, name: 'Mere\u0000' }, 'control-character', '/name'],
    ['a name of 121 characters', { ...mere, name: 'm'.repeat(121) }, 'too-long', '/name'],
  ])('refuses %s', async (_, data, code, field) => {
    const { send, history } = await smallOrganization();
    expect(await send({ by: INES, kind, artifact: MERE, name: 'invite', data })).toMatchObject({ code, field });
    expect(await history(MERE)).toEqual([]);
  });

  it('is not for agents', async () => {
    const { send, sent } = await smallOrganization();
    const scribe = idOf('b1');
    await sent({ by: RAJ, kind: 'agent', artifact: scribe, name: 'register', data: { name: 'Scribe', accountable: RAJ } });
    expect(await send({ by: scribe, kind, artifact: MERE, name: 'invite', data: mere })).toMatchObject({ code: 'not-permitted' });
  });

  it('works once; joining too', async () => {
    const { send, sent } = await smallOrganization();
    await sent({ by: INES, kind, artifact: MERE, name: 'invite', data: mere });
    expect(await send({ by: INES, kind, artifact: MERE, name: 'invite', data: mere })).toMatchObject({ code: 'already-invited' });
    const join = { by: SYSTEM, kind, artifact: MERE, name: 'join', data: { hours: { zone: 'UTC', week: WEEKDAYS } } };
    await sent(join);
    expect(await send(join)).toMatchObject({ code: 'not-invited' });
    expect(await send({ ...join, by: MERE })).toMatchObject({ code: 'not-permitted' });
  });
});

describe('hours', () => {
  const set = (hours: object, from?: string) => ({
    by: RAJ,
    kind,
    artifact: RAJ,
    name: 'set-hours',
    data: { hours, ...(from && { from: hour(from) }) },
  });
  const parts = { zone: 'Asia/Kolkata', week: { mon: ['09:00-13:00'] } };

  it('[T2] hold from an instant, and the past keeps those that held then', async () => {
    const { sent, directory } = await smallOrganization();
    await sent(set(parts, '2026-04-01T00:00:00Z'));
    const calendars = (await directory()).actors.get(RAJ)?.calendars ?? [];
    expect(calendars.map(({ from, calendar }) => [new Date(from).toISOString(), Object.keys(calendar.week).length])).toEqual([
      ['2026-03-27T09:00:00.000Z', 5],
      ['2026-04-01T00:00:00.000Z', 1],
    ]);
  });

  it('are kept in the form that the kernel computes with, whatever short form was written', async () => {
    const { sent, directory } = await smallOrganization();
    await sent(set({ zone: 'asia/kolkata', week: { 'mon-wed': '09:00-12:00, 13:00-17:00' }, holidays: 'in' }));
    expect((await directory()).actors.get(RAJ)?.calendars.at(-1)?.calendar).toMatchObject({
      week: { tue: ['09:00-12:00', '13:00-17:00'] },
      holidays: ['IN'],
    });
  });

  it('[T2] cannot be set for the past', async () => {
    const { send } = await smallOrganization();
    expect(await send(set(parts, '2026-03-26T00:00:00Z'))).toMatchObject({ code: 'in-the-past', field: '/from' });
  });

  it('[T6] that never come are refused', async () => {
    const { send } = await smallOrganization();
    expect(await send(set({ zone: 'Asia/Kolkata', week: {} }))).toMatchObject({
      code: 'calendar-never-works',
      field: '/hours/week',
    });
  });

  it('name the field that is wrong', async () => {
    const { send } = await smallOrganization();
    expect(await send(set({ ...parts, zone: 'Mars/Olympus' }))).toMatchObject({ code: 'zone-unknown', field: '/hours/zone' });
    expect(await send(set({ ...parts, week: { mon: ['25:00-26:00'] } }))).toMatchObject({
      code: 'hours-malformed',
      field: '/hours/week/mon/0',
    });
  });

  it('are set by their person or a steward of the organization, and nobody else', async () => {
    const { send } = await smallOrganization();
    expect(await send({ ...set(parts), by: AROHA })).toMatchObject({ code: 'not-permitted' });
    expect(await send({ ...set(parts), by: INES })).toMatchObject({ ok: { version: 3 } });
  });
});

describe('leave', () => {
  const [leave, other] = [idOf('e1'), idOf('e2')];
  const days = (from: string, to: string, id = leave) => ({ leave: id, from: hour(from), to: hour(to) });
  const of = (name: string, data: object) => ({ by: RAJ, kind, artifact: RAJ, name, data });

  it('counts in the calendar from when it is planned', async () => {
    const { sent, directory } = await smallOrganization();
    await sent(of('plan-leave', days('2026-03-30T00:00:00+05:30', '2026-04-01T00:00:00+05:30')));
    const time = workingTime((await directory()).actors.get(RAJ)?.calendars ?? []);
    expect(between(time, hour('2026-03-30T00:00:00+05:30'), hour('2026-04-02T00:00:00+05:30')) / 3_600_000).toBe(8);
  });

  it('[A4] that is cancelled on the way stays taken up to then', async () => {
    const { sent, at, directory } = await smallOrganization();
    await sent(of('plan-leave', days('2026-03-30T00:00:00+05:30', '2026-04-04T00:00:00+05:30')));
    at('2026-04-01T00:00:00+05:30');
    await sent(of('cancel-leave', { leave }));
    const time = workingTime((await directory()).actors.get(RAJ)?.calendars ?? []);
    expect(between(time, hour('2026-03-30T00:00:00+05:30'), hour('2026-04-04T00:00:00+05:30')) / 3_600_000).toBe(24);
  });

  it('[T2] reported afterwards does not change what has passed', async () => {
    const { sent, at, directory } = await smallOrganization();
    at('2026-03-31T00:00:00+05:30');
    await sent(of('plan-leave', days('2026-03-30T00:00:00+05:30', '2026-04-01T00:00:00+05:30')));
    const time = workingTime((await directory()).actors.get(RAJ)?.calendars ?? []);
    expect(between(time, hour('2026-03-30T00:00:00+05:30'), hour('2026-04-01T00:00:00+05:30')) / 3_600_000).toBe(8);
  });

  it('moves when it is changed', async () => {
    const { sent, directory } = await smallOrganization();
    await sent(of('plan-leave', days('2026-03-30T00:00:00Z', '2026-04-01T00:00:00Z')));
    await sent(of('change-leave', days('2026-04-07T00:00:00Z', '2026-04-09T00:00:00Z')));
    const { from, to } = days('2026-04-07T00:00:00Z', '2026-04-09T00:00:00Z');
    expect((await directory()).actors.get(RAJ)?.calendars.at(-1)?.calendar.leave).toEqual([{ from, to }]);
  });

  it('[T6] without end is refused, as nobody could ever be asked', async () => {
    const { send } = await smallOrganization();
    expect(await send(of('plan-leave', days('2026-03-30T00:00:00Z', '2030-01-01T00:00:00Z')))).toMatchObject({
      code: 'calendar-never-works',
      field: '/to',
    });
  });

  it.each([
    ['that ends before it begins', 'plan-leave', days('2026-04-03T00:00:00Z', '2026-04-01T00:00:00Z'), 'ends-before-it-begins'],
    ['that is over', 'plan-leave', days('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'), 'in-the-past'],
    ['that nobody planned', 'change-leave', days('2026-04-01T00:00:00Z', '2026-04-03T00:00:00Z', other), 'not-found'],
    ['that nobody planned', 'cancel-leave', { leave: other }, 'not-found'],
  ])('%s cannot be planned, changed or cancelled', async (_, name, data, code) => {
    const { send } = await smallOrganization();
    expect(await send(of(name, data))).toMatchObject({ code });
  });

  it('[T2] whatever is planned, changed and cancelled, what has passed never changes', () => {
    const step = fc.record({
      id: fc.nat(3),
      from: fc.nat(100),
      length: fc.integer({ min: 1, max: 40 }),
      wait: fc.integer({ min: 1, max: 20 }),
      ends: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let absence = NO_ABSENCE;
        let now = 0;
        for (const { id, from, length, wait, ends } of steps) {
          const before = away(absence);
          absence = cancel(absence, String(id), now);
          if (!ends) absence = plan(absence, { id: String(id), from, to: from + length, since: now });
          for (let moment = 0; moment < now; moment += 1) expect(covers(away(absence), moment)).toBe(covers(before, moment));
          now += wait;
        }
      }),
    );
  });
});

const covers = (spans: readonly { from: number; to: number }[], moment: number) =>
  spans.some(({ from, to }) => from <= moment && moment < to);

describe('deputies', () => {
  const name = (deputies: readonly string[], by = RAJ) => ({
    by,
    kind,
    artifact: RAJ,
    name: 'name-deputies',
    data: { deputies },
  });

  it('[A5] stand in the order in which they are named', async () => {
    const { sent, directory } = await smallOrganization();
    await sent(name([AROHA, INES]));
    expect((await directory()).actors.get(RAJ)?.deputies).toEqual([AROHA, INES]);
  });

  it.each([
    ['oneself', [RAJ], 'deputy-is-self'],
    ['somebody twice', [AROHA, AROHA], 'named-twice'],
    ['nobody', [idOf('99')], 'not-found'],
    ['somebody who has not joined', [MERE], 'deputy-not-active'],
  ])('are not %s', async (_, deputies, code) => {
    const { send, sent } = await smallOrganization();
    await sent({ by: INES, kind, artifact: MERE, name: 'invite', data: mere });
    expect(await send(name(deputies))).toMatchObject({ code, field: expect.stringMatching(/^\/deputies\/\d$/) });
  });
});

describe('running the organization', () => {
  const role = (name: 'grant-role' | 'revoke-role', artifact: string, by: string) => ({
    by,
    kind,
    artifact,
    name,
    data: { role: 'steward' },
  });

  it('is granted by stewards alone', async () => {
    const { send } = await smallOrganization();
    expect(await send(role('grant-role', RAJ, RAJ))).toMatchObject({ code: 'not-permitted' });
    expect(await send(role('grant-role', RAJ, INES))).toMatchObject({ ok: {} });
    expect(await send(role('revoke-role', INES, RAJ))).toMatchObject({ ok: {} });
  });

  it('always has somebody: the last steward neither steps down nor leaves', async () => {
    const { send, sent } = await smallOrganization();
    expect(await send(role('revoke-role', INES, INES))).toMatchObject({ code: 'last-steward' });
    expect(await send({ by: INES, kind, artifact: INES, name: 'depart' })).toMatchObject({ code: 'last-steward' });
    await sent(role('grant-role', TOMAS, INES));
    expect(await send({ by: INES, kind, artifact: INES, name: 'depart' })).toMatchObject({ ok: {} });
  });

  it('holds when two stewards step down at the same moment', async () => {
    const { send, sent, directory } = await smallOrganization();
    await sent(role('grant-role', RAJ, INES));
    const both = await Promise.all([send(role('revoke-role', INES, INES)), send(role('revoke-role', RAJ, RAJ))]);
    expect(both.filter(({ refused }) => refused).map((result) => 'code' in result && result.code)).toEqual(['last-steward']);
    expect([...(await directory()).actors.values()].filter((actor) => actor.role === 'steward')).toHaveLength(1);
  });
});

describe('leaving', () => {
  it('takes mail, skills and keys, and keeps name, handle and hours', async () => {
    const { sent, send, directory, seen } = await smallOrganization();
    await sent({ by: RAJ, kind, artifact: RAJ, name: 'set-skills', data: { skills: ['PostgreSQL', 'postgresql', 'Rust'] } });
    expect((await directory()).actors.get(RAJ)?.skills).toEqual(['PostgreSQL', 'Rust']);
    await sent({ by: INES, kind, artifact: RAJ, name: 'depart' });
    const raj = (await directory()).actors.get(RAJ);
    expect(raj).toMatchObject({ name: 'Raj Mehta', handle: 'raj', status: 'left', skills: [], calendars: [{}] });
    expect(raj).not.toHaveProperty('mail');
    expect(await seen(INES, RAJ)).toBe(null);
    expect(await send({ by: RAJ, kind, artifact: RAJ, name: 'set-skills', data: { skills: [] } })).toMatchObject({
      code: 'not-permitted',
    });
  });

  it('frees the mail address, never the handle', async () => {
    const { sent, send, directory } = await smallOrganization();
    await sent({ by: RAJ, kind, artifact: RAJ, name: 'depart' });
    await sent({ by: INES, kind, artifact: MERE, name: 'invite', data: { name: 'Raj Rao', mail: 'a2@northwind.example' } });
    expect((await directory()).actors.get(MERE)?.handle).toBe('raj-rao');
    expect(
      await send({ by: INES, kind, artifact: RAJ, name: 'invite', data: { name: 'Raj Mehta', mail: 'raj@elsewhere.example' } }),
    ).toMatchObject({ ok: {} });
    expect((await directory()).actors.get(RAJ)).toMatchObject({ handle: 'raj', status: 'invited' });
  });
});

describe('a mail address', () => {
  it('is changed by its person alone, to one that nobody has, and frees the one before', async () => {
    const { send, sent, directory } = await smallOrganization();
    const to = (by: string, mail: string) => send({ by, kind, artifact: RAJ, name: 'change-mail', data: { mail } });
    expect(await to(INES, 'raj@elsewhere.example')).toMatchObject({ code: 'not-permitted' });
    expect(await to(RAJ, 'A1@Northwind.example')).toMatchObject({ code: 'mail-taken', field: '/mail' });
    expect(await to(RAJ, 'raj at elsewhere')).toMatchObject({ code: 'invalid-mail', field: '/mail' });
    const before = (await directory()).actors.get(RAJ)?.mail ?? '';
    await sent({ by: RAJ, kind, artifact: RAJ, name: 'change-mail', data: { mail: ' Raj@Elsewhere.example ' } });
    expect((await directory()).actors.get(RAJ)?.mail).toBe('raj@elsewhere.example');
    expect(await send({ by: INES, kind, artifact: MERE, name: 'invite', data: { ...mere, mail: before } })).toMatchObject({
      ok: { version: 1 },
    });
  });
});

it('refuses fields that it does not know, and roles that do not exist', () => {
  expect(personCommands.invite.safeParse({ ...mere, admin: true }).success).toBe(false);
  expect(personCommands['grant-role'].safeParse({ role: 'owner' }).success).toBe(false);
  expect(personCommands['set-hours'].safeParse({ hours: { zone: 'UTC', week: {}, leave: [] } }).success).toBe(false);
});
