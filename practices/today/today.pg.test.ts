import { describe, expect, it } from 'vitest';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import type { Db, Principal, Question } from '#server/route.ts';
import { todayRoutes } from './index.ts';

const HOUR = 3_600_000;
const server = await testServer();
// Friday, 10:00 in Berlin, 14:30 in Pune, 6:00 in São Paulo.
await server.clock.set('2026-03-27T09:00:00Z');
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const tomas = await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
await ines.post('/api/spaces', { name: 'Platform', slug: 'platform' });

interface Line {
  readonly artifact: { readonly number: number; readonly title: string; readonly kind: string };
  readonly [key: string]: unknown;
}
type Today = {
  readonly owe: readonly (Line & { readonly kind: string; readonly fits: boolean })[];
  readonly wait: readonly (Line & {
    readonly asked: readonly {
      readonly id: string;
      readonly hadMs: number | null;
      readonly needMs: number | null;
      readonly working: boolean;
      readonly worksAt: string | null;
    }[];
  })[];
  readonly decided: readonly Line[];
  readonly answered: readonly Line[];
  readonly sentence: {
    readonly count: number;
    readonly minutes: number;
    readonly fitting: number;
    readonly quietUntil: string | null;
  };
  readonly clock: readonly {
    readonly place: string;
    readonly localTime: string;
    readonly working: boolean;
    readonly until: string | null;
  }[];
};
const look = async (who: Client, query = ''): Promise<Today> => {
  const reply = await who.get(`/api/today${query}`);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.json as Today;
};
const numbers = (lines: readonly Line[]): readonly number[] => lines.map(({ artifact }) => artifact.number);
const ask = async (who: Client, to: string, more: object = {}): Promise<number> =>
  Number((await who.post('/api/requests', { to, question: 'Who can read the São Paulo backups?', ...more })).json['number']);
const decide = async (who: Client, more: object = {}): Promise<number> => {
  const reply = await who.post('/api/decisions', {
    title: 'Keep one PostgreSQL',
    space: 'platform',
    problem: 'p',
    recommendation: 'r',
    open: true,
    affected: [raj.id, tomas.id],
    ...more,
  });
  if (reply.status !== 201) throw new Error(reply.text);
  return Number(reply.json['number']);
};
const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await holds()) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error('it did not come about');
};

