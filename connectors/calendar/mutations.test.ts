import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCalendar } from './ics-calendar.ts';
import { mutated, seeded } from './mutations.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const FILES = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ics'))
  .toSorted()
  .map((name) => readFileSync(join(FIXTURES, name)));

/** More of them: `PROCEED_MUTATIONS=100000 npm test -- connectors/calendar/mutations.test.ts` */
const MUTATIONS = Number(process.env['PROCEED_MUTATIONS'] ?? 1_500);
const SEED = Number(process.env['PROCEED_SEED'] ?? 7);
const WINDOW = { from: Date.parse('2020-01-01T00:00:00Z'), to: Date.parse('2021-01-01T00:00:00Z') };

it(
  `[safety] ${MUTATIONS} broken calendars are read or refused with a line, none for longer than two seconds`,
  () => {
    const random = seeded(SEED);
    for (let n = 0; n < MUTATIONS; n++) {
      const file = FILES[Math.floor(random() * FILES.length)] ?? Buffer.alloc(0);
      const bytes = mutated(file, random);
      const began = process.threadCpuUsage();
      const { series, faults } = readCalendar([bytes], { window: WINDOW, zone: 'Europe/Berlin' });
      const { user, system } = process.threadCpuUsage(began);
      expect((user + system) / 1000, `mutation ${n} of seed ${SEED}`).toBeLessThan(2_000);
      const lines = bytes.toString('latin1').split(/\r\n|\r|\n/).length;
      for (const fault of faults) {
        expect(fault.line, fault.reason).toBeGreaterThan(0);
        expect(fault.line, fault.reason).toBeLessThanOrEqual(lines);
      }
      for (const { occurrences } of series) {
        for (const { from, to } of occurrences) {
          if (!(from >= WINDOW.from && from < WINDOW.to && to >= from)) expect.unreachable(`mutation ${n}: ${from}–${to}`);
        }
      }
    }
  },
  Math.max(30_000, MUTATIONS * 50),
);
