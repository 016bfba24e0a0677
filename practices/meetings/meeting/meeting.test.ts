import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { codeOf, idOf, INES, MERE, northwind, PLATFORM, RAJ, readingOf, TOMAS, type Northwind } from '#tests/organization.ts';
import { meeting } from './meeting.ts';
import { savedHoursOf, type MeetingState } from './state.ts';

const ONE = idOf('1');
const protocols = DEFAULT_PROTOCOLS.filter(({ id }) => id.startsWith('meet/')).map(({ page }) => page);
/** Friday, 27 March 2026, 09:00 UTC; Ines is in Berlin. */
const MONDAY = Date.parse('2026-03-30T08:00:00Z');

let org: Northwind;
beforeEach(async () => {
  org = await northwind({ deciders: [meeting], protocols });
});

const bare = {
  title: 'Which port do we use?',
  purpose: '',
  questions: [] as string[],
  document: null as { address: string } | null,
  from: MONDAY,
  minutes: 60,
  space: PLATFORM,
  people: [RAJ, TOMAS],
  others: 2,
  source: null,
};
const READ = { address: 'https://docs.northwind.example/ports' };
const command = (by: string, name: string, data: unknown = {}) => ({ by, kind: 'meeting', artifact: ONE, name, data });
const request = (more: object = {}) => org.send(command(INES, 'request', { ...bare, ...more }));
const requested = async (more: object = {}): Promise<void> => {
  const result = await request(more);
  if (result.refused) throw new Error(result.message);
};
const status = async (): Promise<string> => (await readingOf(org, ONE)).status;
const state = async (): Promise<MeetingState> => (await org.seen(ONE))?.state as MeetingState;
const awaits = async () => (await readingOf(org, ONE)).awaits;
const PREPARED = { purpose: 'Choose a port.', questions: ['Rotterdam or Santos?', 'From when?'], document: READ };

describe('a meeting that is asked for', () => {
  it('asks its organizer to prepare it, in a working day of theirs, and takes place once it is', async () => {
    await requested();
    expect(await status()).toBe('preparing');
    expect(await awaits()).toMatchObject([{ asked: INES, status: 'open' }]);
    await org.sent(command(INES, 'prepare', { ...PREPARED, document: null }));
    expect(await status()).toBe('preparing');
    await org.sent(command(INES, 'prepare', PREPARED));
    expect(await status()).toBe('ready');
    expect((await awaits()).map((one) => one.status)).not.toContain('open');
  });

  it('needs no document where it is a quarter of an hour, and always an agenda', async () => {
    await requested({ minutes: 15 });
    expect(await status()).toBe('preparing');
    await org.sent(command(INES, 'prepare', { ...PREPARED, document: null }));
    expect(await status()).toBe('ready');
  });

  it('does not take place where nobody prepares it in time; prepared afterwards it goes before its gate again', async () => {
    await requested({ from: Date.parse('2026-04-08T08:00:00Z') });
    await org.until('2026-03-31T12:00:00Z');
    expect(await status()).toBe('unprepared');
    await org.sent(command(INES, 'prepare', PREPARED));
    expect(await status()).toBe('ready');
    expect((await state()).gates).toHaveLength(2);
  });

  it('is seen by those who take part and by its space, and needs somebody to meet', async () => {
    expect(codeOf(await request({ people: [], others: 0 }))).toBe('nobody-else');
    expect(codeOf(await request({ from: Date.parse('2026-03-26T08:00:00Z') }))).toBe('in-the-past');
    expect(codeOf(await request({ document: { address: 'javascript:alert(1)' } }))).toBe('not-an-address');
    await requested({ space: null, people: [RAJ], others: 0 });
    expect((await readingOf(org, ONE)).audience.toSorted()).toEqual([`actor:${INES}`, `actor:${RAJ}`].toSorted());
  });

  it('stands on no day that its team keeps free of meetings, until it is moved', async () => {
    const days = { free: ['mon'], short: 'keep', demanding: [] };
    await org.sent({ by: SYSTEM, kind: 'space', artifact: PLATFORM, name: 'set-meeting-days', data: days });
    await requested(PREPARED);
    expect(await status()).toBe('preparing');
    await org.sent(command(INES, 'move', { from: MONDAY + 86_400_000, minutes: 60 }));
    expect(await status()).toBe('ready');
    await org.sent(command(INES, 'move', { from: MONDAY, minutes: 60 }));
    expect(await status()).toBe('preparing');
  });
});

