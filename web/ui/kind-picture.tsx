import type { ReactNode } from 'react';
import styles from './kind-picture.module.css';

/** Sixteen wide and high, in lines. */
const PICTURES = {
  person: 'M8 8.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.500 14a5.500 5.500 0 0 1 11 0',
  team: 'M6 8a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5M1.500 13.500a4.500 4.500 0 0 1 9 0M10.500 3.200a2.500 2.500 0 0 1 0 4.600M12.500 9.600a4.500 4.500 0 0 1 2 3.900',
  agent: 'M3 6h10v7H3zM8 6V3M8 2.500h.01M6 9.500h.01M10 9.500h.01M1 9v2M15 9v2',
  page: 'M4 1.500h5.500L13 5v9.500H4zM9.500 1.500V5H13M6.500 8.500h4M6.500 11h4',
  decision: 'M8 14V9.500M8 9.500 3.500 4.500M8 9.500l4.500-5M3.500 7.500v-3h3M9.500 4.500h3v3',
  request: 'M2 3h12v8.500H7L4 14v-2.500H2zM6.500 6a1.500 1.500 0 1 1 1.500 1.500M8 9.300h.01',
  meeting: 'M2.500 3.500h11v10h-11zM2.500 6.500h11M5.500 2v3M10.500 2v3',
  task: 'M2.500 2.500h11v11h-11zM5.300 8.200l2 2 3.600-4.200',
  goal: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 10.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5',
  plan: 'M2 4h6M5 8h6M8 12h6',
  change:
    'M5 5v6M5 5a1.700 1.700 0 1 0 0-3.400A1.700 1.700 0 0 0 5 5M5 14.400A1.700 1.700 0 1 0 5 11a1.700 1.700 0 0 0 0 3.400M11.500 7.500a1.700 1.700 0 1 0 0-3.400 1.700 1.700 0 0 0 0 3.400M11.500 7.500c0 2.500-4 2-6.500 3.500',
  other: 'M8 9a1 1 0 1 0 0-2 1 1 0 0 0 0 2M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12',
} as const;
const isDrawn = (kind: string): kind is keyof typeof PICTURES => kind in PICTURES;

/** The lines of a kind's picture. */
export const picturePath = (kind: string): string => PICTURES[isDrawn(kind) ? kind : 'other'];

/** What kind of artifact it is, for the eye alone: its word stands beside it. */
export const KindPicture = ({ kind }: { readonly kind: string }): ReactNode => (
  <svg className={styles.picture} viewBox="0 0 16 16" aria-hidden="true">
    <path d={picturePath(kind)} />
  </svg>
);
