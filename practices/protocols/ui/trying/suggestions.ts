import type { Suggestion } from '#web/ui/code-editor.tsx';
import { keysAt, type Kind } from './grammar.ts';
import { placeAt } from './place.ts';

/** What an organization has that a protocol may name. */
export interface Vocabulary {
  readonly roles: readonly { readonly name: string; readonly means: string }[];
  /** All that begins a run, beside the clock. Empty: not known yet. */
  readonly triggers: readonly string[];
  /** Facts of each kind of artifact. */
  readonly kinds: readonly { readonly kind: string; readonly facts: Readonly<Record<string, string>> }[];
  /** Zones and ids of protocols that a scenario may name. */
  readonly protocols?: readonly string[];
}

/** What may stand at a place of a protocol's text, or of a scenario's. */
export const suggestions =
  (known: Vocabulary, scenario = false) =>
  (text: string, at: number): { readonly from: number; readonly options: readonly Suggestion[] } | null => {
    const place = placeAt(text, at);
    if (!place) return null;
    const keys = keysAt(place.path, scenario);
    if (place.key === null)
      return {
        from: place.from,
        options: keys
          .filter(({ key }) => !place.taken.has(key) || text.slice(place.from, at) === key)
          .map(({ key, means, kind }) => ({ label: key, detail: means, apply: kind === 'map' ? `${key}:` : `${key}: ` })),
      };
    const kind = keys.find(({ key }) => key === place.key)?.kind;
    if (kind === undefined) return null;
    if (kind === 'condition') return inCondition(known, text, at);
    return { from: place.from, options: valuesOf(kind, known, text) };
  };

const plain = (...labels: readonly string[]): readonly Suggestion[] => labels.map((label) => ({ label }));

const valuesOf = (kind: Kind, known: Vocabulary, text: string): readonly Suggestion[] => {
  if (typeof kind === 'object') return plain(...kind);
  const roles = known.roles.map(({ name, means }) => ({ label: name, detail: means }));
  const steps = [...text.matchAll(/\bstep:\s*([\p{L}_][\p{L}\p{N}_-]*)/gu)].map(([, name = '']) => name);
  switch (kind) {
    case 'trigger':
      return plain(...known.triggers, 'schedule:Mon 09:00');
    case 'who':
      return [
        ...roles,
        { label: 'anyone', detail: 'whoever wants to speak' },
        { label: 'pick', detail: 'only so many of them: pick 1' },
        { label: 'where', detail: 'only those for whom this holds' },
      ];
    case 'role':
      return roles;
    case 'window':
      return [
        ...[
          ['24h', 'a day'],
          ['48h', 'two days'],
          ['72h', 'three days'],
          ['0..4wh', 'up to four working hours'],
          ['0..2wd', 'up to two working days'],
          ['48h..14d', 'two days at least, two weeks at most'],
          ['0..7d', 'up to a week'],
          ['0..Wed 18:00', 'until Wednesday evening, on their own clock'],
        ].map(([label = '', detail = '']) => ({ label, detail })),
      ];
    case 'working':
      return plain('2wh', '4wh', '8wh', '16wh', '1wd', '2wd');
    case 'duration':
      return plain('24h', '3d', '7d', '2w', '2wd', '5wd');
    case 'remind':
      return plain('50%', '75%', '80%', '7d');
    case 'else':
      return [
        { label: 'proceed', detail: 'it goes on' },
        { label: 'lapse', detail: 'it ends, neither accepted nor rejected' },
        { label: 'reroute:2', detail: 'somebody else is asked, twice at most' },
        ...steps.flatMap((step) => [
          { label: `goto:${step}`, detail: 'a later step opens' },
          { label: `back:${step}`, detail: 'an earlier step opens again' },
        ]),
        ...known.roles.map(({ name }) => ({ label: `escalate:${name}`, detail: 'they decide' })),
      ];
    case 'after':
      return [...plain(...steps), { label: 'effect', detail: 'when it has taken effect' }];
    case 'effect':
      return [
        { label: 'block', detail: 'it waits until it is resolved' },
        { label: 'count', detail: 'it counts as a vote against' },
        { label: 'record', detail: 'it is recorded' },
        ...steps.map((step) => ({ label: `back:${step}`, detail: 'goes back to that step' })),
      ];
    case 'protocol':
      return plain(...(known.protocols ?? []));
    case 'actor':
      return plain(...actorsIn(text));
    case 'zone':
      return plain(...Intl.supportedValuesOf('timeZone'));
    case 'instant':
      return [...text.matchAll(/\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)/g)]
        .slice(-1)
        .map(([label]) => ({ label }));
    case 'condition':
    case 'free':
    case 'map':
      return [];
  }
};

