import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { Fold } from '#web/ui/fold.tsx';
import { go } from '#web/ui/go.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { t } from './calendars-strings.ts';
import { ConnectCalendar } from './connect-calendar.tsx';
import { Entries } from './entries.tsx';
import { MeetingTabs } from './tabs.tsx';

type Calendar = ReplyOf<'GET', '/api/meetings/calendars'>['items'][number];

/** One's calendars of every source, what connects another, and what is in them next. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const list = useGet('/api/meetings/calendars', {});
  const back = useGoogle(search);
  return (
    <Page title={t('title')} lead={t('lead')}>
      <MeetingTabs current="calendars" />
      {back.busy && <Note>{t('connecting')}</Note>}
      <ErrorNote problem={back.problem} />
      <Section title={t('list')}>
        {!list.data && (list.error ? <ErrorNote problem={list.error} /> : <Skeleton lines={2} />)}
        {list.data?.items.length === 0 && <Note>{t('empty')}</Note>}
        <Rows label={t('list')}>
          {list.data?.items.map((one) => (
            <Connected key={one.id} one={one} />
          ))}
        </Rows>
      </Section>
      {list.data && list.data.items.length > 0 && <Entries />}
      {list.data && <ConnectCalendar asksGoogle={list.data.asksGoogle} />}
    </Page>
  );
};

/** Whoever comes back from Google has a code and a state in the address, or Google's no. */
const useGoogle = (search: ScreenProps['search']) => {
  const letIn = useSend('POST', '/api/meetings/calendars/consents/answers', { onSent: () => go('/meetings/calendars') });
  const { code, state } = search;
  const began = useRef(false);
  useEffect(() => {
    if (began.current || code === undefined || state === undefined) return;
    began.current = true;
    void letIn.send({ body: { code, state } });
  });
  return letIn;
};

const Connected = ({ one }: { readonly one: Calendar }): ReactNode => {
  const again = useSend('POST', '/api/meetings/calendars/:id/requests');
  const end = useSend('DELETE', '/api/meetings/calendars/:id');
  const { id, kind, host, called, entries, askedAt, failure, faults } = one;
  const name = called ?? host;
  return (
    <Row
      title={name}
      sub={kind === 'file' ? t('kindFile') : `${t(KIND[kind])} · ${host}`}
      right={entries === null ? (failure === null ? t('waiting') : t('nothing')) : t('entries', { n: entries })}
      under={askedAt !== null && t.rich(kind === 'file' ? 'kept' : 'refreshed', { when: <LocalTime at={askedAt} /> })}
      actions={
        <Buttons>
          {kind !== 'file' && (
            <Button
              tone="quiet"
              busy={again.busy}
              label={`${t('again')}: ${name}`}
              onClick={() => void again.send({ params: { id } })}
            >
              {t('again')}
            </Button>
          )}
          <Confirm
            ask={t('endAsk')}
            does={t('end')}
            tone="quiet"
            busy={end.busy}
            onConfirm={() => void end.send({ params: { id } })}
          >
            {t('end')}
          </Confirm>
        </Buttons>
      }
      below={
        <>
          {failure !== null && <Note>{t('failed', { reason: failure })}</Note>}
          <ErrorNote problem={again.problem ?? end.problem} />
          {faults.length > 0 && (
            <Fold title={t('faults', { n: faults.length })} small>
              <Lines>
                {faults.map(({ line, reason }) => (
                  <Line key={`${line} ${reason}`}>{t('fault', { line, reason })}</Line>
                ))}
              </Lines>
            </Fold>
          )}
        </>
      }
    />
  );
};

const KIND = { address: 'kindAddress', file: 'kindFile', caldav: 'kindCaldav', google: 'kindGoogle' } as const;
