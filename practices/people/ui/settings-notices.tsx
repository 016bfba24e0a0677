import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button } from '#web/ui/button.tsx';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { deviceOf } from './device.ts';
import { t } from './notices-strings.ts';
import { SettingsPage } from './settings-page.tsx';
import { ToldHere } from './told-here.tsx';

type Devices = ReplyOf<'GET', '/api/me/devices'>;
type Paces = ReplyOf<'PUT', '/api/me/notices'>;
type Pace = Paces['mail'];

/** By which ways one is told of what concerns one, and at which pace. */
export const Screen = (): ReactNode => {
  const devices = useGet('/api/me/devices');
  const notices = useGet('/api/me/notices', {}, { live: {} });
  return (
    <SettingsPage view="notices" lead={t('lead')}>
      <Section title={t('onDevices')}>
        {!devices.data && (devices.error ? <ErrorNote problem={devices.error} /> : <Skeleton lines={2} />)}
        {devices.data && <ToldHere pushKey={devices.data.key} device={devices.data.items.find(({ here }) => here)?.id ?? null} />}
      </Section>
      {devices.data && <Others items={devices.data.items.filter(({ here }) => !here)} />}
      <Section title={t('when')}>
        {notices.data && <Waiting {...notices.data} />}
        {!notices.data && (notices.error ? <ErrorNote problem={notices.error} /> : <Skeleton lines={4} />)}
        {notices.data && devices.data && <Choice now={notices.data} devices={devices.data} />}
      </Section>
    </SettingsPage>
  );
};

const Others = ({ items }: { readonly items: Devices['items'] }): ReactNode => {
  const remove = useSend('DELETE', '/api/me/devices/:id');
  if (items.length === 0) return null;
  return (
    <Section title={t('otherDevices')}>
      <Rows label={t('otherDevices')}>
        {items.map(({ id, device: agent, since }) => {
          const device = deviceOf(agent);
          return (
            <Row
              key={id}
              title={device}
              right={t.rich('since', { when: <LocalTime at={since} /> })}
              actions={
                <Button
                  label={t('turnOffOne', { device })}
                  busy={remove.busy}
                  onClick={() => void remove.send({ params: { id } })}
                >
                  {t('turnOff')}
                </Button>
              }
            />
          );
        })}
      </Rows>
      <ErrorNote problem={remove.problem} />
    </Section>
  );
};

const Choice = ({ now, devices }: { readonly now: Paces; readonly devices: Devices }): ReactNode => {
  const [chosen, setChosen] = useState<Partial<Paces>>({});
  const choose = useSend('PUT', '/api/me/notices', { onSent: setChosen });
  const pick = (paces: Partial<Paces>): void => {
    setChosen({ ...chosen, ...paces });
    void choose.send({ body: paces }).then((sent) => {
      if (sent === null) setChosen({});
    });
  };
  const none = devices.items.length === 0;
  return (
    <>
      <RadioGroup
        label={t('byPush')}
        value={chosen.push ?? now.push}
        options={PACES}
        {...(none ? { hint: t('noDevice') } : {})}
        onChange={(push) => pick({ push })}
      />
      {devices.mailIsSent ? (
        <RadioGroup label={t('byMail')} value={chosen.mail ?? now.mail} options={PACES} onChange={(mail) => pick({ mail })} />
      ) : (
        <Note>{t('noMail')}</Note>
      )}
      <ErrorNote problem={choose.problem} />
    </>
  );
};

const PACES: readonly { readonly value: Pace; readonly label: string; readonly hint?: string }[] = [
  { value: 'digest', label: t('digest'), hint: t('digestHint') },
  { value: 'each', label: t('each') },
  { value: 'off', label: t('off'), hint: t('offHint') },
];

const Waiting = ({ waiting, next }: Pick<ReplyOf<'GET', '/api/me/notices'>, 'waiting' | 'next'>): ReactNode => (
  <Note>
    {waiting === 0 || next === null ? t('nothingWaits') : t.rich('waits', { n: waiting, when: <LocalTime at={next} /> })}
  </Note>
);
