import { existsSync, readFileSync } from 'node:fs';
import { Temporal as polyfill } from 'temporal-polyfill/implementation';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { answer, type Case } from './cases.ts';

// Slow machines are no failures.
vi.setConfig({ testTimeout: 60_000 });

const readCases = (path: string): readonly Case[] => {
  const file: { readonly cases: readonly Case[] } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
  return file.cases;
};

const ours = readCases('./fixtures/cases.json');
/** Facts of other libraries' tests, beside the repository; the fixture stands alone where they are not. */
const shared = '../../../shared/data/working-time/cases.json';
const others = existsSync(new URL(shared, import.meta.url)) ? readCases(shared) : [];

const wrong = (cases: readonly Case[], answerCase: (asked: Case) => unknown) =>
  cases
    .map((asked) => ({ id: asked.id, op: asked.op, input: asked.input, expected: asked.expected, answered: answerCase(asked) }))
    .filter(({ expected, answered }) => JSON.stringify(expected) !== JSON.stringify(answered));

describe('published cases of working-time arithmetic', () => {
  afterEach(() => vi.unstubAllGlobals());
  // What was loaded under the polyfill is for this file alone.
  afterAll(() => vi.resetModules());

  it('[T1] [T3] [T4] [T5] all get the published answer', () => {
    expect(ours.length).toBeGreaterThan(40);
    expect(wrong(ours, answer)).toEqual([]);
    expect(wrong(others, answer)).toEqual([]);
  });

  it('[T4] get the same answer in a browser whose Temporal is a polyfill', async () => {
    vi.stubGlobal('Temporal', polyfill);
    vi.resetModules();
    const again = await import('./cases.ts');
    expect(wrong(ours, again.answer)).toEqual([]);
  });

  it('[T1] with holidays of a region get an answer in a browser that has fetched them', async () => {
    vi.stubGlobal('Temporal', polyfill);
    vi.resetModules();
    const { loadHolidays } = await import('./holidays.ts');
    await loadHolidays();
    const { between, workingTime } = await import('./working-time.ts');
    const time = workingTime([
      { from: 0, calendar: { zone: 'Pacific/Auckland', week: { mon: ['09:00-17:00'] }, holidays: ['NZ'] } },
    ]);
    // Labour Day, and the Monday after it.
    expect(between(time, Date.UTC(2026, 9, 25), Date.UTC(2026, 9, 27))).toBe(0);
    expect(between(time, Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 3))).toBe(8 * 3_600_000);
  });
});
