import type { Doc, Ground, Hints } from './ground.ts';
import { baseOf, byName, dirOf, humanized, safeName, withoutPageExtension } from './paths.ts';
import type { Key } from './plan.ts';

/** A place in the tree: a page, a folder that has none of its own, or a part of a navigation. */
export interface Place {
  readonly key: Key;
  readonly source: string;
  readonly doc: Doc | null;
  /** The folder whose page it is. */
  readonly folder: string | null;
  /** Whether its file lies in that folder. */
  readonly inside: boolean;
  above: Key | null;
  name: string;
  file: { readonly name: string; readonly inside: boolean } | null;
  made: string | null;
  order: number;
}

export interface Tree {
  /** Those above first, siblings in their order. */
  readonly places: readonly Place[];
  /** Which place a page's path, a folder or a part of the navigation is. */
  readonly at: ReadonlyMap<string, Place>;
}

const INDEX = /^(?:_index|index|readme)$/i;
const RANK = ['_index', 'index', 'readme'];

const isIndex = (path: string): boolean => INDEX.test(withoutPageExtension(baseOf(path)));

/** Puts pages, folders and parts of navigations into one tree without circles, with names that siblings do not share. */
export const growTree = (ground: Ground, hints: Hints): Tree => {
  const docs = [...ground.docs.values()]
    .filter(({ path }) => !hints.machinery.has(path))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const folders = foldersOf(docs);
  const owners = ownersOf(docs, folders, hints);
  const at = new Map<string, Place>();
  const keys = new Set<Key>();
  const place = (wanted: Key, rest: Omit<Place, 'key' | 'above' | 'name' | 'file' | 'made' | 'order'>): Place => {
    let key = wanted;
    for (let n = 2; keys.has(key); n += 1) key = n === 2 && wanted !== rest.source ? rest.source : `${wanted}~${n}`;
    keys.add(key);
    return { key, above: null, name: '', file: null, made: null, order: 0, ...rest };
  };
  for (const [folder, doc] of owners) {
    const inside = doc !== null && dirOf(doc.path) === folder;
    const one = place((doc && hints.keys.get(doc.path)) ?? folder, { source: doc?.path ?? folder, doc, folder, inside });
    at.set(folder, one);
    if (doc !== null) at.set(doc.path, one);
  }
  for (const doc of docs)
    if (!at.has(doc.path))
      at.set(
        doc.path,
        place(hints.keys.get(doc.path) ?? withoutPageExtension(doc.path), { source: doc.path, doc, folder: null, inside: false }),
      );
  for (const group of hints.groups.keys())
    at.set(group, place(`part:${group}`, { source: group.replace(/#.*$/s, ''), doc: null, folder: null, inside: false }));
  const places = new Set(at.values());
  const byKey = new Map([...places].map((one) => [one.key, one]));
  for (const [path, one] of at) one.above ??= aboveOf(path, one, at, hints);
  openCircles(places, byKey);
  const kept = pruned(places);
  const parts = new Map([...hints.groups.keys()].map((path) => [at.get(path), path]));
  for (const one of kept) dress(one, parts.get(one), ground, hints);
  const ordered = inOrder(kept, hints, at);
  distinguish(ordered, ground);
  return { places: ordered, at: new Map([...at].filter(([, one]) => kept.has(one))) };
};

const foldersOf = (docs: readonly Doc[]): ReadonlySet<string> => {
  const folders = new Set<string>();
  for (const { path } of docs) for (let dir = dirOf(path); dir !== '' && !folders.has(dir); dir = dirOf(dir)) folders.add(dir);
  return folders;
};

/** The page of each folder: its index, or the page beside it that bears its name. */
const ownersOf = (docs: readonly Doc[], folders: ReadonlySet<string>, hints: Hints): ReadonlyMap<string, Doc | null> => {
  const owners = new Map<string, Doc | null>([...folders].toSorted().map((folder) => [folder, null]));
  const taken = new Set<string>();
  const own = (folder: string, doc: Doc): void => {
    if (owners.get(folder) !== null || taken.has(doc.path)) return;
    owners.set(folder, doc);
    taken.add(doc.path);
  };
  const rank = ({ path }: Doc): number => RANK.indexOf(withoutPageExtension(baseOf(path)).toLowerCase());
  for (const doc of docs.filter(({ path }) => isIndex(path)).toSorted((a, b) => rank(a) - rank(b))) own(dirOf(doc.path), doc);
  const byPath = new Map(docs.map((doc) => [doc.path, doc]));
  for (const [folder, path] of hints.own) {
    const doc = byPath.get(path);
    if (doc !== undefined) own(folder, doc);
  }
  for (const doc of docs) own(withoutPageExtension(doc.path), doc);
  return owners;
};

const aboveOf = (path: string, { folder, source, doc }: Place, at: ReadonlyMap<string, Place>, hints: Hints): Key | null => {
  for (const one of [path, source, ...(folder === null ? [] : [folder])]) {
    const hint = hints.above.get(one);
    if (hint === null) return null;
    const above = hint === undefined ? undefined : at.get(hint);
    if (above !== undefined) return above.key;
  }
  const around = folder !== null && (doc === null || dirOf(doc.path) === folder) ? dirOf(folder) : dirOf(source);
  return at.get(around)?.key ?? null;
};

const openCircles = (places: ReadonlySet<Place>, byKey: ReadonlyMap<Key, Place>): void => {
  const safe = new Set<Place>();
  for (const one of places) {
    const way = new Set<Place>();
    for (
      let now: Place | undefined = one;
      now !== undefined && !safe.has(now);
      now = now.above === null ? undefined : byKey.get(now.above)
    ) {
      if (way.has(now)) {
        now.above = null;
        break;
      }
      way.add(now);
    }
    for (const step of way) safe.add(step);
  }
};

/** Folders and parts in which nothing is left go. */
const pruned = (places: ReadonlySet<Place>): ReadonlySet<Place> => {
  const kept = new Set(places);
  const below = new Map<Key, number>();
  for (const { above } of places) if (above !== null) below.set(above, (below.get(above) ?? 0) + 1);
  const byKey = new Map([...places].map((one) => [one.key, one]));
  const empty = [...places].filter((one) => one.doc === null && !below.has(one.key));
  for (let one = empty.pop(); one !== undefined; one = empty.pop()) {
    kept.delete(one);
    const above = one.above === null ? undefined : byKey.get(one.above);
    if (above === undefined) continue;
    const left = (below.get(above.key) ?? 1) - 1;
    below.set(above.key, left);
    if (left === 0 && above.doc === null) empty.push(above);
  }
  return kept;
};

/** Its name, its file and, where the source has words for it but no text, its text. */
const dress = (one: Place, part: string | undefined, ground: Ground, hints: Hints): void => {
  const { doc, folder, source } = one;
  const group = part === undefined ? undefined : hints.groups.get(part);
  const better = doc === null ? undefined : hints.names.get(doc.path);
  const raw = better ?? group ?? (folder !== null ? baseOf(folder) : withoutPageExtension(baseOf(source)));
  one.name = safeName(raw);
  if (one.name !== raw.normalize('NFC').trim() && group === undefined)
    ground.remark({ path: source, line: null, code: 'name-changed', detail: one.name });
  const extension =
    doc === null
      ? '.md'
      : (/\.[^.]*$/.exec(
          baseOf(doc.path)
            .replace(/\.erb$/i, '')
            .replace(/\.qmd$/i, '.md'),
        )?.[0] ?? '.md');
  const label = folder === null ? group : hints.titles.get(folder);
  if (doc !== null) {
    const kept = baseOf(doc.path).normalize('NFC');
    one.file = one.inside
      ? { name: safeName(withoutPageExtension(kept), extension), inside: true }
      : { name: safeName(better === undefined ? withoutPageExtension(kept) : one.name, extension), inside: false };
    const called = hints.titles.get(doc.path);
    if (doc.title === null && called !== undefined && called !== humanized(one.name))
      ground.remark({ path: doc.path, line: null, code: 'title-not-kept', detail: called });
    return;
  }
  const description = hints.titles.get(`${folder ?? part ?? ''}#description`);
  if (label !== undefined && (label !== humanized(one.name) || description !== undefined)) {
    one.made = `# ${label}\n${description === undefined ? '' : `\n${description}\n`}`;
    one.file = { name: 'index.md', inside: true };
    ground.remark({ path: source, line: null, code: 'made', detail: `the navigation’s words for “${label}”` });
  }
};

/** Those above first. */
const inOrder = (kept: ReadonlySet<Place>, hints: Hints, at: ReadonlyMap<string, Place>): readonly Place[] => {
  const said = new Map<Place, number>();
  for (const [path, order] of hints.order) {
    const one = at.get(path);
    if (one !== undefined) said.set(one, Math.min(order, said.get(one) ?? Infinity));
  }
  const first = (one: Place): number =>
    said.get(one) ?? (one.doc !== null && !one.inside && isIndex(one.source) ? -Infinity : Infinity);
  const below = new Map<Key | null, Place[]>();
  for (const one of kept) {
    const siblings = below.get(one.above);
    if (siblings === undefined) below.set(one.above, [one]);
    else siblings.push(one);
  }
  const ordered: Place[] = [];
  let row = below.get(null) ?? [];
  while (row.length > 0) {
    const next: Place[] = [];
    const parents = row;
    for (const siblings of ordered.length === 0 ? [parents] : groupsOf(parents)) {
      siblings.sort((a, b) => compare(first(a), first(b)) || byName(a.name, b.name) || byName(a.source, b.source));
      for (const [index, one] of siblings.entries()) {
        one.order = index;
        ordered.push(one);
        next.push(...(below.get(one.key) ?? []));
      }
    }
    row = next;
  }
  return ordered;
};

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

const groupsOf = (row: readonly Place[]): readonly Place[][] => [...Map.groupBy(row, ({ above }) => above).values()];

/** Siblings of one name, in whatever capitals, would share an address. */
const distinguish = (places: readonly Place[], ground: Ground): void => {
  for (const siblings of groupsOf(places)) {
    const names = new Map<string, string>();
    const files = new Set<string>();
    for (const one of siblings.toSorted((a, b) => Number(b.folder !== null) - Number(a.folder !== null))) {
      const wanted = one.name;
      const other = names.get(wanted.toLowerCase());
      for (let n = 1; names.has(one.name.toLowerCase()); n += 1)
        one.name =
          n === 1 && one.file !== null && !one.file.inside && one.file.name !== wanted
            ? safeName(one.file.name)
            : safeName(`${wanted} ${n + 1}`);
      if (other !== undefined)
        ground.remark({ path: one.source, line: null, code: other === wanted ? 'same-name' : 'case-only', detail: one.name });
      names.set(one.name.toLowerCase(), one.name);
      if (one.file === null || one.file.inside) continue;
      if (files.has(one.file.name.toLowerCase()))
        one.file = { name: safeName(one.name, /\.[^.]*$/.exec(one.file.name)?.[0] ?? '.md'), inside: false };
      files.add(one.file.name.toLowerCase());
    }
  }
};
