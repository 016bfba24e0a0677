/** How a value is written. The reader reads it, and the schema that editors use says it. */
export type Form =
  | 'id'
  | 'trigger'
  | 'condition'
  | 'truth'
  | 'name'
  | 'role'
  | 'roles'
  | 'names'
  | 'who'
  | 'roster'
  | 'window'
  | 'expression'
  | 'working'
  | 'duration'
  | 'remind'
  | 'otherwise'
  | 'after'
  | 'word'
  | 'words'
  | 'count'
  | 'method'
  | 'option'
  | 'options'
  | 'effect'
  | 'stay'
  | 'steps'
  | 'objection'
  | 'lease'
  | 'floor'
  | 'effects';

/** One key of a protocol. */
export interface Field {
  readonly form: Form;
  /** For people, in an editor. */
  readonly says: string;
  readonly needed?: true;
  /** The words that there are, where the form is `word` or `words`. */
  readonly words?: readonly string[];
  /** From, to. */
  readonly count?: readonly [number, number];
  /** As it may be written. */
  readonly eg?: string;
}

export type Table = Readonly<Record<string, Field>>;

/** [P1] A protocol. */
export const PROTOCOL = {
  id: { form: 'id', says: 'Its name among protocols.', eg: 'asf/lazy', needed: true },
  on: {
    form: 'trigger',
    says: 'What makes it begin: something that happens, or a time of the week.',
    eg: 'decision.opened',
    needed: true,
  },
  when: { form: 'condition', says: 'It applies only where this holds.', eg: 'p.reversible' },
  urgent: { form: 'truth', says: 'Those who are working now or soonest are asked first.' },
  steps: { form: 'steps', says: 'What is asked, in order.' },
  lease: { form: 'lease', says: 'How work is claimed, in the place of steps.' },
  stay: {
    form: 'stay',
    says: 'How long it waits before it takes effect, and how many can hold it. What is irreversible waits 24h.',
    eg: '24h',
  },
  floor: {
    form: 'floor',
    says: 'What always holds in the spaces below, whatever their own protocol says. Without it, what its steps say.',
  },
  do: { form: 'effects', says: 'What happens at the end, once each.' },
} as const satisfies Table;

/** [R2] A step. */
export const STEP = {
  step: { form: 'name', says: 'Its name.', eg: 'review', needed: true },
  of: { form: 'roster', says: 'Whom it asks.', eg: 'owners of paths - author', needed: true },
  window: { form: 'window', says: 'How long: least and longest time.', eg: '48h..14d', needed: true },
  pass: { form: 'condition', says: 'It passes when this holds.', eg: 't.open == 0', needed: true },
  else: {
    form: 'otherwise',
    says: 'What happens when the window is over and it has not passed.',
    eg: 'escalate:stewards',
    needed: true,
  },
  each: { form: 'working', says: 'Working time that each of the asked must have had.', eg: '4wh' },
  ask: {
    form: 'word',
    says: 'What is asked for.',
    words: ['answer', 'review', 'stance', 'acknowledge', 'contribute', 'verify', 'approve'],
  },
  stop: { form: 'condition', says: 'It is rejected as soon as this holds.', eg: 't.object >= 3' },
  when: { form: 'condition', says: 'It is skipped unless this holds.', eg: 'p.irreversible' },
  skip_if: { form: 'condition', says: 'It is skipped when this holds.', eg: 'p.score < 20.0' },
  objection: { form: 'objection', says: 'What an objection needs, does, and who clears it.' },
  amend: { form: 'word', says: 'Which amendments ask again whoever agreed.', words: ['all', 'material'] },
  exclude: { form: 'who', says: 'Never asked.', eg: 'author' },
  recuse: { form: 'who', says: 'Shown, and not counted.' },
  implicit: { form: 'who', says: 'Taken to agree until they say otherwise.', eg: 'proposer' },
  remind: { form: 'remind', says: 'When whoever has not answered is reminded.', eg: '75%' },
  pause: { form: 'condition', says: 'The clock stands still while this holds.', eg: 'calendar.merge_window' },
  method: { form: 'method', says: 'How ballots are counted. Without it, stances are taken.', eg: 'condorcet' },
  options: { form: 'options', says: 'What is voted on. Without it, p.choices.', eg: '[a, b]' },
  status_quo: {
    form: 'option',
    says: 'The option that stands for nothing changing; what does not beat it does not win.',
    eg: 'none_of_these',
  },
  elect: { form: 'count', says: 'How many options win.', count: [1, 50] },
  secret: { form: 'truth', says: 'Who voted is known, how is not.' },
  repeat: { form: 'count', says: 'So often it is held again where it has not passed, before "else" applies.', count: [1, 9] },
  one_per: { form: 'word', says: 'One voice for each of these.', words: ['team', 'accountable'] },
  casting: { form: 'role', says: 'Whose stance decides a tie.', eg: 'chair' },
  fallback: { form: 'who', says: 'Asked when nobody of the others can be.' },
  after: {
    form: 'after',
    says: 'It is held only when that step has passed, or, with "effect", when it has taken effect.',
    eg: 'effect',
  },
  requires: { form: 'roles', says: 'Roles of each of which one must agree.', eg: '[security]' },
} as const satisfies Table;

