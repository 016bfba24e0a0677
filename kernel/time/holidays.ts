import type HolidayBook from 'date-holidays';
import { DAY, HOUR } from './duration.ts';
import { formatDate, parseDate, yearOf, type DayNumber } from './wall-clock.ts';

/** A public holiday of a region, in the words and on the clocks of that place. */
export interface Holiday {
  readonly day: DayNumber;
  readonly name: string;
  /** ms after midnight from which the day is free: 0 for a whole day, 13 h on an Icelandic Christmas Eve. */
  readonly from: number;
}

type Book = typeof HolidayBook;

let book: Book | null = null;

/**
 * Fetches the table of the world's holidays (date-holidays, some MB). Browsers must await it before they compute with a
 * calendar that names regions; Node reads it by itself at the first need.
 */
export const loadHolidays = async (): Promise<void> => {
  book ??= (await import('date-holidays')).default;
};

const openBook = (): Book => {
  if (book) return book;
  const node = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:module');
  if (!node) throw new Error('Holidays are not loaded yet: await loadHolidays() first.');
  const loaded: Book = node.createRequire(import.meta.url)('date-holidays');
  book = loaded;
  return loaded;
};

const places = new Map<string, HolidayBook>();

/** The region as `date-holidays` spells it (`de-be` → `DE-BE`), or null where it knows none. */
export const regionName = (text: string): string | null => {
  if (!/^[A-Za-z]{2}(-[A-Za-z0-9]{1,20}){0,2}$/.test(text)) return null;
  const all = new (openBook())();
  const [country = '', state, region] = text.split('-');
  const land = spelling(all.getCountries(), country);
  if (land === null || state === undefined) return land;
  const part = spelling(all.getStates(land), state);
  if (part === null || region === undefined) return part === null ? null : `${land}-${part}`;
  const place = spelling(all.getRegions(land, part), region);
  return place === null ? null : `${land}-${part}-${place}`;
};

const spelling = (names: Readonly<Record<string, string>> | undefined, text: string): string | null =>
  Object.keys(names ?? {}).find((name) => name.toLowerCase() === text.toLowerCase()) ?? null;

const regions = new Map<string, Map<number, ReadonlyMap<DayNumber, Holiday>>>();

/** The public holidays that begin in a year, by day. */
const holidaysOf = (region: string, year: number): ReadonlyMap<DayNumber, Holiday> => {
  let years = regions.get(region);
  if (!years) {
    years = new Map();
    regions.set(region, years);
  }
  let found = years.get(year);
  if (!found) {
    found = readYear(region, year);
    years.set(year, found);
  }
  return found;
};

/** The holiday of a region on a day, if it is one. Throws for a region that `regionName` does not know. */
export const holidayOn = (region: string, day: DayNumber): Holiday | undefined => {
  const year = yearOf(day);
  const found = holidaysOf(region, year).get(day);
  // Holidays of several days may begin in the year before.
  return found ?? (yearOf(day - 7) < year ? holidaysOf(region, year - 1).get(day) : undefined);
};

const readYear = (region: string, year: number): ReadonlyMap<DayNumber, Holiday> => {
  const found = new Map<DayNumber, Holiday>();
  for (const { date, start, end, name } of placeOf(region).getHolidays(year)) {
    const first = parseDate(date.slice(0, 10));
    if (first === null) continue;
    const from = (Number(date.slice(11, 13)) * 60 + Number(date.slice(14, 16))) * 60_000;
    // The length is elapsed; a change of the clocks within it makes it an hour more or less than the days it means.
    const last = first + Math.ceil((from + end.getTime() - start.getTime() - 2 * HOUR) / DAY) - 1;
    for (let day = first; day <= Math.max(first, last); day++) {
      const holiday = { day, name, from: day === first ? from : 0 };
      const other = found.get(day);
      if (!other || other.from > holiday.from) found.set(day, holiday);
    }
  }
  return found;
};

const placeOf = (region: string): HolidayBook => {
  let place = places.get(region);
  if (!place) {
    const name = regionName(region);
    if (name === null) throw new RangeError(`No holiday region is called "${region}".`);
    place = new (openBook())(name, { types: ['public'] });
    places.set(region, place);
  }
  return place;
};

/** A holiday for people to look at; `from` as the clock shows it, where it is not a whole day. */
export interface ListedHoliday {
  readonly date: string;
  readonly name: string;
  readonly from?: string;
}

/** One year's public holidays in order. Throws for a region that `regionName` does not know. */
export const listHolidays = (region: string, year: number): readonly ListedHoliday[] =>
  [...holidaysOf(region, year).values()]
    .sort((a, b) => a.day - b.day)
    .map(({ day, name, from }) => ({
      date: formatDate(day),
      name,
      ...(from > 0 && { from: new Date(from).toISOString().slice(11, 16) }),
    }));
