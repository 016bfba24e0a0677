import { describe, expect, it } from 'vitest';
import { client, found, join } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
// A Friday morning in Berlin, noon in Pune, late evening in Auckland.
await server.clock.set('2026-03-27T08:30:00Z');
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const aroha = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
const me = async (who: typeof ines): Promise<string> => ((await who.get('/api/me')).json['actor'] as { id: string }).id;
const inesId = await me(ines);

interface Row {
  readonly id: string;
  readonly name: string;
  readonly zone: string | null;
  readonly localTime: string | null;
  readonly workingNow: boolean;
  readonly worksUntil: string | null;
  readonly nextWorking: string | null;
  readonly onLeaveUntil: string | null;
}
const items = (json: Record<string, unknown>): readonly Row[] => json['items'] as readonly Row[];

describe('the directory', () => {
  it('shows everybody by name, with the time on their clocks and whether they work', async () => {
    const rows = items((await raj.get('/api/people')).json);
    expect(rows.map(({ name, zone, localTime, workingNow }) => [name, zone, localTime?.slice(0, 13), workingNow])).toEqual([
      ['Aroha Ngata', 'Pacific/Auckland', '2026-03-27T21', false],
      ['Ines Prado', 'Europe/Berlin', '2026-03-27T09', true],
      ['Raj Mehta', 'Asia/Kolkata', '2026-03-27T14', true],
    ]);
    expect(rows.find(({ name }) => name === 'Ines Prado')?.worksUntil).toBe('2026-03-27T16:00:00.000Z');
    expect(rows.find(({ name }) => name === 'Aroha Ngata')?.nextWorking).toBe('2026-03-29T20:00:00.000Z');
  });

  it('is read page by page, and finds somebody by their handle', async () => {
    const first = await raj.get('/api/people?limit=2');
    const second = await raj.get(`/api/people?limit=2&after=${String(first.json['next'])}`);
    expect([...items(first.json), ...items(second.json)].map(({ name }) => name)).toEqual([
      'Aroha Ngata',
      'Ines Prado',
      'Raj Mehta',
    ]);
    expect(second.json['next']).toBe(null);
    expect(items((await raj.get('/api/people?handle=RAJ')).json).map(({ id }) => id)).toEqual([raj.id]);
  });

  it('is for those who belong', async () => {
    for (const path of [
      '/api/people',
      `/api/people/${raj.id}`,
      '/api/coverage',
      '/api/spaces',
      '/api/events',
      '/api/search?q=raj',
    ])
      expect((await client(server.address).get(path)).status).toBe(401);
  });
});

describe('one person', () => {
  it('shows hours, holidays ahead, deputies and skills; focus only to themself', async () => {
    const hours = {
      zone: 'Europe/Berlin',
      week: { 'mon-fri': '09:00-12:00, 13:00-17:00' },
      holidays: 'DE-BE',
      focus: { tue: '09:00-11:00' },
    };
    expect((await ines.put(`/api/people/${inesId}/hours`, { hours })).status).toBe(200);
    expect((await ines.put(`/api/people/${inesId}/deputies`, { deputies: [raj.id] })).status).toBe(200);
    expect((await ines.put(`/api/people/${inesId}/skills`, { skills: ['PostgreSQL'] })).status).toBe(200);
    const profile = await ines.call('PATCH', `/api/people/${inesId}`, {
      body: { title: 'Platform lead', about: 'Ask me about **databases**' },
    });
    expect(profile.status).toBe(200);
    const seen = (await raj.get(`/api/people/${inesId}`)).json;
    expect(seen).toMatchObject({
      title: 'Platform lead',
      skills: ['PostgreSQL'],
      deputies: [{ id: raj.id, name: 'Raj Mehta' }],
      hours: { zone: 'Europe/Berlin', week: { mon: ['09:00-12:00', '13:00-17:00'] }, holidays: ['DE-BE'], focus: null },
      mayChange: false,
    });
    expect((seen['holidays'] as { date: string }[])[0]).toMatchObject({
      date: '2026-04-03',
      name: 'Karfreitag',
      region: 'DE-BE',
    });
    expect((await ines.get(`/api/people/${inesId}`)).json).toMatchObject({
      hours: { focus: { tue: ['09:00-11:00'] } },
      mayChange: true,
    });
  });

  it('plans, moves and cancels leave, which shows in the directory while it lasts', async () => {
    const planned = await aroha.post(`/api/people/${aroha.id}/leave`, {
      from: '2026-03-30T00:00:00+13:00',
      to: '2026-04-04T00:00:00+13:00',
    });
    expect(planned.status).toBe(201);
    const address = String(planned.headers.get('location'));
    expect((await aroha.put(address, { from: '2026-03-27T00:00:00+13:00', to: '2026-04-01T00:00:00+13:00' })).status).toBe(200);
    const [row] = items((await raj.get('/api/people?handle=aroha')).json);
    expect(row).toMatchObject({ onLeaveUntil: '2026-03-31T11:00:00.000Z', nextWorking: '2026-03-31T20:00:00.000Z' });
    expect((await raj.delete(address)).status).toBe(403);
    expect((await aroha.delete(address)).status).toBe(200);
    expect(items((await raj.get('/api/people?handle=aroha')).json)[0]?.onLeaveUntil).toBe(null);
  });

  it.each([
    [
      'more dates with hours of their own than a year has',
      'hours',
      {
        hours: {
          zone: 'Asia/Kolkata',
          week: { mon: '09:00-17:00' },
          exceptions: Object.fromEntries(
            Array.from({ length: 400 }, (_, day) => [new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10), []]),
          ),
        },
      },
      400,
      'invalid-request',
      '/hours/exceptions',
    ],
    ['hours that never come', 'hours', { hours: { zone: 'Asia/Kolkata', week: {} } }, 422, 'calendar-never-works', '/hours/week'],
    [
      'a zone that is none',
      'hours',
      { hours: { zone: 'Mars', week: { mon: '09:00-17:00' } } },
      422,
      'zone-unknown',
      '/hours/zone',
    ],
    [
      'hours with leave in them',
      'hours',
      { hours: { zone: 'UTC', week: {}, leave: [] } },
      400,
      'invalid-request',
      '/hours/leave',
    ],
    ['oneself as deputy', 'deputies', null, 422, 'deputy-is-self', '/deputies/0'],
    ['a skill with a line end', 'skills', { skills: ['a\nb'] }, 422, 'control-character', '/skills/0'],
  ])('refuses %s, with the field named', async (_, what, body, status, code, field) => {
    const refused = await raj.put(`/api/people/${raj.id}/${what}`, body ?? { deputies: [raj.id] });
    expect([refused.status, refused.json['code'], refused.json['field']]).toEqual([status, code, field]);
  });

  it('is changed by themself or a steward of the organization', async () => {
    expect((await raj.put(`/api/people/${aroha.id}/skills`, { skills: [] })).status).toBe(403);
    expect((await ines.put(`/api/people/${aroha.id}/skills`, { skills: ['Māori'] })).status).toBe(200);
    expect((await raj.put(`/api/people/${raj.id}/role`, { role: 'steward' })).status).toBe(403);
    const down = await ines.put(`/api/people/${inesId}/role`, { role: 'member' });
    expect([down.status, down.json['code']]).toEqual([409, 'last-steward']);
  });
});

