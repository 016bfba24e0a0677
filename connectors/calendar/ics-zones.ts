import { zoneOf } from '#kernel/time/zone.ts';
import type { Window } from '#practices/meetings';
import type { Component } from './ics-components.ts';
import type { ContentLine, Report } from './ics-lines.ts';
import type { Budget } from './ics-recurrence.ts';
import { definedZone, type Clock } from './ics-vtimezone.ts';
import { namedZone } from './windows-zones.ts';

export interface Zones {
  /** The clock that a TZID means; an unknown one is said once, and read as `otherwise`. */
  clock(tzid: string, line: number): Clock;
  readonly otherwise: Clock;
}

/** There are some six hundred in the world. */
const MOST_NAMES = 700;

interface Sources {
  readonly components: readonly Component[];
  readonly window: Window;
  readonly budget: Budget;
  readonly report: Report;
  readonly otherwise: Clock;
}

/**
 * A name that means a zone of the world is that zone, whatever the calendar says of it: its own definitions are often old or cut short. Names
 * of its own are what it defines.
 */
export const zonesOf = ({ components, window, budget, report, otherwise }: Sources): Zones => {
  const clocks = new Map<string, Clock>();
  const find = (tzid: string, line: number): Clock => {
    const named = namedZone(tzid);
    if (named !== null) return zoneOf(named);
    const defined = components.find((component) => sameName(valueOf(component.lines, 'TZID'), tzid));
    if (defined) {
      const place = namedZone(valueOf(defined.lines, 'X-LIC-LOCATION') ?? '');
      if (place !== null) return zoneOf(place);
      const clock = definedZone(defined, tzid, window, budget, report);
      if (clock) return clock;
    }
    report(line, `“${tzid.slice(0, 60)}” is no time zone that is known or defined here; its times were read in ${otherwise.id}.`);
    return otherwise;
  };
  return {
    otherwise,
    clock(tzid, line) {
      const known = clocks.get(tzid);
      if (known) return known;
      if (clocks.size >= MOST_NAMES) {
        report(line, `This is one of too many time zones; its times were read in ${otherwise.id}.`);
        return otherwise;
      }
      const clock = find(tzid, line);
      clocks.set(tzid, clock);
      return clock;
    },
  };
};

export const valueOf = (lines: readonly ContentLine[], name: string): string | undefined =>
  lines.findLast((line) => line.name === name)?.value;

const plain = (name: string): string => name.replace(/\\([,;])/g, '$1').replace(/^["'\s]+|["'\s]+$/g, '');

const sameName = (defined: string | undefined, tzid: string): boolean => defined !== undefined && plain(defined) === plain(tzid);
