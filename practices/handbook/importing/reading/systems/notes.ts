import { wordOf } from '../front.ts';
import type { Reading } from '../ground.ts';
import { baseOf, dirOf, join, withoutPageExtension } from '../paths.ts';
import { configsNamed } from './navigation.ts';

/** Obsidian: a folder of notes with `[[links]]`, found by name wherever they lie. */
export const obsidian: Reading = (ground, hints) => {
  const settings = [...ground.configs.keys()].find((path) => /(?:^|\/)\.obsidian\//.test(path));
  if (settings === undefined) return;
  hints.systems.add('obsidian');
  hints.roots.add(settings.replace(/\/?\.obsidian\/.*$/, ''));
  // A note of a folder's own name in it is what people see when they open the folder.
  for (const path of ground.docs.keys())
    if (baseOf(dirOf(path)) === withoutPageExtension(baseOf(path))) hints.own.set(dirOf(path), path);
};

/** Logseq: `pages/team___hiring.md` is the page “hiring” below “team”. */
export const logseq: Reading = (ground, hints) => {
  const config = configsNamed(ground, /^config\.edn$/).find(([path]) => /(?:^|\/)logseq\//.test(path));
  if (config === undefined) return;
  hints.systems.add('logseq');
  const root = config[0].replace(/\/?logseq\/config\.edn$/, '');
  hints.roots.add(root);
  for (const path of ground.docs.keys()) {
    const name = withoutPageExtension(baseOf(path));
    const parts = name.split(/___|%2F/);
    const title = parts.join('/');
    hints.aliases.set(title.toLowerCase(), path);
    for (const date of datesOf(name)) hints.aliases.set(date, path);
    for (const one of ground.docs.get(path)?.aliases ?? []) hints.aliases.set(one.toLowerCase(), path);
    if (parts.length < 2) continue;
    hints.names.set(path, parts.at(-1) ?? name);
    const above = join(dirOf(path), `${parts.slice(0, -1).join(name.includes('___') ? '___' : '%2F')}.md`);
    if (ground.docs.has(above)) hints.above.set(path, above);
  }
};

/** `journals/2024_01_02.md` is linked as `[[Jan 2nd, 2024]]`, as long as nobody has chosen otherwise. */
const datesOf = (name: string): readonly string[] => {
  const [, year, month, day] = /^(\d{4})[_-](\d{2})[_-](\d{2})$/.exec(name) ?? [];
  const named = MONTHS[Number(month) - 1];
  if (year === undefined || named === undefined) return [];
  const n = Number(day);
  const nth = n > 10 && n < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return [`${named} ${n}${nth}, ${year}`, `${year}-${month}-${day}`];
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Dendron: `people.leave.md` stands below `people.md`, in each vault. */
export const dendron: Reading = (ground, hints) => {
  const config = configsNamed(ground, /^dendron\.ya?ml$/)[0];
  if (config === undefined) return;
  hints.systems.add('dendron');
  for (const path of ground.docs.keys()) {
    const folder = dirOf(path);
    hints.roots.add(folder);
    const parts = withoutPageExtension(baseOf(path)).split('.');
    if (parts.length < 2) continue;
    hints.names.set(path, parts.at(-1) ?? '');
    for (let length = parts.length - 1; length > 0; length -= 1) {
      const above = join(folder, `${parts.slice(0, length).join('.')}.md`);
      if (!ground.docs.has(above)) continue;
      hints.above.set(path, above);
      hints.names.set(path, parts.slice(length).join('.'));
      break;
    }
  }
};

/** GitHub’s and Gollum’s wikis: `_Sidebar.md` says the order, `[[Leave policy]]` is `Leave-policy.md`. */
export const wiki: Reading = (ground, hints) => {
  for (const [path, { hrefs }] of ground.docs) {
    if (baseOf(path) !== '_Sidebar.md') continue;
    hints.systems.add('wiki');
    hints.machinery.add(path);
    const named = new Map([...ground.docs.keys()].map((one) => [withoutPageExtension(baseOf(one)).toLowerCase(), one]));
    for (const [index, { href, behind }] of hrefs.entries())
      for (const one of [href, behind ?? '']) {
        const at = named.get(baseOf(one.replace(/#.*$/s, '')).trim().replaceAll(' ', '-').toLowerCase());
        if (at !== undefined && !hints.order.has(at)) hints.order.set(at, index);
      }
  }
};

/** Exports of Confluence as Markdown: names end in the id of the page, and links may name it. */
export const confluence: Reading = (ground, hints) => {
  const named = [...ground.docs.keys()].flatMap((path) => {
    const found = /^(.+?)[_-](\d{5,12})$/.exec(withoutPageExtension(baseOf(path)));
    return found === null ? [] : [{ path, name: found[1] ?? '', id: found[2] ?? '' }];
  });
  const byField = [...ground.docs.values()].flatMap(({ path, front }) => {
    const id = wordOf(front['confluence_id'] ?? front['pageId'] ?? front['page_id']);
    return id !== null && /^\d{5,12}$/.test(id) ? [{ path, id }] : [];
  });
  if (byField.length === 0 && (named.length < 2 || named.length < ground.docs.size / 2)) return;
  hints.systems.add('confluence');
  for (const { path, id } of byField) hints.ids.set(id, path);
  for (const { path, name, id } of named.length < ground.docs.size / 2 ? [] : named) {
    hints.ids.set(id, path);
    hints.names.set(path, name.replaceAll('_', ' ').trim());
    hints.keys.set(path, `confluence:${id}`);
  }
};
