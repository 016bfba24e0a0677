import { describe, expect, it } from 'vitest';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import {
  idOf,
  INES,
  northwind,
  PLATFORM,
  protocolPage,
  RAJ,
  readingOf,
  revisedPage,
  TOMAS,
  type Northwind,
} from '#tests/organization.ts';
import { nameId } from '../name-id.ts';
import { beginBySchedule, welcome } from './beginnings.ts';
import { run, type StandingRun } from './run.ts';

const PAGE = idOf('d9');
const WEEKLY = `{id: week/plan, on: "schedule:Mon 09:00", steps: [
 {step: collect, of: members, ask: contribute, window: "0..Wed 18:00", pass: t.cast == t.size, else: proceed}]}`;

/** Every reaction hears everything that has happened so far, and again what it has heard before. */
const react = async (org: Northwind, maker: ReactionMaker): Promise<void> => {
  const reaction = maker({
    ...{ send: (command) => org.send(command), directory: () => org.directory() },
    ...{ rows: () => Promise.resolve([]), address: 'https://proceed.northwind.example', mail: () => Promise.resolve() },
  });
  for (const event of (await org.stream.read(null, 10_000)).events)
    if (reaction.types.has(event.body.type)) await reaction.react(event);
};
const came = async (org: Northwind) => (await org.history(PAGE)).filter(({ body }) => body.type === 'page-schedule-came');
const runOf = (version: number): string => nameId('run', PAGE, version, 'schedule:Mon 09:00');
const stateOf = async (org: Northwind, id: string) => (await org.seen(id))?.state as StandingRun | undefined;

describe('a protocol that begins by the clock', () => {
  it('[P2] begins its run at each such time on the clock of most of its space, once however often that is heard', async () => {
    const org = await northwind({ deciders: [run] });
    await org.sent(protocolPage(PAGE, WEEKLY, PLATFORM));
    // Two of five work in New Zealand. Monday 9:00 in Auckland is Sunday evening in Europe.
    expect((await readingOf(org, PAGE)).nextAt).toBe(Date.parse('2026-03-29T20:00:00Z'));
    await org.until('2026-03-29T19:59:59Z');
    expect(await came(org)).toHaveLength(0);
    await org.until('2026-03-29T20:00:00Z');
    await react(org, beginBySchedule);
    await react(org, beginBySchedule);
    const [first] = await came(org);
    const id = runOf(first?.version ?? 0);
    expect(await stateOf(org, id)).toMatchObject({
      title: 'A protocol, 30 March 2026',
      protocol: { id: 'week/plan', artifact: PAGE },
    });
    const { awaits } = await readingOf(org, id);
    expect(awaits).toHaveLength(5);
    // Each until Wednesday 18:00 on their own clock.
    expect(awaits.find(({ asked }) => asked === RAJ)?.dueAt).toBe(Date.parse('2026-04-01T12:30:00Z'));
    expect(awaits.find(({ asked }) => asked === INES)?.dueAt).toBe(Date.parse('2026-04-01T16:00:00Z'));
    await org.sent({ by: TOMAS, kind: 'run', artifact: id, name: 'answer', data: { text: 'The migration.' } });
    expect((await stateOf(org, id))?.run?.stances['collect']?.[TOMAS]?.reason).toBe('The migration.');
    await org.until('2026-04-06T20:00:00Z');
    expect(await came(org)).toHaveLength(2);
    expect((await stateOf(org, id))?.run?.outcome?.outcome).toBe('accepted');
  });

  it('begins once after all servers were down for weeks, and then again at its next time', async () => {
    const org = await northwind({ deciders: [run] });
    await org.sent(protocolPage(PAGE, WEEKLY, PLATFORM));
    await org.away('2026-04-22T12:00:00Z');
    await org.until('2026-04-22T12:00:01Z');
    expect(await came(org)).toHaveLength(1);
    expect((await readingOf(org, PAGE)).nextAt).toBe(Date.parse('2026-04-26T21:00:00Z'));
  });

  it('begins no more once the page says otherwise, at the new time when it names another, and on the clock that it names', async () => {
    const org = await northwind({ deciders: [run] });
    await org.sent(protocolPage(PAGE, WEEKLY, PLATFORM));
    await org.sent(revisedPage(PAGE, WEEKLY.replace('Mon 09:00', 'Tue 10:00 in Europe/Berlin'), 1));
    expect((await readingOf(org, PAGE)).nextAt).toBe(Date.parse('2026-03-31T08:00:00Z'));
    await org.sent(revisedPage(PAGE, '# No rule any more\n\nWords.\n', 2));
    expect((await readingOf(org, PAGE)).nextAt).toBeNull();
  });
});

describe('somebody who joins', () => {
  const JOIN = `{id: join/default, on: person.joined, steps: [
   {step: welcome, of: stewards pick 1, exclude: author, ask: contribute, window: 0..2wd, pass: t.cast >= 1, else: "reroute:2"}]}`;

  it('has a run that asks a steward, and nobody asks the newcomer; heard again, there is still one', async () => {
    const org = await northwind({ deciders: [run], protocols: [JOIN] });
    await react(org, welcome);
    await react(org, welcome);
    const { events } = await org.stream.read(null, 10_000);
    const begun = events.filter(({ body }) => body.type === 'run-begun');
    // Ines, the one steward, joined alone: she is asked about the other four, and nobody about her.
    expect(begun).toHaveLength(4);
    const { title, awaits, links } = await readingOf(org, begun[0]?.artifact ?? '');
    expect(title).toBe('Raj Mehta joins');
    expect(awaits.map(({ asked, kind }) => [asked, kind])).toEqual([[INES, 'contribute']]);
    expect(links).toEqual([{ rel: 'mentions', to: RAJ }]);
  });

  it('has none where no protocol says so', async () => {
    const org = await northwind({ deciders: [run] });
    await react(org, welcome);
    expect((await org.stream.read(null, 10_000)).events.filter(({ kind }) => kind === 'run')).toEqual([]);
  });
});
