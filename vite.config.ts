import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { SERVED } from './web/shell/served.ts';

/** Where the server listens while Vite serves the screens (`npm run dev`). */
const server = `http://localhost:${process.env['PROCEED_PORT'] ?? '4180'}`;

/** What draws diagrams, as its makers built it: it is large, and loaded in pieces, by the page in web/public/drawing alone. */
const mermaid = (): Plugin => {
  const folder = dirname(fileURLToPath(import.meta.resolve('mermaid')));
  const chunks = 'chunks/mermaid.esm.min';
  const bytesOf = (name: string): Buffer => readFileSync(join(folder, name === 'mermaid.mjs' ? 'mermaid.esm.min.mjs' : name));
  return {
    name: 'mermaid',
    generateBundle() {
      const names = readdirSync(join(folder, chunks)).filter((name) => name.endsWith('.mjs'));
      for (const name of ['mermaid.mjs', ...names.map((chunk) => `${chunks}/${chunk}`)])
        this.emitFile({ type: 'asset', fileName: `drawing/${name}`, source: bytesOf(name) });
    },
    configureServer({ middlewares }) {
      middlewares.use('/drawing', ({ url = '' }, response, next) => {
        const name = /^\/((?:chunks\/mermaid\.esm\.min\/)?[\w-]+\.mjs)$/.exec(url.split('?', 1)[0] ?? '')?.[1];
        if (name === undefined) return next();
        response.setHeader('content-type', 'text/javascript').setHeader('access-control-allow-origin', '*').end(bytesOf(name));
      });
    },
  };
};

export default defineConfig({
  root: 'web',
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Every browser that has module workers has it; the polyfill would only weigh.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What every page begins with is one file, and so is what several screens need: in pieces it was eighty, and a first page waits for each of them.
        // Apart from both is what begins all: it waits for the first screen, which waits for what it is made of.
        codeSplitting: {
          groups: [
            { name: 'app', tags: ['$initial'], test: (id) => !/[\\/]web[\\/](?:main\.tsx|index\.html)$/.test(id), priority: 1 },
            { name: 'kit', minShareCount: 4 },
          ],
        },
      },
    },
  },
  // In pieces, as the pages are: the table of the world's holidays is loaded by whoever needs it.
  worker: { format: 'es' },
  // The sources of web/api are served under /api too: whatever ends as a source does is Vite's.
  server: { proxy: { '^/api(?!.*\\.tsx?(\\?|$))': server, '/mcp': server, '/schemas': server } },
  plugins: [
    react(),
    mermaid(),
    VitePWA({
      registerType: 'autoUpdate',
      injectRegister: false,
      manifest: {
        name: 'Proceed',
        short_name: 'Proceed',
        description: 'Work proceeds unless someone blocks it.',
        start_url: '/',
        display: 'standalone',
        background_color: '#fbfaf7',
        theme_color: '#17705c',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
        ],
      },
      workbox: {
        // The app opens without a network; what people read is kept by the queries, never by the worker.
        globPatterns: ['**/*.{html,js,css,svg,woff2}'],
        // Part of the worker itself.
        importScripts: ['/push.js'],
        globIgnores: ['push.js', 'drawing/**'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [SERVED],
        runtimeCaching: [],
        clientsClaim: true,
        skipWaiting: true,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
});
