import { survey, type Named } from './doc.ts';
import { LONGEST_TEXT } from '../../text.ts';
import type { Ground } from './ground.ts';
import { baseOf, depthOf, dirOf, isPagePath } from './paths.ts';
import { LIMITS, type Limits, type Plan } from './plan.ts';
import { calledPieces, editionOf, hasPartials, isPiece, topsOf } from './pieces.ts';
import { lentIn } from './included.ts';
import { plan } from './planner.ts';
import { collector, type Remark } from './remarks.ts';
import { appendedIn } from './systems/appended.ts';
import { isGraph, noteBlocks } from './systems/blocks.ts';
import { LIST } from './systems/jekyll-lists.ts';
import { isBook, noteLabels } from './systems/myst.ts';
import { isTemplate, nameOfPartial, partialsOf, placesOfPartial } from './systems/erb.ts';

/** A file that a source holds. `read` fails for what cannot be read; the words of its error are shown to people. */
export interface Entry {
  /** As `cleanPath` gives it. */
  readonly path: string;
  readonly size: number;
  read(): Promise<Uint8Array>;
}

export interface Source {
  /** Regular files alone. What is left out is remarked; `listed` is called as they are found, which takes a while where they are many. */
  entries(remark: (remark: Remark) => void, limits: Limits, listed?: () => void): Promise<readonly Entry[]>;
}

export interface Read {
  readonly plan: Plan;
  readonly counts: Readonly<Record<string, number>>;
  /** The text of a page, and the bytes of a file, by what the plan calls its source. */
  text(source: string): Promise<string>;
  bytes(source: string): Promise<Uint8Array>;
}

export type Progress = (done: number, total: number, path: string) => void;

const CONFIG =
  /^(?:SUMMARY\.md|_sidebar\.md|_category_\.(?:json|ya?ml)|mkdocs\.ya?ml|\.gitbook\.ya?ml|book\.(?:json|toml)|(?:hugo|config)\.(?:toml|ya?ml|json|edn)|_config\.ya?ml|docusaurus\.config\.[cm]?[jt]s|config\.[cm]?[jt]s|[\w.-]*sidebars[\w-]*\.(?:[cm]?[jt]s|json)|_redirects|_(?:toc|quarto)\.ya?ml|myst\.ya?ml|\.order|\.pages|app\.json|dendron\.ya?ml|tech-docs\.ya?ml|_meta\.(?:json|[cm]?[jt]sx?)|meta\.(?:json|ya?ml)|(?:docs|mint)\.json|(?:astro|next|eleventy)\.config\.[cm]?[jt]s|\.eleventy\.[cm]?[jt]s|.*[ -][0-9a-f]{32}(?:_all)?\.csv)$/i;
const MOST_CONFIG = 5 * 1024 * 1024;
/** Outline writes all pages of a collection into one file. */
const MOST_COLLECTION = 32 * 1024 * 1024;
/** Pieces of pages, and bytes of one. */
const [MOST_PIECES, MOST_PIECE] = [1_000, 256 * 1024];
/** Templates whose pieces are looked for. */
const MOST_TEMPLATES = 5_000;
const KEPT_TEXT = 48 * 1024 * 1024;
/** Folders of programs and of other people's files. */
const FOREIGN = /^(?:node_modules|vendor|__pycache__|__MACOSX|bower_components)$/;
/** What steers a program, and copies that one keeps for itself. */
const MACHINERY = /(?:^|\/)_(?:layouts|includes|sass)\//;
const BACKUPS = /(?:^|\/)logseq\/(?:bak|\.recycle|version-files)$/;
const HIDDEN = /^\.(?!gitbook$|attachments$|vuepress$|vitepress$|obsidian$)/;
const OTHER_TEXT: Readonly<Record<string, string>> = {
  html: 'HTML',
  htm: 'HTML',
  rst: 'reStructuredText',
  adoc: 'AsciiDoc',
  asciidoc: 'AsciiDoc',
  org: 'Org',
  textile: 'Textile',
  docx: 'a Word document',
  rtf: 'RTF',
  ipynb: 'a Jupyter notebook',
  wiki: 'wiki text',
  erb: 'a template that a program fills in (ERB)',
  njk: 'a template that a program fills in (Nunjucks)',
  liquid: 'a template that a program fills in (Liquid)',
};

