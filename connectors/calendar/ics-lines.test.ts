import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentLines, type ContentLine } from './ics-lines.ts';
import { readDuration, readMoment, readOffset, readText } from './ics-values.ts';

const PAIRS = join(import.meta.dirname, 'fixtures', 'ical.js', 'lines');

const read = (bytes: Uint8Array | string, part = Infinity) => {
  const all = Buffer.from(bytes);
  const chunks = Number.isFinite(part)
    ? Array.from({ length: Math.ceil(all.length / part) }, (_, n) => all.subarray(n * part, (n + 1) * part))
    : [all];
  const faults: (readonly [number, string])[] = [];
  const lines = [...contentLines(chunks, (line, reason) => faults.push([line, reason]))];
  return { lines, faults };
};

const values = (bytes: Uint8Array | string, part?: number) =>
  read(bytes, part).lines.map(({ line, name, value }) => [line, name, value]);

type JCal = readonly [name: string, params: Readonly<Record<string, unknown>>, type: string, ...values: readonly unknown[]];

/** The properties of jCal (RFC 7265) in order; its components nest. */
const propertiesOf = (jcal: unknown): readonly JCal[] => {
  if (!Array.isArray(jcal)) return [];
  const [first, ...rest]: readonly unknown[] = jcal;
  if (typeof first === 'string') return [...list(rest[0]).filter(isProperty), ...list(rest[1]).flatMap(propertiesOf)];
  return jcal.flatMap(propertiesOf);
};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isProperty = (value: unknown): value is JCal => Array.isArray(value) && typeof value[0] === 'string';

const COMPONENT = new Set(['BEGIN', 'END']);

/** A line as jCal has it. */
const asJCal = ({ name, params, value }: ContentLine, type: string): readonly unknown[] => [
  name.toLowerCase(),
  Object.fromEntries(
    Object.entries(params)
      .filter(([param]) => param !== 'VALUE')
      .map(([param, found = []]) => [param.toLowerCase(), found.length === 1 ? found[0] : found]),
  ),
  valueAs(type, value),
];

const valueAs = (type: string, value: string): unknown => {
  const moment = readMoment(value);
  if (type === 'date' || type === 'date-time')
    return typeof moment === 'string'
      ? moment
      : `${new Date(moment.local).toISOString().slice(0, moment.dateOnly ? 10 : 19)}${moment.utc ? 'Z' : ''}`;
  return type === 'text' ? readText(value, 10_000) : value;
};

/** What a value of these types is, calendars of meetings do not ask. */
const READ = new Set(['text', 'unknown', 'cal-address', 'binary', 'date', 'date-time']);

describe('content lines, as ical.js reads them', () => {
  const pairs = readdirSync(PAIRS).filter((name) => name.endsWith('.ics'));

  it.each(pairs)('%s has the same names, parameters and values', (name) => {
    const expected = propertiesOf(JSON.parse(readFileSync(join(PAIRS, name.replace('.ics', '.json')), 'utf8')));
    const lines = read(readFileSync(join(PAIRS, name))).lines.filter((line) => !COMPONENT.has(line.name));
    expect(lines).toHaveLength(expected.length);
    for (const [n, [called, params, type, ...wanted]] of expected.entries()) {
      const line = lines[n];
      if (!line || !READ.has(type) || wanted.length > 1 || Array.isArray(wanted[0])) continue;
      expect(asJCal(line, type)).toEqual([called, params, wanted[0]]);
    }
  });
});

describe('content lines', () => {
  const FOLDED = 'BEGIN:VCALENDAR\r\nSUMMARY:Gespr\r\n äch mit\r\n\t Ines\r\nEND:VCALENDAR\r\n';

  it.each([
    ['CRLF', FOLDED],
    ['LF', FOLDED.replaceAll('\r\n', '\n')],
    ['CR', FOLDED.replaceAll('\r\n', '\r')],
    ['a mixture', FOLDED.replace('\r\n', '\r')],
    ['a mark of UTF-8', `\uFEFF${FOLDED}`],
  ])('are unfolded with %s, however the bytes come', (_, text) => {
    for (const part of [1, 2, 3, 7, 1000])
      expect(values(text, part)).toEqual([
        [1, 'BEGIN', 'VCALENDAR'],
        [2, 'SUMMARY', 'Gespräch mit Ines'],
        [5, 'END', 'VCALENDAR'],
      ]);
  });

  it('are unfolded within a letter', () => {
    const [before, after] = [Buffer.from('SUMMARY:Gespr\u00e4').subarray(0, -1), Buffer.from([0xa4])];
    expect(values(Buffer.concat([before, Buffer.from('\r\n '), after, Buffer.from('ch')]))).toEqual([[1, 'SUMMARY', 'Gespräch']]);
  });

  it('are read in UTF-16 by its mark', () => {
    expect(values(Buffer.from('\uFEFFSUMMARY:Gespräch\r\nX:1', 'utf16le'), 3)).toEqual([
      [1, 'SUMMARY', 'Gespräch'],
      [2, 'X', '1'],
    ]);
  });

  it('are read as Windows-1252 where they are no UTF-8, and that is said once', () => {
    const { lines, faults } = read(Buffer.from('X:1\nSUMMARY:Gespr\u00e4ch\nLOCATION:K\u00f6ln', 'latin1'));
    expect(lines.map(({ value }) => value)).toEqual(['1', 'Gespräch', 'Köln']);
    expect(faults).toEqual([[2, expect.stringContaining('Windows-1252')]]);
  });

  it('that are none are named by their number and left out', () => {
    const { lines, faults } = read('X:1\nthis is no property\n;also:none\n\nY:2\n');
    expect(lines.map(({ name }) => name)).toEqual(['X', 'Y']);
    expect(faults.map(([line]) => line)).toEqual([2, 3]);
  });

  it('that are too long are cut', () => {
    const { lines, faults } = read(`X:${'x'.repeat(300_000)}\nY:1`);
    expect(lines.map(({ value }) => value.length)).toEqual([262_142, 1]);
    expect(faults[0]?.[0]).toBe(1);
  });
});

it.each([
  ['20260327', '2026-03-27T00:00:00.000Z'],
  ['20260327T090000Z', '2026-03-27T09:00:00.000Z'],
  ['2026-03-27T09:00', '2026-03-27T09:00:00.000Z'],
  ['20260327T240000', '2026-03-28T00:00:00.000Z'],
])('the moment %s is %s', (text, iso) => {
  const moment = readMoment(text);
  expect(typeof moment === 'string' ? moment : new Date(moment.local).toISOString()).toBe(iso);
});

it.each(['', 'soon', '20260230', '20260327T250000', '18991231', '99991231T235959Z', '20261301'])('“%s” is no moment', (text) => {
  expect(readMoment(text)).toBeTypeOf('string');
});

it('lengths and offsets are read as they are written', () => {
  expect(['PT30M', 'P1DT2H', 'P2W', 'PT1W', '-PT0S'].map(readDuration)).toEqual([
    1_800_000, 93_600_000, 1_209_600_000, 604_800_000, 0,
  ]);
  expect(['', 'P', 'PT', '30M', '-PT5M', 'P999999999W'].map(readDuration)).toEqual([null, null, null, null, null, null]);
  expect(['+0100', '-033000', '+05:30', '0100', '+9900'].map(readOffset)).toEqual([
    3_600_000,
    -12_600_000,
    19_800_000,
    null,
    null,
  ]);
});
