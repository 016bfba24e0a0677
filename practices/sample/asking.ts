import type { RunEvent } from '#kernel/protocol/run-event.ts';
import { drawn, type ResponseTime } from '#kernel/sim/response.ts';
import type { Instant } from '#kernel/stream/event.ts';
import type { SampleRequest } from './corpus.ts';
import { called, spaceCalled, type Cast } from './people.ts';
import type { SampleWorld } from './world.ts';

const HOUR = 3_600_000;
const ANSWER: ResponseTime = { mu: Math.log(1.8 * HOUR), sigma: 0.9, never: 0.07 };

/** One question, and how it is answered: at times after a question back, at times by somebody else because the asked was silent. */
export const ask = (
  world: SampleWorld,
  cast: Cast,
  text: SampleRequest,
  when: Instant,
  say: () => string | null,
  clarify: readonly [string, string] | null,
): void => {
  const { id, chance, after, at, tried } = world;
  const mine = chance.of('request', text.title);
  const artifact = id('request', text.title);
  const [author, to] = [called(cast, text.by), called(cast, text.to)];
  const { id: space } = spaceCalled(cast, text.space);
  const said = (by: string, name: string, data: unknown) => ({ by, kind: 'request', artifact, name, data });
  const { title, question } = text;
  const urgent = mine.chance(0.08);
  const asks = async (): Promise<void> => {
    if (await tried(said(author, 'ask', { title, question, to, urgent, space, audience: null, blocks: [] }))) return;
    // Whom they want to ask is away, and nobody is there instead: the author reads so, and asks on another day.
    at(after(author, world.now(), 8), asks);
  };
  at(after(author, when, mine.between(0, 4)), asks);
  let asksBack = clarify !== null;
  world.onAppended((entry) => {
    if (entry.artifact !== artifact) return;
    for (const { body, at: now } of entry.events) {
      const event = body as RunEvent;
      if (event.type === 'asked') {
        const [who, took] = [event.actor, drawn(ANSWER, mine)];
        if (took === null || who === world.newcomer) continue;
        at(after(who, event.at, took / HOUR), async () => {
          if (event.question)
            return tried(said(who, 'answer-clarification', { to: event.question.asker, text: clarify?.[1] ?? 'It is so.' }));
          if (asksBack && clarify) {
            asksBack = false;
            if (await tried(said(who, 'ask-clarification', { text: clarify[0] }))) return true;
          }
          return tried(said(who, 'answer', { text: text.answer }));
        });
      } else if (event.type === 'resumed' && event.actor !== undefined) {
        const who = event.actor;
        at(after(who, now, mine.between(0.2, 3)), () => tried(said(who, 'answer', { text: text.answer })));
      } else if (event.type === 'outcome' && event.outcome === 'accepted' && mine.chance(0.75)) {
        const words = mine.chance(0.3) ? say() : null;
        at(after(author, now, mine.between(0.2, 5)), () => tried(said(author, 'accept', words === null ? {} : { words })));
      }
    }
  });
};
