import { describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { protocols } from '#practices/protocols';
import { idOf, INES, northwind, PLATFORM, protocolPage, RAJ, readingOf, TOMAS, type Northwind } from '#tests/organization.ts';
import { meeting } from '../meeting/meeting.ts';
import { wordOf, type MeetingState } from '../meeting/state.ts';
import { thursday } from './gathering.ts';
import { beginDecisionWeek, settleGathered } from './reactions.ts';

const [PAGE, PORT, CRANE] = [idOf('d9'), idOf('1'), idOf('2')];
const COMING: ReadonlySet<string> = new Set(['preparing', 'unprepared', 'ready']);
const CADENCE = `{id: platform/decision-week, on: "schedule:Mon 09:00 in Europe/Berlin", steps: [
 {step: comment, of: members, ask: contribute, window: "0..Wed 18:00", pass: t.cast == t.size, else: proceed}]}`;

/** Every reaction hears everything that has happened so far; the store's questions are answered from the states. */
const react = async (org: Northwind): Promise<void> => {
  const ids = [PORT, CRANE];
  const weeks = async () =>
    (await org.stream.read(null, 10_000)).events.flatMap(({ artifact, body }) =>
      body.type === 'meeting-requested' && !ids.includes(artifact) ? [artifact] : [],
    );
  const states = async (some: readonly string[]) =>
    Promise.all(some.map(async (id, index) => ({ id, number: index + 1, state: (await org.seen(id))?.state as MeetingState })));
  const rows = async <Row>({ name, values }: { readonly name: string; readonly values: readonly unknown[] }) => {
    const found =
      name === 'meetings.open-questions'
        ? (await states([...ids, ...(await weeks())])).filter(
            ({ state }) => COMING.has(wordOf(state)) && new Date(state.from).toISOString() > String(values[3]),
          )
        : name === 'meetings.gathered'
          ? await states([String(values[1])])
          : name === 'meetings.gathering'
            ? await states(await weeks())
            : [];
    return found as readonly unknown[] as readonly Row[];
  };
  for (const make of [...protocols.reactions, beginDecisionWeek, settleGathered]) {
    const reaction = make({
      ...{ send: (command) => org.send(command), directory: () => org.directory() },
      ...{ rows, address: 'https://proceed.northwind.example', mail: () => Promise.resolve() },
    });
    for (const event of (await org.stream.read(null, 10_000)).events)
      if (reaction.types.has(event.body.type)) await reaction.react(event);
  }
};

const asked = (artifact: string, by: string, questions: readonly string[]) => ({
  ...{ by, kind: 'meeting', artifact, name: 'request' },
  data: {
    ...{ title: 'Ports', purpose: 'Choose.', questions, document: { address: 'https://docs.northwind.example/ports' } },
    ...{ from: Date.parse('2026-04-20T08:00:00Z'), minutes: 60, space: PLATFORM, people: [TOMAS], others: 0, source: null },
  },
});

describe('a decision week', () => {
  it('is on the next Thursday at ten that has two days before it', () => {
    const on = (now: string): string => new Date(thursday(Date.parse(now), 'Europe/Berlin')).toISOString();
    expect(['2026-03-30', '2026-03-31', '2026-04-01', '2026-04-02'].map((day) => on(`${day}T07:00:00Z`))).toEqual([
      '2026-04-02T08:00:00.000Z',
      '2026-04-02T08:00:00.000Z',
      '2026-04-09T08:00:00.000Z',
      '2026-04-09T08:00:00.000Z',
    ]);
  });

  it('begins by the clock of its protocol with what is open in its space, once, and not where nothing is', async () => {
    const gate = DEFAULT_PROTOCOLS.filter(({ id }) => id.startsWith('meet/')).map(({ page }) => page);
    const org = await northwind({
      deciders: [meeting, ...protocols.deciders.filter(({ kind }) => kind === 'run')],
      protocols: gate,
    });
    await org.sent(protocolPage(PAGE, CADENCE, PLATFORM));
    await org.sent(asked(PORT, INES, ['Which?', 'When?']));
    await org.sent(asked(CRANE, RAJ, ['How high?']));
    const requested = async () =>
      (await org.stream.read(null, 10_000)).events.filter(
        ({ artifact, body }) => body.type === 'meeting-requested' && artifact !== PORT && artifact !== CRANE,
      );
    await org.until('2026-03-30T07:00:00Z');
    await react(org);
    await react(org);
    const [week, ...more] = await requested();
    expect(more).toEqual([]);
    const { reading } = { reading: await readingOf(org, week?.artifact ?? '') };
    expect(reading.summary).toMatchObject({ questions: 3, minutes: 30, from: '2026-04-02T08:00:00.000Z', gathers: true });
    expect(reading.links.map(({ to }) => to)).toEqual(expect.arrayContaining([PORT, CRANE]));

    await org.sent({
      by: RAJ,
      kind: 'meeting',
      artifact: week?.artifact ?? '',
      name: 'settle',
      data: { question: 3, words: 'Twelve.' },
    });
    await react(org);
    expect((await org.seen(CRANE))?.state).toMatchObject({
      status: 'cancelled',
      questions: [{ settled: { by: RAJ, words: 'Twelve.' } }],
    });
    // What its Thursday left open is gathered anew.
    await org.until('2026-04-06T07:00:00Z');
    await react(org);
    const again = (await requested())[1]?.artifact ?? '';
    expect((await readingOf(org, again)).summary).toMatchObject({ questions: 2, from: '2026-04-09T08:00:00.000Z' });
  });
});
