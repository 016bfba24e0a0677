/** Words as part of a file's name: `keep-one-postgresql`. Empty where there are no letters. */
export const slugOf = (words: string): string =>
  words
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '');

/** `0142-keep-one-postgresql.md`; `kind` stands in for a title without letters. */
export const fileName = (number: number, title: string, kind: string): string =>
  `${String(number).padStart(4, '0')}-${slugOf(title) || kind}.md`;
