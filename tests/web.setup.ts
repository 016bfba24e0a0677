import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build, web } from '#scripts/build.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The web app as people get it, built once for the run; nobody changes it while the run lasts. */
    readonly web: string;
  }
}

/** Builds the web app where its sources changed, and keeps a copy for this run: a build beside it takes no file from under a browser. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  await build();
  const folder = await mkdtemp(join(tmpdir(), 'proceed-app-'));
  await cp(web, folder, { recursive: true });
  project.provide('web', folder);
  return () => rm(folder, { recursive: true, force: true });
};
