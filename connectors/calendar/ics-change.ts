import { DAY, MINUTE } from '#kernel/time/duration.ts';
import type { LocalTime } from '#kernel/time/wall-clock.ts';
import { zoneOf } from '#kernel/time/zone.ts';
import type { Change, Did } from '#practices/meetings';
import { endedBefore } from './ics-ending.ts';
import { mailOf } from './ics-entry.ts';
import { parseLine, type ContentLine } from './ics-lines.ts';
import { readDuration, readMoment } from './ics-values.ts';
import { namedZone } from './windows-zones.ts';

interface Block {
  /** Lines of the text: its BEGIN and its END. */
  readonly from: number;
  readonly to: number;
  readonly own: readonly (ContentLine & { readonly at: number })[];
}

type Refused = { readonly reason: string };

type Written = { readonly text: string; readonly did: Did };

/**
 * A text of iCalendar with one change made, everything else left as it is written (but unfolded). Refused with a sentence where the entry is not in it, or says
 * its times in a way that cannot be counted.
 */
export const changed = (written: string, change: Change): Written | Refused => {
  const lines = written.replace(/\r\n[ \t]|\n[ \t]/g, '').split(/\r\n|\n|\r/);
  const blocks = blocksOf(lines).filter((block) => valueOf(block, 'UID') === change.uid);
  const [first] = blocks;
  if (!first) return { reason: GONE };
  const { wanted } = change;
  if (wanted.kind !== 'leave') return edit(lines, blocks, change, DID[wanted.kind]);
  const master = blocks.find((block) => valueOf(block, 'RECURRENCE-ID') === null) ?? first;
  if (!isMine(master, change.me)) return edit(lines, blocks, { ...change, wanted: { kind: 'decline' } }, 'declined');
  if (change.planned !== null) return edit(lines, blocks, { ...change, wanted: { kind: 'cancel' } }, 'cancelled');
  return endSeries(lines, blocks, master, change, wanted.from);
};

const DID = { decline: 'declined', shorten: 'shortened', move: 'moved', cancel: 'cancelled' } as const;
const GONE = 'The calendar does not have this meeting any more.';

const edit = (lines: readonly string[], blocks: readonly Block[], change: Change, did: Did): Written | Refused => {
  if (standsSo(blocks, change)) return { text: lines.join('\r\n'), did: 'nothing' };
  const edited = editedLines(lines, blocks, change);
  return typeof edited === 'string' ? { text: edited, did } : edited;
};

/** Whether what is to be moved was moved already: said twice, it is done once. */
const standsSo = (blocks: readonly Block[], { planned, wanted }: Change): boolean => {
  if (wanted.kind !== 'move') return false;
  const master = blocks.find((block) => valueOf(block, 'RECURRENCE-ID') === null);
  const block =
    blocks.find((each) => instantOf(one(each, 'RECURRENCE-ID')) === planned) ?? (master && !repeats(master) ? master : undefined);
  const [start, end] = block ? [one(block, 'DTSTART'), one(block, 'DTEND')] : [null, null];
  return instantOf(start) === wanted.from && instantOf(end) === wanted.from + wanted.minutes * MINUTE;
};

