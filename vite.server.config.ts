import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/**
 * A source that asks where it stands is told where it stood: threads, migrations, texts and what a package is looked for beside are there,
 * and a thread runs from its source.
 */
const whereItStood = (): Plugin => ({
  name: 'where-it-stood',
  enforce: 'pre',
  transform(code, id) {
    if (!code.includes('import.meta.') || id.includes('node_modules')) return null;
    return code
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)));
  },
});

/** What `npm start` runs: the sources of the server and its packages, joined into few files (docs/adr/0031). */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'server/main.ts',
    outDir: 'dist/server',
    // A server that runs still loads from here what it has not needed so far: scripts/build.mjs removes what none can.
    emptyOutDir: false,
    target: 'node26',
    // A trace of the stack is read by people.
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
  },
  plugins: [whereItStood()],
});
