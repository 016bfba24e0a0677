import type { ReactNode } from 'react';
import styles from './stack.module.css';

/** Acts and what belongs to them, one below the other with some air. */
export const Stack = (props: { readonly children: ReactNode }): ReactNode => <div className={styles.stack}>{props.children}</div>;
