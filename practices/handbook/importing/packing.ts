import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** Bytes of one part of an archive as it is sent: on a slow line, too, one arrives before a request is given up. And of all of them. */
export const PART_BYTES = 1024 * 1024;
export const MOST_BYTES = 200 * 1024 * 1024;

export interface PackedFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  /** A symbolic link: nothing of what it leads to comes along. */
  readonly link?: true;
  bytes(): Promise<Uint8Array>;
}

/** What is small already: pictures, films, archives. */
const PACKED = /\.(?:png|jpe?g|gif|webp|avif|heic|mp4|mov|webm|mp3|m4a|zip|gz|7z|docx|xlsx|pptx|pdf)$/i;

/** As Unix archives say it: made there, of this kind. */
const UNIX_LINK = { os: 3, attrs: (0o120777 << 16) >>> 0 };

/** An archive of files in parts of `PART_BYTES`, the last one smaller; no more of it is held than one part and one file. */
export async function* packed(files: Iterable<PackedFile> | AsyncIterable<PackedFile>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let held = 0;
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
    held += piece.length;
  });
  const whole = (size: number): Uint8Array<ArrayBuffer> => {
    const part = new Uint8Array(size);
    let at = 0;
    while (at < size) {
      const piece = pieces[0] ?? new Uint8Array(0);
      const taken = Math.min(piece.length, size - at);
      part.set(piece.subarray(0, taken), at);
      at += taken;
      if (taken === piece.length) pieces.shift();
      else pieces[0] = piece.subarray(taken);
    }
    held -= size;
    return part;
  };
  for await (const { path, link, bytes } of files) {
    const entry = PACKED.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    if (link === true) Object.assign(entry, UNIX_LINK);
    zip.add(entry);
    entry.push(await bytes(), true);
    while (held >= PART_BYTES) yield whole(PART_BYTES);
  }
  zip.end();
  while (held > 0) yield whole(Math.min(held, PART_BYTES));
}
