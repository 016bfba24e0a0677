import { describe, expect, it } from 'vitest';
import { rebuild } from '#store/rebuild.ts';
import { deciders, directorySource } from '#server/practices.ts';
import { client, found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
await server.clock.set('2026-03-27T09:00:00Z');
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const tomas = await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
const org = String(((await ines.get('/api/me')).json['organization'] as { id: string }).id);
await ines.post('/api/spaces', { name: 'Platform' });
const board = String((await ines.post('/api/spaces', { name: 'Board', access: 'closed' })).json['id']);

const ask = async (who: Client, to: string, more: object = {}): Promise<number> => {
  const reply = await who.post('/api/requests', { to, question: 'Who can read the **backups**?\n\nAll of them.', ...more });
  if (reply.status !== 201) throw new Error(reply.text);
  return Number(reply.json['number']);
};
const look = async (who: Client, number: number): Promise<Record<string, unknown>> => {
  const reply = await who.get(`/api/requests/${number}`);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.json;
};
const listed = async (who: Client, query: string): Promise<readonly number[]> => {
  const reply = await who.get(`/api/requests${query}`);
  if (reply.status !== 200) throw new Error(reply.text);
  return (reply.json['items'] as { number: number }[]).map(({ number }) => number);
};
const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await holds()) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error('it did not come about');
};
const may = (seen: Record<string, unknown>): readonly string[] =>
  (seen['actions'] as { action: string; may: boolean }[]).filter((one) => one.may).map(({ action }) => action);

/** Whom asking now would ask, until when. */
const ahead = async (who: Client, query: string) => {
  const { status, json } = await who.get(`/api/requests/asking?${query}`);
  return { status, json };
};

describe('a request by its addresses', () => {
  it('is asked by handle, shows the proof of its window, and is settled by an answer', async () => {
    const number = await ask(ines, '@raj', { space: 'platform' });
    const seen = await look(raj, number);
    expect(seen).toMatchObject({
      title: 'Who can read the backups?',
      status: 'open',
      author: { name: 'Ines Prado' },
      to: { name: 'Raj Mehta' },
      space: { slug: 'platform' },
      // Two and a half hours of his Friday, and an hour and a half of his Monday.
      dueAt: expect.stringMatching(/^2026-03-30T05:0/),
      proof: { seats: [{ name: 'Raj Mehta', needMs: 4 * 3_600_000, status: 'open' }] },
      rounds: [{ protocol: { id: 'respond/default' }, html: expect.stringContaining('<strong>backups</strong>'), answers: [] }],
    });
    expect(may(seen).toSorted()).toEqual(['answer', 'ask-clarification', 'pass-on']);
    expect(may(await look(ines, number))).toEqual(['withdraw']);
    expect((await raj.post(`/api/requests/${number}/answers`, { text: 'Ines, and *I*.' })).status).toBe(200);
    const answered = await look(ines, number);
    expect(answered).toMatchObject({
      status: 'answered',
      dueAt: null,
      rounds: [{ answers: [{ by: { name: 'Raj Mehta' }, asked: true, html: expect.stringContaining('<em>I</em>') }] }],
    });
    expect(may(answered)).toEqual(['withdraw', 'accept', 'ask-again']);
    expect((await ines.post(`/api/requests/${number}/acceptances`, { words: 'Thank you.' })).status).toBe(200);
    const closed = await look(tomas, number);
    expect(closed).toMatchObject({ status: 'accepted', accepted: { words: 'Thank you.' } });
    expect(may(await look(ines, number))).toEqual([]);
    expect((closed['history'] as { sentence: string }[]).map(({ sentence }) => sentence)).toEqual([
      'Ines Prado asked Raj Mehta this.',
      'Raj Mehta answered this.',
      'Ines Prado accepted the answer to this.',
    ]);
  });

  it('says of a question without words that it is the question', async () => {
    expect((await ines.post('/api/requests', { to: 'raj', question: ' \n ' })).json).toMatchObject({
      code: 'empty',
      field: '/question',
    });
    expect((await ines.post('/api/requests', { to: 'raj', question: '***' })).status).toBe(201);
  });

  it('is found by id as by number, and changes once for a key that comes twice', async () => {
    const body = { to: raj.id, question: 'Once or twice?' };
    const first = await ines.call('POST', '/api/requests', { body, key: 'the-same' });
    expect(first.status).toBe(201);
    const second = await ines.call('POST', '/api/requests', { body, key: 'the-same' });
    expect(second.json).toEqual(first.json);
    expect((await ines.get(`/api/requests/${String(first.json['id'])}`)).json).toMatchObject({ number: first.json['number'] });
  });

  it('is passed on, asked back, and asked again', async () => {
    const number = await ask(ines, 'raj');
    expect((await raj.post(`/api/requests/${number}/passings`, { to: 'tomas', reason: 'he runs the bucket' })).status).toBe(200);
    expect((await tomas.post(`/api/requests/${number}/clarifications`, { text: 'Which bucket?' })).status).toBe(200);
    expect(await look(ines, number)).toMatchObject({
      awaits: expect.arrayContaining([expect.objectContaining({ status: 'paused', dueAt: null })]),
    });
    expect(may(await look(ines, number))).toContain('answer-clarification');
    expect((await ines.post(`/api/requests/${number}/clarifications/tomas/answers`, { text: 'The old one.' })).status).toBe(200);
    expect((await tomas.post(`/api/requests/${number}/answers`, { text: 'Nobody but me.' })).status).toBe(200);
    expect(
      (await ines.post(`/api/requests/${number}/rounds`, { question: 'And after you?', to: 'raj', urgent: true })).status,
    ).toBe(200);
    expect(await look(ines, number)).toMatchObject({
      status: 'open',
      urgent: true,
      to: { name: 'Raj Mehta' },
      rounds: [{ said: [{ text: 'Which bucket?' }, { text: 'The old one.' }] }, { protocol: { id: 'respond/urgent' } }],
    });
    expect((await ines.post(`/api/requests/${number}/withdrawals`, {})).status).toBe(200);
    expect(await look(ines, number)).toMatchObject({ status: 'withdrawn' });
  });

  it.each([
    ['nobody of that name', { to: 'nobody', question: 'x' }, 404, '/to'],
    ['the asker', { to: 'ines', question: 'x' }, 422, '/to'],
    ['no words', { to: 'raj', question: '' }, 400, '/question'],
    ['a number that is not there', { to: 'raj', question: 'x', blocks: [9999] }, 404, '/blocks/0'],
    ['a space that is not there', { to: 'raj', question: 'x', space: 'nowhere' }, 404, '/space'],
    ['an unknown key', { to: 'raj', question: 'x', hurry: true }, 400, '/hurry'],
  ])('is refused with the field for %s', async (_what, body, status, field) => {
    const reply = await ines.post('/api/requests', body);
    expect(reply.status).toBe(status);
    expect(reply.json['field']).toContain(field);
  });
});

