import type { ReactNode } from 'react';
import { LogRow } from '#ui/decisions';
import { RequestRow } from '#ui/requests';
import { useGet } from '#web/api/query.ts';
import { useMe } from '#web/api/who.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Rows } from '#web/ui/row.tsx';
import type { OneSpace } from './one-space.tsx';
import { t } from './strings.ts';

interface Here {
  readonly space: OneSpace;
  readonly contributes: boolean;
}

const FEW = 8;

/** What was decided here and inside, the newest first, each said as the log says it. */
export const DecisionsHere = ({ space, contributes }: Here): ReactNode => {
  const me = useMe();
  const decisions = useGet('/api/decisions', { query: { space: space.slug, limit: FEW } }, { live: { kinds: ['decision'] } });
  if (addressOfArtifact('decision', { id: '', number: 1 }) === null) return null;
  const { data, error } = decisions;
  const names = new Map(me.spaces.map(({ id, name }) => [id, name]));
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
        {data?.items.map((item) => (
          <LogRow key={item.id} item={item} space={item.space === space.id ? undefined : names.get(item.space ?? '')} />
        ))}
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
        {data?.items.map((item) => (
          <RequestRow key={item.id} item={item} />
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
