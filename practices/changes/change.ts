/** A file as a change leaves it. */
export interface ChangedFile {
  /** As it is called now; of a deleted one, as it was. */
  readonly path: string;
  /** As it was called before; null: the same, or it is new. */
  readonly from: string | null;
  readonly how: 'added' | 'modified' | 'deleted' | 'renamed' | 'copied';
  /** Lines; of a binary file 0. */
  readonly added: number;
  readonly deleted: number;
  readonly binary: boolean;
  /** A commit of another repository. */
  readonly submodule: boolean;
  /** Written by a program, or by somebody else, and not to be read line by line. */
  readonly light: 'generated' | 'vendored' | null;
}

/** What a change weighs, and of what that is made. */
export interface Score {
  readonly score: number;
  readonly terms: readonly Term[];
}

export interface Term {
  readonly name: 'lines added' | 'lines deleted' | 'files' | 'directories';
  /** How many there are, as they count. */
  readonly amount: number;
  readonly value: number;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/**
 * [C1] `5·log2(1+added) + log2(1+deleted) + 2.5·log2(1+files) + 2.5·log2(directories)`. [C2] Of what is generated, vendored or wholly deleted
 * each file is one line, and neither a file nor a directory. [C5] No term knows the author.
 */
export const scoreOf = (files: readonly ChangedFile[]): Score => {
  let [added, deleted, many] = [0, 0, 0];
  const folders = new Set<string>();
  for (const file of files) {
    if (file.how === 'deleted') deleted += 1;
    else if (file.light !== null) added += 1;
    else {
      // Somebody looks at a picture as at one line.
      added += file.binary || file.submodule ? 1 : file.added;
      deleted += file.deleted;
      many += 1;
      folders.add(folderOf(file.path));
    }
  }
  const terms: readonly Term[] = [
    { name: 'lines added', amount: added, value: 5 * Math.log2(1 + added) },
    { name: 'lines deleted', amount: deleted, value: Math.log2(1 + deleted) },
    { name: 'files', amount: many, value: 2.5 * Math.log2(1 + many) },
    { name: 'directories', amount: folders.size, value: 2.5 * Math.log2(Math.max(1, folders.size)) },
  ];
  return { score: terms.reduce((sum, { value }) => sum + value, 0), terms };
};
