import type { Href } from './inline.ts';
import type { System } from './plan.ts';
import type { Remark } from './remarks.ts';

/** What the planner knows of a page's text. */
export interface Doc {
  /** In the source; made pages have one, too. */
  readonly path: string;
  readonly front: Readonly<Record<string, unknown>>;
  /** From the front matter or its first heading; null: only its name says it. */
  readonly title: string | null;
  readonly language: string | null;
  readonly anchors: ReadonlySet<string>;
  readonly hrefs: readonly Href[];
  /** Names that it gives itself in its text: Logseq’s `alias::`. */
  readonly aliases: readonly string[];
  /** Those of its front matter. */
  readonly fronts: readonly Href[];
  /** The folders of what it shows, from which the addresses there may count. */
  readonly shownFrom: readonly string[];
  /** A text that the source has not. */
  readonly made: string | null;
}

/** Everything that was found, before anybody makes sense of it. */
export interface Ground {
  readonly docs: Map<string, Doc>;
  /** Other files, with their bytes. */
  readonly files: ReadonlyMap<string, number>;
  /** Those that would be pages, were they not longer than a page may be. They are kept, whoever links to them. */
  readonly large: ReadonlySet<string>;
  /** Small files that say how the others hang together, with their texts. */
  readonly configs: ReadonlyMap<string, string>;
  remark(remark: Remark): void;
}

/** What the ways of other systems say about the tree. Paths are those of the source; a folder's is without a slash. */
export interface Hints {
  readonly systems: Set<System>;
  /** Folders that the `/` of an address may mean, nearest first. */
  readonly roots: Set<string>;
  /** What addresses of the site begin with, without slashes around: `handbook`. */
  readonly bases: Set<string>;
  /** Hosts under which the handbook was published. */
  readonly hosts: Set<string>;
  /** Sites (`handbook.example.org`) and repositories (`github.com/example/handbook`) that seem to hold it: what is not here leads there. */
  readonly seeming: Set<string>;
  readonly order: Map<string, number>;
  /** How the navigation calls a page or folder. */
  readonly titles: Map<string, string>;
  /** The page or folder above, where it is not the folder that it lies in; null: nothing. */
  readonly above: Map<string, string | null>;
  /** Parts of a navigation that are neither page nor folder, by a path of their own. */
  readonly groups: Map<string, string>;
  /** Which page is a folder's own. */
  readonly own: Map<string, string>;
  /** Addresses within the site, without slashes around, that lead to a page. */
  readonly routes: Map<string, string>;
  readonly redirects: { readonly from: string; readonly to: string; readonly path: string; readonly line: number | null }[];
  /** Ids of the other system that its addresses carry. */
  readonly ids: Map<string, string>;
  /** A better segment than the file's name, and an identity that survives a renaming there. */
  readonly names: Map<string, string>;
  readonly keys: Map<string, string>;
  /** Pages that stand for a file. */
  readonly instead: Map<string, string>;
  /** Pages that only steer the other system. */
  readonly machinery: Set<string>;
  /** Other names for wiki links, in small letters. */
  readonly aliases: Map<string, string>;
}

export const noHints = (): Hints => ({
  systems: new Set(),
  roots: new Set(),
  bases: new Set(),
  hosts: new Set(),
  seeming: new Set(),
  order: new Map(),
  titles: new Map(),
  above: new Map(),
  groups: new Map(),
  own: new Map(),
  routes: new Map(),
  redirects: [],
  ids: new Map(),
  names: new Map(),
  keys: new Map(),
  instead: new Map(),
  machinery: new Set(),
  aliases: new Map(),
});

/** One of the systems that handbooks come from: looks, and adds to the hints what it recognises. */
export type Reading = (ground: Ground, hints: Hints) => void;

/** An address without what does not tell pages apart: slashes around it, `.html`, `index`. */
export const routeOf = (address: string): string =>
  address
    .replace(/[?#].*$/, '')
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.html?$/i, '')
    .replace(/(^|\/)index$/i, '')
    .replace(/\/+$/, '');
