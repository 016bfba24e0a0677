import type { ReactNode } from 'react';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Saying, Sayings } from '#web/ui/saying.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';

const DID = { agree: 'agreed', abstain: 'abstained', object: 'objected', answer: 'answered' } as const;

/** What people think of it, with their reasons. Objections have a list of their own; silence is not a stance. */
export const Stances = ({ decision }: { readonly decision: Decision }): ReactNode => {
  if (decision.protocol === null) return null;
  const stances = decision.stances.filter(({ stance, implicit }) => stance !== 'object' && !implicit);
  const zones = new Map(decision.proof?.seats.map(({ actor, zone }) => [actor, zone]) ?? []);
  return (
    <Section title={t('stances')}>
      {stances.length === 0 && decision.objections.length === 0 && <Note>{t('noStance')}</Note>}
      <Sayings>
        {stances.map((one) => (
          <Saying
            key={`${one.step} ${one.actor.id}`}
            who={<PersonName name={one.actor.name} zone={zones.get(one.actor.id)} />}
            did={t(DID[one.stance])}
            tone={one.stance === 'agree' ? 'go' : undefined}
            when={<LocalTime at={one.at} zone={zones.get(one.actor.id)} />}
            words={one.reason}
            under={one.stale ? t('askedAgain') : one.counts ? undefined : t('heard')}
          />
        ))}
      </Sayings>
    </Section>
  );
};
