import { endingParts } from '#kernel/protocol/ending-words.ts';

/** What an open decision comes to by itself: for its page and for its row in the log. */
export type OpenFate =
  | { readonly is: 'still' }
  | {
      readonly is: 'blocked';
      readonly at: string;
      readonly by: readonly string[];
      readonly what: string;
      readonly why: string | null;
    }
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
  const { what, why, unless } = endingParts(ending);
  if (blockers.length > 0)
    return { is: 'blocked', at, by: blockers, what: `${what.charAt(0).toLowerCase()}${what.slice(1)}`, why };
  return { is: 'ends', at, what, why, unless, goes: what === 'Proceeds' };
};
