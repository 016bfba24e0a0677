import { parentPort, workerData } from 'node:worker_threads';
import { simulate } from './simulation/simulate.ts';

/** Takes every n-th seed, and tells of each. */
const { first, count, step } = workerData as { readonly first: number; readonly count: number; readonly step: number };
for (let seed = first; seed < first + count; seed += step) parentPort?.postMessage(await simulate(seed));
parentPort?.close();
