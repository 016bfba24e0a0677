import type { ReactNode } from 'react';
import { useMe } from '#web/api/who.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Row, Rows } from '#web/ui/row.tsx';
import { t } from './people-strings.ts';

/** What an organization that is still empty can do at once; only what is there is offered. Today shows it too. */
export const FirstSteps = (): ReactNode => {
  const writes = addressOfArtifact('page', { id: '', number: 1 }) !== null;
  const meets = addressOfArtifact('meeting', { id: '', number: 1 }) !== null;
  const decides = addressOfArtifact('decision', { id: '', number: 1 }) !== null;
  return (
    <Rows label={t('firstSteps')}>
      {writes && <Row title={t('importHandbook')} href="/handbook/import" sub={t('importHandbookText')} />}
      {decides && <Row title={t('importDecisions')} href="/decisions/import" sub={t('importDecisionsText')} />}
      {meets && <Row title={t('auditCalendar')} href="/meetings" sub={t('auditCalendarText')} />}
      {decides && <Row title={t('openDecision')} href="/decisions/new" sub={t('openDecisionText')} />}
      {useMe().actor.role === 'steward' && <Row title={t('exploreSample')} href="/sample" sub={t('exploreSampleText')} />}
      <Row title={t('invitePeople')} href="/people/invite" sub={t('invitePeopleText')} />
    </Rows>
  );
};
