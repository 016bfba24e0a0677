import type { Front } from './front.ts';
import { isRecord } from './front.ts';
import type { Href } from './inline.ts';

const [MOST, DEEPEST, LONGEST] = [200, 5, 500];
const PICTURE = /\.(?:png|jpe?g|gif|webp|avif|svg)$/i;
const FILE = /\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|csv|mp4|webm|mp3|zip|drawio|excalidraw)$/i;
const PAGE = /\.mdx?$/i;
/** What leads to another page, with whatever name it has there. */
const LEADS = /^(?:link|href|next|prev|previous|up|see|see[-_]?also|related(?:[-_]?(?:pages|posts|links))?)$/i;
/** Addresses of the page itself, and names that only look like one. */
const OWN =
  /^(?:permalink|url|slug|alias(?:es)?|redirects?(?:_from|_to)?|layout|template|type|canonical.*|edit_?url|id|title|description|summary|tags|categories|keywords|name|sources?|filename|css|js)$/i;

/** Pictures, files and pages that front matter names: nothing of it is shown with the text, so they are followed here. */
export const addressesIn = ({ data, lines }: Front, text: string): readonly Href[] => {
  const found: Href[] = [];
  const head = lines === 0 ? [] : text.split(/\r\n|\n|\r/, lines);
  const lineOf = (value: string): number => head.findIndex((line) => line.includes(value)) + 1 || 1;
  const walk = (value: unknown, key: string, depth: number): void => {
    if (found.length >= MOST || depth > DEEPEST) return;
    if (Array.isArray(value)) for (const one of value.slice(0, MOST)) walk(one, key, depth + 1);
    else if (isRecord(value)) for (const [name, one] of Object.entries(value).slice(0, MOST)) walk(one, name, depth + 1);
    else if (typeof value === 'string' && !OWN.test(key.replace(/^.*\./, ''))) {
      const kind = kindOf(value.trim(), key);
      if (kind !== null) found.push({ href: value.trim(), line: lineOf(value), kind, spot: null });
    }
  };
  if (lines > 0) walk(data, '', 0);
  return found;
};

const kindOf = (value: string, key: string): 'image' | 'link' | null => {
  if (value === '' || value.length > LONGEST || /[\n{}<>]|^[a-z][a-z0-9+.-]*:|^(?:\/\/|#)/i.test(value)) return null;
  const path = value.replace(/[?#].*$/, '');
  if (PICTURE.test(path)) return 'image';
  if (FILE.test(path)) return 'link';
  if (/\s/.test(path)) return null;
  return PAGE.test(path) || (LEADS.test(key) && /^\.{0,2}\//.test(path)) ? 'link' : null;
};
