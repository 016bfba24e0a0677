import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { TwoTexts } from '#web/ui/two-texts.tsx';
import type { OpenPlace } from '../drafts/live-text.ts';
import { t } from './live-strings.ts';

interface PlacesProps {
  readonly number: string;
  readonly places: readonly OpenPlace[];
  readonly settle: (place: OpenPlace, takes: 'draft' | 'other') => boolean;
  readonly show: (line: number) => void;
}

const MOST = 20;

/** Where the draft and what was published meanwhile say different things: both, and what to do about it. */
export const Places = ({ number, places, settle, show }: PlacesProps): ReactNode => {
  if (places.length === 0) return null;
  return (
    <Section title={t('places', { n: places.length })}>
      <Note>{t('placesLead')}</Note>
      {places.slice(0, MOST).map((place) => (
        <OnePlace key={place.id} number={number} place={place} settle={settle} show={show} />
      ))}
      {places.length > MOST && <Note>{t('morePlaces', { n: places.length - MOST })}</Note>}
    </Section>
  );
};

const OnePlace = ({ number, place, settle, show }: Omit<PlacesProps, 'places'> & { readonly place: OpenPlace }): ReactNode => {
  const [gone, setGone] = useState(false);
  const { line, revision, draft, other } = place;
  const name = revision === 0 ? t('writtenOffline') : t('inRevision', { n: revision });
  return (
    <Section title={t('placeLine', { line })} bare>
      <TwoTexts
        first={{ name: t('inDraft'), text: draft }}
        second={{ name, text: other, about: revision > 0 && <WhoAndWhy number={number} revision={revision} /> }}
      />
      {gone && <Note>{t('goneFrom')}</Note>}
      <Buttons>
        <Button onClick={() => void settle(place, 'draft')}>{t('keepDraft')}</Button>
        <Button onClick={() => setGone(!settle(place, 'other'))}>{t('takeOther')}</Button>
        <Button tone="quiet" onClick={() => show(line)}>
          {t('show')}
        </Button>
      </Buttons>
    </Section>
  );
};

const WhoAndWhy = ({ number, revision }: { readonly number: string; readonly revision: number }): ReactNode => {
  // One that was published a moment ago is among the newest.
  const { data } = useGet('/api/pages/:id/revisions', { params: { id: number }, query: { limit: 20 } });
  const found = data?.items.find((one) => one.revision === revision);
  return found && t('whoAndWhy', { names: [found.by, ...found.writers].map((one) => one.name).join(', '), reason: found.reason });
};
