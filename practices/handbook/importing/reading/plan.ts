import type { Spot } from './inline.ts';
import type { Remark } from './remarks.ts';

/** Of a source: page or file, by a name that stays the same when the source is read again. */
export type Key = string;

/** A page as it will stand in the tree. Its text comes apart from it: plans of thousands of pages stay small. */
export interface PlannedPage {
  readonly key: Key;
  /** In the source, with forward slashes; of a folder without a text of its own: the folder. */
  readonly source: string;
  readonly under: Key | null;
  /** Its segment of the path: NFC, 1–120 characters, no slash. */
  readonly name: string;
  readonly file: { readonly name: string; readonly inside: boolean } | null;
  /** Among its siblings, from 0. */
  readonly order: number;
  readonly title: string;
  readonly language: string | null;
  /** Each href as written, without its anchor, that leads to a page or file of the import. */
  readonly links: Readonly<Record<string, Key>>;
  /** Hrefs that look internal and lead nowhere, without their anchors; and, with them, those whose page has no such heading. */
  readonly broken: readonly string[];
  /** Paths and addresses under which it was found before. */
  readonly formerly: readonly string[];
  /** Addresses of its text that are written otherwise here, with which `links` counts already. */
  readonly relinks: readonly Relink[];
  /** A text that the source has not (a database as a table, a folder's description); null: the source's own. */
  readonly made: string | null;
}

/** An address, with its anchor, as a renderer sees it; where it is written; and what stands there instead. */
export interface Relink {
  readonly href: string;
  readonly spot: Spot;
  readonly to: string;
}

/** A picture or any other file that a page links to. */
export interface PlannedFile {
  readonly key: Key;
  readonly source: string;
  readonly name: string;
  /** The page in whose folder it lies, and where from there; null: the top of the space. */
  readonly under: Key | null;
  readonly path: string;
  readonly size: number;
}

export interface Plan {
  /** Those above before those below, siblings in their order. */
  readonly pages: readonly PlannedPage[];
  readonly files: readonly PlannedFile[];
  readonly remarks: readonly Remark[];
  /** What the source looks like: `gitbook`, `notion`, … */
  readonly systems: readonly System[];
  readonly links: { readonly internal: number; readonly resolved: number; readonly outside: number };
}

export type System =
  | 'gitbook'
  | 'docusaurus'
  | 'hugo'
  | 'mkdocs'
  | 'jekyll'
  | 'vuepress'
  | 'middleman'
  | 'nextra'
  | 'fumadocs'
  | 'mintlify'
  | 'starlight'
  | 'eleventy'
  | 'docsify'
  | 'myst'
  | 'quarto'
  | 'notion'
  | 'outline'
  | 'confluence'
  | 'obsidian'
  | 'logseq'
  | 'dendron'
  | 'wikijs'
  | 'wiki';

/** What a reading may cost. Beyond it something is refused by name, and the rest is read. */
export interface Limits {
  readonly entries: number;
  /** Folders within one another. */
  readonly depth: number;
  readonly pageBytes: number;
  readonly fileBytes: number;
  /** Of all pages, and of everything. */
  readonly textBytes: number;
  readonly allBytes: number;
  readonly pages: number;
  readonly remarks: number;
}

const MB = 1024 * 1024;

export const LIMITS: Limits = {
  entries: 200_000,
  depth: 32,
  pageBytes: 10 * MB,
  fileBytes: 25 * MB,
  textBytes: 256 * MB,
  allBytes: 1024 * MB,
  pages: 20_000,
  remarks: 5_000,
};
