import type { Instant } from '#kernel/stream/event.ts';

/** For mails, on the clock of whoever reads it: Monday, 30 March 2026, 09:30 (Europe/Berlin) */
export const inZone = (at: Instant, zone: string): string =>
  `${new Date(at).toLocaleString('en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' })} (${zone})`;
