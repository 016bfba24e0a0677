import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseMethod, readBallot, writeBallot, type Ballot, type BallotBox } from './ballot.ts';
import { countBallots } from './count.ts';
import { explain } from './explain.ts';
import { outcomeOf, protocolOf, short, tell } from './story.ts';

const box = (method: string, options: string, more: Partial<BallotBox> = {}): BallotBox => {
  const parsed = parseMethod(method);
  if (parsed.refused) throw new Error(parsed.message);
  return { method: parsed.ok, options: options.split(' '), statusQuo: null, elect: 1, ...more };
};

const cast = (
  on: BallotBox,
  ...written: readonly (readonly [number, string | Readonly<Record<string, number>>])[]
): readonly Ballot[] =>
  written.flatMap(([times, text]) => {
    const read = readBallot(on, text);
    if (read.refused) throw new Error(read.message);
    return Array.from({ length: times }, () => read.ok);
  });

describe('[R12] ballots are counted', () => {
  it("by Schulze's method: the example of his paper with 45 voters and five options elects E, before A, C, B and D", () => {
    const five = box('condorcet', 'A B C D E', { elect: 4 });
    const ballots = cast(
      five,
      [5, 'A > C > B > E > D'],
      [5, 'A > D > E > C > B'],
      [8, 'B > E > D > A > C'],
      [3, 'C > A > B > E > D'],
      [7, 'C > A > E > B > D'],
      [2, 'C > B > A > D > E'],
      [7, 'D > C > E > B > A'],
      [8, 'E > B > A > D > C'],
    );
    expect(countBallots(five, ballots)).toMatchObject({ winners: ['E', 'A', 'C', 'B'], tied: [] });
  });

  it('by instant run-off: the last goes, and its ballots count for whom they name next (the cities of Tennessee elect Knoxville)', () => {
    const cities = box('ranked', 'Memphis Nashville Chattanooga Knoxville');
    const ballots = cast(
      cities,
      [42, 'Memphis > Nashville > Chattanooga > Knoxville'],
      [26, 'Nashville > Chattanooga > Knoxville > Memphis'],
      [15, 'Chattanooga > Knoxville > Nashville > Memphis'],
      [17, 'Knoxville > Chattanooga > Nashville > Memphis'],
    );
    expect(countBallots(cities, ballots).winners).toEqual(['Knoxville']);
    expect(countBallots({ ...cities, method: { method: 'condorcet' } }, ballots).winners).toEqual(['Nashville']);
  });

  it('by points, of which an option may have some, and by dots, of which a ballot has some', () => {
    const score = box('score:5', 'a b c');
    expect(countBallots(score, cast(score, [1, { a: 5, b: 4 }], [1, { b: 4, c: 5 }]))).toMatchObject({
      winners: ['b'],
      figures: 'b 8, a 5, c 5',
    });
    const dots = box('dot:3', 'a b c', { elect: 2 });
    expect(countBallots(dots, cast(dots, [1, { a: 3 }], [1, { b: 2, c: 1 }])).winners).toEqual(['a', 'b']);
  });

  it('and a tie keeps the status quo, unless the casting ballot tells them apart', () => {
    const two = box('condorcet', 'a b');
    const ballots = cast(two, [1, 'a > b'], [1, 'b > a']);
    expect(countBallots(two, ballots)).toMatchObject({ winners: [], tied: ['a', 'b'], cast: false });
    expect(countBallots(two, ballots, ballots[1])).toMatchObject({ winners: ['b'], cast: true });
    const places = box('dot:1', 'a b c', { elect: 2 });
    expect(countBallots(places, cast(places, [2, 'a'], [1, 'b'], [1, 'c']))).toMatchObject({ winners: ['a'], tied: ['b', 'c'] });
  });

  it('and what does not beat the status quo does not win; the tally says by how much', () => {
    const debian = box('condorcet', 'a b none', { statusQuo: 'none' });
    const ballots = cast(debian, [3, 'a > none > b'], [1, 'none > a'], [1, 'b > a > none']);
    expect(countBallots(debian, ballots)).toMatchObject({ winners: ['a'], above: 4, below: 1 });
    expect(countBallots(debian, cast(debian, [1, 'a'], [2, 'none > a'])).winners).toEqual([]);
    expect(countBallots(debian, cast(debian, [1, 'a > none'], [1, 'none > a'])).winners).toEqual([]);
    expect(countBallots({ ...debian, elect: 3 }, ballots).winners).toEqual(['a']);
  });

  it('and nobody wins where nobody votes', () => {
    for (const method of ['condorcet', 'ranked', 'score', 'dot'])
      expect(countBallots(box(method, 'a b'), []).winners).toEqual([]);
  });
});

