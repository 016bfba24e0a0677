const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
};

// No title, status or name is longer; nested marks cost more than their length.
const MAX_LENGTH = 4_000;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;
// Escaped characters wait in the private use area until the marks around them are gone.
const hide = (text: string): string =>
  text.replace(ESCAPED, (_, mark: string) => String.fromCharCode(0xe000 + mark.charCodeAt(0)));
const show = (text: string): string =>
  text.replace(/[\uE021-\uE07E]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xe000));

/** One line of Markdown as a reader sees it: no marks, links by their text, images by their description, struck text gone. */
export const plain = (source: string): string => {
  const markdown = source.slice(0, MAX_LENGTH);
  if (/^[\p{L}\p{N} ,.;:()/'"–—-]*$/u.test(markdown)) return markdown.replace(/\s+/g, ' ').trim();
  return show(
    hide(markdown)
      .replace(/<!--.*?(?:-->|$)/g, '')
      .replace(/~~(?=\S)[^~]{1,300}~~/g, '')
      .replace(/!\[([^[\]]{0,300})\]\([^()]{0,1000}\)/g, '$1')
      .replace(/\[\[([^[\]|]{1,300})(?:\|([^[\]]{1,300}))?\]\]/g, (_, target: string, text?: string) => text ?? target)
      .replace(/\[([^[\]]{0,300})\](?:\([^()]{0,1000}(?:\([^()]{0,300}\)[^()]{0,300})?\)|\[[^[\]]{0,300}\])/g, '$1')
      .replace(/<(https?:\/\/[^<>\s]{1,1000}|[^<>\s@]{1,200}@[^<>\s]{1,200})>/g, '$1')
      .replace(/<\/?[a-z][^<>]{0,300}>/gi, '')
      .replace(/(`{1,3})([^`]{1,300})\1/g, (_, _ticks, code: string) => code.trim())
      .replace(/(\*{1,3})(?=\S)([^*]{1,300}?\S|\S)\1/g, '$2')
      .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_]{1,300}?\S|\S)\1(?![\p{L}\p{N}_])/gu, '$2')
      .replace(/&(?:#(\d{2,4})|([a-z]{2,8}));/gi, (whole, code?: string, name?: string) =>
        code === undefined ? (ENTITIES[name?.toLowerCase() ?? ''] ?? whole) : String.fromCharCode(Number(code)),
      ),
  )
    .replace(/\s+/g, ' ')
    .trim();
};

const EVERY_MARK = /[\\`*_[\]<>&#~!|]/g;

/** Markdown of one line whose `plain` is exactly `text`, which has single spaces only; marked no more than needed. */
export const markdownOf = (text: string): string =>
  plain(text) === text && !/[\uE021-\uE07E]|#\s*$/.test(text) ? text : text.replace(EVERY_MARK, String.raw`\$&`);
