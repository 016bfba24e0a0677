import { expect, it } from 'vitest';
import { client, found } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const { address, faults } = await testServer();
const ines = await found(address);
const seen = (text: unknown, who = ines) => who.post('/api/markdown', { text });

it('shows Markdown as it will be shown, and nothing that could run', async () => {
  expect((await seen('See #142, **@ines**.')).json).toEqual({
    html: '<p>See <a href="/142" class="reference">#142</a>, <strong><span class="mention" data-handle="ines">@ines</span></strong>.</p>',
  });
  const { html } = (await seen('<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> [x](javascript:alert(1))')).json;
  expect(html).toBe('<p>A  x</p>');
});

it('is for those who read here, a key that only reads too', async () => {
  expect((await seen('x', client(address))).status).toBe(401);
  const token = String((await ines.post('/api/keys', { name: 'reader', scope: 'read' })).json['token']);
  expect((await seen('x', client(address, { key: token }))).json).toEqual({ html: '<p>x</p>' });
});

it('refuses what is no text, or longer than any that is kept', async () => {
  expect((await seen(7)).json).toMatchObject({ status: 400, field: '/text' });
  expect((await seen('x'.repeat(200_001))).json).toMatchObject({ field: '/text' });
  expect(faults).toEqual([]);
});
