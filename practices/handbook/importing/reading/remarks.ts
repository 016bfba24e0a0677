/** What could not be kept as it was, or was kept otherwise. */
export interface Remark {
  /** In the source. */
  readonly path: string;
  /** From 1; null: the file as a whole. */
  readonly line: number | null;
  readonly code: RemarkCode;
  /** What it is about: the href, the name of the shortcode, … */
  readonly detail: string;
}

/** Why, in words for people; `DETAIL` stands for the detail. */
export const REASONS = {
  'broken-link': 'The link leads to nothing that was imported: DETAIL',
  'broken-image': 'The picture is not in the import: DETAIL',
  'front-address': 'An address of the front matter leads nowhere from here: DETAIL',
  computed: 'Only a program of the other system knows this address, so it leads nowhere: DETAIL',
  'missing-anchor': 'The page has no heading for this anchor: DETAIL',
  spaces: 'An address with spaces is no link in Markdown; write it in angle brackets: DETAIL',
  'front-matter': 'The front matter cannot be read, so nothing was taken from it: DETAIL',
  encoding: 'The file was read as DETAIL',
  characters: 'Characters that cannot be kept were replaced: DETAIL',
  unreadable: 'The file cannot be read: DETAIL',
  'too-large': 'The file is larger than DETAIL and was left out',
  'as-file': 'The text is longer than DETAIL, which a page may not be: it is kept as a file',
  'too-many': 'There is more than DETAIL; the rest was left out',
  'too-deep': 'The folders are more than DETAIL levels deep; this was left out',
  'bad-path': 'The path leads outside of the import or cannot be kept, so this was left out: DETAIL',
  edition: 'Translations and earlier versions were left out: DETAIL',
  piece: 'It is a piece of pages: its text stands where they show it, and it is no page of its own',
  draft: 'The page is a draft there, so it was not imported',
  'symbolic-link': 'A symbolic link was left out: DETAIL',
  submodule: 'A submodule was left out; import its own address: DETAIL',
  encrypted: 'The entry is locked with a password and was left out',
  'nested-archive': 'An archive within an archive was left out: DETAIL',
  compression: 'The entry swells beyond all measure and was left out: DETAIL',
  'same-name': 'Another page has this place already; this one is named DETAIL',
  'case-only': 'The name differs from another only in capitals; this one is named DETAIL',
  'name-changed': 'The name cannot be kept; it is now DETAIL',
  shortcode: 'What only the other system understands is shown as text: DETAIL',
  component: 'A component of the other system is not shown: DETAIL',
  html: 'HTML that runs, asks or shows other sites is left out: DETAIL',
  'not-markdown': 'Only Markdown becomes pages; this is DETAIL',
  'not-linked': 'No page links to this file, so it was left out',
  hidden: 'Hidden folders and those of programs were left out: DETAIL',
  'left-out': 'This line of the navigation was left out: DETAIL',
  'title-not-kept': 'The navigation calls this page otherwise; the page’s own title stays: DETAIL',
  'order-not-kept': 'The order is made by a program, which was not run: DETAIL',
  redirect: 'This redirect leads to nothing that was imported: DETAIL',
  made: 'The text was made from DETAIL',
  conflict: 'It was changed here and there in the same place. What is here stays: DETAIL',
  merged: 'It was changed here and there; both changes are in it now',
  vanished: 'The page is no longer in the source; it stays here',
  archived: 'The page is no longer in the source, and was archived',
  refused: 'DETAIL',
} as const;

export type RemarkCode = keyof typeof REASONS;

export const sentenceOf = ({ code, detail }: Pick<Remark, 'code' | 'detail'>): string =>
  REASONS[code].replace('DETAIL', () => detail);

/** Counts everything, keeps so many of each code: a thousand broken links hide no unreadable file. */
export const collector = (most: number) => {
  const kept: Remark[] = [];
  const counts = new Map<RemarkCode, number>();
  const share = Math.max(1, Math.floor(most / 5));
  const add = (remark: Remark): void => {
    const count = (counts.get(remark.code) ?? 0) + 1;
    counts.set(remark.code, count);
    if (kept.length < most && count <= share) kept.push({ ...remark, detail: remark.detail.slice(0, 300) });
  };
  return {
    add,
    remarks: (): readonly Remark[] => kept,
    counts: (): Readonly<Record<string, number>> => Object.fromEntries(counts),
  };
};

export type Collector = ReturnType<typeof collector>;
