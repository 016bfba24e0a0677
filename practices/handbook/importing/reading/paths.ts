import { hash } from 'node:crypto';
import { segmentOf, wordsOfName } from '../../place.ts';

/** A path of a source as it is used here: NFC, forward slashes, no `.`; or why it cannot be. */
export const cleanPath = (raw: string): { readonly path: string } | { readonly fault: string } => {
  if (raw.length > 2_000) return { fault: 'longer than 2,000 characters' };
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(raw) || !raw.isWellFormed()) return { fault: 'control characters' };
  const path = raw.normalize('NFC').replaceAll('\\', '/');
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return { fault: 'an absolute path' };
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return { fault: 'a path with ..' };
  return parts.length === 0 ? { fault: 'an empty path' } : { path: parts.join('/') };
};

export const dirOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const join = (dir: string, name: string): string => (dir === '' ? name : name === '' ? dir : `${dir}/${name}`);
export const depthOf = (path: string): number => path.split('/').length - 1;

/** `b/../c` seen from `a` is `a/c`; null above the root. */
export const resolvePath = (dir: string, relative: string): string | null => {
  const parts = dir === '' ? [] : dir.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
};

/** Middleman and Jekyll call a page `index.html.md`, after what becomes of it, and `index.html.md.erb` where its program fills something in; Quarto's are `.qmd`. */
const PAGE = /(?:\.html?)?\.(?:md|markdown|mdx|mkd|mdown|qmd)(?:\.erb)?$/i;
export const isPagePath = (path: string): boolean => PAGE.test(path);
export const withoutPageExtension = (path: string): string => path.replace(PAGE, '');

const LONGEST = 120;
const LONGEST_BYTES = 200;

/** A name that a page or its file may have. What is cut off is told from others by a few letters of its hash. */
export const safeName = (raw: string, extension = ''): string => {
  const name = raw
    .normalize('NFC')
    .toWellFormed()
    .replace(/[/\\:*?"<>|\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, '-')
    .trim()
    .replace(/[. ]+$/, '');
  const whole = `${name === '' ? 'untitled' : name}${extension}`;
  const segment = segmentOf(whole, '');
  if (!segment.refused) return segment.ok;
  const fine = `_${whole}`;
  if (!segmentOf(fine, '').refused) return fine;
  const tail = `-${hash('sha256', name, 'hex').slice(0, 8)}${extension}`;
  let cut = [...name].slice(0, LONGEST - tail.length - 1).join('');
  while (Buffer.byteLength(cut) + tail.length + 1 > LONGEST_BYTES) cut = [...cut].slice(0, -1).join('');
  const short = `${cut.trim()}${tail}`;
  return segmentOf(short, '').refused ? `page${tail}` : short;
};

/** `getting-started` and `02_getting_started` are “Getting started”. */
export const humanized = (name: string): string => wordsOfName(name.replace(/^\d{1,4}[-_. ]+(?=\p{L})/u, '')) || name;

/** 2 before 10, whatever the language; ties by code unit, so that the order is one. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
export const byName = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
