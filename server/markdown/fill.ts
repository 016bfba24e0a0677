import type { ArtifactId, Instant } from '#kernel/stream/event.ts';
import type { Slot, Target } from './tree.ts';
import { escaped, type Written } from './write.ts';

/** What a reader may know of an artifact that a text names. */
export interface Fact {
  readonly id: ArtifactId;
  readonly kind: string;
  /** 0: it has none. */
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly dueAt: Instant | null;
  /** Of a file. */
  readonly file: {
    readonly name: string;
    readonly type: string;
    readonly width: number | null;
    readonly height: number | null;
  } | null;
}

export interface Facts {
  ofId(id: ArtifactId): Fact | undefined;
  ofNumber(number: number): Fact | undefined;
  /** How somebody is called, by their handle. */
  nameOf(handle: string): string | undefined;
  /** It was written elsewhere: no handle in it is one of here. */
  readonly callsNobody?: boolean;
}

export const NO_FACTS: Facts = { ofId: () => undefined, ofNumber: () => undefined, nameOf: () => undefined };

/** [safety] The HTML of a text for one reader: of what they may not see nothing is said that the text itself does not say. */
export const fill = ({ parts, slots }: Written, facts: Facts): string => {
  let html = parts[0] ?? '';
  const ends = new Map<number, string>();
  for (const [index, slot] of slots.entries()) html += shown(slot, facts, ends) + (parts[index + 1] ?? '');
  return html;
};

const shown = (slot: Slot, facts: Facts, ends: Map<number, string>): string => {
  switch (slot.is) {
    case 'reference':
      return reference(slot.number, slot.bare ? undefined : facts.ofNumber(slot.number));
    case 'embed':
      return embed(slot.number, facts.ofNumber(slot.number));
    case 'link': {
      const [begin, end] = link(slot, facts);
      ends.set(slot.n, end);
      return begin;
    }
    case 'end':
      return ends.get(slot.n) ?? '';
    case 'image':
      return image(slot, facts.ofId(slot.id));
    case 'mention': {
      if (facts.callsNobody === true) return escaped(slot.words);
      const name = facts.nameOf(slot.handle);
      return `<span class="mention" data-handle="${escaped(slot.handle)}"${name === undefined ? '' : ` title="${escaped(name)}"`}>${escaped(slot.words)}</span>`;
    }
    default:
      return slot satisfies never;
  }
};

const LONGEST_INLINE = 80;

const reference = (number: number, fact: Fact | undefined): string => {
  const title =
    fact === undefined || isGone(fact)
      ? ''
      : ` <span class="reference-title" dir="auto">${escaped(shortened(fact.title))}</span>`;
  return `<a href="/${number}" class="reference">#${number}${title}</a>`;
};

const shortened = (title: string): string => {
  const signs = [...title];
  return signs.length <= LONGEST_INLINE
    ? title
    : `${signs
        .slice(0, LONGEST_INLINE - 1)
        .join('')
        .trimEnd()}…`;
};

const isGone = ({ status }: Fact): boolean => status === 'deleted' || status === 'discarded';

/** Only what it is and how it stands, never what it says: two pages that show one another end there. */
const embed = (number: number, fact: Fact | undefined): string => {
  if (fact === undefined || isGone(fact)) return `<p>${reference(number, undefined)}</p>`;
  const state =
    fact.kind === 'page' && fact.status === 'published'
      ? ''
      : `<span class="embed-state">${escaped(fact.status.replaceAll('-', ' '))}</span>`;
  const due = fact.dueAt === null ? '' : `<span class="embed-due">${timeOf(fact.dueAt)}</span>`;
  return `<p class="embed"><a href="/${number}"><span class="embed-kind">${escaped(capital(fact.kind))} #${number}</span> <span class="embed-title" dir="auto">${escaped(fact.title)}</span>${state === '' ? '' : ` ${state}`}${due === '' ? '' : ` ${due}`}</a></p>`;
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).replaceAll('-', ' ');

