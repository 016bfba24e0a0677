import { setTimeout as sleep } from 'node:timers/promises';
import { head } from '#store/reader.ts';
import type { Pool } from '#store/connection.ts';
import { follow } from './follower.ts';
import { foundNorthwind, type Northwind } from './people.ts';
import { random } from '#kernel/sim/random.ts';
import { setStage, type ServerName, type Stage } from './stage.ts';
import { runClock, SWIFT } from './swift-clock.ts';
import { judgeTimers, type TimersVerdict } from './timers-verdict.ts';
import { gaps, heardAmiss, judgeWritings, readThrough, rebuiltOtherwise, type WritingVerdict } from './verdict.ts';
import { startWriters, type Writers } from './writers.ts';

export interface Options {
  readonly rounds: number;
  readonly perSecond: number;
  readonly seed: number;
  /** A line about each round. */
  readonly tell: (line: string) => void;
}

export interface Report {
  readonly seed: number;
  readonly rounds: number;
  readonly kills: Readonly<Record<Victim, number>>;
  /** From the kill until every server had acknowledged a write, ms. */
  readonly longestAway: number;
  /** How long after the last write something was still due, ms. */
  readonly quietAfter: number;
  /** What was still due then. */
  readonly overdue: number;
  readonly events: number;
  readonly heard: number;
  readonly returns: number;
  readonly writings: WritingVerdict;
  readonly timers: TimersVerdict;
  /** Everything that should not be, in sentences; empty when all is well. */
  readonly amiss: readonly string[];
}

const VICTIMS = ['server A', 'server B', 'PostgreSQL', 'both servers'] as const;
type Victim = (typeof VICTIMS)[number];

/** Somewhere in the world things are killed under load; at the end nothing is missing and nothing is there twice. */
export const playRounds = async ({ rounds, perSecond, seed, tell }: Options): Promise<Report> => {
  const chance = random(seed);
  const stage = await setStage();
  try {
    const northwind = await foundNorthwind(stage.address('A'));
    await runClock(stage.pool, SWIFT);
    const from = (await head(stage.pool)) ?? '0-0';
    const follower = follow([stage.address('A'), stage.address('B')], northwind.people[0].key, from, random(seed + 1));
    const writers = startWriters({ northwind, address: stage.address, perSecond, seed });
    const kills: Record<Victim, number> = { 'server A': 0, 'server B': 0, PostgreSQL: 0, 'both servers': 0 };
    let longestAway = 0;
    for (let round = 1; round <= rounds; round += 1) {
      await sleep(chance.between(500, 3_000));
      const victim = chance.one(VICTIMS);
      kills[victim] += 1;
      const { back, away } = await oneRound(stage, victim, writers);
      longestAway = Math.max(longestAway, away);
      tell(
        `${round}: ${victim} killed, back after ${Math.round(back)} ms, all serve again after ${Math.round(away)} ms; ${writers.written.length} writes so far`,
      );
    }
    await sleep(1_000);
    await writers.stop();
    const quiet = await becomeQuiet(stage.pool);
    // What happened last is heard a moment later, however busy the machine is.
    for (let looks = 0; looks < 20 && (await heardAmiss(stage.pool, follower.heard, from)).length > 0; looks += 1)
      await sleep(500);
    await follower.stop();
    await stage.endServers();
    tell('Looking at what is there.');
    const found = await examine(stage.pool, northwind, writers);
    const heard = await heardAmiss(stage.pool, follower.heard, from);
    return {
      seed,
      rounds,
      kills,
      longestAway,
      ...quiet,
      ...found,
      heard: follower.heard.length,
      returns: follower.returns(),
      amiss: [...stage.crashes, ...writers.surprises, ...found.amiss, ...titled('heard live', heard)],
    };
  } finally {
    await stage.close();
  }
};

/**
 * Kills, and starts again what does not come back by itself. `back`: until the killed run again; `away`: until every server has
 * acknowledged a write, ms.
 */
const oneRound = async (
  stage: Stage,
  victim: Victim,
  writers: Writers,
): Promise<{ readonly back: number; readonly away: number }> => {
  const killed = performance.now();
  const servers: readonly ServerName[] =
    victim === 'both servers' ? ['A', 'B'] : victim === 'server A' ? ['A'] : victim === 'server B' ? ['B'] : [];
  if (victim === 'PostgreSQL') await anotherPostgres(stage, await stage.killPostgres());
  await Promise.all(servers.map((name) => stage.kill(name)));
  await Promise.all(servers.map((name) => stage.start(name)));
  const back = performance.now() - killed;
  await Promise.all((['A', 'B'] as const).map((name) => writers.probe(name)));
  return { back, away: performance.now() - killed };
};

/** A backend may answer for a moment after its postmaster was killed: served again is only what another one serves. */
const anotherPostgres = async (stage: Stage, before: number): Promise<void> => {
  for (let pid: number | null = before; pid === before || pid === null;) {
    await sleep(5);
    pid = await stage.postgres();
  }
};

/** Time goes on at its usual pace, so that nothing more comes due; what is due already takes effect, within 30 s. */
const becomeQuiet = async (
  pool: Pool,
): Promise<{ readonly quietAfter: number; readonly overdue: number; readonly events: number }> => {
  await runClock(pool, 1);
  const began = performance.now();
  const look = async () => {
    const { rows } = await pool.query<{ overdue: number; events: number }>(
      'select (select count(*) from artifacts where next_at <= proceed_now())::int as overdue, (select count(*) from events)::int as events',
    );
    return { overdue: rows[0]?.overdue ?? 0, events: rows[0]?.events ?? 0 };
  };
  let before = await look();
  for (;;) {
    const at = performance.now();
    await sleep(1_000);
    const now = await look();
    const still = before.overdue === 0 && now.overdue === 0 && now.events === before.events;
    if (still || performance.now() - began > 60_000) return { quietAfter: at - began, ...now };
    before = now;
  }
};

const examine = async (
  pool: Pool,
  { org }: Northwind,
  writers: Writers,
): Promise<Pick<Report, 'writings' | 'timers' | 'amiss'>> => {
  const writings = await judgeWritings(pool, writers.written);
  const timers = await judgeTimers(pool);
  const amiss = [
    ...titled('lost', writings.lost),
    ...titled('duplicated', writings.duplicated),
    ...titled('not as acknowledged', writings.wrong),
    ...titled('was due, and is open', timers.missed),
    ...titled('took effect twice', timers.duplicated),
    ...titled('took effect early', timers.early),
    ...titled('versions with gaps', await gaps(pool)),
    ...titled('read from the beginning', await readThrough(pool)),
    ...titled('rebuilt otherwise', await rebuiltOtherwise(pool, org)),
  ];
  return { writings, timers, amiss };
};

const titled = (title: string, list: readonly string[]): readonly string[] => list.map((one) => `${title}: ${one}`);