/** Whoever invites ends a series: what took place stays, and nothing of it comes any more. */
const endSeries = (
  lines: readonly string[],
  blocks: readonly Block[],
  master: Block,
  change: Change,
  from: number,
): Written | Refused => {
  const start = one(master, 'DTSTART');
  const moment = start && readMoment(start.value);
  const nothing: Written = { text: lines.join('\r\n'), did: 'nothing' };
  if (!start || !moment || typeof moment === 'string') return { reason: 'This meeting does not say when it begins.' };
  const cancelled = edit(lines, blocks, { ...change, wanted: { kind: 'cancel' } }, 'cancelled');
  const clock = clockOf(start);
  if (!repeats(master)) return (clock?.toInstant(moment.local) ?? moment.local) < from ? nothing : cancelled;
  const repeating = master.own.filter(({ name }) => name === 'RRULE' || name === 'RDATE');
  const ended = endedBefore(
    repeating.map(({ at }) => lines[at] ?? ''),
    { moment, clock },
    from,
  );
  if (ended === 'not-begun') return cancelled;
  const before = (line: Block['own'][number] | null): boolean => {
    const at = line && readMoment(line.value);
    return !line || !at || typeof at === 'string' || (instantOf(line) ?? at.local) < from;
  };
  const others = blocks.filter((block) => block !== master);
  const later = others.filter((block) => !before(one(block, 'RECURRENCE-ID')));
  const moved = others.filter((block) => !later.includes(block) && !before(one(block, 'DTSTART')));
  if (ended === 'over' && later.length + moved.length === 0) return nothing;
  const left = new Set([...repeating.map(({ at }) => at), ...of(master, ['SEQUENCE', 'COMMENT'])]);
  const kept = lines.slice(master.from, master.to).filter((_, n) => !left.has(master.from + n));
  const next = [
    ...kept,
    ...(ended === 'over' ? repeating.map(({ at }) => lines[at] ?? '') : ended),
    `SEQUENCE:${sequenceOf(master) + 1}`,
    ...reasonOf(change.reason),
    lines[master.to] ?? 'END:VEVENT',
  ];
  const text = apply(lines, [
    { block: master, next: { lines: next } },
    ...later.map((block) => ({ block, next: { lines: [] } })),
    ...moved.map((block) => ({ block, next: edited(lines, block, { ...change, wanted: { kind: 'cancel' } }) })),
  ]);
  return typeof text === 'string' ? { text, did: 'ended' } : text;
};

const of = (block: Block, names: readonly string[]): readonly number[] =>
  block.own.filter(({ name }) => names.includes(name)).map(({ at }) => at);

const editedLines = (lines: readonly string[], blocks: readonly Block[], change: Change): string | Refused => {
  const master = blocks.find((block) => valueOf(block, 'RECURRENCE-ID') === null);
  const { planned, wanted } = change;
  const already = planned === null ? null : blocks.find((block) => instantOf(one(block, 'RECURRENCE-ID')) === planned);
  // What does not repeat is the same meeting wherever it was moved to.
  if (planned === null || (master && !repeats(master) && !already)) {
    const all = planned === null && wanted.kind !== 'shorten' ? blocks : master ? [master] : blocks;
    return apply(
      lines,
      all.map((block) => ({ block, next: edited(lines, block, change) })),
    );
  }
  if (already) return apply(lines, [{ block: already, next: edited(lines, already, change) }]);
  if (!master) return { reason: GONE };
  const replacing = replacement(lines, master, planned);
  if ('reason' in replacing) return replacing;
  const [block] = blocksOf(replacing.lines);
  const next = block ? edited(replacing.lines, block, change) : { reason: 'This meeting cannot be changed here.' };
  if ('reason' in next) return next;
  return [...lines.slice(0, master.to + 1), ...next.lines, ...lines.slice(master.to + 1)].join('\r\n');
};

type Edited = { readonly lines: readonly string[] } | Refused;

const apply = (
  lines: readonly string[],
  edits: readonly { readonly block: Block; readonly next: Edited }[],
): string | Refused => {
  const result = [...lines];
  for (const { block, next } of edits.toSorted((a, b) => b.block.from - a.block.from)) {
    if ('reason' in next) return next;
    result.splice(block.from, block.to - block.from + 1, ...next.lines);
  }
  return result.join('\r\n');
};

const blocksOf = (lines: readonly string[]): readonly Block[] => {
  const found: Block[] = [];
  let from = -1;
  let depth = 0;
  let own: (ContentLine & { readonly at: number })[] = [];
  for (const [at, text] of lines.entries()) {
    const line = parseLine(text, at + 1);
    if (line === null) continue;
    const kind = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN' && from === -1 && kind === 'VEVENT') [from, own, depth] = [at, [], 0];
    else if (from === -1) continue;
    else if (line.name === 'BEGIN') depth += 1;
    else if (line.name === 'END' && depth > 0) depth -= 1;
    else if (line.name === 'END') {
      found.push({ from, to: at, own });
      from = -1;
    } else if (depth === 0) own.push({ ...line, at });
  }
  return found;
};

