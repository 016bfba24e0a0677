import { describe, expect, it } from 'vitest';
import { deliveryOf, type Past } from './delivery.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const PEOPLE = ['ines', 'raj', 'tomas', 'aroha', 'mere'];

const past = (more: Partial<Past> = {}): Past => ({
  ...{ from: 0, to: 2 * WEEK, deployments: [], releases: [], incidents: [] },
  shipped: PEOPLE.map((by, n) => ({ by, openedAt: n * HOUR, at: (n + 10) * HOUR, revertedAt: null })),
  ...more,
});

describe('how changes are delivered', () => {
  it('is nobody’s business where fewer than five people took part', () => {
    const { shipped } = past();
    expect(deliveryOf(past({ shipped: shipped.slice(1) }))).toBeNull();
    expect(deliveryOf(past({ shipped: [...shipped.slice(1), ...shipped.slice(1)] }))).toBeNull();
  });

  it('counts deployments to production, else releases, else merges', () => {
    const deployment = { production: true, succeededAt: 20 * HOUR, failedAt: null };
    expect(deliveryOf(past())).toMatchObject({ counted: 'merges', frequency: { n: 5, perWeek: 2.5 } });
    expect(deliveryOf(past({ releases: [20 * HOUR, 3 * WEEK] }))).toMatchObject({ counted: 'releases', frequency: { n: 1 } });
    expect(
      deliveryOf(past({ releases: [20 * HOUR], deployments: [deployment, { ...deployment, production: false }] })),
    ).toMatchObject({ counted: 'deployments', frequency: { n: 1, perWeek: 0.5 } });
  });

  it('takes from the proposal to the first that went out after the merge', () => {
    const deployments = [9, 15].map((hour) => ({ production: true, succeededAt: hour * HOUR, failedAt: null }));
    expect(deliveryOf(past({ deployments }))?.leadTime).toEqual({ n: 5, median: 13 * HOUR, p85: 15 * HOUR });
  });

  it('finds what failed, was reverted or was followed by an incident, and how long it took to mend', () => {
    const found = deliveryOf(
      past({
        deployments: [
          { production: true, succeededAt: 10 * HOUR, failedAt: null },
          { production: true, succeededAt: null, failedAt: 12 * HOUR },
          { production: true, succeededAt: 14 * HOUR, failedAt: null },
          { production: true, succeededAt: 20 * HOUR, failedAt: null },
        ],
        incidents: [
          { openedAt: 15 * HOUR, closedAt: 19 * HOUR },
          { openedAt: 15 * HOUR, closedAt: null },
        ],
      }),
    );
    expect(found?.failures).toEqual({ rate: 0.5, n: 2, of: 4 });
    expect(found?.recovery).toEqual({ n: 2, median: 4 * HOUR, p85: 4 * HOUR });
    const { shipped } = past();
    expect(deliveryOf(past({ shipped: shipped.map((one) => ({ ...one, revertedAt: 30 * HOUR })) }))?.failures.n).toBe(1);
  });
});
