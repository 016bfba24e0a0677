import { describe, expect, it } from 'vitest';
import { PEOPLE, tell, type Story } from './story.ts';

/** The reasons of the lines of one kind. */
const reasons = (story: Story, kind: string): readonly string[] =>
  tell(story)
    .filter((line) => line.kind === kind)
    .map(({ because }) => because);

describe('the reason of what happens', () => {
  const alone = '{step: s, of: team, exclude: author, window: 24h, pass: t.open == 0, else: lapse}';

  it('[A2] gives the end in the hours of whoever is asked', () => {
    expect(reasons({ steps: alone }, 'asked')).toEqual([
      'raj has 24 h: due 2026-05-05T08:00:00Z, Tuesday 13:30 on their clock (A2)',
      'tomas has 24 h: due 2026-05-05T08:00:00Z, Tuesday 05:00 on their clock (A2)',
    ]);
  });

  it('[R2] says in words what held, and what did not', () => {
    expect(reasons({ steps: alone }, 'step-passed')).toEqual([
      'no objection is open: t.open is 0, its least time has passed (R2)',
    ]);
    expect(reasons({ steps: alone.replace('t.open == 0', 't.agree * 2 > t.size') }, 'outcome')).toEqual([
      'the window of s is over and it does not hold that more than half agree: t.agree is 0, t.size is 2 (A6 lapse)',
    ]);
  });

  it('[A2] does not claim hours that nobody had before the last moment', () => {
    const steps = '{step: s, of: team, exclude: author, window: 0..24h, each: 4wh, pass: t.open == 0, else: lapse}';
    expect(reasons({ steps, start: '2026-05-09T00:00:00Z' }, 'step-passed')).toEqual([
      'no objection is open: t.open is 0, and the window is over, though raj and tomas had less than their working time (R2)',
    ]);
  });

  it('[R1] tells what was said with an agreement or an answer', () => {
    const events = '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree, reason: one to watch }\n';
    expect(reasons({ steps: alone, events }, 'stance')).toEqual(['raj agrees (R1): one to watch']);
  });

  it('[A5] names what stands against it where the condition itself holds', () => {
    const actors = PEOPLE.replace(
      'roles: [team] }',
      'roles: [team], leave: [{ from: 2026-05-01T00:00:00Z, to: 2026-05-20T00:00:00Z }] }',
    );
    const story = { steps: alone, actors, artifact: '{ kind: decision, author: ines, irreversible: true }' };
    expect(reasons(story, 'outcome')).toEqual([
      'the window of s is over and somebody is away without a deputy, and on an irreversible matter their silence is not agreement (A5) (A6 lapse)',
    ]);
  });

  it('[R8] says that an objection went stale because its deputy kept silent', () => {
    const actors = PEOPLE.replace('roles: [team] }', 'roles: [team], deputies: [mere] }');
    const events =
      '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: object, reason: too dear }\n  - { at: 2026-05-04T10:00:00Z, by: raj, leaves: true }\n';
    expect(reasons({ steps: alone.replace('24h', '24h..20d'), actors, events }, 'objection').at(-1)).toBe(
      'stale: raj has left, and mere has not said in time that the objection stands (R8)',
    );
  });

  it('[R12] says who broke a tie', () => {
    const steps =
      '{step: s, of: team, exclude: author, window: 24h, objection: count, casting: lead, pass: t.agree > t.object, else: lapse}';
    const events =
      '  - { at: 2026-05-04T09:00:00Z, by: raj, stance: agree }\n  - { at: 2026-05-04T09:00:00Z, by: tomas, stance: object, reason: no }\n  - { at: 2026-05-04T10:00:00Z, by: mere, stance: agree }\n';
    expect(reasons({ steps, events }, 'stance').at(-1)).toBe('mere agrees, and has the casting vote if there is a tie (R12)');
    expect(reasons({ steps, events }, 'step-passed')).toEqual([
      'more agree than object: t.agree is 2, t.object is 1; it was a tie, which the casting vote of mere decides (R12), its least time has passed (R2)',
    ]);
  });
});
