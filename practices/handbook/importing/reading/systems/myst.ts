import { configOf, isRecord, wordOf } from '../front.ts';
import type { Reading } from '../ground.ts';
import { baseOf, dirOf } from '../paths.ts';
import { between } from '../relinking.ts';
import { configsNamed, follow, type Node } from './navigation.ts';

/** MyST: `_toc.yml` of Jupyter Book, `myst.yml` of Jupyter Book 2. */
export const myst: Reading = (ground, hints) => {
  for (const [path, text] of configsNamed(ground, /^(?:_toc|myst)\.ya?ml$/i)) {
    const config = configOf(text.replace(/^(?=-[ \t])/m, 'chapters:\n')) ?? {};
    const project = isRecord(config['project']) ? config['project'] : {};
    const listed = /^_toc/i.test(baseOf(path))
      ? [...first(config), ...listOf(config, 0)]
      : listOf({ chapters: project['toc'] }, 0);
    if (listed.length === 0) continue;
    hints.systems.add('myst');
    hints.roots.add(dirOf(path));
    follow(listed, dirOf(path), path, ground, hints);
  }
};

/** The page that stands before the others. */
const first = (config: Readonly<Record<string, unknown>>): readonly Node[] => {
  const root = wordOf(config['root']);
  return root === null ? [] : [{ title: '', href: root, children: [] }];
};

const listOf = (said: Readonly<Record<string, unknown>>, depth: number): readonly Node[] =>
  ['parts', 'chapters', 'sections', 'children', 'entries', 'subtrees']
    .flatMap((key) => (Array.isArray(said[key]) ? said[key] : []))
    .slice(0, 10_000)
    .flatMap((one: unknown): readonly Node[] => {
      if (!isRecord(one) || depth > 20) return [];
      const href = wordOf(one['file']) ?? wordOf(one['url']);
      return [
        {
          title: wordOf(one['title']) ?? wordOf(one['caption']) ?? wordOf(one['part']) ?? '',
          href: href !== null && /^https?:/.test(href) ? null : href,
          children: listOf(one, depth + 1),
        },
      ];
    });

/** Where each label is, `(sick-days)=`, in a book of MyST: other pages name it alone. */
export type Labels = ReadonlyMap<string, string>;

const BOOK = /(?:^|\/)(?:_toc\.ya?ml|myst\.ya?ml|conf\.py)$/i;
const [MOST_LABELS, MOST_OF_A_PAGE] = [20_000, 1_000];

/** Whether a source may be such a book. */
export const isBook = (paths: readonly string[]): boolean => paths.some((path) => BOOK.test(path));

export const noteLabels = (path: string, text: string, labels: Map<string, string>): void => {
  if (!/\)=|:(?:name|label):/.test(text)) return;
  for (const [, label = '', name = ''] of text
    .matchAll(/^[ \t]{0,3}(?:\(([A-Za-z_][\w:.+ -]{0,120})\)=[ \t]*$|:(?:name|label):[ \t]+([\w:.-]{1,120})[ \t]*$)/gm)
    .take(MOST_OF_A_PAGE))
    if (labels.size < MOST_LABELS && !labels.has(label || name)) labels.set(label || name, path);
};

const REFERENCE = /\{(?:std:)?(?:ref|numref)\}`([^`\n<>]{1,300}?)(?:[ \t]*<([^<>`\n]{1,200})>)?`/g;

/** A text in which a label of another page is called by where it is: ``{ref}`sick days <leave.md#sick-days>` ``. */
export const withLabels = (path: string, text: string, labels: Labels): string =>
  labels.size === 0 || !text.includes('ref}`')
    ? text
    : text.replace(REFERENCE, (whole: string, words: string, target: string | undefined) => {
        const label = (target ?? words).trim();
        const page = labels.get(label);
        if (page === undefined || page === path) return whole;
        return `{ref}\`${target === undefined ? label.replace(/[-_]+/g, ' ') : words} <${between(dirOf(path), page)}#${label}>\``;
      });
