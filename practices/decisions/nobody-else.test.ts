import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '#kernel/stream/event.ts';
import { decidingNorthwind, ONE, to } from '#tests/deciding.ts';
import { CONSENT, INES, RAJ, TOMAS } from '#tests/organization.ts';
import type { DecisionEvent } from './events.ts';
import { decisionSentence } from './sentences.ts';

const NAMES = { actor: () => 'somebody', space: () => 'a space', artifact: () => 'this' };

const blocked = async (by: string) => {
  const org = await decidingNorthwind({ protocols: [CONSENT.replace('else: lapse', 'else: "escalate:stewards"')] });
  await org.open(by);
  await org.sent(to(by === RAJ ? TOMAS : RAJ, 'take-stance', { stance: 'object', reason: 'we grow' }));
  const otherwise = (await org.owedBy(TOMAS))[0]?.otherwise ?? (await org.owedBy(INES))[0]?.otherwise;
  return {
    ...{ org, otherwise, ending: (await org.reading()).summary['ending'] },
    said: async (): Promise<readonly (string | null)[]> =>
      (await org.history(ONE)).map((event) => decisionSentence(event as RecordedEvent<DecisionEvent>, NAMES)),
  };
};

describe('[A6] what comes when its window ends', () => {
  it('is that the stewards decide, where there is one beside its author', async () => {
    const { org, ending, said } = await blocked(RAJ);
    expect((await org.reading()).summary['blockers']).toEqual(['Tomás Lima']);
    expect(ending).toBe('Goes to the stewards to decide unless every objection is settled');
    await org.until(await org.shown());
    expect(await org.status()).toBe('open');
    expect(await said()).toContain('The window ended, and the stewards decide.');
  });

  it('is that it lapses, where its author is the only steward; and so it does', async () => {
    const { org, ending, otherwise, said } = await blocked(INES);
    expect(ending).toBe('Unless every objection is settled, it lapses: nobody else can decide');
    expect(otherwise).toBe('the decision lapses, for nobody else can decide');
    await org.until(await org.shown());
    const { status, summary } = await org.reading();
    expect(status).toBe('lapsed');
    expect(summary['because']).toContain('nobody else can decide (A6, R7)');
    expect((await said()).join(' ')).not.toContain('decide.');
  });

  it('is said anew when it is blocked no more', async () => {
    const { org } = await blocked(INES);
    await org.sent(to(RAJ, 'withdraw-objection', {}));
    expect((await org.reading()).summary['ending']).toBe('Proceeds unless blocked');
  });
});
