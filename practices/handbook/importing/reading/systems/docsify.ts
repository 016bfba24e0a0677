import type { Reading } from '../ground.ts';
import { dirOf } from '../paths.ts';
import { MOST_TOPS, topsOf } from './folder-lists.ts';

/** Docsify: `_sidebar.md` is followed as GitBook's list is; what stands around pages is none, and `#/guide?id=part` is an address. */
export const docsify: Reading = (ground, hints) => {
  const bars = [...ground.docs.keys()].filter((path) => /(?:^|\/)_sidebar\.md$/.test(path));
  if (bars.length === 0) return;
  hints.systems.add('docsify');
  hints.systems.delete('gitbook');
  for (const folder of topsOf(bars.map(dirOf)).slice(0, MOST_TOPS)) hints.roots.add(folder);
  for (const path of ground.docs.keys())
    if (/(?:^|\/)_(?:sidebar|navbar|coverpage|footer)\.md$/.test(path)) hints.machinery.add(path);
};
