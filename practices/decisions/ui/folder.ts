/** A file of a chosen folder; `path` is relative to it, with forward slashes. */
export interface FolderFile {
  readonly path: string;
  readonly file: File;
}

const MARKDOWN = /\.(?:md|markdown|mdx|mkd|mdown)$/i;
/** Folders of other people's files, in which no organization keeps its decisions. */
const FOREIGN = new Set(['node_modules', 'vendor', 'target', 'dist', 'build', '__pycache__']);
const MOST = 20_000;

const isForeign = (path: string): boolean =>
  path
    .split('/')
    .slice(0, -1)
    .some((part) => FOREIGN.has(part)) || path.split('/').some((part) => part.startsWith('.'));

export const isMarkdown = (path: string): boolean => MARKDOWN.test(path);

/** The chosen folder's own name is no part of a record's path, so that a renamed folder is the same records. */
export const chosen = (files: FileList): readonly FolderFile[] =>
  [...files]
    .map((file) => ({
      file,
      path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath.split('/').slice(1).join('/'),
    }))
    .filter(({ path }) => !isForeign(path))
    .slice(0, MOST)
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));

/** What was dropped: one folder, or some files. */
export const dropped = async (items: DataTransferItemList): Promise<readonly FolderFile[]> => {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const alone = entries.length === 1 && entries[0]?.isDirectory === true;
  const found: FolderFile[] = [];
  for (const entry of entries) await walk(entry, alone ? null : entry.name, found);
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
};

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

const walk = async (entry: FileSystemEntry, path: string | null, found: FolderFile[]): Promise<void> => {
  if (found.length >= MOST || (path !== null && isForeign(`${path}/`)) || entry.name.startsWith('.')) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ path: path ?? entry.name, file });
  } else if (isDirectory(entry)) {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) break;
      for (const one of some) await walk(one, path === null ? one.name : `${path}/${one.name}`, found);
    }
  }
};
