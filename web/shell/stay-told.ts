import { useEffect } from 'react';

/** Whoever signs in again on a device on which they were told is told there again. What it needs is loaded once nobody waits for it. */
export const useStayTold = (actor: string): void => {
  useEffect(() => {
    // Without a network, or a push service, it is tried at the next start.
    void import('../api/told-here.ts').then(({ stayTold }) => stayTold()).catch(() => undefined);
  }, [actor]);
};
