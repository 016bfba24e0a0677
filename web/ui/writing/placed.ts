/**
 * Pasted Markdown as it has to stand between what is before and behind it: headings, lists and tables begin a block of their own, and what is typed
 * next does not run into the last of them. Words of one paragraph go into the line.
 */
export const placed = (text: string, before: string, behind: string): string => {
  const words = text.trimEnd();
  const begins = BLOCK.test(words);
  if (!begins && !words.includes('\n')) return words;
  return `${leading(before, begins)}${words}${trailing(behind)}`;
};

const BLOCK = /^(?:#{1,6} |[-*+] |\d{1,9}[.)] |> |\||```|---$|\[\^)/;

const leading = (before: string, begins: boolean): string => {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  // What begins with words goes on in the line in which it is pasted.
  if (line.trim() !== '') return begins ? '\n\n' : '';
  return before.trim() === '' || /\n[ \t]*\n[ \t]*$/.test(before) ? '' : '\n';
};

const trailing = (behind: string): string => {
  if (/^[ \t]*\n[ \t]*\n/.test(behind)) return '';
  return /^[ \t]*\n/.test(behind) ? '\n' : '\n\n';
};