describe('who sees a request', () => {
  it('nobody but the two, where they are its audience: not by number, not in lists', async () => {
    const number = await ask(ines, 'raj', { audience: [] });
    expect((await look(raj, number))['status']).toBe('open');
    expect((await tomas.get(`/api/requests/${number}`)).status).toBe(404);
    expect((await tomas.post(`/api/requests/${number}/answers`, { text: 'x' })).status).toBe(404);
    expect(await listed(tomas, '')).not.toContain(number);
    expect((await client(server.address).get(`/api/requests/${number}`)).status).toBe(401);
  });

  it('whoever sees what waits for the answer, unless it says otherwise', async () => {
    const drafted = await ines.post('/api/decisions', { title: 'Move the backups', space: board });
    const blocked = Number(drafted.json['number']);
    // A draft is its author's: who is asked about it could not see the request either.
    expect((await ines.post('/api/requests', { to: 'raj', question: `May #${blocked} go on?`, blocks: [blocked] })).status).toBe(
      201,
    );
    const open = Number(
      (
        await ines.post('/api/decisions', {
          title: 'Keep the logs',
          space: 'platform',
          problem: 'p',
          recommendation: 'r',
          open: true,
        })
      ).json['number'],
    );
    const number = await ask(tomas, 'raj', { blocks: [open] });
    expect(await look(ines, number)).toMatchObject({
      space: { slug: 'platform' },
      links: [{ rel: 'blocks', direction: 'to', number: open, kind: 'decision' }],
    });
    expect((await ines.get(`/api/decisions/${open}`)).json['links']).toEqual([
      expect.objectContaining({ rel: 'blocks', direction: 'from', number }),
    ]);
  });

  it('[safety] the list tells a closed space from none to nobody outside of it', async () => {
    const words = async (space: string) => (await tomas.get(`/api/requests?space=${space}`)).text;
    for (const name of ['board', board]) expect(await words(name)).toBe(await words('nowhere'));
    expect((await ines.get('/api/requests?space=board')).status).toBe(200);
  });
});

