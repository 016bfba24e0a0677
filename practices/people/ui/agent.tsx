import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Combobox, TokenField } from '#web/ui/combobox.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { Done, ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Pill } from '#web/ui/pill.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { pageOf } from './addresses.ts';
import { optionsOf, useEveryone } from './everyone.ts';
import { NotShown } from './nobody.tsx';
import { useAgent } from './one-person.ts';
import { t } from './people-strings.ts';

type Agent = NonNullable<ReturnType<typeof useAgent>['one']>;

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

const Limits = ({ limits: { perDay, spaces, hidden, today } }: { readonly limits: Agent['limits'] }): ReactNode => {
  const named = [...(spaces ?? []).map(({ name }) => name), ...(hidden > 0 ? [t('limitHidden', { n: hidden })] : [])];
  if (perDay === null && spaces === null) return <Note>{t('limitsNone')}</Note>;
  return (
    <>
      {perDay !== null && <p>{t('limitDay', { n: perDay, today })}</p>}
      {spaces !== null && <p>{t('limitSpaces', { spaces: named.join(', ') })}</p>}
    </>
  );
};

const EditAgent = ({ agent }: { readonly agent: Agent }): ReactNode => {
  const everyone = useEveryone();
  const [name, setName] = useState(agent.name);
  const [purpose, setPurpose] = useState(agent.purpose);
  const [accountable, setAccountable] = useState<string>(agent.accountable.id);
  const [perDay, setPerDay] = useState(agent.limits.perDay === null ? '' : String(agent.limits.perDay));
  const [spaces, setSpaces] = useState<readonly string[]>(agent.limits.spaces?.map(({ id }) => id) ?? []);
  const rooms = useGet('/api/spaces').data?.items ?? [];
  const limit = useSend('PUT', '/api/agents/:id/limits');
  const describe = useSend('PATCH', '/api/agents/:id');
  const handOver = useSend('PUT', '/api/agents/:id/accountable');
  const suspend = useSend('PUT', '/api/agents/:id/suspension');
  const resume = useSend('DELETE', '/api/agents/:id/suspension');
  const params = { id: agent.id };
  const save = async (): Promise<void> => {
    if (!(await describe.send({ params, body: { name, purpose } }))) return;
    // What its reader does not see of its limits, they do not change.
    const body = { perDay: perDay === '' ? null : Number(perDay), spaces: spaces.length === 0 ? null : [...spaces] };
    if (agent.limits.hidden === 0 && !(await limit.send({ params, body }))) return;
    if (accountable !== agent.accountable.id) await handOver.send({ params, body: { accountable } });
  };
  const people = (everyone.items ?? []).filter(({ kind, status }) => kind === 'person' && status === 'active');
  const problem = describe.problem ?? limit.problem ?? handOver.problem;
  return (
    <Section title={t('editAgent')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField label={t('agentName')} value={name} onChange={setName} error={fieldError(problem, '/name')} />
        <TextField
          label={t('purpose')}
          hint={t('agentPurpose')}
          optional
          value={purpose}
          onChange={setPurpose}
          error={fieldError(problem, '/purpose')}
        />
        <Combobox
          label={t('accountable')}
          hint={t('accountableHint')}
          value={accountable}
          options={optionsOf(people)}
          onChange={setAccountable}
          error={fieldError(problem, '/accountable')}
        />
        {agent.limits.hidden === 0 && (
          <>
            <TextField
              label={t('perDay')}
              hint={t('perDayHint')}
              optional
              type="number"
              min={1}
              narrow
              value={perDay}
              onChange={setPerDay}
              error={fieldError(problem, '/perDay')}
            />
            <TokenField
              label={t('onlySpaces')}
              hint={t('onlySpacesHint')}
              values={spaces}
              options={rooms.map(({ id, name: called }) => ({ value: id, label: called }))}
              onChange={setSpaces}
              error={fieldError(problem, '/spaces')}
            />
          </>
        )}
        <ErrorNote problem={problem} shown={['/name', '/purpose', '/accountable', '/perDay', '/spaces']} />
        <Buttons>
          <Button type="submit" busy={describe.busy || limit.busy || handOver.busy}>
            {t('save')}
          </Button>
          {agent.status === 'suspended' ? (
            <Button busy={resume.busy} onClick={() => void resume.send({ params })}>
              {t('resume')}
            </Button>
          ) : (
            <Confirm
              tone="stop"
              ask={t('suspendAsk', { name: agent.name })}
              does={t('suspend')}
              busy={suspend.busy}
              onConfirm={() => void suspend.send({ params })}
            >
              {t('suspend')}
            </Confirm>
          )}
          <Done>{describe.reply && !problem && t('saved')}</Done>
        </Buttons>
        <ErrorNote problem={suspend.problem ?? resume.problem} />
      </form>
    </Section>
  );
};
