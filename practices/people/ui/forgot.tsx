import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Done, ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';

export const Screen = (): ReactNode => {
  const [mail, setMail] = useState('');
  const ask = useSend('POST', '/api/password-resets');
  return (
    <Page title={t('forgotTitle')} lead={t('forgotLead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void ask.send({ body: { mail } });
        }}
      >
        <TextField
          label={t('mail')}
          type="email"
          autoComplete="username"
          autoFocus
          required
          value={mail}
          onChange={setMail}
          error={fieldError(ask.problem, '/mail')}
        />
        <ErrorNote problem={ask.problem} shown={['/mail']} />
        {ask.reply && <Done>{t('linkSent')}</Done>}
        <Buttons>
          <Button type="submit" tone="primary" busy={ask.busy}>
            {t('sendLink')}
          </Button>
          <ButtonLink href="/sign-in" tone="quiet">
            {t('backToSignIn')}
          </ButtonLink>
        </Buttons>
      </form>
    </Page>
  );
};
