import { beforeAll, describe, expect, it } from 'vitest';
import { commandPath } from '#kernel/stream/commands.ts';
import { SYSTEM, type RecordedEvent } from '#kernel/stream/event.ts';
import { memoryStream } from '#kernel/stream/memory-stream.ts';
import type { Entry } from '#kernel/stream/stream.ts';
import { decisions } from '#practices/decisions';
import { protocols } from '#practices/protocols';
import { deciders, directorySource } from '#server/practices.ts';
import { idOf } from '#tests/organization.ts';
import { tellStory, type Story } from './story.ts';

const [ORG, ME] = [idOf('f0'), idOf('a0')];
const hours = { zone: 'Europe/Berlin', week: { 'mon-fri': '09:00-17:00' } };

/** An organization that somebody has just founded, in memory. */
const founded = async (at: number, org = ORG, me = ME): Promise<readonly RecordedEvent[]> => {
  const stream = memoryStream({ now: () => at, directory: directorySource });
  const { send } = commandPath(stream, deciders);
  const order = [
    ['organization', org, 'found', { name: 'Lighthouse' }],
    ['person', me, 'invite', { name: 'Sam Example', mail: 'sam@lighthouse.example', role: 'steward' }],
    ['person', me, 'join', { hours }],
  ] as const;
  for (const [index, [kind, artifact, name, data]] of order.entries())
    await send({ id: idOf(`c${index}`), org, by: SYSTEM, kind, artifact, name, data });
  for (const make of protocols.reactions) {
    const reaction = make({
      send,
      directory: (org) => stream.directory(org),
      rows: () => Promise.resolve([]),
      address: 'https://proceed.northwind.example',
      mail: () => Promise.resolve(),
    });
    for (const event of (await stream.read(null, 100)).events)
      if (reaction.types.has(event.body.type)) await reaction.react(event);
  }
  return (await stream.read(null, 1_000)).events;
};

const tell = async (seed: string, until: string, org = ORG, me = ME): Promise<Story> =>
  tellStory({
    ...{ org, newcomer: me, seed, until: Date.parse(until), standing: await founded(Date.parse(until), org, me) },
    ...{
      deciders,
      directory: directorySource,
      reactions: [...protocols.reactions, ...decisions.reactions],
      tell: () => undefined,
    },
  });

