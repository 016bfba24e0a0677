import { expect, it } from 'vitest';
import { directoryOf } from '#kernel/actors/build.ts';
import '#practices/meetings';
import { decisions, type DecisionState } from '#practices/decisions';
import { pagesInDirectory } from '#practices/handbook';
import { peopleInDirectory } from '#practices/people';
import { spacesInDirectory } from '#practices/spaces';
import { decidingNorthwind, ONE, to } from '#tests/deciding.ts';
import {
  AROHA,
  CONSENT,
  HOUR,
  idOf,
  INES,
  MERE,
  PLATFORM,
  protocolPage,
  RAJ,
  revisedPage,
  TOMAS,
  type Northwind,
} from '#tests/organization.ts';
import { pastOf } from '../backtest/past.ts';
import { awayReplay } from './adding-up.ts';
import { mapOf, pointsOf } from './map.ts';
import { waitsOnOne } from './standing.ts';

const [governed] = decisions.governed;
const readers = { ...peopleInDirectory, ...spacesInDirectory, ...pagesInDirectory };
const DAY = 24 * HOUR;

/** In the place of the one that is there. A role is known while a space has it. */
const publish = async (org: Northwind, source: string) => {
  await keeper(org, RAJ);
  await org.sent(revisedPage(idOf('d0'), source, 1));
  await keeper(org);
};

const KEEPER = CONSENT.replace('else: lapse', 'requires: [keeper], else: escalate:stewards').replace(
  'needs: [reason],',
  'needs: [reason], clear: [keeper],',
);

const keeper = (org: Northwind, ...actors: readonly string[]) =>
  org.sent({ by: INES, kind: 'space', artifact: PLATFORM, name: 'assign-role', data: { role: 'keeper', actors } });

const asked = async (org: Northwind, actor: string, asker = actor) => {
  const { events } = await org.stream.read(null, 100_000);
  const decider = (kind: string) => {
    const found = org.deciders.get(kind);
    if (!found) throw new Error(kind);
    return found;
  };
  const past = pastOf(
    events[0]?.org ?? '',
    events.filter(({ kind }) => Object.hasOwn(readers, kind)),
    decider,
    (id, version, parts) => directoryOf(id, version, parts, readers),
  );
  const replay = awayReplay(
    { actor, asker, days: 14, from: org.now() - 90 * DAY, to: org.now() },
    { past, governed: decisions.governed, decider },
  );
  for (const [, of] of Map.groupBy(events, ({ artifact }) => artifact)) replay.take(of);
  return replay.report(0);
};

it('shows who is asked for what: the steps that hold in a space, their roles, and who holds them', async () => {
  const org = await decidingNorthwind();
  await publish(org, KEEPER);
  await keeper(org, RAJ);
  const { steps, roles } = mapOf(await org.directory(), PLATFORM);
  expect(steps).toMatchObject([{ protocol: 'decide/consent', step: 'consent' }]);
  expect(Object.fromEntries(steps[0]?.parts.map(({ role, parts }) => [role, parts]) ?? [])).toEqual({
    members: ['asked'],
    keeper: ['must-agree', 'clears'],
    stewards: ['judges', 'overrules', 'decides'],
  });
  expect(roles.map(({ role, holds, people }) => [role, holds, people.length])).toEqual([
    ['members', 'people', 5],
    ['keeper', 'people', 1],
    ['stewards', 'people', 1],
  ]);
});

it('names what one person alone can move, with who stands in, and what nobody can', async () => {
  const org = await decidingNorthwind();
  await publish(org, KEEPER);
  await keeper(org, RAJ);
  await org.sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'name-deputies', data: { deputies: [MERE] } });
  const directory = await org.directory();
  const ines = directory.actors.get(INES);
  if (!ines) throw new Error('Ines');
  const points = pointsOf(directory, ines);
  expect(points).toContainEqual({
    role: 'keeper',
    person: RAJ,
    deputies: [MERE],
    parts: ['must-agree'],
    steps: [{ artifact: idOf('d0'), protocol: 'decide/consent', step: 'consent' }],
    spaces: [PLATFORM],
  });
  // Elsewhere nobody keeps: a step that needs it fails closed there [R7].
  expect(points).toContainEqual(expect.objectContaining({ role: 'keeper', person: null }));
  expect(points).toContainEqual(expect.objectContaining({ role: 'stewards', person: INES }));
  // [safety] Tomás does not see the Board.
  const tomas = directory.actors.get(TOMAS);
  expect(tomas && pointsOf(directory, tomas).every(({ spaces }) => !spaces.includes(idOf('b2')))).toBe(true);
});

