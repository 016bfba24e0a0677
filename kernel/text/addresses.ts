/** Where artifacts are read by their numbers: the first step of each address that screens give them (web/shell/screens.test.ts). */
const SCREENS = 'handbook|handbook/asked|decisions|requests|tasks|goals|plans|changes|meetings|protocols|runs';
const NUMBERED = new RegExp(`^/(?:(?:${SCREENS})/)?([1-9]\\d{0,8})/?(?:\\?.*)?$`, 's');
const WITHIN = new RegExp(`(https?://[^\\s/()<>"']+)/(?:(?:${SCREENS})/)?(\\d{1,9})\\b(?![/-])`, 'gi');

/**
 * The number that an address without its anchor names: `#142`, `/142`, `/decisions/142?comment=7`, and the last two at `home`, where people reach
 * this server.
 * Null: it names none.
 */
export const numberAt = (address: string, home: string | null): number | null => {
  const path = home !== null && startsAt(address, home) ? address.slice(home.length) : address;
  const digits = /^#([1-9]\d{0,8})$/.exec(address)?.[1] ?? NUMBERED.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
};

/** An address without its anchor, and the anchor with its sign. `#142` is an address, and `[[#142]]` the same; that of the text itself is empty. */
export const parted = (href: string): readonly [address: string, anchor: string] => {
  const number = /^(?:#[1-9]\d{0,8}$|\[\[#[1-9]\d{0,8}\]\]$)/.test(href) ? href.replace(/[[\]]/g, '') : null;
  if (number !== null) return [number, ''];
  const at = href.indexOf('#');
  if (at < 0) return [href, ''];
  if (!href.startsWith('[[')) return [href.slice(0, at), href.slice(at)];
  // Of headings within one another the last is meant: `[[Leave#Sick#Abroad]]`.
  return [at === 2 ? '' : `${href.slice(0, at)}]]`, href.slice(href.lastIndexOf('#')).replace(/\]\]$/, '')];
};

/** The numbers that addresses at `home` name somewhere in a text; null: at any host. */
export const numbersAtHome = (text: string, home: string | null): readonly number[] =>
  [...text.matchAll(WITHIN)].flatMap(([, origin = '', number]) =>
    home === null || origin.toLowerCase() === home.toLowerCase() ? [Number(number)] : [],
  );

const startsAt = (address: string, home: string): boolean =>
  address.charAt(home.length) === '/' && address.slice(0, home.length).toLowerCase() === home.toLowerCase();
