import { decodeHTML } from 'entities';

/** A piece of raw HTML, as it is read: one after another, without regard to what belongs together. */
export type Piece =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'open'; readonly tag: string; readonly attributes: Readonly<Record<string, string>>; readonly source: string }
  | { readonly is: 'close'; readonly tag: string; readonly source: string };

const MARKUP =
  /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*(?:>|$)|<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** Texts and tags; comments and declarations are nothing. What is no tag is text. */
export function* piecesOf(html: string): Generator<Piece> {
  let at = 0;
  for (const found of html.matchAll(MARKUP)) {
    if (found.index > at) yield { is: 'text', text: decodeHTML(html.slice(at, found.index)) };
    at = found.index + found[0].length;
    const [source, closing, name, rest = ''] = found;
    if (name === undefined) continue;
    const tag = name.toLowerCase();
    yield closing === '/' ? { is: 'close', tag, source } : { is: 'open', tag, attributes: attributesIn(rest), source };
  }
  if (at < html.length) yield { is: 'text', text: decodeHTML(html.slice(at)) };
}

const attributesIn = (source: string): Readonly<Record<string, string>> => {
  const attributes: Record<string, string> = Object.create(null);
  for (const [, name = '', double, single, bare] of source.matchAll(ATTRIBUTE))
    attributes[name.toLowerCase()] ??= decodeHTML(double ?? single ?? bare ?? '');
  return attributes;
};

/** Tags of a text that are kept, and what they become. A `p` may hold blocks here, which a real one may not. */
export const KEPT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr'
      .split(' ')
      .map((tag) => [tag, tag]),
  ),
  ...{ p: 'div', center: 'div', strike: 's', tt: 'code' },
};

/** Of these nothing is shown, what they hold neither. */
export const SILENT = new Set(
  'script style template textarea noscript object applet svg math select title xmp noembed noframes frameset'.split(' '),
);

/** What shows something from elsewhere: a link is left of it. */
export const FOREIGN = new Set(['iframe', 'embed', 'video', 'audio', 'source']);

/** Tags of HTML that only dress their words, or that belong to no text: the words stay. */
export const DRESS = new Set(
  'address article aside bdi bdo big body button col colgroup data dialog dir fieldset font footer form head header hgroup html input label legend link main map menu meta meter nav nobr optgroup option output picture progress rp rt ruby search section slot time track area base basefont'.split(
    ' ',
  ),
);

/** Stand within a line. */
export const INLINE = new Set(
  'a abbr b br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup u var wbr tt strike'.split(' '),
);
