export interface ReadDate {
  /** `YYYY-MM-DD`, or null when the text holds no whole date. */
  readonly date: string | null;
  /** Day and month could change places. */
  readonly ambiguous: boolean;
}

const NONE: ReadDate = { date: null, ambiguous: false };

// By the first three letters, of the languages that name their months so; longer stems first where three letters are not enough.
const MONTHS: readonly (readonly [RegExp, number])[] = [
  [/^(?:jan|ene|gen|sty|янв)/, 1],
  [/^(?:feb|fév|fev|lut|фев)/, 2],
  [/^(?:mar|mär|mrz|maa|мар)/, 3],
  [/^(?:apr|avr|abr|kwi|апр)/, 4],
  [/^(?:may|mai|maj|mag|mei|май|мая)/, 5],
  [/^(?:june?|juin|giu|cze|июн)/, 6],
  [/^(?:july?|juil|lug|lip|июл)/, 7],
  [/^(?:aug|aoû|aou|ago|sie|авг)/, 8],
  [/^(?:sep|set|wrz|сен)/, 9],
  [/^(?:oct|okt|out|ott|paź|окт)/, 10],
  [/^(?:nov|lis|ноя)/, 11],
  [/^(?:dec|dez|déc|dic|gru|дек)/, 12],
];

const YEAR_FIRST = /(?<!\d)(\d{4})([-/.‐‑–])(\d{1,2})\2(\d{1,2})(?!\d)/;
const YEAR_LAST = /(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/;
const COMPACT = /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/;
const DAY_NAME =
  /(?<!\d)(\d{1,2})(?:st|nd|rd|th|º|er)?[.,]?[\s-]+(?:de\s+|of\s+)?(\p{L}{3,12})\.?,?[\s-]+(?:de\s+)?(\d{4})(?!\d)/iu;
const NAME_DAY = /(?<!\p{L})(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/iu;
const YEAR_NAME_DAY = /(?<!\d)(\d{4})[\s-](\p{L}{3,12})\.?[\s-](\d{1,2})(?!\d)/iu;
const HAN = /(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/;

/** The first whole date of a text. `06/05/2016` is read day first unless told otherwise, and said to be ambiguous. */
export const readDate = (text: string, order: 'day-first' | 'month-first' = 'day-first'): ReadDate => {
  const line = text.slice(0, 300);
  const sorted = YEAR_FIRST.exec(line) ?? HAN.exec(line);
  if (sorted !== null) {
    const [year, month, day] = sorted.length === 5 ? [sorted[1], sorted[3], sorted[4]] : [sorted[1], sorted[2], sorted[3]];
    return dated(Number(year), Number(month), Number(day));
  }
  const turned = YEAR_LAST.exec(line);
  if (turned !== null) return turnedDate(Number(turned[1]), Number(turned[3]), Number(turned[4]), order);
  const named = DAY_NAME.exec(line);
  if (named !== null && monthOf(named[2]) > 0) return dated(Number(named[3]), monthOf(named[2]), Number(named[1]));
  const leading = NAME_DAY.exec(line);
  if (leading !== null && monthOf(leading[1]) > 0) return dated(Number(leading[3]), monthOf(leading[1]), Number(leading[2]));
  const yearly = YEAR_NAME_DAY.exec(line);
  if (yearly !== null && monthOf(yearly[2]) > 0) return dated(Number(yearly[1]), monthOf(yearly[2]), Number(yearly[3]));
  const compact = COMPACT.exec(line);
  return compact === null ? NONE : dated(Number(compact[1]), Number(compact[2]), Number(compact[3]));
};

/** Whether the text holds a date that can only be read month first: `06/20/2016`. */
export const isMonthFirst = (text: string): boolean => {
  const turned = YEAR_LAST.exec(text.slice(0, 300));
  return turned !== null && Number(turned[1]) <= 12 && Number(turned[3]) > 12;
};

const turnedDate = (first: number, second: number, year: number, order: 'day-first' | 'month-first'): ReadDate => {
  if (first > 12) return dated(year, second, first);
  if (second > 12) return dated(year, first, second);
  const read = order === 'day-first' ? dated(year, second, first) : dated(year, first, second);
  return { ...read, ambiguous: first !== second };
};

const monthOf = (name = ''): number => {
  const word = name.toLowerCase();
  return MONTHS.find(([stem]) => stem.test(word))?.[1] ?? 0;
};

const dated = (year: number, month: number, day: number): ReadDate => {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
    return NONE;
  return { date: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, ambiguous: false };
};