it('sees that an open decision waits for one person alone', async () => {
  const org = await decidingNorthwind();
  await org.open();
  const stuck = async () => {
    const state = (await org.seen(ONE))?.state as DecisionState;
    const [run, around] = [governed?.run(state), governed?.around(state, await org.directory())];
    return run && around ? waitsOnOne(run, around.world) : null;
  };
  expect(await stuck()).toBeNull();
  await publish(org, CONSENT.replace(', valid: stewards, overrule: stewards', ''));
  await org.open(INES, {}, idOf('2'));
  await org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'No way back.' }, idOf('2')));
  const state = (await org.seen(idOf('2')))?.state as DecisionState;
  const [run, around] = [governed?.run(state), governed?.around(state, await org.directory())];
  expect(run && around && waitsOnOne(run, around.world)).toEqual({ person: RAJ, why: 'objection' });
});

it('[A5] somebody away for two weeks: what is open passes to their deputy, or waits, or fails closed', async () => {
  const org = await decidingNorthwind();
  await publish(org, CONSENT.replace('of: members', 'of: affected').replace('t.open == 0', 't.agree >= 1'));
  await org.sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'name-deputies', data: { deputies: [MERE] } });
  await org.open(INES, { affected: [RAJ] });
  await org.open(INES, { space: null, audience: [RAJ], affected: [RAJ] }, idOf('2'));
  await org.open(INES, { affected: [TOMAS] }, idOf('3'));
  await org.until('2026-03-27T10:00:00Z');
  const { open } = await asked(org, RAJ);
  expect(open.runs).toBe(3);
  expect(open.items).toMatchObject([
    { artifact: ONE, passedTo: [MERE], leftOut: false },
    // Mere may not see it, so nobody is asked in his place.
    { artifact: idOf('2'), passedTo: [], leftOut: true },
  ]);
});

it('what was is told again as if they had been away; the figures are theirs alone to see', async () => {
  const org = await decidingNorthwind();
  await publish(org, CONSENT.replace('of: members', 'of: keeper').replace('t.open == 0', 't.agree >= 1'));
  await keeper(org, RAJ);
  await org.open(TOMAS);
  await org.open(AROHA, {}, idOf('2'));
  await org.until('2026-03-30T06:00:00Z');
  for (const one of [ONE, idOf('2')]) await org.sent(to(RAJ, 'take-stance', { stance: 'agree' }, one));
  await org.until('2026-05-01T06:00:00Z');
  const hers = await asked(org, RAJ);
  expect(hers.past).toMatchObject({ otherwise: 2, own: { runs: 2, same: 0 } });
  expect(hers.past.items).toMatchObject([{ was: { outcome: 'accepted' } }, { was: { outcome: 'accepted' } }]);
  const others = await asked(org, RAJ, INES);
  expect(others.past).toMatchObject({ otherwise: 2, own: null });
  // Whom nobody asked is not missed.
  expect((await asked(org, MERE)).past).toMatchObject({ otherwise: 0, own: { runs: 0 } });
});

it('a role that a fact gives is other people each time, and nobody lacks it', async () => {
  const org = await decidingNorthwind();
  const meet =
    '{id: meet/x, on: meeting.requested, steps: [{step: ready, of: organizer, window: 0..1wd, pass: p.agenda, else: lapse}]}';
  await org.sent(protocolPage(idOf('d7'), meet, PLATFORM));
  const directory = await org.directory();
  const ines = directory.actors.get(INES);
  expect(mapOf(directory, PLATFORM).roles.find(({ role }) => role === 'organizer')).toMatchObject({ holds: 'case' });
  expect(ines && pointsOf(directory, ines).filter(({ role }) => role === 'organizer')).toEqual([]);
});
