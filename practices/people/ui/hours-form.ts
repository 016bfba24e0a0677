import type { Week } from '#web/ui/hours.ts';
import { detectedZone } from '#web/ui/reader.ts';

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
export const hoursBody = ({ zone, week }: HoursForm) => ({
  zone,
  week: Object.fromEntries(
    Object.entries(week).flatMap(([day, intervals]) => (intervals.length > 0 ? [[day, [...intervals]]] : [])),
  ),
});
