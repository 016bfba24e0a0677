import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { commandPath } from '#kernel/stream/commands.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import type { Stream } from '#kernel/stream/stream.ts';
import {
  AROHA,
  BOARD,
  codeOf,
  idOf,
  INES,
  MERE,
  northwind,
  PLATFORM,
  RAJ,
  readingOf,
  TOMAS,
  type Northwind,
} from '#tests/organization.ts';
import { claimOf, type TaskState } from './state.ts';
import { task } from './task.ts';

const [ONE, TWO, THREE] = [idOf('1'), idOf('2'), idOf('3')] as const;
const AGENT = idOf('a9');
const protocols = DEFAULT_PROTOCOLS.filter(({ id }) => id === 'claim/default').map(({ page }) => page);

let org: Northwind;
beforeEach(async () => {
  org = await northwind({ deciders: [task], protocols });
});

const BODY = {
  title: 'Split the importer',
  text: 'It reads and writes in one pass.',
  criteria: ['Reading has a test of its own', 'The old door is gone'],
  depth: 'deep',
  minutes: 240,
  needs: ['Imports'],
  context: 'imports',
  dueAt: null,
  goal: null,
  space: PLATFORM,
  audience: null,
  from: null,
} as const;

const to = (by: string, name: string, data: unknown = {}, artifact: string = ONE, refs: readonly string[] = []) => ({
  ...{ by, kind: 'task', artifact, name, data, refs },
});
const does = (by: string, name: string, data: unknown = {}, artifact: string = ONE, refs: readonly string[] = []) =>
  org.send(to(by, name, data, artifact, refs)).then(codeOf);
const drafted = (more: object = {}, artifact: string = ONE, by = INES) =>
  org.sent(to(by, 'draft', { ...BODY, ...more }, artifact));
const state = async (artifact: string = ONE): Promise<TaskState> => (await org.seen(artifact))?.state as TaskState;
const status = async (artifact: string = ONE) => (await state(artifact)).stage.status;
const holder = async (artifact: string = ONE) => claimOf(await state(artifact));
const awaits = async (whom: string, artifact: string = ONE) =>
  (await readingOf(org, artifact)).awaits.filter(({ asked, status: how }) => asked === whom && how === 'open');
const told = async (): Promise<readonly string[]> => (await org.history(ONE)).map(({ body }) => body.type);

