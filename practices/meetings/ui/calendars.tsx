import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton, fieldError } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './calendars-strings.ts';
import { MeetingTabs } from './tabs.tsx';

type Calendar = ReplyOf<'GET', '/api/meetings/calendars'>['items'][number];

/** The calendars that one subscribes to. */
export const Screen = (): ReactNode => {
  const list = useGet('/api/meetings/calendars', {});
  const [address, setAddress] = useState('');
  const subscribe = useSend('POST', '/api/meetings/calendars', { onSent: () => setAddress('') });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <MeetingTabs current="calendars" />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void subscribe.send({ body: { address } });
        }}
      >
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
      <Section title={t('list')}>
        {!list.data && (list.error ? <ErrorNote problem={list.error} /> : <Skeleton lines={2} />)}
        {list.data?.items.length === 0 && <Note>{t('empty')}</Note>}
        <Rows label={t('list')}>
          {list.data?.items.map((one) => (
            <Subscription key={one.id} one={one} />
          ))}
        </Rows>
      </Section>
    </Page>
  );
};

const Subscription = ({ one }: { readonly one: Calendar }): ReactNode => {
  const again = useSend('POST', '/api/meetings/calendars/:id/requests');
  const end = useSend('DELETE', '/api/meetings/calendars/:id');
  const { id, host, called, entries, changedAt, failure, faults } = one;
  return (
    <Row
      title={called ?? host}
      sub={
        <>
          {host}
          {failure !== null && ` · ${t('failed', { reason: failure })}`}
        </>
      }
      right={entries === null ? t('waiting') : t('entries', { n: entries })}
      under={changedAt !== null && t.rich('changed', { when: <LocalTime at={changedAt} /> })}
      actions={
        <Buttons>
          <Button tone="quiet" busy={again.busy} onClick={() => void again.send({ params: { id } })}>
            {t('again')}
          </Button>
          <Confirm ask={t('endAsk')} does={t('end')} tone="quiet" onConfirm={() => void end.send({ params: { id } })}>
            {t('end')}
          </Confirm>
        </Buttons>
      }
      below={
        faults.length > 0 && (
          <Fold title={t('faults', { n: faults.length })} small>
            <Lines>
              {faults.map(({ line, reason }) => (
                <Line key={line}>{t('fault', { line, reason })}</Line>
              ))}
            </Lines>
          </Fold>
        )
      }
    />
  );
};
