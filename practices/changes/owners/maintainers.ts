import { anyName, namePattern, namesOf, partsFit, type Part } from './glob.ts';
import { nameExpression } from './name-expression.ts';
import type { OwnersFile, Owning } from './owners.ts';

interface Section {
  readonly title: string;
  readonly line: number;
  readonly owners: string[];
  readonly files: FilePattern[];
  readonly excluded: FilePattern[];
  readonly names: ((path: string) => boolean)[];
  readonly isLast: boolean;
}

interface FilePattern {
  /** What stands before the first wildcard, in whole folders: the index goes by it. */
  readonly folder: string;
  /** All of what stands before it: whatever fits begins so, and most of what does not is told by that. */
  readonly fixed: string;
  readonly depth: number;
  matches(path: string): boolean;
}

const ENTRY = /^([A-Z]):\s*(.*)$/;
const LONGEST = 1000;
/** Linux: who is asked where nobody else is. */
const REST = 'THE REST';

/**
 * Reads a MAINTAINERS file as the Linux kernel's get_maintainer.pl does: `M:` and `R:` are asked, `F:` names files (with `/` behind all below a
 * folder, else only as deep as the pattern), `X:` takes some of them out, `N:` is an expression for names. More specific sections come first.
 */
export const maintainers = (text: string, name = 'MAINTAINERS'): OwnersFile => {
  const faults: { line: number; words: string }[] = [];
  const sections = sectionsIn(text, faults);
  const index = new Map<string, { readonly section: Section; readonly pattern: FilePattern }[]>();
  const byName = sections.filter(({ names }) => names.length > 0);
  for (const section of sections)
    for (const pattern of section.files) {
      const known = index.get(pattern.folder) ?? [];
      known.push({ section, pattern });
      index.set(pattern.folder, known);
    }
  return {
    faults,
    of: (path) => {
      const found = new Map<Section, number>();
      const find = (section: Section, depth: number): void => {
        if (section.excluded.some((pattern) => pattern.matches(path))) return;
        found.set(section, Math.max(found.get(section) ?? 0, depth));
      };
      for (let end = path.length; end >= 0; end = end === 0 ? -1 : Math.max(0, path.lastIndexOf('/', end - 1)))
        for (const { section, pattern } of index.get(path.slice(0, end)) ?? [])
          if (path.startsWith(pattern.fixed) && pattern.matches(path)) find(section, pattern.depth);
      for (const section of byName) if (section.names.some((matches) => matches(path))) find(section, 1);
      return [...found]
        .toSorted(([a, one], [b, other]) => Number(a.isLast) - Number(b.isLast) || other - one || a.line - b.line)
        .flatMap(([{ owners, title, isLast }]): readonly Owning[] =>
          owners.length === 0 ? [] : [{ owners, because: `${name}: ${title}`, last: isLast }],
        );
    },
  };
};

const sectionsIn = (text: string, faults: { line: number; words: string }[]): readonly Section[] => {
  const sections: Section[] = [];
  let section: Section | null = null;
  let title = '';
  for (const [index, raw] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .entries()) {
    const line = raw.trimEnd();
    const entry = ENTRY.exec(line);
    if (!entry) {
      if (line.trim() === '') section = null;
      else if (!/^[\s.*-]/.test(line)) [section, title] = [null, line.trim()];
      continue;
    }
    // Before the list begins, the file says what its letters mean.
    if (title === '' && section === null) continue;
    if (section === null) {
      section = { title, line: index + 1, owners: [], files: [], excluded: [], names: [], isLast: title.toUpperCase() === REST };
      sections.push(section);
    }
    const [, letter = '', value = ''] = entry;
    if (value.length > LONGEST) faults.push({ line: index + 1, words: 'The line is too long.' });
    else if (letter === 'M' || letter === 'R') section.owners.push(addressIn(value));
    else if (letter === 'F') section.files.push(filePattern(value));
    else if (letter === 'X') section.excluded.push(filePattern(value));
    else if (letter === 'N') {
      const matches = nameExpression(value.trim());
      if (matches) section.names.push(matches);
      else faults.push({ line: index + 1, words: `This is no expression: ${value.slice(0, 80)}` });
    }
  }
  return sections;
};

/** `Ines Prado <ines@northwind.example>`: the address. */
const addressIn = (value: string): string => /<([^<>]+@[^<>]+)>/u.exec(value)?.[1] ?? value.trim();

const slashes = (path: string): number => path.split('/').length - 1;

const filePattern = (value: string): FilePattern => {
  const pattern = value.trim().replace(/^\/+/, '');
  const wild = pattern.search(/[*?]/);
  const fixed = wild < 0 ? pattern : pattern.slice(0, wild);
  const folder = fixed.slice(0, Math.max(0, fixed.lastIndexOf('/')));
  const whole = wild < 0 && !pattern.endsWith('/');
  const depth = slashes(pattern) + (whole ? 1 : 0);
  if (wild < 0) {
    const below = pattern.endsWith('/') ? pattern : `${pattern}/`;
    const level = slashes(pattern);
    // As there: a name without an end means all that begin so, in the same folder; of a folder, all below it.
    const matches = (path: string): boolean =>
      path.startsWith(below) || (!pattern.endsWith('/') && path.startsWith(pattern) && slashes(path) === level);
    return { folder, fixed, depth, matches };
  }
  return { folder, fixed, depth, matches: wildcards(pattern) };
};

/** A star stays within a name, two cross folders; without an end, all that begin so are meant, in the same folder only where no two stars stand. */
const wildcards = (pattern: string): ((path: string) => boolean) => {
  const isFolder = pattern.endsWith('/');
  const words = (isFolder ? pattern.slice(0, -1) : `${pattern}*`).split('/');
  const parts = words.flatMap((word, index): readonly Part[] =>
    /^\*\*+$/.test(word) && index < words.length - 1 ? [anyName, null] : [namePattern(word)],
  );
  if (isFolder) parts.push(anyName, null);
  else if (pattern.includes('**')) parts.push(null);
  return (path) => partsFit(parts, namesOf(path));
};
