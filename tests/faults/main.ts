import { parseArgs } from 'node:util';
import { playRounds } from './rounds.ts';

/** `npm run faults -- --rounds 100 --seed 7`: kills servers and PostgreSQL under load, and says what came of it. */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string' }, rate: { type: 'string', default: '100' } },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
const say = (line: string) => process.stdout.write(`${line}\n`);

say(`Seed ${seed}.`);
const { writings, timers, amiss, kills, ...rest } = await playRounds({
  rounds: Number(values.rounds),
  perSecond: Number(values.rate),
  seed,
  tell: say,
});
const figures: readonly (readonly [string, string | number])[] = [
  [
    'rounds',
    `${rest.rounds} (${Object.entries(kills)
      .map(([victim, times]) => `${victim} ${times}`)
      .join(', ')})`,
  ],
  ['longest until all served again', `${Math.round(rest.longestAway)} ms`],
  ['writes acknowledged', writings.acknowledged],
  ['of those lost', writings.lost.length],
  ['duplicated', writings.duplicated.length],
  ['other than acknowledged', writings.wrong.length],
  ['answers refused as too late', writings.refused],
  ['never acknowledged', `${writings.unknown}, of which ${writings.unknownButWritten} took effect`],
  ['timers due', timers.due],
  ['timers effective', timers.effective],
  ['timers effective twice', timers.duplicated.length],
  ['timers effective early', timers.early.length],
  ['latest timer', `${Math.round(timers.latest)} ms`],
  ['still due when quiet', `${rest.overdue} (quiet after ${Math.round(rest.quietAfter)} ms)`],
  ['events', rest.events],
  ['heard live', `${rest.heard}, over ${rest.returns} returns`],
];
for (const [name, figure] of figures) say(`${name.padEnd(32)} ${figure}`);
for (const sentence of amiss.slice(0, 50)) say(`AMISS ${sentence}`);
const well =
  amiss.length === 0 &&
  rest.longestAway <= 10_000 &&
  rest.overdue === 0 &&
  timers.due === timers.effective &&
  timers.latest <= 30_000;
say(well ? 'Nothing lost, nothing twice.' : `Something is amiss (${amiss.length}).`);
process.exit(well ? 0 : 1);
