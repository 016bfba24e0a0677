import { useState } from 'react';
import type { ReactNode } from 'react';
import { askWhoReads } from '#web/api/me.ts';
import { useSend } from '#web/api/send.ts';
import { hasSessionEnded } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';

/** Only ways inside the app: `//elsewhere` and `https:` are none. */
const inside = (path: string | undefined): string => (path !== undefined && /^\/(?![/\\])/.test(path) ? path : '/');

export const Screen = ({ search }: ScreenProps): ReactNode => {
  const [mail, setMail] = useState('');
  const [password, setPassword] = useState('');
  const enter = useSend('POST', '/api/sessions', {
    onSent: () => void askWhoReads().then(() => go(inside(search['to']))),
  });
  return (
    <Page title={t('signIn')} lead={t(hasSessionEnded() ? 'signInAgainLead' : 'signInLead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void enter.send({ body: { mail, password } });
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
          error={fieldError(enter.problem, '/mail')}
        />
        <TextField
          label={t('password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
          error={fieldError(enter.problem, '/password')}
        />
        <ErrorNote problem={enter.problem} shown={['/mail', '/password']} />
        <Buttons>
          <Button type="submit" tone="primary" busy={enter.busy}>
            {t('signIn')}
          </Button>
          <ButtonLink href="/forgot" tone="quiet">
            {t('forgot')}
          </ButtonLink>
        </Buttons>
      </form>
    </Page>
  );
};
