import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseProtocol } from './document.ts';
import { jsonLines, textLines } from './lines.ts';
import { replay } from './replay.ts';

const SCENARIOS = join(import.meta.dirname, 'scenarios');
const GALLERY = join(import.meta.dirname, 'gallery');
const GIVEN = join(import.meta.dirname, '..', '..', '..', 'shared', 'protocols');

/** The protocols as they were given, where they are there; else the gallery's. */
const given: ReadonlyMap<string, string> = existsSync(GIVEN)
  ? new Map(
      readdirSync(GIVEN).map((file) => {
        const text = readFileSync(join(GIVEN, file), 'utf8');
        return [parseProtocol(text).protocol?.id ?? file, text];
      }),
    )
  : new Map();
const resolve = (id: string): string | null =>
  given.get(id) ?? (existsSync(join(GALLERY, `${id}.yaml`)) ? readFileSync(join(GALLERY, `${id}.yaml`), 'utf8') : null);

const scenarios = readdirSync(SCENARIOS).filter((file) => file.endsWith('.yaml'));
const read = (file: string): string => readFileSync(join(SCENARIOS, file), 'utf8');
const KINDS =
  'step-opened asked passed-on excused reminded stance objection amended paused resumed deadline-moved step-passed step-stopped step-skipped rerouted escalated effect outcome'.split(
    ' ',
  );

