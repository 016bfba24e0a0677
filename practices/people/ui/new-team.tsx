import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { TokenField } from '#web/ui/combobox.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { optionsOf, useEveryone } from './everyone.ts';
import { errorUnder, shownUnder } from './faults.ts';
import { t } from './people-strings.ts';

export const Screen = (): ReactNode => {
  const me = useMe();
  const everyone = useEveryone();
  const { value, set, clear } = useDraft<{ name: string; purpose: string; members: readonly string[] }>('team', {
    name: '',
    purpose: '',
    members: [],
  });
  const form = useSend('POST', '/api/teams', {
    onSent: () => {
      clear();
      go('/people?by=teams');
    },
  });
  const others = (everyone.items ?? []).filter(({ kind, id }) => kind !== 'team' && id !== me.actor.id);
  return (
    <Page title={t('newTeam')} lead={t('noTeamsText')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send({ body: { ...value, members: [...value.members] } });
        }}
      >
        <TextField
          label={t('teamName')}
          required
          autoFocus
          value={value.name}
          onChange={(name) => set({ ...value, name })}
          error={fieldError(form.problem, '/name')}
        />
        <TextField
          label={t('purpose')}
          hint={t('purposeTeam')}
          optional
          value={value.purpose}
          onChange={(purpose) => set({ ...value, purpose })}
          error={fieldError(form.problem, '/purpose')}
        />
        <TokenField
          label={t('teamMembers')}
          hint={t('youToo')}
          values={value.members}
          options={optionsOf(others)}
          onChange={(members) => set({ ...value, members })}
          error={errorUnder(form.problem, '/members')}
        />
        <ErrorNote problem={form.problem} shown={shownUnder(form.problem, ['/name', '/purpose', '/members'])} />
        <Buttons>
          <Button type="submit" tone="primary" busy={form.busy}>
            {t('newTeam')}
          </Button>
          <ButtonLink href="/people?by=teams" tone="quiet">
            {t('cancel')}
          </ButtonLink>
        </Buttons>
      </form>
    </Page>
  );
};
