const FENCE = /^\s{0,3}(`{3,}|~{3,})/u;

/** Markdown of which `each` line is changed that stands in no fenced block of code. As many lines as before, if it adds none. */
export const outsideCode = (text: string, each: (line: string) => string): string => {
  let fence: string | null = null;
  return text
    .split('\n')
    .map((line) => {
      const mark = FENCE.exec(line)?.[1];
      if (mark && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null;
      return fence === null ? each(line) : line;
    })
    .join('\n');
};

/** A line of which `each` part is changed that is no code between backticks. */
export const outsideSpans = (line: string, each: (part: string) => string): string =>
  line.includes('`')
    ? line
        .split(/(`+[^`]*`+)/)
        .map((part, index) => (index % 2 === 1 ? part : each(part)))
        .join('')
    : each(line);
