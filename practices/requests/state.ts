import type { RunState } from '#kernel/protocol/run-state.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import type { Asking } from './events.ts';

interface Known {
  /** Who asks. */
  readonly author: ActorId;
  readonly title: string;
  readonly space: SpaceId | null;
  /** People and teams who see it instead of its space; null: its space, or the whole organization. */
  readonly audience: readonly ActorId[] | null;
  readonly blocks: readonly ArtifactId[];
  readonly mentions: readonly ArtifactId[];
  readonly askedAt: Instant;
  /** As sentences call them. */
  readonly names: Readonly<Record<ActorId, string>>;
}

export interface Said {
  readonly by: ActorId;
  /** To whom an answer goes; null: it is a question. */
  readonly to: ActorId | null;
  readonly text: string;
  readonly at: Instant;
}

export interface Answer {
  readonly by: ActorId;
  readonly text: string;
  readonly at: Instant;
}

/** One time of asking, and what came of it. */
export interface Round extends Asking {
  readonly askedAt: Instant;
  readonly run: RunState;
  readonly answers: readonly Answer[];
  readonly said: readonly Said[];
}

export type Rounds = readonly [Round, ...Round[]];

/** Asked, and neither accepted nor withdrawn. What its last round has come to is the run's to say. */
export interface Asked extends Known {
  readonly status: 'asked';
  readonly rounds: Rounds;
}

/**
 * A request.
 *
 *     open ──answer──► answered ──accept──► accepted
 *      │ ▲               │
 *      │ └───ask again───┤
 *      ├──nobody does──► lapsed            (a late answer makes it answered)
 *      └──withdraw─────► withdrawn         (from open, answered and lapsed)
 *
 * Between `request-asked` or `request-asked-again` and the `run-opened` that follows in the same command, it is `asking`.
 */
export type RequestState =
  | (Known & {
      readonly status: 'asking';
      readonly before: readonly Round[];
      readonly asking: Asking & { readonly askedAt: Instant };
    })
  | Asked
  | (Known & {
      readonly status: 'accepted';
      readonly rounds: Rounds;
      readonly by: ActorId;
      readonly words: string | null;
      readonly at: Instant;
    })
  | (Known & {
      readonly status: 'withdrawn';
      readonly rounds: Rounds;
      readonly by: ActorId;
      readonly reason: string | null;
      readonly at: Instant;
    });

/** The word that people see. */
export type Status = 'open' | 'answered' | 'lapsed' | 'accepted' | 'withdrawn';

export const statusOf = (state: RequestState): Status => {
  switch (state.status) {
    case 'asking':
      return 'open';
    case 'asked': {
      const { run, answers } = lastRound(state);
      if (run.outcome === null) return 'open';
      return answers.length > 0 ? 'answered' : 'lapsed';
    }
    case 'accepted':
    case 'withdrawn':
      return state.status;
    default:
      return state satisfies never;
  }
};

export const lastRound = ({ rounds }: { readonly rounds: Rounds }): Round => rounds.at(-1) ?? rounds[0];

export const roundsOf = (state: RequestState): readonly Round[] => (state.status === 'asking' ? state.before : state.rounds);

/** So many answered rounds without agreement say that writing does not settle it. */
const ROUNDS_BEFORE_A_CALL = 3;

/** Three rounds were answered and none was accepted: a short call may help. */
export const suggestsCall = (state: RequestState): boolean =>
  state.status === 'asked' && state.rounds.filter(({ answers }) => answers.length > 0).length >= ROUNDS_BEFORE_A_CALL;
