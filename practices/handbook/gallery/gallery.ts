import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exhibitIn, type Exhibit } from '#kernel/protocol/exhibit.ts';

/** A protocol of a real organization, as a page that one may take. */
export interface GalleryProtocol extends Exhibit {
  readonly id: string;
}

const FOLDER = join(import.meta.dirname, '../../../kernel/protocol/gallery');

let read: readonly GalleryProtocol[] | null = null;

/** All of them, by title. */
export const galleryProtocols = (): readonly GalleryProtocol[] => (read ??= readGallery());

const readGallery = (): readonly GalleryProtocol[] =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => galleryProtocolIn(readFileSync(join(FOLDER, file), 'utf8')) ?? [])
    .toSorted((a, b) => (a.title < b.title ? -1 : 1));

const galleryProtocolIn = (text: string): GalleryProtocol | null => {
  const found = exhibitIn(text);
  return found && { ...found, id: found.protocol.id };
};

/** The page that it becomes, with the names of an organization in the place of its own: `{ committers: 'contributors' }`. */
export const galleryPage = ({ title, about, source, yaml }: GalleryProtocol, names: Readonly<Record<string, string>>): string => {
  const from = source === null ? '' : `\nSource: ${/^https?:/.test(source) ? `<${source}>` : source}\n`;
  return `# ${title}\n\n${about}\n${from}\n\`\`\`yaml\n${renamed(yaml, names).trimEnd()}\n\`\`\`\n`;
};

const renamed = (yaml: string, names: Readonly<Record<string, string>>): string =>
  yaml
    .split('\n')
    .map((line) => (/^(?:id|on):/.test(line) || /^\s*#/.test(line) ? line : inLine(line, names)))
    .join('\n');

/** Whole words, outside quotation marks. */
const inLine = (line: string, names: Readonly<Record<string, string>>): string =>
  Object.entries(names).reduce(
    (so, [role, name]) =>
      so.replace(new RegExp(`('[^']*'|"[^"]*")|(?<![\\w./-])${RegExp.escape(role)}(?![\\w/-])`, 'g'), (whole, quoted?: string) =>
        quoted === undefined ? name : whole,
      ),
    line,
  );

const RUNS =
  /pmc|tsc|steward|maintainer|approver|lead|manager|sponsor|director|owner|facilitator|dri$|admin|shepherd|chair|super_|parent_|commander|board|iesg/;

/** Who is likely to be meant by a role that nobody has here. */
export const suggestedFor = (role: string): string => (RUNS.test(role) ? 'stewards' : 'contributors');
