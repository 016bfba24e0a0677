import type { Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import { ask } from './asking.ts';
import { readCorpus } from './corpus.ts';
import { decide, sayings } from './deciding.ts';
import { welcome } from './newcomer.ts';
import { holdMeetings } from './meeting.ts';
import { foundCast } from './people.ts';
import { shipChanges } from './shipping.ts';
import { sampleWorld, type Numbered, type WorldOptions } from './world.ts';
import { doTasks } from './working.ts';
import { writeHandbook } from './writing.ts';

/** A quarter. */
const DAYS = 91;

/** Of the quarter: until when that begins which takes long, and after how much of it something else stands in its place. */
const [EARLY, LATER] = [0.4, 0.45] as const;

export interface Story {
  /** Everything that happened, oldest first. */
  readonly appended: readonly Numbered[];
  /** Of all states as they stand at the end. */
  readonly hash: string;
}

/**
 * [S4] One quarter of an organization of forty people on four continents, that ends at `until`: everything in it was decided by the product's own deciders
 * under a virtual clock. The same seed, organization, newcomer and end give the same.
 */
export const tellStory = async (options: Omit<WorldOptions, 'from'>): Promise<Story> => {
  const from = startOf(options.until);
  const world = await sampleWorld({ ...options, from });
  const corpus = readCorpus();
  const cast = await foundCast(world, corpus);
  const { words, decisions, requests, pages } = corpus;
  const [agrees, accepts, notes] = [words.agrees, words.accepts, words.notes].map((list, index) =>
    sayings(list, world.chance.of('sayings', index)),
  );
  const say = agrees ?? (() => null);
  writeHandbook(world, cast, pages, notes ?? (() => null));
  const span = options.until - from;
  const shuffled = world.chance.of('order').some(decisions, decisions.length);
  const places = new Map(
    shuffled.map(({ title }, index) => [title, (index + world.chance.of('when', index).next() * 0.8) / shuffled.length]),
  );
  const superseded = new Set(decisions.flatMap(({ supersedes }) => supersedes ?? []));
  for (const decision of shuffled) {
    const place = places.get(decision.title) ?? 0;
    // What is superseded, or goes to others, takes its time: it begins early enough for that to be seen.
    const early = superseded.has(decision.title) || decision.objection?.ends === 'stands';
    const before = decision.supersedes === undefined ? undefined : places.get(decision.supersedes);
    decide(
      world,
      cast,
      decision,
      from + span * (before === undefined ? (early ? place * EARLY : place) : LATER + before * EARLY),
      say,
    );
  }
  doTasks(world, cast, corpus.tasks);
  await shipChanges(world, cast, corpus.changes);
  holdMeetings(world, cast, corpus.meetings);
  for (const [index, request] of world.chance.of('questions').some(requests, requests.length).entries()) {
    const mine = world.chance.of('question', index);
    const when = from + span * ((index + mine.next() * 0.8) / requests.length);
    ask(world, cast, request, when, accepts ?? (() => null), words.clarifies[index] ?? null);
  }
  welcome(world, cast, corpus, say);
  await world.run();
  return { appended: world.appended, hash: world.hash() };
};

/** Monday morning, a quarter ago. */
const startOf = (until: Instant): Instant => {
  const day = Math.floor(until / DAY) - DAYS;
  const weekday = (day + 3) % 7;
  return (day - weekday) * DAY + 5 * 3_600_000;
};
