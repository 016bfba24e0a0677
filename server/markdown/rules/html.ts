import type { MarkdownIt, StateBlock } from 'markdown-it';
import { isCode, lineAt, paragraph, shownWithin } from './containers.ts';

/** `<figure markdown>` of MkDocs and `<div markdown="1">` of kramdown: what is in them is Markdown, however far in it stands. */
export const htmlWithMarkdown = (md: MarkdownIt): void => {
  md.block.ruler.before('html_block', 'html_markdown', element, { alt: ['paragraph', 'reference', 'blockquote'] });
};

const SAID = String.raw`[ \t]+(?:[^<>]{0,300}[ \t])?markdown(?:=["']?(?:1|block|span)["']?)?(?:[ \t][^<>]{0,300})?`;
const OPENING = new RegExp(String.raw`^<(div|figure|section|article|details|center|p)${SAID}>[ \t]*$`, 'i');
const ON_ONE_LINE = new RegExp(
  String.raw`^<(div|figcaption|p|span)((?:[ \t][^<>]{0,600})?)>[ \t]*(\S.{0,3000}?)</\1>[ \t]*$`,
  'i',
);

const element = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const first = (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0);
  if (state.src.charCodeAt(first) !== 60 || isCode(state, start)) return false;
  const line = lineAt(state, start);
  const tag = OPENING.exec(line)?.[1]?.toLowerCase();
  if (tag === undefined) return oneLine(state, start, line, silent);
  if (silent) return true;
  const around = Number(state.env['markdownIn'] ?? 0);
  state.env['markdownIn'] = around + 1;
  state.push('html_block', '', 0).content = `<${tag}>`;
  const shown = shownWithin(state, start, end, stepsOf(tag));
  state.env['markdownIn'] = around;
  if (shown) state.push('html_block', '', 0).content = `</${tag}>`;
  else state.tokens.pop();
  return shown;
};

/** `<figcaption>The *dock*</figcaption>` within one of them, or one that says so itself. */
const oneLine = (state: StateBlock, start: number, line: string, silent: boolean): boolean => {
  const within = Number(state.env['markdownIn'] ?? 0) > 0;
  if (!within && !line.includes('markdown')) return false;
  const [, tag, said = '', words = ''] = ON_ONE_LINE.exec(line) ?? [];
  if (tag === undefined || !(within || new RegExp(`^${SAID}$`).test(said))) return false;
  if (silent) return true;
  state.push('html_block', '', 0).content = `<${tag}>`;
  paragraph(state, words.trimEnd());
  state.push('html_block', '', 0).content = `</${tag}>`;
  state.line = start + 1;
  return true;
};

/** Whether a line opens another of the name, closes one, or neither. */
const stepsOf = (tag: string): ((line: string) => 1 | -1 | 0) => {
  const [opens, closes] = [new RegExp(`^<${tag}[\\s>]`, 'i'), new RegExp(`</${tag}>[ \\t]*$`, 'i')];
  return (line) => (opens.test(line) ? (closes.test(line) ? 0 : 1) : closes.test(line) ? -1 : 0);
};