const one = (block: Block, name: string): Block['own'][number] | null => block.own.findLast((line) => line.name === name) ?? null;
const valueOf = (block: Block, name: string): string | null => one(block, name)?.value.trim() ?? null;
const repeats = (block: Block): boolean => block.own.some(({ name }) => name === 'RRULE' || name === 'RDATE');

/** The zone whose clock a time is on; null where only the calendar itself knows it. */
const clockOf = (
  line: ContentLine,
): { readonly toInstant: (local: LocalTime) => number; readonly toLocal: (at: number) => LocalTime } | null => {
  if (/Z$/i.test(line.value.trim())) return { toInstant: (local) => local, toLocal: (at) => at };
  const tzid = line.params['TZID']?.[0];
  const zone = tzid === undefined ? null : namedZone(tzid);
  return zone === null ? null : zoneOf(zone);
};

const instantOf = (line: ContentLine | null): number | null => {
  if (line === null) return null;
  const moment = readMoment(line.value);
  return typeof moment === 'string' ? null : (clockOf(line)?.toInstant(moment.local) ?? null);
};

const stamp = (local: LocalTime): string => new Date(local).toISOString().slice(0, 19).replace(/[-:]/g, '');

/** The same property at another time of its clock. */
const atTime = (text: string, line: ContentLine, local: LocalTime, name = line.name): string => {
  const utc = /Z$/i.test(line.value.trim()) ? 'Z' : '';
  const params = text.slice(line.name.length, text.length - line.value.length - 1);
  return `${name}${params}:${stamp(local)}${utc}`;
};

/** An instant on the clock of another property; in UTC where only the calendar knows that clock. */
const timeOf = (text: string, line: ContentLine, name: string, at: number): string => {
  const clock = clockOf(line);
  return clock === null ? `${name}:${stamp(at)}Z` : atTime(text, line, clock.toLocal(at), name);
};

const NOT_OF_ONE = new Set(['RRULE', 'RDATE', 'EXDATE', 'EXRULE', 'RECURRENCE-ID', 'DTSTART', 'DTEND']);

/** One time of a series as an entry of its own, which replaces it. */
const replacement = (lines: readonly string[], master: Block, planned: number): Edited => {
  const start = one(master, 'DTSTART');
  const moment = start && readMoment(start.value);
  const clock = start && clockOf(start);
  if (!start || !moment || typeof moment === 'string' || !clock || moment.dateOnly)
    return {
      reason: 'Single times of this meeting cannot be changed from here, for its calendar says them in a way of its own.',
    };
  const local = clock.toLocal(planned);
  const written = lines[start.at] ?? '';
  const end = one(master, 'DTEND');
  const ends = end && readMoment(end.value);
  const moved =
    end && ends && typeof ends !== 'string' ? [atTime(lines[end.at] ?? '', end, ends.local + local - moment.local)] : [];
  const left = new Set(master.own.filter(({ name }) => NOT_OF_ONE.has(name)).map(({ at }) => at));
  const kept = lines.slice(master.from + 1, master.to).filter((_, n) => !left.has(master.from + 1 + n));
  return {
    lines: [
      'BEGIN:VEVENT',
      atTime(written, start, local, 'RECURRENCE-ID'),
      atTime(written, start, local),
      ...moved,
      ...kept,
      lines[master.to] ?? 'END:VEVENT',
    ],
  };
};

