import { renderMarkdown } from './render.ts';

/** Markdown as sanitized HTML. Loads its libraries when it is first asked. */
export const render = async (text: string): Promise<string> => (await renderMarkdown(text)).html;
