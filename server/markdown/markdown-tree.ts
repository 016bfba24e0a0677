import { replaceWithin, type Mark } from './tree.ts';

// The same words as comments take for calls and links (practices/comments): what is shown as one is one.
const NAMED =
  /(?<![\p{L}\p{M}\p{N}_.@/-])@([\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,60})|(?<![\p{L}\p{N}&#/])#([1-9]\d{0,8})(?![\p{L}\p{N}])/gu;

/** Where an artifact of any kind is found by its number. */
const addressOf = (number: string): string => `/${number}`;

/** `#142` becomes a link and `@ines` a mark, but in code and within links. */
export const nameReferences = (tree: Mark): void => {
  replaceOutsideLinks(tree, (node) => {
    if (node.type !== 'text' || node.value === undefined || !/[#@]/.test(node.value)) return null;
    const parts: Mark[] = [];
    const { value } = node;
    let at = 0;
    for (const found of value.matchAll(NAMED)) {
      const [whole, called, number] = found;
      // A point or a hyphen behind a name ends the sentence, not the name.
      const handle = called?.replace(/[._-]+$/, '');
      if (found.index > at) parts.push({ type: 'text', value: value.slice(at, found.index) });
      parts.push(handle === undefined ? reference(whole, number ?? '') : mention(handle));
      at = found.index + (handle === undefined ? whole.length : handle.length + 1);
    }
    if (parts.length === 0) return null;
    if (at < value.length) parts.push({ type: 'text', value: value.slice(at) });
    return parts;
  });
};

const reference = (text: string, number: string): Mark => ({
  type: 'link',
  url: addressOf(number),
  children: [{ type: 'text', value: text }],
  data: { hProperties: { className: ['reference'] } },
});

const mention = (handle: string): Mark => ({
  type: 'mention',
  children: [{ type: 'text', value: `@${handle}` }],
  data: { hName: 'span', hProperties: { className: ['mention'], dataHandle: handle.normalize('NFC').toLowerCase() } },
});

const replaceOutsideLinks = (node: Mark, change: (node: Mark) => readonly Mark[] | null): void => {
  if (node.children === undefined || node.type === 'link' || node.type === 'linkReference') return;
  node.children = node.children.flatMap((child) => {
    replaceOutsideLinks(child, change);
    return change(child) ?? [child];
  });
};

const KNOWN_TAGS =
  /<\/?(?:a|abbr|address|article|aside|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|head|header|hr|html|i|img|input|ins|kbd|li|link|main|mark|meta|nav|ol|p|picture|pre|q|s|samp|section|small|source|span|strike|strong|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|time|title|tr|tt|u|ul|var|video|audio|wbr)(?:\s[^<>]*)?\/?>/gi;
const SILENT = /<(script|style|iframe|object|embed|template|textarea|noscript)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;

/**
 * Raw HTML is never passed on. What it says stays: tags that only dress are dropped around their words, and what is no tag of HTML
 * (`Vec<String>` in prose) is shown as it was typed.
 */
export const tameHtml = (tree: Mark): void => {
  replaceWithin(tree, (node, parent) => {
    if (node.type !== 'html') return null;
    const value = (node.value ?? '')
      .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
      .replace(SILENT, '')
      .replace(/<br\s*\/?>/gi, '\n')
      .replace(KNOWN_TAGS, '');
    if (value === '\n') return [{ type: 'break' }];
    if (value.trim() === '') return [];
    const text: Mark = { type: 'text', value };
    return [isFlow(parent) ? { type: 'paragraph', children: [text] } : text];
  });
};

const isFlow = ({ type }: Mark): boolean => ['root', 'blockquote', 'listItem', 'footnoteDefinition'].includes(type);
