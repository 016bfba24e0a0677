import { Worker } from 'node:worker_threads';
import type { Told } from './simulate.ts';

/** Simulates so many seeds from the first, over so many threads; in the order in which they end. */
export const simulateSeeds = async (
  first: number,
  count: number,
  threads: number,
  tell: (told: Told) => void = () => undefined,
): Promise<readonly Told[]> => {
  const all: Told[] = [];
  const one = (offset: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const workerData = { first: first + offset, count: count - offset, step: threads };
      const worker = new Worker(new URL('../simulation-worker.ts', import.meta.url), { workerData });
      worker.on('message', (told: Told) => {
        all.push(told);
        tell(told);
      });
      worker.once('error', reject);
      worker.once('exit', () => resolve());
    });
  await Promise.all(Array.from({ length: Math.min(threads, count) }, (_, offset) => one(offset)));
  return all;
};
