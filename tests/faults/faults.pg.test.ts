import { expect, it } from 'vitest';
import { playRounds } from './rounds.ts';

it('servers and PostgreSQL are killed under load: nothing acknowledged is lost, nothing happens twice, all serve again in ten seconds', async () => {
  const seed = Math.floor(Math.random() * 1e6);
  const told: string[] = [];
  const report = await playRounds({ rounds: 5, perSecond: 100, seed, tell: (line) => told.push(line) });
  const about = `seed ${seed}\n${told.join('\n')}`;
  expect(report.amiss, about).toEqual([]);
  expect(report.longestAway, about).toBeLessThanOrEqual(10_000);
  expect(report.overdue, about).toBe(0);
  expect(report.timers.effective, about).toBe(report.timers.due);
  expect(report.timers.latest, about).toBeLessThanOrEqual(30_000);
  // It was a load: people wrote, and things came due.
  expect(report.writings.acknowledged, about).toBeGreaterThan(300);
  expect(report.timers.due, about).toBeGreaterThan(20);
  expect(report.heard, about).toBeGreaterThan(300);
}, 300_000);
