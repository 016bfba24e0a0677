import { expect, it } from 'vitest';
import { pictureSize } from './picture-size.ts';
import { typeOf } from './type-of.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

const PNG = bytes('89504e470d0a1a0a 0000000d 49484452 00000320 00000258 0806000000');
const GIF = bytes('474946383961 4001 f000 000000');
const JPEG = bytes('ffd8 ffe00010 4a46494600010100000100010000 ffc00011 08 00f0 0140 03012200021101031101');
/** As a telephone that was held upright writes it: lying on its side. */
const TURNED = bytes(
  'ffd8 ffe10022 457869660000 49492a0008000000 0100 1201 0300 01000000 06000000 00000000 ffc00011 08 00f0 0140 03012200021101031101',
);
const LOSSLESS = bytes('52494646 1c000000 57454250 5650384c 0f000000 2f 3f81 3b00 00000000');
const EXTENDED = bytes('52494646 1c000000 57454250 56503858 0a000000 10000000 1f0300 570200');

it.each([
  [PNG, 'image/png', { width: 800, height: 600 }],
  [GIF, 'image/gif', { width: 320, height: 240 }],
  [JPEG, 'image/jpeg', { width: 320, height: 240 }],
  [TURNED, 'image/jpeg', { width: 240, height: 320 }],
  [LOSSLESS, 'image/webp', { width: 320, height: 239 }],
  [EXTENDED, 'image/webp', { width: 800, height: 600 }],
  [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20.4">'), 'image/svg+xml', { width: 30, height: 20 }],
  [Buffer.from('\uFEFF<!-- a --><?xml version="1.0"?>\n<svg width="3px" height="2">'), 'image/svg+xml', { width: 3, height: 2 }],
  [Buffer.from('<!DOCTYPE html><svg onload=alert(1)>'), 'text/plain; charset=utf-8', null],
  [Buffer.from('<html><script>alert(1)</script>'), 'text/plain; charset=utf-8', null],
  [Buffer.from('%PDF-1.7\n'), 'application/pdf', null],
  [
    Buffer.from('PK\x03\x04....[Content_Types].xml word/document.xml'),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    null,
  ],
  [Buffer.from('MZ\x90\x00', 'latin1'), 'application/octet-stream', null],
  [Buffer.from('Größe'), 'text/plain; charset=utf-8', null],
  [Buffer.from('Größe', 'latin1'), 'application/octet-stream', null],
] as const)('tells what bytes are, and how large a picture: %#', (content, type, size) => {
  expect(typeOf(content)).toBe(type);
  expect(pictureSize(content, type)).toEqual(size);
});

it('a picture that ends too early, or says that it is as large as the sky, has no size', () => {
  for (const whole of [PNG, GIF, JPEG, TURNED, LOSSLESS, EXTENDED])
    for (let length = 0; length < 10; length += 1) expect(pictureSize(whole.subarray(0, length), typeOf(whole))).toBeNull();
  const vast = Buffer.from(PNG);
  vast.writeUInt32BE(0xffffffff, 16);
  expect(pictureSize(vast, 'image/png')).toBeNull();
});
