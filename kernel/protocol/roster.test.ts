import { expect, it } from 'vitest';
import { PEOPLE, short, tell } from './story.ts';

const asked = (of: string, more = ''): readonly string[] =>
  short(
    tell({
      steps: `{ step: a, of: "${of}", window: 48h, pass: t.open == 0, else: lapse${more} }`,
      actors: `${PEOPLE}\n  bot: { kind: agent, accountable: ines, zone: UTC, week: { mon-sun: "00:00-24:00" }, roles: [team] }\n`,
      artifact: '{ kind: change, title: X, author: ines, facts: { owners_of_paths: [raj, tomas], manager_of_ines: [mere] } }',
    }),
    'asked',
  ).map((line) => line.split(' ').at(-1) ?? '');

it('[R2] asks part of a team and all of another, each chosen in its parentheses', () => {
  const some = asked('(team - author pick 1 weight 1) + lead');
  expect(some).toHaveLength(2);
  expect(some).toContain('mere');
});

it('[R2] asks the owners of the paths, and whoever stands in a relation to the author', () => {
  expect(asked('owners of paths')).toEqual(['raj', 'tomas']);
  expect(asked('manager of author + raj')).toEqual(['mere', 'raj']);
});

it('[R2] takes away whom an expression in parentheses comes to', () => {
  expect(asked('team - (owners of paths - tomas)')).toEqual(['ines', 'tomas']);
  expect(asked('team where a.handle != \\"ines\\"')).toEqual(['raj', 'tomas']);
});

it('[R2] asks the fallback where nobody of the others can be', () => {
  expect(asked('nobody_here fallback lead')).toEqual(['mere']);
});

it('[R10] an agent of the team is asked only where agents are listed', () => {
  expect(asked('team')).toEqual(['ines', 'raj', 'tomas']);
  expect(asked('team + (agents where a.handle == \\"bot\\")')).toEqual(['ines', 'raj', 'tomas', 'bot']);
  expect(asked('team + agents', ', exclude: author')).toEqual(['raj', 'tomas']);
});
