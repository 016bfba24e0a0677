const ONE = String.raw`(?:[#.][^\s{}"'<>=#]{1,200}|-|[A-Za-z_:][\w:.-]{0,80}=(?:"[^"{}\n]{0,300}"|'[^'{}\n]{0,300}'|[^\s"'{}]{1,300}))`;
/** Of kramdown, behind its colon, words alone, too: `{:toc}`. */
const WORD = String.raw`(?:${ONE}|[A-Za-z][\w-]{0,80})`;
const LIST = String.raw`\{(?::[ \t]*${WORD}(?:[ \t]+${WORD}){0,20}|[ \t]*${ONE}(?:[ \t]+${ONE}){0,20})[ \t]*\}`;
const BLOCK = new RegExp(String.raw`^[ \t]{0,3}\{:[ \t]*${WORD}(?:[ \t]+${WORD}){0,20}[ \t]*\}[ \t]*$`);
/** Classes alone below a block, as Wiki.js writes them. */
const CLASSES = /^[ \t]{0,3}\{(?:\.[A-Za-z][\w-]{1,60}[ \t]*){1,5}\}[ \t]*$/;
const AT_END = new RegExp(String.raw`[ \t]*(?:${LIST}|\{/\*[ \t]*(#[^\s*{}]{1,200})[ \t]*\*/\})[ \t]*$`);
const INLINE = new RegExp(LIST, 'y');
/** Logseq’s of a block: its id, and whether it is folded. */
const PROPERTY = /^[ \t]*(?:id:: ([0-9a-f]{8}-[0-9a-f-]{27})|collapsed:: (?:true|false))[ \t]*$/;
/** Logseq’s of a picture. */
const SIZE = /^\{:(?:height|width) \d{1,5}(?:, :(?:height|width) \d{1,5})?\}/;
const LABEL = /^[ \t]{0,3}\(([A-Za-z_][\w:.+ -]{0,120})\)=[ \t]*$/;

/** What stands in `{#id .class key="value"}` for programs: Pandoc, kramdown, MkDocs, Docusaurus. */
export interface AttributeList {
  /** Links lead to it. */
  readonly id: string | null;
  /** How much of the text it is. */
  readonly length: number;
}

const listOf = (whole: string): AttributeList => ({
  id: /(?:^|[\s{:])#([^\s{}"'<>=#]{1,200})(?=[\s}*])/.exec(whole)?.[1] ?? null,
  length: whole.length,
});

/** At the end of a heading: `{#id}`, `{ #id .class }`, `{: #id}` and what Docusaurus writes as a comment. The words before it are the heading’s. */
export const listOfHeading = (words: string): AttributeList | null => {
  const found = words.trimEnd().endsWith('}') ? AT_END.exec(words.slice(-2_000)) : null;
  return found === null ? null : listOf(found[0]);
};

/** A line that says something of the block before or behind it: kramdown’s `{: #id}`, MyST’s `(id)=`, Logseq’s `id:: 64b1…`. */
export const listOfBlock = (line: string): AttributeList | null => {
  if (line.length > 2_000) return null;
  const label = LABEL.exec(line);
  if (label !== null) return { id: label[1] ?? null, length: line.length };
  const property = line.includes(':: ') ? PROPERTY.exec(line) : null;
  if (property !== null) return { id: property[1] ?? null, length: line.length };
  return BLOCK.test(line) || CLASSES.test(line) ? listOf(line) : null;
};

/** Obsidian’s name of a paragraph or an item, at its end: `^a1b2c3`. Numbers alone are powers. */
export const nameOfBlock = (words: string): AttributeList | null => {
  const found = /(?:^|\s)(\^(?=[\w-]*[A-Za-z])([A-Za-z0-9-]{3,60})[ \t]*)$/.exec(words.slice(-100));
  return found === null ? null : { id: `^${found[2] ?? ''}`, length: found[1]?.length ?? 0 };
};

/** Right behind a link, a picture, code or marked words: `[words](page.md){ .button }`. */
export const listWithin = (text: string, at: number): AttributeList | null => {
  if (text.charCodeAt(at) !== 123 || !/[)\]`*_>]/.test(text.charAt(at - 1))) return null;
  const size = text.charAt(at - 1) === ')' ? SIZE.exec(text.slice(at, at + 50)) : null;
  if (size !== null) return { id: null, length: size[0].length };
  INLINE.lastIndex = 0;
  const found = INLINE.exec(text.slice(at, at + 2_000));
  return found === null ? null : listOf(found[0]);
};
