import type { ArtifactId } from '#kernel/stream/event.ts';
import type { ShownOutside } from '../route.ts';
import { anchorOf, SHOWN, sizeOf } from './fill.ts';
import type { Slot } from './tree.ts';
import { escaped, type Written } from './write.ts';

/**
 * [safety] The HTML of a text for those outside of the organization: what it names is there as the text itself has it, a number or its author's
 * words. Only what is shown outside, too, is led to; nobody's name and no title is told.
 */
export const fillOutside = ({ parts, slots }: Written, shown: ShownOutside): string => {
  let html = partOutside(parts[0] ?? '', shown);
  const ends = new Map<number, string>();
  for (const [index, slot] of slots.entries())
    html += slotOutside(slot, shown, ends) + partOutside(parts[index + 1] ?? '', shown);
  return html;
};

const OWN_FILE = /<a href="\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})[^"]*"/g;
/** An address of the app itself. Two slashes lead elsewhere. */
const INSIDE = /<a href="\/(?!\/|s\/|public\/)[^"]*"/g;

/** Files that a text names by their own address. */
export const filesIn = ({ parts }: Pick<Written, 'parts'>): readonly ArtifactId[] =>
  parts.flatMap((part) => [...part.matchAll(OWN_FILE)].flatMap(([, id]) => (id === undefined ? [] : [id])));

const partOutside = (part: string, shown: ShownOutside): string =>
  part.includes('<a href="/')
    ? part
        .replace(OWN_FILE, (_, id: string) => {
          const file = shown.file(id);
          return file ? `<a class="file" href="${escaped(file.address)}"` : '<a class="inside"';
        })
        .replace(INSIDE, '<a class="inside"')
    : part;

const MEMBERS = '<span class="sr-only"> (for members only)</span></span>';

const slotOutside = (slot: Slot, shown: ShownOutside, ends: Map<number, string>): string => {
  switch (slot.is) {
    case 'reference':
      return reference(slot.number, shown);
    case 'embed':
      return `<p>${reference(slot.number, shown)}</p>`;
    case 'link': {
      const file = 'id' in slot.to ? shown.file(slot.to.id) : null;
      const address = file?.address ?? withAnchor(shown.page(slot.to), slot.anchor);
      ends.set(slot.n, address === null ? MEMBERS : '</a>');
      return address === null ? '<span class="inside">' : `<a href="${escaped(address)}"${file ? ' class="file"' : ''}>`;
    }
    case 'end':
      return ends.get(slot.n) ?? '';
    case 'image':
      return image(slot, shown);
    case 'mention':
      return `<span class="mention">${escaped(slot.words)}</span>`;
    default:
      return slot satisfies never;
  }
};

const withAnchor = (address: string | null, anchor: string): string | null =>
  address === null ? null : `${address}${anchorOf(anchor)}`;

const reference = (number: number, shown: ShownOutside): string => {
  const address = shown.page({ number });
  return address === null ? `<span class="inside">#${number}</span>` : `<a href="${escaped(address)}">#${number}</a>`;
};

const image = (slot: Extract<Slot, { readonly is: 'image' }>, shown: ShownOutside): string => {
  const { id, alt, title } = slot;
  const file = shown.file(id);
  if (file === null) return alt === '' ? '' : `<span class="inside">${escaped(alt)}${MEMBERS}`;
  if (!SHOWN.has(file.type)) return `<a href="${escaped(file.address)}" class="file">${escaped(alt || file.name)}</a>`;
  const { width, height } = sizeOf(slot, file);
  const size = `${width === null ? '' : ` width="${width}"`}${height === null ? '' : ` height="${height}"`}`;
  const titled = title === '' ? '' : ` title="${escaped(title)}"`;
  return `<img src="${escaped(file.address)}" alt="${escaped(alt)}"${titled}${size} loading="lazy" decoding="async">`;
};
