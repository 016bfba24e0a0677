import { renderMarkdown } from './render.ts';

export { renderMarkdown, type RenderedMarkdown } from './render.ts';
export type { MarkdownHeading } from './html-tree.ts';

/** Markdown as sanitized HTML. Loads its libraries when it is first asked. */
export const render = async (text: string): Promise<string> => (await renderMarkdown(text)).html;
