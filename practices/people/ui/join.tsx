import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { askWhoReads } from '#web/api/me.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { go } from '#web/ui/go.ts';
import { Done, ErrorNote, fieldError, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { shownUnder } from './faults.ts';
import { HoursFields } from './hours-fields.tsx';
import { hoursBody, usualHours } from './hours-form.ts';
import { t } from './strings.ts';

/** An invitation: hours first, so that nothing reaches the invited outside of them. */
export const Screen = (): ReactNode => {
  const [token] = useState(() => location.hash.slice(1));
  const look = useSend('POST', '/api/invitations/previews');
  const [hours, setHours] = useState(usualHours);
  const [typed, setName] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const join = useSend('POST', '/api/invitations/acceptances', { onSent: () => void askWhoReads().then(() => go('/')) });
  const { send } = look;
  // Once: the link is looked at, not used.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => void (token !== '' && send({ body: { token } })), [token]);

  if (token === '' || look.problem)
    return (
      <Page title={t('joinPlain')}>
        {token === '' ? (
          <>
            <Note>{t('noToken')}</Note>
            <Note>{t('askForAnother')}</Note>
          </>
        ) : (
          <>
            <ErrorNote problem={look.problem} />
            <Note>{t('joinedAlready')}</Note>
            <Buttons>
              <ButtonLink href="/sign-in">{t('signIn')}</ButtonLink>
            </Buttons>
          </>
        )}
      </Page>
    );
  if (!look.reply) return <Skeleton title />;
  if (join.problem?.code === 'joined-not-signed-in')
    return (
      <Page title={t('joinPlain')}>
        <Done>{join.problem.detail}</Done>
        <Buttons>
          <ButtonLink href="/sign-in" tone="primary">
            {t('signIn')}
          </ButtonLink>
        </Buttons>
      </Page>
    );
  const { organization, mail, name: known } = look.reply;
  const name = typed ?? known;
  return (
    <Page title={t('join', { organization })} lead={t('joinLead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void join.send({ body: { token, name, password, hours: hoursBody(hours) } });
        }}
      >
        <HoursFields value={hours} onChange={setHours} problem={join.problem} />
        <Section title={t('you')} bare>
          <Note>{t('joinAs', { mail })}</Note>
          <TextField
            label={t('yourName')}
            autoComplete="name"
            required
            value={name}
            onChange={setName}
            error={fieldError(join.problem, '/name')}
          />
          <TextField
            label={t('password')}
            type="password"
            autoComplete="new-password"
            required
            hint={t('passwordHint')}
            value={password}
            onChange={setPassword}
            error={fieldError(join.problem, '/password')}
          />
        </Section>
        <ErrorNote problem={join.problem} shown={shownUnder(join.problem, ['/name', '/password', '/hours'])} />
        <Buttons>
          <Button type="submit" tone="primary" busy={join.busy}>
            {t('join', { organization })}
          </Button>
        </Buttons>
      </form>
    </Page>
  );
};
