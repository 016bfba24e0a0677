import type { Instant } from '../stream/event.ts';
import { refuse, type Result } from '../stream/refusal.ts';
import { fieldsOf, parsedAt, textAt, wordAt, type Fields, type Report } from './fields.ts';
import type { RunAction } from './run-action.ts';
import type { Fact, Facts } from './world.ts';
import { jsonOf, type Place, type YamlMap, type YamlNode } from './yaml.ts';

/** Something that happens in a scenario. */
export interface ScenarioEvent {
  readonly at: Instant;
  readonly place: Place;
  readonly does: RunAction | Change | LeaseAct;
  /** The refusal that it must meet, by code. */
  readonly refused: string | null;
}

/** What changes around the run. */
export type Change =
  | { readonly type: 'facts-change'; readonly facts: Facts }
  | { readonly type: 'calendar-change'; readonly actor: string; readonly calendar: Readonly<Record<string, Fact>> }
  | { readonly type: 'leave-taken'; readonly actor: string; readonly leave: Fact }
  | { readonly type: 'leaves'; readonly actor: string };

/** [L2] What somebody does with a claim. */
export type LeaseAct = {
  readonly type: 'claim' | 'activity' | 'extend' | 'finish' | 'release';
  readonly by: string;
  readonly text: string;
};

/** What each kind of event is called by, with the other keys that it may have. */
const KINDS = {
  stance: ['reason', 'alternative', 'new_information'],
  vote: ['reason'],
  answer: [],
  amend: [],
  challenge: [],
  resolve: ['reason'],
  withdraw_objection: [],
  invalid: ['reason'],
  overrule: ['reason'],
  clarify: [],
  clarified: ['text'],
  reply: ['text'],
  stand: [],
  pass_on: ['reason'],
  withdraw: [],
  reopen: [],
  keep_closed: [],
  facts: [],
  calendar: [],
  leave: [],
  leaves: [],
  claim: [],
  activity: [],
  extend: [],
  finish: [],
  release: [],
} as const satisfies Record<string, readonly string[]>;

type Kind = keyof typeof KINDS;
const isKind = (key: string): key is Kind => Object.hasOwn(KINDS, key);

const EVERY = ['at', 'by', 'received', 'refused'] as const;

/** No 30 February, which a clock would quietly take for another day. */
const isDay = (date: string): boolean => {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
};

/** An instant with its offset: `2026-03-30T12:00:00Z`, `2026-03-30T00:00:00+05:30`. */
export const parseInstant = (text: string): Result<Instant> => {
  const form = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  const at = form?.[1] !== undefined && isDay(form[1]) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at)
    ? refuse('instant-malformed', `"${text.slice(0, 40)}" is no instant.`, {
        accepted: '2026-03-30T12:00:00Z or 2026-03-30T00:00:00+05:30',
      })
    : { ok: at };
};

export const readScenarioEvents = (
  node: YamlNode | undefined,
  actors: Readonly<Record<string, unknown>>,
  report: Report,
): readonly ScenarioEvent[] => {
  if (!node) return [];
  if (node.is !== 'list') {
    report.error('wrong-type', '"events" is a list: - { at: 2026-03-27T10:00:00Z, by: raj, stance: agree }.', node.at);
    return [];
  }
  const events = node.items.flatMap((item) => readEvent(item, actors, report) ?? []);
  return events.toSorted((a, b) => a.at - b.at);
};

const readEvent = (node: YamlNode, actors: Readonly<Record<string, unknown>>, report: Report): ScenarioEvent | undefined => {
  if (node.is !== 'map') {
    report.error('wrong-type', 'An event is a map: { at: 2026-03-27T10:00:00Z, by: raj, stance: agree }.', node.at);
    return undefined;
  }
  const kinds = node.entries.flatMap(({ key }) => (isKind(key) ? [key] : []));
  const kind = kinds[0];
  if (kind === undefined || kinds.length > 1) {
    report.error(
      'event-malformed',
      kind === undefined
        ? `An event says what happens: one of ${Object.keys(KINDS).join(', ')}.`
        : `An event is one thing; this is ${kinds.join(' and ')}.`,
      node.at,
    );
    return undefined;
  }
  const fields = fieldsOf(node, [...EVERY, kind, ...KINDS[kind]], `A "${kind}" event`, report);
  const at = parsedAt(fields, 'at', parseInstant, report);
  const received = parsedAt(fields, 'received', parseInstant, report);
  const by = textAt(fields, 'by', report) ?? '';
  if (!fields.has('at')) report.error('missing-key', 'An event needs "at".', node.at);
  if (kind !== 'facts') nameIn(fields, 'by', by, actors, node, report);
  const does = read(kind, by, fields, actors, node, report);
  if (at === undefined || does === undefined) return undefined;
  return {
    at,
    place: node.at,
    does: received === undefined || !('type' in does) || !isAction(does) ? does : { ...does, receivedAt: received },
    refused: textAt(fields, 'refused', report) ?? null,
  };
};

