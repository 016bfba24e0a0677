import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import type { Route } from '#server/route.ts';
import { routes } from '#server/routes.ts';
import { reaches, scopeOf } from '#server/scopes.ts';
import { NEVER_WRITES, TABLE, type Row } from './access/table.ts';
import { makeWorld, type Asker, type Eyes, type Thing, type World } from './access/world.ts';
import type { Reply } from './harness/client.ts';
import { testServer } from './harness/server.ts';
import { together } from './harness/together.ts';

const all: readonly Route[] = routes;
const server = await testServer();
let world: World;

beforeAll(async () => {
  world = await makeWorld(server);
});

const ELSEWHERE: Thing = { name: 'somebody else’s', id: randomUUID(), number: 0, marker: '', seenBy: [] };
const NOTHING: Thing = { name: '', id: '', number: 0, marker: '', seenBy: [] };

const thingsOf = (row: Row): readonly Thing[] =>
  row.of === null ? [NOTHING] : row.of === 'own' ? [ELSEWHERE] : world.things[row.of];

const ask = (route: Route, row: Row, asker: Asker, thing: Thing): Promise<Reply> => {
  const parts: Record<string, string> = { id: thing.id, person: thing.id, ...row.parts?.(world, thing) };
  const path = route.path
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''))
    .replace('*', parts['*'] ?? '');
  const query = row.query === undefined ? '' : `?${row.query.replace('MARKER', thing.marker || 'keep')}`;
  if (route.takesBytes)
    return asker.client.call(route.method, path + query, {
      body: 'bytes',
      headers: { 'content-type': 'application/octet-stream' },
    });
  return asker.client.call(route.method, path + query, row.body ? { body: row.body(world, thing) } : {});
};

/** What is told by hand in the world, against what the server says. */
const mayKnow = (asker: Asker, marker: string): boolean =>
  Object.values(world.things)
    .flat()
    .some((thing) => thing.marker === marker && asker.as !== null && thing.seenBy.includes(asker.as));

const markers = (): readonly string[] => [
  ...new Set(
    Object.values(world.things)
      .flat()
      .flatMap(({ marker }) => (marker === '' ? [] : [marker])),
  ),
];

const leaks = (asker: Asker, { text }: Reply): readonly string[] =>
  markers().filter((marker) => text.includes(marker) && !mayKnow(asker, marker));

/** What was written by anybody; what follows by itself from something earlier comes when it comes. */
const written = async (): Promise<string> => {
  const { rows } = await server.pool.query(
    `select (select count(*) from events where by <> '${SYSTEM}') || ' events, ' || (select count(*) from artifacts) || ' artifacts, ' || (select count(*) from api_keys) || ' keys, ' ||
            (select count(*) from invitations) || ' invitations, ' || (select count(*) from account_sessions) || ' sessions, ' || (select count(*) from push_devices) || ' devices' as all`,
  );
  return String(rows[0]?.all);
};

/** Of these there is another for each that writes. */
const SPARE: ReadonlySet<string> = new Set(['decision', 'request', 'meeting', 'task', 'goal', 'plan', 'page']);

const scopeRefuses = (asker: Asker, route: Route): boolean =>
  asker.scope !== 'session' && !reaches([asker.scope], scopeOf(route));
const sees = (asker: Asker, row: Row, thing: Thing): boolean =>
  row.of === null || (asker.as !== null && thing.seenBy.includes(asker.as));
const may = (asker: Asker, route: Route, row: Row): boolean => {
  const eyes = asker.as;
  if (eyes === null) return route.who === 'anyone';
  if (route.who === 'steward' && !(['steward', 'foreign steward'] as readonly Eyes[]).includes(eyes)) return false;
  return (row.may === undefined || row.may.includes(eyes)) && !NEVER_WRITES[route.name]?.includes(eyes);
};

interface Trial {
  readonly asker: Asker;
  readonly thing: Thing;
  readonly seen: boolean;
}