/** Reads a source into a plan. Never fails because of what the files hold; what cannot be read is remarked, and the rest is read. */
export const readSource = async (
  source: Source,
  { limits = LIMITS, onProgress }: { limits?: Limits; onProgress?: Progress } = {},
): Promise<Read> => {
  const remarks = collector(limits.remarks);
  const remark = (one: Remark): void => remarks.add(one);
  const entries = ownEditions(
    unwrapped(sorted(await source.entries(remark, limits, () => onProgress?.(0, 0, '')), remark, limits)),
    remark,
  );
  const ground: Ground & { files: Map<string, number>; large: Set<string>; configs: Map<string, string> } = {
    docs: new Map(),
    files: new Map(),
    large: new Set(),
    configs: new Map(),
    remark,
  };
  const asFile = (path: string, size: number, detail: string): void => {
    if (size > limits.fileBytes) return remark({ path, line: null, code: 'too-large', detail: megabytes(limits.fileBytes) });
    ground.files.set(path, size);
    ground.large.add(path);
    remark({ path, line: null, code: 'as-file', detail });
  };
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const collections = byPath.has('metadata.json');
  const texts = new Map<string, string>();
  const components: Remark[] = [];
  let [kept, textBytes, pages] = [0, 0, 0];
  const pieces = new Map<string, string>();
  const partials = hasPartials([...byPath.keys()]);
  const takePiece = async ({ path, size, read }: Entry): Promise<void> => {
    ground.files.set(path, size);
    if (size > MOST_PIECE || pieces.size >= MOST_PIECES) return;
    const bytes = await read().catch(() => null);
    const text = bytes === null ? null : (survey(path, bytes)?.text ?? null);
    if (text === null) return;
    pieces.set(path, text);
    remark({ path, line: null, code: 'piece', detail: '' });
  };
  const appended = await appendedIn([...byPath.keys()], (path) => smallText(byPath.get(path)));
  const shown = new Set([
    ...appended,
    ...(await partialsIn(entries)),
    ...(await calledPieces([...byPath.keys()], (path) => smallText(byPath.get(path)))),
  ]);
  const isPart = (path: string): boolean => isPiece(path, partials) || shown.has(path);
  // Before the pages that they are in.
  for (const entry of entries) if (isPart(entry.path)) await takePiece(entry);
  const named = { ...(await namedIn(entries, limits)), appended: appended.map((path) => pieces.get(path) ?? '') };
  for (const path of await lentIn([...byPath.keys()], (one) => smallText(byPath.get(one))))
    if (!pieces.has(path) && pieces.size < MOST_PIECES) pieces.set(path, await smallText(byPath.get(path)));
  for (const [index, entry] of entries.entries()) {
    const { path, size } = entry;
    onProgress?.(index, entries.length, path);
    const config =
      ((CONFIG.test(baseOf(path)) || LIST.test(path)) && size <= MOST_CONFIG) ||
      (collections && /^[^/]+\.json$/i.test(path) && size <= MOST_COLLECTION);
    if (isPart(path)) continue;
    const page = isPagePath(path);
    if (!page) {
      if (!inHiddenFolder(path)) ground.files.set(path, size);
      if (!config) notMarkdown(path, remark);
    }
    if (!page && !config) continue;
    if (page && inHiddenFolder(path)) continue;
    if (page && size > limits.pageBytes) {
      asFile(path, size, megabytes(limits.pageBytes));
      continue;
    }
    if (page && (textBytes + size > limits.textBytes || pages >= limits.pages)) {
      const detail = pages >= limits.pages ? `${limits.pages} pages` : `${megabytes(limits.textBytes)} of text`;
      remark({ path, line: null, code: 'too-many', detail });
      continue;
    }
    const bytes = await entry.read().catch((error: unknown) => {
      remark({ path, line: null, code: 'unreadable', detail: error instanceof Error ? error.message : String(error) });
      return null;
    });
    if (bytes === null) continue;
    const surveyed = survey(path, bytes, pieces, named);
    if (surveyed === null) {
      remark({ path, line: null, code: 'unreadable', detail: 'it is no text' });
      continue;
    }
    if (config) ground.configs.set(path, surveyed.text);
    if (!page) continue;
    if (surveyed.text.length > LONGEST_TEXT) {
      asFile(path, size, `${LONGEST_TEXT / 1_000_000} million characters`);
      continue;
    }
    pages += 1;
    textBytes += size;
    // Cut from the text, its words would hold the whole of it.
    ground.docs.set(path, structuredClone(surveyed.doc));
    if (kept + surveyed.text.length * 2 < KEPT_TEXT) {
      texts.set(path, surveyed.text);
      kept += surveyed.text.length * 2;
    }
    for (const one of surveyed.remarks) remark(one);
    for (const [name, line] of surveyed.components)
      if (components.length < limits.remarks) components.push({ path, line, code: 'component', detail: name });
  }
  const made = plan(ground, remarks);
  if (made.systems.some((one) => one === 'docusaurus' || one === 'vuepress') || entries.some(({ path }) => path.endsWith('.mdx')))
    for (const one of components) remark(one);
  return {
    plan: { ...made, files: made.files.filter((file) => fits(file, limits, remark)), remarks: remarks.remarks() },
    counts: remarks.counts(),
    text: async (path) => {
      const known = texts.get(path) ?? made.pages.find((page) => page.source === path)?.made;
      if (known !== undefined && known !== null) return known;
      const bytes = await byPath.get(path)?.read();
      return bytes === undefined ? '' : (survey(path, bytes, pieces, named)?.text ?? '');
    },
    bytes: async (path) => (await byPath.get(path)?.read()) ?? new Uint8Array(),
  };
};

