import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type Asked } from '#kernel/protocol/condition.ts';
import { parseProtocol } from '#kernel/protocol/document.ts';
import { explain } from '#kernel/protocol/explain.ts';
import { replayRun } from '#kernel/protocol/replay.ts';
import { parseScenario } from '#kernel/protocol/scenario.ts';
import { median, type Measured } from './table.ts';

const ROOT = join(import.meta.dirname, '..');
const GALLERY = join(ROOT, 'kernel', 'protocol', 'gallery');

const CONDITIONS: Readonly<Record<string, string>> = {
  'a tally': 't.agree >= 3 && t.open == 0',
  'facts and a tally': "p.ci == 'green' && t.open == 0 && (t.agree >= 2 || t.agree == 1 && p.age > duration('168h'))",
  'a list of facts': "p.guards.size() == 0 && !('hold' in p.labels) && p.score < 20.0",
};

/** Protocols without a server: checking, conditions, replaying. Warm, on one core. */
export const benchProtocol = async (): Promise<readonly Measured[]> => [
  ...checking(),
  ...conditions(),
  ...replaying(),
  terminal(),
];

const ms = (act: () => void): number => {
  const from = performance.now();
  act();
  return performance.now() - from;
};

const checking = (): readonly Measured[] => {
  const texts = readdirSync(GALLERY, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(GALLERY, file), 'utf8'));
  const times = texts.map((text) => median(Array.from({ length: 15 }, () => ms(() => parseProtocol(text)))));
  const told = texts.map((text) => {
    const { protocol } = parseProtocol(text);
    return median(Array.from({ length: 5 }, () => ms(() => protocol && explain(protocol))));
  });
  return [
    {
      bench: 'protocol',
      what: `check, the slowest of ${texts.length} of the gallery`,
      value: Math.max(...times),
      unit: 'ms',
      limit: { at: 'most', value: 20, of: 'value' },
    },
    {
      bench: 'protocol',
      what: 'explain, the slowest of them',
      value: Math.max(...told),
      unit: 'ms',
      limit: { at: 'most', value: 20, of: 'value' },
    },
  ];
};

const conditions = (): readonly Measured[] =>
  Object.entries(CONDITIONS).map(([what, source]) => {
    const compiled = compile(source);
    if (compiled.refused) throw new Error(compiled.message);
    const holds = compiled.ok.holds;
    const asked = Array.from({ length: 64 }, (_, i): Asked => ({
      p: { ci: i % 3 ? 'green' : 'red', guards: i % 5 ? [] : ['migration'], labels: ['docs', 'small'], score: i / 2 },
      age: i * 3_600_000 * 4,
      now: Date.UTC(2026, 4, 4),
      t: { size: 8, cast: i % 8, agree: i % 4, abstain: 0, object: 0, silent: 8 - (i % 8), open: i % 7 ? 0 : 1, winner: 'none' },
    }));
    const rounds = 300_000;
    let held = 0;
    const run = (times: number): void => {
      for (let i = 0; i < times; i++) if (holds(asked[i & 63] ?? asked[0] ?? NOTHING).holds) held += 1;
    };
    run(rounds / 5);
    const took = ms(() => run(rounds));
    if (held === 0) throw new Error(`${source} never holds`);
    return {
      bench: 'protocol',
      what: `evaluate ${what}`,
      value: rounds / (took / 1000),
      unit: '/s',
      limit: { at: 'least', value: 1_000_000, of: 'value' },
    };
  });

const NOTHING: Asked = { p: {}, age: 0, now: 0 };

/** Ten thousand things that forty people say in runs. */
const replaying = (): readonly Measured[] => {
  const start = Date.UTC(2026, 4, 4, 8);
  const people = Array.from(
    { length: 40 },
    (_, i) => `  p${i}: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" }, roles: [team] }`,
  );
  const scenario = (count: number): string => {
    const events = Array.from({ length: count }, (_, i) => {
      const at = new Date(start + (i + 1) * 60_000).toISOString();
      return `  - { at: ${at}, by: p${i % 40}, stance: ${i % 3 ? 'agree' : 'abstain'} }`;
    });
    return `protocol: { id: bench/long, on: decision.opened, steps: [{ step: talk, of: team, window: 10d, each: 4wh, pass: t.open == 0, else: lapse }] }\nstart: ${new Date(start).toISOString()}\nactors:\n${people.join('\n')}\nartifact: { kind: decision, author: p0 }\nevents:\n${events.join('\n')}\n`;
  };
  const text = scenario(400);
  const { scenario: read } = parseScenario(text);
  const protocol = read?.protocol;
  if (!read || !protocol || typeof protocol === 'string') throw new Error('The scenario does not check.');
  replayRun(protocol, read);
  // A scenario has at most 100,000 characters, so ten thousand events are twenty-five stories of four hundred.
  const parts = 25;
  let lines = 0;
  const took = ms(() => {
    for (let i = 0; i < parts; i++) lines += replayRun(protocol, read).lines.length;
  });
  const reading = median(Array.from({ length: 5 }, () => ms(() => parseScenario(text))));
  return [
    {
      bench: 'protocol',
      what: `replay ${lines.toLocaleString('en')} events`,
      value: took / (lines / 10_000),
      unit: 'ms for 10,000',
      limit: { at: 'most', value: 1000, of: 'value' },
    },
    { bench: 'protocol', what: 'read a scenario of 400 events', value: reading, unit: 'ms' },
  ];
};

/** All of the command, with the start of Node. */
const terminal = (): Measured => {
  const check = (): void =>
    void execFileSync(join(ROOT, 'bin', 'proceed'), ['protocol', 'check', 'asf/lazy'], { stdio: 'ignore' });
  check();
  return {
    bench: 'protocol',
    what: 'proceed protocol check, from the shell',
    value: median([ms(check), ms(check), ms(check)]),
    unit: 'ms',
    limit: { at: 'most', value: 1500, of: 'value' },
  };
};
