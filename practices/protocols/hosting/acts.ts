import { z } from 'zod';
import { textOf } from '#kernel/actors/names.ts';
import { nextMoment } from '#kernel/protocol/run.ts';
import type { RunAction } from '#kernel/protocol/run-action.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { Command, Context, Need } from '#kernel/stream/decider.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { HostedEvent } from './hosting.ts';

const id = z.uuid();
const words = z.string();
const option = z.string().max(200);
const nothing = z.strictObject({});

/** [R12] `b > a = c`, `[b, [a, c]]`, `{a: 3, b: 2}`. */
export const ballot = z.union([
  z.string().max(10_000),
  z.array(z.union([option, z.array(option).max(50)])).max(1_000),
  z.record(option, z.number()),
]);

/** The data of what is done to a run. A practice adds these to the commands of its artifact; `runNeeds` are their rows of the table. */
export const runActs = {
  'take-stance': z.strictObject({
    stance: z.enum(['agree', 'abstain', 'object']),
    reason: words.exactOptional(),
    alternative: words.exactOptional(),
    newInformation: words.exactOptional(),
    ballot: ballot.exactOptional(),
  }),
  answer: z.strictObject({ text: words.exactOptional() }),
  'pass-on': z.strictObject({ to: id, reason: words.exactOptional() }),
  'withdraw-objection': z.strictObject({ reason: words.exactOptional() }),
  'resolve-objection': z.strictObject({ whose: id, reason: words.exactOptional() }),
  'rule-objection-invalid': z.strictObject({ whose: id, reason: words }),
  'overrule-objection': z.strictObject({ whose: id, reason: words }),
  'reply-to-objection': z.strictObject({ whose: id, text: words }),
  'answer-reply': z.strictObject({ text: words }),
  'ask-clarification': z.strictObject({ text: words }),
  'answer-clarification': z.strictObject({ to: id, text: words }),
  tick: nothing,
  'calendar-changed': z.strictObject({ actor: id }),
  'actor-left': z.strictObject({ actor: id }),
} as const;

type Acts = typeof runActs;
export type RunAct = { [N in keyof Acts]: Command<N, z.output<Acts[N]>> }[keyof Acts];

/** `see`: the protocol says whose word counts, and the run refuses who may not. */
export const runNeeds = {
  'take-stance': 'see',
  answer: 'see',
  'pass-on': 'see',
  'withdraw-objection': 'see',
  'resolve-objection': 'see',
  'rule-objection-invalid': 'see',
  'overrule-objection': 'see',
  'reply-to-objection': 'see',
  'answer-reply': 'see',
  'ask-clarification': 'see',
  'answer-clarification': 'see',
  tick: 'system',
  'calendar-changed': 'system',
  'actor-left': 'system',
} as const satisfies { readonly [N in keyof Acts]: Need };

/** Whether a command is done to the run. */
export const isRunAct = <C extends Pick<Command, 'name'>>(command: C | RunAct): command is RunAct =>
  Object.hasOwn(runActs, command.name);

type Said = readonly Extract<HostedEvent, { type: 'words-said' }>[];

/** What it does to the run, with the words that stay beside it; null: nothing, now. */
export const actionOf = (
  command: RunAct,
  run: RunState | null,
  { now }: Pick<Context, 'now'>,
): Result<{ readonly action: RunAction; readonly said: Said } | null> => {
  const { name, by, data } = command;
  if (name === 'tick') {
    const due = run === null ? null : nextMoment(run);
    return ok(due === null || due > now ? null : { action: { type: 'tick' }, said: [] });
  }
  if (name === 'calendar-changed' || name === 'actor-left')
    return ok(run === null ? null : { action: { type: name, actor: data.actor }, said: [] });
  if (run === null) return refuse('not-open', 'Nobody has been asked about this.');
  const fault = wordsFault(data);
  if (fault) return fault;
  switch (name) {
    case 'take-stance':
      return ok({ action: { type: 'stance', by, ...withoutBlanks(data) }, said: [] });
    case 'answer':
      return ok({ action: { type: name, by, ...withoutBlanks(data) }, said: [] });
    case 'pass-on':
      return ok({ action: { type: name, by, ...withoutBlanks(data) }, said: [] });
    case 'withdraw-objection':
      return ok({ action: { type: name, by, ...withoutBlanks(data) }, said: [] });
    case 'resolve-objection':
      return ok({ action: { type: 'resolve', by, ...withoutBlanks(data) }, said: [] });
    case 'rule-objection-invalid':
      return ok({ action: { type: 'rule-invalid', by, ...data }, said: [] });
    case 'overrule-objection':
      return ok({ action: { type: 'overrule', by, ...data }, said: [] });
    case 'reply-to-objection':
      return ok({ action: { type: name, by, ...data }, said: [said('objection', data.whose, data.text)] });
    case 'answer-reply':
      return ok({ action: { type: name, by, ...data }, said: [said('objection', null, data.text)] });
    case 'ask-clarification':
      return ok({ action: { type: name, by, ...data }, said: [said('clarification', null, data.text)] });
    case 'answer-clarification':
      return ok({ action: { type: name, by, ...data }, said: [said('clarification', data.to, data.text)] });
    default:
      return command satisfies never;
  }
};

const said = (about: 'objection' | 'clarification', to: string | null, text: string): Said[number] => ({
  type: 'words-said',
  ...{ to, about, text },
});

const LONGEST_WORDS = 20_000;
const WORDS = ['reason', 'alternative', 'newInformation', 'text'] as const;
type Words = { readonly [N in (typeof WORDS)[number]]?: string };

/** What the run itself refuses when it is missing is left to it. */
const wordsFault = (data: Words): Refusal | null => {
  for (const field of WORDS) {
    const given = data[field];
    if (given === undefined || given.trim() === '') continue;
    const text = textOf(given, `/${field}`, LONGEST_WORDS);
    if (text.refused) return text;
  }
  return null;
};

/** A field left blank is one left out. */
const withoutBlanks = <D extends object>(data: D): D => {
  const { ...kept } = data;
  for (const field of WORDS)
    if (field in kept && String(Reflect.get(kept, field)).trim() === '') Reflect.deleteProperty(kept, field);
  return kept;
};