const edited = (lines: readonly string[], block: Block, { wanted, reason: why, me }: Change): Edited => {
  const own = new Map(block.own.map((line) => [line.at, line]));
  const without = (names: ReadonlySet<string>): string[] =>
    lines.slice(block.from, block.to).filter((_, n) => !names.has(own.get(block.from + n)?.name ?? ''));
  const end = lines[block.to] ?? 'END:VEVENT';
  const reason = reasonOf(why);
  const sequence = sequenceOf(block) + 1;
  if (wanted.kind !== 'decline' && !isMine(block, me))
    return { reason: notYours(mailOf(valueOf(block, 'ORGANIZER') ?? '') ?? '') };
  if (wanted.kind === 'cancel')
    return {
      lines: [...without(new Set(['STATUS', 'SEQUENCE', 'COMMENT'])), 'STATUS:CANCELLED', `SEQUENCE:${sequence}`, ...reason, end],
    };
  if (wanted.kind === 'shorten') {
    const start = one(block, 'DTSTART');
    const moment = start && readMoment(start.value);
    if (!start || !moment || typeof moment === 'string' || moment.dateOnly)
      return { reason: 'A whole day cannot be made shorter.' };
    const length = lengthOf(block, moment.local);
    if (length !== null && wanted.minutes * MINUTE >= length) return { reason: 'It is not longer than that.' };
    const next = atTime(lines[start.at] ?? '', start, moment.local + Math.min(wanted.minutes * MINUTE, DAY), 'DTEND');
    return {
      lines: [...without(new Set(['DTEND', 'DURATION', 'SEQUENCE', 'COMMENT'])), next, `SEQUENCE:${sequence}`, ...reason, end],
    };
  }
  if (wanted.kind === 'move') {
    const start = one(block, 'DTSTART');
    const moment = start && readMoment(start.value);
    if (!start || !moment || typeof moment === 'string' || moment.dateOnly)
      return { reason: 'A whole day cannot be moved to another time from here.' };
    const written = lines[start.at] ?? '';
    const times = [
      timeOf(written, start, 'DTSTART', wanted.from),
      timeOf(written, start, 'DTEND', wanted.from + wanted.minutes * MINUTE),
    ];
    return {
      lines: [
        ...without(new Set(['DTSTART', 'DTEND', 'DURATION', 'SEQUENCE', 'COMMENT'])),
        ...times,
        `SEQUENCE:${sequence}`,
        ...reason,
        end,
      ],
    };
  }
  const mine = block.own.filter(({ name, value }) => name === 'ATTENDEE' && mailOf(value) === me);
  if (mine.length === 0) return { reason: 'You are not among those who were asked to this meeting.' };
  const answers = new Map(mine.map((line) => [line.at, declined(lines[line.at] ?? '', line)]));
  const kept = lines
    .slice(block.from, block.to)
    .map((text, n) => answers.get(block.from + n) ?? text)
    .filter((_, n) => own.get(block.from + n)?.name !== 'COMMENT');
  return { lines: [...kept, ...reason, end] };
};

const reasonOf = (why: string): readonly string[] => (why.trim() === '' ? [] : [`COMMENT:${escaped(why)}`]);
const sequenceOf = (block: Block): number => Number(/^\d{1,9}$/.exec(valueOf(block, 'SEQUENCE') ?? '')?.[0] ?? 0);

const isMine = (block: Block, me: string): boolean => {
  const organizer = mailOf(valueOf(block, 'ORGANIZER') ?? '');
  return organizer === null || organizer === me;
};

/** Of a meeting that somebody else invites to. */
export const notYours = (organizer: string): string => `Only ${organizer}, who invites to it, can do that. You can decline it.`;

const declined = (text: string, line: ContentLine): string => {
  const params = text.slice(0, text.length - line.value.length - 1).replace(/;(PARTSTAT|RSVP)=[^;:]*/gi, '');
  return `${params};PARTSTAT=DECLINED:${line.value}`;
};

const lengthOf = (block: Block, start: LocalTime): number | null => {
  const end = one(block, 'DTEND');
  const ends = end && readMoment(end.value);
  if (ends && typeof ends !== 'string') return ends.local - start;
  return readDuration(valueOf(block, 'DURATION') ?? '');
};

const escaped = (words: string): string =>
  words
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');
