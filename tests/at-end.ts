import { afterAll, onTestFinished, TestRunner } from 'vitest';

/**
 * What to let go of when the test has ended in which this is asked, or else the file or the `describe`. Vitest takes an `afterAll` from within a test,
 * and never calls it.
 */
export const atEnd = (work: () => Promise<void>): void => {
  if (TestRunner.getCurrentTest()) onTestFinished(work);
  else afterAll(work);
};
