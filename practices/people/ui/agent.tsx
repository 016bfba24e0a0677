import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Pill } from '#web/ui/pill.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { pageOf } from './addresses.ts';
import { EditAgent } from './agent-edit.tsx';
import { kindName } from './agent-scopes.ts';
import { NotShown } from './nobody.tsx';
import { useAgent } from './one-person.ts';
import { t } from './people-strings.ts';

export type Agent = NonNullable<ReturnType<typeof useAgent>['one']>;

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const { one, error } = useAgent(params['handle'] ?? '');
  return one ? <AgentPage key={one.id} agent={one} /> : <NotShown one={one} error={error} />;
};

/** An agent, marked as one, with who answers for it. */
const AgentPage = ({ agent }: { readonly agent: Agent }): ReactNode => {
  const me = useMe();
  const mine = agent.accountable.id === me.actor.id;
  const runs = mine || me.actor.role === 'steward';
  const suspended = agent.status === 'suspended';
  const asked = agent.asked.some(({ id }) => id === me.actor.id);
  return (
    <Page
      title={agent.name}
      lead={agent.purpose || undefined}
      meta={
        <>
          <Pill>{t('agent')}</Pill>
          <span>@{agent.handle}</span>
        </>
      }
      actions={
        mine && agent.status === 'active' && <ButtonLink href={`/settings/keys?agent=${agent.handle}`}>{t('makeKey')}</ButtonLink>
      }
    >
      {suspended && <Note>{t('isSuspended')}</Note>}
      {agent.status === 'stopped' && <Note>{t('isStopped', { name: agent.accountable.name })}</Note>}
      {agent.status === 'stopped' && agent.asked.length > 0 && (
        <Note>{t('isAsked', { names: agent.asked.map(({ name }) => name).join(', ') })}</Note>
      )}
      {asked && <Take agent={agent} />}
      <Section title={t('accountable')}>
        <Rows label={t('accountable')}>
          <Row title={agent.accountable.name} href={pageOf(agent.accountable)} />
        </Rows>
      </Section>
      <Section title={t('limits')}>
        <Limits limits={agent.limits} />
      </Section>
      {runs && <EditAgent agent={agent} />}
    </Page>
  );
};

/** For whoever is asked, because the person before has left. */
const Take = ({ agent }: { readonly agent: Agent }): ReactNode => {
  const me = useMe();
  const take = useSend('PUT', '/api/agents/:id/accountable');
  return (
    <>
      <ErrorNote problem={take.problem} />
      <Buttons>
        <Button
          tone="primary"
          busy={take.busy}
          onClick={() => void take.send({ params: { id: agent.id }, body: { accountable: me.actor.id } })}
        >
          {t('takeAgent')}
        </Button>
      </Buttons>
    </>
  );
};

const Limits = ({ limits: { perDay, spaces, scopes, hidden, today } }: { readonly limits: Agent['limits'] }): ReactNode => {
  const named = [...(spaces ?? []).map(({ name }) => name), ...(hidden > 0 ? [t('limitHidden', { n: hidden })] : [])];
  if (perDay === null && spaces === null && scopes === null) return <Note>{t('limitsNone')}</Note>;
  return (
    <>
      {scopes !== null && (
        <p>{scopes.length === 0 ? t('limitReads') : t('limitScopes', { kinds: scopes.map(kindName).join(', ') })}</p>
      )}
      {perDay !== null && <p>{t('limitDay', { n: perDay, today })}</p>}
      {spaces !== null && <p>{t('limitSpaces', { spaces: named.join(', ') })}</p>}
    </>
  );
};