describe('what is settled in writing', () => {
  it('is off the agenda; with the last question the meeting is cancelled, and its hours are given back', async () => {
    await requested(PREPARED);
    await org.sent(command(RAJ, 'settle', { question: 1, words: 'Santos.' }));
    expect(await status()).toBe('ready');
    expect((await readingOf(org, ONE)).summary).toMatchObject({ questions: 2, left: 1 });
    await org.sent(command(TOMAS, 'settle', { question: 2, words: 'May.' }));
    expect(await status()).toBe('cancelled');
    // Ines, Raj, Tomás and two others, an hour each.
    expect(savedHoursOf(await state())).toBe(5);
    expect(codeOf(await org.send(command(INES, 'prepare', PREPARED)))).toBe('meeting-cancelled');
  });

  it('may be raised again, and a question that stays word for word keeps its answer', async () => {
    await requested(PREPARED);
    await org.sent(command(RAJ, 'settle', { question: 1, words: 'Santos.' }));
    await org.sent(command(INES, 'prepare', { ...PREPARED, questions: ['Who tells them?', 'Rotterdam or Santos?'] }));
    expect((await state()).questions).toMatchObject([
      { id: 3, settled: null },
      { id: 1, settled: { by: RAJ, words: 'Santos.' } },
    ]);
    await org.sent(command(RAJ, 'raise-again', { question: 1 }));
    expect((await readingOf(org, ONE)).summary).toMatchObject({ left: 2 });
  });

  it('by a decision settles all that is left', async () => {
    await requested(PREPARED);
    await org.sent(command(SYSTEM, 'take-document', { words: 'Decided in #12.' }));
    expect(await state()).toMatchObject({ status: 'cancelled', why: 'settled', questions: [{ settled: { by: null } }, {}] });
  });

  it('once it has begun gives nothing back', async () => {
    await requested({ ...PREPARED, questions: ['Rotterdam or Santos?'] });
    await org.until('2026-03-30T08:30:00Z');
    await org.sent(command(RAJ, 'settle', { question: 1, words: 'Santos.' }));
    expect(await status()).toBe('ready');
  });
});

describe('when its time is over', () => {
  it('asks its organizer for a minute how it went, once', async () => {
    await requested(PREPARED);
    await org.until('2026-03-30T09:00:00Z');
    expect(await status()).toBe('over');
    expect((await awaits()).filter(({ status: stands }) => stands === 'open')).toMatchObject([
      { asked: INES, kind: 'contribute', minutes: 1 },
    ]);
    await org.until('2026-04-20T09:00:00Z');
    expect((await awaits()).some(({ status: stands }) => stands === 'open')).toBe(false);
  });

  it('asks nobody about what was not prepared, for it did not take place; who met all the same may say so', async () => {
    await requested();
    await org.until('2026-04-20T09:00:00Z');
    expect(await status()).toBe('unprepared');
    expect((await readingOf(org, ONE)).nextAt).toBe(null);
    expect((await awaits()).filter(({ key }) => key.startsWith('outcome:'))).toEqual([]);
    await org.sent(command(INES, 'end', { how: 'held', decisions: [] }));
    expect(await status()).toBe('ended');
  });

  it('tells how long it took and gives back what was shorter', async () => {
    await requested(PREPARED);
    await org.until('2026-03-30T09:10:00Z');
    expect(codeOf(await org.send(command(MERE, 'end', { how: 'held', decisions: [] })))).toBe('not-there');
    expect(codeOf(await org.send(command(RAJ, 'end', { how: 'shortened', decisions: [] })))).toBe('minutes-required');
    expect(codeOf(await org.send(command(RAJ, 'end', { how: 'overran', minutes: 50, decisions: [] })))).toBe('not-longer');
    await org.sent(command(RAJ, 'end', { how: 'shortened', minutes: 24, people: 4, decisions: [] }));
    expect((await readingOf(org, ONE)).summary).toMatchObject({ how: 'shortened', hours: 1.6, saved: 3 });
    expect((await awaits()).map((one) => one.status)).not.toContain('open');
  });
});
