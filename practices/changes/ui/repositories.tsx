import { useState } from 'react';
import type { ReactNode } from 'react';
import { ToCopy } from '#ui/people';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { ChangeTabs } from './change-tabs.tsx';
import { ForgeRow } from './forge-row.tsx';
import { IssueSettings } from './issue-choice.tsx';
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
        <Rows label={t('list')}>
          {repositories.data?.items.map((one) => (
            <Watched key={one.id} repository={one} called={here.find(({ id }) => id === one.forge)?.called} />
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

const Watched = (props: {
  readonly repository: ReplyOf<'GET', '/api/repositories'>['items'][number];
  readonly called: string | undefined;
}): ReactNode => {
  const { id, name, forge, space, changes, protect, issues } = props.repository;
  const end = useSend('DELETE', '/api/repositories/:id');
  const tasks = issues && (issues.length === 0 ? t('issuesAllShort') : t('issuesOf', { labels: issues.join(', ') }));
  return (
    <Row
      title={name}
      sub={[props.called, space?.name ?? t('everybody'), ...protect, tasks ?? undefined]
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
      below={
        <>
          <ErrorNote problem={end.problem} />
          {forge !== null && (
            <Fold title={t('issues')} small>
              <IssueSettings repository={props.repository} />
            </Fold>
          )}
        </>
      }
    />
  );
};
