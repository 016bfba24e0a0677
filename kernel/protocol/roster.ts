import { bySoonest, firstDeputy, isAvailable } from '../awaits/routing.ts';
import { leaveTakesAll, openClock, timeOf, type Clock, type Window } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { isWorking } from '../time/working-time.ts';
import { askedAt, conditionOf, activeActor } from './course.ts';
import type { Step, Who } from './document.ts';
import type { RunState } from './run-state.ts';
import { weightedPick } from './pick.ts';
import { rolesIn } from './who.ts';
import type { Facts, World, WorldActor } from './world.ts';

/** Whoever holds a name: the author, a role of the world, `team of author`. Null: nobody knows the name. */
export const holdersOf = (name: string, state: RunState, world: World): readonly ActorId[] | null =>
  name === 'author' || name === 'proposer'
    ? [state.subject.author]
    : (world.role(name) ?? world.role(name.replace(/_of_(author|proposer)$/, `_of_${state.subject.author}`)));

/** Everybody that an expression names, without choosing among them; `unknown` are names that nobody knows. */
export const namedBy = (
  who: Who,
  state: RunState,
  world: World,
): { readonly actors: readonly ActorId[]; readonly unknown: readonly string[] } => {
  switch (who.who) {
    case 'anyone':
      return { actors: [], unknown: [] };
    case 'role': {
      const actors = holdersOf(who.name, state, world);
      return actors ? { actors, unknown: [] } : { actors: [], unknown: [who.name] };
    }
    case 'choose':
      return namedBy(who.from, state, world);
    case 'union':
    case 'minus': {
      const [left, right] = [namedBy(who.left, state, world), namedBy(who.right, state, world)];
      const actors =
        who.who === 'union'
          ? [...new Set([...left.actors, ...right.actors])]
          : left.actors.filter((actor) => !right.actors.includes(actor));
      return { actors, unknown: [...left.unknown, ...right.unknown] };
    }
  }
};

/**
 * Who may be asked at all, in the order of the role: they belong, `exclude` does not name them, agents only where the protocol lists
 * agents [R10], and `where` holds. Nobody is picked yet.
 */
export const eligibleFor = (
  who: Who,
  step: Pick<Step, 'exclude'>,
  state: RunState,
  world: World,
  at: Instant,
): readonly WorldActor[] => gathered(who, step, state, world, at, (people) => people);

type Choosing = (people: readonly WorldActor[], choice: Extract<Who, { who: 'choose' }>) => readonly WorldActor[];

const gathered = (
  who: Who,
  step: Pick<Step, 'exclude'>,
  state: RunState,
  world: World,
  at: Instant,
  pick: Choosing,
): readonly WorldActor[] => {
  const excluded = excludedBy(step, state, world);
  const listed = listsAgents(who);
  const mayBeAsked = (actor: WorldActor): boolean =>
    !excluded.has(actor.id) && !isAuthorsAgent(actor, step, state, world) && (actor.kind === 'person' || listed(actor));
  const holds = (where: string, actor: WorldActor): boolean =>
    conditionOf(where).holds(askedAt(state, at, { a: factsOf(actor, at) })).holds;
  /** Whom an expression comes to; `all` also those who are not asked, for what is taken away. */
  const those = (part: Who, all: boolean): readonly WorldActor[] => {
    switch (part.who) {
      case 'anyone':
        return [];
      case 'role':
        return (holdersOf(part.name, state, world) ?? [])
          .flatMap((id) => activeActor(world, id) ?? [])
          .filter((actor) => all || mayBeAsked(actor));
      case 'union':
        return unique([...those(part.left, all), ...those(part.right, all)]);
      case 'minus': {
        const less = new Set(those(part.right, true).map(({ id }) => id));
        return those(part.left, all).filter(({ id }) => !less.has(id));
      }
      case 'choose': {
        const { where } = part;
        const people = unique(those(part.from, all));
        const fitting = where === undefined ? people : people.filter((actor) => holds(where, actor));
        return all ? fitting : pick(fitting, part);
      }
    }
  };
  return those(who, false);
};

