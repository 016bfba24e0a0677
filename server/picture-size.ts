export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** How large a picture is, in pixels, by what its first bytes say; null: they do not. Nothing is decoded. */
export const pictureSize = (bytes: Buffer, type: string): PictureSize | null => {
  const read = READERS[type];
  if (read === undefined) return null;
  try {
    const size = read(bytes);
    return size !== null && size.width > 0 && size.height > 0 && size.width <= 100_000 && size.height <= 100_000 ? size : null;
  } catch {
    // A picture that ends before it says so.
    return null;
  }
};

type Reader = (bytes: Buffer) => PictureSize | null;

const png: Reader = (bytes) => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) });
const gif: Reader = (bytes) => ({ width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) });

/** Its parts one after another, until the one that begins a frame. Lying on its side (EXIF), it is shown upright. */
const jpeg: Reader = (bytes) => {
  let turned = false;
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const mark = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (mark === 0xe1) turned ||= isTurned(bytes.subarray(at + 4, at + 2 + bytes.readUInt16BE(at + 2)));
    if (mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      return turned ? { width: height, height: width } : { width, height };
    }
  }
  return null;
};

const isTurned = (exif: Buffer): boolean => {
  if (exif.length < 20 || exif.toString('latin1', 0, 4) !== 'Exif') return false;
  const tiff = exif.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const from = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (from + 2 > tiff.length) return false;
  const entries = Math.min(short(from), 200);
  for (let at = from + 2, n = 0; n < entries && at + 12 <= tiff.length; at += 12, n += 1)
    if (short(at) === 0x0112) return short(at + 8) >= 5;
  return false;
};

const webp: Reader = (bytes) => {
  const kind = bytes.toString('latin1', 12, 16);
  if (kind === 'VP8X') return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
  if (kind === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (kind !== 'VP8L') return null;
  const bits = bytes.readUInt32LE(21);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
};

/** The largest picture that its boxes tell of (ISO/IEC 23008-12, `ispe`): others are thumbnails. */
const avif: Reader = (bytes) => {
  let largest: PictureSize | null = null;
  const head = bytes.subarray(0, 64 * 1024);
  for (let at = head.indexOf('ispe'); at >= 0 && at + 16 <= head.length; at = head.indexOf('ispe', at + 4)) {
    const size = { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) };
    if (largest === null || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
};

const svg: Reader = (bytes) => {
  const tag = /<(?:\w+:)?svg\b[^>]{0,4000}>/i.exec(bytes.toString('utf8', 0, 8192))?.[0] ?? '';
  const said = (name: string): number =>
    Number(new RegExp(`\\s${name}\\s*=\\s*["']\\s*([0-9.]{1,10})(?:px)?\\s*["']`, 'i').exec(tag)?.[1] ?? 0);
  const [width, height] = [Math.round(said('width')), Math.round(said('height'))];
  if (width > 0 && height > 0) return { width, height };
  const box = /\sviewBox\s*=\s*["']\s*[-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]{1,10})[\s,]+([0-9.]{1,10})\s*["']/i.exec(tag);
  return box === null ? null : { width: Math.round(Number(box[1])), height: Math.round(Number(box[2])) };
};

const READERS: Readonly<Record<string, Reader>> = {
  'image/png': png,
  'image/gif': gif,
  'image/jpeg': jpeg,
  'image/webp': webp,
  'image/avif': avif,
  'image/svg+xml': svg,
};