const nameIn = (
  fields: Fields,
  key: string,
  name: string,
  actors: Readonly<Record<string, unknown>>,
  node: YamlMap,
  report: Report,
): void => {
  if (name === '') report.error('missing-key', `Say who ("${key}").`, node.at);
  else if (!Object.hasOwn(actors, name))
    report.error('unknown-actor', `There is no actor "${name}".`, fields.get(key)?.value.at ?? node.at);
};

const CHANGES: ReadonlySet<string> = new Set([
  'facts-change',
  'calendar-change',
  'leave-taken',
  'leaves',
  'claim',
  'activity',
  'extend',
  'finish',
  'release',
]);
export const isAction = (does: ScenarioEvent['does']): does is RunAction => !CHANGES.has(does.type);

/** A word of its own, or just `true`. */
const words = (fields: Fields, key: string, report: Report): string => {
  const text = textAt(fields, key, report) ?? '';
  return text === 'true' ? '' : text;
};

const reasonOf = (fields: Fields, key: string, report: Report): { readonly reason?: string } => {
  const reason = words(fields, key, report);
  return reason === '' ? {} : { reason };
};

const read = (
  kind: Kind,
  by: string,
  fields: Fields,
  actors: Readonly<Record<string, unknown>>,
  node: YamlMap,
  report: Report,
): ScenarioEvent['does'] | undefined => {
  const whose = (): string => {
    const name = textAt(fields, kind, report) ?? '';
    nameIn(fields, kind, name, actors, node, report);
    return name;
  };
  const text = (): string => textAt(fields, 'text', report) ?? '';
  const reason = (): string => textAt(fields, 'reason', report) ?? '';
  switch (kind) {
    case 'stance': {
      const stance = wordAt(fields, 'stance', ['agree', 'abstain', 'object'], report);
      const alternative = textAt(fields, 'alternative', report);
      const newInformation = textAt(fields, 'new_information', report);
      if (stance === undefined) return undefined;
      return {
        type: 'stance',
        by,
        stance,
        asWritten: true,
        ...reasonOf(fields, 'reason', report),
        ...(alternative === undefined ? {} : { alternative }),
        ...(newInformation === undefined ? {} : { newInformation }),
      };
    }
    case 'vote': {
      const value = fields.get('vote')?.value;
      return {
        type: 'stance',
        by,
        stance: 'agree',
        ballot: value ? jsonOf(value) : null,
        asWritten: true,
        ...reasonOf(fields, 'reason', report),
      };
    }
    case 'answer':
      return { type: 'answer', by, text: words(fields, 'answer', report) };
    case 'amend': {
      const label = wordAt(fields, 'amend', ['editorial', 'material'], report);
      return label === undefined ? undefined : { type: 'amend', by, label };
    }
    case 'challenge':
      return { type: 'challenge', by, ...reasonOf(fields, 'challenge', report) };
    case 'resolve':
      return { type: 'resolve', by, whose: whose(), ...reasonOf(fields, 'reason', report) };
    case 'withdraw_objection':
      return { type: 'withdraw-objection', by, ...reasonOf(fields, 'withdraw_objection', report) };
    case 'invalid':
      return { type: 'rule-invalid', by, whose: whose(), reason: reason() };
    case 'overrule':
      return { type: 'overrule', by, whose: whose(), reason: reason() };
    case 'clarify':
      return { type: 'ask-clarification', by, text: words(fields, 'clarify', report) };
    case 'clarified':
      return { type: 'answer-clarification', by, to: whose(), text: text() };
    case 'reply':
      return { type: 'reply-to-objection', by, whose: whose(), text: text() };
    case 'stand':
      return { type: 'answer-reply', by, text: words(fields, 'stand', report) };
    case 'pass_on':
      return { type: 'pass-on', by, to: whose(), ...reasonOf(fields, 'reason', report) };
    case 'withdraw':
      return { type: 'withdraw', by, ...reasonOf(fields, 'withdraw', report) };
    case 'reopen':
      return { type: 'reopen', by, reason: words(fields, 'reopen', report) };
    case 'keep_closed':
      return { type: 'keep-closed', by, reason: words(fields, 'keep_closed', report) };
    case 'facts':
      return { type: 'facts-change', facts: mapIn(fields, 'facts', report) };
    case 'calendar':
      return { type: 'calendar-change', actor: by, calendar: mapIn(fields, 'calendar', report) };
    case 'leave': {
      const value = fields.get('leave')?.value;
      return { type: 'leave-taken', actor: by, leave: value ? jsonOf(value) : null };
    }
    case 'leaves':
      return { type: 'leaves', actor: by };
    case 'claim':
    case 'activity':
    case 'extend':
    case 'finish':
    case 'release':
      return { type: kind, by, text: words(fields, kind, report) };
    default:
      return kind satisfies never;
  }
};

const mapIn = (fields: Fields, key: string, report: Report): Readonly<Record<string, Fact>> => {
  const value = fields.get(key)?.value;
  if (value?.is === 'map') return Object.fromEntries(value.entries.map((entry) => [entry.key, jsonOf(entry.value)]));
  report.error('wrong-type', `"${key}" is a map.`, value?.at ?? { line: 1, column: 1 });
  return {};
};
