import { parseArgs } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { benchAudit } from './audit.ts';
import { benchBacktest } from './backtest.ts';
import { benchClaims } from './claims.ts';
import { benchCommands } from './commands.ts';
import { benchDeliveries } from './deliveries.ts';
import { benchHandbook } from './handbook.ts';
import { benchLists } from './lists.ts';
import { benchImport } from './import.ts';
import { benchLive } from './live.ts';
import { benchMeetings } from './meetings.ts';
import { benchPaint } from './paint.ts';
import { benchProtocol } from './protocol.ts';
import { benchSearch } from './search.ts';
import { benchSim } from './sim.ts';
import { benchStart } from './start.ts';
import { stage, type Stage } from './stage.ts';
import { holds, table, type Measured } from './table.ts';
import { benchTime } from './time.ts';
import { benchTimers } from './timers.ts';
import { benchWriters } from './writers.ts';

/** `npm run bench [NAME…] [-- --json FILE]`: prints a table, and the same as JSON. Ratios count; the machine is shared. */
const benches: Readonly<Record<string, (stage: Stage) => Promise<readonly Measured[]>>> = {
  audit: () => benchAudit(),
  backtest: benchBacktest,
  claims: benchClaims,
  commands: benchCommands,
  deliveries: benchDeliveries,
  lists: benchLists,
  live: benchLive,
  meetings: benchMeetings,
  start: benchStart,
  time: async () => benchTime(),
  timers: (on) => benchTimers(on.database),
  import: benchImport,
  search: benchSearch,
  handbook: benchHandbook,
  paint: () => benchPaint(),
  protocol: () => benchProtocol(),
  writers: benchWriters,
  sim: benchSim,
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const figures: Measured[] = [];
for (const name of names) {
  const bench = benches[name];
  if (!bench) throw new Error(`There is no bench called ${name}. There are ${Object.keys(benches).join(', ')}.`);
  const on = await stage();
  try {
    figures.push(...(await bench(on)));
  } finally {
    await on.close();
  }
}
console.log(table(figures));
const json = JSON.stringify(
  figures.map((figure) => ({ ...figure, holds: holds(figure) })),
  null,
  2,
);
if (values.json) await writeFile(values.json, `${json}\n`);
else console.log(json);
