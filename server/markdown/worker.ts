import { parentPort } from 'node:worker_threads';
import { renderNow, type Rendered } from './pipeline.ts';

export interface Job {
  readonly text: string;
  readonly mark: string;
}

/** Null: nested too deep. */
export type Done = Rendered | null;

parentPort?.on('message', ({ text, mark }: Job) => {
  parentPort?.postMessage(attempt(text, mark));
});

const attempt = (text: string, mark: string): Done => {
  try {
    return renderNow(text, mark);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

// The libraries are there.
parentPort?.postMessage(null);
