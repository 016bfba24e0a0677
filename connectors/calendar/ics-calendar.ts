import { zoneOf } from '#kernel/time/zone.ts';
import type { CalendarReading, Fault, Series, Window } from '#practices/meetings';
import { readComponents, type Component } from './ics-components.ts';
import { KEPT_OF_ENTRIES, mailOf, readEntry, shared, type Entry } from './ics-entry.ts';
import { contentLines, type Report } from './ics-lines.ts';
import type { Budget } from './ics-recurrence.ts';
import { nearest } from './ics-nearest.ts';
import { seriesOf } from './ics-series.ts';
import { readText } from './ics-values.ts';
import { valueOf, zonesOf, type Zones } from './ics-zones.ts';
import { namedZone } from './windows-zones.ts';

export interface ReadOptions {
  readonly window: Window;
  /** The zone of whoever reads, for times and calendars that name none. */
  readonly zone: string;
  /** False when no more is to be computed; the rest of the calendar is then read without its rules. */
  readonly mayCompute?: () => boolean;
  /** Told the line that is read. */
  readonly progress?: (line: number) => void;
  /** Given the series in parts, as they are laid out; the answer then has none. */
  readonly take?: (series: readonly Series[]) => void;
}

const MOST_ENTRIES = 60_000;
/** Of them within the window, or repeating into it. */
const MOST_NEAR = 15_000;
/** Of one calendar, and more the more entries it has: two hundred people who meet in fives, twice a day for a year, are fewer. */
const TIMES = { least: 20_000, perEntry: 100, most: 80_000 };
const MOST_FAULTS = 100;
const MOST_ZONES = 200;

const KEPT_OF_ZONES = new Set(['TZID', 'X-LIC-LOCATION']);
const KEPT_OF_CHANGES = new Set(['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE', 'RDATE']);
const KEPT = { VEVENT: KEPT_OF_ENTRIES, VTIMEZONE: KEPT_OF_ZONES, STANDARD: KEPT_OF_CHANGES, DAYLIGHT: KEPT_OF_CHANGES };

/**
 * Reads iCalendar (RFC 5545) from bytes. Never throws for what stands in them: what cannot be read becomes a fault with its line, and the
 * rest is kept.
 */
export const readCalendar = (chunks: Iterable<Uint8Array>, options: ReadOptions): CalendarReading => {
  const faults: Fault[] = [];
  let moreFaults = 0;
  const report: Report = (line, reason) => {
    if (faults.length < MOST_FAULTS) faults.push({ line, reason });
    else moreFaults += 1;
  };
  const said = new Map<string, string>();
  const zones: Component[] = [];
  const entries: Entry[] = [];
  const common = shared(options.window);
  let [known, near] = [0, 0];
  const watched = function* () {
    for (const line of contentLines(chunks, report)) {
      options.progress?.(line.line);
      yield line;
    }
  };
  const calendars = readComponents(
    watched(),
    KEPT,
    {
      property: ({ name, value }) => void (said.has(name) || said.size > 100 || said.set(name, value)),
      component(component) {
        if (component.kind === 'VTIMEZONE') {
          if (zones.length < MOST_ZONES) zones.push(component);
        } else if (component.kind === 'VEVENT') {
          known += 1;
          const entry = readEntry(component, common, report);
          if (entry) entries.push(entry);
          if (entry?.elsewhere === false) near += 1;
        }
        if (known < MOST_ENTRIES && near < MOST_NEAR) return true;
        report(
          component.line,
          known < MOST_ENTRIES
            ? `This is entry number ${MOST_NEAR.toLocaleString('en')} in the time that is looked at; what follows was left out. A shorter time has fewer.`
            : `This is entry number ${MOST_ENTRIES.toLocaleString('en')}; what follows was left out.`,
        );
        return false;
      },
    },
    report,
  );

  const zone = ownZone(said, zones, entries);
  const times = Math.min(TIMES.most, TIMES.least + TIMES.perEntry * entries.length);
  const budget: Budget = { times, mayCompute: options.mayCompute ?? (() => true), known: new Map() };
  const clocks = zonesOf({
    components: zones,
    window: options.window,
    budget,
    report,
    otherwise: zoneOf(zone ?? options.zone),
  });
  const series = seriesIn(entries, options, clocks, budget, report);
  const name = readText(said.get('X-WR-CALNAME') ?? said.get('NAME') ?? '', 200).trim();
  faults.sort((a, b) => a.line - b.line);
  return {
    name: name === '' ? null : name,
    owner: mailOf(said.get('X-OWNER') ?? '') ?? (/^[^\s@]+@[^\s@]+$/.test(name) ? mailOf(name) : null),
    zone,
    series,
    nearest: nearest(entries, options.window, clocks),
    faults,
    moreFaults,
    calendars,
    entries: known,
  };
};

/** As it says, or the one in which most of its entries are written. */
const ownZone = (said: ReadonlyMap<string, string>, zones: readonly Component[], entries: readonly Entry[]): string | null => {
  const says = namedZone(readText(said.get('X-WR-TIMEZONE') ?? '', 200));
  if (says !== null) return says;
  const counted = new Map<string, number>();
  for (const { start } of entries) if (start.tzid !== null) counted.set(start.tzid, (counted.get(start.tzid) ?? 0) + 1);
  const most = [...counted].toSorted((a, b) => b[1] - a[1]).slice(0, 10);
  for (const [tzid] of most) {
    const zone = namedZone(tzid);
    if (zone !== null) return zone;
  }
  const [only, ...others] = zones;
  return only && others.length === 0
    ? namedZone(valueOf(only.lines, 'X-LIC-LOCATION') ?? valueOf(only.lines, 'TZID') ?? '')
    : null;
};

/** Times that are handed over at once. */
const PART = 5_000;

const seriesIn = (
  entries: readonly Entry[],
  { window, progress, take }: ReadOptions,
  zones: Zones,
  budget: Budget,
  report: Report,
): readonly Series[] => {
  const byUid = new Map<string, Entry[]>();
  for (const entry of entries) {
    const same = byUid.get(entry.uid);
    if (same) same.push(entry);
    else byUid.set(entry.uid, [entry]);
  }
  let found: Series[] = [];
  let times = 0;
  for (const [uid, same] of byUid) {
    progress?.(same[0]?.line ?? 0);
    for (const series of seriesOf(same, window, zones, budget, report)) {
      if (series.occurrences.length === 0) continue;
      found.push(series);
      times += series.occurrences.length;
    }
    if (take && times >= PART) {
      take(found);
      found = [];
      times = 0;
    }
    byUid.delete(uid);
  }
  if (!take) return found;
  take(found);
  return [];
};
