import { describe, expect, it } from 'vitest';
import { noticeSetting, paceOf, type SettingEvent, type SettingState } from './setting.ts';

const chosen = (state: SettingState | null, paces: Omit<SettingEvent, 'type'>): SettingState =>
  noticeSetting.evolve(state, {
    ...{ org: 'northwind', artifact: 'setting', kind: 'notice-setting', version: 1, command: 'one', causedBy: null },
    ...{ at: 0, by: 'raj', body: { type: 'notices-chosen', ...paces } },
  });

describe('how somebody is told', () => {
  it('is together, in every way, until they choose', () => {
    expect([
      paceOf(null, 'mail'),
      paceOf(null, 'push'),
      paceOf({ mail: 'off' }, 'push'),
      paceOf({ mail: 'loud' }, 'mail'),
    ]).toEqual(['digest', 'digest', 'digest', 'digest']);
  });

  it('is chosen for each way by itself', () => {
    const first = chosen(null, { mail: 'off' });
    expect(first).toEqual({ owner: 'raj', mail: 'off', push: 'digest' });
    expect(chosen(first, { push: 'each' })).toEqual({ owner: 'raj', mail: 'off', push: 'each' });
  });

  it('stays as it was for those who chose before there was web push', () => {
    expect(chosen(chosen(null, { mail: 'each' }), {})).toEqual({ owner: 'raj', mail: 'each', push: 'digest' });
  });
});
