import { textOf } from '#kernel/actors/names.ts';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import { numberAt, parted } from '#kernel/text/addresses.ts';
import { numbersIn } from '#practices/comments';
import { scan, type Scanned } from './importing/reading/scan.ts';
import { wordsOfName } from './place.ts';

/** The longest text of a page, in characters. */
export const LONGEST_TEXT = 2_000_000;
const LONGEST_TITLE = 300;
const LONGEST_HREF = 2_000;
const MOST_ANCHORED = 2_000;

/** An address in a text that may lead to a page or file here. */
export interface Address {
  /** As it is written, without its `#anchor`. */
  readonly href: string;
  readonly line: number;
}

export interface ReadText {
  readonly title: string;
  /** BCP 47; null: the text does not say. */
  readonly language: string | null;
  /** Each once. */
  readonly addresses: readonly Address[];
  /** Ids of its headings, and others that it gives. */
  readonly anchors: ReadonlySet<string>;
  /** Its addresses with anchors, each once; `address` is empty where they lead to the text itself. */
  readonly anchored: readonly { readonly href: string; readonly address: string; readonly anchor: string }[];
}

/**
 * What a text says of itself: its title (front matter, else the first heading, else its name), its language, where it leads within the house.
 * `home`: where people reach this server; what has that address is within the house, too.
 */
export const readText = (body: string, name: string, home: string | null = null): ReadText => {
  const { front, heading, hrefs, anchors } = scanned(body);
  const { title, lang, language } = front.data;
  const said = [title, heading].find((one): one is string => typeof one === 'string' && lineFrom(one) !== '');
  const tongue = [lang, language].find((one) => typeof one === 'string' && /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(one));
  const addresses = new Map<string, Address>();
  const anchored = new Map<string, ReadText['anchored'][number]>();
  for (const { href, line, kind } of hrefs) {
    const own = kind === 'wiki' || kind === 'embed' ? `[[${href}]]` : href;
    const [address, anchor] = parted(own);
    if (own.length > LONGEST_HREF || !(leadsWithin(address) || numberAt(address, home) !== null)) continue;
    if (anchor !== '' && anchored.size < MOST_ANCHORED) anchored.set(own, { href: own, address, anchor: anchor.slice(1) });
    if (address !== '' && !addresses.has(address)) addresses.set(address, { href: address, line });
  }
  // What is only called by its number is led to as well.
  for (const number of numbersIn(body, home))
    addresses.set(`#${number}`, addresses.get(`#${number}`) ?? { href: `#${number}`, line: 1 });
  return {
    title: lineFrom(said ?? wordsOfName(name)) || 'Untitled',
    language: typeof tongue === 'string' ? tongue : null,
    addresses: [...addresses.values()],
    anchors,
    anchored: [...anchored.values()],
  };
};

/** A page that is published is read for its name, then at its place: the text that was read last is not read again. */
const scanned = (body: string): Scanned => {
  if (last?.body !== body) last = { body, found: scan(body, { mdx: false }) };
  return last.found;
};

let last: { readonly body: string; readonly found: Scanned } | null = null;

/** Whether an address stays within the house: no scheme, no host. */
const leadsWithin = (address: string): boolean => !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address);

const lineFrom = (text: string): string =>
  [
    ...text
      .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069\s]+/gu, ' ')
      .trim()
      .normalize('NFC'),
  ]
    .slice(0, LONGEST_TITLE)
    .join('');

/**
 * A text as it may be kept. An empty one is no fault: a folder has none. Stray control characters, which real handbooks hold, stay: a text is
 * kept to the byte, and whoever shows it leaves them out.
 */
export const textFault = (body: string, field: string): Result<string> => {
  if (body.trim() === '') return { ok: body };
  const text = textOf(body.replace(STRAY, ' '), field, LONGEST_TEXT);
  return text.refused && text.code !== 'empty' ? text : { ok: body };
};

// oxlint-disable-next-line no-control-regex -- these are the characters that it looks for
const STRAY = /[\u0001-\u0008\u000E-\u001F\u007F]/g;

/** Why a text was published: one line, or a few. */
export const reasonOf = (reason: string, field: string): Result<string> => {
  const said = textOf(reason.trim(), field, 2_000);
  return said.refused && said.code === 'empty'
    ? refuse('reason-required', 'Say in a line why this changes: it stands beside the change from now on.', { field })
    : said;
};

const MARKED = /^---[ \t]*\r?\n(?:(?!---).*\r?\n){0,100}?template:[ \t]*true[ \t]*\r?\n/;

/** Whether others begin from it: its front matter says `template: true`. */
export const isTemplate = (body: string): boolean => MARKED.test(body.slice(0, 10_000));