describe('[P7] every protocol that was given replays a scenario, as expected', () => {
  it.each(scenarios)('%s', (file) => {
    const { lines, differs, problems } = replay(read(file), resolve);
    expect([problems, differs]).toEqual([[], []]);
    expect(lines.at(-1)?.kind).toBe('outcome');
    for (const line of lines) {
      expect(KINDS).toContain(line.kind);
      expect(line.because).toMatch(/\((?:[A-Z]\d+)|[A-Z]\d+\)/);
    }
  });

  it('none is left out', () => {
    const told = new Set(scenarios.map((file) => /^protocol: (\S+)/m.exec(read(file))?.[1]));
    const files = readdirSync(GALLERY, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
    for (const file of files) expect(told).toContain(file.replace(/\.yaml$/, ''));
  });
});

describe('a proposal across four zones, changes of the clocks, holidays, leave, an amendment and objections', () => {
  const text = read('four-zones.yaml');

  it('is told as it was written down', () => {
    expect(jsonLines(replay(text, resolve).lines)).toBe(readFileSync(join(SCENARIOS, 'four-zones.jsonl'), 'utf8'));
  });

  it('is told the same, byte by byte, each time', () => {
    const tellings = new Set(Array.from({ length: 5 }, () => jsonLines(replay(text, resolve).lines)));
    expect(tellings.size).toBe(1);
  });

  it('gives a reason that cites a rule for each thing that happened', () => {
    for (const { because } of replay(text, resolve).lines) expect(because).toMatch(/[ARTPL]\d/);
  });
});

it('tells the sample of the specification: accepted 72 hours after the amendment', () => {
  const sample = `
protocol: asf/lazy
start: 2026-03-27T09:00:00Z
actors:
  ana: { zone: Pacific/Auckland, week: {mon-fri: "09:00-17:00"}, holidays: NZ, roles: [committers] }
  raj: { zone: Asia/Kolkata, week: {mon-fri: "10:00-18:30"}, roles: [committers, pmc], deputies: [lea],
         leave: [{from: 2026-03-30T00:00:00+05:30, to: 2026-04-01T00:00:00+05:30}] }
  lea: { zone: Europe/Berlin, week: {mon-thu: "09:00-17:00", fri: "09:00-13:00"}, holidays: DE-BE, roles: [pmc] }
artifact: { kind: decision, author: ana, irreversible: false, facts: { score: 12.5 } }
events:
  - { at: 2026-03-27T10:00:00Z, by: raj, stance: object, reason: "no rollback", alternative: "ship behind a flag" }
  - { at: 2026-03-27T12:00:00Z, by: ana, amend: material }
  - { at: 2026-03-27T12:30:00Z, by: raj, resolve: raj }
  - { at: 2026-03-27T13:00:00Z, by: lea, stance: agree }
expect: { outcome: accepted, at: 2026-03-30T12:00:00Z }
`;
  const { lines, differs, problems } = replay(sample, resolve);
  expect([problems, differs]).toEqual([[], []]);
  expect(jsonLines(lines.slice(-1))).toBe(
    '{"kind":"outcome","outcome":"accepted","at":"2026-03-30T12:00:00Z","because":"silence passed, and nothing more is asked (R2)"}\n',
  );
  expect(jsonLines(lines.slice(1, 2))).toMatch(
    /^\{"at":"2026-03-27T09:00:00Z","kind":"asked","step":"silence","actor":"ana","due":"2026-03-30T09:00:00Z","because":".*\(A2\)"\}\n$/,
  );
  expect(textLines(lines).split('\n')).toHaveLength(lines.length + 1);
});

describe('a scenario', () => {
  const good = read('asf-release.yaml');

  it('says what differs from what was expected', () => {
    const { differs } = replay(
      good.replace('outcome: accepted, at: 2026-06-04T08:00:00Z', 'outcome: lapsed, at: 2026-06-05T08:00:00Z'),
      resolve,
    );
    expect(differs).toEqual([
      'expected the outcome lapsed, got accepted',
      'expected it at 2026-06-05T08:00:00Z, got 2026-06-04T08:00:00Z',
    ]);
  });

  it.each([
    ['expect:', 'expcet:', 'unknown-key'],
    ['protocol: asf/release', 'protocol: asf/nothing', 'unknown-protocol'],
    ['protocol: asf/release', 'protocol: {id: x, on: a.b, steps: [{step: y}]}', 'missing-key'],
    ['start: 2026-06-01T08:00:00Z', 'start: tomorrow', 'instant-malformed'],
    ['start: 2026-06-01T08:00:00Z', 'start: 2026-06-02T08:00:00Z', 'before-start'],
    ['zone: Europe/Berlin', 'zone: Europe/Atlantis', 'zone-unknown'],
    ["week: { mon-fri: '09:00-17:00' }, roles", 'week: {}, roles', 'calendar-never-works'],
    ['author: ines', 'author: nobody', 'unknown-actor'],
    ['by: raj, stance: object', 'by: rja, stance: object', 'unknown-actor'],
    ['stance: object', 'stance: oppose', 'wrong-value'],
    ["week: { mon-fri: '09:00-17:00' }, roles", "week: { mon-fri: '09:00-17:00' }, deputies: [rja], roles", 'unknown-actor'],
    [good.slice(good.indexOf('protocol:')), 'id: a/b\non: a.b\nsteps: []\n', 'not-a-scenario'],
    ['stance: object', 'stands: object', 'event-malformed'],
    ['stance: object', 'stance: object, amend: material', 'event-malformed'],
    ['stance: object', 'resolve: tomas', 'no-such-objection'],
    ['by: ines, stance: agree', 'by: ines, stance: agree, refused: run-ended', 'not-refused'],
  ])('with %s instead of %s names the place', (from, to, code) => {
    const { problems } = replay(good.replace(from, to), resolve);
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems[0]?.line).toBeGreaterThan(0);
  });

  it('under a lease tells who claimed, what renewed it, and how it was given back', () => {
    const lease = read('work-claim.yaml');
    const outcomes = (events: string) => replay(`${lease.slice(0, lease.indexOf('events:'))}events:\n${events}`, resolve);
    const claim = '  - { at: 2026-02-02T10:00:00Z, by: ines, claim: true }\n';
    expect(outcomes(`${claim}  - { at: 2026-02-03T10:00:00Z, by: ines, finish: done }`).lines.at(-1)).toMatchObject({
      outcome: 'accepted',
      at: '2026-02-03T10:00:00Z',
    });
    expect(outcomes(`${claim}  - { at: 2026-02-03T10:00:00Z, by: ines, release: too big }`).lines.at(-1)).toMatchObject({
      outcome: 'lapsed',
      at: '2026-02-03T10:00:00Z',
    });
    const stale = `${claim}  - { at: 2026-02-03T09:00:00Z, by: raj, finish: mine, refused: not-the-holder }\n  - { at: 2026-02-03T10:00:00Z, by: ines, claim: true, refused: claimed-already }`;
    expect(outcomes(stale).problems).toEqual([]);
    expect(outcomes(stale).lines.at(-1)).toMatchObject({ outcome: 'lapsed', at: '2026-02-12T10:00:00Z' });
    expect(
      outcomes('  - { at: 2026-02-03T10:00:00Z, by: ines, stance: agree, refused: no-run }').lines.at(-1)?.because,
    ).toContain('nobody has claimed it');
  });
});
