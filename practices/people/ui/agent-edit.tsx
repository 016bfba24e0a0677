import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { Combobox, TokenField } from '#web/ui/combobox.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { Done, ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import type { Agent } from './agent.tsx';
import { KINDS } from './agent-scopes.ts';
import { optionsOf, useEveryone } from './everyone.ts';
import { t } from './people-strings.ts';

/** What it is called and does, who answers for it, and what it may do at most. */
export const EditAgent = ({ agent }: { readonly agent: Agent }): ReactNode => {
  const everyone = useEveryone();
  const [name, setName] = useState(agent.name);
  const [purpose, setPurpose] = useState(agent.purpose);
  const [accountable, setAccountable] = useState<string>(agent.accountable.id);
  const [perDay, setPerDay] = useState(agent.limits.perDay === null ? '' : String(agent.limits.perDay));
  const [spaces, setSpaces] = useState<readonly string[]>(agent.limits.spaces?.map(({ id }) => id) ?? []);
  const [reach, setReach] = useState<Reach>(reachOf(agent.limits.scopes));
  const [scopes, setScopes] = useState<readonly string[]>(agent.limits.scopes ?? []);
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
    const body = {
      perDay: perDay === '' ? null : Number(perDay),
      spaces: spaces.length === 0 ? null : [...spaces],
      scopes: reach === 'all' ? null : reach === 'none' ? [] : [...scopes],
    };
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
            <RadioGroup
              label={t('scopes')}
              value={reach}
              options={[
                { value: 'all', label: t('scopesAll'), hint: t('scopesAllHint') },
                { value: 'some', label: t('scopesSome') },
                { value: 'none', label: t('scopesNone'), hint: t('scopesNoneHint') },
              ]}
              onChange={setReach}
            />
            {reach === 'some' && (
              <TokenField
                label={t('scopesKinds')}
                hint={t('scopesKindsHint')}
                values={scopes}
                options={KINDS}
                onChange={setScopes}
                error={fieldError(problem, '/scopes')}
              />
            )}
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
        <ErrorNote problem={problem} shown={['/name', '/purpose', '/accountable', '/perDay', '/spaces', '/scopes']} />
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

type Reach = 'all' | 'some' | 'none';

const reachOf = (scopes: readonly string[] | null): Reach => (scopes === null ? 'all' : scopes.length === 0 ? 'none' : 'some');
