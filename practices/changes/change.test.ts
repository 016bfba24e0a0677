import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { AROHA, idOf, INES, northwind, PLATFORM, RAJ, readingOf } from '#tests/organization.ts';
import { change } from './change.ts';
import type { Said, Snapshot } from './observed.ts';
import { scoreOf, type ChangedFile } from './score.ts';
import { statusOf, type ChangeState } from './state.ts';
import { toldOf, verdictLine } from './telling.ts';

const SHIP = DEFAULT_PROTOCOLS.find(({ id }) => id === 'ship/default')?.page ?? '';
const [ONE, REPOSITORY] = [idOf('1'), idOf('e1')];
const AT = Date.parse('2026-03-27T09:00:00Z');
const [HEAD, NEXT] = ['aaaa', 'bbbb'];
const PEOPLE = { 'ines-p': INES, rajm: RAJ, aroha: AROHA };

const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  ...{ title: 'Round tax up', text: '', url: 'https://forge/7', login: 'ines-p', head: HEAD, base: 'main', merge: null },
  ...{ state: 'open', labels: [], openedAt: AT, closedAt: null, mergedBy: null },
  ...more,
});
const said = (login: string, verdict: Said['verdict'], more: Partial<Said> = {}): Said => ({
  ...{ id: `review ${login}`, at: AT, login, saidAt: AT, head: HEAD, verdict, text: 'Because of the tax.', url: null },
  ...more,
});
const file = (path: string, added: number): ChangedFile => ({
  ...{ path, from: null, how: 'modified', added, deleted: 0, binary: false, submodule: false, light: null },
});

const changing = async () => {
  const org = await northwind({ deciders: [change], protocols: [SHIP] });
  const send = (by: string, name: string, data: unknown) => org.send({ by, kind: 'change', artifact: ONE, name, data });
  const sent = async (by: string, name: string, data: unknown): Promise<void> => {
    const result = await send(by, name, data);
    if (result.refused) throw new Error(result.message);
  };
  const note = (at: number, more: Partial<Snapshot> = {}, words: readonly Said[] = []) =>
    sent(SYSTEM, 'note', {
      ...{ repository: REPOSITORY, repositoryName: 'northwind/freight', space: PLATFORM, key: '7', people: PEOPLE },
      ...{ seen: { at, snapshot: snapshot(more), mentions: [] }, said: words },
    });
  const look = (lines: number, more: object = {}) => {
    const { score, terms } = scoreOf([file('billing/tax.ts', lines)]);
    const own = { score, terms };
    return sent(SYSTEM, 'look', {
      looks: {
        ...{
          head: HEAD,
          at: AT,
          ...own,
          own,
          guards: [],
          files: 1,
          owners: [{ owner: '@rajm', because: 'CODEOWNERS:1', files: 1 }],
        },
        ...{ asked: [RAJ, AROHA], standIn: false, unowned: 0, faults: [], pieces: [], withoutChecks: false },
        ...more,
      },
    });
  };
  const checks = (state: string, head = HEAD, at = AT) => sent(SYSTEM, 'see-checks', { head, state, at });
  const state = async (): Promise<ChangeState> => (await org.seen(ONE, INES))?.state as ChangeState;
  const reading = () => readingOf(org, ONE);
  return { ...org, send, sent, note, look, checks, state, reading, status: async () => statusOf(await state()) };
};

