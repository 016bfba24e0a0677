import { z } from 'zod';
import { writeBallot } from '#kernel/protocol/ballot.ts';
import type { Count } from '#kernel/protocol/count.ts';
import type { RunState, StepRun } from '#kernel/protocol/run-state.ts';
import { countOf } from '#kernel/protocol/tally.ts';
import { stanceKey } from '#kernel/protocol/step-run.ts';
import type { ActorId } from '#kernel/stream/event.ts';

const counts = z.array(z.number()).readonly();

/** [R12] What a step votes on, and once it is over what came of it. Figures stand in the order of `options`. */
export const ballotReply = z.object({
  step: z.string(),
  open: z.boolean(),
  method: z.enum(['condorcet', 'ranked', 'score', 'dot']),
  /** `score`: points for each option; `dot`: points over all of them; else null. */
  most: z.number().nullable(),
  options: z.array(z.string()).readonly(),
  /** The option that stands for nothing changing. */
  statusQuo: z.string().nullable(),
  elect: z.number(),
  /** Who voted is shown, and how is not. */
  secret: z.boolean(),
  /** How many voted, of how many who may; null: whoever will. */
  voted: z.number(),
  of: z.number().nullable(),
  /** The reader's own ballot, as it was cast; null: none. */
  mine: z
    .union([
      z.object({ ranks: z.array(z.array(z.string()).readonly()).readonly() }),
      z.object({ points: z.record(z.string(), z.number()) }),
    ])
    .nullable(),
  /** Null until the step is over: nobody votes by what others did. */
  result: z
    .object({
      winners: z.array(z.string()).readonly(),
      /** Nothing told these apart, so none of them won. */
      tied: z.array(z.string()).readonly(),
      /** The casting vote told them apart. */
      cast: z.boolean(),
      order: z.array(z.array(z.string()).readonly()).readonly(),
      table: z
        .union([
          z.object({ of: z.literal('pairs'), over: z.array(counts).readonly() }),
          z.object({ of: z.literal('rounds'), rounds: z.array(z.array(z.number().nullable()).readonly()).readonly() }),
          z.object({ of: z.literal('sums'), sums: counts }),
        ])
        .nullable(),
    })
    .nullable(),
});
export type BallotReply = z.output<typeof ballotReply>;

/** Every step of a run that is voted on and has been opened: its latest opening. */
export const presentBallots = (run: RunState, reader: ActorId): readonly BallotReply[] => {
  const latest = new Map<string, StepRun>();
  for (const step of run.steps) if (step.ballot && step.status !== 'skipped') latest.set(stanceKey(step), step);
  return [...latest.values()].map((step) => presentBallot(run, step, reader));
};

const presentBallot = (run: RunState, step: StepRun, reader: ActorId): BallotReply => {
  const { method, options, statusQuo, elect } = step.ballot ?? NO_BOX;
  const stances = Object.entries(run.stances[stanceKey(step)] ?? {}).filter(
    ([, { stance, stale }]) => !stale && stance !== 'object',
  );
  const seats = step.seats.filter(({ status }) => status !== 'excused' && status !== 'passed');
  const own = run.stances[stanceKey(step)]?.[reader];
  const count = step.status === 'open' ? null : countOf(run, step);
  return {
    ...{ step: step.step, open: step.status === 'open', method: method.method, most: 'most' in method ? method.most : null },
    ...{ options, statusQuo, elect, secret: isSecret(run, step.step) },
    voted: stances.filter(([, { counts: binds }]) => binds).length,
    of: step.voluntary ? null : seats.length,
    mine: own?.ballot && !own.stale ? ballotOf(own.ballot) : null,
    result: count && resultOf(count),
  };
};

const NO_BOX = { method: { method: 'condorcet' }, options: [], statusQuo: null, elect: 1 } as const satisfies StepRun['ballot'];

const ballotOf = (ballot: NonNullable<RunState['stances'][string][string]['ballot']>): NonNullable<BallotReply['mine']> =>
  'ranks' in ballot ? { ranks: ballot.ranks } : { points: { ...ballot.points } };

const resultOf = ({ winners, tied, cast, order, table }: Count): NonNullable<BallotReply['result']> => ({
  ...{ winners, tied, cast, order, table },
});

const isSecret = (run: RunState, name: string): boolean => run.protocol.steps.find(({ step }) => step === name)?.secret === true;

/** How somebody voted in a step, as it is shown: `B > A = C`; null where none was cast, or it is secret. */
export const castIn = (
  run: RunState,
  key: string,
  actor: ActorId,
): { readonly voted: boolean; readonly ballot: string | null } => {
  const ballot = run.stances[key]?.[actor]?.ballot;
  if (!ballot) return { voted: false, ballot: null };
  const [name = key] = key.split('@');
  return { voted: true, ballot: isSecret(run, name) ? null : writeBallot(ballot) };
};
