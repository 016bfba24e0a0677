import { describe, expect, it } from 'vitest';
import type { Actor, Directory } from '#kernel/actors/directory.ts';
import { letterOf } from './letter.ts';
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
const reader = { actor: 'raj', directory, now: NOW, origin: 'https://proceed.northwind.example' };
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
  channel: 'mail',
  about: 'asked',
  loud: null,
  now: NOW,
  subject: { id: 'one', kind: 'request', number: 143, title: 'Who can read the backups?', status: 'open' },
  event: { by: 'ines', type: 'asked', body: { at: NOW } },
  awaits: [owed()],
  ...more,
});

describe('a mail', () => {
  it('says what is asked, by whom, by when on the reader’s clocks, what happens otherwise, and where', () => {
    const letter = letterOf([row()], reader);
    expect(letter?.subject).toBe('Answer “Who can read the backups?”, by 16:30');
    expect(letter?.body).toContain(
      'Answer “Who can read the backups?” (#143)\n  asked by Ines Prado, about 10 minutes, by 16:30, else somebody else is asked\n  https://proceed.northwind.example/requests/143',
    );
    expect(letter?.body).toMatch(/^Raj Mehta,\n/);
    expect(letter?.body).toContain('\n\nTimes are those of Kolkata.\n\n');
    expect(letter?.body).toContain('https://proceed.northwind.example/settings/notices');
  });

  it('names the day where it is another', () => {
    expect(letterOf([row({ awaits: [owed({ due: Date.parse('2026-03-30T05:30:00Z') })] })], reader)?.subject).toContain(
      'by Mon 30 March, 11:00',
    );
  });

  it('tells each thing once, however often it came up, and counts', () => {
    const other = row({
      version: 5,
      artifact: 'two',
      subject: { id: 'two', kind: 'decision', number: 142, title: 'Keep one', status: 'open' },
      awaits: [owed({ key: 'k', why: 'take a stance on “Keep one”', minutes: 25 })],
    });
    const letter = letterOf([row(), row({ version: 3, about: 'reminded' }), other], reader);
    expect(letter?.subject).toBe('2 things wait for you');
    expect(letter?.body).toContain('2 things wait for you, about 35 minutes in all.');
    expect(letter?.body.match(/#143/g)).toHaveLength(1);
  });

  it('is none where everything has been answered, or can no longer be seen', () => {
    expect(letterOf([row({ awaits: [] })], reader)).toBeNull();
    expect(letterOf([row({ subject: null })], reader)).toBeNull();
  });

  it('says why it comes at any hour', () => {
    const letter = letterOf([row({ loud: 'the protocol respond/urgent says that it cannot wait' })], reader);
    expect(letter?.subject).toMatch(/^Urgent: /);
    expect(letter?.body).toContain('at whatever hour, because the protocol respond/urgent says that it cannot wait.');
  });

  it.each([
    ['request-answered', 'outcome', { text: 'Only  I\ncan.' }, 'Ines Prado answered “Who can read the backups?”: Only I can.'],
    ['outcome', 'outcome', { outcome: 'lapsed' }, 'Nobody answered “Who can read the backups?” in time.'],
    ['resumed', 'outcome', {}, 'Ines Prado answered your question about “Who can read the backups?”. Your clock goes on.'],
    [
      'objection',
      'objection',
      { at: NOW + 1, objection: { by: 'ines', reason: 'no rollback' } },
      'Ines Prado objects to “Who can read the backups?”: no rollback',
    ],
    [
      'comment-written',
      'mention',
      { body: 'See @raj' },
      'Ines Prado mentions you in a comment on “Who can read the backups?”: See @raj',
    ],
  ] as const)('tells in one line what happened: %s', (type, about, body, line) => {
    const letter = letterOf([row({ about, event: { by: 'ines', type, body }, awaits: [] })], reader);
    expect(letter?.subject).toBe(line);
    expect(letter?.body).toContain(line);
  });

  it('asks for the answer to an objection instead of telling of it', () => {
    const asking = row({
      about: 'objection',
      event: { by: 'ines', type: 'objection', body: { at: NOW, objection: { by: 'ines', reason: 'no rollback' } } },
      awaits: [owed({ why: 'Ines Prado objects to “Keep one”: no rollback', otherwise: 'the objection stands' })],
    });
    expect(letterOf([asking], reader)?.body.match(/no rollback/g)).toHaveLength(1);
  });

  it('quotes the beginning of a long text', () => {
    const letter = letterOf(
      [row({ about: 'outcome', event: { by: 'ines', type: 'request-answered', body: { text: 'word '.repeat(1000) } } })],
      reader,
    );
    expect(letter?.body.length).toBeLessThan(1000);
  });
});