describe('the sample organization', () => {
  const UNTIL = '2026-11-20T15:00:00Z';
  let story: Story;
  let last: ReadonlyMap<string, Entry>;
  beforeAll(async () => {
    story = await tell('1', UNTIL);
    last = new Map(story.appended.map(({ entry }) => [entry.artifact, entry]));
  }, 60_000);
  const of = (kind: string): readonly Entry[] => [...last.values()].filter((entry) => entry.kind === kind);

  it('[S4] is the same for the same seed, and another for another', async () => {
    expect((await tell('1', UNTIL)).hash).toBe(story.hash);
    expect((await tell('2', UNTIL)).hash).not.toBe(story.hash);
  });

  it('has forty people in seven cities, and a quarter of decisions, questions, comments and pages, each said once', () => {
    expect(of('person')).toHaveLength(40);
    expect(new Set(of('person').map(({ state }) => (state as { about: string }).about)).size).toBe(7);
    expect([of('request').length, of('page').length]).toEqual([46, 30]);
    expect(of('decision').length).toBeGreaterThan(36);
    expect(of('comment').length).toBeGreaterThan(90);
    for (const kind of ['decision', 'request', 'page', 'comment']) {
      const words = of(kind).map(({ reading }) => `${reading.title} ${reading.text}`);
      expect(new Set(words).size).toBe(words.length);
    }
    const objections = of('decision').flatMap(
      ({ state }) => (state as { run?: { objections: unknown[] } }).run?.objections ?? [],
    );
    expect(objections.length).toBeGreaterThan(4);
  });

  it('shows every way in which things end: accepted, rejected, withdrawn and superseded; done, given back and left', () => {
    const standing = of('decision').map(({ reading, state }) => [
      reading.title,
      reading.status,
      (state as { standing?: { is: string } }).standing?.is,
    ]);
    const outcomes = new Set(standing.map(([, status]) => status));
    expect([...outcomes]).toEqual(expect.arrayContaining(['accepted', 'rejected', 'withdrawn', 'open']));
    expect(standing.filter(([, , is]) => is === 'superseded').map(([title]) => title)).toEqual(
      expect.arrayContaining(['A release every Tuesday, whatever is ready', 'Parcel photos are deleted after ninety days']),
    );
    const tasks = Map.groupBy(of('task'), ({ reading }) => reading.status);
    expect(Object.fromEntries([...tasks].map(([status, some]) => [status, some.length]))).toMatchObject({
      draft: 1,
      ready: expect.any(Number),
      claimed: expect.any(Number),
      done: expect.any(Number),
      dropped: 1,
    });
    const changes = Map.groupBy(of('change'), ({ reading }) => reading.status);
    expect([...changes.keys()]).toEqual(expect.arrayContaining(['shipped', 'reverted', 'closed', 'asked']));
    const meetings = Map.groupBy(of('meeting'), ({ reading }) => reading.status);
    expect(Object.fromEntries([...meetings].map(([status, some]) => [status, some.length]))).toEqual({
      cancelled: 4,
      ended: 3,
      unprepared: 1,
      ready: 1,
      preparing: 1,
    });
    const saved = of('meeting').reduce((sum, { reading }) => sum + Number(reading.summary['saved']), 0);
    expect(saved).toBeGreaterThan(8);
    const read = of('acknowledgement').flatMap(({ reading }) => reading.awaits.map(({ status }) => status));
    expect(read.filter((status) => status === 'answered').length).toBeGreaterThan(4);
    expect(
      of('conversion')
        .map(({ reading }) => reading.status)
        .toSorted(),
    ).toEqual(['ended', 'running', 'running', 'running']);
    const alone = of('change').filter(({ state }) => (state as { shipped?: { alone: boolean } | null }).shipped?.alone === true);
    expect(alone.length).toBeGreaterThan(5);
  });

  it('asks on another day where whoever is to be asked is away, and nobody instead', async () => {
    const { appended } = await tell('1', '2026-11-26T11:35:02.054Z', idOf('f2054'), idOf('a2054'));
    const asked = new Set(appended.filter(({ entry }) => entry.kind === 'request').map(({ entry }) => entry.artifact));
    expect(asked.size).toBeGreaterThan(42);
  });

  it('lies in the past, in the order of time, and ends now', () => {
    const times = story.appended.flatMap(({ entry }) => entry.events.map(({ at }) => at));
    expect(times.every((at, index) => at >= (times[index - 1] ?? 0))).toBe(true);
    const [until, days] = [Date.parse(UNTIL), 86_400_000];
    expect(times[0]).toBeLessThan(until - 90 * days);
    expect(times.at(-1)).toBeLessThanOrEqual(until);
    expect(times.at(-1)).toBeGreaterThan(until - days);
    // Nothing that is due is left for the real clock to catch up with.
    for (const { reading } of last.values()) if (reading.nextAt !== null) expect(reading.nextAt).toBeGreaterThan(until);
  });

  it('leaves something to do for whoever explores it, and lets nobody speak for them', () => {
    const mine = [...last.values()].flatMap(({ reading }) => reading.awaits.filter(({ asked }) => asked === ME));
    expect(mine.filter(({ status }) => status === 'open').length).toBeGreaterThanOrEqual(4);
    expect(mine.filter(({ status }) => status === 'answered')).toEqual([]);
    expect(of('page').filter(({ state }) => (state as { owners: string[] }).owners.includes(ME))).toHaveLength(1);
    expect(story.appended.filter(({ entry }) => entry.events.some(({ by }) => by === ME))).toEqual([]);
  });

  it.each(['2026-01-01T00:30:00Z', '2026-03-29T01:00:00Z', '2027-10-31T23:00:00Z'])(
    'can be told at any time: %s',
    async (until) => {
      const { appended } = await tell('3', until);
      expect(appended.length).toBeGreaterThan(1_000);
    },
  );
});
