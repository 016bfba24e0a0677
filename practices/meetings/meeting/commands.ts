import { z } from 'zod';
import type { Command } from '#kernel/stream/decider.ts';
import { carried } from '../leaving/taken.ts';

const id = z.uuid();
const words = z.string();
const nothing = z.strictObject({});
const prepared = {
  purpose: words,
  /** What is to be settled, one line each. Those that are kept keep what was said to them. */
  questions: z.array(words).max(30),
  document: z.union([z.strictObject({ artifact: id }), z.strictObject({ address: words })]).nullable(),
} as const;
const when = { from: z.int(), minutes: z.int() } as const;

/** The data of each command to a meeting. Instants are ms; ids UUIDs; texts are checked by the decider, in characters. */
export const meetingCommands = {
  request: z.strictObject({
    title: words,
    ...prepared,
    ...when,
    space: id.nullable(),
    people: z.array(id).max(500),
    others: z.int().min(0).max(10_000),
    source: z.strictObject({ uid: words, planned: z.int() }).nullable(),
    /** Of a decision week: from which meetings its questions come. */
    gathers: z
      .array(z.strictObject({ question: z.int(), meeting: id, of: z.int() }))
      .max(30)
      .exactOptional(),
  }),
  prepare: z.strictObject(prepared),
  move: z.strictObject(when),
  settle: z.strictObject({ question: z.int(), words }),
  'raise-again': z.strictObject({ question: z.int() }),
  /** Of the system: it was settled where it was gathered, or from where. */
  'settle-gathered': z.strictObject({ question: z.int(), words, by: id }),
  /** Of the system: the document is a decision that has been taken. */
  'take-document': z.strictObject({ words }),
  cancel: z.strictObject({ reason: words.exactOptional() }),
  end: z.strictObject({
    how: z.enum(['held', 'shortened', 'overran', 'cancelled']),
    minutes: z.int().exactOptional(),
    people: z.int().exactOptional(),
    decisions: z.array(id).max(20),
    words: words.exactOptional(),
  }),
  /** Of the system: what became of it in the calendar from which it came. */
  'tell-calendar': carried.extend({ actor: id }),
  tick: nothing,
  'calendar-changed': z.strictObject({ actor: id }),
  'actor-left': z.strictObject({ actor: id }),
} as const;

type Commands = typeof meetingCommands;
export type Data<N extends keyof Commands> = z.output<Commands[N]>;
export type MeetingCommand = { [N in keyof Commands]: Command<N, Data<N>> }[keyof Commands];
