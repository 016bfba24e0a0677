/** A file of a chosen folder; `path` is relative to it, with forward slashes. */
export interface FolderFile {
  readonly path: string;
  readonly file: File;
}

/** Folders of programs, which are no part of a handbook. Hidden files stay: some say how the pages hang together. */
const FOREIGN = new Set(['node_modules', '.git', '__pycache__', '.venv']);
const MOST = 100_000;

const isForeign = (path: string): boolean => path.split('/').some((part) => FOREIGN.has(part));

/** The chosen folder's own name is no part of a page's path, so that a renamed folder is the same pages. */
export const chosenFolder = (files: FileList): { readonly name: string; readonly files: readonly FolderFile[] } => ({
  name: files[0]?.webkitRelativePath.split('/')[0] ?? '',
  files: [...files]
    .map((file) => ({ file, path: file.webkitRelativePath.split('/').slice(1).join('/') }))
    .filter(({ path }) => path !== '' && !isForeign(path))
    .slice(0, MOST),
});

export type Dropped =
  | { readonly kind: 'zip'; readonly file: File }
  | { readonly kind: 'folder'; readonly name: string; readonly files: readonly FolderFile[] };

/** What was dropped: a zip, one folder, or some of each. */
export const dropped = async (items: DataTransferItemList): Promise<Dropped> => {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && isFile(first) && /\.zip$/i.test(first.name))
    return { kind: 'zip', file: await fileOf(first) };
  const alone = entries.length === 1 && first?.isDirectory === true;
  const files: FolderFile[] = [];
  for (const entry of entries) await walk(entry, alone ? '' : entry.name, files);
  return { kind: 'folder', name: first?.name ?? '', files };
};

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

const walk = async (entry: FileSystemEntry, path: string, found: FolderFile[]): Promise<void> => {
  if (found.length >= MOST || isForeign(entry.name)) return;
  if (isFile(entry)) found.push({ path, file: await fileOf(entry) });
  else if (isDirectory(entry)) {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) break;
      for (const one of some) await walk(one, path === '' ? one.name : `${path}/${one.name}`, found);
    }
  }
};
