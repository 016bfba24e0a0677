import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** JavaScript and styles of the built web app, gzipped, in bytes. */
export interface WebSize {
  /** What every page loads before it can show anything. */
  readonly entry: number;
  /** The entry and the heaviest screen: at most this is loaded to show a first page. */
  readonly firstPage: number;
  readonly heaviestScreen: string;
  readonly styles: number;
  /** The editor: a screen shows before it is there. */
  readonly editor: number;
  /** For browsers without native Temporal, on top. */
  readonly polyfill: number;
  readonly all: number;
}

/** The budget of a first page, in bytes of gzipped JavaScript. */
export const FIRST_PAGE = 250_000;

/** Chunks that are loaded together with one: its static imports, and theirs. */
const closure = (start: string, sources: ReadonlyMap<string, string>, found = new Set<string>()): Set<string> => {
  const source = sources.get(start);
  if (source === undefined || found.has(start)) return found;
  found.add(start);
  for (const [, name] of source.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
    if (name !== undefined) closure(name, sources, found);
  return found;
};

const LAZY = /import\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g;

/** Measures a build in `dist/web`. */
export const webSize = (dist: string): WebSize => {
  const assets = join(dist, 'assets');
  const names = readdirSync(assets);
  const sources = new Map(
    names.filter((name) => name.endsWith('.js')).map((name) => [name, readFileSync(join(assets, name), 'utf8')]),
  );
  const sizes = new Map([...sources].map(([name, source]) => [name, gzipSync(source).length]));
  const sum = (chunks: Iterable<string>): number => [...chunks].reduce((total, name) => total + (sizes.get(name) ?? 0), 0);
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const entry = new Set<string>();
  for (const [, name] of html.matchAll(/(?:src|href)="\/assets\/([\w.-]+\.js)"/g))
    if (name !== undefined) closure(name, sources, entry);
  const isPolyfill = (name: string): boolean => name.startsWith('global.esm');
  // A screen is what the entry asks for by its address; what a screen or a worker asks for once it is shown (an editor, holidays) is not waited for.
  const screens = new Set(
    [...entry].flatMap((name) => [...(sources.get(name) ?? '').matchAll(LAZY)].map(([, file = '']) => file)),
  );
  const lazy = [...screens]
    .filter((name) => sources.has(name) && !entry.has(name) && !isPolyfill(name))
    .map((name) => ({ name, size: sum(closure(name, sources).difference(entry)) }));
  const heaviest = lazy.toSorted((a, b) => b.size - a.size)[0] ?? { name: '', size: 0 };
  return {
    entry: sum(entry),
    firstPage: sum(entry) + heaviest.size,
    heaviestScreen: heaviest.name,
    styles: names
      .filter((name) => name.endsWith('.css'))
      .reduce((total, name) => total + gzipSync(readFileSync(join(assets, name))).length, 0),
    editor: sum([...sources.keys()].filter((name) => name.startsWith('surface-'))),
    polyfill: sum([...sources.keys()].filter(isPolyfill)),
    all: sum(sources.keys()),
  };
};

if (import.meta.main) {
  const size = webSize(join(import.meta.dirname, '..', 'dist', 'web'));
  const show = (bytes: number): string => `${(bytes / 1000).toFixed(1).padStart(6)} kB gz`;
  console.log(
    `entry            ${show(size.entry)}\nfirst page       ${show(size.firstPage)}  (with ${size.heaviestScreen}; budget ${FIRST_PAGE / 1000} kB)\nstyles           ${show(size.styles)}\nTemporal         ${show(size.polyfill)}  (only where it is missing)\nall screens      ${show(size.all)}`,
  );
  if (size.firstPage > FIRST_PAGE) process.exitCode = 1;
}
