import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Done, Note } from '#web/ui/notes.tsx';
import { t } from './meeting-strings.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const CHOICES = [5, 10, 15] as const;

/** A clock for reading together in silence, at the beginning of a meeting. It runs on this device alone. */
export const SilentReading = (): ReactNode => {
  const [end, setEnd] = useState<number | null>(null);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (end === null) return;
    const every = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(every);
  }, [end]);
  if (end === null)
    return (
      <>
        <Note>{t('readingHint')}</Note>
        <Buttons label={t('reading')}>
          {CHOICES.map((n) => (
            <Button key={n} onClick={() => setEnd(began(n, setNow))}>
              {t('readingStart', { n })}
            </Button>
          ))}
        </Buttons>
      </>
    );
  const left = Math.max(0, Math.ceil((end - now) / SECOND));
  return (
    <>
      <p role="timer">
        {left === 0 ? (
          <Done>{t('readingOver')}</Done>
        ) : (
          t('readingLeft', { left: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` })
        )}
      </p>
      <Buttons>
        <Button tone="quiet" onClick={() => setEnd(null)}>
          {t('readingStop')}
        </Button>
      </Buttons>
    </>
  );
};

const began = (minutes: number, setNow: (at: number) => void): number => {
  const at = Date.now();
  setNow(at);
  return at + minutes * MINUTE;
};
