import { useState } from 'react';
import type { ReactNode } from 'react';
import { Beside } from '#web/ui/beside.tsx';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Code } from '#web/ui/code.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import type { OpenPlace } from '../drafts/live-text.ts';
import { t } from './live-strings.ts';

interface PlacesProps {
  readonly places: readonly OpenPlace[];
  readonly settle: (place: OpenPlace, takes: 'draft' | 'other') => boolean;
  readonly show: (line: number) => void;
}

const MOST = 20;

/** Where the draft and what was published meanwhile say different things: both, and what to do about it. */
export const Places = ({ places, settle, show }: PlacesProps): ReactNode => {
  if (places.length === 0) return null;
  return (
    <Section title={t('places', { n: places.length })}>
      <Note>{t('placesLead')}</Note>
      {places.slice(0, MOST).map((place) => (
        <OnePlace key={place.id} place={place} settle={settle} show={show} />
      ))}
      {places.length > MOST && <Note>{t('morePlaces', { n: places.length - MOST })}</Note>}
    </Section>
  );
};

const OnePlace = ({ place, settle, show }: Omit<PlacesProps, 'places'> & { readonly place: OpenPlace }): ReactNode => {
  const [gone, setGone] = useState(false);
  const { line, revision, draft, other } = place;
  const name = revision === 0 ? t('writtenOffline') : t('inRevision', { n: revision });
  return (
    <Section title={t('placeLine', { line })} bare>
      <Beside
        first={
          <>
            <Note>{t('inDraft')}</Note>
            <Code label={t('inDraft')}>{draft === '' ? t('nothing') : draft}</Code>
          </>
        }
        second={
          <>
            <Note>{name}</Note>
            <Code label={name}>{other === '' ? t('nothing') : other}</Code>
          </>
        }
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
