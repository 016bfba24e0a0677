import { z } from 'zod';
import type { Command } from '#kernel/stream/decider.ts';
import { runActs, type RunAct } from '#practices/protocols';
import { GUARDS } from './guards.ts';
import { CHECK_STATES, said, seen } from './observed.ts';

const id = z.uuid();
const words = z.string();
const people = z.record(words, id.nullable());

const terms = z.array(
  z.strictObject({
    name: z.enum(['lines added', 'lines deleted', 'files', 'directories']),
    amount: z.number(),
    value: z.number(),
  }),
);
const looks = z.strictObject({
  head: words,
  at: z.number(),
  score: z.number(),
  terms,
  own: z.strictObject({ score: z.number(), terms }),
  guards: z.array(z.strictObject({ guard: z.enum(GUARDS), path: words })),
  files: z.number(),
  owners: z.array(z.strictObject({ owner: words, because: words, files: z.number() })),
  asked: z.array(id),
  standIn: z.boolean(),
  unowned: z.number(),
  faults: z.array(z.strictObject({ line: z.number(), words })),
  pieces: z.array(z.strictObject({ artifact: id, number: z.number() })),
  withoutChecks: z.boolean(),
});

/** The data of each command to a change. */
const changeCommands = {
  ...runActs,
  /** What a forge, or a build, says of it. */
  note: z.strictObject({
    repository: id,
    repositoryName: words,
    space: id.nullable(),
    key: words,
    seen: seen.exactOptional(),
    said: z.array(said).exactOptional(),
    people,
    checks: z.strictObject({ head: words, state: z.enum(CHECK_STATES).nullable(), at: z.number() }).exactOptional(),
  }),
  look: z.strictObject({ looks }),
  'see-checks': z.strictObject({ head: words, state: z.enum(CHECK_STATES).nullable(), at: z.number() }),
  'know-people': z.strictObject({ people }),
  revert: z.strictObject({ by: id.nullable(), at: z.number() }),
  'answer-sample': z.strictObject({ found: z.enum(['sound', 'better', 'faulty']), words: words.exactOptional() }),
} as const;

type Commands = typeof changeCommands;
export type Data<N extends keyof Commands> = z.output<Commands[N]>;
type Own = Exclude<keyof Commands, RunAct['name']>;
export type ChangeCommand = RunAct | { [N in Own]: Command<N, Data<N>> }[Own];
