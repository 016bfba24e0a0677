import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Combobox } from '#web/ui/combobox.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { optionsOf, useEveryone } from './everyone.ts';
import { t } from './people-strings.ts';

const FIELDS = ['/name', '/purpose', '/accountable'];

export const Screen = (): ReactNode => {
  const me = useMe();
  const everyone = useEveryone();
  const { value, set, clear } = useDraft<{ name: string; purpose: string; accountable: string }>('agent', {
    name: '',
    purpose: '',
    accountable: me.actor.id,
  });
  const register = useSend('POST', '/api/agents', {
    onSent: () => {
      clear();
      go('/people?by=agents');
    },
  });
  const people = (everyone.items ?? []).filter(({ kind, status }) => kind === 'person' && status === 'active');
  return (
    <Page title={t('newAgent')} lead={t('newAgentLead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void register.send({ body: value });
        }}
      >
        <TextField
          label={t('agentName')}
          required
          autoFocus
          value={value.name}
          onChange={(name) => set({ ...value, name })}
          error={fieldError(register.problem, '/name')}
        />
        <TextField
          label={t('purpose')}
          hint={t('agentPurpose')}
          optional
          value={value.purpose}
          onChange={(purpose) => set({ ...value, purpose })}
          error={fieldError(register.problem, '/purpose')}
        />
        <Combobox
          label={t('accountable')}
          hint={t('accountableHint')}
          value={value.accountable}
          options={optionsOf(people)}
          onChange={(accountable) => set({ ...value, accountable })}
          error={fieldError(register.problem, '/accountable')}
        />
        <ErrorNote problem={register.problem} shown={FIELDS} />
        <Buttons>
          <Button type="submit" tone="primary" busy={register.busy}>
            {t('newAgent')}
          </Button>
          <ButtonLink href="/people?by=agents" tone="quiet">
            {t('cancel')}
          </ButtonLink>
        </Buttons>
      </form>
    </Page>
  );
};
