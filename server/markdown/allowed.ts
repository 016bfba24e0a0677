/*
 * [safety] Everything that may be in the HTML of a text. Whatever made a tree (Markdown, raw HTML in it, a library), only this is
 * written (`write.ts`); everything else is dropped there.
 */

const GLOBAL = ['class', 'id', 'dir', 'lang'];

/** Attributes by tag, beyond the global ones. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title', 'rel', 'aria-describedby', 'aria-label', 'data-footnote-ref', 'data-footnote-backref'],
  abbr: ['title', 'tabindex'],
  aside: ['aria-labelledby'],
  input: ['type', 'checked', 'disabled', 'aria-label'],
  img: ['src', 'alt', 'title', 'width', 'height', 'loading', 'decoding'],
  ol: ['start', 'reversed'],
  details: ['open'],
  pre: ['tabindex', 'data-language', 'role', 'aria-label'],
  div: ['tabindex', 'role', 'aria-label'],
  section: ['data-footnotes'],
  td: ['align', 'colspan', 'rowspan'],
  th: ['align', 'colspan', 'rowspan', 'scope'],
  time: ['datetime'],
  ...Object.fromEntries(
    'b blockquote br caption cite code col colgroup dd del dfn dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd li mark p q s samp small span strong sub summary sup table tbody tfoot thead tr u ul var wbr'
      .split(' ')
      .map((tag) => [tag, []]),
  ),
  // What a formula is made of (MathML Core), without links, scripts and styles.
  ...Object.fromEntries(
    'merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics annotation math menclose mlabeledtr'
      .split(' ')
      .map((tag) => [
        tag,
        'accent accentunder columnalign columnlines columnspacing columnspan depth display displaystyle encoding fence form height largeop linebreak linethickness lspace mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowalign rowlines rowspacing rowspan rspace scriptlevel separator stretchy symmetric voffset width xmlns'.split(
          ' ',
        ),
      ]),
  ),
};

export const MATH = new Set(Object.keys(ALLOWED).filter((tag) => /^(?:m|semantics|annotation|none)/.test(tag) && tag !== 'mark'));

const SETS = new Map(Object.entries(ALLOWED).map(([tag, own]) => [tag, new Set([...GLOBAL, ...own])]));

export const attributesOf = (tag: string): ReadonlySet<string> | undefined => SETS.get(tag);

/** Elements without an end. */
export const VOID = new Set(['br', 'hr', 'img', 'input', 'col', 'wbr']);

/** An address as a browser reads it: without what it skips. */
const plain = (address: string): string =>
  // eslint-disable-next-line no-control-regex -- those are what it skips
  address.replace(/[\u0000-\u0020\u007f-\u009f]+$|^[\u0000-\u0020\u007f-\u009f]+|[\t\n\r\u0000]/g, '');

/** A link that may be followed, written so that it stays one; null: none that we follow. */
export const safeHref = (address: string): string | null => {
  const href = plain(address);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  if (scheme !== undefined && !['http', 'https', 'mailto', 'tel'].includes(scheme)) return null;
  // What has no scheme by the letter may have one to a browser: a colon before any slash is none of ours.
  if (scheme === undefined && /^[^/?#]*:/.test(href)) return null;
  return encoded(href);
};

/** Whether it leads away from here. */
export const leadsAway = (href: string): boolean => /^[a-z][a-z0-9+.-]*:|^[/\\]{2}/i.test(href);

/** A picture of ours; null: of anywhere else. */
export const safeSource = (address: string): string | null => {
  const src = plain(address);
  return /^\/(?![/\\])/.test(src) ? encoded(src) : null;
};

const encoded = (address: string): string =>
  address.replace(/[\s"'<>`\\{}|^]/g, (sign) => encodeURIComponent(sign).replace("'", '%27'));
