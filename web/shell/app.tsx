import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { askWhoReads } from '../api/me.ts';
import { queryClient } from '../api/reading.ts';
import { followLinks } from './links.ts';
import { router } from './router.tsx';

export const App = (): ReactNode => {
  useEffect(() => {
    void askWhoReads();
    return followLinks();
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
};
