import { endingParts, followingWords } from '#kernel/protocol/ending-words.ts';

/** What an open decision comes to by itself: for its page and for its row in the log. */
export type OpenFate =
  | { readonly is: 'still' }
  | { readonly is: 'blocked'; readonly at: string; readonly by: readonly string[]; readonly what: string }
  | {
      readonly is: 'ends';
      readonly at: string;
      readonly what: string;
      readonly why: string | null;
      readonly unless: string | null;
      /** It goes on by itself. */
      readonly goes: boolean;
    };

interface Known {
  readonly dueAt: string | null;
  readonly ending: string;
  /** Whose objections nothing proceeds against. */
  readonly blockers: readonly string[];
}

export const openFate = ({ dueAt: at, ending, blockers }: Known): OpenFate => {
  if (at === null) return { is: 'still' };
  if (blockers.length > 0) return { is: 'blocked', at, by: blockers, what: followingWords(ending) };
  const { what, why, unless } = endingParts(ending);
  return { is: 'ends', at, what, why, unless, goes: what === 'Proceeds' };
};
