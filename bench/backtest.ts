import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { parseProtocol } from '#kernel/protocol/document.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Decider } from '#kernel/stream/decider.ts';
import { SYSTEM, type Instant, type RecordedEvent } from '#kernel/stream/event.ts';
import { deciders, directorySource } from '#server/practices.ts';
import { openPool, type Pool } from '#store/connection.ts';
import { migrate } from '#store/migrate.ts';
import type { Measured } from './table.ts';
import type { Stage } from './stage.ts';

const DAY = 86_400_000;
const PEOPLE = 500;
const SPACE = 20;
const DECISIONS = 6_000;
const REQUESTS = 30_000;
const FROM = Date.parse('2025-03-01T08:00:00Z');
const ZONES = ['Europe/Berlin', 'Asia/Kolkata', 'America/Sao_Paulo', 'Pacific/Auckland', 'America/New_York'];
const TEXT = { problem: 'Every new region asks for its own replica set.', recommendation: 'One primary per region.' };

/** A year of five hundred people, made by the deciders themselves, told again under another protocol by the thread that does it in the server. */
export const benchBacktest = async (on: Stage): Promise<readonly Measured[]> => {
  const url = await on.database('backtest');
  const pool = openPool(url, { max: 2 });
  await migrate(pool);
  const { org, asker, events } = await year(pool);
  await pool.query('analyze');
  await pool.end();
  const figures: Measured[] = [];
  for (const id of ['decide/one-way', 'respond/default']) {
    const { report, seconds, mb } = await told(url, org, asker, id);
    figures.push({
      bench: `backtest, ${PEOPLE} people, a year`,
      what: `${id}: ${report.runs.toLocaleString('en')} runs of ${events.toLocaleString('en')} events, ${mb} MB`,
      value: seconds,
      unit: 's',
      limit: { at: 'most', value: 60, of: 'value' },
    });
    if (report.differs > 0)
      throw new Error(`${id} does not do to the past what it did: ${JSON.stringify(report.differing.slice(0, 3), null, 1)}`);
  }
  return figures;
};

interface Report {
  readonly runs: number;
  readonly differs: number;
  readonly differing: readonly unknown[];
}

