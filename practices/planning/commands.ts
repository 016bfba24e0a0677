import { z } from 'zod';
import type { Command } from '#kernel/stream/decider.ts';

const id = z.uuid();
const words = z.string();
const nothing = z.strictObject({});
const story = z.number().int();

const body = {
  title: words,
  text: words,
  goals: z.array(id).max(20),
  from: z.number(),
  to: z.number(),
  people: z.array(id).min(1).max(100),
  share: z.number().int(),
};

const storyBody = {
  title: words,
  text: words,
  criteria: z.array(words).max(50),
  depth: z.enum(['deep', 'shallow']),
  minutes: z.number().int(),
  needs: z.array(words).max(20),
  context: words,
  goal: id.nullable(),
};

/** The data of each command to a plan. Instants in ms. */
const planCommands = {
  draft: z.strictObject({ ...body, space: id.nullable() }),
  revise: z.strictObject(body).partial(),
  propose: z.strictObject(storyBody),
  'revise-story': z.strictObject({ story, ...z.strictObject(storyBody).partial().shape }),
  'leave-out': z.strictObject({ story }),
  'take-in': z.strictObject({ story }),
  open: nothing,
  /** Nothing stands against it, beside what was raised. */
  read: nothing,
  raise: z.strictObject({ story, text: words }),
  settle: z.strictObject({ story, of: id, words }),
  withdraw: z.strictObject({ reason: words }),
  tick: nothing,
  'calendar-changed': z.strictObject({ actor: id }),
  'actor-left': z.strictObject({ actor: id }),
} as const;

type Commands = typeof planCommands;
export type Data<N extends keyof Commands> = z.output<Commands[N]>;
export type PlanCommand = { [N in keyof Commands]: Command<N, Data<N>> }[keyof Commands];
