import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { Done, ErrorNote, Note, Skeleton, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { detectedZone } from '#web/ui/reader.ts';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { clockTime, longDate } from '#web/ui/time.ts';
import { ZonePicker } from '#web/ui/zone-picker.tsx';
import { t } from './booking-strings.ts';
import { SlotChoice } from './slot-choice.tsx';

/** Books somebody's time, without an account. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const token = params['token'] ?? '';
  const offer = useGet('/api/booking/:token', { params: { token } });
  const [zone, setZone] = useState(detectedZone);
  const [slot, setSlot] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [guest, setGuest] = useState({ name: '', mail: '', words: '' });
  const book = useSend('POST', '/api/booking/:token/bookings');
  if (!offer.data)
    return (
      <Page title={t('title')}>
        {offer.error ? <ErrorNote problem={offer.error} retry={() => void offer.refetch()} /> : <Skeleton title />}
      </Page>
    );
  const { title, words, host, organization, minutes, open, slots } = offer.data;
  if (book.reply)
    return (
      <Page title={title} lead={t('bookLead', { minutes, host, organization })}>
        <p>
          <Done>{t('done', { when: momentIn(book.reply.from, zone) })}</Done>
        </p>
        <Note>{t('doneText')}</Note>
        <Buttons>
          <ButtonLink href={new URL(book.reply.manage).pathname}>{t('manage')}</ButtonLink>
        </Buttons>
      </Page>
    );
  const { problem } = book;
  // Somebody else may have taken it meanwhile.
  const chosen = slot !== null && slots.includes(slot) ? slot : null;
  return (
    <Page title={title} lead={t('bookLead', { minutes, host, organization })}>
      {words !== '' && <p>{words}</p>}
      {!open && <Note>{t('notOpen')}</Note>}
      {open && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setMissing(chosen === null);
            if (chosen !== null)
              void book.send({ params: { token }, body: { ...guest, zone, from: chosen } }).then(() => offer.refetch());
          }}
        >
          <ZonePicker label={t('zone')} value={zone} onChange={setZone} error={fieldError(problem, '/zone')} />
          <SlotChoice slots={slots} zone={zone} value={chosen} onChange={setSlot} />
          <TextField
            label={t('yourName')}
            autoComplete="name"
            value={guest.name}
            onChange={(name) => setGuest({ ...guest, name })}
            error={fieldError(problem, '/name')}
          />
          <TextField
            label={t('yourMail')}
            hint={t('yourMailHint')}
            type="email"
            autoComplete="email"
            value={guest.mail}
            onChange={(mail) => setGuest({ ...guest, mail })}
            error={fieldError(problem, '/mail')}
          />
          <TextArea
            label={t('yourWords')}
            value={guest.words}
            onChange={(said) => setGuest({ ...guest, words: said })}
            error={fieldError(problem, '/words')}
          />
          {missing && chosen === null && <Note>{t('choose')}</Note>}
          <ErrorNote problem={problem} shown={['/name', '/mail', '/words', '/zone']} />
          <Buttons>
            <Button type="submit" tone="primary" busy={book.busy}>
              {t('book')}
            </Button>
          </Buttons>
        </form>
      )}
    </Page>
  );
};

export const momentIn = (at: string, zone: string): string => `${longDate(at, zone)}, ${clockTime(at, zone)}`;
