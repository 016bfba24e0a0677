import type { Deciders } from '#kernel/stream/commands.ts';
import type { Decider } from '#kernel/stream/decider.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import { ok } from '#kernel/stream/refusal.ts';
import type { Mutation } from './simulate.ts';

const HOUR = 3_600_000;

type Change = (decider: Decider<unknown>) => Partial<Decider<unknown>>;

/** Wrongly decided, for what has runs. */
const wrongly =
  (change: Change): ((all: Deciders) => Deciders) =>
  (all) =>
    new Map(
      [...all].map(([kind, decider]) => [
        kind,
        kind === 'decision' || kind === 'request' ? { ...decider, ...change(decider) } : decider,
      ]),
    );

/** What somebody might break, and how the simulation says that it is broken. */
export const MUTATIONS: Readonly<Record<string, { readonly mutation: Mutation; readonly says: RegExp }>> = {
  'the clock of an application that is three hours ahead decides': {
    says: /^early: .* takes effect \d+ ms after it was written/,
    mutation: {
      deciders: wrongly(({ decide, read }) => ({
        decide: (state, command, context) =>
          decide(
            state,
            command,
            command.name === 'tick' ? { ...context, now: context.now + 3 * HOUR, receivedAt: context.now + 3 * HOUR } : context,
          ),
        read: (state, self) => {
          const reading = read(state, self);
          return { ...reading, nextAt: reading.nextAt === null ? null : reading.nextAt - 3 * HOUR };
        },
      })),
    },
  },
  'a window ends without the working time that everybody was promised': {
    says: /^early: .* its working time of \d+wh lacks \d+ ms/,
    mutation: {
      deciders: wrongly(({ decide }) => ({
        decide: (state, command, context) => {
          const decided = decide(state, command, context);
          if (decided.refused) return decided;
          return ok(decided.ok.map((event) => hurried(event as RunEvent)));
        },
      })),
    },
  },
  'a timer takes effect twice': {
    says: /^twice: reminding/,
    mutation: {
      deciders: wrongly(({ decide }) => ({
        decide: (state, command, context) => {
          const decided = decide(state, command, context);
          if (decided.refused || command.name !== 'tick') return decided;
          return ok(decided.ok.flatMap((event) => (event.type === 'reminded' ? [event, event] : [event])));
        },
      })),
    },
  },
  'nobody comes for what is paused': {
    says: /^endless: nobody comes/,
    mutation: {
      deciders: wrongly(({ read }) => ({
        read: (state, self) => {
          const reading = read(state, self);
          return reading.awaits.some(({ status }) => status === 'paused') ? { ...reading, nextAt: null } : reading;
        },
      })),
    },
  },
  'a notice is noted as often as it is heard of': { says: /^told twice/, mutation: { forgetful: true } },
  'a claim is taken from whoever holds it': {
    says: /^two holders: .* claimed what .* holds/,
    mutation: {
      deciders: (all) => {
        const task = all.get('task');
        return task ? new Map([...all, ['task', { ...task, decide: heedless(task) }]]) : all;
      },
    },
  },
  'what is made of an event depends on what was made before': {
    says: /^replayed otherwise/,
    mutation: {
      deciders: wrongly(({ evolve }) => {
        let seen = 0;
        return { evolve: (state, event) => ({ ...(evolve(state, event) as object), seen: ++seen }) };
      }),
    },
  },
};

/** Asks that need no working time. */
const hurried = (event: RunEvent): RunEvent =>
  event.type === 'asked' && event.seat
    ? { ...event, clock: { ...event.clock, eachMs: 0, dueAt: Math.max(event.clock.openedAt, event.clock.minAt) } }
    : event;

/** Decides on a claim as if nobody held it. */
const heedless =
  ({ decide }: Decider<unknown>): Decider<unknown>['decide'] =>
  (state, command, context) => {
    const before = state as { readonly stage?: { readonly status: string; readonly since?: number } } | null;
    if (command.name !== 'claim' || before?.stage?.status !== 'claimed') return decide(state, command, context);
    const stage = { status: 'ready', since: before.stage.since, staleAt: Infinity, asking: null, askings: 0, offer: null };
    return decide({ ...before, stage }, command, context);
  };
