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
  const terms = termsOf(added, deleted, many, folders.size);
  return { score: sumOf(terms), terms };
};

const termsOf = (added: number, deleted: number, files: number, directories: number): readonly Term[] => [
  { name: 'lines added', amount: added, value: 5 * Math.log2(1 + added) },
  { name: 'lines deleted', amount: deleted, value: Math.log2(1 + deleted) },
  { name: 'files', amount: files, value: 2.5 * Math.log2(1 + files) },
  { name: 'directories', amount: directories, value: 2.5 * Math.log2(Math.max(1, directories)) },
];

const sumOf = (terms: readonly Term[]): number => terms.reduce((sum, { value }) => sum + value, 0);

/** [C2] Pieces of one intent as one change: what they add, delete and touch is added up. A directory that two of them touch counts twice. */
export const together = (pieces: readonly Score[]): Score => {
  const [first, ...others] = pieces;
  if (!first || others.length === 0) return first ?? scoreOf([]);
  const amountOf = (name: Term['name']): number =>
    pieces.reduce((sum, { terms }) => sum + (terms.find((term) => term.name === name)?.amount ?? 0), 0);
  const terms = termsOf(amountOf('lines added'), amountOf('lines deleted'), amountOf('files'), amountOf('directories'));
  return { score: sumOf(terms), terms };
};
