import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Done, ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';

/** The token stands behind the # of the link, so that no server's log and no other page ever sees it. */
export const Screen = (): ReactNode => {
  const [token] = useState(() => location.hash.slice(1));
  const [password, setPassword] = useState('');
  const reset = useSend('PUT', '/api/password-resets');
  const signIn = (
    <Buttons>
      <ButtonLink href="/sign-in" tone={reset.reply ? 'primary' : 'quiet'}>
        {reset.reply ? t('signIn') : t('backToSignIn')}
      </ButtonLink>
    </Buttons>
  );
  if (token === '')
    return (
      <Page title={t('resetTitle')}>
        <Note>{t('noToken')}</Note>
        {signIn}
      </Page>
    );
  if (reset.reply)
    return (
      <Page title={t('resetTitle')}>
        <Done>{t('passwordSet')}</Done>
        {signIn}
      </Page>
    );
  return (
    <Page title={t('resetTitle')} lead={t('resetLead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void reset.send({ body: { token, password } });
        }}
      >
        <TextField
          label={t('newPassword')}
          type="password"
          autoComplete="new-password"
          autoFocus
          required
          hint={t('passwordHint')}
          value={password}
          onChange={setPassword}
          error={fieldError(reset.problem, '/password')}
        />
        <ErrorNote problem={reset.problem} shown={['/password']} />
        <Buttons>
          <Button type="submit" tone="primary" busy={reset.busy}>
            {t('setPassword')}
          </Button>
        </Buttons>
      </form>
      {signIn}
    </Page>
  );
};
