import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { simulateSeeds } from './simulation/seeds.ts';
import { simulate } from './simulation/simulate.ts';

/** `npm run sim`: 10,000 seeds over all cores. `npm run sim -- --seed 4711`: one of them again, with everything that is amiss. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '10000' },
    first: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

const replay = async (seed: number): Promise<number> => {
  const told = await simulate(seed);
  say(`Seed ${seed}: ${told.commands} commands, ${told.events} events, ${told.notices} notices, state ${told.hash}`);
  for (const sentence of told.amiss) say(`AMISS ${sentence}`);
  say(told.amiss.length === 0 ? 'Nothing is amiss.' : `${told.amiss.length} things are amiss.`);
  return told.amiss.length;
};

const many = async (first: number, count: number, threads: number): Promise<number> => {
  const begun = performance.now();
  const failing: number[] = [];
  let [done, events] = [0, 0];
  await simulateSeeds(first, count, threads, (told) => {
    done += 1;
    events += told.events;
    if (told.amiss.length > 0) {
      failing.push(told.seed);
      say(`Seed ${told.seed} fails (${told.amiss.length}): ${told.amiss[0]}. Again: npm run sim -- --seed ${told.seed}`);
    }
    if (done % 500 === 0)
      say(`${done} of ${count}, ${failing.length} failing, ${Math.round((performance.now() - begun) / 1000)} s`);
  });
  const seconds = Math.round((performance.now() - begun) / 1000);
  say(
    `${done} seeds, ${events.toLocaleString('en')} events, ${seconds} s. ${failing.length === 0 ? 'Every invariant held.' : `Failing: ${failing.toSorted((a, b) => a - b).join(', ')}`}`,
  );
  return failing.length + (done < count ? 1 : 0);
};

const amiss =
  values.seed === undefined
    ? await many(Number(values.first), Number(values.seeds), Number(values.threads))
    : await replay(Number(values.seed));
process.exit(amiss === 0 ? 0 : 1);
