import { useState } from 'react';
import type { ReactNode } from 'react';
import { useOutbox } from '../api/outbox.ts';
import { textOf } from '../api/outbox-store.ts';
import type { Unsent } from '../api/outbox-store.ts';
import { Button, Buttons } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Confirm } from '../ui/confirm.tsx';
import { LocalTime } from '../ui/local-time.tsx';
import { Done, EmptyState, ErrorNote, Skeleton } from '../ui/notes.tsx';
import { Page } from '../ui/page.tsx';
import { TextArea } from '../ui/text-field.tsx';
import { t } from './strings.ts';
import styles from './unsent.module.css';

/** What waits for the network, and what was refused: with its text, to be mended, copied or discarded. */
export const Screen = (): ReactNode => {
  const { entries, known } = useOutbox();
  return (
    <Page title={t('unsent')} lead={t('unsentLead')}>
      {!known ? (
        <Skeleton lines={2} />
      ) : entries.length === 0 ? (
        <EmptyState title={t('nothingUnsent')}>{t('nothingUnsentText')}</EmptyState>
      ) : (
        <ul>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
    </Page>
  );
};

const Entry = ({ entry }: { readonly entry: Unsent }): ReactNode => {
  const { discard, sendAgain } = useOutbox();
  const [text, setText] = useState(() => textOf(entry));
  const [copied, setCopied] = useState(false);
  const refused = entry.state === 'refused';
  const copy = (): void => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <li className={styles.entry} data-row>
      <div className={styles.head}>
        <span className={styles.label}>
          <a href={entry.href} dir="auto">
            {entry.label}
          </a>
        </span>
        <span className={classes(styles.state, refused && styles.refused)}>
          {refused ? t('wasRefused') : t.rich('waitsSince', { when: <LocalTime at={entry.at} /> })}
        </span>
      </div>
      {refused && <ErrorNote problem={entry.problem} />}
      {refused && entry.textIn !== null ? (
        <TextArea label={t('whatWasWritten')} value={text} onChange={setText} />
      ) : (
        text !== '' && (
          <p className={styles.text} dir="auto" tabIndex={0}>
            {text}
          </p>
        )
      )}
      <div className={styles.actions}>
        <Buttons>
          {refused && (
            <Button tone="primary" onClick={() => void sendAgain(entry.id, text)}>
              {t('sendAgain')}
            </Button>
          )}
          {text !== '' && <Button onClick={copy}>{t('copy')}</Button>}
          <Confirm tone="quiet" ask={t('discardAsk')} does={t('discard')} onConfirm={() => void discard(entry.id)}>
            {t('discard')}
          </Confirm>
          <Done>{copied && t('copied')}</Done>
        </Buttons>
      </div>
    </li>
  );
};
