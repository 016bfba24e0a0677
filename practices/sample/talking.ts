import type { ActorId, ArtifactId, Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import type { SampleWorld } from './world.ts';

interface Discussion {
  readonly on: ArtifactId;
  readonly lines: readonly { readonly by: ActorId | null; readonly text: string }[];
  /** Who says what nobody in particular says. */
  readonly people: readonly ActorId[];
  readonly from: Instant;
  readonly author: ActorId;
}

/** Comments on something, over the days after it, some of them in answer to the one before; the author shows that they were read. */
export const discuss = (world: SampleWorld, { on, lines, people, from, author }: Discussion): void => {
  const mine = world.chance.of('comments', on);
  let [when, before] = [from, ''];
  for (const [index, { by, text }] of lines.entries()) {
    const who = by ?? mine.some(people, 1)[0] ?? author;
    when = world.after(who, Math.min(when + mine.between(0, 0.4) * DAY, when + DAY), mine.between(0.2, 5));
    const [artifact, thread, refs] = [world.id('comment', on, index), before, [on]];
    const answers = thread !== '' && mine.chance(0.5);
    const comment = { kind: 'comment', artifact };
    world.at(when, async () => {
      const data = { on, body: text, ...(answers ? { replyTo: thread } : {}) };
      const written = await world.tried({ ...comment, by: who, name: 'write', data, refs: answers ? [on, thread] : refs });
      if (written && who !== author && mine.chance(0.5))
        world.at(world.after(author, world.now(), mine.between(0.1, 3)), () =>
          world.tried({ ...comment, by: author, name: 'react', data: { reaction: '+1' }, refs }),
        );
    });
    if (!answers) before = artifact;
  }
};
