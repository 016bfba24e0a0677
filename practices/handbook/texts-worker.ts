import { parentPort, workerData } from 'node:worker_threads';
import { blame } from './blame.ts';
import { compare } from './compare.ts';
import type { TextJob } from './texts-aside.ts';

/* Compares texts that are too long for the thread which answers requests. */

const job = workerData as TextJob;
parentPort?.postMessage(job.kind === 'compare' ? compare(job.before, job.after) : blame(job.revisions));
