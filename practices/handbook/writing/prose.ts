/**
 * The prose of a Markdown text, character for character at the places where it stands: front matter, code, tables, addresses, tags and marks are
 * blanks. What looks at prose needs no other positions than the text's own.
 */
export const proseOf = (markdown: string): string => {
  let fence: string | null = null;
  let head = /^---[ \t]*\r?$/.test(markdown.split('\n', 1)[0] ?? '');
  const lines = markdown.split('\n').map((line, index) => {
    if (head) {
      if (index > 0 && /^(?:---|\.\.\.)\s*$/.test(line)) head = false;
      return blank(line);
    }
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null;
      return blank(line);
    }
    if (mark) {
      fence = mark;
      return blank(line);
    }
    if (/^\s*\|/.test(line) || /^(?: {4}|\t)/.test(line)) return blank(line);
    return line
      .replace(/`+[^`\n]*`+/g, blank)
      .replace(/!\[[^\]]*\]\([^)\n]*\)/g, blank)
      .replace(/\]\([^)\n]*\)/g, blank)
      .replace(/https?:\/\/\S+/g, blank)
      .replace(/<[^<>\n]*>/g, blank)
      .replace(/[*_~[\]#>]/g, ' ')
      .replace(/^(\s*)(?:[-+]|\d{1,9}[.)])(?=\s)/, blank);
  });
  return lines.join('\n');
};

const blank = (text: string): string => ' '.repeat(text.length);
