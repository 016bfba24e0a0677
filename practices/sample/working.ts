import type { ActorId, ArtifactId, Instant } from '#kernel/stream/event.ts';
import type { SampleTask } from './corpus.ts';
import { called, spaceCalled, type Cast } from './people.ts';
import type { SampleWorld } from './world.ts';

const HOUR = 3_600_000;
const LEASE = 5 * 24 * HOUR;

/** The work of the quarter: drafted, claimed by whoever has the skill for it, finished, given back, or left for whoever comes. */
export const doTasks = (world: SampleWorld, cast: Cast, tasks: readonly SampleTask[]): void => {
  // [L4] Nobody has two of one depth at a time: in this quarter nobody takes two at all.
  const taken = new Set<string>();
  const span = world.until - world.from;
  const shuffled = world.chance.of('tasks').some(tasks, tasks.length);
  for (const [index, task] of shuffled.entries()) {
    const mine = world.chance.of('task', task.title);
    const members = spaceCalled(cast, task.space).members.filter((one) => one !== called(cast, task.by));
    const free = mine.some(members, members.length).filter((one) => !taken.has(`${one} ${task.depth}`));
    const [first, second] = free;
    for (const who of [first, ...(task.fate === 'passed' ? [second] : [])])
      if (who && !WAITS.has(task.fate)) taken.add(`${who} ${task.depth}`);
    // What somebody is at, or has given back, is of the last days; what is done may be older.
    const recent = task.fate === 'claimed' || task.fate === 'back' || WAITS.has(task.fate);
    const share = (index + mine.next()) / shuffled.length;
    doTask(
      world,
      cast,
      task,
      world.from + span * (recent ? 0.9 + share * 0.06 : 0.05 + share * 0.75),
      first ?? null,
      second ?? null,
    );
  }
};

const WAITS: ReadonlySet<string> = new Set(['ready', 'dropped', 'draft']);

const doTask = (
  world: SampleWorld,
  cast: Cast,
  { title, space, by, depth, minutes, needs, criteria, fate, words }: SampleTask,
  when: Instant,
  first: ActorId | null,
  second: ActorId | null,
): void => {
  const { id, chance, after, at, sent, tried } = world;
  const mine = chance.of('task at work', title);
  const artifact: ArtifactId = id('task', title);
  const owner = called(cast, by);
  const said = (who: ActorId, name: string, data: unknown) => ({ by: who, kind: 'task', artifact, name, data });
  const drafted = after(owner, when, mine.between(0, 3));
  const body = { title, text: '', criteria, depth, minutes, needs, context: '', dueAt: null, goal: null };
  const place = { space: spaceCalled(cast, space).id, audience: null, from: null };
  at(drafted, () => sent(said(owner, 'draft', { ...body, ...place })));
  if (fate === 'dropped') at(after(owner, drafted, mine.between(6, 14)), () => tried(said(owner, 'drop', { reason: words })));
  if (WAITS.has(fate) || first === null) return;
  const ends = works(world, { said, who: first, from: drafted, hours: mine.between(2, 10), token: 1, minutes });
  if (fate === 'done') at(ends, () => tried(said(first, 'finish', { token: 1, words, met: criteria.map((_, index) => index) })));
  if (fate === 'back' || fate === 'passed')
    at(ends, () =>
      tried(
        said(first, 'release', {
          token: 1,
          note: fate === 'back' ? words : 'I am away from Monday on; what is done is in the thread.',
        }),
      ),
    );
  if (fate !== 'passed' || second === null) return;
  const passed = works(world, { said, who: second, from: ends, hours: mine.between(1, 6), token: 2, minutes });
  at(passed, () => tried(said(second, 'finish', { token: 2, words, met: criteria.map((_, index) => index) })));
};

interface Working {
  readonly said: (who: ActorId, name: string, data: unknown) => Parameters<SampleWorld['tried']>[0];
  readonly who: ActorId;
  readonly from: Instant;
  /** Of theirs until they claim it. */
  readonly hours: number;
  readonly token: number;
  readonly minutes: number;
}

/** Somebody claims it and is seen at work on it; the moment at which they are through. */
const works = ({ after, at, tried, until }: SampleWorld, { said, who, from, hours, token, minutes }: Working): Instant => {
  const claimed = after(who, from, hours);
  at(claimed, () => tried(said(who, 'claim', {})));
  // Nobody does one thing all day.
  const ends = after(who, claimed, Math.max(2, (minutes / 60) * 2.5));
  for (let seen = claimed + LEASE; seen < Math.min(ends, until); seen += LEASE)
    at(after(who, seen, 0), () => tried(said(who, 'extend', { token, words: 'It is half done; the rest is this week.' })));
  return ends;
};
