import { isRecord, numberOf, wordOf } from '../front.ts';
import { routeOf, type Doc, type Reading } from '../ground.ts';
import { baseOf, dirOf, join, resolvePath, withoutPageExtension } from '../paths.ts';
import { slugOf } from '../slug.ts';
import { MOST_TOPS } from './folder-lists.ts';
import { configsNamed } from './navigation.ts';

/**
 * Eleventy: pages below the folder that its configuration (a program, which is not run) names in letters, `eleventyNavigation` with `key`, `parent` and `order`,
 * and permalinks that are filled in with a page's name or title.
 */
export const eleventy: Reading = (ground, hints) => {
  const configs = configsNamed(ground, /^(?:\.eleventy|eleventy\.config)\.[cm]?[jt]s$/i);
  const navigated = [...ground.docs.values()].filter(({ front }) => isRecord(front['eleventyNavigation']));
  if (configs.length === 0 && navigated.length === 0) return;
  hints.systems.add('eleventy');
  for (const [path, text] of configs.slice(0, MOST_TOPS)) {
    const site = dirOf(path);
    hints.roots.add(site);
    const input = resolvePath(site, /\binput\s*:\s*["'`]([^"'`\n]{1,200})["'`]/.exec(text)?.[1] ?? '');
    if (input !== null) hints.roots.add(input);
    const base = /\bpathPrefix\s*[:=]\s*["'`]([^"'`\n]{1,200})["'`]/.exec(text)?.[1];
    if (base !== undefined) hints.bases.add(routeOf(base));
    // Files that keep their names, from a folder that the addresses do not say: `{ 'src/img': 'img' }`.
    for (const [, from = '', to = ''] of text
      .matchAll(/["'`]([\w./-]{1,200})["'`]\s*:\s*["'`]([\w./-]{1,200})["'`]/g)
      .take(100)) {
      const folder = resolvePath(site, from) ?? '';
      const address = routeOf(to);
      if (folder !== '' && address !== '' && `/${folder}`.endsWith(`/${address}`))
        hints.roots.add(folder.slice(0, -address.length).replace(/\/$/, ''));
    }
  }
  for (const doc of ground.docs.values()) {
    const permalink = filledIn(doc);
    if (permalink !== null && !hints.routes.has(permalink)) hints.routes.set(permalink, doc.path);
  }
  const byKey = new Map<string, string>();
  for (const doc of navigated) {
    const key = keyOf(doc);
    if (key !== null && !byKey.has(key)) byKey.set(key, doc.path);
  }
  for (const doc of navigated) {
    const said = navigationOf(doc);
    const title = wordOf(said['title']) ?? wordOf(said['key']);
    const order = numberOf(said['order']);
    const above = byKey.get(wordOf(said['parent']) ?? '');
    if (title !== null && doc.title === null) hints.titles.set(doc.path, title);
    if (order !== null) hints.order.set(doc.path, order);
    if (above !== undefined && above !== doc.path) hints.above.set(doc.path, above);
    else if (wordOf(said['parent']) !== null)
      ground.remark({
        path: doc.path,
        line: null,
        code: 'left-out',
        detail: `no page is called ${wordOf(said['parent'])}, as its parent is`,
      });
  }
};

const navigationOf = ({ front }: Doc): Readonly<Record<string, unknown>> =>
  isRecord(front['eleventyNavigation']) ? front['eleventyNavigation'] : {};

const keyOf = (doc: Doc): string | null => wordOf(navigationOf(doc)['key']) ?? doc.title;

/** The address of a page whose permalink is a template; null: it is none, or only a program knows it. */
const filledIn = ({ path, front, title }: Doc): string | null => {
  const permalink = wordOf(front['permalink']);
  if (permalink === null || /^https?:/.test(permalink)) return null;
  const name = baseOf(withoutPageExtension(path));
  const address = permalink
    .replace(/\{\{-?\s*page\.fileSlug\s*-?\}\}/g, /^index$/i.test(name) ? baseOf(dirOf(path)) : name)
    .replace(/\{\{-?\s*page\.filePathStem\s*-?\}\}/g, withoutPageExtension(path))
    .replace(/\{\{-?\s*title\s*\|\s*(?:slug|slugify)\s*-?\}\}/g, slugOf(title ?? name));
  return /[{}]/.test(address) ? null : routeOf(join('', address));
};