describe('a change', () => {
  it('[C2] ships at once when it is small, unguarded and its checks are green', async () => {
    const { note, look, checks, state, status } = await changing();
    await note(AT);
    expect(await status()).toBe('open');
    await look(3);
    expect(verdictLine(await state())).toMatch(/^waits for its checks: score 12\.\d$/);
    await checks('green');
    expect(await status()).toBe('ready');
    expect(toldOf(await state(), 7, 'https://proceed')).toMatchObject({
      state: 'success',
      line: expect.stringMatching(/^ships at once: score 12\.\d of 20$/),
      explanation: expect.stringContaining('| lines added | 3 | 10.0 |'),
    });
  });

  it('[C3] asks the owners of its paths when it is large, guarded or red, and never its author', async () => {
    for (const [lines, more, ci] of [
      [4_000, {}, 'green'],
      [3, { guards: [{ guard: 'migration', path: 'db/1.sql' }] }, 'green'],
      [3, {}, 'red'],
    ] as const) {
      const { note, look, checks, state, status, ...org } = await changing();
      await note(AT);
      await look(lines, { asked: [INES, RAJ], ...more });
      await checks(ci);
      expect(await status()).toBe('asked');
      expect(verdictLine(await state())).toMatch(/^asks Raj Mehta: score/);
      const { awaits } = await org.reading();
      expect(awaits.filter(({ status: one }) => one === 'open').map(({ asked }) => asked)).toEqual([RAJ]);
    }
  });

  it('asks nobody before its checks have ended, and no longer than an hour', async () => {
    const { note, look, checks, status, until } = await changing();
    await note(AT);
    await look(4_000);
    await checks('pending');
    expect(await status()).toBe('open');
    await until('2026-03-27T10:00:00Z');
    expect(await status()).toBe('asked');
  });

  it('takes reviews there for stances here, the latest of each, and those of strangers for nobody’s', async () => {
    const { note, look, checks, state, status } = await changing();
    await note(AT);
    await look(4_000);
    await checks('green');
    await note(AT + 1, {}, [said('a-stranger', 'agree')]);
    expect(await status()).toBe('asked');
    await note(AT + 2, {}, [said('rajm', 'object', { at: AT + 2, saidAt: AT + 2 })]);
    await note(AT + 2, {}, [said('aroha', 'agree')]);
    expect(await status()).toBe('asked');
    await note(AT + 3, {}, [said('rajm', 'agree', { id: 'review 2', at: AT + 3, saidAt: AT + 3 })]);
    expect(await status()).toBe('ready');
    expect((await state()).rounds.at(-1)?.run?.objections.map((one) => one.status)).toEqual(['withdrawn']);
  });

  it('[R6] is asked about anew when somebody pushes, and what was agreed to before does not count', async () => {
    const { note, look, checks, status } = await changing();
    await note(AT);
    await look(4_000);
    await checks('green');
    await note(AT + 1, {}, [said('rajm', 'agree')]);
    expect(await status()).toBe('ready');
    await note(AT + 2, { head: NEXT });
    expect(await status()).toBe('open');
    await look(4_000, { head: NEXT });
    await checks('green', NEXT);
    expect(await status()).toBe('asked');
    await note(AT + 3, { head: NEXT }, [said('rajm', 'agree', { id: 'review 2', head: NEXT, saidAt: AT + 3 })]);
    expect(await status()).toBe('ready');
  });

  it('is asked about after all when somebody who was not asked objects before it is merged', async () => {
    const { note, look, checks, status, send, state } = await changing();
    await note(AT);
    await look(3);
    await checks('green');
    expect(await status()).toBe('ready');
    expect(await send(RAJ, 'take-stance', { stance: 'object' })).toMatchObject({ code: 'reason-required' });
    expect(await send(RAJ, 'take-stance', { stance: 'object', reason: 'It rounds twice.' })).not.toMatchObject({ refused: true });
    expect(await status()).toBe('asked');
    expect(verdictLine(await state())).toContain('asks');
    expect(await send(INES, 'take-stance', { stance: 'agree' })).toMatchObject({ code: 'own-change' });
  });

  it('[A3] asks nobody any more once it is merged or closed there', async () => {
    for (const there of ['merged', 'closed'] as const) {
      const { note, look, checks, status, ...org } = await changing();
      await note(AT);
      await look(4_000);
      await checks('green');
      await note(AT + 1, { state: there, closedAt: AT + 1 });
      expect(await status()).toBe(there === 'merged' ? 'shipped' : 'closed');
      const { awaits, nextAt } = await org.reading();
      expect(awaits.map((one) => one.status)).toEqual(['moot', 'moot']);
      expect(nextAt).toBeNull();
      if (there === 'merged') continue;
      await note(AT + 2);
      expect(await status()).toBe('asked');
    }
  });

  it('[C4] that shipped alone is sometimes looked at afterwards, by one of its owners, within a week', async () => {
    let [sampled, all] = [0, 0];
    const org = await northwind({ deciders: [change], protocols: [SHIP] });
    for (let n = 0; n < 60; n += 1) {
      const artifact = `${((n * 0x4444444) >>> 0).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
      const { score, terms } = scoreOf([file('a.ts', 1)]);
      const own = { score, terms };
      const send = (name: string, data: unknown) => org.sent({ by: SYSTEM, kind: 'change', artifact, name, data });
      const noted = (at: number, more: Partial<Snapshot>) => ({
        ...{ repository: REPOSITORY, repositoryName: 'northwind/freight', space: PLATFORM, key: String(n), people: PEOPLE },
        seen: { at, snapshot: snapshot(more), mentions: [] },
      });
      await send('note', noted(AT, {}));
      const looks = {
        head: HEAD,
        at: AT,
        ...own,
        own,
        guards: [],
        files: 1,
        owners: [],
        asked: [INES, RAJ],
        standIn: false,
        unowned: 0,
      };
      await send('look', { looks: { ...looks, faults: [], pieces: [], withoutChecks: true } });
      await send('note', noted(AT + 1, { state: 'merged', closedAt: AT + 1 }));
      const state = (await org.seen(artifact, INES))?.state as ChangeState;
      expect(state.shipped).toEqual({ at: AT + 1, alone: true });
      all += 1;
      if (state.sample === null) continue;
      sampled += 1;
      expect(state.sample.asked).toBe(RAJ);
      const answer = { by: RAJ, kind: 'change', artifact, name: 'answer-sample' };
      expect(await org.send({ ...answer, by: AROHA, data: { found: 'sound' } })).toMatchObject({ code: 'not-asked' });
      expect(await org.send({ ...answer, data: { found: 'faulty' } })).toMatchObject({ code: 'words-required' });
      await org.sent({ ...answer, data: { found: 'faulty', words: 'It rounds twice.' } });
    }
    expect(sampled).toBeGreaterThan(all / 30);
    expect(sampled).toBeLessThan(all / 4);
  });

  it('stands the same in the end, in whatever order and however often it was told', async () => {
    const told = [
      (org: Changing) => org.note(AT),
      (org: Changing) => org.note(AT + 10, { title: 'Round tax up, once' }),
      (org: Changing) => org.note(AT + 20, { head: NEXT, title: 'Round tax up, once' }),
      (org: Changing) =>
        org.note(AT + 20, { head: NEXT, title: 'Round tax up, once' }, [said('rajm', 'agree', { head: NEXT, saidAt: AT + 20 })]),
      (org: Changing) => org.note(AT + 12, {}, [said('rajm', 'object', { id: 'review 1', saidAt: AT + 12, at: AT + 12 })]),
      (org: Changing) => org.note(AT + 13, {}, [said('rajm', 'gone', { id: 'review 1', saidAt: AT + 12, at: AT + 13 })]),
      (org: Changing) => org.note(AT + 30, { head: NEXT, state: 'merged', merge: 'cccc', closedAt: AT + 30 }),
    ];
    type Changing = Awaited<ReturnType<typeof changing>>;
    const after = async (order: readonly number[]) => {
      const org = await changing();
      for (const index of order) await told[index]?.(org);
      const { seen, said: words, people, shipped, reverted } = await org.state();
      return { seen, words, people, shipped, reverted, status: await org.status() };
    };
    const inOrder = await after(told.map((_, index) => index));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...told.keys(), ...told.keys(), ...told.keys()], { minLength: told.length * 3 }),
        async (order) => {
          expect(await after(order)).toEqual(inOrder);
        },
      ),
      { numRuns: 15 },
    );
    expect(inOrder).toMatchObject({ status: 'shipped', shipped: { at: AT + 30 } });
  });
});
