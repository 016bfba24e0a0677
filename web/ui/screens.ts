import type { ComponentType } from 'react';

/** What a practice's web door, `practices/<name>/ui/index.tsx`, gives to the shell: `export const screens: Screens`. */
export interface Screens {
  readonly routes: readonly ScreenRoute[];
  readonly navigation?: readonly NavigationItem[];
  readonly commands?: readonly PaletteCommand[];
  /** Where an artifact of a kind is read: `{ decision: ({ number }) => `/decisions/${number}` }`. */
  readonly addresses?: Readonly<Record<string, (artifact: ArtifactAddress) => string>>;
  /** How what is asked about an artifact of a kind is answered below its row in a list; loaded when first unfolded. */
  readonly answers?: Readonly<Record<string, () => Promise<{ readonly Answer: ComponentType<AnswerProps> }>>>;
}

export interface AnswerProps {
  readonly number: number;
  /** Which of what is asked about it: the await's key. */
  readonly asked: string;
  /** Folds it again. What was answered leaves the list by itself. */
  readonly onClose: () => void;
}

export interface ScreenRoute {
  /** A path with `$` before its parameters: `/decisions/$number`. */
  readonly path: `/${string}`;
  /** The browser's title until the screen's Page names itself. */
  readonly title: string;
  /** `member` (left out): inside the shell, for people who are signed in. `anyone`: a bare page, as sign-in is. */
  readonly who?: 'member' | 'anyone';
  /** Loaded when first visited, so that no screen weighs on another. */
  readonly load: () => Promise<{ readonly Screen: ComponentType<ScreenProps> }>;
}

export interface ScreenProps {
  /** The path's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The address's query: `?space=platform`. */
  readonly search: Readonly<Record<string, string>>;
}

export interface NavigationItem {
  readonly label: string;
  readonly href: `/${string}`;
  /** Where one is in the same place: `/tasks/142` is in Work. */
  readonly also?: readonly `/${string}`[];
  /** Position in the list: Today 10, Stream 20, Decisions 30, Requests 40, People 50, Protocols 60. */
  readonly order: number;
  /** The second key of go-to: `d` makes `g d`. */
  readonly key?: string;
}

/** A line of ⌘K: it goes somewhere, or does something. */
export type PaletteCommand = {
  readonly id: string;
  readonly label: string;
  /** Other words that people may type for it. */
  readonly words?: string;
  /** A single key that does it from anywhere: `c`. */
  readonly key?: string;
  /** Offered by "New" on a phone and by the palette's first page. */
  readonly creates?: boolean;
} & ({ readonly href: `/${string}` } | { readonly run: () => void });

export interface ArtifactAddress {
  readonly id: string;
  readonly number: number | null;
  /** Of people, agents and teams; a space's slug. */
  readonly handle?: string | null;
}
