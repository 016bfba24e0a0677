import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import * as vite from 'vite';
import type { TestProject } from 'vitest/node';
import { build, web } from '#scripts/build.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The web app as people get it, built once for the run; nobody changes it while the run lasts. */
    readonly web: string;
    /** The parts of the screens, each by itself. */
    readonly gallery: string;
  }
}

/** Builds the web app where its sources changed, and keeps a copy for this run: a build beside it takes no file from under a browser. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  await build();
  const folder = await mkdtemp(join(tmpdir(), 'proceed-app-'));
  const [app, gallery] = [join(folder, 'web'), join(folder, 'gallery')];
  await cp(web, app, { recursive: true });
  await buildGallery(gallery);
  project.provide('web', app);
  project.provide('gallery', gallery);
  return () => rm(folder, { recursive: true, force: true });
};

const buildGallery = async (outDir: string): Promise<void> => {
  const root = join(import.meta.dirname, '..', 'web');
  // Vitest says `test`; what people get is built for production.
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  await vite.build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [react()],
    // As in vite.config.ts: the policy of content takes nothing inline.
    build: {
      outDir,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: { input: join(root, 'gallery/index.html') },
    },
    worker: { format: 'es' },
  });
  process.env['NODE_ENV'] = NODE_ENV ?? 'test';
};
