import type { ReactNode } from 'react';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Saying, Sayings } from '#web/ui/saying.tsx';
import type { Decision } from './decided.ts';
import { t } from './decision-strings.ts';
import { OneObjection } from './objection.tsx';

const DID = { agree: 'agreed', abstain: 'abstained', object: 'objected', answer: 'answered' } as const;

/** What people think of it and why, in order; each objection with what became of it. Silence is not a stance. */
export const Stances = ({ decision }: { readonly decision: Decision }): ReactNode => {
  if (decision.protocol === null) return null;
  const { objections } = decision;
  const stances = decision.stances.filter(({ stance, implicit }) => stance !== 'object' && !implicit);
  const lines = [
    ...objections.map((objection) => ({
      at: objection.at,
      line: <OneObjection key={`objection ${objection.id}`} decision={decision} objection={objection} />,
    })),
    ...stances.map((stance) => ({
      at: stance.at,
      line: <OneStance key={`${stance.step} ${stance.actor.id}`} decision={decision} stance={stance} />,
    })),
  ].toSorted((one, other) => (one.at < other.at ? -1 : 1));
  return (
    <Section title={t('stances')}>
      {lines.length === 0 ? <Note>{t('noStance')}</Note> : <Sayings>{lines.map(({ line }) => line)}</Sayings>}
    </Section>
  );
};

type Stance = Decision['stances'][number];

const OneStance = ({ decision, stance: one }: { readonly decision: Decision; readonly stance: Stance }): ReactNode => {
  const zone = decision.proof?.seats.find(({ actor }) => actor === one.actor.id)?.zone;
  return (
    <Saying
      who={<PersonName name={one.actor.name} zone={zone} />}
      did={one.voted ? (one.ballot === null ? t('votedSecretly') : t('votedSo', { how: one.ballot })) : t(DID[one.stance])}
      tone={one.stance === 'agree' && !one.voted ? 'go' : undefined}
      when={<LocalTime at={one.at} zone={zone} />}
      words={one.reason}
      under={one.stale ? t('askedAgain') : one.counts ? undefined : t('heard')}
    />
  );
};
