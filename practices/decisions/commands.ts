import { z } from 'zod';
import type { Command } from '#kernel/stream/decider.ts';
import { runActs } from '#practices/protocols';
import { bodyFields } from './body.ts';
import { ImportedRecord, ProjectName } from './records/document.ts';

const id = z.uuid();
const ids = z.array(id).max(100);
const words = z.string();

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
  'open-record': z.strictObject({
    reversible: bodyFields.reversible,
    impact: bodyFields.impact,
    affected: bodyFields.affected,
    urgent: bodyFields.urgent,
    reviewOn: bodyFields.reviewOn,
  }),
  'name-audience': z.strictObject({ audience: ids.nullable() }),
  move: z.strictObject({ space: id.nullable() }),
  ...runActs,
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
    from: ProjectName.exactOptional(),
    /** The decisions that its links name, in their order; null: something else. */
    targets: z.array(id.nullable()),
  }),
} as const;

type Commands = typeof decisionCommands;
export type Data<N extends keyof Commands> = z.output<Commands[N]>;
export type DecisionCommand = { [N in keyof Commands]: Command<N, Data<N>> }[keyof Commands];