/** Names of the actors of a scenario, in either style. */
const actorsIn = (text: string): readonly string[] => {
  const block = /^actors:[^\n]*\n((?:[ \t#][^\n]*\n|\n)*)/m.exec(`${text}\n`)?.[1] ?? '';
  const indent = /^( +)\S/m.exec(block)?.[1] ?? '  ';
  return [...block.matchAll(new RegExp(`^${indent}([\\p{L}_][\\p{L}\\p{N}_.-]*):`, 'gmu'))].map(([, name = '']) => name);
};

const TALLY: readonly Suggestion[] = [
  { label: 'open', detail: 'objections that are not resolved' },
  { label: 'agree', detail: 'how many agree' },
  { label: 'object', detail: 'how many object' },
  { label: 'abstain', detail: 'how many abstain' },
  { label: 'cast', detail: 'how many have said something' },
  { label: 'silent', detail: 'how many have said nothing' },
  { label: 'size', detail: 'how many are asked' },
];

const ACTOR = ['available', 'load', 'limit', 'weight', 'open', 'energy'];

/** After `p.` the facts of what it is about, after `t.` the tally, after `a.` an actor; else conditions that many protocols have. */
const inCondition = (
  known: Vocabulary,
  text: string,
  at: number,
): { readonly from: number; readonly options: readonly Suggestion[] } => {
  const [word = '', on = '', begun = ''] = /(?:\b([pta])\.)?(\w*)$/.exec(text.slice(Math.max(0, at - 100), at)) ?? [];
  const from = at - begun.length;
  if (on === 't') return { from, options: TALLY };
  if (on === 'a') return { from, options: plain(...ACTOR) };
  if (on === 'p') return { from, options: factsFor(known, text) };
  return {
    from: at - word.length,
    options: [
      { label: 't.open == 0', detail: 'no objection is open' },
      { label: 't.agree >= 1', detail: 'at least one agrees' },
      { label: 't.cast == t.size', detail: 'everyone has answered' },
      { label: 't.cast >= 1', detail: 'at least one has answered' },
      { label: 't.agree > t.object', detail: 'more agree than object' },
      { label: 't.', detail: 'what was said' },
      { label: 'p.', detail: 'what it is about' },
      { label: 'true', detail: 'always' },
    ],
  };
};

const BUILT_IN: Readonly<Record<string, string>> = { age: 'duration', author: 'text', reversible: 'bool', irreversible: 'bool' };

/** Those of the kind on which it begins; where that is none that is known, what every artifact has. */
const factsFor = (known: Vocabulary, text: string): readonly Suggestion[] => {
  const on = /\bon:\s*["']?([\w.]+)/.exec(text)?.[1];
  const noun = on?.split('.')[0];
  const facts = known.kinds.find(({ kind }) => kind === noun)?.facts;
  return Object.entries({ ...facts, ...BUILT_IN }).map(([label, type]) => ({ label, detail: TYPES[type] ?? type }));
};

const TYPES: Readonly<Record<string, string>> = {
  bool: 'yes or no',
  text: 'a text',
  number: 'a number',
  list: 'a list',
  duration: 'a length of time',
  map: 'several facts',
};
