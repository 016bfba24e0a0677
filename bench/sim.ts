import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { parseProtocol } from '#kernel/protocol/document.ts';
import { USUAL_CONDUCT } from '#kernel/sim/conduct.ts';
import { crewOf } from '#kernel/sim/crew.ts';
import { play } from '#kernel/sim/play.ts';
import { proposalsOf } from '#kernel/sim/proposals.ts';
import { random } from '#kernel/sim/random.ts';
import { usualResponses } from '#kernel/sim/response.ts';
import { benchSample } from './sample.ts';
import type { Stage } from './stage.ts';
import type { Measured } from './table.ts';

const DAY = 86_400_000;
const ACTORS = 1_000;

/** [S1] A thousand actors in two dozen zones, a year of what they propose, under the protocol by which every organization begins to decide. */
export const benchSim = async (on: Stage): Promise<readonly Measured[]> => {
  const { protocol } = parseProtocol(DEFAULT_PROTOCOLS.find(({ id }) => id === 'decide/default')?.page ?? '');
  if (!protocol) throw new Error('the default protocol cannot be read');
  // What one core works: others who use the machine do not count.
  const begun = process.cpuUsage();
  const chance = random('a year');
  const from = Date.parse('2026-01-01T00:00:00Z');
  const to = from + 365 * DAY;
  const crew = crewOf({ actors: ACTORS, zones: 24, from, to: to + 200 * DAY }, chance.of('crew'));
  const proposals = proposalsOf(crew, [protocol], from, to, chance.of('proposals'));
  const conduct = { ...USUAL_CONDUCT, responses: usualResponses() };
  const { runs, events } = play({ protocol, proposals, conduct, chance: chance.of('people') });
  const { user, system } = process.cpuUsage(begun);
  const seconds = (user + system) / 1e6;
  const asks = runs.reduce((sum, run) => sum + run.asks.length, 0);
  const bench = `sim, ${ACTORS.toLocaleString('en')} actors, 24 zones, a year`;
  return [
    {
      bench,
      what: `${runs.length} runs, ${asks} asks`,
      value: seconds,
      unit: 's',
      limit: { at: 'most', value: 60, of: 'value' },
    },
    { bench, what: 'events decided', value: events / seconds, unit: '/s' },
    ...(await benchSample(on)),
  ];
};