describe('the list', () => {
  it('tells what I asked from what I am asked, open from closed', async () => {
    const [mine, answered, urgent] = [
      await ask(tomas, 'raj'),
      await ask(tomas, 'raj'),
      await ask(raj, 'tomas', { urgent: true }),
    ];
    await raj.post(`/api/requests/${answered}/answers`, { text: 'Yes.' });
    expect(await listed(tomas, '?whose=mine&status=open')).toEqual(expect.arrayContaining([mine]));
    expect(await listed(tomas, '?whose=mine&status=open')).not.toContain(answered);
    expect(await listed(tomas, '?whose=mine&status=closed')).toContain(answered);
    expect(await listed(raj, '?whose=asked')).toEqual(expect.arrayContaining([mine, answered]));
    expect(await listed(raj, '?whose=asked')).not.toContain(urgent);
    expect(await listed(tomas, '?whose=asked&status=open')).toContain(urgent);
    expect((await tomas.get('/api/requests?status=pending')).status).toBe(400);
  });

  it('goes on page by page, none twice and none left out', async () => {
    const all = await listed(ines, '?limit=200');
    const paged: number[] = [];
    let after = '';
    do {
      const reply = await ines.get(`/api/requests?limit=3${after}`);
      paged.push(...(reply.json['items'] as { number: number }[]).map(({ number }) => number));
      after = reply.json['next'] === null ? '' : `&after=${String(reply.json['next'])}`;
    } while (after !== '');
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(6);
  });
});

describe('what nobody does', () => {
  it('[A6] the timer passes it to a deputy at the due moment, and the asker is told who has it', async () => {
    expect((await raj.put(`/api/people/${raj.id}/deputies`, { deputies: [tomas.id] })).status).toBeLessThan(300);
    const number = await ask(ines, 'raj');
    await server.clock.set('2026-03-30T06:00:00Z');
    await eventually(async () => JSON.stringify((await look(ines, number))['awaits']).includes(tomas.id));
    const seen = await look(ines, number);
    expect(seen['awaits']).toEqual(
      expect.arrayContaining([expect.objectContaining({ asked: { id: tomas.id, name: 'Tomás Lima' }, status: 'open' })]),
    );
    expect((seen['history'] as { sentence: string }[]).map(({ sentence }) => sentence)).toContain(
      'Raj Mehta did not answer, so Tomás Lima was asked.',
    );
  });

  it('[A4] leave moves what is due', async () => {
    const number = await ask(raj, 'ines');
    const before = String((await look(raj, number))['dueAt']);
    const planned = await ines.post(
      `/api/people/${String(((await ines.get('/api/me')).json['actor'] as { id: string }).id)}/leave`,
      { from: '2026-03-30T08:00:00Z', to: '2026-04-02T00:00:00Z' },
    );
    expect(planned.status).toBeLessThan(300);
    await eventually(async () => String((await look(raj, number))['dueAt']) > before);
  });
});

describe('a decision of a request', () => {
  it('is a draft with the conversation attached, that builds on it', async () => {
    const number = await ask(tomas, 'raj', { space: 'platform' });
    await raj.post(`/api/requests/${number}/answers`, { text: 'Only by hand. We should automate it.' });
    const { id } = (await look(tomas, number)) as { id: string };
    await ines.post(`/api/artifacts/${id}/comments`, { body: 'I agree with Raj.' });
    const drafted = await tomas.post(`/api/requests/${number}/decisions`, { title: 'Automate the backups' });
    expect(drafted.status).toBe(201);
    const decision = (await tomas.get(`/api/decisions/${String(drafted.json['number'])}`)).json;
    expect(decision).toMatchObject({
      status: 'draft',
      title: 'Automate the backups',
      space: { slug: 'platform' },
      links: expect.arrayContaining([expect.objectContaining({ rel: 'builds-on', direction: 'to', number })]),
    });
    expect(
      (decision['quotes'] as { by: { name: string }; text: string }[]).map(({ by, text }) => [by.name, text.slice(0, 12)]),
    ).toEqual([
      ['Tomás Lima', 'Who can read'],
      ['Raj Mehta', 'Only by hand'],
      ['Ines Prado', 'I agree with'],
    ]);
    expect((await raj.get(`/api/decisions/${String(drafted.json['number'])}`)).status).toBe(404);
  });
});

