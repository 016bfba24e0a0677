import { useState } from 'react';
import type { ReactNode } from 'react';
import { nobody } from '#web/api/me.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { go } from '#web/ui/go.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Done, ErrorNote, fieldError, Note, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { deviceOf } from './device.ts';
import { MailAddress } from './settings-address.tsx';
import { SettingsPage } from './settings-page.tsx';
import { t } from './settings-strings.ts';

const goAway = (): void => void nobody().then(() => go('/sign-in'));

/** Password, where one is signed in, signing out. */
export const Screen = (): ReactNode => {
  const { actor } = useMe();
  const out = useSend('DELETE', '/api/sessions/current', { onSent: goAway });
  return (
    <SettingsPage view="account">
      <Section title={t('signedInAs', { name: actor.name, handle: actor.handle })}>
        <Note>{t('yourPageText')}</Note>
        <Buttons>
          <ButtonLink href={`/people/${actor.handle}`}>{t('yourPage')}</ButtonLink>
          <Button busy={out.busy} onClick={() => void out.send({})}>
            {t('signOut')}
          </Button>
        </Buttons>
        <Note>{t('signOutText')}</Note>
        <ErrorNote problem={out.problem} />
      </Section>
      <MailAddress />
      <Password />
      <Sessions />
      <Section title={t('takeAway')}>
        <Note>{t('takeAwayText')}</Note>
        <Buttons>
          <ButtonLink href="/api/export" download>
            {t('takeAwayDoes')}
          </ButtonLink>
        </Buttons>
      </Section>
      <Leaving />
    </SettingsPage>
  );
};

const Password = (): ReactNode => {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useSend('PUT', '/api/password', {
    onSent: () => {
      setCurrent('');
      setNext('');
    },
  });
  return (
    <Section title={t('password')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void change.send({ body: { current, next } });
        }}
      >
        <TextField
          label={t('current')}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={fieldError(change.problem, '/current')}
        />
        <TextField
          label={t('next')}
          type="password"
          autoComplete="new-password"
          hint={t('nextHint')}
          value={next}
          onChange={setNext}
          error={fieldError(change.problem, '/next')}
        />
        <ErrorNote problem={change.problem} shown={['/current', '/next']} />
        <Buttons>
          <Button type="submit" busy={change.busy}>
            {t('change')}
          </Button>
          <Done>{change.reply && t('changed')}</Done>
        </Buttons>
      </form>
    </Section>
  );
};

const Sessions = (): ReactNode => {
  const sessions = useGet('/api/sessions', {});
  const end = useSend('DELETE', '/api/sessions/:id');
  const others = useSend('DELETE', '/api/sessions');
  const items = (sessions.data?.items ?? []).toSorted((one, other) => Number(other.current) - Number(one.current));
  return (
    <Section title={t('sessions')}>
      {!sessions.data && !sessions.error && <Skeleton lines={2} />}
      <ErrorNote problem={sessions.error} />
      <Rows label={t('sessions')}>
        {items.map((session) => {
          const device = deviceOf(session.device);
          return (
            <Row
              key={session.id}
              title={device}
              sub={[session.current && t('thisDevice'), session.address].filter(Boolean).join(' · ')}
              right={t.rich('since', { when: <LocalTime at={session.since} /> })}
              actions={
                !session.current && (
                  <Button
                    label={t('endOne', { device })}
                    busy={end.busy}
                    onClick={() => void end.send({ params: { id: session.id } })}
                  >
                    {t('endSession')}
                  </Button>
                )
              }
            />
          );
        })}
      </Rows>
      <ErrorNote problem={end.problem ?? others.problem} />
      {items.length > 1 && (
        <Buttons>
          <Button busy={others.busy} onClick={() => void others.send({})}>
            {t('endOthers')}
          </Button>
        </Buttons>
      )}
      <Done>{others.reply && t('ended', { n: others.reply.ended })}</Done>
    </Section>
  );
};

const Leaving = (): ReactNode => {
  const { actor, organization } = useMe();
  const depart = useSend('DELETE', '/api/people/:id', { onSent: goAway });
  const named = { organization: organization.name };
  return (
    <Section title={t('leaveTitle')}>
      <Confirm
        tone="stop"
        ask={t('leaveAsk', named)}
        does={t('leave', named)}
        busy={depart.busy}
        onConfirm={() => void depart.send({ params: { id: actor.id } })}
      >
        {t('leave', named)}
      </Confirm>
      <Note>{t('leaveText')}</Note>
      <ErrorNote problem={depart.problem} />
    </Section>
  );
};
