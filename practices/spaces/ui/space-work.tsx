import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { OneSpace } from './one-space.tsx';
import { t } from './strings.ts';

interface Here {
  readonly space: OneSpace;
  readonly contributes: boolean;
}

const FEW = 8;

const STATUS = {
  draft: t('statusDraft'),
  open: t('statusOpen'),
  accepted: t('statusAccepted'),
  rejected: t('statusRejected'),
  lapsed: t('statusLapsed'),
  withdrawn: t('statusWithdrawn'),
  superseded: t('statusSuperseded'),
  deprecated: t('statusDeprecated'),
  proposed: t('statusProposed'),
  answered: t('statusAnswered'),
} as const;

/** What was decided here and inside, the newest first. */
export const DecisionsHere = ({ space, contributes }: Here): ReactNode => {
  const decisions = useGet('/api/decisions', { query: { space: space.slug, limit: FEW } }, { live: { kinds: ['decision'] } });
  if (addressOfArtifact('decision', { id: '', number: 1 }) === null) return null;
  const { data, error } = decisions;
  return (
    <Section
      title={t('decisions')}
      side={
        contributes && (
          <ButtonLink href={`/decisions/new?space=${space.slug}`} tone="quiet">
            {t('openDecision')}
          </ButtonLink>
        )
      }
    >
      {!data && (error ? <ErrorNote problem={error} /> : <Skeleton lines={3} />)}
      {data?.items.length === 0 && <Note>{t('noDecisions')}</Note>}
      <Rows label={t('decisions')}>
        {data?.items.map((decision) => {
          const live = decision.status === 'open';
          return (
            <Row
              key={decision.id}
              title={decision.title}
              href={addressOfArtifact('decision', decision) ?? ''}
              sub={[`#${decision.number}`, decision.summary.author].filter(Boolean).join(' · ')}
              {...(live ? { tone: 'go' as const } : {})}
              right={
                live && decision.dueAt !== null
                  ? t.rich('ends', { when: <LocalTime at={decision.dueAt} /> })
                  : STATUS[decision.status]
              }
              under={
                live ? decision.summary.ending : decision.decidedAt !== null && <LocalTime at={decision.decidedAt} form="date" />
              }
              quiet={!live}
            />
          );
        })}
      </Rows>
      {data?.next && (
        <Buttons>
          <ButtonLink href={`/decisions?space=${space.slug}`} tone="quiet">
            {t('allDecisions')}
          </ButtonLink>
        </Buttons>
      )}
    </Section>
  );
};

/** What is asked here and inside. */
export const RequestsHere = ({ space, contributes }: Here): ReactNode => {
  const requests = useGet('/api/requests', { query: { space: space.slug, limit: FEW } }, { live: { kinds: ['request'] } });
  if (addressOfArtifact('request', { id: '', number: 1 }) === null) return null;
  const { data, error } = requests;
  return (
    <Section
      title={t('requests')}
      side={
        contributes && (
          <ButtonLink href={`/requests/new?space=${space.slug}`} tone="quiet">
            {t('ask')}
          </ButtonLink>
        )
      }
    >
      {!data && (error ? <ErrorNote problem={error} /> : <Skeleton lines={3} />)}
      {data?.items.length === 0 && <Note>{t('noRequests')}</Note>}
      <Rows label={t('requests')}>
        {data?.items.map((request) => (
          <Row
            key={request.id}
            title={request.title}
            href={addressOfArtifact('request', request) ?? ''}
            sub={[`#${request.number}`, request.author.name, '→', request.to.name].filter(Boolean).join(' ')}
            right={
              request.status === 'open' && request.dueAt !== null
                ? t.rich('dueBy', { when: <LocalTime at={request.dueAt} /> })
                : STATUS[request.status]
            }
            under={request.status === 'open' && request.ending}
            quiet={request.status !== 'open'}
          />
        ))}
      </Rows>
      {data?.next && (
        <Buttons>
          <ButtonLink href={`/requests?space=${space.slug}`} tone="quiet">
            {t('allRequests')}
          </ButtonLink>
        </Buttons>
      )}
    </Section>
  );
};
