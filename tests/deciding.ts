import { idOf, INES, northwind, PLATFORM, readingOf, type Northwind } from './organization.ts';
import type { DecisionState } from '#practices/decisions';

export const ONE = idOf('1');
export const TEXT = {
  problem: 'Every new region asks for its own replica set.',
  recommendation: 'One primary per region, because failures were of people.',
};

/** A command to a decision, of which there is one unless said otherwise. */
export const to = (by: string, name: string, data: unknown = {}, artifact = ONE) => ({
  by,
  kind: 'decision',
  artifact,
  name,
  data,
});

/** Northwind, and what its tests of decisions keep doing and asking. */
export const decidingNorthwind = async (options: Parameters<typeof northwind>[0] = {}) => {
  const org: Northwind = await northwind(options);
  const draft = (by = INES, more: object = {}, artifact = ONE) =>
    org.sent(to(by, 'draft', { title: 'Keep one PostgreSQL per region', space: PLATFORM, ...TEXT, ...more }, artifact));
  const reading = (artifact = ONE) => readingOf(org, artifact);
  return {
    ...org,
    draft,
    open: async (by = INES, more: object = {}, artifact = ONE): Promise<void> => {
      await draft(by, more, artifact);
      await org.sent(to(by, 'open', {}, artifact));
    },
    reading,
    status: async (artifact = ONE): Promise<string> => (await reading(artifact)).status,
    /** When it ends, as people are shown it. */
    shown: async (artifact = ONE): Promise<number> => (await reading(artifact)).dueAt ?? 0,
    /** What somebody owes. */
    owedBy: async (asked: string, artifact = ONE) =>
      (await reading(artifact)).awaits.filter((one) => one.asked === asked && (one.status === 'open' || one.status === 'paused')),
    state: async (artifact = ONE): Promise<DecisionState> => (await org.seen(artifact))?.state as DecisionState,
  };
};