describe('[R12] whatever the ballots', () => {
  const options = ['a', 'b', 'c', 'd'];
  const order = fc.shuffledSubarray(options, { minLength: 1 }).map((ranks): Ballot => ({ ranks: ranks.map((one) => [one]) }));
  const many = fc.array(order, { minLength: 1, maxLength: 25 });
  const boxOf = (method: 'condorcet' | 'ranked'): BallotBox => ({ method: { method }, options, statusQuo: null, elect: 1 });

  it('an option that beats every other in pairs wins by condorcet, and one that more than half put first by both', () => {
    fc.assert(
      fc.property(many, (ballots) => {
        const place = (ballot: Ballot, option: string): number => {
          const at = 'ranks' in ballot ? ballot.ranks.findIndex(([one]) => one === option) : -1;
          return at < 0 ? 9 : at;
        };
        const beats = (one: string, other: string): boolean =>
          ballots.filter((ballot) => place(ballot, one) < place(ballot, other)).length >
          ballots.filter((ballot) => place(ballot, other) < place(ballot, one)).length;
        const best = options.find((one) => options.every((other) => other === one || beats(one, other)));
        if (best) expect(countBallots(boxOf('condorcet'), ballots).winners).toEqual([best]);
        const first = options.find((one) => ballots.filter((ballot) => place(ballot, one) === 0).length * 2 > ballots.length);
        if (first)
          for (const method of ['condorcet', 'ranked'] as const)
            expect(countBallots(boxOf(method), ballots).winners).toEqual([first]);
      }),
    );
  });

  it('the count does not depend on their order, and not on how the options are listed', () => {
    fc.assert(
      fc.property(many, fc.constantFrom('condorcet', 'ranked'), (ballots, method) => {
        const { winners } = countBallots(boxOf(method), ballots);
        expect(countBallots(boxOf(method), ballots.toReversed()).winners).toEqual(winners);
        expect(countBallots({ ...boxOf(method), options: options.toReversed() }, ballots).winners).toEqual(winners);
      }),
    );
  });

  it('what is written is read again', () => {
    fc.assert(
      fc.property(order, (ballot) => {
        expect(readBallot(boxOf('condorcet'), writeBallot(ballot))).toEqual({ ok: ballot });
      }),
    );
  });
});

it.each([
  ['condorcet', 'a > x', 'unknown-option'],
  ['condorcet', 'a > a', 'option-twice'],
  ['ranked', 'a = b', 'rank-tied'],
  ['ranked', '', 'ballot-malformed'],
  ['score:5', 'a > b', 'unknown-option'],
  ['dot:2', 'x', 'unknown-option'],
])('a ballot by %s that says "%s" is refused: %s', (method, text, code) => {
  expect(readBallot(box(method, 'a b c'), text)).toMatchObject({ refused: true, code });
});

it.each([
  ['score:5', { a: 6 }, 'points-out-of-range'],
  ['score:5', { a: 1.5 }, 'points-out-of-range'],
  ['dot:3', { a: 2, b: 2 }, 'points-out-of-range'],
  ['dot:3', { a: 0 }, 'ballot-malformed'],
])('points by %s of %j are refused: %s', (method, points, code) => {
  expect(readBallot(box(method, 'a b c'), points)).toMatchObject({ refused: true, code });
});

