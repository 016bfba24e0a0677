import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Done, ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './settings-strings.ts';

/** The mail address with which one signs in. */
export const MailAddress = (): ReactNode => {
  const { id } = useMe().actor;
  const mine = useGet('/api/people/:id', { params: { id } }, { live: { artifact: id } });
  const [mail, setMail] = useState('');
  const [password, setPassword] = useState('');
  const change = useSend('PUT', '/api/mail', {
    onSent: () => {
      setMail('');
      setPassword('');
    },
  });
  const now = mine.data?.mail;
  return (
    <Section title={t('mail')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void change.send({ body: { mail, password } });
        }}
      >
        <TextField
          label={t('newMail')}
          type="email"
          autoComplete="email"
          hint={now ? t.rich('mailNow', { mail: <bdi>{now}</bdi> }) : undefined}
          value={mail}
          onChange={setMail}
          error={fieldError(change.problem, '/mail')}
        />
        <TextField
          label={t('mailPassword')}
          type="password"
          autoComplete="current-password"
          hint={t('mailHint')}
          value={password}
          onChange={setPassword}
          error={fieldError(change.problem, '/password')}
        />
        <ErrorNote problem={change.problem} shown={['/mail', '/password']} />
        <Buttons>
          <Button type="submit" busy={change.busy}>
            {t('changeMail')}
          </Button>
          <Done>{change.reply && t('mailChanged', { mail: change.reply.mail })}</Done>
        </Buttons>
      </form>
    </Section>
  );
};
