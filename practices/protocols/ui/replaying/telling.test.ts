import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseProtocol } from '#kernel/protocol/document.ts';
import { addEvent, addPerson } from './building.ts';
import { openingStory } from './opening-story.ts';
import { tell } from './telling.ts';

const file = (path: string): string => readFileSync(new URL(`../../../../kernel/protocol/${path}`, import.meta.url), 'utf8');
const fromGallery = (id: string): string | null => file(`gallery/${id}.yaml`);
const FOUR = file('scenarios/four-zones.yaml');
const NOW = Date.parse('2026-11-21T12:00:00Z');

describe('a story that one steps through', () => {
  const { told, frame } = tell(FOUR, () => null);
  const at = (kind: string): number => told.lines.findIndex((line) => line.kind === kind);

  it('tells everything in the order in which it happened, and that it ends as was expected', () => {
    expect(told.lines.map((line) => line.at)).toEqual(told.lines.map((line) => line.at).toSorted());
    expect(told.differs).toEqual([]);
    expect(told.lines).toHaveLength(27);
  });

  it('shows each person with their working time, leave and holidays', () => {
    const lanes = frame(at('outcome'))?.lanes ?? [];
    expect(lanes.map(({ name }) => name)).toEqual(['ines', 'raj', 'tomas', 'aroha', 'mere', 'lea']);
    const aroha = lanes.find(({ name }) => name === 'aroha');
    expect(aroha).toMatchObject({ zone: 'Pacific/Auckland', state: 'passed:mere' });
    expect(aroha?.stretches.some(({ kind }) => kind === 'leave')).toBe(true);
    expect(lanes[0]?.stretches.filter(({ kind }) => kind === 'holiday').map(({ name }) => name)).toEqual([
      'Karfreitag',
      'Ostermontag',
    ]);
  });

  it('[R6] shows the end moving when the text is amended, and where it was before', () => {
    const amended = frame(at('deadline-moved'));
    expect(amended?.wasAt).not.toBeNull();
    expect(amended?.endsAt).not.toBe(amended?.wasAt);
    expect(frame(at('amended') - 1)?.objections).toEqual([{ by: 'tomas', reason: 'a slow report would hold up orders' }]);
    expect(frame(at('outcome'))?.objections).toEqual([]);
  });

  it('says what is wrong with a story, at its place', () => {
    const broken = tell(FOUR.replace('by: raj, stance: agree', 'by: nobody, stance: agree'), () => null);
    expect(broken.told.problems[0]).toMatchObject({ line: expect.any(Number), message: expect.stringContaining('nobody') });
    expect(broken.told.lines).toEqual([]);
    expect(broken.frame(0)).toBeNull();
  });
});

describe('a story to begin with', () => {
  it.each([
    'asf/lazy',
    'asf/code-rtc',
    'asf/release',
    'cadence/decision-week',
    'desk/first-response',
    'gitlab/dri',
    'gitlab/review',
    'ietf/last-call',
    'k8s/merge',
    'linux/patch',
    'loomio/advice',
    'meeting/gate',
    'node/land',
    'rust/fcp',
    's3/consent',
    'ship/small',
    'work/claim',
  ])('is made for %s, and can be told', (id) => {
    const { told } = tell(openingStory(fromGallery(id) ?? '', NOW), fromGallery);
    expect(told.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(told.lines.at(-1)?.kind).toBeDefined();
    expect(told.lines.some(({ kind }) => kind === 'outcome')).toBe(true);
  });

  it('grows by people and by what happens, as if by hand', () => {
    const begun = openingStory(fromGallery('asf/lazy') ?? '', NOW);
    const joined = addPerson(begun, {
      name: 'lea',
      zone: 'Europe/Berlin',
      hours: '09:00-13:00',
      roles: ['committers'],
      away: { from: '2026-11-24T00:00:00+01:00', to: '2026-11-25T00:00:00+01:00' },
    });
    const grown = addEvent(joined ?? '', {
      at: '2026-11-24T10:00:00Z',
      by: 'tomas',
      does: 'stance',
      what: 'object',
      reason: 'no way back',
      alternative: '',
    });
    const { told } = tell(grown ?? '', () => null);
    expect(told.people).toContain('lea');
    expect(told.lines.find(({ kind }) => kind === 'objection')?.because).toContain('no way back');
    expect(parseProtocol('id: [').protocol).toBeUndefined();
    expect(addPerson('a: [', { name: 'x', zone: 'UTC', hours: '09:00-17:00', roles: [], away: null })).toBeNull();
  });
});

it('of a story with hundreds of people it shows those who matter at this moment', () => {
  const people = Array.from({ length: 300 }, (_, i) => `  p${i}: { zone: UTC, week: { mon-fri: '09:00-17:00' }, roles: [all] }`);
  const text = `protocol: { id: a, on: b.c, steps: [{ step: s, of: all, window: 0..10d, remind: 50%, pass: t.cast == t.size, else: lapse }] }
start: 2026-03-02T09:00:00Z\nactors:\n${people.join('\n')}\nartifact: { kind: b, author: p0 }
events:\n  - { at: 2026-03-03T09:00:00Z, by: p280, stance: agree }\n`;
  const { told, frame } = tell(text, () => null);
  const spoke = frame(told.lines.findIndex(({ kind }) => kind === 'stance'));
  expect(told.lines.length).toBeGreaterThan(600);
  expect(spoke?.lanes.map(({ name }) => name)).toEqual(expect.arrayContaining(['p0', 'p280']));
  expect(spoke?.lanes).toHaveLength(12);
  expect(spoke?.hidden).toBe(288);
});
