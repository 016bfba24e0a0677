import type { RunEvent } from '#kernel/protocol/run-event.ts';
import { drawn, type ResponseTime } from '#kernel/sim/response.ts';
import type { Random } from '#kernel/sim/random.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import type { Entry } from '#kernel/stream/stream.ts';
import { DAY } from '#kernel/time/duration.ts';
import type { Corpus, SampleDecision } from './corpus.ts';
import { called, spaceCalled, type Cast } from './people.ts';
import { discuss } from './talking.ts';
import type { SampleWorld } from './world.ts';

const HOUR = 3_600_000;
const STANCE: ResponseTime = { mu: Math.log(3.5 * HOUR), sigma: 1, never: 0.22 };
const OWED: ResponseTime = { mu: Math.log(2 * HOUR), sigma: 0.7, never: 0.02 };

/** One decision, from its draft on: who is asked answers as people do, and the one objection of its text is raised and settled. */
export const decide = (
  world: SampleWorld,
  cast: Cast,
  text: SampleDecision,
  when: Instant,
  say: () => string | null,
  more: { readonly affected?: readonly ActorId[]; readonly soon?: boolean } = {},
): void => {
  const { id, chance, after, at, sent } = world;
  const mine = chance.of('decision', text.title);
  const artifact = id('decision', text.title);
  const author = called(cast, text.by);
  const { id: space, members } = spaceCalled(cast, text.in);
  const said = (by: ActorId, name: string, data: unknown) => ({ by, kind: 'decision', artifact, name, data });
  const outside = [...cast.people.values()].filter((one) => !members.includes(one));
  const affected = more.affected ?? (text.in === 'finance' ? [] : mine.some(outside, mine.below(3)));
  const begins = more.soon === true ? when : after(author, when, mine.between(0, 3));
  const opens = more.soon === true ? begins + 20 * 60_000 : after(author, begins, mine.between(0.3, 5));
  const { title, problem, options, recommendation, reversible, impact, steps: nextSteps, review } = text;
  const reviewOn = review === undefined ? null : new Date(opens + review * 7 * DAY).toISOString().slice(0, 10);
  const body = {
    problem: problem.trim(),
    options,
    recommendation,
    reversible,
    impact,
    nextSteps,
    affected,
    ...(reviewOn ? { reviewOn } : {}),
  };
  const before = text.supersedes === undefined ? [] : [id('decision', text.supersedes)];
  const draft = { ...said(author, 'draft', { title, space, ...body, supersedes: before }), refs: before };
  at(begins, () => sent(draft));
  at(opens, () => sent(said(author, 'open', {})));
  const { withdrawn } = text;
  if (withdrawn !== undefined)
    at(after(author, opens, mine.between(3, 7)), () => world.tried(said(author, 'withdraw', { reason: withdrawn })));
  const once = { raised: false, escalated: false };
  world.onAppended((entry) => {
    if (entry.artifact === artifact) answered(world, { entry, text, author, said, mine, say, once });
  });
  discuss(world, {
    on: artifact,
    lines: text.says.map((line) => ({ ...line, by: line.by === null ? null : called(cast, line.by) })),
    people: members.filter((one) => one !== author),
    from: opens,
    author,
  });
};

interface ReviewAsked {
  readonly type: 'review-asked';
  readonly asked: Readonly<Record<ActorId, unknown>>;
}

interface Turn {
  readonly entry: Entry;
  readonly text: SampleDecision;
  readonly author: ActorId;
  readonly said: (by: ActorId, name: string, data: unknown) => Parameters<SampleWorld['tried']>[0];
  readonly mine: Random;
  readonly say: () => string | null;
  /** Its objection is raised once; what is not settled goes to others. */
  readonly once: { raised: boolean; escalated: boolean };
}

const answered = (world: SampleWorld, { entry, text, author, said, mine, say, once }: Turn): void => {
  const { at, tried, after } = world;
  const later = (who: ActorId, from: Instant, like: ResponseTime, does: () => Promise<unknown>): void => {
    const took = drawn(like, mine);
    if (took !== null && who !== world.newcomer) at(after(who, from, took / HOUR), does);
  };
  const { objection } = text;
  for (const { body, at: now } of entry.events) {
    const event = body as RunEvent | ReviewAsked;
    if (event.type === 'escalated') once.escalated = true;
    if (event.type === 'asked' && event.question === undefined) {
      const who = event.actor;
      later(who, event.at, once.escalated ? OWED : STANCE, async () => {
        if (once.escalated) {
          await tried(
            said(who, 'take-stance', { stance: 'object', reason: objection?.refused ?? '', alternative: objection?.alternative }),
          );
          return;
        }
        const first = objection !== undefined && !once.raised && who !== author;
        if (first) {
          const { reason, alternative } = objection;
          once.raised = await tried(said(who, 'take-stance', { stance: 'object', reason, alternative }));
          return;
        }
        const words = mine.chance(0.35) ? say() : null;
        const stance = mine.chance(0.06) ? 'abstain' : 'agree';
        await tried(said(who, 'take-stance', { stance, ...(words === null ? {} : { reason: words }) }));
      });
    } else if (event.type === 'review-asked') {
      for (const who of Object.keys(event.asked)) {
        const answer = mine.chance(0.8) ? 'yes' : 'partly';
        later(who, now, OWED, () => tried(said(who, 'answer-review', { answer })));
      }
    } else if (
      event.type === 'objection' &&
      !once.escalated &&
      event.objection.status === 'open' &&
      event.objection.at === event.at &&
      !event.question &&
      objection
    ) {
      const whose = event.objection.by;
      later(author, event.at, OWED, () => tried(said(author, 'reply-to-objection', { whose, text: objection.reply })));
    } else if (event.type === 'asked' && event.question?.about === 'reply' && objection) {
      const who = event.actor;
      if (objection.ends === 'stands')
        later(who, event.at, OWED, () => tried(said(who, 'answer-reply', { text: objection.insists ?? 'I stand by it.' })));
      else if (objection.amend === undefined)
        later(who, event.at, OWED, () => tried(said(who, 'withdraw-objection', { reason: 'That answers it.' })));
      else
        later(author, event.at, OWED, async () => {
          await tried(
            said(author, 'amend', { label: 'material', reason: 'As the objection asks.', recommendation: objection.amend }),
          );
          later(who, world.now(), OWED, () => tried(said(who, 'withdraw-objection', { reason: 'With this I can live.' })));
        });
    }
  }
};

/** Words said in passing, each once; null: none is left. */
export const sayings = (list: Corpus['words']['agrees'], chance: Random): (() => string | null) => {
  const left = [...chance.some(list, list.length)];
  return () => left.pop() ?? null;
};