const excludedBy = (step: Pick<Step, 'exclude'>, state: RunState, world: World): ReadonlySet<ActorId> =>
  new Set(step.exclude ? namedBy(step.exclude, state, world).actors : []);

/** [R10] Where the author is excluded, so are the agents for which the author, or the author's own accountable person, answers. */
const isAuthorsAgent = (actor: WorldActor, step: Pick<Step, 'exclude'>, state: RunState, world: World): boolean => {
  if (actor.kind !== 'agent' || !step.exclude || !rolesIn(step.exclude).some((name) => name === 'author' || name === 'proposer'))
    return false;
  const author = world.actor(state.subject.author);
  return actor.accountable !== undefined && (actor.accountable === author?.id || actor.accountable === author?.accountable);
};

/** [R10] The role `agents`, the agent's own handle, or `asked`: whoever asks an agent has named it. */
export const listsAgents = (who: Who): ((actor: WorldActor) => boolean) => {
  const names = new Set(rolesIn(who));
  return (actor) =>
    actor.kind !== 'agent' || names.has('agents') || names.has('asked') || names.has(actor.handle) || names.has(actor.id);
};

/** What `a` is asked. */
export const factsOf = (actor: WorldActor, at: Instant): Facts => ({
  ...actor.facts,
  id: actor.id,
  handle: actor.handle,
  kind: actor.kind,
  available: isAvailable(actor, at),
  working: isWorking(timeOf(actor.calendars), at),
  load: actor.load,
  limit: actor.limit,
  weight: actor.weight,
  teams: actor.teams,
});

/**
 * `pick N`: those who are working soonest where it is urgent [A6]; else by weight, or who is there and has least to do. The same for the
 * same artifact, step and opening.
 */
const picked =
  (state: RunState, at: Instant, seed: string): Choosing =>
  (people, { pick, weight: source }) => {
    if (pick === undefined) return people;
    if (isUrgent(state)) return bySoonest(people, at).slice(0, pick);
    if (source === undefined) {
      const drawn = weightedPick(people, people.length, seed, () => 1);
      return drawn.toSorted((a, b) => Number(isAvailable(b, at)) - Number(isAvailable(a, at)) || a.load - b.load).slice(0, pick);
    }
    const weight = conditionOf(source, 'number');
    return weightedPick(people, pick, seed, (person) => {
      const value = weight.value(askedAt(state, at, { a: factsOf(person, at) }));
      return typeof value === 'number' ? value : 0;
    });
  };

export const isUrgent = (state: RunState): boolean => state.subject.urgent === true || state.protocol.urgent === true;

/** One line of a roster. */
export type Place = { readonly actor: ActorId; readonly clock: Clock; readonly group: string | null } & (
  | { readonly place: 'asked'; readonly deputyOf: ActorId | null; readonly away: boolean }
  | { readonly place: 'standing'; readonly implicit: boolean }
  | { readonly place: 'excused'; readonly reason: 'away' | 'recused' }
);

export interface Roster {
  readonly voluntary: boolean;
  readonly places: readonly Place[];
  readonly unknown: readonly string[];
  readonly fellBack: boolean;
}

/** [R3] Who has a place on the step that opens, and what each is given. `stands`: whose stance need not be asked again. */
export const rosterFor = (
  step: Step,
  escalated: string | null,
  window: Window,
  state: RunState,
  world: World,
  at: Instant,
  stands: (actor: ActorId) => boolean,
): Roster => {
  const of: Who = escalated === null ? step.of : { who: 'role', name: escalated };
  if (of.who === 'anyone') return { voluntary: true, places: [], unknown: [], fellBack: false };
  const seed = `${state.subject.id}/${step.step}/${state.steps.length}`;
  const gather = (who: Who): readonly WorldActor[] => gathered(who, step, state, world, at, picked(state, at, seed));
  const needed = escalated === null ? (step.requires ?? []) : [];
  const others = needed.flatMap((name) => eligibleFor({ who: 'role', name }, step, state, world, at));
  const unknown = [...namedBy(of, state, world).unknown, ...needed.filter((name) => holdersOf(name, state, world) === null)];

  // [A6] Nobody decides what was escalated from their own proposal.
  const asked = gather(of).filter((person) => escalated === null || person.id !== state.subject.author);
  const first = placesOf(unique([...asked, ...others]), step, window, state, world, at, stands);
  if (first.some(isSeat) || !step.fallback || escalated !== null)
    return { voluntary: false, places: first, unknown, fellBack: false };
  const second = placesOf(unique(gather(step.fallback)), step, window, state, world, at, stands);
  return {
    voluntary: false,
    places: [...first, ...second.filter((place) => !first.some((other) => other.actor === place.actor))],
    unknown,
    fellBack: true,
  };
};

