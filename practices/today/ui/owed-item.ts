import type { Today } from './today.tsx';

export type OwedItem = Today['owe'][number];

/** Unfolds the row that one stands on. */
export const ANSWER_KEY = 'a';
