import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { leaveQuietly } from './api/reading.ts';
import { App, ready } from './shell/app.tsx';

/* Browsers without native Temporal load it before anything is shown; the others never do. */
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');
leaveQuietly();
await ready();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );

if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js');
