import type { Weekday } from '#kernel/time/calendar.ts';
import type { Fault } from '../calendar.ts';
import type { Advice } from '../advisor/advise.ts';
import type { Tier } from '../tiers.ts';
import type { LeftOut } from './meetings.ts';

/* What an audit found: JSON, of which the terminal's page, the HTML page and screens are made. Lengths of time are in hours, unless named otherwise. */

export interface AuditReport {
  readonly window: {
    /** Local dates, both included. */
    readonly from: string;
    readonly to: string;
    readonly weeks: number;
    readonly zone: string;
  };
  readonly calendars: readonly CalendarLine[];
  readonly totals: Totals;
  /** Of those whose calendars were given, the busiest first. */
  readonly people: readonly PersonReport[];
  /** Of all of them together; null below five people. */
  readonly team: TeamReport | null;
  /** The dearest first. */
  readonly series: readonly SeriesReport[];
  readonly advice: Advice;
  readonly heat: HeatMap;
  readonly counted: readonly string[];
}

export interface CalendarLine {
  readonly called: string;
  /** The id of whom it belongs to. */
  readonly owner: string;
  readonly zone: string | null;
  readonly entries: number;
  readonly faults: readonly Fault[];
  readonly moreFaults: number;
}

export interface Totals {
  readonly meetings: number;
  readonly hours: number;
  readonly personHours: number;
  readonly personHoursPerWeek: number;
  readonly cost: number | null;
  readonly costPerWeek: number | null;
  readonly currency: string | null;
  /** Of the meetings those of two people. */
  readonly oneOnOnes: { readonly meetings: number; readonly personHours: number };
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  readonly merged: number;
  readonly answers: Answers;
  /** Of meetings over 15 minutes that are no one-on-ones. */
  readonly preparation: Prepared;
  readonly outOfHours: OutOfHours;
  /** Invitations of lists whose number nobody knows. */
  readonly groups: number;
  /** Meetings of calendars that name nobody. */
  readonly unnamed: number;
}

/** Invitations by what was answered. */
export interface Answers {
  readonly accepted: number;
  readonly tentative: number;
  readonly declined: number;
  readonly none: number;
}

export interface Prepared {
  readonly expected: number;
  readonly agenda: number;
  readonly document: number;
  readonly neither: number;
}

/** Times that somebody takes part, by whether they fall outside of that person's hours in that person's zone. */
export interface OutOfHours {
  readonly known: number;
  readonly outside: number;
  readonly hours: number;
  /** Of people whose zone nobody told. */
  readonly unknown: number;
}

export interface PersonReport {
  readonly id: string;
  readonly name: string;
  readonly me: boolean;
  readonly zone: string;
  /** In meetings; two at once count once. */
  readonly hoursPerWeek: number;
  /** By which hours and focus blocks are divided: the weeks of the window without days of leave and holidays. */
  readonly weeksWorked: number;
  readonly tier: Tier;
  readonly weeks: readonly WeekHours[];
  readonly meetings: number;
  readonly oneOnOneHoursPerWeek: number;
  /** Blocks of three to four hours that meetings leave within working hours, and how many there would be without meetings. */
  readonly focus: { readonly blocksPerWeek: number; readonly possiblePerWeek: number };
  readonly daysWithoutMeetings: { readonly days: number; readonly of: number };
  readonly outOfHours: { readonly meetings: number; readonly hours: number };
  /** Three meetings or more with less than five minutes between them. */
  readonly chains: { readonly count: number; readonly longest: number; readonly longestHours: number };
  readonly breaches: { readonly meetings: number; readonly hours: number };
}

export interface WeekHours {
  /** Its Monday, or the first day of the window. */
  readonly from: string;
  readonly hours: number;
  /** How many of its days are in the window. */
  readonly days: number;
}

export interface TeamReport {
  readonly people: number;
  readonly meanHoursPerWeek: number;
  readonly tiers: Readonly<Record<Tier, number>>;
  readonly focusBlocksPerWeek: number;
}

export interface SeriesReport {
  readonly id: string;
  readonly title: string;
  /** Whether a rule repeats it; otherwise it is single meetings of one title and organizer, three or more. */
  readonly recurs: boolean;
  readonly times: number;
  readonly perWeek: number;
  /** Of the middle one, in minutes. */
  readonly minutes: number;
  /** Those who did not decline, of the middle one. */
  readonly people: number;
  readonly invited: number;
  readonly personHours: number;
  readonly personHoursPerWeek: number;
  readonly cost: number | null;
  readonly answers: Answers;
  readonly prepared: Prepared;
  readonly oneOnOne: boolean;
  /** The calendar names nobody in it: how many take part is unknown. */
  readonly unnamed: boolean;
  readonly outside: number;
  /** Whether people of several domains take part: 1 all of one, 2 and more. */
  readonly domains: number;
}

export interface HeatMap {
  readonly zone: string;
  readonly people: number;
  /** Per weekday and hour of the day, hours in meetings a week and person, 0–1. */
  readonly days: readonly { readonly day: Weekday; readonly hours: readonly number[] }[];
}
