import { beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import { z } from 'zod';
import type { Route } from '#server/route.ts';
import { routes } from '#server/routes.ts';
import { TABLE } from './access/table.ts';
import { makeWorld, type Thing, type World } from './access/world.ts';
import { HOURS, type Reply } from './harness/client.ts';
import { testServer } from './harness/server.ts';
import { together } from './harness/together.ts';

const all: readonly Route[] = routes;
const server = await testServer();
let world: World;

beforeAll(async () => {
  world = await makeWorld(server);
});

/** What was written by anybody; what follows by itself from something earlier comes when it comes. */
const written = async (): Promise<string> => {
  const { rows } = await server.pool.query(
    `select (select count(*) from events where by <> '${SYSTEM}') || ' events, ' || (select count(*) from api_keys) || ' keys, ' || (select count(*) from invitations) || ' invitations' as all`,
  );
  return String(rows[0]?.all);
};

const thingFor = ({ name }: Route): Thing => {
  const of = TABLE[name]?.of;
  const found = of === null || of === undefined || of === 'own' ? undefined : world.things[of][0];
  return found ?? { name: '', id: crypto.randomUUID(), number: 1, marker: '', seenBy: [] };
};

const addressOf = (route: Route, parts: Readonly<Record<string, string>> = {}): string => {
  const thing = thingFor(route);
  const usual: Record<string, string> = { id: thing.id, person: thing.id, ...TABLE[route.name]?.parts?.(world, thing), ...parts };
  return route.path.replace(/:(\w+)/g, (_, name: string) => usual[name] ?? '').replace('*', usual['*'] ?? '');
};

/** A clear refusal: a problem with a sentence and, where there is one, the field; never a trace of the inside. */
const clear = (reply: Reply, what: string): void => {
  const where = `${what}: ${reply.status} ${reply.text.slice(0, 300)}`;
  expect(reply.status, where).toBeGreaterThanOrEqual(400);
  expect(reply.status, where).toBeLessThan(500);
  // What strangers read in a browser answers with a page.
  if (reply.headers.get('content-type')?.startsWith('text/html') && / \/(?:s|public)\//.test(what))
    return expect(reply.text, where).not.toMatch(
      /node_modules|\.ts:\d|\bat [\w.]+ \(|ZodError|select .* from|syntax error|constraint/i,
    );
  expect(reply.headers.get('content-type'), where).toBe('application/problem+json; charset=utf-8');
  expect(String(reply.json['detail']), where).toMatch(/^\S.*[.]$/s);
  if (reply.status === 400 || reply.status === 404) expect(reply.json['field'], where).toBeTypeOf('string');
  expect(reply.text, where).not.toMatch(/node_modules|\.ts:\d|\bat [\w.]+ \(|ZodError|select .* from|syntax error|constraint/i);
};

/** More than any field takes; pages take more than the others. */
const [LONG, LONGER] = ['x'.repeat(1_100_000), 'x'.repeat(4_900_000)];
const TEN_MEGABYTES = `{"surprise":"${'x'.repeat(10_000_000)}"}`;
const tooLong = ({ path }: Route): string => (/^\/api\/(?:pages|markdown)|texts$/.test(path) ? LONGER : LONG);

type Schema = { readonly type?: unknown; readonly properties?: Record<string, Schema>; readonly anyOf?: readonly Schema[] };
const propertiesOf = (schema: z.ZodType | undefined): Readonly<Record<string, Schema>> =>
  schema ? ((z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema).properties ?? {}) : {};
const takesText = ({ type, anyOf = [] }: Schema): boolean => type === 'string' || anyOf.some(takesText);

const WRONG: readonly (readonly [string, unknown])[] = [
  ['an object', { surprise: [] }],
  ['a list of lists', [[[[]]]]],
  ['a number beyond all', 1e300],
  ['a whole number that no column holds', 2 ** 53 - 1],
  ['true', true],
];

describe.each(all.filter(({ body }) => body !== undefined).map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (name, route) => {
    const sample = (): Record<string, unknown> => {
      const body = TABLE[route.name]?.body?.(world, thingFor(route));
      return typeof body === 'object' && body !== null ? { ...body } : {};
    };
    const send = (body: unknown): Promise<Reply> => world.by.steward.call(route.method, addressOf(route), { body });

    it('refuses what is no body of it, and writes nothing', async () => {
      const before = await written();
      const none = ['', '{', '{"a":}', 'nonsense', '[]', 'null', '5', '"text"', '{"a":1}}', '\u0000', '['.repeat(20_000)];
      await together(none, async (bytes) => clear(await send(bytes === '' ? '""' : bytes), `${name} with ${bytes.slice(0, 20)}`));
      const unknown = await send({ ...sample(), surprise: 1 });
      clear(unknown, `${name} with an unknown key`);
      expect(JSON.stringify(unknown.json), name).toContain('surprise');
      const large = await send(TEN_MEGABYTES);
      if (large.status !== 413) expect(JSON.stringify(large.json), large.text.slice(0, 300)).toContain('surprise');
      clear(large, `${name} with ten megabytes`);
      expect(await written()).toBe(before);
    });

    it('names the field at fault, and writes nothing', async () => {
      const before = await written();
      const fields = Object.entries(propertiesOf(route.body));
      const wrong = fields.flatMap(([key]) => WRONG.map(([what, value]) => ({ key, what, value })));
      await together(wrong, async ({ key, what, value }) => {
        const reply = await send({ ...sample(), [key]: value });
        if (reply.status >= 400) clear(reply, `${name} with ${what} for ${key}`);
      });
      const texts = fields.flatMap(([key, schema]) =>
        takesText(schema)
          ? [
              { key, what: 'a NUL', words: 'a\u0000b' },
              { key, what: 'half of a character', words: 'a\ud83d' },
              { key, what: 'millions of characters', words: tooLong(route) },
            ]
          : [],
      );
      await together(texts, async ({ key, what, words }) => {
        const reply = await send({ ...sample(), [key]: words });
        clear(reply, `${name} with ${what} for ${key}`);
        if (reply.status !== 413 && reply.status !== 403 && reply.status !== 404)
          expect(String(reply.json['field'] ?? ''), `${name} with ${what} for ${key}: ${reply.text.slice(0, 200)}`).toMatch(
            new RegExp(`^/${key}`),
          );
      });
      // A number or an object may be right somewhere (days, hours); then nothing more than that one thing was written.
      const after = await written();
      expect(after === before || TABLE[route.name]?.body !== undefined, `${before} → ${after}`).toBe(true);
    });
  },
);

describe.each(all.filter(({ path }) => path.includes(':')).map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (name, route) => {
    it('refuses an address that is none', async () => {
      const before = await written();
      const parts = [...route.path.matchAll(/:(\w+)/g)].map(([, part]) => part ?? '');
      for (const part of parts) {
        const none = [
          'nothing-like-it',
          '%00',
          '%ff',
          '..%2f..%2fetc',
          encodeURIComponent('👩🏽‍🚀'),
          '-1',
          '0',
          '1e9',
          '99999999999999999999',
          'x'.repeat(299),
          `${'a'.repeat(8)}'--`,
          '%7B%7D',
        ];
        await together(none, async (wrong) => {
          const reply = await world.by.steward.call(
            route.method,
            addressOf(route, { [part]: wrong }),
            route.body ? { body: TABLE[route.name]?.body?.(world, thingFor(route)) } : {},
          );
          if (reply.status < 400 && part !== 'id') return;
          // What people outside open says so in a page.
          if (reply.status === 404 && /^\/(?:s|public)\//.test(route.path) && reply.text.startsWith('<!doctype html>')) return;
          clear(reply, `${name} with ${part}=${wrong.slice(0, 30)}`);
        });
      }
      const long = await world.by.steward.call(route.method, addressOf(route, { [parts[0] ?? '']: 'x'.repeat(5_000) }));
      clear(long, `${name} with a long address`);
      if (parts.every((part) => part === 'id')) expect(await written()).toBe(before);
    });
  },
);

const SOME_ID = '0b5f6c1e-93d4-4c5a-8a51-6d5b6a3c9a10';
/** Places that no list has, each of a form that some list's cursor has. */
const FORGED: readonly unknown[] = [
  ...[[Number.MAX_SAFE_INTEGER], [1e308], [-1], [0.5], [null], [], ['x'], [[1]], { place: 1 }],
  ...[['18446744073709551616', '9223372036854775808'], ['1', '9223372036854775808'], ['0', '0'], ['1-1'], ['\u0000', SOME_ID]],
  ...[-8_640_000_000_000_000, 8_640_000_000_000_000, 1e300, -1, 0.5].map((at) => [at, SOME_ID]),
  ...['99999999999999999999', '9223372036854775807', '\u0000', '\ud800'].map((at) => [at, SOME_ID]),
  ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'].map((at) => [at, 1]),
  ...[
    [1e300, 'a'],
    ['a', 1e300],
    ['a', -1],
    ['\u0000', 1],
  ],
];

describe.each(all.filter(({ query }) => query !== undefined).map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (name, route) => {
    it('refuses a query that is none', async () => {
      const none = Object.keys(propertiesOf(route.query)).flatMap((key) =>
        ['%00', `a&${key}=b`, encodeURIComponent('x'.repeat(8_000))].map((wrong) => ({ key, wrong })),
      );
      await together(none, async ({ key, wrong }) => {
        const reply = await world.by.steward.get(`${addressOf(route)}?${key}=${wrong}`);
        if (reply.status >= 400 || wrong.includes('%00')) clear(reply, `${name}?${key}=${wrong.slice(0, 20)}`);
      });
      clear(await world.by.steward.get(`${addressOf(route)}?surprise=1`), `${name}?surprise=1`);
      if (route.query && 'after' in propertiesOf(route.query))
        clear(await world.by.steward.get(`${addressOf(route)}?after=bm90aGluZw`), `${name}?after=…`);
    });
  },
);

const paged = all.filter((route) => 'after' in propertiesOf(route.query) && route.name !== 'stream.listen');

describe('a forged cursor', () => {
  it.each(paged.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'of %s is refused, or a page',
    async (name, route) => {
      await together(FORGED, async (place) => {
        const after = Buffer.from(JSON.stringify(place)).toString('base64url');
        const reply = await world.by.steward.get(`${addressOf(route)}?after=${after}`);
        if (reply.status === 200) expect(reply.json['items'], name).toBeInstanceOf(Array);
        else clear(reply, `${name} after ${JSON.stringify(place)}`);
      });
    },
  );
});

describe('people may be called what they are called', () => {
  it.each(['عائشة بنت محمد', 'שרה לוי', '李小龍', 'Zoë 🌒 Ångström', "O'Neill-Ñáñez", 'ᚱᚢᚾᛁ', 'José'.normalize('NFD')])(
    '%s',
    async (name) => {
      const made = await world.by.steward.post('/api/invitations', { name, mail: `p${crypto.randomUUID()}@northwind.example` });
      expect(made.status, made.text).toBe(201);
      const person = await world.by.steward.get(`/api/people/${String(made.json['person'])}`);
      expect(person.json['name']).toBe(name.normalize('NFC'));
    },
  );

  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['a line break', 'a\nb'],
    ['a turn of direction', 'a\u202eb'],
    ['too much', 'x'.repeat(900)],
  ])('but not %s', async (_what, name) => {
    const reply = await world.by.steward.post('/api/invitations', { name, mail: `p${crypto.randomUUID()}@northwind.example` });
    clear(reply, name);
    expect(reply.json['field']).toBe('/name');
  });
});

describe('hours that never come', () => {
  it.each([
    ['no day', { ...HOURS, week: {} }, /^\/hours\/week/],
    ['an unknown zone', { ...HOURS, zone: 'Mars/Olympus' }, /^\/hours\/zone$/],
    ['a 25th hour', { ...HOURS, week: { mon: '09:00-25:00' } }, /^\/hours\/week\/mon/],
    ['an unknown weekday', { ...HOURS, week: { someday: '09:00-17:00' } }, /^\/hours\/week\/someday/],
    ['an unknown region', { ...HOURS, holidays: 'XX-YY' }, /^\/hours\/holidays/],
    ['a date that is none', { ...HOURS, exceptions: { '2026-02-30': [] } }, /^\/hours\/exceptions/],
  ] as const)('%s', async (what, hours, field) => {
    const reply = await world.by.member.put(`/api/people/${world.ids.mere}/hours`, { hours });
    clear(reply, what);
    expect(reply.json['field']).toMatch(field);
  });
});

it('nothing of this was a fault inside', () => {
  expect(server.faults).toEqual([]);
});
