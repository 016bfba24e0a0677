import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { DAY, MINUTE } from '#kernel/time/duration.ts';
import type { SampleMeetings } from './corpus.ts';
import { called, spaceCalled, type Cast } from './people.ts';
import type { SampleWorld } from './world.ts';

type SampleMeeting = SampleMeetings['meetings'][number];
type Replaced = SampleMeetings['replaced'][number];

const HOUR = 3_600_000;
/** Of the quarter, within which meetings that are over were asked for; those to come are of the last day. */
const [FIRST, LAST] = [0.12, 0.82] as const;

/** The meetings of the quarter: few, each after a document, and series that something written replaced. */
export const holdMeetings = (world: SampleWorld, cast: Cast, { meetings, replaced }: SampleMeetings): void => {
  const span = world.until - world.from;
  for (const [index, meeting] of meetings.entries()) {
    const isComing = meeting.fate === 'ready' || meeting.fate === 'preparing';
    const share = FIRST + ((LAST - FIRST) * index) / meetings.length;
    hold(world, cast, meeting, isComing ? world.until - 5 * HOUR : world.from + span * share);
  }
  for (const one of replaced) replace(world, cast, one, world.from + span * one.at, one.back ?? null);
};

const hold = (world: SampleWorld, cast: Cast, text: SampleMeeting, when: Instant): void => {
  const { id, chance, after, at, sent, tried } = world;
  const mine = chance.of('meeting', text.title);
  const artifact = id('meeting', text.title);
  const author = called(cast, text.by);
  const said = (by: ActorId, name: string, data: unknown) => ({ by, kind: 'meeting', artifact, name, data });
  const asked = text.fate === 'ready' || text.fate === 'preparing' ? when : after(author, when, mine.between(0, 2));
  // Two of their working days ahead, at the full hour.
  const from = Math.ceil(after(author, Math.max(asked, world.from), 15) / HOUR) * HOUR;
  const document = text.read === undefined ? null : { address: text.read };
  const { title, purpose, minutes, others } = text;
  const questions = text.questions.map(([question]) => question);
  const people = text.with.map((one) => called(cast, one));
  const place = { space: spaceCalled(cast, text.in).id, people, others, source: null };
  at(asked, () => sent(said(author, 'request', { title, purpose, questions, document, from, minutes, ...place })));
  for (const [index, [, line]] of text.questions.entries()) {
    const [, by = text.by, words = ''] = /^(\w+): (.+)$/s.exec(line ?? '') ?? [];
    if (line === undefined) continue;
    const settled = Math.min(after(called(cast, by), asked, 1 + 2 * index + mine.between(0, 2)), from - MINUTE);
    at(settled, () => tried(said(called(cast, by), 'settle', { question: index + 1, words })));
  }
  const ends = from + (text.took ?? minutes) * MINUTE;
  if (text.fate === 'called-off') at(from - 2 * HOUR, () => tried(said(author, 'cancel', { reason: text.words ?? '' })));
  if (text.fate !== 'held' && text.fate !== 'shortened' && text.fate !== 'overran') return;
  const how = { how: text.fate, ...(text.took === undefined ? {} : { minutes: text.took }) };
  const words = text.words === undefined ? {} : { words: text.words };
  const decisions = text.decided === undefined ? [] : [id('decision', text.decided)];
  at(Math.max(ends, from + minutes * MINUTE) + 10 * MINUTE, async () => {
    // What was decided may not have been drafted yet in this quarter.
    if (await tried({ ...said(author, 'end', { ...how, ...words, decisions }), refs: decisions })) return true;
    return tried(said(author, 'end', { ...how, ...words, decisions: [] }));
  });
};

/** What takes the place of a series is made, and those who met answer or read it. */
const replace = (world: SampleWorld, cast: Cast, text: Replaced, when: Instant, back: number | null): void => {
  const { id, chance, after, at, sent, tried } = world;
  const mine = chance.of('replaced', text.title);
  const author = called(cast, text.by);
  const people = text.with.map((one) => called(cast, one));
  const space = spaceCalled(cast, text.in).id;
  const begins = after(author, when, mine.between(0, 3));
  const result = id('instead', text.title);
  const conversion = id('conversion', text.title);
  const [to = '', ...rest] = people;
  const { title, form, minutes } = text;
  const instead = {
    'written-round': () => ({
      ...{ kind: 'request', name: 'ask' },
      data: {
        ...{ title, question: text.text, to, others: rest, urgent: false, space },
        ...{ audience: null, blocks: [] },
      },
    }),
    'page-with-acknowledgement': () => ({
      ...{ kind: 'page', name: 'create' },
      data: {
        ...{ space, under: null, rank: 'y', name: 'weekly-numbers', file: { name: 'weekly-numbers.md', inside: false } },
        ...{ body: `# ${title}\n\n${text.text}\n`, title, language: null, links: {}, broken: [], only: null },
        ...{ owners: [author], reason: `Instead of the meeting “${title}”`, from: null },
      },
    }),
    'decision-document': () => ({
      ...{ kind: 'decision', name: 'draft' },
      data: { title: `Instead of “${title}”`, problem: text.text, space, audience: null, affected: people },
    }),
  }[form]();
  const convert = async (): Promise<void> => {
    // Whom it is asked of is away: another day, then.
    if (!(await tried({ by: author, artifact: result, ...instead }))) return at(after(author, world.now(), 8), convert);
    const often = { perWeek: Math.round((text.week * 60 * 100) / (minutes * (people.length + 1))) / 100, every: null };
    const hours = { hoursPerWeek: text.week, savedPerWeek: text.saves };
    await sent({
      ...{ by: author, kind: 'conversion', artifact: conversion, name: 'convert', refs: [result] },
      data: {
        title,
        uid: null,
        form,
        result,
        space,
        people,
        others: 0,
        minutes,
        ...often,
        ...hours,
        question: text.text,
        leave: false,
      },
    });
    if (form === 'page-with-acknowledgement')
      await sent({
        ...{ by: author, kind: 'acknowledgement', artifact: id('instead read', title), name: 'ask', refs: [result] },
        data: { page: result, people, all: false, length: 7 * DAY, why: `It stands instead of the meeting “${title}”.` },
      });
  };
  at(begins, convert);
  for (const who of people) {
    const answered = after(who, begins, mine.between(0.5, 7));
    if (form === 'written-round' && text.answer !== undefined)
      at(answered, () =>
        tried({ by: who, kind: 'request', artifact: result, name: 'answer', data: { text: text.answer ?? '' } }),
      );
    if (form === 'page-with-acknowledgement')
      at(answered, () =>
        tried({
          by: who,
          kind: 'acknowledgement',
          artifact: id('instead read', title),
          name: 'acknowledge',
          data: { revision: 1 },
        }),
      );
  }
  if (back !== null)
    at(world.from + (world.until - world.from) * back, () =>
      tried({ by: author, kind: 'conversion', artifact: conversion, name: 'end', data: {} }),
    );
};
