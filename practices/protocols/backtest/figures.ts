import { timeOf } from '#kernel/awaits/window.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { OutcomeKind } from '#kernel/protocol/run-state.ts';
import type { World } from '#kernel/protocol/world.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { between, isWorking } from '#kernel/time/working-time.ts';

/** One run in figures. Lengths in ms. */
export interface Figures {
  /** Null: it is open still. */
  readonly outcome: OutcomeKind | null;
  readonly at: Instant | null;
  readonly because: string;
  /** Accepted the moment it opened: nobody was waited for. */
  readonly atOnce: boolean;
  readonly elapsed: number | null;
  /** Of its author's working time. */
  readonly working: number | null;
  readonly asked: ReadonlyMap<ActorId, number>;
  readonly asks: number;
  /** Of these, those that came while the asked was not working. Software always works. */
  readonly outside: number;
}

/** `events`: from its opening to its outcome. */
export const figuresOf = (events: readonly RunEvent[], worldAt: (at: Instant) => World): Figures => {
  const [opened] = events;
  if (opened?.type !== 'run-opened') throw new Error('a run that never opened');
  const asked = new Map<ActorId, number>();
  let [asks, outside] = [0, 0];
  for (const event of events) {
    if (event.type !== 'asked') continue;
    const actor = worldAt(event.at).actor(event.actor);
    asks += 1;
    asked.set(event.actor, (asked.get(event.actor) ?? 0) + 1);
    if (actor?.kind === 'person' && !isWorking(timeOf(actor.calendars), event.at)) outside += 1;
  }
  const end = events.findLast((event) => event.type === 'outcome');
  if (end?.type !== 'outcome')
    return {
      outcome: null,
      at: null,
      because: 'it is open still',
      atOnce: false,
      elapsed: null,
      working: null,
      asked,
      asks,
      outside,
    };
  const time = timeOf(worldAt(opened.at).actor(opened.subject.author)?.calendars ?? []);
  return {
    ...{ outcome: end.outcome, at: end.at, because: end.because, asked, asks, outside },
    atOnce: end.outcome === 'accepted' && end.at === opened.at && end.stay === undefined,
    elapsed: end.at - opened.at,
    working: between(time, opened.at, end.at),
  };
};
