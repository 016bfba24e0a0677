import type { Doc, Hints } from './ground.ts';
import { looseAnchor } from './slug.ts';

/** An anchor as the page here has it: Outline puts `h-` before each of its own. */
export const anchorHere = (raw: string, doc: Doc | null, { systems }: Pick<Hints, 'systems'>): string => {
  if (!systems.has('outline') || !raw.startsWith('h-') || doc === null || doc.anchors.has(raw)) return raw;
  const loose = looseAnchor(decodedAnchor(raw.slice(2)));
  return [...doc.anchors].find((one) => looseAnchor(one) === loose) ?? raw;
};

/** What is wrong with an anchor, with the one that was probably meant. */
export const anchorFault = (raw: string, doc: Doc | null): string | null => {
  if (raw === '' || raw === 'top' || raw.startsWith(':~:') || doc === null) return null;
  const anchor = raw.includes('%') ? decodedAnchor(raw) : raw;
  if (doc.anchors.has(anchor) || doc.anchors.has(raw)) return null;
  const loose = looseAnchor(anchor);
  const near = loose === '' ? undefined : [...doc.anchors].find((one) => looseAnchor(one) === loose);
  return near === undefined ? '' : ` (there is #${near})`;
};

const decodedAnchor = (raw: string): string => {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
};
