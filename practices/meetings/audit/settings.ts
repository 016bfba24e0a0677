import type { Calendar, Weekday } from '#kernel/time/calendar.ts';
import type { Window } from '../calendar.ts';

/** What an audit is told beside the calendars. */
export interface AuditSettings {
  /** Whole days in `zone`. */
  readonly window: Window;
  /** That of whoever asks: its days and weeks are those of the report. */
  readonly zone: string;
  /** Where nothing else is known of somebody. */
  readonly week: Calendar['week'];
  /** Regions whose public holidays are free, as in `date-holidays`; of everybody whose own are not known. */
  readonly holidays: readonly string[];
  /** The address of whoever asks. */
  readonly me: string | null;
  /** What an hour of one person costs. */
  readonly rate: { readonly amount: number; readonly currency: string | null } | null;
  readonly noMeetingDays: readonly Weekday[];
  /** What is known of people, by address. */
  readonly people: Readonly<Record<string, KnownHours>>;
}

/** What is known of somebody's working calendar. */
export type KnownHours = { readonly [Part in keyof Omit<Calendar, 'focus'>]?: Calendar[Part] | undefined };

/** Of a longer meeting one expects an agenda and a document, in ms. */
export const SHORT = 15 * 60_000;
/** Two meetings with less between them are back to back, in ms. */
export const BREATH = 5 * 60_000;
/** A chain is at least so many meetings back to back. */
export const CHAIN = 3;
/** [M3] A focus block is free working time of three to four hours, in ms. */
export const FOCUS = { least: 3 * 3_600_000, most: 4 * 3_600_000 };
/** [design: private where it is personal] A team's figure is of at least so many people. */
export const TEAM = 5;
