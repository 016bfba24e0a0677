import { describe, expect, it } from 'vitest';
import { directoryOf } from '#kernel/actors/build.ts';
import { protocolOf } from '#kernel/protocol/story.ts';
import { pagesInDirectory } from '#practices/handbook';
import { peopleInDirectory } from '#practices/people';
import { spacesInDirectory } from '#practices/spaces';
import { HOUR, idOf, INES, northwind, PLATFORM, protocolPage, RAJ, TOMAS, type Northwind } from '#tests/organization.ts';
import { beginBySchedule } from '../runs/beginnings.ts';
import { governedRun } from '../runs/governed.ts';
import { run } from '../runs/run.ts';
import { backtesting } from './backtesting.ts';
import { pastOf } from './past.ts';
import { matched } from './scheduled.ts';
import { sentenceOf } from './sentence.ts';

const PAGE = idOf('d9');
const WEEKLY = `{id: week/plan, on: "schedule:Mon 09:00 in Europe/Berlin", steps: [
 {step: collect, of: members, ask: contribute, window: "0..2wd", pass: t.cast >= 2, else: lapse}]}`;
const readers = { ...peopleInDirectory, ...spacesInDirectory, ...pagesInDirectory };

/** Four weeks of a weekly round in one space, in which Tomás and Raj answer an hour and two after each begins. */
const aMonth = async () => {
  const org = await northwind({ deciders: [run] });
  await org.sent(protocolPage(PAGE, WEEKLY, PLATFORM));
  const from = org.now();
  for (const monday of ['2026-03-30', '2026-04-06', '2026-04-13', '2026-04-20']) {
    const nine = Date.parse(`${monday}T07:00:00Z`);
    await org.until(nine);
    await react(org);
    const artifact =
      (await org.stream.read(null, 10_000)).events.findLast(({ body }) => body.type === 'run-begun')?.artifact ?? '';
    for (const [by, hours] of [
      [RAJ, 1],
      [TOMAS, 6],
    ] as const) {
      await org.until(nine + hours * HOUR);
      await org.sent({ by, kind: 'run', artifact, name: 'answer', data: { text: 'The migration.' } });
    }
  }
  await org.until('2026-04-26T00:00:00Z');
  return { org, from };
};

const react = async (org: Northwind): Promise<void> => {
  const reaction = beginBySchedule({
    ...{ send: (command) => org.send(command), directory: () => org.directory() },
    ...{ rows: () => Promise.resolve([]), address: 'https://proceed.northwind.example', mail: () => Promise.resolve() },
  });
  for (const event of (await org.stream.read(null, 10_000)).events)
    if (reaction.types.has(event.body.type)) await reaction.react(event);
};

const under = async ({ org, from }: Awaited<ReturnType<typeof aMonth>>, text: string, space: string | null = PLATFORM) => {
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
  const asked = { protocol: protocolOf(text), space, asker: INES, from, to: org.now() };
  const test = backtesting(asked, { past, governed: [governedRun], decider });
  for (const [, of] of Map.groupBy(events, ({ artifact }) => artifact)) test.take(of);
  return test.report(0);
};

describe('[P6] a protocol that begins by the clock, told again', () => {
  it('does what it did, where it is the one that was in force', async () => {
    const report = await under(await aMonth(), WEEKLY);
    expect(report).toMatchObject({ runs: 4, differs: 0, assumed: { runs: 0 }, was: { outcomes: { accepted: 4 }, untold: 0 } });
    expect(report.would).toEqual(report.was);
  });

  it('at another hour takes who answered to answer after as much of their own time, and says so', async () => {
    const report = await under(await aMonth(), WEEKLY.replace('Mon 09:00', 'Tue 11:00'));
    expect(report).toMatchObject({ runs: 4, assumed: { runs: 4, moved: 8 }, would: { outcomes: { accepted: 4 }, untold: 0 } });
  });

  it('twice as often has half of its runs never held: whom they ask is counted, and nothing is guessed', async () => {
    const report = await under(await aMonth(), WEEKLY.replace('Mon 09:00', 'Mon,Thu 09:00'));
    const { was, would } = report;
    expect(would).toMatchObject({ untold: 4, outcomes: { accepted: 4, lapsed: 0, open: 0 } });
    expect(would.asks).toBe(2 * was.asks);
    expect(sentenceOf(report)).toMatch(
      /^With this version, 8 runs would have begun in the last \d+ days, instead of 4\. 4 of them were never held: whom they ask first is known, and what people would have said is not\./,
    );
  });

  it('every second week would not have begun where it did', async () => {
    const report = await under(await aMonth(), WEEKLY.replace('Mon 09:00', 'Mon 09:00 every 2w'));
    expect(report).toMatchObject({
      runs: 4,
      was: { outcomes: { accepted: 4 } },
      would: { outcomes: { accepted: 2 }, untold: 0 },
    });
  });

  it('that has never run says so of all of it, and where nobody is to be asked it never begins', async () => {
    const month = await aMonth();
    const fresh = WEEKLY.replace('week/plan', 'week/other').replace('Mon 09:00', 'Wed 10:00');
    const report = await under(month, fresh);
    expect(report).toMatchObject({ was: { asks: 0 }, would: { untold: 4 }, assumed: { runs: 0 } });
    expect(sentenceOf(report)).toContain('None of them was ever held');
    expect(sentenceOf(await under(month, fresh.replace('of: members', 'of: agents')))).toContain('would never have begun');
  });

  it('on something that nothing here begins on says that nothing can be told', async () => {
    const report = await under(await aMonth(), WEEKLY.replace(/schedule:[^"]*/, 'rocket.launched'));
    expect(sentenceOf(report)).toBe(
      'Nothing here begins on rocket.launched, so nothing that happened can be told again under this version.',
    );
  });
});

it('a run is matched with the nearest time, each once, and never with one of another week', () => {
  const week = 7 * 24 * HOUR;
  const found = matched([week, 2 * week, 5 * week], [week + HOUR, 2 * week - HOUR, 9 * week], (at) => at);
  expect([...found]).toEqual([
    [week, week + HOUR],
    [2 * week, 2 * week - HOUR],
  ]);
});