const textOf = ({ read }: Entry): Promise<string> =>
  read().then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );

/** Of what is no piece for its length, nothing. */
const smallText = async (entry: Entry | undefined): Promise<string> =>
  entry === undefined || entry.size > MOST_PIECE ? '' : textOf(entry);

/** What pages of a book of MyST or a graph of Logseq are named by from elsewhere. */
const namedIn = async (entries: readonly Entry[], { pageBytes }: Limits): Promise<Omit<Named, 'appended'>> => {
  const labels = new Map<string, string>();
  const blocks = new Map<string, { readonly path: string; readonly words: string }>();
  const paths = entries.map(({ path }) => path);
  const [book, graph] = [isBook(paths), isGraph(paths)];
  for (const entry of book || graph ? entries : []) {
    if (!isPagePath(entry.path) || entry.size > pageBytes) continue;
    const text = await textOf(entry);
    if (book) noteLabels(entry.path, text, labels);
    if (graph) noteBlocks(entry.path, text, blocks);
  }
  return { labels, blocks: graph ? blocks : null };
};

/** Texts that templates show as parts of theirs. One that is a page by its name, too, stays a page. */
const partialsIn = async (entries: readonly Entry[]): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  const templates = entries.filter(({ path, size }) => isTemplate(path) && isPagePath(path) && size <= MOST_PIECE);
  if (templates.length === 0) return found;
  const named = new Map(
    entries.flatMap(({ path }) =>
      isPagePath(path) && !/\.html\.[^/]*$/i.test(path) ? [[nameOfPartial(path), path] as const] : [],
    ),
  );
  for (const template of templates.slice(0, MOST_TEMPLATES)) {
    const { path } = template;
    for (const name of partialsOf(await textOf(template))) {
      const piece = placesOfPartial(path, name).find((one) => named.has(one));
      if (piece !== undefined) found.add(named.get(piece) ?? '');
    }
  }
  return found;
};

