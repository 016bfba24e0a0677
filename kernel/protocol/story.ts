import { expect } from 'vitest';
import type { Instant } from '../stream/event.ts';
import type { Result } from '../stream/refusal.ts';
import { parseProtocol, type Protocol } from './document.ts';
import { evolveRun } from './evolve.ts';
import type { Line } from './lines.ts';
import { replay } from './replay.ts';
import { decideRun, startRun } from './run.ts';
import type { RunAction } from './run-action.ts';
import type { RunEvent } from './run-event.ts';
import type { RunState } from './run-state.ts';
import { scenarioWorld, type ScenarioWorld } from './scenario-world.ts';
import { parseScenario } from './scenario.ts';
import type { World } from './world.ts';

/** The people of the tests. A weekday without holidays unless a story says so. */
export const PEOPLE = `
  ines: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" }, roles: [team, chair] }
  raj: { zone: Asia/Kolkata, week: { mon-fri: "10:00-18:00" }, roles: [team] }
  tomas: { zone: America/Sao_Paulo, week: { mon-fri: "09:00-17:00" }, roles: [team] }
  mere: { zone: Pacific/Auckland, week: { mon-fri: "09:00-17:00" }, roles: [lead] }
`;

export interface Story {
  /** The steps, as a protocol has them. */
  readonly steps: string;
  readonly events?: string;
  readonly actors?: string;
  readonly artifact?: string;
  readonly start?: string;
  readonly more?: string;
  readonly on?: string;
}

/** Monday 4 May 2026, 08:00 in London, 10:00 in Berlin, 13:30 in Pune. */
const START = '2026-05-04T08:00:00Z';

const scenarioOf = ({
  steps,
  events = '',
  actors = PEOPLE,
  artifact = '{ kind: decision, title: One database, author: ines }',
  start = START,
  more = '',
  on = 'decision.opened',
}: Story): string =>
  `protocol: { id: test/story, on: ${on}, steps: [${steps}] }\nstart: ${start}\nactors:\n${actors}\nartifact: ${artifact}\n${more}\n${events.trim() === '' ? '' : `events:\n${events}`}\n`;

/** Tells a story to its end. */
export const tell = (story: Story): readonly Line[] => {
  const { lines, problems, differs } = replay(scenarioOf(story), () => null);
  expect(problems, scenarioOf(story)).toEqual([]);
  expect(differs).toEqual([]);
  return lines;
};

/** The lines of some kinds, short: `07T13:30 asked raj`. */
export const short = (lines: readonly Line[], ...kinds: readonly string[]): readonly string[] =>
  lines
    .filter((line) => kinds.length === 0 || kinds.includes(line.kind))
    .map((line) => [line.at.slice(5, 16), line.kind, line.outcome ?? line.step, line.actor].filter(Boolean).join(' '));

/** What a story comes to: `accepted 2026-05-06T08:00:00Z`. */
export const outcomeOf = (lines: readonly Line[]): string => `${lines.at(-1)?.outcome} ${lines.at(-1)?.at}`;

export const at = (text: string): Instant => Date.parse(text.length <= 11 ? `2026-05-${text}:00Z` : text);

/** A run that a test drives itself. */
export interface Driven {
  readonly world: ScenarioWorld;
  readonly events: RunEvent[];
  state(): RunState;
  do(action: RunAction, now: Instant, world?: World): Result<readonly RunEvent[]>;
}

export const drive = (story: Story): Driven => {
  const { scenario, problems } = parseScenario(scenarioOf(story));
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!scenario || typeof scenario.protocol === 'string') throw new Error('no story');
  const world = scenarioWorld(scenario);
  const { artifact, start } = scenario;
  const opened = startRun(scenario.protocol, { ...artifact, id: 'story', proposedAt: start }, world.at(start), start);
  if (opened.refused) throw new Error(opened.message);
  const events = [...opened.ok];
  return {
    world,
    events,
    state: () => folded(events),
    do: (action, now, around = world.at(now)) => {
      const did = decideRun(folded(events), action, around, now);
      if (!did.refused) events.push(...did.ok);
      return did;
    },
  };
};

const folded = (events: readonly RunEvent[]): RunState => {
  const state = events.reduce<RunState | null>(evolveRun, null);
  if (!state) throw new Error('no events');
  return state;
};

export const protocolOf = (text: string): Protocol => {
  const { protocol, problems } = parseProtocol(text);
  if (!protocol) throw new Error(problems.map(({ message }) => message).join(' '));
  return protocol;
};