const trials = (row: Row): readonly Trial[] =>
  world.askers.flatMap((asker) => thingsOf(row).map((thing) => ({ asker, thing, seen: sees(asker, row, thing) })));

const refusedOf = (route: Route, row: Row): readonly Trial[] =>
  trials(row).filter(({ asker, thing, seen }) => {
    if (route.who === 'anyone') return route.method !== 'GET';
    if (seen && may(asker, route, row) && !scopeRefuses(asker, route) && asker.as !== null) return false;
    return !(row.numbered && (asker.as === 'foreign steward') !== (thing.name === 'foreign'));
  });

const allowedOf = (route: Route, row: Row): readonly Trial[] =>
  trials(row).filter(
    ({ asker, thing, seen }) =>
      asker.as !== null &&
      !scopeRefuses(asker, route) &&
      may(asker, route, row) &&
      row.of !== 'own' &&
      seen &&
      !row.gone?.includes(thing.name),
  );

const whereOf = (asker: Asker, route: Route, thing: Thing, { status, text }: Reply): string =>
  `${asker.name} → ${route.method} ${route.path} (${thing.name}): ${status} ${text.slice(0, 200)}`;

it('the table has a row for every route, and no other', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual(all.map(({ name }) => name).toSorted());
});

describe.each(all.map((route) => [route.name, route] as const))('%s', (name, route) => {
  const row = TABLE[name] ?? { of: null };

  it('refuses whoever may not, says nothing of what they may not see, and writes nothing', async () => {
    const before = await written();
    const tried = await together(refusedOf(route, row), async (trial) => ({
      ...trial,
      reply: await ask(route, row, trial.asker, trial.thing),
    }));
    for (const { asker, thing, seen, reply } of tried) {
      const where = whereOf(asker, route, thing, reply);
      expect(leaks(asker, reply), where).toEqual([]);
      if (route.who === 'anyone') expect(reply.status, where).not.toBe(201);
      else if (asker.as === null) expect([reply.status, reply.json['code']], where).toEqual([401, 'not-signed-in']);
      else if (scopeRefuses(asker, route)) expect([reply.status, reply.json['code']].slice(0, 1), where).toEqual([403]);
      else if (!seen && may(asker, route, row))
        expect([reply.status, reply.json['code'], typeof reply.json['field']], where).toEqual([404, 'not-found', 'string']);
      else expect([403, 404, 409, 422], where).toContain(reply.status);
    }
    // What exists and may not be seen is answered in the very words of what does not exist.
    for (const asker of world.askers) {
      const hidden = tried.filter((trial) => trial.asker === asker && trial.reply.status === 404);
      const words = new Set(hidden.map(({ reply }) => String(reply.json['detail'])));
      expect(words.size, `${asker.name} → ${route.name}: ${[...words].join(' | ')}`).toBeLessThanOrEqual(1);
    }
    expect(await written(), 'something was written').toBe(before);
  });

  it('lets through whoever may, and shows them nothing else', async () => {
    if (row.untried !== undefined || route.who === 'anyone') return;
    // What is written to the same thing is written one after the other.
    const { of } = row;
    const spare = route.method !== 'GET' && of !== null && of !== 'own' && SPARE.has(of) ? of : null;
    const tried = await together(
      allowedOf(route, row),
      async ({ asker, thing }) => {
        const target = spare === null ? thing : { ...thing, id: await world.another(spare, thing) };
        return { asker, thing, reply: await ask(route, row, asker, target) };
      },
      spare !== null || route.method === 'GET' ? undefined : 1,
    );
    for (const { asker, thing, reply } of tried) {
      const where = whereOf(asker, route, thing, reply);
      expect(leaks(asker, reply), where).toEqual([]);
      expect([401, 404, 500], where).not.toContain(reply.status);
      if (route.method === 'GET') expect([200, 409], where).toContain(reply.status);
    }
  });
});

it('nothing of this was a fault inside', () => {
  expect(server.faults).toEqual([]);
});
