import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { Done, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { detectedZone } from '#web/ui/reader.ts';
import type { ScreenProps } from '#web/ui/screens.ts';
import { momentIn } from './book.tsx';
import { t } from './booking-strings.ts';
import { SlotChoice } from './slot-choice.tsx';

/** What one has booked: moved and cancelled by its link. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const secret = params['secret'] ?? '';
  const booked = useGet('/api/booked/:secret', { params: { secret } });
  const [slot, setSlot] = useState<string | null>(null);
  const zone = detectedZone();
  const again = (): void => {
    setSlot(null);
    void booked.refetch();
  };
  const move = useSend('PUT', '/api/booked/:secret/time', { onSent: again });
  const cancel = useSend('POST', '/api/booked/:secret/cancellations', { onSent: again });
  if (!booked.data)
    return (
      <Page title={t('bookedTitle')}>
        {booked.error ? <ErrorNote problem={booked.error} retry={() => void booked.refetch()} /> : <Skeleton title />}
      </Page>
    );
  const { booking, offer, over, where } = booked.data;
  const standing = booking.status === 'booked' && !over;
  return (
    <Page title={offer.title} name={t('bookedTitle')} lead={t('bookLead', offer)}>
      <p>
        <strong>{momentIn(booking.from, zone)}</strong>
      </p>
      {booking.status === 'cancelled' && <Done>{t('cancelled')}</Done>}
      {booking.status === 'booked' && over && <Note>{t('over')}</Note>}
      {where !== '' && standing && <p>{t('whereLine', { where })}</p>}
      {move.reply && standing && <Done>{t('moved', { when: momentIn(move.reply.from, zone) })}</Done>}
      {standing && (
        <>
          <Section title={t('moveTo')}>
            <SlotChoice slots={offer.slots} zone={zone} value={slot} onChange={setSlot} />
            <ErrorNote problem={move.problem} />
            {slot !== null && (
              <Buttons>
                <Button
                  tone="primary"
                  busy={move.busy}
                  onClick={() => void move.send({ params: { secret }, body: { from: slot } })}
                >
                  {t('move')}
                </Button>
              </Buttons>
            )}
          </Section>
          <Confirm
            ask={t('cancelAsk', { host: offer.host })}
            does={t('cancelIt')}
            tone="quiet"
            busy={cancel.busy}
            onConfirm={() => void cancel.send({ params: { secret }, body: {} })}
          >
            {t('cancelIt')}
          </Confirm>
          <ErrorNote problem={cancel.problem} />
        </>
      )}
    </Page>
  );
};
