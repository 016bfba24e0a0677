import { findIana } from 'windows-iana';
import { zoneName } from '#kernel/time/zone.ts';

/**
 * The IANA zone that the name of a zone means, however calendars write it: `Europe/Berlin`, `/vendor/20070129_1/Europe/Berlin`,
 * `W. Europe Standard Time`, `(UTC+01:00) Amsterdam, Berlin`, `Eastern Time (US & Canada)`, `UTC+05:30`. Null where it says nothing.
 */
export const namedZone = (written: string): string | null => {
  const known = found.get(written);
  if (known !== undefined) return known;
  const zone = findNamed(written);
  if (found.size < 10_000) found.set(written, zone);
  return zone;
};

const found = new Map<string, string | null>();

const findNamed = (written: string): string | null => {
  const name = written
    .trim()
    .replace(/^TZID=/i, '')
    .replace(/^["']+|["']+$/g, '')
    .trim();
  if (name === '' || name.length > 200) return null;
  return iana(name) ?? windows(name) ?? described(name) ?? offset(name);
};

const iana = (name: string): string | null => {
  const exact = zoneName(name);
  if (exact !== null) return exact;
  // `/freeassociation.sourceforge.net/Tzfile/Europe/Berlin`, `/mozilla.org/20070129_1/America/Argentina/Salta`
  const parts = name.split('/').filter((part) => part !== '');
  for (let from = Math.max(1, parts.length - 3); from < parts.length - 1; from++) {
    const below = zoneName(parts.slice(from).join('/'));
    if (below !== null) return below;
  }
  return null;
};

const windows = (name: string): string | null => {
  const zone: string | undefined = findIana(name)[0];
  return zone === undefined ? null : zoneName(TODAY[zone] ?? zone);
};

/** The table names some cities as they were called once. */
const TODAY: Readonly<Record<string, string>> = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Europe/Kiev': 'Europe/Kyiv',
};

/** `(UTC+01:00) Amsterdam, Berlin, Bern, Rome`, `(GMT-05:00) Eastern Time (US & Canada)`, `Amsterdam, Belgrade, Berlin`. */
const described = (name: string): string | null => {
  const words = name.replace(/^\((?:UTC|GMT)[^)]*\)\s*/i, '');
  const season = /^(.*?) Time(?: \((.*)\))?$/i.exec(words);
  if (season) return windows(`${season[1] ?? ''} Standard Time`);
  for (const city of words.split(/[,;/]| - /)) {
    const zone = cities().get(plain(city));
    if (zone !== undefined) return zone;
  }
  return null;
};

let byCity: Map<string, string> | undefined;

const cities = (): Map<string, string> => {
  byCity ??= new Map(Intl.supportedValuesOf('timeZone').map((zone) => [plain(zone.slice(zone.lastIndexOf('/') + 1)), zone]));
  return byCity;
};

const plain = (city: string): string => city.toLowerCase().replace(/[^\p{L}]/gu, '');

/** `UTC+01:00`, `GMT-5`, `(GMT +01:00)`, `+0100`; only whole hours have a zone of their own. */
const offset = (name: string): string | null => {
  const match = /^\(?(?:UTC|GMT|Etc\/GMT|Z)?\s*(?:([+-])(\d{1,2})(?::?(\d{2}))?)?\)?$/i.exec(name);
  if (!match) return null;
  const [hours, minutes] = [Number(match[2] ?? 0), Number(match[3] ?? 0)];
  if (hours === 0 && minutes === 0) return 'UTC';
  if (minutes !== 0) return HALVES[`${match[1]}${hours}:${minutes}`] ?? null;
  return zoneName(`Etc/GMT${match[1] === '+' ? '-' : '+'}${hours}`);
};

/** Zones that keep such an offset all year. */
const HALVES: Readonly<Record<string, string>> = {
  '+5:30': 'Asia/Kolkata',
  '+5:45': 'Asia/Kathmandu',
  '+6:30': 'Asia/Yangon',
  '+9:30': 'Australia/Darwin',
  '+4:30': 'Asia/Kabul',
};
