import { EFFECTS, FLOOR, LEASE, OBJECTION, PROTOCOL, STAY, STEP, type Field, type Table } from '#kernel/protocol/grammar.ts';

/** What kind of value a key has, for what is offered there. */
export type Kind =
  | 'free'
  | 'map'
  | 'trigger'
  | 'condition'
  | 'who'
  | 'role'
  | 'window'
  | 'working'
  | 'duration'
  | 'remind'
  | 'else'
  | 'after'
  | 'effect'
  | 'protocol'
  | 'instant'
  | 'actor'
  | 'zone'
  | readonly string[];

export interface Key {
  readonly key: string;
  readonly means: string;
  readonly kind: Kind;
}

const key = (name: string, means: string, kind: Kind): Key => ({ key: name, means, kind });

/** The maps of a protocol by where they stand, as the kernel reads them. */
const TABLES: Readonly<Record<string, Table>> = {
  '': PROTOCOL,
  steps: STEP,
  'steps.objection': OBJECTION,
  stay: STAY,
  lease: LEASE,
  floor: FLOOR,
  do: EFFECTS,
};

const METHODS = ['condorcet', 'ranked', 'score', 'dot'] as const;

const kindOf = ({ form, words, count, eg }: Field): Kind => {
  switch (form) {
    case 'truth':
      return ['true', 'false'];
    case 'word':
    case 'words':
      return words ?? 'free';
    case 'count':
      return Array.from({ length: Math.min(9, (count?.[1] ?? 0) - (count?.[0] ?? 0) + 1) }, (_, i) =>
        String((count?.[0] ?? 0) + i),
      );
    case 'method':
      return METHODS;
    case 'role':
    case 'roles':
      return 'role';
    case 'who':
    case 'roster':
      return 'who';
    case 'expression':
      return 'condition';
    case 'otherwise':
      return 'else';
    case 'trigger':
    case 'condition':
    case 'window':
    case 'working':
    case 'duration':
    case 'remind':
    case 'after':
    case 'effect':
      return form;
    case 'steps':
    case 'objection':
    case 'lease':
    case 'floor':
    case 'effects':
      return 'map';
    case 'id':
    case 'name':
    case 'names':
    case 'option':
    case 'options':
    case 'stay':
      return eg === undefined ? 'free' : [eg];
    default:
      return form satisfies never;
  }
};

const protocolKeys = (path: string): readonly Key[] =>
  Object.entries(TABLES[path] ?? {}).map(([name, field]) => key(name, field.says.replace(/\.$/, ''), kindOf(field)));

const EVENTS: readonly Key[] = [
  key('at', 'when', 'instant'),
  key('by', 'who', 'actor'),
  key('stance', 'what they say', ['agree', 'abstain', 'object']),
  key('reason', 'why', 'free'),
  key('alternative', 'what instead', 'free'),
  key('answer', 'answers what was asked', 'free'),
  key('amend', 'changes the text', ['material', 'editorial']),
  key('resolve', 'whose objection is resolved', 'actor'),
  key('withdraw_objection', 'takes an objection back', 'actor'),
  key('overrule', 'whose objection is overruled', 'actor'),
  key('invalid', 'whose objection is ruled invalid', 'actor'),
  key('reply', 'replies to whose objection', 'actor'),
  key('stand', 'answers, and the objection stands', 'free'),
  key('clarify', 'asks what is meant', 'free'),
  key('pass_on', 'passes on to', 'actor'),
  key('leave', 'is away', 'free'),
  key('leaves', 'leaves the organization', ['true']),
  key('facts', 'what is true from then', 'map'),
  key('withdraw', 'withdraws the proposal', 'free'),
];

const SCENARIO: Readonly<Record<string, readonly Key[]>> = {
  '': [
    key('protocol', 'its id, or the protocol itself', 'protocol'),
    key('start', 'when it is proposed', 'instant'),
    key('actors', 'who there is', 'map'),
    key('artifact', 'what is proposed', 'map'),
    key('events', 'what happens', 'map'),
    key('calendar', 'periods of the organization', 'map'),
    key('longest', 'the longest window', 'duration'),
    key('expect', 'what should come of it', 'map'),
  ],
  'actors.*': [
    key('zone', 'where they are', 'zone'),
    key('week', 'when they work', 'map'),
    key('holidays', 'the region of their holidays', 'free'),
    key('leave', 'when they are away', 'map'),
    key('roles', 'their roles', 'role'),
    key('teams', 'their teams', 'free'),
    key('deputies', 'who stands in for them', 'actor'),
    key('kind', 'person or agent', ['person', 'agent']),
    key('accountable', 'who answers for an agent', 'actor'),
    key('facts', 'what conditions may ask of them', 'map'),
  ],
  artifact: [
    key('kind', 'what it is', ['decision', 'proposal', 'change', 'request', 'page']),
    key('title', 'what it is called', 'free'),
    key('author', 'who proposes it', 'actor'),
    key('irreversible', 'it cannot be taken back', ['true', 'false']),
    key('urgent', 'it is urgent', ['true', 'false']),
    key('facts', 'what conditions may ask of it', 'map'),
  ],
  events: EVENTS,
  expect: [key('outcome', 'how it ends', ['accepted', 'rejected', 'lapsed', 'withdrawn']), key('at', 'when', 'instant')],
};

/** The keys of the map at a path; of a scenario where there is one. */
export const keysAt = (path: readonly string[], scenario: boolean): readonly Key[] => {
  if (!scenario) return protocolKeys(path.join('.'));
  if (path[0] === 'protocol') return protocolKeys(path.slice(1).join('.'));
  return SCENARIO[path[0] === 'actors' && path.length === 2 ? 'actors.*' : path.join('.')] ?? [];
};
