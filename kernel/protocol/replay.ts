import { parseProtocol, type Problem, type Protocol } from './document.ts';
import { evolveRun } from './evolve.ts';
import { replayLease } from './lease.ts';
import { linesOf, surprise, type Line, type Told } from './lines.ts';
import { nextMoment } from './moments.ts';
import { decideRun, startRun } from './run.ts';
import type { RunEvent } from './run-event.ts';
import type { RunState } from './run-state.ts';
import { isAction, type ScenarioEvent } from './scenario-events.ts';
import { scenarioWorld, type ScenarioWorld } from './scenario-world.ts';
import { parseScenario, type Scenario } from './scenario.ts';
import { iso } from './wording.ts';
import type { Subject, World } from './world.ts';

export interface Replay {
  /** In the order in which they happened; the last is the outcome, and what came after it stands before it. */
  readonly lines: readonly Line[];
  /** What differs from `expect`, a sentence each; empty where nothing does. */
  readonly differs: readonly string[];
  readonly problems: readonly Problem[];
  /** What the lines were told from, for whoever looks behind them; null of a lease, and where nothing ran. */
  readonly run: { readonly events: readonly RunEvent[]; readonly world: World } | null;
}

/** Gives the text of the protocol that a scenario names (an id, a path), or null. The kernel reads no files. */
export type Resolver = (reference: string) => string | null;

export const replay = (text: string, resolve: Resolver): Replay => {
  const { scenario, problems } = parseScenario(text);
  if (!scenario) return { lines: [], differs: [], problems, run: null };
  const protocol = protocolOf(scenario, resolve);
  if ('problem' in protocol) return { lines: [], differs: [], problems: [...problems, protocol.problem], run: null };
  const told: Ran = protocol.lease
    ? { ...replayLease(protocol, protocol.lease, scenario), run: null }
    : replayRun(protocol, scenario);
  return {
    lines: told.lines,
    differs: told.problems.length > 0 ? [] : differences(scenario, told.lines),
    problems: [...problems, ...told.problems],
    run: told.run,
  };
};

type Ran = Told & Pick<Replay, 'run'>;

const protocolOf = ({ protocol, protocolAt }: Scenario, resolve: Resolver): Protocol | { readonly problem: Problem } => {
  if (typeof protocol !== 'string') return protocol;
  const text = resolve(protocol);
  if (text === null)
    return {
      problem: {
        severity: 'error',
        code: 'unknown-protocol',
        message: `No protocol "${protocol}": no such file here, and no such id in the gallery.`,
        ...protocolAt,
      },
    };
  const parsed = parseProtocol(text);
  const error = parsed.problems.find((problem) => problem.severity === 'error');
  return (
    parsed.protocol ?? {
      problem: {
        severity: 'error',
        code: 'broken-protocol',
        message: `The protocol "${protocol}" does not check: line ${error?.line}, ${error?.message}`,
        ...protocolAt,
      },
    }
  );
};

/** A run as a scenario tells it, event by event. */
export const replayRun = (protocol: Protocol, scenario: Scenario): Ran => {
  const world = scenarioWorld(scenario);
  const { artifact, start } = scenario;
  const subject: Subject = {
    id: protocol.id,
    kind: artifact.kind,
    title: artifact.title,
    author: artifact.author,
    proposedAt: start,
    irreversible: artifact.irreversible,
    urgent: artifact.urgent,
  };
  const opened = startRun(protocol, subject, world.at(start), start);
  if (opened.refused)
    return {
      lines: [],
      problems: [{ severity: 'error', code: opened.code, message: opened.message, ...scenario.protocolAt }],
      run: null,
    };
  const events: RunEvent[] = [...opened.ok];
  let state = events.reduce<RunState | null>(evolveRun, null);
  const problems: Problem[] = [];

  for (const event of scenario.events) {
    if (!state) break;
    const before = world.at(event.at);
    const did = act(state, event, world, before);
    const wrong = surprise(event, did.refused ? did.code : null, did.refused ? did.message : '');
    if (wrong) {
      problems.push(wrong);
      // What had happened by then is often why.
      const until = decideRun(state, { type: 'tick' }, before, event.at);
      if (did.refused && !until.refused) events.push(...until.ok);
      break;
    }
    if (did.refused) continue;
    events.push(...did.ok);
    state = did.ok.reduce<RunState | null>(evolveRun, state);
  }
  while (state && problems.length === 0) {
    const next = nextMoment(state);
    if (next === null) break;
    const ticked = decideRun(state, { type: 'tick' }, world.at(next), next);
    if (ticked.refused) throw new Error(ticked.message);
    events.push(...ticked.ok);
    state = ticked.ok.reduce<RunState | null>(evolveRun, state);
  }
  return { lines: linesOf(events), problems, run: { events, world: world.at(events.at(-1)?.at ?? start) } };
};

const act = (
  state: RunState,
  event: ScenarioEvent,
  world: ScenarioWorld,
  before: ReturnType<ScenarioWorld['at']>,
): ReturnType<typeof decideRun> => {
  const { does, at } = event;
  if (isAction(does)) return decideRun(state, does, before, at);
  // What was due until now is settled in the world as it was.
  const until = decideRun(state, { type: 'tick' }, before, at);
  if (until.refused) return until;
  const then = until.ok.reduce<RunState | null>(evolveRun, state) ?? state;
  const changed = world.change(does, at);
  if (changed.refused) return changed;
  const after = decideRun(then, changed.ok, world.at(at), at);
  return after.refused ? after : { ok: [...until.ok, ...after.ok] };
};

const differences = ({ expect }: Scenario, lines: readonly Line[]): readonly string[] => {
  const last = lines.at(-1);
  const differs: string[] = [];
  if (expect?.outcome !== undefined && expect.outcome !== last?.outcome)
    differs.push(`expected the outcome ${expect.outcome}, got ${last?.outcome ?? 'none'}`);
  if (expect?.at !== undefined && iso(expect.at) !== last?.at)
    differs.push(`expected it at ${iso(expect.at)}, got ${last?.at ?? 'never'}`);
  return differs;
};
