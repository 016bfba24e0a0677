import { useState } from 'react';
import type { ReactNode } from 'react';
import { ToCopy } from '#ui/people';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { BookingFields, NEW_PAGE, type BookingSettings } from './booking-fields.tsx';
import { t } from './booking-strings.ts';
import { MeetingTabs } from './tabs.tsx';

type BookingPage = ReplyOf<'GET', '/api/meetings/booking-pages'>['items'][number];

/** The pages on which others book one's time, and what is booked. */
export const Screen = (): ReactNode => {
  const pages = useGet('/api/meetings/booking-pages', {}, { live: { kinds: ['booking-page'] } });
  const [opening, setOpening] = useState(false);
  const items = pages.data?.items;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        !opening && (
          <Button tone="primary" onClick={() => setOpening(true)}>
            {t('new')}
          </Button>
        )
      }
    >
      <MeetingTabs current="booking" />
      {opening && <OpenForm onDone={() => setOpening(false)} />}
      {!items && (pages.error ? <ErrorNote problem={pages.error} /> : <Skeleton lines={3} />)}
      {items?.length === 0 && !opening && <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>}
      {items?.map((page) => (
        <OnePage key={page.id} page={page} />
      ))}
    </Page>
  );
};

const OpenForm = ({ onDone }: { readonly onDone: () => void }): ReactNode => {
  const [value, setValue] = useState<BookingSettings>(NEW_PAGE);
  const send = useSend('POST', '/api/meetings/booking-pages', { onSent: onDone });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send.send({ body: value });
      }}
    >
      <BookingFields value={value} onChange={setValue} problem={send.problem} />
      <Buttons>
        <Button type="submit" tone="primary" busy={send.busy}>
          {t('create')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </Buttons>
    </form>
  );
};

const OnePage = ({ page }: { readonly page: BookingPage }): ReactNode => {
  const { settings, bookings, address, id } = page;
  const [value, setValue] = useState<BookingSettings | null>(null);
  const send = useSend('PUT', '/api/meetings/booking-pages/:id', { onSent: () => setValue(null) });
  return (
    <Section title={settings.title} side={settings.open ? t('isOpen') : t('closed')}>
      <Stack>
        {value === null ? (
          <>
            <Note>{t('facts', { ...settings })}</Note>
            {settings.open && <ToCopy label={t('address')} hint={t('addressHint')} text={address} does={t('copy')} />}
            <Buttons>
              <Button onClick={() => setValue(settings)}>{t('change')}</Button>
            </Buttons>
          </>
        ) : (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void send.send({ params: { id }, body: value });
            }}
          >
            <BookingFields value={value} onChange={setValue} problem={send.problem} />
            <Buttons>
              <Button type="submit" tone="primary" busy={send.busy}>
                {t('save')}
              </Button>
              <Button onClick={() => setValue(null)}>{t('cancel')}</Button>
            </Buttons>
          </form>
        )}
        {bookings.length === 0 ? (
          <Note>{t('nothingBooked')}</Note>
        ) : (
          <Rows label={t('booked')}>
            {bookings.map((one) => (
              <Booked key={one.id} page={id} one={one} />
            ))}
          </Rows>
        )}
      </Stack>
    </Section>
  );
};

const Booked = ({ page, one }: { readonly page: string; readonly one: BookingPage['bookings'][number] }): ReactNode => {
  const cancel = useSend('POST', '/api/meetings/booking-pages/:id/bookings/:booking/cancellations');
  return (
    <Row
      title={<LocalTime at={one.from} />}
      sub={`${t('with', { name: one.name, mail: one.mail })}${one.words === '' ? '' : ` · ${one.words}`}`}
      actions={
        <Confirm
          ask={t('callOffAsk')}
          does={t('callOff')}
          tone="quiet"
          busy={cancel.busy}
          onConfirm={() => void cancel.send({ params: { id: page, booking: one.id }, body: {} })}
        >
          {t('callOff')}
        </Confirm>
      }
      below={cancel.problem && <ErrorNote problem={cancel.problem} />}
    />
  );
};
