import type { ReactNode } from 'react';
import { useIsCut } from '../api/live.ts';
import { useIsOnline } from '../api/online.ts';
import { useOutbox } from '../api/outbox.ts';
import { classes } from '../ui/classes.ts';
import { t } from './strings.ts';
import styles from './layout.module.css';

/** Says that the network is gone, what waits to be sent, and what was refused. Nothing, when there is nothing to say. */
export const StateNotes = (): ReactNode => {
  const online = useIsOnline();
  const cut = useIsCut();
  const { entries } = useOutbox();
  const refused = entries.filter((entry) => entry.state === 'refused').length;
  const waiting = entries.length - refused;
  return (
    <div role="status">
      {(!online || cut) && <p className={styles.note}>{t('offline')}</p>}
      {waiting > 0 && (
        <p className={styles.note}>
          <a href="/unsent">{t('waiting', { n: waiting })}</a>
        </p>
      )}
      {refused > 0 && (
        <p className={classes(styles.note, styles.refused)}>
          <a href="/unsent">{t('refused', { n: refused })}</a>
        </p>
      )}
    </div>
  );
};
