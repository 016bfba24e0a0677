import { describe, expect, it } from 'vitest';
import { readCalendar } from '#connectors/calendar/ics-calendar.ts';
import { cancel, invite, reply, type Invitation } from './invitation.ts';

const INES = { name: 'Ines Prado', mail: 'ines@northwind.example' };
const RAJ = { name: 'Raj Mehta', mail: 'raj@northwind.example' };

const TALK: Invitation = {
  uid: 'talk-1@proceed.northwind.example',
  sequence: 0,
  title: 'Talk about the billing plan',
  description: 'Agenda: what the plan leaves open.\nDocument: https://proceed.northwind.example/142',
  location: 'Call',
  url: 'https://proceed.northwind.example/book/move#abc',
  from: Date.parse('2026-03-27T08:00:00Z'),
  to: Date.parse('2026-03-27T08:30:00Z'),
  organizer: INES,
  guests: [
    { ...RAJ, answer: 'accepted' },
    { name: 'Mere', mail: 'mere@northwind.example', optional: true },
  ],
  at: Date.parse('2026-03-20T12:00:00Z'),
};

const WEEK = { from: Date.parse('2026-03-23T00:00:00Z'), to: Date.parse('2026-03-30T00:00:00Z') };
const lines = (text: string): readonly string[] => text.replace(/\r\n /g, '').trimEnd().split('\r\n');
const readBack = (text: string) => readCalendar([Buffer.from(text)], { window: WEEK, zone: 'Europe/Berlin' });

describe('an invitation by mail', () => {
  it('asks whoever has not answered, and names those who have', () => {
    const { method, text } = invite(TALK);
    expect([method, ...lines(text)]).toEqual([
      'REQUEST',
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Proceed//Proceed//EN',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:talk-1@proceed.northwind.example',
      'SEQUENCE:0',
      'DTSTAMP:20260320T120000Z',
      'DTSTART:20260327T080000Z',
      'DTEND:20260327T083000Z',
      'SUMMARY:Talk about the billing plan',
      'LOCATION:Call',
      'DESCRIPTION:Agenda: what the plan leaves open.\\nDocument: https://proceed.northwind.example/142',
      'ORGANIZER;CN="Ines Prado":mailto:ines@northwind.example',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN="Raj Mehta":MAILTO:raj@northwind.example',
      'ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Mere":MAILTO:mere@northwind.example',
      'URL;VALUE=URI:https://proceed.northwind.example/book/move#abc',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
  });

  it('is cancelled with its reason under the same name', () => {
    const { method, text } = cancel({ ...TALK, sequence: 1 }, 'The document answered it, thank you.');
    expect([method, lines(text)]).toEqual([
      'CANCEL',
      expect.arrayContaining([
        'METHOD:CANCEL',
        'UID:talk-1@proceed.northwind.example',
        'SEQUENCE:1',
        'STATUS:CANCELLED',
        'COMMENT:The document answered it\\, thank you.',
      ]),
    ]);
    expect(text).not.toContain('RSVP');
  });

  it('is answered by one guest for themselves alone, of a series for the one time that is meant', () => {
    const planned = TALK.from + 1_800_000;
    const { method, text } = reply({ ...TALK, planned }, RAJ, 'declined', 'I read the document, and have nothing to add.');
    expect(method).toBe('REPLY');
    expect(lines(text).filter((line) => line.startsWith('ATTENDEE'))).toEqual([
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN="Raj Mehta":MAILTO:raj@northwind.example',
    ]);
    expect(lines(text)).toContain('RECURRENCE-ID:20260327T083000Z');
    expect(lines(text)).toContain('COMMENT:I read the document\\, and have nothing to add.');
  });

  it('is read by our own reader as it was meant', () => {
    const { series, faults } = readBack(invite(TALK).text);
    expect([series[0]?.occurrences, faults]).toEqual([[{ planned: TALK.from, from: TALK.from, to: TALK.to }], []]);
    expect(series[0]?.details).toMatchObject({
      title: TALK.title,
      description: TALK.description,
      organizer: INES,
      attendees: [
        { mail: RAJ.mail, answer: 'accepted', optional: false },
        { mail: 'mere@northwind.example', answer: 'none', optional: true },
      ],
    });
  });

  it('[safety] lets no words begin a line, a parameter or a person of their own', () => {
    const title = 'Plan\r\nATTENDEE:mailto:all@northwind.example';
    const name = 'Raj";PARTSTAT=ACCEPTED:mailto:x@northwind.example\r\nMETHOD:CANCEL';
    const { text } = invite({
      ...TALK,
      title,
      description: `${title}\u0000\rSTATUS:CANCELLED`,
      location: title,
      uid: `a\r\nSTATUS:CANCELLED`,
      guests: [{ name, mail: RAJ.mail }],
    });
    expect(lines(text).filter((line) => /^(ATTENDEE|METHOD|STATUS)/.test(line))).toHaveLength(3);
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(readBack(text).series[0]?.details.attendees).toEqual([expect.objectContaining({ mail: RAJ.mail, answer: 'none' })]);
    for (const mail of ['nobody', 'a@b\r\nX:1', 'a@b;c', '"a"@b'])
      expect(() => invite({ ...TALK, guests: [{ name: 'x', mail }] }), mail).toThrow('mail addresses');
  });
});
