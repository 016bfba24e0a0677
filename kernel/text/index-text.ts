import { HEADING, plainOf } from './plain.ts';
import { stemmerOf, type Detect } from './language.ts';
import { wordsOf } from './words.ts';

/** A text as the store keeps it to be found. */
export interface IndexedText {
  /** The title, then what {@link plainOf} makes of the text. Its words are the places below. */
  readonly plain: string;
  readonly stemmer: string;
  /** How many words it has. */
  readonly size: number;
  /** Each different word, with where it stands (`1A,17D`; A title, B heading, C first paragraph, D the rest) and how much it is there. */
  readonly words: readonly string[];
  readonly places: readonly string[];
  readonly amounts: readonly number[];
}

type Field = 'A' | 'B' | 'C' | 'D';

/** What a word counts for, by where it stands: BM25F, https://www.staff.city.ac.uk/~sbrp622/papers/foundations_bm25_review.pdf, 3.6. */
const WEIGHTS: Readonly<Record<Field, number>> = { A: 5, B: 2, C: 1.4, D: 1 };
/** A word of a title of so many words counts in full, and in a longer one the less. */
const SHORT_TITLE = 3;
/** Of each word; where the others stand tells nothing more. */
export const MOST_PLACES = 24;
/** As far as PostgreSQL counts. */
const LAST_PLACE = 16_383;
const FIRST_PARAGRAPH = 400;

export const indexText = (title: string, text: string, language: string | null, detect: Detect): IndexedText => {
  const body = withoutTitle(plainOf(text), title);
  const plain = `${title.replace(/\s+/gu, ' ')}\n${body}`;
  const fields = fieldsOf(plain);
  const all = new Map<string, { places: string[]; amount: number }>();
  const words = wordsOf(plain);
  const ofTitle = words.findIndex(({ from }) => from > title.length);
  const ofATitle = WEIGHTS.A / (1 + Math.max(0, (ofTitle < 0 ? words.length : ofTitle) - SHORT_TITLE) / 6);
  let line = 0;
  for (const { word, place, from } of words) {
    while (from >= (fields[line]?.to ?? Infinity)) line += 1;
    const field = fields[line]?.field ?? 'D';
    let known = all.get(word);
    if (!known) all.set(word, (known = { places: [], amount: 0 }));
    known.amount += field === 'A' ? ofATitle : WEIGHTS[field];
    if (known.places.length < MOST_PLACES && (place < LAST_PLACE || known.places.length === 0))
      known.places.push(`${Math.min(place, LAST_PLACE)}${field}`);
  }
  return {
    plain,
    stemmer: stemmerOf(body, language, detect),
    size: words.at(-1)?.place ?? 0,
    words: [...all.keys()],
    places: [...all.values()].map(({ places }) => places.join(',')),
    amounts: [...all.values()].map(({ amount }) => Math.round(amount * 100) / 100),
  };
};

/** A page's first heading is its title, which counts once. */
const withoutTitle = (plain: string, title: string): string => {
  const end = plain.indexOf('\n');
  const first = end < 0 ? plain : plain.slice(0, end);
  return first === HEADING + title ? plain.slice(first.length).trimStart() : plain;
};

interface Stretch {
  readonly field: Field;
  readonly to: number;
}

const fieldsOf = (plain: string): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  let at = 0;
  let lead: 'before' | 'in' | 'after' = 'before';
  for (const [index, line] of plain.split('\n').entries()) {
    const from = at;
    at += line.length + 1;
    if (index === 0) stretches.push({ field: 'A', to: at });
    else if (line.startsWith(HEADING)) {
      if (lead === 'in') lead = 'after';
      stretches.push({ field: 'B', to: at });
    } else if (line === '') {
      if (lead === 'in') lead = 'after';
    } else if (lead === 'after') stretches.push({ field: 'D', to: at });
    else {
      lead = 'in';
      stretches.push({ field: 'C', to: Math.min(at, from + FIRST_PARAGRAPH) }, { field: 'D', to: at });
    }
  }
  return stretches;
};
