import { catalogue } from '#web/ui/language.ts';

/** The words of a page's files. */
export const t = catalogue('handbook.files', {
  files: 'Files',
  none: 'None yet. Pictures and files that you put into the text stand here, too.',
  add: 'Add files',
  going: 'Keeping “{name}”: {part} %',
  about: '{size}, {who}, {when}',
  acts: 'What to do with “{name}”',
  replace: 'Replace it',
  remove: 'Remove it',
  removeAsk: 'Remove this file? What shows it in texts shows nothing then.',
  more: 'More files',
  bytes: '{n} bytes',
});

const UNITS = ['kB', 'MB', 'GB'] as const;

/** How large something is, as people say it: `3.4 MB`. */
export const sizeWords = (bytes: number): string => {
  if (bytes < 1_000) return t('bytes', { n: bytes });
  const power = Math.min(UNITS.length, Math.floor(Math.log10(bytes) / 3));
  const number = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 }).format(bytes / 1_000 ** power);
  return `${number} ${UNITS[power - 1]}`;
};
