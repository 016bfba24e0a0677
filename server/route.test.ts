import { expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { answer, cursorOf, pageOf, paging, readCursor, route, uuid, type RouteMap } from './route.ts';
import { reaches, scopeOf } from './scopes.ts';

const take = route({
  method: 'POST',
  path: '/api/decisions/:id/stances',
  name: 'decisions.take-stance',
  summary: 'Take a stance on a decision',
  tag: 'decisions',
  who: 'member',
  changes: 'decision',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ stance: z.enum(['agree', 'abstain', 'object']), reason: z.string().optional() }),
  reply: z.object({ version: z.number() }),
  async act({ params, body, principal, command }, { send }) {
    expectTypeOf(principal.actor).toBeString();
    expectTypeOf(command).toBeString();
    const sent = await send({ kind: 'decision', artifact: params.id, name: 'take-stance', data: body });
    return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
  },
});

const list = route({
  method: 'GET',
  path: '/api/decisions',
  name: 'decisions.log',
  summary: 'List decisions',
  tag: 'decisions',
  who: 'anyone',
  query: z.strictObject({ ...paging, status: z.string().optional() }),
  reply: pageOf(z.object({ id: z.string() })),
  async act({ query, principal }) {
    expectTypeOf(principal?.actor).toEqualTypeOf<string | undefined>();
    expectTypeOf(query.limit).toBeNumber();
    return answer({ items: [], next: null });
  },
});

const routes = [take, list] as const;
type Api = RouteMap<typeof routes>;

it('a client knows every address, what it takes and what it answers, by type alone', () => {
  expectTypeOf<Api['POST /api/decisions/:id/stances']['body']>().toEqualTypeOf<{
    stance: 'agree' | 'abstain' | 'object';
    reason?: string | undefined;
  }>();
  expectTypeOf<Api['POST /api/decisions/:id/stances']['params']>().toEqualTypeOf<{ id: string }>();
  expectTypeOf<Api['GET /api/decisions']['reply']['next']>().toEqualTypeOf<string | null>();
  expectTypeOf<Api['GET /api/decisions']['body']>().toEqualTypeOf<undefined>();
});

it('the scope that a key needs follows from the method and the kind that is changed', () => {
  expect(scopeOf(list)).toBe('read');
  expect(scopeOf(take)).toBe('write');
  expect(scopeOf({ method: 'POST', changes: 'space' })).toBe('admin');
  expect(scopeOf({ method: 'DELETE' })).toBe('session');
});

it('a scope reaches those before it and none behind it', () => {
  expect(reaches(['read'], 'write')).toBe(false);
  expect(reaches(['write'], 'read')).toBe(true);
  expect(reaches([], 'read')).toBe(false);
});

it('a cursor comes back as it went, and a foreign one is refused with the field named', () => {
  const shape = z.tuple([z.number(), z.string()]);
  expect(readCursor(cursorOf([5, 'a']), shape)).toEqual({ ok: [5, 'a'] });
  expect(readCursor(undefined, shape)).toEqual({ ok: null });
  for (const wrong of ['x', cursorOf(['a', 5]), '!!', cursorOf([])])
    expect(readCursor(wrong, shape)).toMatchObject({ code: 'invalid-cursor', field: '/query/after' });
});
