import { parentPort, workerData } from 'node:worker_threads';
import { blame } from './blame.ts';
import { compare } from './compare.ts';
import type { TextJob } from './texts-aside.ts';
import { checkWriting } from './writing/check.ts';

/* Compares and looks at texts that are too long for the thread which answers requests. */

const job = workerData as TextJob;
const done = async (): Promise<unknown> => {
  switch (job.kind) {
    case 'compare':
      return compare(job.before, job.after);
    case 'blame':
      return blame(job.revisions);
    case 'check':
      return checkWriting(job.text);
    default:
      return job satisfies never;
  }
};
parentPort?.postMessage(await done());
