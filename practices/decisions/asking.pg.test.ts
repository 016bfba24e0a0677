import { describe, expect, it } from 'vitest';
import { join, type Client } from '#tests/harness/client.ts';
import { eventually, platformServer } from '#tests/harness/platform.ts';
import { CONSENT, idOf, protocolPage } from '#tests/organization.ts';

const { server, ines, raj, tomas, system, decide, look, titles } = await platformServer();

const ESCALATES = CONSENT.replace('decide/consent', 'decide/growth').replace('else: lapse', 'else: "escalate:stewards"');

describe('A decision that is being written', () => {
  const ahead = (who: Client, query: string) => who.get(`/api/decisions/opening?${query}`);

  it('tells whom it would ask and until when, the same as opening it does', async () => {
    const { json } = await ahead(ines, `space=platform&affected=${raj.id}&options=2&steps=1`);
    const draft = await decide(ines, { open: false, affected: [raj.id] });
    // Nobody asked both at the same second.
    const timeless = (reply: unknown): string => JSON.stringify(reply).replace(/:\d\d\.\d{3}Z/g, '');
    expect(timeless(json)).toBe(timeless((await ines.get(`/api/decisions/${draft}/opening`)).json));
    expect(json).toMatchObject({ sentence: 'Proceeds unless blocked' });
    const asked = (json['proof'] as { seats: { actor: string }[] }).seats.map(({ actor }) => actor);
    expect(asked).toEqual(expect.arrayContaining([raj.id, tomas.id]));
    await ines.post(`/api/decisions/${draft}/withdrawals`, { reason: 'Only tried.' });
    expect(await titles(ines, '?status=draft')).toEqual([]);
  });

  it('is refused as opening it would be, with the field', async () => {
    expect((await ahead(ines, 'space=nowhere')).json).toMatchObject({ status: 404, field: '/query/space' });
    expect((await ahead(ines, 'affected=nobody')).json).toMatchObject({ field: '/query/affected/0' });
    expect((await ahead(ines, `space=board&affected=${raj.id}`)).json).toMatchObject({ code: 'affected-shut-out' });
    expect((await ahead(raj, 'space=board')).status).toBe(404);
    expect((await ahead(ines, 'options=21')).json).toMatchObject({ status: 400, field: '/query/options' });
  });
});

describe('[R8] somebody who goes while a run is in progress', () => {
  const seat = async (number: number, name: string) =>
    ((await look(ines, number))['proof'] as { seats: { name: string; excused: string | null }[] }).seats.find(
      (one) => one.name === name,
    );
  const owes = async (who: Client): Promise<readonly string[]> =>
    ((await who.get('/api/today')).json['owe'] as { artifact: { title: string } }[]).map(({ artifact }) => artifact.title);

  it('from the organization, or from the closed space of it, is not waited for', async () => {
    const mere = await join(server.address, ines, 'Mere Parata', 'Pacific/Auckland');
    const room = String((await ines.post('/api/spaces', { name: 'Runway', access: 'closed' })).json['id']);
    for (const { id } of [raj, tomas, mere]) await system('space', room, 'add-member', { member: id, role: 'contributor' });
    const number = await decide(ines, { title: 'Spend less', space: 'runway' });
    expect(await owes(raj)).toContain('Spend less');
    expect((await ines.delete(`/api/spaces/${room}/members/${raj.id}`)).status).toBeLessThan(300);
    expect((await ines.delete(`/api/people/${mere.id}`)).status).toBeLessThan(300);
    for (const name of ['Raj Mehta', 'Mere Parata']) await eventually(async () => (await seat(number, name))?.excused === 'left');
    expect(await owes(raj)).not.toContain('Spend less');
    expect(await owes(tomas)).toContain('Spend less');
    const history = (await look(ines, number))['history'] as { sentence: string; because?: string }[];
    expect(JSON.stringify(history)).toContain('Raj Mehta may no longer see this');
    expect(JSON.stringify(history)).toContain('Mere Parata has left');
    expect((await raj.post(`/api/decisions/${number}/stances`, { stance: 'agree' })).status).toBe(404);
    expect((await tomas.post(`/api/decisions/${number}/stances`, { stance: 'object', reason: 'We grow.' })).status).toBe(200);
    expect((await ines.delete(`/api/spaces/${room}/members/${tomas.id}`)).status).toBeLessThan(300);
    const stale = async () => ((await look(ines, number))['objections'] as { staleAt: string | null }[])[0]?.staleAt ?? null;
    await eventually(async () => (await stale()) !== null);
  });
});

describe('[A6] a decision that nobody else can decide', () => {
  it('goes to whoever becomes a steward after all', async () => {
    const { artifact, name, data } = protocolPage(idOf('d1'), ESCALATES);
    const space = String((await ines.post('/api/spaces', { name: 'Growth' })).json['id']);
    for (const { id } of [raj, tomas]) await system('space', space, 'add-member', { member: id, role: 'contributor' });
    await system('page', artifact, name, { ...(data as object), space });
    const number = await decide(ines, { title: 'Grow slowly', space: 'growth' });
    await tomas.post(`/api/decisions/${number}/stances`, { stance: 'object', reason: 'Faster.' });
    const ending = async (): Promise<string> => {
      const { proof, awaits } = (await look(ines, number)) as { proof: { ending: string }; awaits: { otherwise: string }[] };
      const items = (await ines.get('/api/decisions?limit=1')).json['items'] as { summary: { ending: string } }[];
      return [proof.ending, items[0]?.summary.ending, awaits[0]?.otherwise].join('; ');
    };
    const lapses = 'Unless every objection is settled, it lapses: nobody else can decide';
    expect(await ending()).toBe(`${lapses}; ${lapses}; the decision lapses, for nobody else can decide`);
    await ines.put(`/api/spaces/${space}/members/${raj.id}`, { role: 'steward' });
    const goes = 'Goes to the stewards to decide unless every objection is settled';
    await eventually(async () => (await ending()) === `${goes}; ${goes}; the decision goes to the stewards to decide`);
  });
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