describe('a day', () => {
  it('is quiet at first: nothing is owed, nothing is waited for', async () => {
    expect(await look(raj)).toMatchObject({
      owe: [],
      wait: [],
      decided: [],
      answered: [],
      sentence: { count: 0, minutes: 0, mail: 'digest' },
    });
  });

  it('holds what I owe, with why, by when, how long and what happens otherwise', async () => {
    const [question, decision] = [await ask(ines, 'raj', { title: 'Who can read the backups?' }), await decide(ines)];
    const { owe, sentence } = await look(raj);
    expect(numbers(owe).toSorted((a, b) => a - b)).toEqual([question, decision]);
    expect(owe.find(({ artifact }) => artifact.number === question)).toMatchObject({
      kind: 'answer',
      why: 'answer “Who can read the backups?”',
      otherwise: 'the request lapses, for nobody else can be asked',
      minutes: 10,
      asker: { name: 'Ines Prado' },
      artifact: { kind: 'request', status: 'open' },
    });
    expect(owe.find(({ artifact }) => artifact.number === decision)).toMatchObject({
      kind: 'stance',
      otherwise: 'the decision proceeds',
    });
    expect(sentence).toMatchObject({ count: 2, minutes: 20, fitting: 2 });
  });

  it('is sorted to fit the minutes and the energy that I have, and remembers neither', async () => {
    expect((await look(raj, '?energy=deep')).owe.map(({ kind }) => kind)).toEqual(['stance', 'answer']);
    expect((await look(raj, '?energy=shallow&minutes=10')).owe.map(({ kind, fits }) => [kind, fits])).toEqual([
      ['answer', true],
      ['stance', false],
    ]);
    const { rows } = await server.pool.query<{ found: number }>(
      `select count(*)::int as found from events where body::text ~* 'energy|shallow'`,
    );
    expect(rows[0]?.found).toBe(0);
    expect((await raj.get('/api/today?energy=wild')).status).toBe(400);
  });

  it('holds what I wait for, how far each of the asked is, and what will happen by itself', async () => {
    await server.clock.set('2026-03-27T11:00:00Z');
    const { wait } = await look(ines);
    const decision = wait.find(({ artifact }) => artifact.kind === 'decision');
    expect(decision).toMatchObject({ mine: true, ending: 'Proceeds unless blocked', dueAt: expect.stringMatching(/^2026-03-/) });
    const had = decision?.asked.find(({ id }) => id === raj.id);
    expect(had?.needMs).toBe(4 * HOUR);
    expect((had?.hadMs ?? 0) / HOUR).toBeCloseTo(2, 1);
    const request = wait.find(({ artifact }) => artifact.kind === 'request');
    expect(request).toMatchObject({ ending: expect.stringContaining('asked'), asked: [{ id: raj.id, name: 'Raj Mehta' }] });
  });

  it('tells me of a question that I asked about another’s', async () => {
    const number = await decide(raj);
    await tomas.post(`/api/decisions/${number}/questions`, { text: 'Which region?' });
    expect((await look(tomas)).wait).toMatchObject([
      { mine: false, artifact: { number }, ending: 'the clock of Tomás Lima goes on', asked: [{ id: raj.id }] },
    ]);
    expect((await look(raj)).owe.find(({ artifact }) => artifact.number === number)).toMatchObject({
      why: expect.stringContaining('Which region?'),
    });
    const paused = (await look(raj)).wait.find(({ artifact }) => artifact.number === number);
    expect(paused?.asked.find(({ id }) => id === tomas.id)).toMatchObject({ status: 'paused' });
  });

  it('tells me whom I wait for in what is mine and called otherwise than open', async () => {
    const plan = await ines.post('/api/plans', {
      title: 'The week of the port',
      space: 'platform',
      from: '2026-04-06T00:00:00Z',
      to: '2026-04-17T00:00:00Z',
      text: 'Ships first.',
      people: ['ines', 'raj', 'tomas'],
    });
    const number = Number(plan.json['number']);
    await ines.post(`/api/plans/${number}/stories`, { title: 'Dock by hand', criteria: ['It docks'] });
    const opened = await ines.post(`/api/plans/${number}/openings`, {});
    expect(opened.status).toBe(200);
    const waited = (await look(ines)).wait.filter(({ artifact }) => artifact.number === number);
    expect(waited).toMatchObject([{ mine: true, ending: 'what nobody questions becomes tasks' }]);
    expect(waited[0]?.asked.map(({ id }) => id).toSorted()).toEqual([raj.id, tomas.id].toSorted());
    expect((await look(tomas)).wait.some(({ artifact }) => artifact.number === number)).toBe(false);
    await ines.post(`/api/plans/${number}/withdrawals`, {});
    expect(numbers((await look(ines)).wait)).not.toContain(number);
  });

  it('says of everybody whom I wait for whether they are at work, and when again', async () => {
    // 19:00 in Pune, 14:30 in Berlin, 10:30 in São Paulo.
    await server.clock.set('2026-03-27T13:30:00Z');
    const { wait } = await look(ines);
    const asked = wait.flatMap((one) => one.asked);
    expect(asked.find(({ id }) => id === raj.id)).toMatchObject({ working: false, worksAt: '2026-03-30T03:30:00.000Z' });
    expect(asked.find(({ id }) => id === tomas.id)).toMatchObject({ working: true, worksAt: null });
    await server.clock.set('2026-03-27T11:00:00Z');
  });

  it('tells of all that I owe, and as many of it as I ask for', async () => {
    const { owe, sentence } = await look(raj);
    const first = await look(raj, '?most=1');
    expect(first.owe).toEqual(owe.slice(0, 1));
    expect(first.sentence).toMatchObject({ count: sentence.count, more: false });
    for (const most of ['0', '1001', 'all']) expect((await raj.get(`/api/today?most=${most}`)).status).toBe(400);
  });

  it('holds nothing that I may not see', async () => {
    const secret = await ask(ines, 'raj', { audience: [], title: 'Between us' });
    expect(JSON.stringify(await look(tomas))).not.toContain('Between us');
    expect(numbers((await look(raj)).owe)).toContain(secret);
    await ines.post(`/api/requests/${secret}/withdrawals`, {});
    expect(numbers((await look(raj)).owe)).not.toContain(secret);
  });

  it('says before when nothing else reaches me', async () => {
    // 12:00 in Berlin: mail comes at the edges of Ines's hours, and the next is on Monday.
    expect((await look(ines)).sentence.quietUntil).toBe('2026-03-30T07:00:00.000Z');
  });

  it('shows a handful of places, mine first, by calendars and not by presence', async () => {
    await server.clock.set('2026-03-27T11:12:00Z');
    const { clock } = await look(ines);
    expect(clock.map(({ place }) => place)).toEqual(['Berlin', 'Kolkata', 'São Paulo']);
    expect(clock[0]).toMatchObject({ localTime: '12:12', working: true, until: '2026-03-27T16:00:00.000Z' });
    expect(clock[2]).toMatchObject({ localTime: '08:12', working: false, until: '2026-03-27T12:00:00.000Z' });
  });

  it('tells what was decided and answered while I was away, and nothing from before', async () => {
    const number = await ask(ines, 'raj', { title: 'Which bucket?' });
    await server.clock.set('2026-03-27T18:00:00Z');
    await raj.post(`/api/requests/${number}/answers`, { text: 'The old one.' });
    await server.clock.set('2026-04-01T07:30:00Z');
    await eventually(
      async () =>
        (await ines.get('/api/decisions?status=accepted')).json['items'] instanceof Array &&
        ((await ines.get('/api/decisions?status=accepted')).json['items'] as unknown[]).length > 0,
    );
    const wednesday = await look(ines);
    expect(numbers(wednesday.answered)).not.toContain(number);
    await server.clock.set('2026-03-30T07:30:00Z');
    expect(numbers((await look(ines)).answered)).toContain(number);
    expect((await look(ines)).decided[0]).toMatchObject({ artifact: { kind: 'decision', status: 'accepted' }, byDefault: true });
  });

  it('is one question to the database', async () => {
    const me = (await ines.get('/api/me')).json as { actor: { id: string }; organization: { id: string } };
    const asked: string[] = [];
    const db: Db = {
      rows: async <Row>({ name, text, values }: Question) => {
        asked.push(name);
        return (await server.pool.query({ text, values: [...values] })).rows as Row[];
      },
    };
    const directory = () => server.wired.stream.directory(me.organization.id);
    const principal: Principal = {
      org: me.organization.id,
      actor: me.actor.id,
      keys: ['org'],
      role: 'steward',
      via: 'session',
      scopes: [],
      session: '',
      account: '',
      at: Date.now(),
      directoryVersion: 0,
      head: null,
    };
    const no = (): Promise<never> => Promise.reject(new Error('Today changes nothing'));
    const [route] = todayRoutes;
    const asking = {
      params: {},
      query: { most: 200 },
      body: {},
      bytes: Buffer.alloc(0),
      principal,
      command: '',
      fresh: '',
      ifVersion: null,
      from: { address: '', userAgent: '', lastEventId: null },
    };
    await route.act(asking, {
      db,
      directory,
      send: no,
      now: no,
      address: '',
      markdown: no,
      document: no,
      named: no,
      outside: no,
      warm: no,
      files: { most: 0, keep: no, read: no },
      cache: '',
    });
    expect(asked).toEqual(['today']);
    expect(server.faults).toEqual([]);
  });
});
