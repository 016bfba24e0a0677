import { describe, expect, it } from 'vitest';
import { explain } from './explain.ts';
import { replay } from './replay.ts';
import { protocolOf } from './story.ts';

const NINE = '2026-03-26T09:00:00Z';

/** Two of a team, in Berlin and in São Paulo; when what is said of them passes, and what is written of that. */
const told = (step: string, ...events: readonly string[]) => {
  const text = `{id: x, on: decision.opened, steps: [{step: a, of: team, ${step}}]}`;
  const { lines, problems } = replay(
    `
protocol: it
start: ${NINE}
actors:
  ines: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" } }
  raj: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" }, roles: [team] }
  tomas: { zone: America/Sao_Paulo, week: { mon-fri: "09:00-17:00" }, roles: [team] }
artifact: { kind: decision, author: ines }
events: [${events.join(', ')}]
`,
    () => text,
  );
  return { says: explain(protocolOf(text)), problems, end: lines.at(-1) };
};
const says = (who: string, what: string, hour = '10:00'): string => `{ at: 2026-03-26T${hour}:00Z, by: ${who}, ${what} }`;

describe('[P1] the prose says when a step passes as the engine does', () => {
  it('waits for the least time although everybody has answered', () => {
    const { says: prose, end } = told(
      'window: 24h, each: 4wh, pass: "true", else: proceed',
      says('raj', 'stance: agree'),
      says('tomas', 'stance: agree'),
    );
    expect(prose).toContain('After 24 hours, and once whoever is silent has had that much working time, it passes.');
    expect(end).toMatchObject({ outcome: 'accepted', at: '2026-03-27T09:00:00Z' });
  });

  it('waits for the working time of whoever is silent, also where there is no least time', () => {
    const { says: prose, end } = told('window: 0..7d, each: 8wh, pass: t.agree >= 1, else: lapse', says('raj', 'stance: agree'));
    expect(prose).toContain('Once whoever is silent has had that much working time, it passes as soon as at least one agrees;');
    expect(end).toMatchObject({ outcome: 'accepted', at: '2026-03-26T20:00:00Z' });
  });

  it('passes at once where nobody is owed anything', () => {
    const { says: prose, end } = told('window: 0..7d, pass: t.agree >= 1, else: lapse', says('raj', 'stance: agree'));
    expect(prose).toContain('It passes as soon as at least one agrees;');
    expect(end).toMatchObject({ outcome: 'accepted', at: '2026-03-26T10:00:00Z' });
  });

  it.each([
    ['2d', 'when the time is over', '2026-03-28T09:00:00Z'],
    ['1d..2d', 'when everybody has voted, after 1 day at the earliest, or the time is over', '2026-03-27T09:00:00Z'],
    ['0..2d', 'when everybody has voted or the time is over', '2026-03-26T10:00:00Z'],
  ])('[R12] counts ballots of a window of %s %s', (window, when, at) => {
    const { says: prose, end } = told(
      `window: ${window}, method: ranked, options: [x, y], pass: "t.winner != 'none'", else: lapse`,
      says('raj', 'vote: "x > y"'),
      says('tomas', 'vote: "x > y"'),
    );
    expect(prose).toContain(`Ballots are counted ${when};`);
    expect(prose).toContain('When they are counted, it passes if there is a winner; otherwise it lapses.');
    expect(end).toMatchObject({ outcome: 'accepted', at });
  });
});

describe('a story that cannot go on', () => {
  it('is told up to there, with what the clock had done by then', () => {
    const text = '{id: x, on: decision.opened, steps: [{step: a, of: team, window: 1d, pass: t.open == 0, else: lapse}]}';
    const { lines, problems } = replay(
      `
protocol: it
start: ${NINE}
actors: { raj: { zone: Europe/Berlin, week: { mon-fri: "09:00-17:00" }, roles: [team] } }
artifact: { kind: decision, author: raj }
events: [{ at: 2026-03-30T10:00:00Z, by: raj, stance: agree }]
`,
      () => text,
    );
    expect(problems).toMatchObject([{ code: 'run-ended' }]);
    expect(lines.at(-1)).toMatchObject({ kind: 'outcome', outcome: 'accepted', at: '2026-03-27T09:00:00Z' });
  });
});
