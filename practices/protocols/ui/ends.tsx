import type { ReactNode } from 'react';
import { endingParts } from '#kernel/protocol/ending-words.ts';
import { t } from './proof-strings.ts';

/** What comes by itself, and when: "Proceeds Thu 14:20 unless blocked", "Unless 3 agree, it lapses Thu 14:20: nobody else can decide". */
export const Ends = ({ sentence, when }: { readonly sentence: string; readonly when: ReactNode }): ReactNode => {
  const { what, why, unless } = endingParts(sentence);
  if (unless === null) return t.rich('endsAt', { what, when });
  if (why === null) return t.rich('endsAtUnless', { what, when, unless });
  return t.rich('endsAtWhy', { unless, what: `${what.charAt(0).toLowerCase()}${what.slice(1)}`, when, why });
};
