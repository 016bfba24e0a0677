import { z } from 'zod';
import type { Command } from '#kernel/stream/decider.ts';

const id = z.uuid();
const ids = z.array(id).max(100);
const words = z.string();
const nothing = z.strictObject({});

/** The data of each command to a request. Ids are UUIDs; texts are Markdown, checked by the decider in characters. */
export const requestCommands = {
  ask: z.strictObject({
    title: words,
    question: words,
    /** A person, a team or an agent. */
    to: id,
    /** People who are asked beside them: everybody's answer is wanted. */
    others: ids.exactOptional(),
    urgent: z.boolean(),
    space: id.nullable(),
    /** Who sees it instead of its space; whoever is asked is always among them. */
    audience: ids.nullable(),
    /** What waits for the answer. */
    blocks: z.array(id).max(20),
  }),
  answer: z.strictObject({ text: words }),
  'pass-on': z.strictObject({ to: id, reason: words.exactOptional() }),
  'ask-clarification': z.strictObject({ text: words }),
  'answer-clarification': z.strictObject({ to: id, text: words }),
  withdraw: z.strictObject({ reason: words.exactOptional() }),
  accept: z.strictObject({ words: words.exactOptional() }),
  'ask-again': z.strictObject({ question: words, to: id.exactOptional(), urgent: z.boolean().exactOptional() }),
  tick: nothing,
  'calendar-changed': z.strictObject({ actor: id }),
  'actor-left': z.strictObject({ actor: id }),
} as const;

type Commands = typeof requestCommands;
export type Data<N extends keyof Commands> = z.output<Commands[N]>;
export type RequestCommand = { [N in keyof Commands]: Command<N, Data<N>> }[keyof Commands];
