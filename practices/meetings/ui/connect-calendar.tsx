import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { Drop } from '#web/ui/drop.tsx';
import { Done, ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './calendars-strings.ts';

interface Chosen {
  readonly choice: ReactNode;
}

type Way = 'google' | 'address' | 'caldav' | 'file';

/** The ways to connect a calendar; one is open at a time. */
export const ConnectCalendar = ({ asksGoogle }: { readonly asksGoogle: boolean }): ReactNode => {
  const [way, setWay] = useState<Way>(asksGoogle ? 'google' : 'address');
  const ways = [
    ...(asksGoogle ? [{ value: 'google' as const, label: t('wayGoogle'), hint: t('wayGoogleHint') }] : []),
    { value: 'address' as const, label: t('wayAddress'), hint: t('wayAddressHint') },
    { value: 'caldav' as const, label: t('wayCaldav'), hint: t('wayCaldavHint') },
    { value: 'file' as const, label: t('wayFile'), hint: t('wayFileHint') },
  ];
  const choice = <RadioGroup label={t('from')} value={way} options={ways} onChange={setWay} />;
  return (
    <Section title={t('connect')}>
      {way === 'google' && <Google choice={choice} />}
      {way === 'address' && <Address choice={choice} />}
      {way === 'caldav' && <Server choice={choice} />}
      {way === 'file' && <CalendarFile choice={choice} />}
    </Section>
  );
};

const Google = ({ choice }: Chosen): ReactNode => {
  const begin = useSend('POST', '/api/meetings/calendars/consents', { onSent: ({ address }) => location.assign(address) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void begin.send({ body: {} });
      }}
    >
      {choice}
      <Note>{t('googleText')}</Note>
      <ErrorNote problem={begin.problem} />
      <Buttons>
        <Button type="submit" tone="primary" busy={begin.busy}>
          {t('googleDoes')}
        </Button>
      </Buttons>
    </form>
  );
};

const Address = ({ choice }: Chosen): ReactNode => {
  const [address, setAddress] = useState('');
  const subscribe = useSend('POST', '/api/meetings/calendars', { onSent: () => setAddress('') });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void subscribe.send({ body: { address } });
      }}
    >
      {choice}
      <TextField
        label={t('address')}
        hint={t('addressHint')}
        type="url"
        value={address}
        onChange={setAddress}
        error={fieldError(subscribe.problem, '/address')}
      />
      <ErrorNote problem={subscribe.problem} shown={['/address']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={subscribe.busy}>
          {t('subscribe')}
        </Button>
      </Buttons>
    </form>
  );
};

const Server = ({ choice }: Chosen): ReactNode => {
  const [{ server, user, password }, set] = useState({ server: '', user: '', password: '' });
  const connect = useSend('POST', '/api/meetings/calendars/accounts', {
    onSent: () => set({ server: '', user: '', password: '' }),
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void connect.send({ body: { server, user, password } });
      }}
    >
      {choice}
      <TextField
        label={t('server')}
        hint={t('serverHint')}
        type="url"
        value={server}
        onChange={(next) => set({ server: next, user, password })}
        error={fieldError(connect.problem, '/server')}
      />
      <TextField
        label={t('user')}
        autoComplete="off"
        value={user}
        onChange={(next) => set({ server, user: next, password })}
        error={fieldError(connect.problem, '/user')}
      />
      <TextField
        label={t('password')}
        hint={t('passwordHint')}
        type="password"
        autoComplete="off"
        value={password}
        onChange={(next) => set({ server, user, password: next })}
        error={fieldError(connect.problem, '/password')}
      />
      <ErrorNote problem={connect.problem} shown={['/server', '/user', '/password']} />
      {connect.reply && <Done>{t('connected', { n: connect.reply.items.length })}</Done>}
      <Buttons>
        <Button type="submit" tone="primary" busy={connect.busy}>
          {t('connectDoes')}
        </Button>
      </Buttons>
    </form>
  );
};

const CalendarFile = ({ choice }: Chosen): ReactNode => {
  const keep = useSend('POST', '/api/meetings/calendars/files');
  const read = (file: File | null | undefined): void => {
    if (file) void file.text().then((text) => keep.send({ body: { called: file.name, text } }));
  };
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      {choice}
      <Drop
        words={t('drop')}
        choices={[{ label: t('choose'), accept: '.ics,text/calendar', onFiles: (files) => read(files[0]) }]}
        onDrop={(items) => read(items[0]?.getAsFile())}
      />
      <ErrorNote problem={keep.problem} />
      {keep.reply && <Done>{t('keptFile', { name: keep.reply.called ?? '' })}</Done>}
    </form>
  );
};
