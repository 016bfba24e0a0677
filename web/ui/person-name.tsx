import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { useNow } from './clock.ts';
import { t } from './strings.ts';
import { clockTime, placeOf } from './time.ts';
import styles from './person-name.module.css';

export interface PersonLike {
  readonly name: string;
  /** Where their page is. */
  readonly href?: string | undefined;
  readonly zone?: string | undefined;
  /** Agents are marked everywhere. */
  readonly kind?: 'person' | 'agent' | 'team' | undefined;
}

/** A name, with the person's place and clock on hover. */
export const PersonName = (props: PersonLike & { readonly plain?: boolean }): ReactNode => {
  const at = useNow();
  const title =
    props.zone === undefined ? undefined : t('localTime', { place: placeOf(props.zone), time: clockTime(at, props.zone) });
  const look = classes(styles.name, props.plain && styles.plain);
  return (
    <>
      {props.href === undefined ? (
        <bdi className={look} title={title}>
          {props.name}
        </bdi>
      ) : (
        <a className={look} href={props.href} title={title} dir="auto">
          {props.name}
        </a>
      )}
      {props.kind === 'agent' && <span className={styles.agent}>{t('agent')}</span>}
    </>
  );
};
