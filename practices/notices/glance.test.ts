import { describe, expect, it } from 'vitest';
import type { Actor, Directory } from '#kernel/actors/directory.ts';
import { glanceOf } from './glance.ts';
import type { DueRow, OwedRow } from './queries.ts';

const person = (id: string, name: string, zone: string): Actor => ({
  id,
  kind: 'person',
  name,
  handle: id,
  calendars: [{ from: 0, calendar: { zone, week: { fri: ['09:00-17:00'] } } }],
  deputies: [],
  role: 'member',
  status: 'active',
  skills: [],
});
const people = [person('ines', 'Ines Prado', 'Europe/Berlin'), person('raj', 'Raj Mehta', 'Asia/Kolkata')];
const directory: Directory = {
  org: 'northwind',
  version: 1,
  name: 'Northwind',
  longestWindow: 0,
  actors: new Map(people.map((one) => [one.id, one])),
  spaces: new Map(),
  protocols: [],
};
const NOW = Date.parse('2026-03-27T09:00:00Z');
const reader = { actor: 'raj', directory, now: NOW };
const owed = (more: Partial<OwedRow> = {}): OwedRow => ({
  key: 'answer:respond:1:raj',
  why: 'answer “Who can read the backups?”',
  otherwise: 'somebody else is asked',
  asker: 'ines',
  due: Date.parse('2026-03-27T11:00:00Z'),
  minutes: 10,
  opened: NOW,
  ...more,
});
const row = (more: Partial<DueRow> = {}): DueRow => ({
  org: 'northwind',
  artifact: 'one',
  version: 2,
  actor: 'raj',
  channel: 'push',
  about: 'asked',
  loud: null,
  now: NOW,
  subject: { id: 'one', kind: 'request', number: 143, title: 'Who can read the backups?', status: 'open' },
  event: { by: 'ines', type: 'asked', body: { at: NOW } },
  awaits: [owed()],
  ...more,
});
const other = row({
  artifact: 'two',
  subject: { id: 'two', kind: 'decision', number: 142, title: 'Keep one', status: 'open' },
  awaits: [owed({ why: 'take a stance on “Keep one”', minutes: 25, due: Date.parse('2026-03-30T05:30:00Z') })],
});
const told = (type: string, about: DueRow['about'], body: Record<string, unknown>): DueRow =>
  row({ about, event: { by: 'ines', type, body }, awaits: [] });

describe('a push', () => {
  it('says what is asked, by whom, by when on the reader’s clocks, what happens otherwise, and where', () => {
    expect(glanceOf([row()], reader)).toEqual({
      title: 'Answer “Who can read the backups?”',
      body: 'Ines Prado asks: about 10 minutes, by 16:30, else somebody else is asked.',
      path: '/requests/143',
    });
  });

  it('counts what came together, and leads to Today', () => {
    expect(glanceOf([other, row(), row({ version: 3, about: 'reminded' })], reader)).toEqual({
      title: '2 things wait for you',
      body: 'About 35 minutes in all, the first by 16:30.',
      path: '/',
    });
    expect(glanceOf([other, row(), told('outcome', 'outcome', { outcome: 'lapsed' })], reader)?.body).toBe(
      'About 35 minutes in all, the first by 16:30, and one thing happened.',
    );
  });

  it('says why it comes at any hour, as long as that is still asked', () => {
    const loud = 'the protocol respond/urgent says that it cannot wait';
    expect(glanceOf([row({ loud })], reader)).toMatchObject({
      title: 'Urgent: Answer “Who can read the backups?”',
      body: expect.stringMatching(/^At once, because the protocol respond\/urgent says that it cannot wait\. Ines Prado asks:/),
    });
    expect(glanceOf([row({ loud, awaits: [] })], reader)).toBeNull();
  });

  it.each([
    ['request-answered', 'outcome', { text: 'It is hunter2.' }, 'Ines Prado answered “Who can read the backups?”.'],
    [
      'comment-written',
      'mention',
      { body: '@raj hunter2' },
      'Ines Prado mentions you in a comment on “Who can read the backups?”.',
    ],
    [
      'objection',
      'objection',
      { at: NOW + 1, objection: { by: 'ines', reason: 'hunter2' } },
      'Ines Prado objects to “Who can read the backups?”.',
    ],
  ] as const)('shows nothing of what was written to whoever stands by: %s', (type, about, body, line) => {
    expect(glanceOf([told(type, about, body)], reader)).toEqual({
      title: '“Who can read the backups?”',
      body: line,
      path: '/requests/143',
    });
  });

  it('is none where everything has been answered, or can no longer be seen', () => {
    expect(glanceOf([row({ awaits: [] })], reader)).toBeNull();
    expect(glanceOf([row({ subject: null })], reader)).toBeNull();
  });

  it.each(['w', '界', '👩‍💻', '"', '\u0001'])('stays below 3 kB, however long its titles are: %j', (letter) => {
    const long = letter.repeat(2000);
    const rows = [row({ loud: `the protocol ${long} says so`, awaits: [owed({ why: long, otherwise: long })] })];
    const size = Buffer.byteLength(JSON.stringify({ ...glanceOf(rows, reader), tag: '0'.repeat(32) }));
    expect(size).toBeLessThanOrEqual(3000);
  });
});