/** [R4] */
export const OBJECTION = {
  needs: { form: 'words', says: 'What it must bring.', words: ['reason', 'alternative'] },
  clear: { form: 'roles', says: 'Who may resolve it.', eg: '[objector, tsc]' },
  stale: { form: 'duration', says: 'How long the objector has to answer a reply.', eg: '5wd' },
  effect: { form: 'effect', says: 'What it does.', eg: 'block' },
  from: { form: 'who', says: 'Only theirs have that effect.' },
  valid: { form: 'role', says: 'Who may rule one invalid.' },
  overrule: { form: 'role', says: 'Who may overrule one, with a written reason.' },
} as const satisfies Table;

/** [R9] */
export const STAY = {
  for: { form: 'duration', says: 'How long it waits before it takes effect.', eg: '24h', needed: true },
  sponsors: { form: 'count', says: 'How many late objections hold it.', count: [1, 50] },
  of: { form: 'who', says: 'Whose.', eg: 'members' },
} as const satisfies Table;

/** [L2] */
export const LEASE = {
  by: { form: 'who', says: 'Who may claim.', eg: 'anyone', needed: true },
  where: { form: 'condition', says: 'When they may.', eg: 'a.open < a.limit' },
  ttl: { form: 'duration', says: 'How long a claim lasts.', eg: '7d' },
  renew: { form: 'word', says: 'What renews it.', words: ['activity', 'never'] },
  grace: { form: 'duration', says: 'How long after that it waits for a word.', eg: '3d' },
  extend: { form: 'count', says: 'How often a sentence extends it.', count: [0, 9] },
  else: { form: 'word', says: 'What happens then.', words: ['release'] },
} as const satisfies Table;

/** [P4] */
export const FLOOR = {
  window: { form: 'duration', says: 'The least time that a window has.', eg: '24h' },
  each: { form: 'working', says: 'The working time that each of the asked must have had.', eg: '4wh' },
  requires: { form: 'roles', says: 'Roles of each of which one must agree.', eg: '[security]' },
  guard: { form: 'condition', says: 'Must hold before it is accepted.', eg: "p.ci == 'green'" },
} as const satisfies Table;

/** [R11] */
export const EFFECTS = {
  pass: { form: 'names', says: 'When it is accepted.', eg: '[publish]' },
  reject: { form: 'names', says: 'When it is rejected.' },
  lapse: { form: 'names', says: 'When it lapses.' },
} as const satisfies Table;

export const MAX_STEPS = 50;

/** Patterns that the reader and the schema have in common. */
export const ID = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;
export const NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u;
/** Of a role, as `escalate:ROLE` names it. */
export const ROLE = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;
export const EVENT = /^[a-z][\w-]*(\.[a-z][\w-]*)+$/;
export const FRACTION = /^[1-9]\d?%$/;

/** What people write who come from elsewhere, and what it is called here. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  name: 'write "step" for the name of a step, "id" for that of a protocol',
  title: 'the title is the heading of its page; "id" names it',
  description: 'what people read stands on the page around the block',
  who: 'write "of"',
  approvers: 'write "of"',
  reviewers: 'write "of"',
  assignees: 'write "of"',
  roles: 'write "of"',
  roster: 'write "of"',
  deadline: 'write "window"',
  timeout: 'write "window", and what happens then in "else"',
  duration: 'write "window"',
  sla: 'write "window", in working hours: 0..4wh',
  on_timeout: 'write "else"',
  otherwise: 'write "else"',
  default: 'write "else"; of a ballot, "status_quo"',
  escalate: 'write else: escalate:ROLE',
  on_pass: 'write "do" beside "steps": do: {pass: […]}',
  effects: 'write "do"',
  quorum: 'write it into "pass": t.cast * 2 >= t.size',
  threshold: 'write it into "pass": t.agree * 3 >= t.cast * 2',
  votes: 'write it into "pass": t.agree >= 3',
  approvals: 'write it into "pass": t.agree >= 3',
  majority: 'write it into "pass": t.agree > t.object',
  veto: 'write it into "pass": t.object == 0',
  if: 'write "when"',
  unless: 'write "skip_if"',
  condition: 'write "when" for what must hold, "pass" for what it passes by',
  trigger: 'write "on"',
  schedule: 'write on: "schedule:Mon 09:00"',
  reminder: 'write "remind"',
  ballot: 'write "method"',
  vote: 'write "method"',
  choices: 'write "options"',
  winners: 'write "elect"',
  seats: 'write "elect"',
  tie: 'write "casting"',
  tiebreak: 'write "casting"',
  retry: 'write "repeat", or else: reroute:N',
  loop: 'write "repeat"',
  next: 'steps follow in order; write else: goto:STEP for another one',
  depends_on: 'write "after"',
  require: 'write "requires"',
  stay: 'it stands beside "steps" and holds for all of them',
  do: 'it stands beside "steps" and says what happens at the end',
  floor: 'it stands beside "steps"',
  hold: 'write "stay" beside "steps"',
  delay: 'write "stay" beside "steps"',
};
