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
    if (parts.length < 2) continue;
    hints.names.set(path, parts.at(-1) ?? name);
    const above = join(dirOf(path), `${parts.slice(0, -1).join(name.includes('___') ? '___' : '%2F')}.md`);
    if (ground.docs.has(above)) hints.above.set(path, above);
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
