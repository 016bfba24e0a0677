import { isUtf8 } from 'node:buffer';

/** First bytes of a kind of file: from where, in Latin-1. */
const SIGNS: readonly (readonly [type: string, at: number, sign: string, more?: readonly [number, string]])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 0, 'RIFF', [8, 'WEBP']],
  ['image/avif', 4, 'ftypavif'],
  ['image/avif', 4, 'ftypavis'],
  ['image/heic', 4, 'ftypheic'],
  ['image/heic', 4, 'ftypmif1'],
  ['image/tiff', 0, 'II*\0'],
  ['image/tiff', 0, 'MM\0*'],
  ['image/bmp', 0, 'BM'],
  ['image/vnd.microsoft.icon', 0, '\0\0\x01\0'],
  ['application/pdf', 0, '%PDF-'],
  ['application/gzip', 0, '\x1f\x8b'],
  ['application/x-7z-compressed', 0, "7z\xbc\xaf'\x1c"],
  ['application/vnd.rar', 0, 'Rar!\x1a\x07'],
  ['application/x-xz', 0, '\xfd7zXZ\0'],
  ['application/zstd', 0, '(\xb5/\xfd'],
  ['application/x-bzip2', 0, 'BZh'],
  ['application/x-tar', 257, 'ustar'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/flac', 0, 'fLaC'],
  ['audio/wav', 0, 'RIFF', [8, 'WAVE']],
  ['video/webm', 0, '\x1aE\xdf\xa3'],
  ['video/x-msvideo', 0, 'RIFF', [8, 'AVI ']],
  ['video/quicktime', 4, 'ftypqt'],
  ['video/mp4', 4, 'ftyp'],
  ['font/woff2', 0, 'wOF2'],
  ['font/woff', 0, 'wOFF'],
  ['application/vnd.ms-office', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['application/vnd.sqlite3', 0, 'SQLite format 3\0'],
  ['application/wasm', 0, '\0asm'],
];

/** Office documents are archives whose first entries say what they are. */
const OFFICE: readonly (readonly [string, string])[] = [
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'word/'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xl/'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'ppt/'],
  ['application/vnd.oasis.opendocument.text', 'mimetypeapplication/vnd.oasis.opendocument.text'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet'],
  ['application/vnd.oasis.opendocument.presentation', 'mimetypeapplication/vnd.oasis.opendocument.presentation'],
  ['application/epub+zip', 'mimetypeapplication/epub+zip'],
];

/**
 * [safety] What bytes are, by the bytes alone: not by what somebody said. Text is `text/plain`, whatever it would like to be; only an SVG is
 * told from others, because it is a picture.
 */
export const typeOf = (bytes: Uint8Array): string => {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  for (const [type, at, sign, more] of SIGNS)
    if (head.startsWith(sign, at) && (more === undefined || head.startsWith(more[1], more[0]))) return type;
  if (head.startsWith('PK\x03\x04')) return OFFICE.find(([, sign]) => head.includes(sign))?.[0] ?? 'application/zip';
  if (/^\xff[\xfb\xf3\xf2]/.test(head)) return 'audio/mpeg';
  if (!isText(bytes, head)) return 'application/octet-stream';
  return SVG.test(head.replace(/<!--[\s\S]*?-->/g, '')) ? 'image/svg+xml' : 'text/plain; charset=utf-8';
};

const SVG = /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE\s+svg[^>[]*(?:\[[^\]]*\])?[^>]*>\s*)?<(?:\w+:)?svg[\s>]/i;

const isText = (bytes: Uint8Array, head: string): boolean => !head.includes('\0') && isUtf8(bytes);
