import type { Doc, Ground, Hints } from './ground.ts';
import { baseOf, dirOf, withoutPageExtension } from './paths.ts';
import type { Target } from './resolve.ts';
import { decoded } from './systems/navigation.ts';
import type { Place } from './tree.ts';

/** `[[Hiring]]`: by name, by title, by alias; the nearest of several. */
export const namesOf = (
  ground: Ground,
  hints: Hints,
  at: ReadonlyMap<string, Place>,
): ((name: string, from: Doc) => Target | null) => {
  const named = new Map<string, string[]>();
  const add = (name: string, path: string): void => {
    const key = name.normalize('NFC').toLowerCase();
    const paths = named.get(key);
    if (paths === undefined) named.set(key, [path]);
    else if (paths.length < 50) paths.push(path);
  };
  for (const path of ground.files.keys()) add(baseOf(path), path);
  for (const { path, title } of ground.docs.values()) {
    add(withoutPageExtension(baseOf(path)), path);
    add(baseOf(path), path);
    if (title !== null) add(title, path);
  }
  for (const [alias, path] of hints.aliases) add(alias, path);
  return (name, from) => {
    const called = at.get(hints.aliases.get(name.normalize('NFC').toLowerCase()) ?? '');
    if (called !== undefined) return { kind: 'page', place: called, anchor: '' };
    const paths =
      named.get(decoded(name).normalize('NFC').toLowerCase()) ??
      named.get(baseOf(name).normalize('NFC').toLowerCase()) ??
      // Wikis have dashes in names of files where links have spaces.
      named.get(decoded(name).normalize('NFC').toLowerCase().replace(/[ /]+/g, '-'));
    const fitting = name.includes('/')
      ? paths?.filter((path) => withoutPageExtension(path).toLowerCase().endsWith(withoutPageExtension(name).toLowerCase()))
      : paths;
    const near = (path: string): number => (dirOf(path) === dirOf(from.path) ? -1 : path.split('/').length);
    for (const path of (fitting ?? []).toSorted((a, b) => near(a) - near(b) || (a < b ? -1 : 1))) {
      const place = at.get(path);
      if (place !== undefined) return { kind: 'page', place, anchor: '' };
      if (ground.files.has(path)) return { kind: 'file', path };
    }
    return null;
  };
};
