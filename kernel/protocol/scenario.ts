import type { Instant } from '../stream/event.ts';
import type { Calendar } from '../time/calendar.ts';
import { checkCalendar } from '../time/calendar.ts';
import { lengthOf, parseDuration } from '../time/duration.ts';
import type { Protocol, Problem } from './document.ts';
import { fieldsOf, newReport, parsedAt, placeOf, textAt, textsAt, truthAt, wordAt, type Fields, type Report } from './fields.ts';
import { parseInstant, readScenarioEvents, type ScenarioEvent } from './scenario-events.ts';
import { checkProtocol } from './check-protocol.ts';
import { readProtocol } from './read-protocol.ts';
import type { Fact, Facts, Period } from './world.ts';
import { jsonOf, readYaml, type YamlMap, type YamlNode } from './yaml.ts';

/** A story that a protocol is tried on: who there is, what is proposed, what happens, and what is expected. */
export interface Scenario {
  /** An id or a path, to be found by whoever replays it; or the protocol itself. */
  readonly protocol: string | Protocol;
  readonly protocolAt: { readonly line: number; readonly column: number };
  readonly start: Instant;
  readonly actors: Readonly<Record<string, ScenarioActor>>;
  readonly artifact: ScenarioArtifact;
  readonly periods: Readonly<Record<string, readonly Period[]>>;
  /** [A2] The organization's longest window, in ms. */
  readonly longest: number;
  readonly events: readonly ScenarioEvent[];
  readonly expect: { readonly outcome?: string; readonly at?: Instant } | null;
}

export interface ScenarioActor {
  readonly kind: 'person' | 'agent';
  readonly calendar: Calendar | null;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly deputies: readonly string[];
  readonly accountable?: string;
  readonly load: number;
  readonly limit: number;
  readonly weight: number;
  readonly facts: Facts;
}

export interface ScenarioArtifact {
  readonly kind: string;
  readonly title: string;
  readonly author: string;
  readonly irreversible: boolean;
  readonly urgent: boolean;
  readonly facts: Facts;
}

const KEYS = ['protocol', 'start', 'actors', 'artifact', 'calendar', 'longest', 'events', 'expect'] as const;
const FORTNIGHT = 14 * 24 * 3_600_000;

/** Reads a scenario; problems at their places in the text. */
export const parseScenario = (text: string): { readonly scenario?: Scenario; readonly problems: readonly Problem[] } => {
  const read = readYaml(text);
  if (read.problem) return { problems: [{ severity: 'error', ...read.problem }] };
  const report = newReport();
  const scenario = read.root.is === 'map' ? readScenario(read.root, report) : undefined;
  if (read.root.is !== 'map')
    report.error(
      'not-a-scenario',
      'A scenario is a map with "protocol", "start", "actors", "artifact" and "events".',
      read.root.at,
    );
  const problems = report.problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return scenario && !problems.some((problem) => problem.severity === 'error') ? { scenario, problems } : { problems };
};

const readScenario = (root: YamlMap, report: Report): Scenario | undefined => {
  const has = (key: string): boolean => root.entries.some((entry) => entry.key === key);
  if (has('id') && (has('steps') || has('lease')) && !has('protocol')) {
    report.error('not-a-scenario', 'This is a protocol. A scenario names one, and tells what happens under it.', root.at);
    return undefined;
  }
  const fields = fieldsOf(root, KEYS, 'A scenario', report);
  for (const key of ['protocol', 'start', 'actors', 'artifact'] as const)
    if (!fields.has(key)) report.error('missing-key', `A scenario needs "${key}".`, root.at);
  const protocol = readWhich(fields, report);
  const start = parsedAt(fields, 'start', parseInstant, report);
  const actors = readActors(fields, start ?? 0, report);
  const artifact = readArtifact(fields, report);
  const periods = readPeriods(fields, report);
  const longest = parsedAt(fields, 'longest', parseDuration, report);
  const events = readScenarioEvents(fields.get('events')?.value, actors, report);
  const expect = readExpect(fields, report);
  if (protocol === undefined || start === undefined || artifact === undefined) return undefined;
  if (!Object.hasOwn(actors, artifact.author))
    report.error('unknown-actor', `There is no actor "${artifact.author}".`, placeOf(fields, 'artifact'));
  for (const event of events)
    if (event.at < start) report.error('before-start', 'This happens before anything is proposed.', event.place);
  return {
    protocol,
    protocolAt: placeOf(fields, 'protocol'),
    start,
    actors,
    artifact,
    periods,
    longest: longest ? (lengthOf(longest) ?? FORTNIGHT) : FORTNIGHT,
    events,
    expect,
  };
};

