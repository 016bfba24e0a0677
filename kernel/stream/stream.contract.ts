import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandPath, tickEntries, type Receipt, type Send } from './commands.ts';
import { contractDeciders } from './contract-organization.ts';
import type { Command, Reading } from './decider.ts';
import { SYSTEM } from './event.ts';
import type { Result } from './refusal.ts';
import type { Entry, Stream, StreamEvent } from './stream.ts';

export interface ContractSubject {
  readonly stream: Stream;
  /** Moves the store's clock. */
  advance(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

const uuid = (): string => crypto.randomUUID();

const NOTHING: Reading = {
  ...{ title: '', status: '', space: null, audience: [], author: null, nextAt: null, summary: {}, awaits: [], links: [] },
};

const receipt = (result: Result<Receipt>): Receipt => {
  if (result.refused) throw new Error(`refused: ${result.code} ${result.message}`);
  return result.ok;
};

/** What every stream must hold, whatever keeps its events. */
export const streamContract = (name: string, make: () => Promise<ContractSubject>): void => {
  describe(`${name} as a stream`, () => {
    let subject: ContractSubject;
    let send: Send;
    const org = uuid();
    const [ines, raj] = [uuid(), uuid()];

    const light = (more: Partial<Command> = {}): Command => {
      const id = uuid();
      return { id, org, by: ines, kind: 'lantern', artifact: id, name: 'light', data: {}, ...more };
    };
    const all = async (): Promise<StreamEvent[]> => {
      const events: StreamEvent[] = [];
      for (
        let page = await subject.stream.read(null, 1000);
        page.events.length > 0;
        page = await subject.stream.read(page.cursor, 1000)
      )
        events.push(...page.events);
      return events;
    };
    const tick = async () =>
      subject.stream.takeDue(1000, async (due, now) => {
        const known = await Promise.all(due.map(async (one) => ({ ...one, directory: await subject.stream.directory(one.org) })));
        return tickEntries(contractDeciders, known, now, uuid);
      });

    beforeAll(async () => {
      subject = await make();
      send = commandPath(subject.stream, contractDeciders).send;
      for (const [id, who] of [
        [ines, 'Ines'],
        [raj, 'Raj'],
      ] as const)
        receipt(await send({ id: uuid(), org, by: SYSTEM, kind: 'member', artifact: id, name: 'join', data: who }));
    });
    afterAll(() => subject.close());

    it('numbers artifacts from one, without gaps, however many begin at once', async () => {
      const many = await Promise.all(Array.from({ length: 120 }, () => send(light())));
      const numbers = many.map((result) => receipt(result).number).toSorted((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
    });

    it('gives a retried command its first receipt, and takes it once', async () => {
      const command = light();
      const first = receipt(await send(command));
      const retries = await Promise.all(Array.from({ length: 10 }, () => send(command)));
      for (const retry of retries)
        expect(receipt(retry)).toMatchObject({ artifact: first.artifact, number: first.number, version: 1, replayed: true });
      expect((await all()).filter((event) => event.command === command.id)).toHaveLength(1);
    });

    it('takes one of a hundred commands with the same id that come at once', async () => {
      const command = light();
      const results = await Promise.all(Array.from({ length: 100 }, () => send(command)));
      expect(new Set(results.map((result) => receipt(result).version))).toEqual(new Set([1]));
      expect((await all()).filter((event) => event.command === command.id)).toHaveLength(1);
    });

    it('refuses an id that was used for other words', async () => {
      const command = light();
      receipt(await send(command));
      expect(await send({ ...command, data: { outAt: null, of: null, only: true } })).toMatchObject({
        refused: true,
        code: 'idempotency-key-reused',
      });
    });

    it('refuses a command that was written for a version which is gone', async () => {
      const first = receipt(await send(light()));
      const again = () => send({ ...light(), artifact: first.artifact, ifVersion: 1 });
      const results = await Promise.all([again(), again(), again()]);
      expect(results.flatMap((result) => (result.refused ? [result.code] : []))).toEqual(['version-changed', 'version-changed']);
    });

    it('keeps the versions of an artifact in one row when many change it at once', async () => {
      const { artifact } = receipt(await send(light()));
      const [a, b] = [commandPath(subject.stream, contractDeciders).send, commandPath(subject.stream, contractDeciders).send];
      const results = await Promise.all(Array.from({ length: 60 }, (_, index) => (index % 2 ? a : b)({ ...light(), artifact })));
      for (const result of results) receipt(result);
      const versions = (await all()).filter((event) => event.artifact === artifact).map((event) => event.version);
      expect(versions.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));
    });

    it('remembers which event caused a command', async () => {
      const first = receipt(await send(light()));
      const second = receipt(await send(light({ causedBy: { artifact: first.artifact, version: 1 } })));
      const caused = (await all()).find((event) => event.artifact === second.artifact);
      expect(caused?.causedBy).toEqual({ artifact: first.artifact, version: 1 });
    });

    it('loads nothing that the actor may not see, as subject or by name', async () => {
      const secret = receipt(await send(light({ data: { only: true } })));
      expect(await send(light({ by: raj, data: { of: secret.artifact }, refs: [secret.artifact] }))).toMatchObject({
        refused: true,
        code: 'not-found',
        field: '/of',
      });
      const taken = await send(light({ by: raj, artifact: secret.artifact }));
      expect(taken.refused).toBe(true);
      receipt(await send(light({ data: { of: secret.artifact }, refs: [secret.artifact] })));
    });

    it('lets a member act from the moment that their joining was acknowledged', async () => {
      for (let count = 0; count < 10; count += 1) {
        const who = uuid();
        receipt(await send({ id: uuid(), org, by: SYSTEM, kind: 'member', artifact: who, name: 'join', data: `Mere ${count}` }));
        receipt(await send(light({ by: who })));
      }
    });

    it('appends nothing on what was recalled and is no longer so', async () => {
      const { stream } = subject;
      const about = receipt(await send(light())).artifact;
      const { now, items } = await stream.load([{ org, by: ines, artifact: about, command: uuid(), refs: [] }]);
      const version = items[0]?.directoryVersion ?? 0;
      const lit = (artifact: string): Entry => {
        const body = { type: 'lit', outAt: null, of: null, only: false, owner: '' };
        const event = { org, artifact, kind: 'lantern', version: 1, at: now, by: ines, command: uuid(), causedBy: null, body };
        return {
          ...{ org, artifact, kind: 'lantern', expected: 0, numbered: true, audienceChanged: false, directory: false },
          state: { lit: 1, outAt: null, wentOut: 0, of: null, owner: '' },
          reading:
            contractDeciders.get('lantern')?.read({ lit: 1, outAt: null, of: null, owner: '' }, { id: artifact }) ?? NOTHING,
          ...{ awaits: { put: [], drop: [] }, links: { put: [], drop: [] }, events: [event], digests: [''] },
        };
      };
      const begun = async (
        directory: number,
        seen: number,
        at: number,
        ids: readonly string[] = [uuid()],
      ): Promise<readonly (boolean | undefined)[]> => {
        const outcomes = await stream.append(ids.map(lit), {
          now: at,
          directories: new Map([[org, directory]]),
          artifacts: [{ org, id: about, version: seen }],
          tokens: [],
        });
        const there = (await all()).map(({ artifact }) => artifact);
        for (const [index, id] of ids.entries()) if (outcomes[index]?.appended) expect(there).toContain(id);
        return ids.map((_, index) => outcomes[index]?.appended);
      };
      const clock = async () => (await stream.load([{ org, by: ines, artifact: about, command: uuid(), refs: [] }])).now;
      const before = (await all()).length;
      expect(await begun(version + 1, 1, now)).toEqual([false]);
      expect(await begun(version, 2, now)).toEqual([false]);
      expect(await all()).toHaveLength(before);
      expect(await begun(version, 1, await clock())).toEqual([true]);
      // Of a batch only what has begun already stays away; the others, at the latest when the clock is asked anew.
      let left = [uuid(), uuid()];
      while (left.length > 0) {
        const [first, again, ...others] = await begun(version, 1, await clock(), [left[0] ?? '', about, ...left.slice(1)]);
        expect(again).toBe(false);
        const done = [first, ...others];
        left = left.filter((_, index) => !done[index]);
      }
      expect(await all()).toHaveLength(before + 3);
    });

    it('numbers what comes together in its order, also where it has to be decided again', async () => {
      let first = true;
      const stale: Stream = {
        ...subject.stream,
        append: (entries, basis) => {
          if (!first) return subject.stream.append(entries, basis);
          first = false;
          return Promise.resolve(entries.map(() => ({ appended: false })));
        },
      };
      const late = commandPath(stale, contractDeciders).send;
      const sent = await Promise.all(Array.from({ length: 20 }, () => late(light())));
      const numbers = sent.map((one) => receipt(one).number);
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    });

    it('decides on what is so, whoever changed it', async () => {
      const other = commandPath(subject.stream, contractDeciders).send;
      const shown = receipt(await send(light())).artifact;
      const about = (by: string) => light({ by, data: { of: shown }, refs: [shown] });
      for (let round = 0; round < 3; round += 1) receipt(await send(about(raj)));
      receipt(await other(light({ artifact: shown, data: { only: true } })));
      expect(await send(about(raj))).toMatchObject({ refused: true, code: 'not-found', field: '/of' });
      receipt(await send(about(ines)));
    });

    it('refuses whoever does not belong', async () => {
      expect(await send(light({ by: uuid() }))).toMatchObject({ refused: true, code: 'not-permitted' });
    });

    it('acts once on what is due, with many takers at once', async () => {
      const { now } = await subject.stream.load([{ org, by: SYSTEM, artifact: uuid(), command: uuid(), refs: [] }]);
      const lanterns = await Promise.all(Array.from({ length: 50 }, () => send(light({ data: { outAt: now + 60_000 } }))));
      await tick();
      await subject.advance(61_000);
      await Promise.all([tick(), tick(), tick(), tick()]);
      const ids = new Set(lanterns.map((result) => receipt(result).artifact));
      const out = (await all()).filter((event) => ids.has(event.artifact) && event.body.type === 'went-out');
      expect(out).toHaveLength(50);
      expect(out.every((event) => event.by === SYSTEM)).toBe(true);
    });

    it('delivers every event once and in order to a subscriber from a position, through writes that go on', async () => {
      const from = await subject.stream.head();
      const seen: StreamEvent[] = [];
      const stop = subject.stream.subscribe(from, (page) => {
        seen.push(...page.events);
      });
      const sent = await Promise.all(Array.from({ length: 2000 }, () => send(light())));
      const wanted = new Set(sent.map((result) => receipt(result).artifact));
      for (let waited = 0; seen.length < wanted.size && waited < 400; waited += 1)
        await new Promise((resume) => setTimeout(resume, 25));
      await stop();
      expect(seen).toHaveLength(2000);
      expect(new Set(seen.map((event) => event.artifact))).toEqual(wanted);
      expect((await all()).slice(-2000).map((event) => event.cursor)).toEqual(seen.map((event) => event.cursor));
    });
  });
};