describe('a task', () => {
  it('[L3] can be claimed as soon as it says when it is done, and not before', async () => {
    await drafted({ criteria: [] });
    expect([await status(), await does(RAJ, 'claim')]).toEqual(['draft', 'criteria-required']);
    await org.sent(to(TOMAS, 'revise', { criteria: ['It reads'] }));
    expect([await status(), await does(RAJ, 'claim'), await status()]).toEqual(['ready', null, 'claimed']);
    expect(await does(RAJ, 'revise', { criteria: [] })).toBe('criteria-required');
    expect(await does(RAJ, 'revise', { depth: 'shallow' })).toBe('claimed-already');
  });

  it('is drafted where one may contribute, and named by what it says', async () => {
    expect(await does(TOMAS, 'draft', { ...BODY, space: BOARD })).toBe('not-found');
    expect(await does(INES, 'draft', { ...BODY, minutes: 2 })).toBe('size-out-of-range');
    expect(await does(INES, 'draft', { ...BODY, criteria: [' '] })).toBe('empty');
    expect(await does(INES, 'draft', { ...BODY, goal: idOf('99') })).toBe('not-found');
    expect(await does(INES, 'draft', { ...BODY, author: RAJ })).toBe('not-permitted');
    await drafted();
    expect(await readingOf(org, ONE)).toMatchObject({
      status: 'ready',
      text: expect.stringContaining('The old door is gone'),
      summary: { depth: 'deep', minutes: 240, needs: ['imports'] },
    });
  });

  it('[L1] has one holder, whose token alone finishes it', async () => {
    await drafted();
    const all = await Promise.all([RAJ, TOMAS, AROHA, MERE].map((who) => does(who, 'claim')));
    expect(all.toSorted()).toEqual(['claimed-already', 'claimed-already', 'claimed-already', null].toSorted());
    const held = await holder();
    expect(held?.token).toBe(1);
    const other = held?.holder === RAJ ? TOMAS : RAJ;
    expect(await does(other, 'finish', { token: 1, words: '', met: [0, 1] })).toBe('not-the-holder');
    expect(await does(held?.holder ?? '', 'finish', { token: 1, words: '', met: [0] })).toBe('criteria-open');
    expect(await does(held?.holder ?? '', 'finish', { token: 1, words: 'In two halves.', met: [1, 0] })).toBeNull();
    expect([await status(), await does(other, 'claim'), await does(other, 'drop', { reason: '' })]).toEqual([
      'done',
      'task-closed',
      'not-permitted',
    ]);
  });

  it('[L1] is nobody’s but its holder’s: what one server had half written while another wrote is not told to anybody', async () => {
    await drafted();
    let first = true;
    const late: Stream = {
      ...org.stream,
      append: async (entries, basis) => {
        if (first) await org.sent(to(TOMAS, 'claim'));
        first = false;
        return org.stream.append(entries, basis);
      },
    };
    const { org: id } = await org.directory();
    const path = commandPath(late, org.deciders);
    const claims = [1, 2].map(() => path.send({ id: crypto.randomUUID(), org: id, ...to(RAJ, 'claim') }));
    expect((await Promise.all(claims)).map(codeOf)).toEqual(['claimed-already', 'claimed-already']);
    expect((await holder())?.holder).toBe(TOMAS);
  });

  it('[L1] refuses a token from before, though it is the same person’s', async () => {
    await drafted();
    await org.sent(to(RAJ, 'claim'));
    await org.sent(to(RAJ, 'release', { token: 1, note: 'The reader is done; the writer is not.' }));
    await org.sent(to(RAJ, 'claim'));
    expect(await does(RAJ, 'finish', { token: 1, words: '', met: [0, 1] })).toBe('stale-token');
    expect(await does(RAJ, 'release', { token: 1, note: '' })).toBe('stale-token');
    expect(await does(RAJ, 'finish', { token: 2, words: '', met: [0, 1] })).toBeNull();
    expect((await state()).notes).toMatchObject([{ by: RAJ, note: 'The reader is done; the writer is not.', byItself: false }]);
  });

  it('[L4] is one deep and one shallow task at a time', async () => {
    await drafted();
    await drafted({}, TWO);
    await drafted({ depth: 'shallow' }, THREE);
    await org.sent(to(RAJ, 'claim'));
    expect(await does(RAJ, 'claim', {}, TWO, [ONE])).toBe('limit-reached');
    expect(await does(RAJ, 'claim', {}, THREE, [ONE])).toBeNull();
    await org.sent(to(RAJ, 'release', { token: 1, note: '' }));
    expect(await does(RAJ, 'claim', {}, TWO, [ONE, THREE])).toBeNull();
  });
});

