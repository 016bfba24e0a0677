type Preview = (markdown: string) => Promise<string>;

let previewer: Preview | null = null;

/** The shell gives the server's way from Markdown to sanitized HTML. */
export const previewBy = (how: Preview): void => {
  previewer = how;
};

/** Null where there is none. */
export const previewWay = (): Preview | null => previewer;
