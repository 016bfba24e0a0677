import type { Found } from '#web/api/route-map.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';

/** Where a result is read; a file as what it is, a comment in the discussion of what it is about. Null: nowhere yet. */
export const addressOfFound = (item: Found): string | null => {
  if (item.kind === 'file') return `/files/${item.id}/${encodeURIComponent(item.title)}`;
  if (item.on === null) return addressOfArtifact(item.kind, item) ?? (item.number === null ? null : `/${item.number}`);
  const href = addressOfArtifact(item.on.kind, item.on);
  return href === null ? null : `${href}#comment-${item.id}`;
};
