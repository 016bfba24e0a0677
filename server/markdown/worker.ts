import { parentPort } from 'node:worker_threads';
import { renderNow, type Job, type Rendered } from './pipeline.ts';

/** Null: nested too deep. */
export type Done = Rendered | null;

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(attempt(job));
});

const attempt = (job: Job): Done => {
  try {
    return renderNow(job);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

// The libraries are there.
parentPort?.postMessage(null);
