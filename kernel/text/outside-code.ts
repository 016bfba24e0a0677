import { holdsMarkdown } from './directives.ts';

const FENCE = /^\s{0,3}(`{3,}|~{3,})/u;

/** Fences within one another that hold Markdown. */
const DEEPEST = 50;

/** Markdown of which `each` line is changed that stands in no fenced block of code. As many lines as before, if it adds none. */
export const outsideCode = (text: string, each: (line: string) => string): string => {
  let fence: string | null = null;
  const holding: string[] = [];
  return text
    .split('\n')
    .map((line) => {
      const mark = FENCE.exec(line)?.[1];
      const around = holding.at(-1);
      if (mark && fence === null && around !== undefined && mark.startsWith(around) && line.trim() === mark) holding.pop();
      else if (
        mark &&
        fence === null &&
        holding.length < DEEPEST &&
        holdsMarkdown(line.trimStart().slice(mark.length, mark.length + 200))
      )
        holding.push(mark);
      else if (mark && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null;
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
