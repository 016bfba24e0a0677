import { expect, it } from 'vitest';
import { describeEnd, parseWindow } from './window-form.ts';

it.each([
  ['72h', '72 hours', null],
  ['48h..180d', '48 hours', '180 days'],
  ['0..2wd', '0 minutes', '2 working days'],
  ['0 .. Wed 18:00', '0 minutes', 'Wednesday 18:00'],
  ['0..9:30', '0 minutes', '09:30'],
])('[A2] reads %s', (text, min, max) => {
  const read = parseWindow(text);
  if (read.refused) throw new Error(read.message);
  expect([describeEnd(read.ok.min), read.ok.max && describeEnd(read.ok.max)]).toEqual([min, max]);
});

it.each([
  ['', 'window-malformed'],
  ['..', 'window-malformed'],
  ['1h..2h..3h', 'window-malformed'],
  ['soon', 'window-malformed'],
  ['0..Wed 25:00', 'window-malformed'],
  ['0', 'window-empty'],
  ['0..0', 'window-empty'],
  ['3d..48h', 'window-backwards'],
  ['0..999999999d', 'duration-too-long'],
])('refuses "%s" with %s and the accepted form', (text, code) => {
  expect(parseWindow(text)).toMatchObject({ refused: true, code, accepted: expect.stringContaining('') });
});