/** In UTC; the browser writes it in the reader's own zone. */
const timeOf = (at: Instant): string => {
  const day = new Date(at).toISOString();
  return `<time datetime="${day}">${day.slice(0, 16).replace('T', ' ')} UTC</time>`;
};

const GONE = '<span class="sr-only"> (deleted)</span></span>';
const UNSEEN = '<span class="sr-only"> (you cannot see what it leads to)</span></span>';

const link = (
  { to, anchor, words }: { readonly to: Target; readonly anchor: string; readonly words: string },
  facts: Facts,
): readonly [string, string] => {
  const fact = 'id' in to ? facts.ofId(to.id) : facts.ofNumber(to.number);
  if (fact === undefined) {
    if ('id' in to) return ['<span class="unseen">', UNSEEN];
    return [`<a href="/${to.number}${escaped(queryOf(anchor) + anchorOf(anchor))}">`, '</a>'];
  }
  if (isGone(fact)) return ['<span class="broken">', GONE];
  if (fact.file !== null) return [`<a href="${escaped(addressOf(fact))}" class="file">`, '</a>'];
  if (fact.number === 0) return ['<span>', '</span>'];
  const title = words === fact.title ? '' : ` title="${escaped(fact.title)}"`;
  return [`<a href="/${fact.number}${escaped(queryOf(anchor) + anchorOf(anchor))}"${title}>`, '</a>'];
};

/** What an address asks of the screen, before its anchor. */
const queryOf = (anchor: string): string =>
  anchor.startsWith('?')
    ? (anchor.split('#', 1)[0] ?? '').replace(/[^\w.~!$&*+,;=:@/?%-]/gu, (sign) => encodeURIComponent(sign.toWellFormed()))
    : '';

/** Headings of texts have ids of their own kind (`shape.ts`); the browser finds them by what it reads here. */
export const anchorOf = (anchor: string): string => {
  const at = anchor.indexOf('#');
  if (at < 0 || at === anchor.length - 1) return '';
  const name = anchor.slice(at + 1).replace(/^doc-/, '');
  return `#doc-${encodeURI(safelyDecoded(name)).replace(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
};

const safelyDecoded = (name: string): string => {
  try {
    return decodeURIComponent(name).toWellFormed();
  } catch {
    return name.toWellFormed();
  }
};

const addressOf = (fact: Fact): string => `/files/${fact.id}/${encodeURIComponent(fact.file?.name ?? 'file')}`;

/** What browsers show as a picture. */
export const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/svg+xml']);

const image = (slot: Extract<Slot, { readonly is: 'image' }>, fact: Fact | undefined): string => {
  const { alt, title } = slot;
  if (fact === undefined || isGone(fact) || fact.file === null)
    return `<span class="broken">${escaped(alt || 'picture')}<span class="sr-only"> (a picture that you cannot see)</span></span>`;
  if (!SHOWN.has(fact.file.type))
    return `<a href="${escaped(addressOf(fact))}" class="file">${escaped(alt || fact.file.name)}</a>`;
  const { width, height } = sizeOf(slot, fact.file);
  const size = `${width === null ? '' : ` width="${width}"`}${height === null ? '' : ` height="${height}"`}`;
  const titled = title === '' ? '' : ` title="${escaped(title)}"`;
  return `<img src="${escaped(addressOf(fact))}" alt="${escaped(alt)}"${titled}${size} loading="lazy" decoding="async">`;
};

/** As the text says, in the picture's own proportions where it says one side; known before it is there, so that nothing jumps. */
export const sizeOf = (
  said: { readonly width: number | null; readonly height: number | null },
  own: { readonly width: number | null; readonly height: number | null },
): { readonly width: number | null; readonly height: number | null } => {
  if (own.width === null || own.height === null) return said;
  if (said.width === null && said.height === null) return own;
  const width = said.width ?? Math.round((own.width * (said.height ?? 1)) / own.height);
  return { width, height: said.height ?? Math.round((own.height * width) / own.width) };
};
