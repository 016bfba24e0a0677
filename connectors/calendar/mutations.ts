/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const SPITE = [
  'RRULE:FREQ=SECONDLY',
  'RRULE:FREQ=YEARLY;BYSETPOS=-366;BYDAY=MO',
  'RRULE:FREQ=DAILY;INTERVAL=999999999999;COUNT=999999999999',
  'RRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2',
  'RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z',
  'DTSTART:99991231T235959Z',
  'DTSTART;TZID=America/Nowhere:20260329T023000',
  'DTSTART;VALUE=DATE:20260229',
  'DURATION:-P9999999W',
  'RECURRENCE-ID;RANGE=THISANDFUTURE:20200101T000000Z',
  'EXDATE:,,,;;;',
  'BEGIN:VEVENT',
  'END:VEVENT',
  'BEGIN:VTIMEZONE',
  'END:VCALENDAR',
  'TZOFFSETTO:+9999',
  'UID:__proto__',
  'X-WR-TIMEZONE:constructor',
  '\0\0\0',
  'ATTENDEE;CN="',
];

/** A file with some of it changed: bytes, lines, parts that are repeated, swapped, taken out, or put in out of spite. */
export const mutated = (file: Buffer, random: () => number): Buffer => {
  let bytes = Buffer.from(file);
  const at = (): number => Math.floor(random() * bytes.length);
  for (let n = 1 + Math.floor(random() * 4); n > 0; n--) {
    const [from, to] = [at(), at()].toSorted((a, b) => a - b);
    const [start = 0, end = 0] = [from, to];
    const kind = random();
    if (kind < 0.2) bytes[at()] = Math.floor(random() * 256);
    else if (kind < 0.35) bytes = Buffer.concat([bytes.subarray(0, start), bytes.subarray(Math.min(end, start + 200))]);
    else if (kind < 0.5 && bytes.length < 500_000) bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
    else if (kind < 0.6) bytes = bytes.subarray(0, Math.max(1, end));
    else {
      const line = bytes.indexOf(10, start) + 1;
      const spite = `${SPITE[Math.floor(random() * SPITE.length)] ?? ''}\r\n`;
      bytes = Buffer.concat([bytes.subarray(0, line), Buffer.from(spite), bytes.subarray(line)]);
    }
    if (bytes.length === 0) bytes = Buffer.from('B');
  }
  return bytes;
};
