import { expect, it } from 'vitest';
import { directoryOf } from '#kernel/actors/build.ts';
import { protocolOf } from '#kernel/protocol/story.ts';
import type { Protocol } from '#kernel/protocol/document.ts';
import { decisions } from '#practices/decisions';
import { pagesInDirectory } from '#practices/handbook';
import { peopleInDirectory } from '#practices/people';
import { spacesInDirectory } from '#practices/spaces';
import { decidingNorthwind, to } from '#tests/deciding.ts';
import { AROHA, CONSENT, HOUR, idOf, INES, MERE, RAJ, revisedPage, TOMAS, type Northwind } from '#tests/organization.ts';
import { backtesting } from './backtesting.ts';
import { pastOf } from './past.ts';

const readers = { ...peopleInDirectory, ...spacesInDirectory, ...pagesInDirectory };

/** Everything that happened, told again under another protocol. */
const under = async (org: Northwind, protocol: Protocol, asker = INES) => {
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
  const to = org.now();
  const test = backtesting({ protocol, space: null, asker, from: 0, to }, { past, governed: decisions.governed, decider });
  for (const [, of] of Map.groupBy(events, ({ artifact }) => artifact)) test.take(of);
  return test.report(0);
};

const consent = (change: (text: string) => string = (text) => text): Protocol => protocolOf(change(CONSENT));

/** Four decisions: one that nobody says anything about, one that is agreed to, one that is blocked for a day, one that is withdrawn. */
const aMonth = async () => {
  const org = await decidingNorthwind();
  const [quiet, agreed, blocked, withdrawn] = [idOf('11'), idOf('12'), idOf('13'), idOf('14')];
  await org.open(INES, {}, quiet);
  await org.open(RAJ, {}, agreed);
  await org.open(TOMAS, {}, blocked);
  await org.open(AROHA, {}, withdrawn);
  await org.until('2026-03-27T11:00:00Z');
  await org.sent(to(MERE, 'take-stance', { stance: 'agree' }, agreed));
  await org.sent(to(RAJ, 'take-stance', { stance: 'object', reason: 'No way back.' }, blocked));
  await org.until('2026-03-28T09:00:00Z');
  await org.sent(to(INES, 'take-stance', { stance: 'agree' }, agreed));
  await org.sent(to(TOMAS, 'amend', { label: 'material', reason: 'A flag.', recommendation: 'Behind a flag.' }, blocked));
  await org.sent(to(RAJ, 'resolve-objection', { whose: RAJ }, blocked));
  await org.sent(to(AROHA, 'withdraw', {}, withdrawn));
  await org.until('2026-04-20T09:00:00Z');
  return { ...org, quiet, agreed, blocked, withdrawn };
};

it('the protocol that was in force does to the past what happened', async () => {
  const report = await under(await aMonth(), consent());
  expect(report).toMatchObject({
    runs: 4,
    elsewhere: 0,
    differs: 0,
    assumed: { runs: 0 },
    was: { outcomes: { accepted: 3, withdrawn: 1, lapsed: 0, open: 0 }, atOnce: 0 },
  });
  expect(report.would).toEqual(report.was);
  // Four others are asked about each; it is Friday evening in Auckland, and morning has not come in São Paulo.
  expect(report.was).toMatchObject({ asks: 16, outside: 10 });
});

it('a shorter window decides sooner, an objection of then blocks all the same', async () => {
  const org = await aMonth();
  const report = await under(
    org,
    consent((text) => text.replace('48h', '24h').replace('8wh', '2wh')),
  );
  expect(report).toMatchObject({ runs: 4, would: { outcomes: { accepted: 3, withdrawn: 1 } } });
  expect(report.would.elapsed.median ?? 0).toBeLessThan(report.was.elapsed.median ?? 0);
});

it('where nobody is waited for it ships at once, and what was withdrawn later would have been decided before', async () => {
  const org = await aMonth();
  await org.sent(to(INES, 'reopen', { reason: 'New figures.' }, org.quiet));
  const report = await under(
    org,
    consent((text) => text.replace('window: 48h, each: 8wh,', 'window: 0..24h,')),
  );
  expect(report.would).toMatchObject({ atOnce: 4, atOnceUndone: 1, elapsed: { median: 0, p85: 0 } });
  expect(report.differing).toMatchObject([
    { artifact: org.withdrawn, was: { outcome: 'withdrawn' }, would: { outcome: 'accepted', because: expect.any(String) } },
  ]);
  expect(report.atOnceUndone).toMatchObject([{ artifact: org.quiet, undone: { what: 'reopened' } }]);
});

it('what people did is done upon the same as was: asked later, they answer after as much of their working time', async () => {
  const org = await aMonth();
  const two = CONSENT.replace(
    'steps: [',
    "steps: [{step: look, of: stewards, ask: review, window: 24h, pass: 'true', else: lapse},",
  );
  const report = await under(org, protocolOf(two));
  // Ines, who looks first, is asked anew; Raj objects as long after he is asked as he did, and clears it as long after that.
  expect(report.assumed).toMatchObject({ runs: 3, moved: 3, unheard: 0 });
  expect(report.would.outcomes).toMatchObject({ accepted: 3, withdrawn: 1 });
});

it('whoever was never asked then says nothing, and the report says so', async () => {
  const org = await decidingNorthwind();
  const few = CONSENT.replace('of: members', 'of: stewards');
  await org.sent(revisedPage(idOf('d0'), few, 1));
  await org.open(RAJ);
  await org.until('2026-04-20T09:00:00Z');
  expect(await under(org, consent())).toMatchObject({ runs: 1, assumed: { runs: 1, silent: 3 } });
});

it('what another protocol would govern is not counted, but told', async () => {
  const org = await aMonth();
  const report = await under(org, { ...consent(), when: 'p.irreversible' });
  expect(report).toMatchObject({ runs: 0, elsewhere: 4 });
});

it('[safety] of people only teams of five are told, and to somebody how often they themselves are asked', async () => {
  const org = await aMonth();
  const five = idOf('e1');
  await org.sent({ by: INES, kind: 'team', artifact: five, name: 'form', data: { name: 'Everybody' } });
  for (const member of [RAJ, TOMAS, AROHA])
    await org.sent({ by: INES, kind: 'team', artifact: five, name: 'add-member', data: { member, role: 'member' } });
  expect((await under(org, consent(), RAJ)).teams).toEqual([]);
  await org.sent({ by: INES, kind: 'team', artifact: five, name: 'add-member', data: { member: MERE, role: 'member' } });
  const report = await under(
    org,
    consent((text) => text.replace('of: members', 'of: stewards')),
    RAJ,
  );
  expect(report).toMatchObject({
    teams: [{ name: 'Everybody', people: 5, asks: { was: 16, would: 3 } }],
    you: { was: 3, would: 0 },
  });
});

it('leave that was taken while it was open counts as it did then', async () => {
  const org = await decidingNorthwind();
  await org.open();
  await org.until('2026-03-28T09:00:00Z');
  await org.sent({
    by: RAJ,
    kind: 'person',
    artifact: RAJ,
    name: 'plan-leave',
    data: { from: '2026-03-30T00:00:00Z', to: '2026-04-25T00:00:00Z' },
  });
  await org.until(org.now() + 30 * 24 * HOUR);
  const report = await under(org, consent());
  expect(report.would.outcomes.accepted).toBe(1);
  expect(report.would).toEqual(report.was);
});
