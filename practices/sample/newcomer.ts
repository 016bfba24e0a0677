import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { rewind } from '#kernel/time/working-time.ts';
import type { Corpus } from './corpus.ts';
import { decide } from './deciding.ts';
import { called, spaceCalled, type Cast } from './people.ts';
import type { SampleWorld } from './world.ts';

const HOUR = 3_600_000;

/** What waits for whoever explores: two decisions that concern them, two questions, and a page that is theirs. */
export const welcome = (world: SampleWorld, cast: Cast, { words }: Corpus, say: () => string | null): void => {
  const { founder } = words;
  const { newcomer } = world;
  const company = spaceCalled(cast, 'company').id;
  // In the last hours in which each of them was at work; after a weekend some of them wrote on it, so that a day has not passed yet.
  const lately = (who: ActorId, hours: number): Instant =>
    Math.min(
      world.until - 60_000,
      Math.max(rewind(world.timeOf(who), world.until, hours * HOUR), world.until - (12 + hours) * HOUR),
    );
  const steward = called(cast, 'ines');
  world.at(lately(steward, 9), () =>
    world.tried({
      by: steward,
      kind: 'space',
      artifact: company,
      name: 'add-member',
      data: { member: newcomer, role: 'contributor' },
    }),
  );
  for (const [index, decision] of founder.decisions.entries())
    decide(world, cast, decision, lately(called(cast, decision.by), 4 - index), say, { affected: [newcomer], soon: true });
  for (const [index, { by, title, question }] of founder.requests.entries()) {
    const who = called(cast, by);
    const data = { title, question, to: newcomer, urgent: false, space: company, audience: null, blocks: [] };
    world.at(lately(who, 1 + index), () =>
      world.sent({ by: who, kind: 'request', artifact: world.id('request', title), name: 'ask', data }),
    );
  }
  const { by, title, path } = founder.page;
  const writer = called(cast, by);
  const place = { space: company, under: null, rank: 'z', name: path.replace(/\.md$/, ''), file: { name: path, inside: false } };
  const body = `# ${title}\n\nThis page is yours. What did you look for and not find? What do we say that cannot be understood? Write it down here while you still see it.\n`;
  const text = { body, title, language: null, links: {}, broken: [] };
  const artifact = world.id('page', path);
  world.at(lately(writer, 2), () =>
    world.sent({
      by: writer,
      kind: 'page',
      artifact,
      name: 'create',
      data: { ...place, ...text, only: null, owners: [newcomer], reason: 'For you', from: null },
    }),
  );
};
