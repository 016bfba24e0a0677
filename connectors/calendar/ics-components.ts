import { shortened, type ContentLine, type Report } from './ics-lines.ts';

/** `BEGIN:…` to `END:…`, with the properties that somebody asked for. */
export interface Component {
  readonly kind: string;
  readonly line: number;
  readonly lines: readonly ContentLine[];
  readonly parts: readonly Component[];
}

export interface ComponentWatch {
  /** What a calendar says of itself, as it comes. */
  readonly property: (line: ContentLine) => void;
  /** A component of a calendar, when it ends. False: enough was read. */
  readonly component: (component: Component) => boolean;
}

/** The properties that are kept, by component; others are read over. A component that is not listed is left out with all that is in it. */
export type Kept = Readonly<Record<string, ReadonlySet<string>>>;

/** Calendars nest three deep. */
const DEEPEST = 8;
/** Of one entry. What comes in greater numbers is no meeting. */
const MOST_LINES = 5_000;

interface Open extends Component {
  readonly lines: ContentLine[];
  readonly parts: Component[];
  readonly kept: ReadonlySet<string>;
}

/**
 * Answers how many calendars there are.
 *
 * Puts content lines together to components, in one pass. What is not closed, closed twice, or stands outside of a calendar is said with its
 * line, and read as far as it goes.
 */
export const readComponents = (lines: Iterable<ContentLine>, kept: Kept, watch: ComponentWatch, report: Report): number => {
  const open: Open[] = [];
  let calendars = 0;
  /** Components that are left out, from the outermost. */
  let skipped: string[] = [];
  let deeper = 0;
  let flooded = false;
  let last = 1;

  const close = (component: Open): boolean => {
    const above = open.at(-1);
    if (above) above.parts.push(component);
    else return watch.component(component);
    return true;
  };

  for (const one of lines) {
    last = one.line;
    if (one.name === 'BEGIN') {
      const kind = one.value.trim().toUpperCase();
      if (kind === 'VCALENDAR') {
        for (const left of open.splice(0).toReversed()) report(left.line, `This ${left.kind} has no END; it was left out.`);
        skipped = [];
        calendars += 1;
      } else if (skipped.length > 0) {
        if (skipped.length < DEEPEST) skipped.push(kind);
        else deeper += 1;
      } else {
        const wanted = Object.hasOwn(kept, kind) ? kept[kind] : undefined;
        if (calendars === 0 && open.length === 0 && wanted)
          report(one.line, `This ${kind} stands outside of a VCALENDAR; it was read all the same.`);
        if (kind === 'VEVENT' && open.length > 0) {
          for (const left of open.splice(0).toReversed()) {
            report(left.line, `This ${left.kind} has no END; it was read as far as line ${one.line - 1}.`);
            if (!close(left)) return calendars;
          }
        }
        if (wanted && open.length < DEEPEST) open.push({ kind, line: one.line, lines: [], parts: [], kept: wanted });
        else skipped.push(kind);
        flooded = false;
      }
    } else if (one.name === 'END') {
      const kind = one.value.trim().toUpperCase();
      if (deeper > 0) deeper -= 1;
      else if (skipped.length > 0) {
        const at = skipped.lastIndexOf(kind);
        if (at !== -1) skipped.length = at;
        else if (open.some((above) => above.kind === kind) || kind === 'VCALENDAR') {
          report(one.line, `END:${shortened(kind)} comes before the END of ${skipped.at(-1)}.`);
          skipped = [];
          if (!finish(kind, one.line)) return calendars;
        } else report(one.line, `END:${shortened(kind)} ends nothing.`);
      } else if (!finish(kind, one.line)) return calendars;
    } else if (skipped.length > 0) {
      continue;
    } else {
      const inside = open.at(-1);
      if (!inside) {
        watch.property(one);
      } else if (inside.kept.has(one.name)) {
        if (inside.lines.length < MOST_LINES) inside.lines.push(one);
        else if (!flooded) {
          flooded = true;
          report(
            one.line,
            `This ${inside.kind} has more than ${MOST_LINES.toLocaleString('en')} properties; the rest of them were left out.`,
          );
        }
      }
    }
  }
  for (let left = open.pop(); left; left = open.pop()) {
    report(left.line, `This ${left.kind} has no END; it was read as far as the file goes.`);
    if (!close(left)) return calendars;
  }
  if (calendars === 0) report(1, 'This is no calendar: no line says BEGIN:VCALENDAR.');
  else if (skipped.length > 0) report(last, `The file ends before the END of ${shortened(skipped[0] ?? '')}.`);

  return calendars;

  function finish(kind: string, line: number): boolean {
    const at = open.findLastIndex((above) => above.kind === kind);
    if (kind === 'VCALENDAR' || at !== -1) {
      while (open.length > Math.max(at, 0)) {
        const ended = open.pop();
        if (!ended) break;
        if (ended.kind !== kind)
          report(ended.line, `This ${ended.kind} has no END before line ${line}; it was read as far as that.`);
        if (!close(ended)) return false;
      }
      return true;
    }
    report(line, `END:${shortened(kind)} ends nothing.`);
    return true;
  }
};
