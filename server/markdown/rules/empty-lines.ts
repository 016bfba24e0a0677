import type { MarkdownIt } from 'markdown-it';

/** A backslash alone in a paragraph is how Outline keeps an empty one. */
export const emptyLines = (md: MarkdownIt): void => {
  md.core.ruler.after('block', 'empty_lines', (state) => {
    const { tokens } = state;
    const isEmpty = (at: number): boolean =>
      tokens[at]?.type === 'paragraph_open' && /^\\(?:\n\\)*$/.test(tokens[at + 1]?.content ?? '');
    if (!tokens.some((_, at) => isEmpty(at))) return;
    state.tokens = tokens.filter((_, at) => !(isEmpty(at) || isEmpty(at - 1) || isEmpty(at - 2)));
  });
};
