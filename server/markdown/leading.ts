import type { ArtifactId } from '#kernel/stream/event.ts';
import { numberAt, parted } from '#kernel/text/addresses.ts';
import { leadsAway, safeHref, safeSource } from './allowed.ts';
import { element, type Element, type Node, type Target } from './tree.ts';

export interface Leading {
  /** Each address as it is written, without its `#anchor`, and the artifact to which it leads. */
  readonly links: Readonly<Record<string, ArtifactId>>;
  /** Addresses that lead nowhere; null: those that look as if they led to a page or file here. */
  readonly broken: ReadonlySet<string> | null;
  /** Where people reach this server; null: nobody does. */
  readonly home: string | null;
}

const targetOf = (href: string, leading: Leading | null): { readonly target: Target; readonly anchor: string } | null => {
  const [address, name] = parted(href);
  const number = numberAt(address, leading?.home ?? null);
  const asked = number === null ? -1 : address.indexOf('?');
  const anchor = asked < 0 ? name : address.slice(asked) + name;
  if (leading !== null && Object.hasOwn(leading.links, address)) {
    const id = leading.links[address];
    if (id !== undefined) return { target: { id }, anchor };
  }
  return number === null ? null : { target: { number }, anchor };
};

/** Whether an address looks as if it led to a page or file here, and leads nowhere. */
const isBroken = (href: string, { broken }: Leading): boolean => {
  const [address] = parted(href);
  if (broken !== null) return broken.has(address === '' ? href : address);
  if (address === '' || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(address)) return false;
  return !address.startsWith('/') || /\.(?:mdx?|markdown)$/i.test(address);
};

export const linkElement = (href: string, title: string, leading: Leading | null): Element => {
  const to = targetOf(href, leading);
  const titled: Record<string, string> = title === '' ? {} : { title };
  if (to !== null) return { ...element('a', titled), to };
  if (leading !== null && isBroken(href, leading)) return brokenElement();
  const [address, anchor] = parted(href);
  const safe = address.startsWith('[[') ? null : safeHref(address + anchor);
  if (safe === null) return element('span');
  return element('a', { href: safe, ...titled, ...(leadsAway(safe) ? AWAY : {}) });
};

const AWAY = { rel: 'noopener nofollow ugc' } as const;

/** Its words come behind; `shape.ts` says it to those who cannot see the mark. */
const brokenElement = (): Element => element('span', { class: 'broken' });

export const anchorElement = (attributes: Readonly<Record<string, string>>, leading: Leading | null): Element => {
  const { href, title = '' } = attributes;
  return href === undefined ? element('span') : linkElement(href, title, leading);
};

export const linkTo = (href: string, words: string, leading: Leading | null): Element => {
  const made = linkElement(href, '', leading);
  made.children.push(words);
  return made;
};

/**
 * One of ours is shown. A picture from elsewhere would tell its owner who reads what and when: it is a link instead. What nobody has
 * leaves its words.
 */
export const picture = (
  src: string,
  alt: string,
  { title = '', width = '', height = '' }: { readonly title?: string; readonly width?: string; readonly height?: string },
  leading: Leading | null,
  inLink: boolean,
): readonly Node[] => {
  const words = alt.trim();
  const to = targetOf(src, leading);
  const own = /^\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?#]|$)/.exec(src)?.[1];
  const id = own ?? (to !== null && 'id' in to.target ? to.target.id : null);
  const size = { width: pixels(width), height: pixels(height) };
  if (id !== null) return [{ is: 'image', id, alt: words, title, ...size }];
  const safe = safeSource(src);
  if (safe !== null && (leading === null || !isBroken(src, leading))) {
    const known = Object.entries(size).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]));
    return [
      element('img', {
        src: safe,
        alt: words,
        ...(title === '' ? {} : { title }),
        ...Object.fromEntries(known),
        loading: 'lazy',
      }),
    ];
  }
  if (/^https?:\/\//i.test(src)) {
    if (inLink) return [words || 'picture'];
    return [linkTo(src, words || 'picture', null)];
  }
  if (leading !== null && isBroken(src, leading) && !/^data:/i.test(src)) {
    const made = brokenElement();
    made.children.push(words || parted(src)[0].replace(/^\[\[|\]\]$/g, ''));
    return [made];
  }
  return words === '' ? [] : [words];
};

const pixels = (said: string): number | null =>
  /^\d{1,4}(?:px)?$/.test(said) && Number.parseInt(said, 10) > 0 ? Number.parseInt(said, 10) : null;
