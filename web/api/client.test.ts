import { describe, expect, expectTypeOf, it } from 'vitest';
import { addressOf } from './client.ts';
import { newId } from './id.ts';
import { problemFrom } from './problem.ts';
import type { InputArgs, InputOf } from './route-map.ts';

describe('an address', () => {
  it('carries its parts so that no name can leave its place', () => {
    expect(addressOf('/api/decisions/:id/stances', { id: '../people?x=1' })).toBe('/api/decisions/..%2Fpeople%3Fx%3D1/stances');
  });

  it('leaves out what is not asked, and repeats a list', () => {
    expect(
      addressOf('/api/decisions', {}, { status: ['open', 'accepted'], space: undefined, after: null, q: '', limit: 0 }),
    ).toBe('/api/decisions?status=open&status=accepted&limit=0');
  });
});

describe('an idempotency key', () => {
  it('is a UUID of version 7, and never the same twice', () => {
    const keys = Array.from({ length: 1000 }, newId);
    expect(new Set(keys).size).toBe(1000);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('a problem', () => {
  it('keeps what the server said of the field at fault', () => {
    const problem = problemFrom(422, {
      code: 'reason-required',
      title: 'Reason required',
      detail: 'Say why.',
      field: '/reason',
      accepted: 'a sentence',
    });
    expect({ ...problem }).toMatchObject({ status: 422, code: 'reason-required', field: '/reason', accepted: 'a sentence' });
    expect(problem.message).toBe('Say why.');
  });

  it('is unreadable when a proxy answered with a page, and still says its status', () => {
    expect(problemFrom(502, null)).toMatchObject({ code: 'unreadable', status: 502 });
  });
});

describe('the types of a call', () => {
  it('ask for the parts that a route needs, and for no others', () => {
    type Input = InputOf<{ params: { id: string }; query: undefined; body?: string; reply: number }>;
    expectTypeOf<keyof Input>().toEqualTypeOf<'params' | 'body'>();
    expectTypeOf<{ params: { id: string } }>().toExtend<Input>();
    expectTypeOf<{ body: string }>().not.toExtend<Input>();
    expectTypeOf<InputArgs<{ query: { limit?: number }; reply: number }>>().toExtend<[input?: unknown]>();
  });
});
