import { expect, it } from 'vitest';
import { protocolOf } from '#kernel/protocol/story.ts';
import { decidingNorthwind, to } from '#tests/deciding.ts';
import { AROHA, CONSENT, HOUR, idOf, INES, MERE, RAJ, TOMAS } from '#tests/organization.ts';
import { pastAsks } from './past-asks.ts';
import { simulating } from './simulating.ts';

/** Twelve decisions, each answered by four after an hour of their working day or two. */
const aYear = async (people: readonly string[]) => {
  const org = await decidingNorthwind();
  for (let turn = 0; turn < 12; turn += 1) {
    const artifact = idOf(`${10 + turn}`);
    await org.open(INES, {}, artifact);
    for (const who of people) {
      await org.until(org.now() + 3 * HOUR);
      await org.send(to(who, 'take-stance', { stance: 'agree' }, artifact));
    }
    await org.until(org.now() + 7 * 24 * HOUR);
  }
  const asks = pastAsks((kind) => org.deciders.get(kind) ?? null);
  for (const event of (await org.stream.read(null, 100_000)).events) asks.take(event);
  return { org, asks };
};

const asked = {
  protocols: [protocolOf(CONSENT)],
  ...{ seed: '1', actors: 6, days: 14, worlds: 2, from: 0, to: Date.parse('2026-06-01T00:00:00Z') },
};

it('[S2] learns from the stream who was asked, how long it took them, and who never answered', async () => {
  const { org, asks } = await aYear([RAJ, TOMAS]);
  const seen = asks.asks(await org.directory(), org.now());
  expect(new Set(seen.map(({ actor }) => actor))).toEqual(new Set([RAJ, TOMAS, AROHA, MERE]));
  expect(seen.filter(({ actor }) => actor === RAJ).every(({ answered }) => answered)).toBe(true);
  expect(seen.filter(({ actor }) => actor === MERE).some(({ answered }) => answered)).toBe(false);
});

it('[S3] is not calibrated by fewer than five people, nor by fewer asks than could tell, and says which', async () => {
  const { org, asks } = await aYear([RAJ]);
  const seen = asks.asks(await org.directory(), org.now());
  const why = (of: typeof seen) =>
    simulating(
      asked,
      () => of,
      { ...DIRECTORY },
      () => undefined,
    ).calibration;
  const DIRECTORY = await org.directory();
  expect(why(seen).why).toMatch(/^Not calibrated: of what you can see, 4 people were asked anything, and at least 5 are needed/);
  expect(why([]).why).toMatch(/^Not calibrated: nobody was asked anything here yet/);
  const [one] = seen;
  const fifth = one ? [...seen, { ...one, actor: INES }] : seen;
  expect(why(fifth)).toMatchObject({
    calibrated: false,
    why: expect.stringMatching(/could be held out, and at least 50 are needed/),
  });
});

it('the same seed gives the same figures', async () => {
  const { org } = await aYear([]);
  const directory = await org.directory();
  const tell = () =>
    simulating(
      asked,
      () => [],
      directory,
      () => undefined,
    );
  expect(tell()).toEqual(tell());
});
