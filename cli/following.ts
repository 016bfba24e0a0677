import { setTimeout as wait } from 'node:timers/promises';
import { Unreachable } from './client.ts';

const LOOK_EVERY = 300;
/** ms for which a server that went away is waited for: it starts again in seconds, and goes on where it was. */
const PATIENCE = 60_000;

/** Looks at what a server does by itself until it is over, also over a restart of the server. */
export const followed = async <State>(options: {
  look(): Promise<State>;
  isOver(state: State): boolean;
  show(state: State | null): void;
  /** ms */
  readonly patience?: number;
}): Promise<State> => {
  const { look, isOver, show, patience = PATIENCE } = options;
  let seen = performance.now();
  for (;;) {
    const state = await look().catch((error: unknown) => {
      if (!(error instanceof Unreachable) || performance.now() - seen > patience) throw error;
      return null;
    });
    if (state !== null) seen = performance.now();
    if (state !== null && isOver(state)) return state;
    show(state);
    await wait(LOOK_EVERY);
  }
};

/** What a line of progress says while the server is away. */
export const AWAY = 'The server does not answer; it goes on with this once it is back';
