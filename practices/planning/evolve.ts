import type { ActorId, RecordedEvent } from '#kernel/stream/event.ts';
import type { PlanEvent } from './events.ts';
import type { PlanState, Seat, Story } from './state.ts';

export const evolvePlan = (state: PlanState | null, { body, at, by }: RecordedEvent<PlanEvent>): PlanState => {
  if (body.type === 'plan-drafted') {
    const { space, mentions } = body;
    return { ...body.body, author: by, space, draftedAt: at, stories: [], mentions, stage: { status: 'draft' } };
  }
  if (state === null) throw new Error(`${body.type} before there was a plan`);
  switch (body.type) {
    case 'plan-revised':
      return { ...state, ...body.body };
    case 'story-proposed':
      return { ...state, stories: [...state.stories, { ...body.body, id: body.story, by, concerns: [], left: false }] };
    case 'story-revised':
      return onStory(state, body.story, (story) => ({ ...story, ...body.body }));
    case 'story-left-out':
      return onStory(state, body.story, (story) => ({ ...story, left: true }));
    case 'story-taken-in':
      return onStory(state, body.story, (story) => ({ ...story, left: false }));
    case 'plan-opened':
      return { ...state, stage: { status: 'commenting', openedAt: at, seats: [] } };
    case 'reader-asked': {
      const seat: Seat = { actor: body.actor, clock: body.clock, status: body.away ? 'away' : 'open' };
      return onSeats(state, (seats) => [...seats.filter(({ actor }) => actor !== seat.actor), seat]);
    }
    case 'reader-moved':
      return onSeat(state, body.actor, (seat) => ({ ...seat, clock: body.clock }));
    case 'plan-read':
      return onSeat(state, body.actor, (seat) => ({ ...seat, status: 'read' }));
    case 'reader-lapsed':
      return onSeat(state, body.actor, (seat) => ({ ...seat, status: 'lapsed' }));
    case 'concern-raised':
      return onStory(state, body.story, (story) => ({
        ...story,
        concerns: [...story.concerns, { by, text: body.text, at, settled: null }],
      }));
    case 'concern-settled':
      return onStory(state, body.story, (story) => ({
        ...story,
        concerns: story.concerns.map((one) =>
          one.by === body.of && one.settled === null ? { ...one, settled: { by, words: body.words, at } } : one,
        ),
      }));
    case 'settling-began': {
      const { stage } = state;
      if (stage.status !== 'commenting') throw wrong(state, body.type);
      return { ...state, stage: { status: 'settling', openedAt: stage.openedAt, since: body.at, seats: stage.seats } };
    }
    case 'plan-held': {
      const openedAt = 'openedAt' in state.stage ? state.stage.openedAt : body.at;
      return { ...state, stage: { status: 'planned', openedAt, at: body.at, met: body.met, ...askedIn(state) } };
    }
    case 'plan-withdrawn':
      return { ...state, stage: { status: 'withdrawn', at, by, reason: body.reason, ...askedIn(state) } };
    default:
      return body satisfies never;
  }
};

const askedIn = ({ stage }: PlanState) => ({
  seats: 'seats' in stage ? stage.seats : [],
  since: stage.status === 'settling' ? stage.since : null,
});

const wrong = (state: PlanState, type: string): Error => new Error(`${type} on a plan that is ${state.stage.status}`);

const onStory = (state: PlanState, id: number, change: (story: Story) => Story): PlanState => ({
  ...state,
  stories: state.stories.map((story) => (story.id === id ? change(story) : story)),
});

const onSeats = (state: PlanState, change: (seats: readonly Seat[]) => readonly Seat[]): PlanState => {
  const { stage } = state;
  if (stage.status !== 'commenting' && stage.status !== 'settling') return state;
  return { ...state, stage: { ...stage, seats: change(stage.seats) } };
};

const onSeat = (state: PlanState, actor: ActorId, change: (seat: Seat) => Seat): PlanState =>
  onSeats(state, (seats) => seats.map((seat) => (seat.actor === actor ? change(seat) : seat)));