describe('rebuilding', () => {
  it('makes the same rows from the events', async () => {
    const rows = async () =>
      (
        await server.pool
          .query(`select a.id, a.status, a.summary, a.due_at, a.next_at, w.key, w.status as asked, w.due_at as due, w.need_ms, w.used_ms, w.counted_from
      from artifacts a left join awaits w on w.org = a.org and w.artifact = a.id where a.kind = 'request' order by a.id, w.key`)
      ).rows;
    const before = await rows();
    await rebuild(server.pool, org, deciders, directorySource);
    expect(await rows()).toEqual(before);
    expect(server.faults).toEqual([]);
  });
});

describe('asking, seen ahead', () => {
  it('says whom it would ask and until when, as asking then does, and writes nothing', async () => {
    const before = await listed(ines, '?limit=1');
    const { status, json } = await ahead(ines, 'to=%40raj&space=platform');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      protocol: 'respond/default',
      sentence: 'Somebody else is asked or it lapses unless at least one has answered',
      proof: { seats: [{ name: 'Raj Mehta', zone: 'Asia/Kolkata', needMs: 4 * 3_600_000 }] },
    });
    expect(await listed(ines, '?limit=1')).toEqual(before);
    const number = await ask(ines, 'raj', { space: 'platform' });
    // A moment later, so due a moment later.
    const later = Date.parse(String((await look(ines, number))['dueAt'])) - Date.parse(String(json['dueAt']));
    expect(later).toBeGreaterThanOrEqual(0);
    expect(later).toBeLessThan(10_000);
    await ines.post(`/api/requests/${number}/withdrawals`, {});
  });

  it('says it of everybody of a written round', async () => {
    const { status, json } = await ahead(ines, 'to=raj&others=%40tomas&space=platform');
    expect(status).toBe(200);
    expect((json['proof'] as { seats: { name: string }[] }).seats.map(({ name }) => name)).toEqual(['Raj Mehta', 'Tomás Lima']);
    expect(await ahead(ines, 'to=raj&others=tomas,nobody')).toMatchObject({ status: 404, json: { field: '/query/others/1' } });
  });

  it('is asked where what waits for it is at home, and of its readers', async () => {
    const vault = String((await ines.post('/api/spaces', { name: 'Vault', access: 'closed' })).json['id']);
    await ines.put(`/api/spaces/${vault}/members/${tomas.id}`, { role: 'contributor' });
    const blocked = await ask(ines, 'tomas', { space: 'vault' });
    expect((await ahead(ines, `to=tomas&blocks=${blocked}`)).status).toBe(200);
    expect(await ahead(ines, `to=raj&blocks=${blocked}`)).toMatchObject({ status: 422, json: { code: 'asked-shut-out' } });
    expect(await ahead(raj, `to=tomas&blocks=${blocked}`)).toMatchObject({ status: 404, json: { field: '/query/blocks/0' } });
  });

  it('says who is asked when no answer comes, and that it lapses where there is nobody else', async () => {
    await raj.put(`/api/people/${raj.id}/deputies`, { deputies: [tomas.id] });
    expect((await ahead(ines, 'to=raj')).json).toMatchObject({ follows: 'Tomás Lima is asked' });
    expect((await ahead(ines, 'to=raj&audience=two')).json).toMatchObject({ follows: 'it lapses, for nobody else can be asked' });
    const alone = await ask(ines, 'raj', { audience: [] });
    const [row] = (await ines.get('/api/requests?limit=1')).json['items'] as { number: number; ending: string }[];
    expect(row).toMatchObject({
      number: alone,
      ending: 'Unless at least one has answered, it lapses: nobody else can be asked',
    });
    const { wait } = (await ines.get('/api/today')).json as { wait: { artifact: { number: number }; ending: string }[] };
    expect(wait.find(({ artifact }) => artifact.number === alone)?.ending).toBe(row?.ending);
    const number = await ask(ines, 'raj');
    expect(await look(ines, number)).toMatchObject({ follows: 'Tomás Lima is asked' });
    await raj.post(`/api/requests/${number}/answers`, { text: 'I.' });
    expect(await look(ines, number)).toMatchObject({ follows: null });
  });

  it('says that who is urgently asked has less time', async () => {
    const [calm, urgent] = [await ahead(ines, 'to=raj'), await ahead(ines, 'to=raj&urgent=true')];
    expect(urgent.json).toMatchObject({ protocol: 'respond/urgent' });
    expect(String(urgent.json['dueAt']) < String(calm.json['dueAt'])).toBe(true);
  });

  it.each([
    ['oneself', 'to=ines', 422, 'asks-oneself'],
    ['nobody', 'to=nobody', 404, 'not-found'],
    ['in no space', 'to=raj&space=nowhere', 404, 'not-found'],
    ['who cannot see it', 'to=raj&space=board', 422, 'asked-shut-out'],
  ])('is refused as asking would be: %s', async (_what, query, status, code) => {
    expect(await ahead(ines, query)).toMatchObject({ status, json: { code } });
  });

  it('says whom a deputy stands in for', async () => {
    const mere = await join(server.address, ines, 'Mere', 'Pacific/Auckland');
    const at = (await server.clock.now()).getTime();
    const leave = { from: new Date(at - 86_400_000).toISOString(), to: new Date(at + 20 * 86_400_000).toISOString() };
    const planned = [
      await mere.put(`/api/people/${mere.id}/deputies`, { deputies: [tomas.id] }),
      await mere.post(`/api/people/${mere.id}/leave`, leave),
    ];
    expect(planned.map(({ status }) => status < 300)).toEqual([true, true]);
    const { json } = await ahead(ines, 'to=mere');
    expect((json['proof'] as { seats: unknown[] }).seats).toEqual([
      expect.objectContaining({ name: 'Mere', passedTo: tomas.id }),
      expect.objectContaining({ name: 'Tomás Lima', deputyOf: mere.id, status: 'open' }),
    ]);
  });
});

