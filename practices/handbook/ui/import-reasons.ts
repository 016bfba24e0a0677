import { reasons } from './import-strings.ts';

/** The gravest first: what is missing, what leads nowhere, what looks otherwise, what anybody would expect. */
const ORDER = [
  ...([
    'refused',
    'conflict',
    'unreadable',
    'draft',
    'edition',
    'too-large',
    'as-file',
    'too-many',
    'too-deep',
    'bad-path',
    'symbolic-link',
    'submodule',
    'encrypted',
  ] as const),
  ...([
    'nested-archive',
    'compression',
    'broken-link',
    'broken-image',
    'missing-anchor',
    'front-address',
    'computed',
    'spaces',
    'front-matter',
    'encoding',
  ] as const),
  ...([
    'characters',
    'redirect',
    'shortcode',
    'component',
    'html',
    'same-name',
    'case-only',
    'name-changed',
    'left-out',
    'title-not-kept',
  ] as const),
  ...(['order-not-kept', 'made', 'piece', 'merged', 'vanished', 'archived', 'not-markdown', 'not-linked', 'hidden'] as const),
] as const;

interface Group<R> {
  readonly code: string;
  readonly title: string;
  readonly remarks: readonly R[];
}

/** Remarks by their reason. */
export const reasonsInOrder = <R extends { readonly code: string }>(remarks: readonly R[]): readonly Group<R>[] => {
  const byCode = Map.groupBy(remarks, ({ code }) => code);
  return ORDER.flatMap((code) => {
    const some = byCode.get(code);
    return some === undefined ? [] : [{ code, title: reasons(code), remarks: some }];
  });
};