const told = (
  databaseUrl: string,
  org: string,
  asker: string,
  id: string,
): Promise<{ report: Report; seconds: number; mb: number }> =>
  new Promise((resolve, reject) => {
    const { protocol } = parseProtocol(DEFAULT_PROTOCOLS.find((one) => one.id === id)?.page ?? '');
    const begun = performance.now();
    let most = 0;
    const worker = new Worker(new URL('../server/protocol-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const look = setInterval(
      () =>
        void worker.getHeapStatistics().then(
          (heap) => (most = Math.max(most, heap.used_heap_size)),
          () => undefined,
        ),
      200,
    );
    worker.on('message', (said: { kind: string; report: Report }) => {
      if (said.kind !== 'done') return;
      clearInterval(look);
      void worker.terminate();
      resolve({ report: said.report, seconds: (performance.now() - begun) / 1000, mb: Math.round(most / 1e6) });
    });
    worker.on('error', reject);
    worker.postMessage({
      ...{ work: 'backtest', databaseUrl, org, keys: ['org'] },
      asked: { asker, protocol, space: null, from: FROM, to: FROM + 400 * DAY },
    });
  });

interface Standing {
  readonly kind: string;
  readonly number: number;
  state: unknown;
  version: number;
  updated: Instant;
}

/** The deciders under a clock of the bench's, without a store: what they decide is written down at the end. */
const year = async (pool: Pool): Promise<{ readonly org: string; readonly asker: string; readonly events: number }> => {
  const org = randomUUID();
  const all: RecordedEvent[] = [];
  const standing = new Map<string, Standing>();
  let count = 0;
  let directory: Directory = directorySource.build(org, 0, []);
  const owing = new Map<string, readonly string[]>();
  const due: { at: Instant; id: string }[] = [];

  const put = (kind: string, artifact: string, name: string, data: unknown, at: Instant, by: string): void => {
    const decider = deciders.get(kind) as Decider<unknown>;
    const before = standing.get(artifact);
    const number = before?.number ?? (decider.numbered ? ++count : 0);
    const self = { id: artifact, number, version: before?.version ?? 0 };
    const command = { id: randomUUID(), org, by, kind, artifact, name, data };
    const decided = decider.decide(before?.state ?? null, command, {
      now: at,
      by,
      receivedAt: at,
      directory,
      refs: new Map(),
      self,
    });
    if (decided.refused) {
      if (name === 'take-stance' || name === 'answer') return;
      throw new Error(`${name}: ${decided.code} ${decided.message}`);
    }
    const one = before ?? { kind, number, state: null, version: 0, updated: at };
    for (const body of decided.ok) {
      one.version += 1;
      const event = { org, artifact, kind, version: one.version, at, by, command: command.id, causedBy: null, body };
      one.state = decider.evolve(one.state, event);
      all.push(event);
    }
    one.updated = at;
    standing.set(artifact, one);
    if (decider.directory) return;
    const { nextAt, awaits } = decider.read(one.state, { id: artifact });
    const owed = awaits.flatMap(({ asked, status }) => (status === 'open' || status === 'paused' ? [asked] : []));
    if (owed.length > 0) owing.set(artifact, owed);
    else owing.delete(artifact);
    if (nextAt !== null) due.push({ at: Math.max(nextAt, at), id: artifact });
  };
  const know = (): void => {
    directory = directorySource.build(
      org,
      standing.size,
      [...standing].flatMap(([id, { kind, version, state }]) =>
        [...directorySource.kinds, ...(directorySource.some ?? [])].includes(kind) ? [{ id, kind, version, state }] : [],
      ),
    );
  };

  put('organization', org, 'found', { name: 'Northwind' }, FROM - DAY, SYSTEM);
  const people = Array.from({ length: PEOPLE }, () => randomUUID());
  for (const [index, id] of people.entries()) {
    put(
      'person',
      id,
      'invite',
      { name: `Person ${index}`, mail: `p${index}@northwind.example`, handle: `p${index}` },
      FROM - DAY,
      SYSTEM,
    );
    put(
      'person',
      id,
      'join',
      { hours: { zone: ZONES[index % ZONES.length], week: { 'mon-fri': '09:00-17:00' } } },
      FROM - DAY,
      SYSTEM,
    );
  }
  for (const { page: body, title, name } of DEFAULT_PROTOCOLS) {
    const place = { space: null, under: null, rank: 'V', name, file: { name: `${name}.md`, inside: false } };
    const text = { body, title, language: 'en', links: {}, broken: [] };
    const data = { ...place, ...text, only: null, owners: [], reason: 'What every organization begins with', from: null };
    put('page', randomUUID(), 'create', data, FROM - DAY, SYSTEM);
  }
  know();
  const spaces = Array.from({ length: PEOPLE / SPACE }, () => randomUUID());
  for (const [index, id] of spaces.entries()) {
    const [first = '', ...others] = people.slice(index * SPACE, (index + 1) * SPACE);
    put('space', id, 'open', { name: `Space ${index}`, slug: `space-${index}` }, FROM - DAY, first);
    for (const member of others) put('space', id, 'add-member', { member, role: 'contributor' }, FROM - DAY, first);
  }
  know();

  // What happens in a year, in order; what is due in between comes at its own moment.
  const chance = lehmer(7);
  const planned: { at: Instant; act: () => void }[] = [];
  const during = (): Instant => FROM + Math.floor(chance() * 365 * DAY);
  for (const id of people)
    for (let leave = 0; leave < 5; leave++) {
      const at = during();
      planned.push({
        at,
        act: () => {
          put('person', id, 'plan-leave', { leave: randomUUID(), from: at + 20 * DAY, to: at + 25 * DAY }, at, id);
          know();
          for (const [artifact, owed] of owing)
            if (owed.includes(id))
              put(standing.get(artifact)?.kind ?? '', artifact, 'calendar-changed', { actor: id }, at, SYSTEM);
        },
      });
    }
  for (let n = 0; n < DECISIONS; n++) {
    const at = during();
    const place = Math.floor(chance() * spaces.length);
    const members = people.slice(place * SPACE, (place + 1) * SPACE);
    const author = members[Math.floor(chance() * SPACE)] ?? '';
    const id = randomUUID();
    planned.push({
      at,
      act: () => {
        put(
          'decision',
          id,
          'draft',
          { title: 'Keep one PostgreSQL per region', space: spaces[place], ...TEXT, reversible: n % 4 === 0 },
          at,
          author,
        );
        put('decision', id, 'open', {}, at, author);
      },
    });
    for (const member of members) {
      const [says, later] = [chance(), at + Math.floor(chance() * 3 * DAY)];
      if (member === author || says > 0.4) continue;
      const stance = says < 0.02 ? { stance: 'object', reason: 'No way back.', alternative: 'A flag.' } : { stance: 'agree' };
      planned.push({ at: later, act: () => put('decision', id, 'take-stance', stance, later, member) });
    }
  }
  for (let n = 0; n < REQUESTS; n++) {
    const [at, from, to] = [during(), Math.floor(chance() * PEOPLE), Math.floor(chance() * PEOPLE)];
    const [asker = '', asked = '', later] = [
      people[from],
      people[from === to ? (to + 1) % PEOPLE : to],
      at + Math.floor(chance() * DAY),
    ];
    const id = randomUUID();
    let open = false;
    planned.push({
      at,
      act: () => {
        const given = {
          title: 'Who can read the backups?',
          question: 'Who?',
          to: asked,
          urgent: false,
          blocks: [],
          space: null,
          audience: null,
        };
        try {
          put('request', id, 'ask', given, at, asker);
          open = true;
        } catch {
          // Whoever is away for the whole window is not asked.
        }
      },
    });
    if (chance() < 0.8)
      planned.push({ at: later, act: () => (open ? put('request', id, 'answer', { text: 'Mere.' }, later, asked) : undefined) });
  }
  planned.sort((a, b) => a.at - b.at);
  const tickUntil = (until: Instant): void => {
    due.sort((a, b) => a.at - b.at);
    while ((due[0]?.at ?? Infinity) <= until) {
      const [{ at, id } = { at: 0, id: '' }] = due.splice(0, 1);
      const one = standing.get(id);
      const decider = one && deciders.get(one.kind);
      if (!one || !decider || (decider.read(one.state, { id }).nextAt ?? Infinity) > at) continue;
      const length = due.length;
      put(one.kind, id, 'tick', {}, at, SYSTEM);
      if (due.length > length) due.sort((a, b) => a.at - b.at);
    }
  };
  for (const { at, act } of planned) {
    tickUntil(at);
    act();
  }
  tickUntil(FROM + 400 * DAY);
  await write(pool, org, all, standing);
  return { org, asker: people[0] ?? '', events: all.length };
};

const write = async (
  pool: Pool,
  org: string,
  events: readonly RecordedEvent[],
  standing: ReadonlyMap<string, Standing>,
): Promise<void> => {
  const artifacts = [...standing].map(([id, { kind, number, version, updated }]) => ({ id, kind, number, version, updated }));
  for (let from = 0; from < artifacts.length; from += 5_000)
    await pool.query({
      text: `insert into artifacts (org, id, kind, number, title, status, audience, version, state, summary, created_at, updated_at)
             select $1, id, kind, number, kind, 'open', '{org}', version, '{}', '{}', to_timestamp(updated / 1000), to_timestamp(updated / 1000)
             from jsonb_to_recordset($2) as x (id uuid, kind text, number bigint, version int, updated float8)`,
      values: [org, JSON.stringify(artifacts.slice(from, from + 5_000))],
    });
  for (let from = 0; from < events.length; from += 5_000)
    await pool.query({
      text: `insert into events (org, artifact, version, kind, type, at, by, command, seq, last_version, digest, body)
             select $1, artifact, version, kind, body->>'type', to_timestamp(at / 1000), by, command, version, version, '', body
             from jsonb_to_recordset($2) as x (artifact uuid, version int, kind text, at float8, by uuid, command uuid, body jsonb)`,
      values: [org, JSON.stringify(events.slice(from, from + 5_000))],
    });
};

/** A small generator, so that each year is the same. */
const lehmer = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};
