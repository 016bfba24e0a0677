import type { Instant } from '../stream/event.ts';
import { refuse, type Refusal, type Result } from '../stream/refusal.ts';
import type { Calendar, Leave, WallInterval, Weekday } from './calendar.ts';
import { HORIZON } from './compile.ts';
import { regionName } from './holidays.ts';
import { parseDate, parseInterval, WEEKDAYS } from './wall-clock.ts';
import { zoneName } from './zone.ts';

const FIELDS = ['zone', 'week', 'holidays', 'exceptions', 'leave', 'focus'];
const MOST = { intervals: 48, regions: 16, exceptions: 4000, leave: 4000 } as const;

const HOURS_BY_EXAMPLE = '["09:00-12:00", "13:00-17:00"]';
const WEEK_BY_EXAMPLE = '{"mon": ["09:00-17:00"], "tue": ["22:00-06:00"]}';

/** The form of a calendar; whether it ever works is another question. */
export const readCalendar = (value: unknown): Result<Calendar> => {
  if (!isRecord(value)) {
    return refuse('calendar-malformed', 'A calendar is an object.', {
      field: '',
      accepted: `{"zone": "Europe/Berlin", "week": ${WEEK_BY_EXAMPLE}}`,
    });
  }
  const strange = Object.keys(value).find((key) => !FIELDS.includes(key));
  if (strange !== undefined) {
    return refuse('field-unknown', `A calendar has no field "${short(strange)}".`, {
      field: pointer(strange),
      accepted: FIELDS.join(', '),
    });
  }
  const zone = readZone(value.zone);
  if (zone.refused) return zone;
  const week = readWeek(value.week, '/week');
  if (week.refused) return week;
  const holidays = optional(value.holidays, readRegions);
  if (holidays.refused) return holidays;
  const exceptions = optional(value.exceptions, readExceptions);
  if (exceptions.refused) return exceptions;
  const leave = optional(value.leave, readLeave);
  if (leave.refused) return leave;
  const focus = optional(value.focus, (given) => readWeek(given, '/focus'));
  if (focus.refused) return focus;
  return {
    ok: {
      zone: zone.ok,
      week: week.ok,
      ...(holidays.ok && { holidays: holidays.ok }),
      ...(exceptions.ok && { exceptions: exceptions.ok }),
      ...(leave.ok && { leave: leave.ok }),
      ...(focus.ok && { focus: focus.ok }),
    },
  };
};

const optional = <T>(value: unknown, read: (value: unknown) => Result<T>): Result<T | undefined> =>
  value === undefined ? { ok: undefined } : read(value);

const readZone = (value: unknown): Result<string> => {
  const name = typeof value === 'string' ? zoneName(value) : null;
  if (name !== null) return { ok: name };
  const said = typeof value === 'string' ? `No time zone is called "${short(value)}".` : 'The time zone is missing.';
  return refuse('zone-unknown', said, {
    field: '/zone',
    accepted: 'an IANA name: Europe/Berlin, Asia/Kolkata, Pacific/Auckland',
  });
};

type Week = Partial<Record<Weekday, readonly WallInterval[]>>;

const readWeek = (value: unknown, field: string): Result<Week> => {
  if (!isRecord(value)) return refuse('hours-malformed', 'Hours are given by weekday.', { field, accepted: WEEK_BY_EXAMPLE });
  const week: Week = {};
  for (const [key, given] of Object.entries(value)) {
    const at = field + pointer(key);
    const days = readWeekdays(key);
    if (days === null) {
      return refuse('weekday-unknown', `"${short(key)}" is no weekday.`, {
        field: at,
        accepted: `${WEEKDAYS.join(', ')}, mon-fri`,
      });
    }
    const hours = readHours(given, at);
    if (hours.refused) return hours;
    for (const day of days) {
      if (week[day])
        return refuse('hours-malformed', `The hours of ${day} are given twice.`, { field: at, accepted: WEEK_BY_EXAMPLE });
      week[day] = hours.ok;
    }
  }
  const inOrder: Week = {};
  for (const day of WEEKDAYS) if (week[day]) inOrder[day] = week[day];
  return { ok: inOrder };
};

/** `mon`, `mon-fri`, `fri-mon`, `mon, wed`. */
const readWeekdays = (text: string): readonly Weekday[] | null => {
  const days: Weekday[] = [];
  for (const part of text.toLowerCase().split(',')) {
    const ends = part.trim().split('-');
    const first = WEEKDAYS.findIndex((day) => day === ends[0]);
    const last = WEEKDAYS.findIndex((day) => day === ends.at(-1));
    if (first === -1 || last === -1 || ends.length > 2) return null;
    for (let i = 0; i <= (last - first + 7) % 7; i++) {
      const day = WEEKDAYS[(first + i) % 7];
      if (day) days.push(day);
    }
  }
  return days;
};