const readWhich = (fields: Fields, report: Report): string | Protocol | undefined => {
  const node = fields.get('protocol')?.value;
  if (node?.is !== 'map') return textAt(fields, 'protocol', report);
  const found = readProtocol(node, report);
  if (!found) return undefined;
  // Its roles and facts are those of the scenario: one that is missing shows when it is told.
  const inner = newReport();
  checkProtocol(found.protocol, node, found.stepNodes, undefined, inner);
  for (const problem of inner.problems) if (problem.severity === 'error') report.error(problem.code, problem.message, problem);
  return found.protocol;
};

const ACTOR_KEYS = [
  'zone',
  'week',
  'holidays',
  'exceptions',
  'leave',
  'focus',
  'roles',
  'teams',
  'deputies',
  'kind',
  'accountable',
  'load',
  'limit',
  'weight',
  'facts',
] as const;
const CALENDAR_KEYS = ['zone', 'week', 'holidays', 'exceptions', 'leave', 'focus'] as const;

const readActors = (fields: Fields, start: Instant, report: Report): Readonly<Record<string, ScenarioActor>> => {
  const node = fields.get('actors')?.value;
  if (!node) return {};
  if (node.is !== 'map') {
    report.error(
      'wrong-type',
      '"actors" is a map: ana: { zone: Pacific/Auckland, week: {mon-fri: "09:00-17:00"}, roles: [committers] }.',
      node.at,
    );
    return {};
  }
  const actors: Record<string, ScenarioActor> = {};
  for (const { key, keyAt, value } of node.entries) {
    if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(key) || key in {}) report.error('name-malformed', `"${key}" is no name.`, keyAt);
    else if (value.is === 'map') actors[key] = readActor(value, start, report);
    else report.error('wrong-type', `"${key}" is a map with a zone, a week and roles.`, value.at);
  }
  for (const { value } of node.entries) if (value.is === 'map') checkOthers(value, actors, report);
  return actors;
};

/** [A5, R10] A deputy who is nobody would never be asked, and nothing would say so. */
const checkOthers = (actor: YamlMap, actors: Readonly<Record<string, unknown>>, report: Report): void => {
  for (const { key, value } of actor.entries) {
    if (key !== 'deputies' && key !== 'accountable') continue;
    for (const name of value.is === 'list' ? value.items : [value])
      if (name.is === 'scalar' && name.text !== '' && !Object.hasOwn(actors, name.text.trim()))
        report.warning('unknown-actor', `There is no actor "${name.text.trim()}", so nobody can be asked by that name.`, name.at);
  }
};

const readActor = (node: YamlMap, start: Instant, report: Report): ScenarioActor => {
  const fields = fieldsOf(node, ACTOR_KEYS, 'An actor', report);
  const calendar = readCalendar(node, fields, start, report);
  const accountable = textAt(fields, 'accountable', report);
  return {
    kind: wordAt(fields, 'kind', ['person', 'agent'], report) ?? 'person',
    calendar,
    roles: textsAt(fields, 'roles', report) ?? [],
    teams: textsAt(fields, 'teams', report) ?? [],
    deputies: textsAt(fields, 'deputies', report) ?? [],
    ...(accountable === undefined ? {} : { accountable }),
    load: numberAt(fields, 'load', report) ?? 0,
    limit: numberAt(fields, 'limit', report) ?? 20,
    weight: numberAt(fields, 'weight', report) ?? 1,
    facts: factsAt(fields, 'facts', report),
  };
};