describe('a claim', () => {
  it('[L2] is nudged, has its grace, and is released by the clock with what was left', async () => {
    await drafted();
    await org.sent(to(RAJ, 'claim'));
    expect(await awaits(RAJ)).toMatchObject([{ key: 'hold:1', why: 'go on with “Split the importer”', minutes: 90 }]);
    await org.until('2026-04-03T10:00:00Z');
    expect(await awaits(RAJ)).toMatchObject([
      {
        why: expect.stringContaining('in a sentence'),
        dueAt: Date.parse('2026-04-06T09:00:00Z'),
        otherwise: expect.stringContaining('free again'),
      },
    ]);
    await org.until('2026-04-06T10:00:00Z');
    expect(await told()).toEqual(expect.arrayContaining(['claim-in-grace', 'claim-nudged', 'claim-released']));
    expect([await status(), await awaits(RAJ), (await state()).notes[0]]).toMatchObject([
      'ready',
      [],
      { by: RAJ, byItself: true },
    ]);
  });

  it('[L2] is renewed by what its holder does, or their agent, and by nobody else’s words', async () => {
    await org.sent({ by: RAJ, kind: 'agent', artifact: AGENT, name: 'register', data: { name: 'Scout', accountable: RAJ } });
    await drafted();
    await org.sent(to(RAJ, 'claim'));
    const until = (await holder())?.until ?? 0;
    await org.until('2026-03-31T09:00:00Z');
    await org.sent(to(SYSTEM, 'activity', { what: 'comment', by: TOMAS }));
    expect((await holder())?.until).toBe(until);
    await org.sent(to(SYSTEM, 'activity', { what: 'commit', by: TOMAS, words: 'Read in one pass', address: null }));
    expect((await holder())?.until).toBe(until);
    await org.sent(to(SYSTEM, 'activity', { what: 'commit', by: AGENT, words: 'Split the reader' }));
    expect((await holder())?.until).toBe(Date.parse('2026-04-07T09:00:00Z'));
    expect((await told()).filter((type) => type === 'task-moved')).toHaveLength(2);
  });

  it('[L2] is extended by one honest sentence, once', async () => {
    await drafted();
    await org.sent(to(RAJ, 'claim'));
    await org.until('2026-04-03T10:00:00Z');
    expect(await does(RAJ, 'extend', { token: 1, words: ' ' })).toBe('empty');
    expect(await does(RAJ, 'extend', { token: 1, words: 'The parser turned out to be two.' })).toBeNull();
    expect(await does(RAJ, 'extend', { token: 1, words: 'Again.' })).toBe('no-extension-left');
    expect((await holder())?.graceUntil).toBeNull();
  });

  it('[A8] ended when it was due, though no timer came and its holder writes first', async () => {
    await drafted();
    await org.sent(to(RAJ, 'claim'));
    await org.away('2026-04-20T09:00:00Z');
    expect(await does(RAJ, 'extend', { token: 1, words: 'Still there.' })).toBe('not-claimed');
    expect(await does(TOMAS, 'claim')).toBeNull();
    expect(await told()).toEqual(expect.arrayContaining(['claim-in-grace', 'claim-nudged', 'claim-released']));
    expect((await holder())?.token).toBe(2);
  });

  it('[A4] waits for whoever is away, and passes from whoever leaves', async () => {
    await drafted();
    await org.sent(to(RAJ, 'claim'));
    const until = (await holder())?.until ?? 0;
    const leave = { id: idOf('77'), from: Date.parse('2026-03-30T00:00:00Z'), to: Date.parse('2026-04-06T00:00:00Z') };
    await org.sent({ by: RAJ, kind: 'person', artifact: RAJ, name: 'plan-leave', data: leave });
    await org.sent(to(SYSTEM, 'calendar-changed', { actor: RAJ }));
    expect((await holder())?.until).toBeGreaterThan(until);
    await org.sent(to(SYSTEM, 'actor-left', { actor: RAJ }));
    expect(await status()).toBe('ready');
  });

  it('[L2] of an agent is a quarter of an hour', async () => {
    await org.sent({ by: RAJ, kind: 'agent', artifact: AGENT, name: 'register', data: { name: 'Scout', accountable: RAJ } });
    await drafted();
    await org.sent(to(AGENT, 'claim'));
    const { until = 0, since = 0 } = (await holder()) ?? {};
    expect(until - since).toBe(15 * 60_000);
    await org.until('2026-03-27T09:31:00Z');
    expect(await status()).toBe('ready');
  });
});

