import { describe, expect, it } from 'vitest';
import type { Client } from '#tests/harness/client.ts';
import { eventually, platformServer } from '#tests/harness/platform.ts';

const { server, ines, raj, tomas, look } = await platformServer();
const { clock } = server;

describe('a record that is imported and proposed', () => {
  const proposal = (key: string, more: object = {}) => ({
    ...{ key, number: null, title: `Record ${key}`, status: 'proposed', statusText: 'proposed', date: '2019-05-17' },
    ...{ deciders: [], consulted: [], informed: [], sections: [], links: [], tags: [], irreversible: null },
    body: `---\nstatus: proposed\n---\n\n# Record ${key}\n\nOne **form** for all.\n`,
    ...more,
  });
  const bring = async (who: Client, records: readonly object[]) =>
    (await who.post('/api/imports/decisions', { space: 'platform', records })).json['results'] as { number: number }[];
  const propose = async (key: string): Promise<number> => (await bring(raj, [proposal(key)]))[0]?.number ?? 0;

  it('is opened as a decision, which foresees whom that asks, and proceeds by itself', async () => {
    const number = await propose('open/1.md');
    expect((await look(raj, number))['actions']).toContainEqual({ action: 'open-record', may: true, because: null });
    const at = `/api/decisions/${number}/record`;
    const ahead = await raj.get(`${at}/opening?affected=${tomas.id}&impact=high`);
    expect(ahead.json).toMatchObject({ sentence: 'Proceeds unless blocked', dueAt: expect.any(String) });
    expect((await raj.get(`${at}/opening?affected=nobody`)).json).toMatchObject({ field: '/query/affected/0' });
    expect((await tomas.post(`${at}/openings`, {})).json).toMatchObject({ code: 'not-permitted' });
    expect((await raj.post(`${at}/openings`, { affected: [tomas.id], impact: 'high' })).status).toBe(200);
    const seen = await look(tomas, number);
    expect(seen).toMatchObject({
      ...{ number, status: 'open', author: { name: 'Raj Mehta' }, protocol: { id: 'decide/consent' } },
      body: { impact: 'high', affected: [{ name: 'Tomás Lima' }] },
      html: { problem: '', record: expect.stringContaining('One <strong>form</strong> for all.') },
      record: { key: 'open/1.md' },
    });
    const asked = (proof: unknown) => (proof as { seats: { name: string }[] }).seats.map(({ name }) => name);
    expect(asked(seen['proof'])).toEqual(asked(ahead.json['proof']));
    expect(String(seen['dueAt']).slice(0, 16)).toBe(String(ahead.json['dueAt']).slice(0, 16));
    expect((await raj.post(`${at}/openings`, {})).json).toMatchObject({ code: 'not-a-record' });
    expect((await raj.get(`${at}/opening`)).json).toMatchObject({ code: 'not-a-record' });
    await clock.set(String(seen['dueAt']));
    await eventually(async () => (await look(ines, number))['status'] === 'accepted');
    expect((await ines.get(`/api/decisions/${number}/record.md`)).text).toMatch(/^---\nstatus: accepted\nopened-at: /);
    expect(((await raj.get(`/api/decisions/${number}/texts`)).json['items'] as object[])[0]).toMatchObject({
      label: 'imported',
    });
  });

  it('stays as it was opened here when its folder is imported again, and the report says so', async () => {
    const number = await propose('open/2.md');
    await raj.post(`/api/decisions/${number}/record/openings`, {});
    const before = await look(raj, number);
    const kept = {
      code: 'opened-here',
      message: `#${number} was opened here as a decision and is open. It stays as it is, whatever its file says.`,
    };
    expect(await bring(raj, [proposal('open/2.md')])).toEqual([{ key: 'open/2.md', outcome: 'unchanged', number, ...kept }]);
    expect(await bring(raj, [proposal('open/2.md', { status: 'accepted', statusText: 'Accepted' })])).toEqual([
      { key: 'open/2.md', outcome: 'refused', number: null, ...kept },
    ]);
    expect(await look(raj, number)).toMatchObject({ version: before['version'], status: 'open' });
  });
});