const readCalendar = (node: YamlMap, fields: Fields, start: Instant, report: Report): Calendar | null => {
  const form = Object.fromEntries(
    CALENDAR_KEYS.flatMap((key) => (fields.has(key) ? [[key, plain(fields.get(key)?.value)]] : [])),
  );
  if (Object.keys(form).length === 0) return null;
  const checked = checkCalendar(form, start);
  if (!checked.refused) return checked.ok;
  report.refusal(checked, fields.get(checked.field?.split('/')[1] ?? '')?.value ?? node);
  return null;
};

/** Instants in YAML are texts here. */
const plain = (node: YamlNode | undefined): Fact => (node ? jsonOf(node) : null);

const numberAt = (fields: Fields, key: string, report: Report): number | undefined => {
  const node = fields.get(key)?.value;
  if (!node) return undefined;
  if (node.is === 'scalar' && typeof node.value === 'number' && Number.isFinite(node.value) && node.value >= 0) return node.value;
  report.error('wrong-type', `"${key}" must be a number.`, node.at);
  return undefined;
};

const factsAt = (fields: Fields, key: string, report: Report): Facts => {
  const node = fields.get(key)?.value;
  if (!node) return {};
  if (node.is === 'map') return Object.fromEntries(node.entries.map((entry) => [entry.key, jsonOf(entry.value)]));
  report.error('wrong-type', `"${key}" is a map: { score: 12.5 }.`, node.at);
  return {};
};

const readArtifact = (scenario: Fields, report: Report): ScenarioArtifact | undefined => {
  const node = scenario.get('artifact')?.value;
  if (!node) return undefined;
  if (node.is !== 'map') {
    report.error('wrong-type', '"artifact" is a map: { kind: decision, author: ana, facts: { score: 12.5 } }.', node.at);
    return undefined;
  }
  const fields = fieldsOf(node, ['kind', 'title', 'author', 'irreversible', 'urgent', 'facts'], 'An artifact', report);
  const author = textAt(fields, 'author', report);
  const kind = textAt(fields, 'kind', report) ?? 'proposal';
  if (author === undefined) {
    report.error('missing-key', 'An artifact needs an "author".', node.at);
    return undefined;
  }
  return {
    kind,
    title: textAt(fields, 'title', report) ?? `the ${kind}`,
    author,
    irreversible: truthAt(fields, 'irreversible', report) ?? false,
    urgent: truthAt(fields, 'urgent', report) ?? false,
    facts: factsAt(fields, 'facts', report),
  };
};

const readPeriods = (scenario: Fields, report: Report): Readonly<Record<string, readonly Period[]>> => {
  const node = scenario.get('calendar')?.value;
  if (!node) return {};
  if (node.is !== 'map') {
    report.error('wrong-type', '"calendar" is a map of periods: { merge_window: [{from: …, to: …}] }.', node.at);
    return {};
  }
  return Object.fromEntries(
    node.entries.map(({ key, value }) => [
      key,
      (value.is === 'list' ? value.items : [value]).flatMap((item): Period[] => {
        if (item.is !== 'map') {
          report.error('wrong-type', 'A period is {from: …, to: …}.', item.at);
          return [];
        }
        const period = fieldsOf(item, ['from', 'to'], 'A period', report);
        const from = parsedAt(period, 'from', parseInstant, report);
        const to = parsedAt(period, 'to', parseInstant, report);
        return from !== undefined && to !== undefined ? [{ from, to }] : [];
      }),
    ]),
  );
};

const readExpect = (scenario: Fields, report: Report): Scenario['expect'] => {
  const node = scenario.get('expect')?.value;
  if (!node) return null;
  if (node.is !== 'map') {
    report.error('wrong-type', '"expect" is a map: { outcome: accepted, at: 2026-03-30T12:00:00Z }.', node.at);
    return null;
  }
  const fields = fieldsOf(node, ['outcome', 'at'], '"expect"', report);
  const outcome = wordAt(fields, 'outcome', ['accepted', 'rejected', 'lapsed', 'withdrawn'], report);
  const at = parsedAt(fields, 'at', parseInstant, report);
  return { ...(outcome === undefined ? {} : { outcome }), ...(at === undefined ? {} : { at }) };
};
