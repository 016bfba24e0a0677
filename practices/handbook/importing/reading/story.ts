import { relinked } from './relinking.ts';
import { memorySource, readSource, type Read } from './source.ts';

export const read = (files: Readonly<Record<string, string | Uint8Array>>): Promise<Read> => readSource(memorySource(files));

/** The tree as lines: `name “title” file`, indented. */
export const treeOf = ({ plan: { pages } }: Read): readonly string[] => {
  const lines: string[] = [];
  const below = (under: string | null, depth: number): void => {
    for (const page of pages.filter((one) => one.under === under).toSorted((a, b) => a.order - b.order)) {
      const file = page.file === null ? 'folder' : `${page.file.inside ? './' : ''}${page.file.name}`;
      lines.push(`${'  '.repeat(depth)}${page.name} “${page.title}” ${file}`);
      below(page.key, depth + 1);
    }
  };
  below(null, 0);
  return lines;
};

/** A text as it will stand here. */
export const textHere = async ({ plan: { pages }, text }: Read, source: string): Promise<string> => {
  const page = pages.find((one) => one.source === source);
  return page === undefined ? '' : relinked(page, page.made ?? (await text(source))).text;
};

export const linksOf = ({ plan: { pages } }: Read, source: string) => pages.find((page) => page.source === source)?.links;
export const told = ({ plan: { remarks } }: Read): readonly string[] =>
  remarks.map(({ code, path, line, detail }) => `${code} ${path}:${line} ${detail}`);
