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

/** The keys of a protocol by the map in which they stand, each with what it means. */
export const PROTOCOL: Readonly<Record<string, readonly Key[]>> = {
  '': [
    key('id', 'its name, as decide/default', 'free'),
    key('on', 'what makes it begin', 'trigger'),
    key('when', 'only where this holds', 'condition'),
    key('urgent', 'asks those who work soonest', ['true', 'false']),
    key('steps', 'what is done, in order', 'map'),
    key('lease', 'a claim of work for a time', 'map'),
    key('do', 'what follows at the end', 'map'),
  ],
  steps: [
    key('step', 'its name', 'free'),
    key('of', 'who is asked', 'who'),
    key('window', 'how long, as 48h or 0..2wd', 'window'),
    key('pass', 'what passes', 'condition'),
    key('else', 'what happens when nobody answers', 'else'),
    key('each', 'working time that each must have had', 'working'),
    key('ask', 'what is asked of them', ['answer', 'review', 'stance', 'acknowledge', 'contribute', 'verify', 'approve']),
    key('remind', 'when those who are silent are reminded', 'remind'),
    key('objection', 'what an objection needs and does', 'map'),
    key('exclude', 'who is never asked', 'who'),
    key('implicit', 'taken to agree until they say otherwise', 'who'),
    key('recuse', 'excused, by name', 'who'),
    key('fallback', 'asked when nobody else can be', 'who'),
    key('requires', 'roles of which one must agree', 'role'),
    key('amend', 'which changes ask again', ['all', 'material']),
    key('stop', 'rejected as soon as this holds', 'condition'),
    key('when', 'skipped unless this holds', 'condition'),
    key('skip_if', 'skipped where this holds', 'condition'),
    key('pause', 'the clock stands still meanwhile', 'condition'),
    key('one_per', 'one voice for each', ['team', 'accountable']),
    key('casting', 'who decides a tie', 'role'),
    key('after', 'opens when that has passed', 'after'),
  ],
  'steps.objection': [
    key('needs', 'what must come with it', ['reason', 'alternative']),
    key('clear', 'who may resolve it', 'role'),
    key('stale', 'how long the objector has to answer', 'duration'),
    key('effect', 'what it does', 'effect'),
    key('from', 'only theirs bind', 'who'),
    key('valid', 'who may rule it invalid', 'role'),
    key('overrule', 'who may overrule it', 'role'),
  ],
  lease: [
    key('by', 'who may claim', 'who'),
    key('where', 'only when this holds', 'condition'),
    key('ttl', 'how long a claim lasts', 'duration'),
    key('renew', 'what renews it', ['activity', 'never']),
    key('grace', 'how long after the nudge', 'duration'),
    key('extend', 'how often it may be extended', ['0', '1', '2']),
    key('else', 'what happens then', ['release']),
  ],
  do: [
    key('pass', 'when it is accepted', 'free'),
    key('reject', 'when it is rejected', 'free'),
    key('lapse', 'when it lapses', 'free'),
  ],
};

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
  if (!scenario) return PROTOCOL[path.join('.')] ?? [];
  if (path[0] === 'protocol') return PROTOCOL[path.slice(1).join('.')] ?? [];
  return SCENARIO[path[0] === 'actors' && path.length === 2 ? 'actors.*' : path.join('.')] ?? [];
};
