import { z } from 'zod';
import type { Command } from '#kernel/stream/decider.ts';
import { DEPTHS } from './state.ts';

const id = z.uuid();
const words = z.string();
const nothing = z.strictObject({});
const token = z.number().int();

const body = {
  title: words,
  text: words,
  criteria: z.array(words).max(50),
  depth: z.enum(DEPTHS),
  minutes: z.number().int(),
  needs: z.array(words).max(20),
  context: words,
  dueAt: z.number().nullable(),
  goal: id.nullable(),
};

/** The data of each command to a task. Instants in ms; texts are Markdown, checked by the decider in characters. */
export const taskCommands = {
  draft: z.strictObject({
    ...body,
    space: id.nullable(),
    audience: z.array(id).max(100).nullable(),
    /** What it is drafted from. */
    from: id.nullable(),
    /** Whose it is, where the system drafts it because of what they did. */
    author: id.exactOptional(),
  }),
  revise: z.strictObject(body).partial(),
  claim: nothing,
  /** [L2] Something was seen of the work. */
  activity: z.strictObject({
    what: z.enum(['comment', 'draft', 'page', 'commit', 'change', 'demo', 'decision', 'request', 'note']),
    of: id.nullable().exactOptional(),
    words: words.exactOptional(),
    address: words.nullable().exactOptional(),
    /** Who did it, where the system says so. */
    by: id.exactOptional(),
  }),
  extend: z.strictObject({ token, words }),
  release: z.strictObject({ token, note: words }),
  /** By its holder with their token; by its owner, while nobody holds it, without. */
  offer: z.strictObject({ token: token.exactOptional(), to: id, note: words }),
  'end-offer': nothing,
  keep: z.strictObject({ words }),
  /** `met`: the places of the criteria that are met. */
  finish: z.strictObject({ token, words, met: z.array(z.number().int()) }),
  drop: z.strictObject({ reason: words }),
  reopen: z.strictObject({ reason: words }),
  /** Opens it as an issue of a repository, too. */
  'put-there': z.strictObject({ repository: id }),
  'part-from-issue': nothing,
  /** What a forge says now of the issue that it is. */
  heed: z.strictObject({
    issue: id,
    repository: id,
    called: words,
    space: id.nullable(),
    /** Whose it becomes where it is new here. */
    owner: id,
    key: words,
    url: words.nullable(),
    at: z.number(),
    title: words,
    text: words,
    criteria: z.array(words),
    /** False: its text is longer than a task’s, which has the beginning of it. */
    whole: z.boolean(),
    closed: z.enum(['done', 'dropped']).nullable(),
  }),
  tick: nothing,
  'calendar-changed': z.strictObject({ actor: id }),
  'actor-left': z.strictObject({ actor: id }),
} as const;

type Commands = typeof taskCommands;
export type Data<N extends keyof Commands> = z.output<Commands[N]>;
export type TaskCommand = { [N in keyof Commands]: Command<N, Data<N>> }[keyof Commands];
