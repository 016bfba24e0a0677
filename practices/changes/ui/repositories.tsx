import { useState } from 'react';
import type { ReactNode } from 'react';
import { ToCopy } from '#ui/people';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { ChangeTabs } from './change-tabs.tsx';
import { ForgeRow } from './forge-row.tsx';
import { NewForge } from './new-forge.tsx';
import { NewRepository } from './new-repository.tsx';
import { t } from './repository-strings.ts';

export type Secret = { readonly called: string } & ReplyOf<'POST', '/api/forges'>;

/** Which repositories are watched, and the forges that tell of them. */
export const Screen = (): ReactNode => {
  const me = useMe();
  const isSteward = me.actor.role === 'steward';
  const repositories = useGet('/api/repositories', {}, { live: { kinds: ['repository', 'change'] } });
  const forges = useGet('/api/forges', {}, { enabled: isSteward, live: { kinds: ['forge', 'change'] } });
  const end = useSend('DELETE', '/api/repositories/:id');
  const [secret, setSecret] = useState<Secret | null>(null);
  const show = (made: Secret): void => {
    setSecret(made);
    scrollTo({ top: 0 });
  };
  const here = forges.data?.items ?? [];
  return (
    <Page title={t('title')} lead={t('lead')}>
      <ChangeTabs current="repositories" />
      {secret && (
        <Section title={t('secretIs', { called: secret.called })}>
          <ToCopy label={t('secretWhere')} text={secret.deliveryAddress} hint={t('secretWhereHint')} does={t('copyWhere')} />
          <ToCopy label={t('secret')} text={secret.secret} hint={t('secretOnce')} does={t('copySecret')} />
          <Buttons>
            <Button tone="quiet" onClick={() => setSecret(null)}>
              {t('done')}
            </Button>
          </Buttons>
        </Section>
      )}
      <Section title={t('list')}>
        {!repositories.data && (repositories.error ? <ErrorNote problem={repositories.error} /> : <Skeleton lines={2} />)}
        {repositories.data?.items.length === 0 && <EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
        <ErrorNote problem={end.problem} />
        <Rows label={t('list')}>
          {repositories.data?.items.map(({ id, name, forge, space, changes, protect }) => (
            <Row
              key={id}
              title={name}
              sub={[here.find((one) => one.id === forge)?.called, space?.name ?? t('everybody'), ...protect]
                .filter((fact) => fact !== undefined)
                .join(' · ')}
              right={t('changes', { n: changes })}
              actions={
                <Confirm
                  tone="quiet"
                  ask={t('endAsk', { name })}
                  does={t('endDo')}
                  busy={end.busy}
                  onConfirm={() => void end.send({ params: { id } })}
                >
                  {t('end')}
                </Confirm>
              }
            />
          ))}
        </Rows>
        <NewRepository forges={here} />
      </Section>
      {isSteward ? (
        <Section title={t('forges')}>
          {!forges.data && (forges.error ? <ErrorNote problem={forges.error} /> : <Skeleton lines={2} />)}
          {forges.data?.items.length === 0 && <EmptyState title={t('noForges')}>{t('noForgesText')}</EmptyState>}
          <Rows label={t('forges')}>
            {here.map((one) => (
              <ForgeRow key={one.id} forge={one} onSecret={show} />
            ))}
          </Rows>
          <NewForge onMade={show} />
        </Section>
      ) : (
        <Note>{t('stewards')}</Note>
      )}
    </Page>
  );
};
