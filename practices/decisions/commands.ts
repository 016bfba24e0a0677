import { z } from 'zod';
import type { Command } from '#kernel/stream/decider.ts';
import { bodyFields } from './body.ts';
import { ImportedRecord } from './records/document.ts';

const id = z.uuid();
const ids = z.array(id).max(100);
const words = z.string();
const option = z.string().max(200);

/** [R12] `b > a = c`, `[b, [a, c]]`, `{a: 3, b: 2}`. */
export const ballot = z.union([
  z.string().max(10_000),
  z.array(z.union([option, z.array(option).max(50)])).max(1_000),
  z.record(option, z.number()),
]);

const nothing = z.strictObject({});
const title = z.string();

const quote = z.strictObject({ from: id, by: id, name: words, at: z.int(), text: words });

/** The data of each command to a decision. Instants are ms; ids UUIDs; texts are checked by the decider, in characters. */
export const decisionCommands = {
  draft: z.strictObject({
    title,
    ...bodyFields,
    space: id.nullable(),
    audience: ids.nullable().exactOptional(),
    quotes: z.array(quote).max(100).exactOptional(),
  }),
  revise: z.strictObject({ title: title.exactOptional(), ...bodyFields }),
  propose: z.strictObject({
    page: id,
    title,
    base: z.int().min(0),
    text: words,
    reason: words,
    place: z
      .strictObject({
        space: id.nullable(),
        under: id.nullable(),
        rank: z.string(),
        name: z.string(),
        file: z.strictObject({ name: z.string(), inside: z.boolean() }).nullable(),
      })
      .nullable(),
  }),
  'amend-text': z.strictObject({
    label: z.enum(['editorial', 'material']),
    reason: words,
    title,
    base: z.int().min(0),
    text: words,
  }),
  'note-text': z.strictObject({ page: id, revision: z.int(), merged: z.boolean() }),
  'hold-text': z.strictObject({ code: z.string(), message: words }),
  'let-go': z.strictObject({ by: id.nullable() }),
  'follow-page': z.strictObject({ space: id.nullable(), audience: ids.nullable() }),
  'share-draft': z.strictObject({ with: ids }),
  'drop-quotes': nothing,
  open: nothing,
  'name-audience': z.strictObject({ audience: ids.nullable() }),
  move: z.strictObject({ space: id.nullable() }),
  'take-stance': z.strictObject({
    stance: z.enum(['agree', 'abstain', 'object']),
    reason: words.exactOptional(),
    alternative: words.exactOptional(),
    newInformation: words.exactOptional(),
    ballot: ballot.exactOptional(),
  }),
  'withdraw-objection': z.strictObject({ reason: words.exactOptional() }),
  'resolve-objection': z.strictObject({ whose: id, reason: words.exactOptional() }),
  'rule-objection-invalid': z.strictObject({ whose: id, reason: words }),
  'overrule-objection': z.strictObject({ whose: id, reason: words }),
  'reply-to-objection': z.strictObject({ whose: id, text: words }),
  'answer-reply': z.strictObject({ text: words }),
  'ask-clarification': z.strictObject({ text: words }),
  'answer-clarification': z.strictObject({ to: id, text: words }),
  answer: z.strictObject({ text: words.exactOptional() }),
  'pass-on': z.strictObject({ to: id, reason: words.exactOptional() }),
  amend: z.strictObject({ label: z.enum(['editorial', 'material']), reason: words, title: title.exactOptional(), ...bodyFields }),
  'challenge-amendment': z.strictObject({ reason: words.exactOptional() }),
  withdraw: z.strictObject({ reason: words.exactOptional() }),
  reopen: z.strictObject({ reason: words }),
  'keep-closed': z.strictObject({ reason: words }),
  supersede: z.strictObject({ by: id }),
  restore: z.strictObject({ from: id }),
  deprecate: z.strictObject({ reason: words }),
  'set-review-date': z.strictObject({ on: z.iso.date().nullable() }),
  'answer-review': z.strictObject({ answer: z.enum(['yes', 'partly', 'no']), words: words.exactOptional() }),
  import: z.strictObject({
    space: id.nullable(),
    record: ImportedRecord,
    /** The decisions that its links name, in their order; null: something else. */
    targets: z.array(id.nullable()),
  }),
  tick: nothing,
  'calendar-changed': z.strictObject({ actor: id }),
  'actor-left': z.strictObject({ actor: id }),
} as const;

type Commands = typeof decisionCommands;
export type Data<N extends keyof Commands> = z.output<Commands[N]>;
export type DecisionCommand = { [N in keyof Commands]: Command<N, Data<N>> }[keyof Commands];
