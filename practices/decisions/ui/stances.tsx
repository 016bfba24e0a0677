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

type Objection = Decision['objections'][number];

/** Nothing proceeds against it: it is read before anything else. */
const holdsUp = ({ status }: Decision, { status: one, effect }: Objection): boolean =>
  status === 'open' && one === 'open' && (effect === 'block' || effect === 'back');

/** What nothing proceeds against, where there is no room beside the text: whoever owes the reply finds it there. */
export const StandingObjections = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const standing = decision.objections.filter((one) => holdsUp(decision, one));
  if (standing.length === 0) return null;
  return (
    <Section title={t('holdsUp')}>
      <Sayings>
        {standing.map((one) => (
          <OneObjection key={one.id} decision={decision} objection={one} />
        ))}
      </Sayings>
    </Section>
  );
};

/** What people think of it and why, in order; each objection with what became of it. Silence is not a stance. `without`: those that stand are elsewhere. */
export const Stances = ({
  decision,
  without = false,
}: {
  readonly decision: Decision;
  readonly without?: boolean;
}): ReactNode => {
  if (decision.protocol === null) return null;
  const objections = decision.objections.filter((one) => !(without && holdsUp(decision, one)));
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
  // All that was said stands elsewhere.
  if (lines.length === 0 && decision.objections.length > 0) return null;
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
      under={one.stale ? t(whyAgain(decision)) : one.counts ? undefined : t('heard')}
    />
  );
};

/** Who said something is asked again by the last of what asks anew. */
const whyAgain = ({ amendments, reopened }: Decision): 'askedAgain' | 'askedSinceReopened' => {
  const amended = amendments.findLast(({ label }) => label === 'material')?.at ?? '';
  return (reopened.at(-1)?.at ?? '') > amended ? 'askedSinceReopened' : 'askedAgain';
};
