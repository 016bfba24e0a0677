import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** Where the server listens while Vite serves the screens (`npm run dev`). */
const server = `http://localhost:${process.env['PROCEED_PORT'] ?? '4180'}`;

export default defineConfig({
  root: 'web',
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Every browser that has module workers has it; the polyfill would only weigh.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  // The sources of web/api are served under /api too: whatever ends as a source does is Vite's.
  server: { proxy: { '^/api(?!.*\\.tsx?(\\?|$))': server, '/mcp': server } },
  plugins: [
    react(),
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
        globIgnores: ['push.js'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/(api|mcp|files|gallery)(\/|$)/],
        runtimeCaching: [],
        clientsClaim: true,
        skipWaiting: true,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
});
