import { wordOf } from '../front.ts';
import type { Reading } from '../ground.ts';

/**
 * What its site does not show to anybody yet: `draft: true` (Hugo, Docusaurus), `published: false` and `_drafts` (Jekyll). Nobody publishes
 * it by importing it, so it stays there, and is told.
 */
export const drafts: Reading = (ground) => {
  for (const { path, front } of ground.docs.values())
    if (said(front['draft'], 'true') || said(front['published'], 'false') || /(?:^|\/)_drafts\//.test(path)) {
      ground.docs.delete(path);
      ground.remark({ path, line: null, code: 'draft', detail: '' });
    }
};

const said = (value: unknown, word: 'true' | 'false'): boolean => (wordOf(value) ?? String(value)).toLowerCase() === word;