describe('a step with a method', () => {
  const steps = `{ step: choose, of: team, window: 0..3d, method: condorcet, options: [blue, green], status_quo: none, pass: "t.winner != 'none'", else: lapse }`;

  it('[R12] is counted when everybody has voted', () => {
    const lines = tell({
      steps,
      events: `
  - { at: 2026-05-04T09:00:00Z, by: raj, vote: blue > green }
  - { at: 2026-05-04T10:00:00Z, by: ines, vote: [green, blue] }
  - { at: 2026-05-04T10:30:00Z, by: ines, vote: [[blue, green]], reason: either }
  - { at: 2026-05-04T12:00:00Z, by: tomas, stance: abstain }`,
    });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-04T12:00:00Z');
    expect(lines.find(({ kind }) => kind === 'step-passed')?.because).toContain(
      'by condorcet: blue over green 1 : 0, over none 2 : 0 (R12)',
    );
    expect(lines.filter(({ kind }) => kind === 'stance')[2]?.because).toBe('ines votes blue = green (R1): either');
  });

  it('[R12] or when its window is over, and then a tie keeps the status quo', () => {
    const lines = tell({
      steps,
      events: `
  - { at: 2026-05-04T09:00:00Z, by: raj, vote: blue }
  - { at: 2026-05-04T10:00:00Z, by: ines, vote: green }`,
    });
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-07T08:00:00Z');
    expect(lines.at(-1)?.because).toContain('blue and green are tied, and a tie keeps the status quo (R12)');
  });

  it('[R12] a casting vote tells apart what was tied', () => {
    const lines = tell({
      steps: steps.replace('else:', 'casting: chair, else:'),
      events: `
  - { at: 2026-05-04T09:00:00Z, by: raj, vote: blue }
  - { at: 2026-05-04T10:00:00Z, by: ines, vote: green }`,
    });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-07T08:00:00Z');
    expect(lines.find(({ kind }) => kind === 'step-passed')?.because).toContain('a casting vote tells apart what was tied');
  });

  it('[R12] whoever wants to votes where anyone may, and how they vote may be secret', () => {
    const lines = tell({
      steps: `{ step: fill, of: anyone, window: 2d, method: "dot:3", options: p.ideas, elect: 2, secret: true, pass: t.winner != 'none' && t.cast >= 2, else: lapse }`,
      artifact: '{ kind: plan, author: ines, facts: { ideas: [search, mail, sleep] } }',
      events: `
  - { at: 2026-05-04T09:00:00Z, by: raj, vote: { search: 2, mail: 1 } }
  - { at: 2026-05-04T10:00:00Z, by: mere, vote: [mail, mail, sleep] }`,
    });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-06T08:00:00Z');
    expect(JSON.stringify(lines.filter(({ kind }) => kind === 'stance'))).not.toMatch(/search|mail|sleep/);
    expect(lines.find(({ kind }) => kind === 'step-passed')?.because).toContain('by dot: mail 3, search 2, sleep 1 (R12)');
  });

  it('[R6] a material amendment asks everybody for their ballots again', () => {
    const lines = tell({
      steps,
      events: `
  - { at: 2026-05-04T09:00:00Z, by: raj, vote: blue }
  - { at: 2026-05-04T10:00:00Z, by: ines, amend: material }
  - { at: 2026-05-04T11:00:00Z, by: ines, vote: green }
  - { at: 2026-05-04T11:00:00Z, by: tomas, vote: green }
  - { at: 2026-05-04T12:00:00Z, by: raj, vote: green }`,
    });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-04T12:00:00Z');
  });

  it('[R7] with more options than a ballot holds it fails closed, and none of them is dropped unseen', () => {
    const choosing = steps.replace('options: [blue, green]', 'options: p.ideas');
    const outcomeWith = (count: number) => {
      const ideas = Array.from({ length: count }, (_, n) => `idea ${n}`);
      const artifact = `{ kind: decision, title: A colour, author: ines, facts: { ideas: ${JSON.stringify(ideas)} } }`;
      return tell({ steps: choosing, artifact }).at(-1);
    };
    // The status quo stands on the ballot, too.
    expect(outcomeWith(50)).toMatchObject({
      outcome: 'lapsed',
      because: expect.stringContaining('choose has 51 options, and a ballot holds 50, so it fails closed (R7, R12)'),
    });
    expect(outcomeWith(49)?.because).not.toContain('fails closed');
  });

  it('[R7] without two options it fails closed', () => {
    const lines = tell({ steps: steps.replace('options: [blue, green], status_quo: none, ', '') });
    expect(outcomeOf(lines)).toBe('lapsed 2026-05-04T08:00:00Z');
    expect(lines.at(-1)?.because).toContain('has nothing to vote on');
  });

  it('[A6] the role to which it is escalated votes on the same', () => {
    const lines = tell({
      steps: steps.replace('lapse', '"escalate:lead"'),
      events: `
  - { at: 2026-05-08T09:00:00Z, by: mere, vote: green }`,
    });
    expect(outcomeOf(lines)).toBe('accepted 2026-05-08T09:00:00Z');
    expect(short(lines, 'escalated')).toHaveLength(1);
  });

  it('asks for a ballot, and takes no mere agreement', () => {
    tell({ steps, events: '\n  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree, refused: ballot-asked }' });
    tell({ steps, events: '\n  - { at: 2026-05-04T09:00:00Z, by: raj, vote: red, refused: unknown-option }' });
  });

  it('is told in plain English', () => {
    const text = explain(protocolOf(`{ id: x, on: decision.opened, steps: [${steps.replace('else:', 'secret: true, else:')}] }`));
    expect(text).toContain('They vote on “blue” and “green”, and on “none”, which stands for no change.');
    expect(text).toContain('the one that beats every other in pairs wins');
    expect(text).toContain('a tie keeps the status quo');
    expect(text).toContain('When they are counted, it passes if there is a winner');
    expect(text).toContain('how they voted is not');
  });
});
