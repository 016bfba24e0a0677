import { describe, expect, it } from 'vitest';
import type { Client } from '#tests/harness/client.ts';
import { eventually, platformServer, TEXT } from '#tests/harness/platform.ts';
import { deciders, directorySource } from '#server/practices.ts';
import { rebuild } from '#store/rebuild.ts';

const { server, ines, raj, tomas, org, decide, look, titles } = await platformServer();
const { clock } = server;

describe('a decision by its addresses', () => {
  it('is drafted, opened, answered, and shows why it ends when it ends', async () => {
    const drafted = await ines.post('/api/decisions', { title: 'Drafted first', space: 'platform', ...TEXT });
    expect(drafted.status).toBe(201);
    const number = Number(drafted.json['number']);
    expect(drafted.headers.get('location')).toBe(`/api/decisions/${number}`);
    expect((await raj.get(`/api/decisions/${number}`)).status).toBe(404);
    expect((await ines.call('PATCH', `/api/decisions/${number}`, { body: { impact: 'high', affected: [raj.id] } })).status).toBe(
      200,
    );
    expect((await ines.post(`/api/decisions/${number}/openings`)).status).toBe(200);
    expect(
      (await raj.post(`/api/decisions/${number}/stances`, { stance: 'object', reason: 'Not enough.', alternative: 'Weekly.' }))
        .status,
    ).toBe(200);
    const seen = await look(ines, number);
    expect(seen).toMatchObject({
      status: 'open',
      space: { slug: 'platform' },
      author: { name: 'Ines Prado' },
      body: { impact: 'high', affected: [{ name: 'Raj Mehta' }] },
      html: { recommendation: expect.stringContaining('<strong>per region</strong>') },
      objections: [{ by: { name: 'Raj Mehta' }, status: 'open', alternative: 'Weekly.', replyDueAt: expect.any(String) }],
      proof: {
        step: 'consent',
        seats: expect.arrayContaining([
          expect.objectContaining({ name: 'Tomás Lima', place: 'São Paulo', zone: 'America/Sao_Paulo', needMs: 8 * 3_600_000 }),
        ]),
      },
    });
    const may = new Map(
      (seen['actions'] as { action: string; may: boolean }[]).map(({ action, may: allowed }) => [action, allowed]),
    );
    expect(may.get('amend')).toBe(true);
    expect(may.get('reopen')).toBe(false);
    expect((seen['history'] as { sentence: string }[]).map(({ sentence }) => sentence)).toEqual(
      expect.arrayContaining(['Ines Prado drafted this.', 'Raj Mehta objected.']),
    );
    expect((await ines.post(`/api/decisions/${number}/objections/${raj.id}/replies`, { text: 'How about weekly?' })).status).toBe(
      200,
    );
    expect((await raj.post(`/api/decisions/${number}/objections/${raj.id}/replies`, { text: 'Yes, that.' })).status).toBe(200);
    expect(
      (await ines.post(`/api/decisions/${number}/amendments`, { label: 'material', reason: 'weekly', recommendation: 'Weekly.' }))
        .status,
    ).toBe(200);
    expect((await raj.post(`/api/decisions/${number}/objections/${raj.id}/resolutions`, { as: 'resolved' })).status).toBe(200);
    const texts = (await raj.get(`/api/decisions/${number}/texts`)).json['items'] as { label: string; reason: string | null }[];
    expect(texts.map(({ label, reason }) => [label, reason])).toEqual([
      ['material', 'weekly'],
      ['draft', null],
    ]);
  });

  it('[R6] says who challenged an amendment, and that it is material since', async () => {
    const number = await decide(ines, { title: 'Amended in words' });
    await ines.post(`/api/decisions/${number}/amendments`, { label: 'editorial', reason: 'typo', problem: 'Each asks.' });
    const amended = { by: { name: 'Ines Prado' }, reason: 'typo' };
    expect((await look(ines, number))['amendments']).toMatchObject([{ ...amended, label: 'editorial', challengedBy: null }]);
    expect((await raj.post(`/api/decisions/${number}/challenges`, {})).status).toBe(200);
    expect((await look(ines, number))['amendments']).toMatchObject([
      { ...amended, label: 'material', challengedBy: { name: 'Raj Mehta' } },
    ]);
  });

  it('[R11] tells the setting of a review when that was, and not at the review', async () => {
    const number = await decide(ines, { title: 'Reviewed later', reviewOn: '2027-01-15' });
    const { dueAt } = await look(ines, number);
    await clock.set(String(dueAt));
    await eventually(async () => (await look(ines, number))['status'] === 'accepted');
    const { history, review } = (await look(ines, number)) as {
      history: { type: string; at: string }[];
      review: { at: string };
    };
    expect(review.at).toBe('2027-01-14T23:00:00.000Z');
    expect(String(history.find(({ type }) => type === 'review-set')?.at).slice(0, 16)).toBe(String(dueAt).slice(0, 16));
  });

  it('proceeds by itself at the shown moment and is then a record that can be taken away', async () => {
    const number = await decide(ines, { title: 'Proceeds by itself' });
    const { dueAt } = await look(ines, number);
    await clock.set(String(dueAt));
    await eventually(async () => (await look(ines, number))['status'] === 'accepted');
    expect(await look(ines, number)).toMatchObject({ decidedAt: dueAt, outcome: { outcome: 'accepted', at: dueAt } });
    const record = await ines.get(`/api/decisions/${number}/record.md`);
    expect(record.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    const name = `${String(number).padStart(4, '0')}-proceeds-by-itself.md`;
    expect(record.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${name}`);
    expect(record.text).toContain('# Proceeds by itself');
    expect(record.text).toMatch(/^status: .?accepted/m);
  });

  it('marks what it supersedes when it is accepted, because of that event', async () => {
    const old = await decide(ines, { title: 'The old way', options: [] });
    await clock.set(String((await look(ines, old))['dueAt']));
    await eventually(async () => (await look(ines, old))['status'] === 'accepted');
    const fresh = await decide(raj, { title: 'The new way', supersedes: [old] });
    expect((await look(ines, old))['status']).toBe('accepted');
    await clock.set(String((await look(ines, fresh))['dueAt']));
    await eventually(async () => (await look(ines, old))['status'] === 'superseded');
    expect(await look(ines, old)).toMatchObject({
      links: [{ rel: 'supersedes', direction: 'from', number: fresh, title: 'The new way' }],
    });
    const { rows } = await server.pool.query<{ number: string }>(
      `select c.number from events e join artifacts c on c.id = e.caused_artifact where e.type = 'decision-superseded'`,
    );
    expect(rows.map((row) => Number(row.number))).toEqual([fresh]);
    const graph = (await ines.get(`/api/decisions/graph?around=${old}`)).json as {
      nodes: { number: number }[];
      edges: { rel: string }[];
    };
    expect(graph.nodes.map((node) => node.number).toSorted()).toEqual([old, fresh].toSorted());
    expect(graph.edges.map(({ rel }) => rel)).toEqual(['supersedes']);
    await raj.post(`/api/decisions/${fresh}/reopenings`, { reason: 'too early' });
    await eventually(async () => (await look(ines, old))['status'] === 'accepted');
  });

  it('[R11] is superseded at once when it takes effect after what stands in its place', async () => {
    const old = await decide(ines, { title: 'The slow way' });
    const objected = { stance: 'object', reason: 'Too slow.', alternative: 'The quick way.' };
    expect((await tomas.post(`/api/decisions/${old}/stances`, objected)).status).toBe(200);
    const fresh = await decide(raj, { title: 'The quick way', supersedes: [old] });
    await clock.set(String((await look(ines, fresh))['dueAt']));
    await eventually(async () => (await look(ines, fresh))['status'] === 'accepted');
    expect((await look(ines, old))['status']).toBe('open');
    await tomas.post(`/api/decisions/${old}/objections/${tomas.id}/resolutions`, { as: 'withdrawn' });
    await eventually(async () => (await look(ines, old))['status'] === 'superseded');
    expect(await look(ines, old)).toMatchObject({ standing: { is: 'superseded', by: (await look(ines, fresh))['id'] } });
  });

  it('[R11] holds again only when nothing else stands in its place', async () => {
    const accepted = async (title: string, supersedes: readonly number[]): Promise<number> => {
      const number = await decide(ines, { title, supersedes });
      await clock.set(String((await look(ines, number))['dueAt']));
      await eventually(async () => (await look(ines, number))['status'] === 'accepted');
      return number;
    };
    const first = await accepted('By hand', []);
    const second = await accepted('By script', [first]);
    await eventually(async () => (await look(ines, first))['status'] === 'superseded');
    const third = String((await look(ines, await accepted('By timer', [first])))['id']);
    await ines.post(`/api/decisions/${second}/reopenings`, { reason: 'too early' });
    const by = async () => ((await look(ines, first))['standing'] as { by: string | null }).by;
    await eventually(async () => (await by()) === third);
  });

  it('[A4] takes leave into account that is planned while it is open', async () => {
    await clock.set('2026-04-13T06:00:00Z');
    const number = await decide(ines, { title: 'Waits for Raj' });
    const { dueAt } = await look(ines, number);
    const leave = await raj.post(`/api/people/${raj.id}/leave`, { from: '2026-04-13T07:00:00Z', to: '2026-04-17T00:00:00Z' });
    expect(leave.status).toBeLessThan(300);
    await eventually(async () => String((await look(ines, number))['dueAt']) > String(dueAt));
  });

  it('[safety] is not there for those who do not see it, by id, number, graph, log or record', async () => {
    const number = await decide(ines, { title: 'Of the board', space: 'board', audience: undefined });
    const { id } = await look(ines, number);
    for (const path of [`${number}`, String(id), `${number}/record.md`, `${number}/texts`])
      expect((await tomas.get(`/api/decisions/${path}`)).json).toMatchObject({ code: 'not-found' });
    expect((await tomas.post(`/api/decisions/${String(id)}/stances`, { stance: 'agree' })).json).toMatchObject({
      code: 'not-found',
    });
    expect((await tomas.get(`/api/decisions/graph?around=${number}`)).json).toMatchObject({ code: 'not-found' });
    expect(await titles(tomas, '?limit=200')).not.toContain('Of the board');
    expect(await titles(ines, '?limit=200')).toContain('Of the board');
    expect((await tomas.post('/api/decisions', { title: 'x', space: 'platform', supersedes: [number] })).json).toMatchObject({
      code: 'not-found',
      field: '/supersedes/0',
    });
  });

  it.each(['', '/graph', '/timeline'])('[safety] %s tells a closed space from none to nobody outside of it', async (list) => {
    const board = ((await ines.get('/api/spaces?slug=board')).json['items'] as { id: string }[])[0]?.id;
    const words = async (space: string) => (await tomas.get(`/api/decisions${list}?space=${space}`)).text;
    for (const name of ['board', board]) expect(await words(String(name))).toBe(await words('nowhere'));
    expect((await ines.get(`/api/decisions${list}?space=board`)).status).toBe(200);
  });

  it('[safety] does not tell who was named to see it in which closed space it is, or was', async () => {
    const vault = String((await ines.post('/api/spaces', { name: 'Vault', access: 'closed' })).json['id']);
    const number = await decide(ines, { title: 'For Tomás too', space: 'board', audience: [tomas.id] });
    expect(await look(tomas, number)).toMatchObject({ space: null });
    expect((await tomas.get(`/api/decisions/${number}/record.md`)).text).not.toContain('Board');
    expect((await ines.get(`/api/decisions/${number}/record.md`)).text).toContain('Board');
    for (const space of [vault, 'platform'])
      expect((await ines.put(`/api/decisions/${number}/space`, { space })).status).toBe(200);
    const seen = await tomas.get(`/api/decisions/${number}`);
    expect(seen.json).toMatchObject({ space: { slug: 'platform' } });
    expect(seen.text).not.toContain('Vault');
    expect(seen.text).not.toContain(vault);
    expect((await ines.get(`/api/decisions/${number}`)).text).toContain('Vault');
  });
});

describe('the log', () => {
  it('is narrowed by status, space, author, words, number and year, page by page', async () => {
    const number = await decide(tomas, { title: '100% Öl_färbung' });
    expect(await titles(ines, `?author=${tomas.id}`)).toEqual(['100% Öl_färbung']);
    expect(await titles(ines, '?q=ÖL_f')).toEqual(['100% Öl_färbung']);
    expect(await titles(ines, '?q=100%25+färb')).toEqual(['100% Öl_färbung']);
    expect(await titles(ines, `?q=%23${number}`)).toEqual(['100% Öl_färbung']);
    expect(await titles(ines, '?q=%25%25')).toEqual([]);
    expect(await titles(ines, '?space=board&q=Of+the')).toEqual(['Of the board']);
    expect(await titles(ines, '?year=1999')).toEqual([]);
    expect(await titles(ines, '?status=accepted,superseded&q=way')).toContain('The old way');
    const first = (await ines.get('/api/decisions?limit=2')).json as { items: { number: number }[]; next: string };
    const second = (await ines.get(`/api/decisions?limit=2&after=${first.next}`)).json as {
      items: { number: number }[];
      next: string | null;
    };
    expect(first.items.length).toBe(2);
    expect(second.items[0]?.number).toBeLessThan(first.items[1]?.number ?? 0);
    expect((await ines.get('/api/decisions/timeline')).json['items']).toEqual(
      expect.arrayContaining([expect.objectContaining({ status: 'accepted', count: expect.any(Number) })]),
    );
  });

  it.each([
    ['/api/decisions?status=lost', '/query/status'],
    ['/api/decisions?space=nowhere', '/query/space'],
    ['/api/decisions?after=x', '/query/after'],
    ['/api/decisions?year=12', '/query/year'],
    ['/api/decisions/0', '/params/id'],
  ])('refuses %s', async (path, field) => {
    expect((await ines.get(path)).json).toMatchObject({ field });
  });

  it('shows drafts to their author when asked for', async () => {
    await raj.post('/api/decisions', { title: 'Not ready' });
    expect(await titles(raj, '?status=draft')).toEqual(['Not ready']);
    expect(await titles(raj, '?limit=200')).not.toContain('Not ready');
    expect(await titles(ines, '?status=draft')).toEqual([]);
  });
});

describe('an import', () => {
  const record = (key: string, more: object = {}) => ({
    ...{
      key,
      number: 1,
      title: `Record ${key}`,
      status: 'accepted',
      statusText: 'Accepted',
      date: '2019-05-17',
      deciders: [],
      consulted: [],
      informed: [],
    },
    ...{ body: `# Record ${key}\n`, sections: [], links: [], tags: [], irreversible: null, ...more },
  });
  const bring = async (who: Client, records: readonly object[], space = 'platform', from: object = {}) => {
    const reply = await who.post('/api/imports/decisions', { space, records, ...from });
    return {
      status: reply.status,
      json: reply.json,
      outcomes: ((reply.json['results'] ?? []) as { outcome: string; number: number }[]).map(({ outcome }) => outcome),
    };
  };

  it('brings each once, tells what changed, and links what supersedes what', async () => {
    const two = record('2.md', {
      body: '# Record 2.md\n\n## Status\n\nSuperseded\n',
      status: 'superseded',
      links: [{ rel: 'superseded-by', target: '3.md', key: '3.md', partial: false, line: 1 }],
    });
    expect((await bring(raj, [record('1.md'), two])).outcomes).toEqual(['created', 'created']);
    expect((await bring(ines, [record('1.md'), two, record('3.md')])).outcomes).toEqual(['unchanged', 'unchanged', 'created']);
    expect((await bring(raj, [record('1.md', { status: 'deprecated' })])).outcomes).toEqual(['changed']);
    const [older] = (await ines.get('/api/decisions?q=Record+2.md')).json['items'] as {
      number: number;
      status: string;
      decidedAt: string;
    }[];
    expect(older).toMatchObject({ status: 'superseded', decidedAt: '2019-05-17T00:00:00.000Z' });
    expect(await look(ines, older?.number ?? 0)).toMatchObject({
      links: [{ rel: 'supersedes', direction: 'from', title: 'Record 3.md' }],
      html: { record: expect.stringContaining('Record 2.md') },
    });
    expect((await ines.get(`/api/decisions/${older?.number ?? 0}/record.md`)).text).toBe(String(two.body));
    const graph = (await ines.get('/api/decisions/graph?space=platform')).json as { nodes: { title: string }[] };
    expect(graph.nodes.map(({ title }) => title)).toEqual(expect.arrayContaining(['Record 2.md', 'Record 3.md']));
  });

  it('[safety] refuses by name what somebody else brought and it would change, and takes the rest', async () => {
    await bring(raj, [record('theirs/1.md')]);
    const { json } = await bring(tomas, [record('theirs/1.md', { status: 'rejected', body: '# Mine\n' }), record('theirs/2.md')]);
    expect(json).toMatchObject({
      results: [{ key: 'theirs/1.md', outcome: 'refused', code: 'not-permitted' }, { outcome: 'created' }],
    });
    expect((await ines.get('/api/decisions?q=Record+theirs/1.md')).json).toMatchObject({ items: [{ status: 'accepted' }] });
    expect((await bring(ines, [record('theirs/1.md', { status: 'rejected' })])).outcomes).toEqual(['changed']);
  });

  it('keeps the records of two projects with the same paths apart where one is named, and refuses to mix them where none is', async () => {
    const first = record('same/1.md', { title: 'Record architecture decisions' });
    const second = record('same/1.md', { title: 'Record architecture decisions', date: '2022-02-02', body: '# The other\n' });
    const brought = await bring(raj, [first]);
    const [{ number } = { number: 0 }] = brought.json['results'] as { number: number }[];
    expect((await bring(raj, [second])).json).toMatchObject({
      results: [
        {
          outcome: 'refused',
          code: 'another-record',
          message: expect.stringContaining(`#${number} “Record architecture decisions” of 2019-05-17 came from this path before`),
        },
      ],
    });
    const above = record('same/2.md', {
      links: [{ rel: 'supersedes', target: '1.md', key: 'same/1.md', partial: false, line: 1 }],
    });
    const apart = await bring(raj, [second, above], 'platform', { from: ' Billing ' });
    expect(apart.outcomes).toEqual(['created', 'created']);
    const [other, over] = (apart.json['results'] as { number: number }[]).map((one) => one.number);
    expect((await bring(raj, [second], 'platform', { from: 'Billing' })).outcomes).toEqual(['unchanged']);
    expect((await bring(raj, [first])).outcomes).toEqual(['unchanged']);
    expect(await look(raj, number)).toMatchObject({ record: { from: null, date: '2019-05-17' }, links: [] });
    expect(await look(raj, other ?? 0)).toMatchObject({ record: { from: 'Billing' }, links: [{ number: over }] });
    for (const from of ['', 'two\nlines', 'x'.repeat(81)])
      expect((await bring(raj, [first], 'platform', { from })).json).toMatchObject({ code: 'invalid-request', field: '/from' });
  });

  it('shows one link where both records say which is in the place of the other', async () => {
    const link = (rel: string, key: string) => ({ rel, target: key, key, partial: false, line: 1 });
    const reply = await ines.post('/api/imports/decisions', {
      space: 'platform',
      records: [
        record('both/5.md', { status: 'superseded', links: [link('superseded-by', 'both/6.md')] }),
        record('both/6.md', { links: [link('supersedes', 'both/5.md')] }),
      ],
    });
    const [five, six] = (reply.json['results'] as { number: number }[]).map(({ number }) => number);
    expect((await look(ines, five ?? 0))['links']).toMatchObject([{ rel: 'supersedes', direction: 'from', number: six }]);
    expect((await look(ines, six ?? 0))['links']).toMatchObject([{ rel: 'supersedes', direction: 'to', number: five }]);
  });

  it.each(['the older', 'the newer', 'both'])(
    'tells what is superseded in part from what is superseded (%s says so)',
    async (who) => {
      const link = (rel: string, key: string, partial = true) => ({ rel, target: key, key, partial, line: 1 });
      const [older, newer] = [`${who}/1.md`, `${who}/2.md`];
      const { json } = await bring(ines, [
        record(older, who === 'the newer' ? {} : { links: [link('superseded-by', newer)] }),
        // One that is superseded in part knows better than the one in its place.
        record(newer, who === 'the older' ? {} : { links: [link('supersedes', older, who === 'the newer')] }),
      ]);
      const [one, two] = (json['results'] as { number: number }[]).map(({ number }) => number);
      expect(await look(ines, one ?? 0)).toMatchObject({ status: 'accepted' });
      expect((await look(ines, one ?? 0))['links']).toMatchObject([
        { rel: 'supersedes-in-part', direction: 'from', number: two },
      ]);
      expect((await look(ines, two ?? 0))['links']).toMatchObject([{ rel: 'supersedes-in-part', direction: 'to', number: one }]);
      const graph = (await ines.get(`/api/decisions/graph?around=${one}`)).json as { edges: { rel: string }[] };
      expect(graph.edges.map(({ rel }) => rel)).toEqual(['supersedes-in-part']);
    },
  );

  it('shows no proposal among what was decided, and offers to withdraw it to who may', async () => {
    const { json } = await bring(raj, [record('idea.md', { status: 'proposed', date: '1999-05-17' })]);
    const [{ number } = { number: 0 }] = json['results'] as { number: number }[];
    expect(await look(tomas, number)).toMatchObject({ openedAt: '1999-05-17T00:00:00.000Z', decidedAt: null });
    expect((await ines.get('/api/decisions/timeline?months=600')).text).not.toContain('1999');
    const mayWithdraw = async (who: Client) =>
      ((await look(who, number))['actions'] as { action: string; may: boolean }[]).find(({ action }) => action === 'withdraw')
        ?.may;
    expect([await mayWithdraw(raj), await mayWithdraw(ines), await mayWithdraw(tomas)]).toEqual([true, true, false]);
    expect((await raj.post(`/api/decisions/${number}/withdrawals`, { reason: 'Nobody wants it.' })).status).toBe(200);
    expect(await look(tomas, number)).toMatchObject({ status: 'withdrawn', withdrawn: 'Nobody wants it.' });
    expect((await raj.get(`/api/decisions/${number}/record.md`)).text).toContain('proceed-status: withdrawn');
  });

  it('numbers records in their order', async () => {
    const keys = Array.from({ length: 100 }, (_, index) => `order/${String(index).padStart(3, '0')}.md`);
    const reply = await ines.post('/api/imports/decisions', { space: 'platform', records: keys.map((key) => record(key)) });
    const numbers = (reply.json['results'] as { number: number }[]).map(({ number }) => number);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  });

  it('[safety] tells a closed space from none to nobody outside of it', async () => {
    const words = async (space: string, path: string, body: object) => (await tomas.post(path, { ...body, space })).text;
    for (const [path, body] of [
      ['/api/imports/decisions', { records: [record('secret.md')] }],
      ['/api/decisions', { title: 'x', supersedes: [999_999] }],
    ] as const)
      expect(await words('board', path, body), path).toBe(await words('nowhere', path, body));
  });

  it('is refused where its sender may not contribute', async () => {
    await ines.post('/api/spaces', { name: 'Library', access: 'closed' });
    const library = ((await ines.get('/api/spaces?slug=library')).json['items'] as { id: string }[])[0]?.id;
    await ines.put(`/api/spaces/${library}/members/${tomas.id}`, { role: 'reader' });
    expect((await bring(tomas, [record('9.md')], 'library')).json).toMatchObject({
      results: [{ outcome: 'refused', code: 'not-permitted' }],
    });
  });
});

describe('a conversation', () => {
  it('becomes a draft with its words attached', async () => {
    const number = await decide(ines, { title: 'Talked about' });
    const { id } = await look(ines, number);
    const said = await raj.post(`/api/artifacts/${String(id)}/comments`, { body: 'We should decide about backups, too.' });
    expect(said.status).toBe(201);
    const drafted = await tomas.post(`/api/comments/${String(said.json['id'])}/decisions`, {
      title: 'Backups',
      space: 'platform',
    });
    expect(drafted.status).toBe(201);
    expect(await look(tomas, Number(drafted.json['number']))).toMatchObject({
      status: 'draft',
      quotes: [{ by: { name: 'Raj Mehta' }, text: 'We should decide about backups, too.' }],
      links: [{ rel: 'builds-on', number }],
    });
  });
});

it('every reading can be made anew from the events alone', async () => {
  const tables = async () => {
    const read = async (text: string) => (await server.pool.query({ text, values: [org] })).rows;
    return {
      artifacts: await read(
        `select id, title, status, space, audience, author, version, state, summary, opened_at, closed_at, due_at, next_at from artifacts where org = $1 order by id`,
      ),
      awaits: await read('select * from awaits where org = $1 order by artifact, key'),
      links: await read('select * from links where org = $1 order by source, rel, target'),
    };
  };
  const before = await tables();
  await rebuild(server.pool, org, deciders, directorySource);
  expect(await tables()).toEqual(before);
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
