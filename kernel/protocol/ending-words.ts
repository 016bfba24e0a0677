/** What comes by itself, why nothing else, and what would prevent it. */
export interface EndingParts {
  readonly what: string;
  readonly why: string | null;
  readonly unless: string | null;
}

/** `Proceeds unless blocked`; `Unless at least 3 agree, it lapses: nobody else can decide`. */
export const endingSentence = ({ what, why, unless }: EndingParts): string => {
  if (unless === null) return why === null ? what : `${what}, for ${why}`;
  return why === null ? `${what} unless ${unless}` : `Unless ${unless}, ${lower(what)}: ${why}`;
};

/** The same, taken apart again, for whoever puts a moment or a name into it. */
export const endingParts = (sentence: string): EndingParts => {
  const explained = /^Unless (.*), (it [^:,]*): (.*)$/su.exec(sentence);
  if (explained) {
    const [, unless = '', what = '', why = ''] = explained;
    return { what: `${what.charAt(0).toUpperCase()}${what.slice(1)}`, why, unless };
  }
  const [said = '', unless = null] = sentence.split(/ unless (.*)/su);
  const [what = '', why = null] = said.split(/, for (.*)/su);
  return { what, why, unless };
};

/** With its moment: `Proceeds Thu 14:20 unless blocked`. */
export const endingAt = (sentence: string, when: string): string => {
  const { what, why, unless } = endingParts(sentence);
  return endingSentence({ what: `${what} ${when}`, why, unless });
};

/** As it goes on after "else" or a colon: `it lapses, for nobody else can decide`. */
export const followingWords = (sentence: string): string => {
  const { what, why } = endingParts(sentence);
  return endingSentence({ what: lower(what), why, unless: null });
};

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
