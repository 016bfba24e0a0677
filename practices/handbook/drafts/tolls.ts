/** What a writer may make this process compute at once, ms, and in each second after that: a tenth of a processor. */
const MOST = 3_000;
const PER_SECOND = 100;
/** Whoever had more waits until so much is left of it. */
const HALF = MOST / 2;

interface Clocks {
  readonly now: () => number;
  /** What this thread has computed, ms: other programs on the machine are nobody's fault here. */
  readonly computed: () => number;
}

const REAL: Clocks = {
  now: () => performance.now(),
  computed: () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  },
};

/**
 * [safety] A draft may be made so that each change of it costs much. Whoever causes more computing than any editor does waits a quarter of a minute, so that
 * nobody holds up the others.
 */
export const tolls = ({ now, computed }: Clocks = REAL) => {
  const all = new Map<string, { spent: number; at: number; waits: boolean }>();
  const of = (whose: string) => {
    const one = all.get(whose) ?? { spent: 0, at: now(), waits: false };
    one.spent = Math.max(0, one.spent - ((now() - one.at) / 1_000) * PER_SECOND);
    one.at = now();
    one.waits = one.spent > (one.waits ? HALF : MOST);
    return one;
  };
  return {
    isSpent: (whose: string): boolean => of(whose).waits,
    /** Does something at somebody's expense. */
    charge: <T>(whose: string, work: () => T): T => {
      const from = computed();
      try {
        return work();
      } finally {
        const one = of(whose);
        one.spent += computed() - from;
        all.set(whose, one);
      }
    },
    /** Of those who owe nothing any more nothing is known. */
    forget: (): void => {
      for (const whose of all.keys()) if (of(whose).spent === 0) all.delete(whose);
    },
  };
};