const fits = (
  file: { readonly source: string; readonly size: number },
  { fileBytes }: Limits,
  remark: (one: Remark) => void,
): boolean => {
  if (file.size <= fileBytes) return true;
  remark({ path: file.source, line: null, code: 'too-large', detail: megabytes(fileBytes) });
  return false;
};

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

/** By path; what is hidden, foreign or too deep goes, each folder of it with one remark. */
const sorted = (entries: readonly Entry[], remark: (one: Remark) => void, { depth, entries: most }: Limits): readonly Entry[] => {
  const told = new Set<string>();
  const fine = entries.filter(({ path }) => {
    const parts = path.split('/');
    const hidden = parts.findIndex(
      (part, index) =>
        (index < parts.length - 1 && (FOREIGN.test(part) || BACKUPS.test(parts.slice(0, index + 1).join('/')))) ||
        (HIDDEN.test(part) && !CONFIG.test(part)),
    );
    if (hidden >= 0) {
      const folder = parts.slice(0, hidden + 1).join('/');
      if (!told.has(folder) && hidden < parts.length - 1) remark({ path: folder, line: null, code: 'hidden', detail: folder });
      told.add(folder);
      return false;
    }
    if (depthOf(path) <= depth) return true;
    const folder = parts.slice(0, depth).join('/');
    if (!told.has(folder)) remark({ path: folder, line: null, code: 'too-deep', detail: String(depth) });
    told.add(folder);
    return false;
  });
  if (fine.length > most) remark({ path: '', line: null, code: 'too-many', detail: `${most} files` });
  return fine.slice(0, most).toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
};

/** Archives wrap what they hold in one folder, whose name says nothing about it. */
const unwrapped = (entries: readonly Entry[]): readonly Entry[] => {
  const [first] = entries;
  const folder = first?.path.split('/')[0] ?? '';
  const wraps = first !== undefined && entries.every(({ path }) => path.startsWith(`${folder}/`)) && WRAPPER.test(folder);
  return wraps
    ? entries.map((entry) => ({ path: entry.path.slice(folder.length + 1), size: entry.size, read: () => entry.read() }))
    : entries;
};

/** Without translations and earlier versions of what is here, each folder of them with one remark. */
const ownEditions = (entries: readonly Entry[], remark: (one: Remark) => void): readonly Entry[] => {
  const tops = topsOf(entries.map(({ path }) => path));
  const told = new Set<string>();
  return entries.filter(({ path }) => {
    const edition = editionOf(path, tops);
    if (edition === null) return true;
    if (!told.has(edition)) remark({ path: edition, line: null, code: 'edition', detail: edition });
    told.add(edition);
    return false;
  });
};

/** `handbook-main`, `Export-0a1b…`: made by whoever packed it. */
const WRAPPER = /-(?:main|master|trunk|HEAD|[0-9a-f]{7,40})$|^Export-[0-9a-f-]{8,}|\.(?:zip|git)$/i;

const inHiddenFolder = (path: string): boolean =>
  dirOf(path)
    .split('/')
    .some(
      (part, index, parts) =>
        /^\.(?!gitbook$|attachments$)/.test(part) && !(/^\.(?:vue|vite)press$/.test(part) && parts[index + 1] === 'public'),
    );

const notMarkdown = (path: string, remark: (one: Remark) => void): void => {
  const kind = OTHER_TEXT[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''];
  if (kind !== undefined && !inHiddenFolder(path) && !MACHINERY.test(path))
    remark({ path, line: null, code: 'not-markdown', detail: kind });
};

/** For tests and for what is small: files in memory. */
export const memorySource = (files: Readonly<Record<string, string | Uint8Array>>): Source => ({
  entries: async () =>
    Object.entries(files).map(([path, content]) => {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return { path, size: bytes.length, read: async () => bytes };
    }),
});