describe('coverage of the clock', () => {
  it('shows who works at which hours of the day, and when nobody does', async () => {
    const { json } = await raj.get('/api/coverage?from=2026-03-30T00:00:00Z&zone=Etc/UTC');
    const day = json['day'] as { slots: { from: string; to: string; working: string[] }[] };
    const at = (moment: string) => day.slots.find(({ from, to }) => from <= moment && moment < to)?.working;
    expect(at('2026-03-30T08:00:00.000Z')).toEqual([inesId, raj.id]);
    expect(at('2026-03-30T17:00:00.000Z')).toEqual([]);
    const week = json['week'] as { clock: { hour: number; nobody: number }[]; gaps: unknown[] };
    expect(week.clock).toHaveLength(24);
    expect(week.clock[17]?.nobody).toBe(1);
    expect(week.gaps).toHaveLength(5);
  });

  it('of a team that does not exist, or a space that one may not see, is none', async () => {
    const closed = await ines.post('/api/spaces', { name: 'Board', access: 'closed' });
    expect((await raj.get(`/api/coverage?space=${String(closed.json['id'])}`)).status).toBe(404);
    expect((await raj.get(`/api/coverage?team=${inesId}`)).status).toBe(404);
    expect((await raj.get('/api/coverage?zone=Nowhere')).json).toMatchObject({ code: 'zone-unknown' });
  });
});

describe('teams and agents', () => {
  it('are formed, changed and disbanded', async () => {
    const formed = await raj.post('/api/teams', { name: 'Platform', members: [aroha.id] });
    const id = String(formed.json['id']);
    expect((await ines.get(`/api/teams/${id}`)).json).toMatchObject({
      handle: 'platform',
      members: [{ actor: { name: 'Raj Mehta' }, role: 'steward' }, { role: 'member' }],
    });
    expect((await aroha.put(`/api/teams/${id}/members/${inesId}`, {})).status).toBe(403);
    expect((await raj.put(`/api/teams/${id}/members/${inesId}`, {})).status).toBe(200);
    expect((await aroha.delete(`/api/teams/${id}/members/${aroha.id}`)).status).toBe(200);
    expect(items((await raj.get(`/api/people?team=${id}`)).json).map(({ name }) => name)).toEqual(['Ines Prado', 'Raj Mehta']);
    expect((await raj.call('PATCH', `/api/teams/${id}`, { body: { purpose: 'Databases' } })).status).toBe(200);
    expect((await raj.delete(`/api/teams/${id}`)).status).toBe(200);
    expect((await ines.get(`/api/teams/${id}`)).json).toMatchObject({ status: 'disbanded', members: [] });
  });

  it('agents have somebody accountable, who suspends them', async () => {
    const made = await raj.post('/api/agents', { name: 'Scribe', accountable: raj.id });
    const id = String(made.json['id']);
    expect((await aroha.get(`/api/agents/${id}`)).json).toMatchObject({
      kind: 'agent',
      accountable: { id: raj.id },
      status: 'active',
    });
    expect((await aroha.put(`/api/agents/${id}/suspension`)).status).toBe(403);
    expect((await raj.put(`/api/agents/${id}/suspension`)).status).toBe(200);
    expect((await aroha.get(`/api/agents/${id}`)).json).toMatchObject({ status: 'suspended' });
    expect((await raj.delete(`/api/agents/${id}/suspension`)).status).toBe(200);
    expect((await raj.put(`/api/agents/${id}/accountable`, { accountable: aroha.id })).status).toBe(200);
    expect((await raj.call('PATCH', `/api/agents/${id}`, { body: { name: 'Scribe 2' } })).status).toBe(403);
  });
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
