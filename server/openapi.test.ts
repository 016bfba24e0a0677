import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { openApiOf } from './openapi.ts';
import { apiPage } from './api-page.ts';
import { routes } from './routes.ts';

const document = openApiOf(routes, '1.2.3');

it('the document of the API is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

it('every route has a name, an address and a method of its own', () => {
  expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
  expect(new Set(routes.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`)).size).toBe(routes.length);
});

it('every part of an address after a colon has a schema, and every schema refuses what it does not know', () => {
  for (const { name, path, params, query, body } of routes) {
    const parts = [...path.matchAll(/:(\w+)/g)].map(([, part]) => part);
    const operation = JSON.stringify(document);
    expect(operation).toContain(name);
    if (parts.length > 0) expect(params, name).toBeDefined();
    for (const schema of [params, query, body]) {
      if (!schema) continue;
      const parsed = schema.safeParse({ 'no-such-field': 1 });
      expect(parsed.success, `${name} takes unknown keys`).toBe(false);
    }
  }
});

it('a write says what it changes, so that its scope is known', () => {
  for (const { name, method, changes } of routes) expect(method === 'GET' || changes !== undefined, name).toBe(true);
});

it('the page shows every address and runs no script', () => {
  const { html, policy } = apiPage(document);
  for (const { path, summary } of routes) {
    expect(html).toContain(path.replace(/:(\w+)/g, '{$1}'));
    expect(html).toContain(summary.replaceAll('&', '&amp;').replaceAll("'", '&#39;'));
  }
  expect(html).not.toMatch(/<script|onclick|style="/);
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
});