describe('requests in a list', () => {
  it('come by due, the soonest first, page after page, then those without a moment', async () => {
    const asker = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
    const calm = await ask(asker, 'raj');
    const stands = await ask(asker, 'raj');
    await raj.post(`/api/requests/${stands}/clarifications`, { text: 'Of which?' });
    const urgent = await ask(asker, 'raj', { urgent: true });
    const answered = await ask(asker, 'raj');
    await raj.post(`/api/requests/${answered}/answers`, { text: 'I.' });
    const wanted = [urgent, calm, answered, stands];
    expect(await listed(asker, '?whose=mine&order=due')).toEqual(wanted);
    const paged: number[] = [];
    for (let after = ''; ;) {
      const page = (await asker.get(`/api/requests?whose=mine&order=due&limit=1${after}`)).json;
      paged.push(...(page['items'] as { number: number }[]).map(({ number }) => number));
      if (page['next'] === null) break;
      after = `&after=${String(page['next'])}`;
    }
    expect(paged).toEqual(wanted);
    expect(await listed(asker, '?status=open&order=due&space=platform')).not.toContain(calm);
    expect((await asker.get('/api/requests?order=due')).json).toMatchObject({ field: '/query/order' });
    expect((await asker.get('/api/requests?whose=mine&order=due&after=WzFd')).status).toBe(400);
  });

  it('are found by words of their titles', async () => {
    const number = await ask(ines, 'raj', { title: 'Which quokka guards the 100% bucket?' });
    expect(await listed(ines, '?q=bucket+QUOK')).toEqual([number]);
    expect(await listed(ines, '?q=quok&order=due&status=open')).toEqual([number]);
    expect(await listed(ines, '?q=100%25+quok')).toEqual([number]);
    expect(await listed(ines, '?q=quokka_')).toEqual([]);
  });

  it('tell what was asked before in words like these, answered ones first, and only to those who see it', async () => {
    const first = await ask(ines, 'raj', { title: 'Who deploys on Fridays in Zanzibar?', space: 'platform' });
    const second = await ask(ines, 'raj', { title: 'Friday deployment in Zanzibar: who?', space: 'platform' });
    await raj.post(`/api/requests/${first}/answers`, { text: 'Nobody.' });
    const secret = await ask(ines, 'raj', { title: 'Who deploys on Fridays in Zanzibar, secretly?', audience: [] });
    const before = async (who: Client, q: string): Promise<readonly number[]> =>
      ((await who.get(`/api/requests/asked-before?q=${encodeURIComponent(q)}`)).json['items'] as { number: number }[]).map(
        ({ number }) => number,
      );
    expect(await before(tomas, 'May I deploy on a Friday in Zanzibar?')).toEqual([first, second]);
    expect(await before(ines, 'May I deploy on a Friday in Zanzibar?')).toContain(secret);
    expect(await before(tomas, '?!')).toEqual([]);
  });
});