describe('handing over', () => {
  it('follows the sun: it stays where it is until the other takes it, and then the old token is worth nothing', async () => {
    await drafted();
    await org.sent(to(RAJ, 'claim'));
    expect(await does(RAJ, 'offer', { token: 1, to: RAJ, note: '' })).toBe('asks-oneself');
    expect(await does(RAJ, 'offer', { token: 9, to: TOMAS, note: '' })).toBe('stale-token');
    await org.sent(to(RAJ, 'offer', { token: 1, to: TOMAS, note: 'The reader is done.' }));
    expect(await awaits(TOMAS)).toMatchObject([
      { asker: RAJ, why: 'take over “Split the importer”', otherwise: 'it stays with Raj Mehta' },
    ]);
    expect(await does(MERE, 'claim')).toBe('claimed-already');
    await org.sent(to(TOMAS, 'claim'));
    expect(await holder()).toMatchObject({ holder: TOMAS, token: 2 });
    expect(await does(RAJ, 'finish', { token: 1, words: '', met: [0, 1] })).toBe('not-the-holder');
    expect([await awaits(RAJ), (await awaits(TOMAS)).length]).toEqual([[], 1]);
  });

  it('lapses after a working day of the other, or when they say no', async () => {
    await drafted();
    await org.sent(to(RAJ, 'claim'));
    await org.sent(to(RAJ, 'offer', { token: 1, to: TOMAS, note: '' }));
    expect(await does(RAJ, 'offer', { token: 1, to: MERE, note: '' })).toBe('offered-already');
    expect(await does(MERE, 'end-offer')).toBe('not-asked');
    await org.until('2026-03-30T13:00:00Z');
    expect([await awaits(TOMAS), (await holder())?.holder]).toEqual([[], RAJ]);
    await org.sent(to(RAJ, 'offer', { token: 1, to: TOMAS, note: '' }));
    await org.sent(to(TOMAS, 'end-offer'));
    expect([await awaits(TOMAS), await does(TOMAS, 'end-offer')]).toEqual([[], 'not-offered']);
  });
});

describe('what nobody claims', () => {
  it('[L3] is dropped when its owner said nothing three times, and can be opened again', async () => {
    await drafted();
    await org.until('2026-08-01T10:00:00Z');
    expect((await told()).filter((type) => type === 'owner-asked')).toHaveLength(3);
    expect((await state()).stage).toMatchObject({ status: 'dropped', reason: expect.stringContaining('three times') });
    expect((await readingOf(org, ONE)).nextAt).toBeNull();
    expect([await does(RAJ, 'reopen', { reason: 'It stays.' }), await status()]).toEqual([null, 'ready']);
  });

  it('[L3] asks its owner after two weeks: drop it, split it or offer it; and again if they say nothing', async () => {
    await drafted();
    await org.until('2026-04-10T10:00:00Z');
    expect(await awaits(INES)).toMatchObject([
      { key: expect.stringMatching(/^stale:/), kind: 'answer', otherwise: expect.stringContaining('asked again') },
    ]);
    await org.sent(to(INES, 'keep', { words: 'It waits for the new disks.' }));
    expect(await awaits(INES)).toEqual([]);
    await org.until('2026-05-20T10:00:00Z');
    expect((await told()).filter((type) => type === 'owner-asked')).toHaveLength(3);
    expect(await does(INES, 'offer', { to: RAJ, note: 'You know it best.' })).toBeNull();
    expect(await awaits(RAJ)).toMatchObject([{ otherwise: 'it stays free for anybody' }]);
    expect(await does(INES, 'drop', { reason: 'The importer goes.' })).toBeNull();
    expect([
      await status(),
      await does(RAJ, 'claim'),
      await does(RAJ, 'reopen', { reason: 'It stays.' }),
      await status(),
    ]).toEqual(['dropped', 'task-closed', null, 'ready']);
  });

  it('[A3] still says who was asked when it is over, and how each of that ended', async () => {
    await drafted();
    await org.sent(to(RAJ, 'claim'));
    await org.sent(to(RAJ, 'offer', { token: 1, to: TOMAS, note: 'Half of it is there.' }));
    await org.sent(to(TOMAS, 'end-offer'));
    await org.sent(to(RAJ, 'offer', { token: 1, to: MERE, note: '' }));
    await org.sent(to(MERE, 'claim'));
    await org.sent(to(MERE, 'release', { token: 2, note: '' }));
    await org.sent(to(RAJ, 'claim'));
    await org.sent(to(RAJ, 'finish', { token: 3, words: '', met: [0, 1] }));
    const asked = (await readingOf(org, ONE)).awaits.map(({ key, asked: whom, status: how, closedAt }) => {
      expect(closedAt).toEqual(expect.any(Number));
      return [key, whom, how];
    });
    expect(asked).toEqual([
      ['offer:1', TOMAS, 'answered'],
      ['hold:1', RAJ, 'passed'],
      ['offer:2', MERE, 'answered'],
      ['hold:2', MERE, 'answered'],
      ['hold:3', RAJ, 'answered'],
    ]);
  });
});