const isSeat = (place: Place): boolean => place.place !== 'excused';

const unique = (people: readonly WorldActor[]): readonly WorldActor[] => [
  ...new Map(people.map((person) => [person.id, person])).values(),
];

const placesOf = (
  people: readonly WorldActor[],
  step: Step,
  window: Window,
  state: RunState,
  world: World,
  at: Instant,
  stands: (actor: ActorId) => boolean,
): readonly Place[] => {
  const recused = new Set(step.recuse ? namedBy(step.recuse, state, world).actors : []);
  const implied = new Set(step.implicit ? namedBy(step.implicit, state, world).actors : []);
  const taken = new Set<ActorId>([state.subject.author, ...people.map((person) => person.id), ...excludedBy(step, state, world)]);
  const answering = new Set(people.flatMap(({ kind, accountable }) => (kind === 'agent' ? (accountable ?? []) : [])));
  return people.flatMap((person): readonly Place[] => {
    const clock = openClock(window, person.calendars, at);
    const group = groupOf(person, step, answering);
    const base = { actor: person.id, clock, group };
    if (recused.has(person.id)) return [{ ...base, place: 'excused', reason: 'recused' }];
    if (stands(person.id)) return [{ ...base, place: 'standing', implicit: false }];
    if (implied.has(person.id)) return [{ ...base, place: 'standing', implicit: true }];
    if (!leaveTakesAll(clock, person.calendars, at)) return [{ ...base, place: 'asked', deputyOf: null, away: false }];
    const deputy = deputyFor(person, step, window, state, world, at, taken);
    if (deputy) {
      taken.add(deputy.id);
      return [
        {
          actor: deputy.id,
          clock: openClock(window, deputy.calendars, at),
          group,
          place: 'asked',
          deputyOf: person.id,
          away: false,
        },
      ];
    }
    return [
      state.subject.irreversible
        ? { ...base, place: 'asked', deputyOf: null, away: true }
        : { ...base, place: 'excused', reason: 'away' },
    ];
  });
};

/** [A5] Somebody's first deputy who may take their place. */
export const deputyFor = (
  person: WorldActor,
  step: Step,
  window: Window,
  state: RunState,
  world: World,
  at: Instant,
  taken: ReadonlySet<ActorId>,
): WorldActor | undefined =>
  firstDeputy(
    person,
    taken,
    (id) => {
      const deputy = activeActor(world, id);
      return deputy?.kind === 'person' && !isAuthorsAgent(deputy, step, state, world) ? deputy : undefined;
    },
    window,
    at,
  );

/** [A5] Why a seat is excused. */
export const withoutDeputy = (person: WorldActor | undefined): string =>
  person?.deputies.length ? 'no deputy is free to take the seat, so it is excused' : 'there is no deputy, so the seat is excused';

/** [R2] `one_per`. [R10] A person and the agents for which they answer have one voice. */
const groupOf = (person: WorldActor, step: Step, answering: ReadonlySet<ActorId>): string | null => {
  if (step.one_per === 'team') return person.teams[0] === undefined ? null : `team:${person.teams[0]}`;
  if (step.one_per === 'accountable') return `accountable:${person.accountable ?? person.id}`;
  const answers = person.kind === 'agent' ? person.accountable : answering.has(person.id) ? person.id : undefined;
  return answers === undefined ? null : `accountable:${answers}`;
};

/** [R10] Whether somebody's word binds as that of a role: an agent's only where the role is `agents`, or its own name. */
export const bindsAs = (role: string, by: ActorId, world: World): boolean => {
  const actor = activeActor(world, by);
  return actor !== undefined && listsAgents({ who: 'role', name: role })(actor);
};
