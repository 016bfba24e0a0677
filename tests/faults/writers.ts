import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Northwind, Somebody } from './people.ts';
import { random, type Random } from '#kernel/sim/random.ts';
import type { ServerName } from './stage.ts';

/** What somebody wrote, and what became of it as far as they know. */
export interface Writing {
  /** Its Idempotency-Key, which its text repeats. */
  readonly key: string;
  readonly by: Somebody;
  readonly what: 'comment' | 'draft' | 'decision' | 'request' | 'answer';
  readonly path: string;
  readonly body: object;
  /** `unknown`: sent, and its sender walked away before an answer came. */
  fate: 'unknown' | 'acknowledged' | 'refused';
  answer: Readonly<Record<string, unknown>>;
  tries: number;
}

export interface Writers {
  readonly written: readonly Writing[];
  /** Errors of a server that should not be: 500, and what was refused to a correct write. */
  readonly surprises: readonly string[];
  /** Sends until it is acknowledged, by one server alone: it serves again. */
  probe(server: ServerName): Promise<void>;
  /** Those under way come to their end. */
  stop(): Promise<void>;
}

interface Options {
  readonly northwind: Northwind;
  readonly address: (name: ServerName) => string;
  readonly perSecond: number;
  readonly seed: number;
}

const CLIENTS = 24;
/** How long somebody waits for an answer before they send it again, ms. */
const TIMEOUT = 2_500;
/** After so long something is wrong, ms. */
const LONGEST = 60_000;

/** People who write through both servers, each write again and again with one key until it is acknowledged. */
export const startWriters = ({ northwind, address, perSecond, seed }: Options): Writers => {
  const written: Writing[] = [];
  const surprises: string[] = [];
  const requests: { readonly number: number; readonly of: Somebody }[] = [];
  let stopped = false;

  const compose = (chance: Random): Writing => {
    const key = randomUUID();
    const by = chance.one(northwind.people);
    const text = `Said once: ${key}.`;
    const writing = (what: Writing['what'], path: string, body: object, who = by): Writing => ({
      key,
      by: who,
      what,
      path,
      body,
      fate: 'unknown',
      answer: {},
      tries: 0,
    });
    const kind = chance.next();
    if (kind < 0.2) {
      const of = chance.one(northwind.people.filter(({ id }) => id !== by.id) as [Somebody, ...Somebody[]]);
      return writing('request', '/api/requests', {
        to: of.handle,
        title: 'Who knows?',
        question: text,
        urgent: chance.next() < 0.5,
      });
    }
    const asked = kind < 0.3 ? requests.splice(Math.floor(chance.next() * requests.length), 1)[0] : undefined;
    if (asked) return writing('answer', `/api/requests/${asked.number}/answers`, { text }, asked.of);
    const decision = { title: 'Go on', problem: text, recommendation: 'Go on.', reversible: chance.next() < 0.7 };
    if (kind < 0.38) return writing('decision', '/api/decisions', { ...decision, open: true });
    if (kind < 0.6) return writing('draft', '/api/decisions', decision);
    return writing('comment', `/api/artifacts/${northwind.anchor}/comments`, { body: text });
  };

  const send = async (writing: Writing, server: ServerName): Promise<boolean> => {
    writing.tries += 1;
    const response = await fetch(address(server) + writing.path, {
      method: 'POST',
      signal: AbortSignal.timeout(TIMEOUT),
      headers: { authorization: `Bearer ${writing.by.key}`, 'content-type': 'application/json', 'idempotency-key': writing.key },
      body: JSON.stringify(writing.body),
    });
    const text = await response.text();
    if (response.ok) {
      writing.answer = JSON.parse(text);
      writing.fate = 'acknowledged';
      return true;
    }
    if (response.status === 503 || response.status === 429) return false;
    // Nobody is asked any more, when an answer comes late: the one thing here that a server may refuse.
    const late = writing.what === 'answer' && response.status < 500;
    if (!late) surprises.push(`${writing.what}: ${response.status} ${text.slice(0, 300)}`);
    if (response.status < 500) writing.fate = 'refused';
    return response.status < 500;
  };

  const deliver = async (
    writing: Writing,
    server: () => ServerName,
    pause: number,
    until: (tries: number) => boolean,
  ): Promise<void> => {
    written.push(writing);
    for (const latest = performance.now() + LONGEST; !until(writing.tries);) {
      if (await send(writing, server()).catch(() => false)) return;
      if (performance.now() > latest) {
        surprises.push(`${writing.what} ${writing.key} was not acknowledged in ${LONGEST / 1000} s`);
        return;
      }
      await sleep(pause);
    }
  };

  const client = async (index: number): Promise<void> => {
    const chance = random(seed * 1000 + index);
    const interval = (CLIENTS * 1000) / perSecond;
    for (let next = performance.now() + chance.between(0, interval); !stopped; next += interval) {
      // Who was kept waiting does not hurry afterwards.
      next = Math.max(next, performance.now() - interval);
      await sleep(Math.max(0, next - performance.now()));
      const writing = compose(chance);
      const walksAwayAfter = chance.next() < 0.05 ? 1 : Infinity;
      await deliver(
        writing,
        () => chance.one(['A', 'B']),
        chance.between(20, 200),
        (tries) => tries >= walksAwayAfter,
      );
      const { fate, what, answer, body } = writing;
      if (fate !== 'acknowledged' || what !== 'request' || !('to' in body)) continue;
      const of = northwind.people.find(({ handle }) => handle === body.to);
      if (of) requests.push({ number: Number(answer['number']), of });
    }
  };
  const all = Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(index)));

  return {
    written,
    surprises,
    probe: async (server) => {
      const key = randomUUID();
      const path = `/api/artifacts/${northwind.anchor}/comments`;
      const probe: Writing = {
        key,
        by: northwind.people[0],
        what: 'comment',
        path,
        body: { body: `Said once: ${key}.` },
        fate: 'unknown',
        answer: {},
        tries: 0,
      };
      await deliver(
        probe,
        () => server,
        20,
        () => false,
      );
    },
    stop: async () => {
      stopped = true;
      await all;
    },
  };
};