const readHours = (value: unknown, field: string): Result<readonly WallInterval[]> => {
  const given = typeof value === 'string' ? listed(value) : value;
  if (!Array.isArray(given))
    return refuse('hours-malformed', 'Hours are a list of intervals.', { field, accepted: HOURS_BY_EXAMPLE });
  if (given.length > MOST.intervals) return tooLong(field, MOST.intervals, 'intervals a day');
  const hours: WallInterval[] = [];
  for (const [i, text] of given.entries()) {
    const wrong = wrongInterval(text);
    if (wrong !== null) {
      const at = typeof value === 'string' ? field : `${field}/${i}`;
      return refuse('hours-malformed', wrong, {
        field: at,
        accepted: '09:00-17:00, 17:00-24:00 or, across midnight, 22:00-06:00',
      });
    }
    hours.push(text);
  }
  return { ok: hours };
};

const wrongInterval = (text: unknown): string | null => {
  if (typeof text !== 'string') return 'An interval is a text.';
  if (parseInterval(text) === null) return `"${short(text)}" is no interval of a day.`;
  const [from, to] = text.split('-');
  return from === to ? `"${text}" ends when it starts; a whole day is 00:00-24:00.` : null;
};

const readRegions = (value: unknown): Result<readonly string[]> => {
  const given = typeof value === 'string' ? listed(value) : value;
  const accepted = 'regions of date-holidays: ["NZ"], ["DE-BE"], ["IN"]';
  if (!Array.isArray(given))
    return refuse('holiday-region-unknown', 'Holiday regions are a list.', { field: '/holidays', accepted });
  if (given.length > MOST.regions) return tooLong('/holidays', MOST.regions, 'regions');
  const regions: string[] = [];
  for (const [i, text] of given.entries()) {
    const name = typeof text === 'string' ? regionName(text) : null;
    if (name === null) {
      const field = typeof value === 'string' ? '/holidays' : `/holidays/${i}`;
      return refuse('holiday-region-unknown', `No holidays are known of "${short(String(text))}".`, { field, accepted });
    }
    if (!regions.includes(name)) regions.push(name);
  }
  return { ok: regions };
};

const readExceptions = (value: unknown): Result<Readonly<Record<string, readonly WallInterval[]>>> => {
  const accepted = '{"2026-12-24": ["09:00-12:00"], "2026-12-31": []}';
  if (!isRecord(value)) return refuse('date-malformed', 'Exceptions are hours by date.', { field: '/exceptions', accepted });
  const entries = Object.entries(value);
  if (entries.length > MOST.exceptions) return tooLong('/exceptions', MOST.exceptions, 'exceptions');
  const exceptions: Record<string, readonly WallInterval[]> = {};
  for (const [date, given] of entries) {
    const field = `/exceptions${pointer(date)}`;
    if (parseDate(date) === null) return refuse('date-malformed', `"${short(date)}" is no date.`, { field, accepted });
    const hours = readHours(given, field);
    if (hours.refused) return hours;
    exceptions[date] = hours.ok;
  }
  return { ok: exceptions };
};

const readLeave = (value: unknown): Result<readonly Leave[]> => {
  if (!Array.isArray(value)) return wrongLeave('/leave', 'Leave is a list.');
  if (value.length > MOST.leave) return tooLong('/leave', MOST.leave, 'leaves');
  const leaves: Leave[] = [];
  for (const [i, given] of value.entries()) {
    const field = `/leave/${i}`;
    if (!isRecord(given)) return wrongLeave(field, 'A leave has a beginning and an end.');
    const strange = Object.keys(given).find((key) => key !== 'from' && key !== 'to');
    if (strange !== undefined) {
      return refuse('field-unknown', `A leave has no field "${short(strange)}".`, {
        field: field + pointer(strange),
        accepted: 'from, to',
      });
    }
    const from = readInstant(given.from);
    if (from === null) return wrongLeave(`${field}/from`, 'The beginning of a leave is an instant from 1900 to 2199.');
    const to = readInstant(given.to);
    if (to === null) return wrongLeave(`${field}/to`, 'The end of a leave is an instant from 1900 to 2199.');
    if (to <= from) return wrongLeave(`${field}/to`, 'A leave ends after it begins.');
    leaves.push({ from, to });
  }
  return { ok: leaves };
};

const readInstant = (value: unknown): Instant | null => {
  let at = value;
  if (typeof value === 'string') {
    try {
      at = Temporal.Instant.from(value).epochMilliseconds;
    } catch {
      return null;
    }
  }
  return typeof at === 'number' && Number.isInteger(at) && at >= HORIZON.from && at <= HORIZON.to ? at : null;
};

const wrongLeave = (field: string, message: string): Refusal =>
  refuse('leave-malformed', message, {
    field,
    accepted: '{"from": "2026-03-30T00:00:00+05:30", "to": "2026-04-01T00:00:00+05:30"} or ms since 1970',
  });

const tooLong = (field: string, most: number, what: string): Refusal =>
  refuse('calendar-too-long', `More than ${most} ${what} is more than a calendar takes.`, { field, accepted: `at most ${most}` });

const listed = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pointer = (key: string): string => `/${short(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
