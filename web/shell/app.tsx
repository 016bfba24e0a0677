import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { callable } from '#ui/people';
import { nameable } from '#ui/search';
import { askWhoReads } from '../api/me.ts';
import { currentReader } from '../api/who.ts';
import { api } from '../api/client.ts';
import { queryClient } from '../api/reading.ts';
import { previewBy } from '../ui/preview.ts';
import { suggestBy } from '../ui/suggesting/offers.ts';
import { followLinks } from './links.ts';
import { router } from './router.tsx';

previewBy(async (text) => (await api.post('/api/markdown', { body: { text } })).html);
suggestBy({ people: callable, artifacts: nameable });

/**
 * What the first picture needs: who reads (remembered, or asked now) and the screen of this address, side by side. Until then
 * index.html's own picture stays; React would hold back what comes in pieces.
 */
export const ready = async (): Promise<void> => {
  const asked = askWhoReads();
  await Promise.all([currentReader() === null ? asked : null, router.load()]);
};

export const App = (): ReactNode => {
  useEffect(followLinks, []);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
};
