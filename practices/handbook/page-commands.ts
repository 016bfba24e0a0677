import { z } from 'zod';
import type { Command } from '#kernel/stream/decider.ts';

const id = z.uuid();
const actors = z.array(id).max(200);
const place = {
  space: id.nullable(),
  under: id.nullable(),
  rank: z.string().min(1).max(500),
  name: z.string(),
  file: z.strictObject({ name: z.string(), inside: z.boolean() }).nullable(),
} as const;
const links = z.record(z.string(), id);
const text = {
  body: z.string(),
  title: z.string(),
  language: z.string().nullable(),
  links,
  broken: z.array(z.string()),
} as const;
const nothing = z.strictObject({});

/**
 * The data of each command to a page. `for`: of the system alone, whose text it is. `create`, `move` and `unarchive` have the pages above in `refs`. What follows from a text (title, links) is made by
 * `publishing.ts`, which every way in goes through.
 */
export const pageCommands = {
  create: z.strictObject({
    ...place,
    ...text,
    only: actors.nullable(),
    owners: actors,
    reason: z.string(),
    for: id.optional(),
    from: z.string().nullable(),
    formerly: z.array(z.string().min(1).max(500)).max(20).optional(),
  }),
  /** `base`: the revision that was changed. */
  revise: z.strictObject({
    ...text,
    base: z.int(),
    reason: z.string(),
    from: z.string().nullable(),
    for: id.optional(),
    material: z.boolean().optional(),
    writers: actors.optional(),
  }),
  /** `was`: where it stood for whoever moves it; elsewhere meanwhile, it is not moved. */
  move: z.strictObject({ ...place, title: z.string(), was: z.strictObject(place).optional(), reason: z.string().optional() }),
  'find-links': z.strictObject({ links, broken: z.array(z.string()) }),
  restrict: z.strictObject({ only: actors.nullable() }),
  own: z.strictObject({ owners: actors }),
  'set-verification': z.strictObject({ days: z.int().min(7).max(1_095).nullable() }),
  verify: nothing,
  'find-wanting': z.strictObject({ words: z.string() }),
  archive: z.strictObject({ reason: z.string() }),
  unarchive: nothing,
  delete: z.strictObject({ reason: z.string() }),
  tick: nothing,
  'calendar-changed': z.strictObject({ actor: id }),
  'actor-left': z.strictObject({ actor: id }),
} as const;

type Commands = typeof pageCommands;
export type Data<N extends keyof Commands> = z.output<Commands[N]>;
export type PageCommand = { [N in keyof Commands]: Command<N, Data<N>> }[keyof Commands];
