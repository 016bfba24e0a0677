import { WEEKDAYS } from '#web/ui/hours.ts';
import type { Week } from '#web/ui/hours.ts';
import { detectedZone } from '#web/ui/reader.ts';
import { regionsOf, wordsOf } from './regions.ts';

/** Hours as they are being chosen: what `HoursEditor` and `ZonePicker` edit. */
export interface HoursForm {
  readonly zone: string;
  readonly week: Week;
}

export const usualHours = (): HoursForm => {
  const day = ['09:00-17:00'];
  return { zone: detectedZone(), week: { mon: day, tue: day, wed: day, thu: day, fri: day } };
};

/** As the API takes them: a day without intervals is left out. */
export const hoursBody = ({ zone, week }: HoursForm) => ({ zone, week: weekBody(week) });

const weekBody = (week: Week): Record<string, string[]> =>
  Object.fromEntries(Object.entries(week).flatMap(([day, intervals]) => (intervals.length > 0 ? [[day, [...intervals]]] : [])));

/** A date and the hours that replace the usual ones: `2026-12-24`, `10:00-14:00`; none is a free day. */
export interface OtherDay {
  readonly date: string;
  readonly hours: string;
}

/** All that belongs to somebody's hours, as it is being edited. */
export interface WholeHours extends HoursForm {
  /** As people write them, with commas. */
  readonly holidays: string;
  readonly others: readonly OtherDay[];
  readonly focus: Week;
  /** Whether they hold from a later day, and from which. */
  readonly later: boolean;
  readonly first: string;
}

type Lists = Readonly<Record<string, readonly string[]>>;

export const wholeForm = (hours: {
  readonly zone: string;
  readonly week: Lists;
  readonly holidays: readonly string[];
  readonly exceptions: Lists;
  readonly focus: Lists | null;
}): WholeHours => ({
  zone: hours.zone,
  week: weekOf(hours.week),
  holidays: hours.holidays.join(', '),
  others: Object.entries(hours.exceptions)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([date, intervals]) => ({ date, hours: intervals.join(', ') })),
  focus: weekOf(hours.focus ?? {}),
  later: false,
  first: '',
});

const weekOf = (lists: Lists): Week =>
  Object.fromEntries(WEEKDAYS.flatMap((day) => (lists[day]?.length ? [[day, lists[day]]] : [])));

/** As the API takes them, whole: what is left out would be gone. */
export const changedHours = (form: WholeHours) => ({
  ...hoursBody(form),
  holidays: [...regionsOf(form.holidays)],
  exceptions: Object.fromEntries(form.others.flatMap(({ date, hours }) => (date === '' ? [] : [[date, [...wordsOf(hours)]]]))),
  focus: weekBody(form.focus),
});
