import { expect, it } from 'vitest';
import { client, found } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const { address, faults, pool } = server;
const ines = await found(address);
const seen = (text: unknown, who = ines) => who.post('/api/markdown', { text });

it('shows Markdown as it will be shown, and nothing that could run', async () => {
  expect((await seen('See #142, **@ines**.')).json).toEqual({
    html: '<p>See <a href="/142" class="reference">#142</a>, <strong><span class="mention" data-handle="ines" title="Ines Prado">@ines</span></strong>.</p>',
  });
  const { html } = (await seen('<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> [x](javascript:alert(1))')).json;
  expect(html).toBe('<p>A  x</p>');
});

it('is for those who read here, a key that only reads too', async () => {
  expect((await seen('x', client(address))).status).toBe(401);
  const token = String((await ines.post('/api/keys', { name: 'reader', scope: 'read' })).json['token']);
  expect((await seen('x', client(address, { key: token }))).json).toEqual({ html: '<p>x</p>' });
});

const LONG = `# Long\n\n${'A paragraph of *words*, long enough to be set aside.\n\n'.repeat(1_000)}`;

it('as the text of a page, addresses lead where they lead there; what is new is not said to lead nowhere', async () => {
  const first = (await ines.post('/api/pages', { body: '# The plan', name: 'plan' })).json;
  const second = (await ines.post('/api/pages', { body: '# Notes\n\n[so](plan.md)\n', name: 'notes' })).json;
  const { html } = (await ines.post('/api/markdown', { text: '[so](plan.md) [new](new.md)', page: second['id'] })).json;
  expect(html).toBe(`<p><a href="/${String(first['number'])}" title="The plan">so</a> <a href="new.md">new</a></p>`);
  expect((await seen('[so](plan.md)')).json).toEqual({ html: '<p><a href="plan.md">so</a></p>' });
});

it('a long text is rendered when it is published, and in another process not again', async () => {
  const { number } = (await ines.post('/api/pages', { body: LONG })).json;
  const kept = async (): Promise<number> => Number((await pool.query('select count(*)::int as n from renders')).rows[0].n);
  await expect.poll(kept).toBe(1);
  await pool.query(`update renders set made = replace(made, 'set aside', 'found there')`);
  const other = await testServer({ beside: server });
  const { html } = (await client(other.address, { cookie: ines.cookie() }).get(`/api/pages/${String(number)}`)).json;
  expect(html).toContain('found there');
  expect(html).not.toContain('set aside');
});

it('refuses what is no text, or longer than any that is kept', async () => {
  expect((await seen(7)).json).toMatchObject({ status: 400, field: '/text' });
  expect((await seen('x'.repeat(2_000_001))).json).toMatchObject({ field: '/text' });
  expect(faults).toEqual([]);
});
