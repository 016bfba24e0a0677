import type { Found } from '#web/api/route-map.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { t } from './strings.ts';

/** Where a result is read; a file as what it is, a comment in the discussion of what it is about. Null: nowhere yet. */
export const addressOfFound = (item: Found): string | null => {
  if (item.kind === 'file') return `/files/${item.id}/${encodeURIComponent(item.title)}`;
  if (item.on === null) return addressOfArtifact(item.kind, item) ?? (item.number === null ? null : `/${item.number}`);
  const href = addressOfArtifact(item.on.kind, item.on);
  return href === null ? null : `${href}#comment-${item.id}`;
};

const WORDS = {
  page: 'page',
  decision: 'decision',
  request: 'request',
  meeting: 'meeting',
  task: 'task',
  goal: 'goal',
  plan: 'plan',
  comment: 'comment',
  file: 'file',
  person: 'person',
  team: 'team',
  agent: 'agent',
  space: 'spaceKind',
} as const;
const isWord = (kind: string): kind is keyof typeof WORDS => kind in WORDS;

/** What a kind of artifact is called. */
export const wordOf = (kind: string): string => (isWord(kind) ? t(WORDS[kind]) : kind);

/** The state of an artifact, as far as it says something: that a page is published does not. */
export const stateOf = ({ kind, status }: { readonly kind: string; readonly status: string }): string =>
  kind === 'page' && status === 'published' ? '' : status.replaceAll('-', ' ');
