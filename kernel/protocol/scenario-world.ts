import type { Instant } from '../stream/event.ts';
import type { Result } from '../stream/refusal.ts';
import { checkCalendar, type Calendar, type CalendarVersion } from '../time/calendar.ts';
import type { RunAction } from './run-action.ts';
import type { Scenario } from './scenario.ts';
import type { Change, LeaseAct } from './scenario-events.ts';
import type { Fact, Facts, World, WorldActor } from './world.ts';

/** The world of a scenario, which changes as it is told. */
export interface ScenarioWorld {
  at(now: Instant): World;
  /** Changes it, and says what the run must hear of it. */
  change(change: Change | LeaseAct, at: Instant): Result<RunAction>;
}

export const scenarioWorld = (scenario: Scenario): ScenarioWorld => {
  const calendars = new Map<string, CalendarVersion[]>(
    Object.entries(scenario.actors).map(([id, { calendar }]) => [id, calendar ? [{ from: scenario.start, calendar }] : []]),
  );
  const gone = new Set<string>();
  let facts: Facts = scenario.artifact.facts;

  const world = (): World => {
    const people = new Map<string, WorldActor>(
      Object.entries(scenario.actors).map(([id]) => [id, personOf(scenario, id, calendars.get(id) ?? [], !gone.has(id))]),
    );
    return {
      longestWindow: scenario.longest,
      facts,
      periods: scenario.periods,
      actor: (id) => people.get(id),
      role: (name) => holders(scenario, name, facts),
    };
  };
  let current = world();

  const setCalendar = (id: string, form: Readonly<Record<string, unknown>>, at: Instant): Result<RunAction> => {
    const checked = checkCalendar(form, at);
    if (checked.refused) return checked;
    calendars.set(id, [...(calendars.get(id) ?? []), { from: at, calendar: checked.ok }]);
    current = world();
    return { ok: { type: 'calendar-changed', actor: id } };
  };
  const latest = (id: string): Calendar | undefined => calendars.get(id)?.at(-1)?.calendar;

  return {
    at: () => current,
    change: (change, at) => {
      switch (change.type) {
        case 'facts-change':
          facts = { ...facts, ...change.facts };
          current = world();
          return { ok: { type: 'tick' } };
        case 'calendar-change':
          return setCalendar(change.actor, { ...latest(change.actor), ...change.calendar }, at);
        case 'leave-taken': {
          const leave: readonly Fact[] = Array.isArray(change.leave) ? change.leave : [change.leave];
          const known = latest(change.actor);
          return setCalendar(
            change.actor,
            {
              ...known,
              leave: [
                ...(known?.leave ?? []).map(({ from, to }) => ({
                  from: new Date(from).toISOString(),
                  to: new Date(to).toISOString(),
                })),
                ...leave,
              ],
            },
            at,
          );
        }
        case 'leaves':
          gone.add(change.actor);
          current = world();
          return { ok: { type: 'actor-left', actor: change.actor } };
        case 'claim':
        case 'activity':
        case 'extend':
        case 'finish':
        case 'release':
          return {
            refused: true,
            code: 'no-lease',
            message: 'Only what is claimed under a lease can be claimed, extended, finished or released.',
          };
        default:
          return change satisfies never;
      }
    },
  };
};

const personOf = (scenario: Scenario, id: string, calendars: readonly CalendarVersion[], active: boolean): WorldActor => {
  const actor = scenario.actors[id];
  if (!actor) throw new Error(`The scenario has no actor ${id}.`);
  return {
    id,
    name: id,
    handle: id,
    kind: actor.kind,
    calendars,
    deputies: actor.deputies,
    active,
    load: actor.load,
    limit: actor.limit,
    weight: actor.weight,
    ...(actor.accountable === undefined ? {} : { accountable: actor.accountable }),
    teams: actor.teams,
    facts: actor.facts,
  };
};

const holders = (scenario: Scenario, name: string, facts: Facts): readonly string[] | null => {
  const all = Object.keys(scenario.actors);
  if (name === 'everyone' || name === 'members') return all;
  if (name === 'agents') return all.filter((id) => scenario.actors[id]?.kind === 'agent');
  const named = all.filter((id) => scenario.actors[id]?.roles.includes(name) || scenario.actors[id]?.teams.includes(name));
  if (named.length > 0) return named;
  const listed = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (Array.isArray(listed)) return listed.flatMap((id) => (typeof id === 'string' && all.includes(id) ? [id] : []));
  return all.includes(name) ? [name] : null;
};
