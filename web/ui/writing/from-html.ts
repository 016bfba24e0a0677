import type { Element, ElementContent, Nodes, Root, RootContent } from 'hast';
import { fromHtml as parse } from 'hast-util-from-html';
import { toMdast, type Handle } from 'hast-util-to-mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { inCell } from './cells.ts';
import { plainly } from './office.ts';
import { listsOfWord } from './word-lists.ts';

interface Taking {
  /** Keeps a picture that came inside the text; answers its address. */
  readonly keep?: ((file: File) => Promise<string>) | null;
  /** Whether a note is called so already. */
  readonly taken?: (label: string) => boolean;
  /** How many pictures did not come along. */
  readonly onLost?: (pictures: number) => void;
}

/** Markdown of what a word processor or a page gives to the clipboard: what it means stays, how it looked goes. */
export const fromHtml = async (
  html: string,
  { keep = null, taken = () => false, onLost = () => undefined }: Taking = {},
): Promise<string> => {
  const tree = parse(html, { fragment: !/<html[\s>]/i.test(html) });
  const cleaned: Root = { type: 'root', children: listsOfWord(cleanedAll(plainly(tree.children), null)) };
  const lost = await keepPictures(cleaned, keep);
  const text = toMarkdown(toMdast(cleaned, { handlers: { ...SAID, ...notesOf(cleaned, taken) } }), {
    bullet: '-',
    rule: '-',
    emphasis: '_',
    listItemIndent: 'one',
    resourceLink: true,
    extensions: WRITTEN,
  });
  if (lost > 0) onLost(lost);
  return text
    .replace(/\u00a0|&#x[aA]0;/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .replace(/^(\[\^\w+\]:) {2,}/gm, '$1 ')
    .replace(/\n{3,}/g, '\n\n');
};

/** Addresses are links here as they stand: nothing of them is escaped. */
const WRITTEN = (gfmToMarkdown({ tablePipeAlign: false }).extensions ?? []).filter(
  ({ unsafe }) => !unsafe?.some(({ character }) => character === '@'),
);

const tagged: Handle = (state, node) => {
  const within = state.all(node);
  const [open, close] = [`<${node.tagName}>`, `</${node.tagName}>`];
  const plain = textOf(node).trim() === '';
  return plain ? within : [{ type: 'html', value: open }, ...within, { type: 'html', value: close }];
};

/** What Markdown has only as HTML. */
const SAID: Record<string, Handle> = { sup: tagged, sub: tagged, 'line-break': () => ({ type: 'html', value: '<br>' }) };

/** Notes with numbers that are free; a mark whose note did not come along says nothing. */
const notesOf = (root: Root, taken: (label: string) => boolean): Record<string, Handle> => {
  const labels = new Map<string, string>();
  let label = 0;
  for (const note of namesOfNotes(root)) {
    do label += 1;
    while (taken(String(label)));
    labels.set(note, String(label));
  }
  const named = ({ properties }: Element): string | undefined => labels.get(String(properties['dataNote']));
  return {
    'note-mark': (_state, node) => {
      const name = named(node);
      return name === undefined ? undefined : { type: 'footnoteReference', identifier: name, label: name };
    },
    'note-text': (state, node) => {
      const name = named(node) ?? '';
      return { type: 'footnoteDefinition', identifier: name, label: name, children: state.toFlow(state.all(node)) };
    },
  };
};

const namesOfNotes = (node: Nodes): readonly string[] => {
  if (!('children' in node)) return [];
  const own = node.type === 'element' && node.tagName === 'note-text' ? [String(node.properties['dataNote'])] : [];
  return [...own, ...node.children.flatMap(namesOfNotes)];
};

const DROPPED = /^(?:style|script|meta|link|title|xml|template|colgroup|col|iframe|object|embed|form|svg|noscript|head)$|:/;
const BLOCK =
  /^(?:p|div|h[1-6]|ul|ol|li|table|thead|tbody|tfoot|tr|td|th|blockquote|pre|hr|section|article|body|html|dl|dd|dt|figure|note-text)$/;
const HEADING = /^h[1-6]$/;

const cleanedAll = (nodes: readonly (RootContent | ElementContent)[], above: Element | null): ElementContent[] => {
  const done = nodes.flatMap((node) => (node.type === 'element' || node.type === 'text' ? cleaned(node, above) : []));
  // Google Docs puts an inner list beside its item.
  if (above === null || !/^[uo]l$/.test(above.tagName)) return done;
  const items: ElementContent[] = [];
  for (const node of done) {
    const last = items.at(-1);
    if (node.type === 'element' && /^[uo]l$/.test(node.tagName) && last?.type === 'element') last.children.push(node);
    else if (node.type === 'element') items.push(node);
  }
  return items;
};

const cleaned = (node: Element | Extract<ElementContent, { type: 'text' }>, above: Element | null): ElementContent[] => {
  if (node.type === 'text') return [node];
  const { tagName: name } = node;
  const style = styleOf(node);
  if (node.properties['dataMark'] !== undefined) return [node];
  // Word gives its list marks, paragraphs in which nothing stands, and what is hidden to those who do not read lists.
  if (/mso-list:\s*ignore/i.test(style))
    return [{ ...node, properties: { dataMark: textOf(node) }, tagName: 'span', children: [] }];
  if ((DROPPED.test(name) && name !== 'head') || /display:\s*none|mso-hide:\s*all/i.test(style))
    return name === 'o:p' ? inside(node, node) : [];
  if (name === 'head') return [];
  if (name === 'input') return node.properties['type'] === 'checkbox' ? [node] : [];
  const children = cleanedAll(node.children, node);
  if (name === 'span' || name === 'font' || name === 'b' || name === 'i' || name === 'u' || name === 'strong' || name === 'em')
    return meant(node, style, children, above);
  if (name === 'a') return linked(node, children);
  if (name === 'li' && node.properties['role'] === 'checkbox') return [checked(node, children)];
  if (HEADING.test(name)) return textOf(node).trim() === '' ? [] : [{ ...node, properties: {}, children: unbolded(children) }];
  if (name === 'p' && children.every((child) => child.type === 'text' && child.value.trim() === '')) return [];
  if (name === 'img') return [node];
  const kept: Element = {
    ...node,
    children: within(name, children),
  };
  const mark = /mso-list:\s*\w+\s+level(\d)/i.exec(style)?.[1];
  kept.properties = {
    ...(mark === undefined ? known(node) : { dataLevel: mark }),
    ...(name === 'ol' && node.properties['start'] !== undefined ? { start: node.properties['start'] } : {}),
    ...(name === 'code' ? { className: node.properties['className'] } : {}),
    ...(name === 'td' || name === 'th' ? { align: node.properties['align'] } : {}),
  };
  return [kept];
};

const within = (name: string, children: ElementContent[]): ElementContent[] => {
  if (name === 'li') return unparagraphed(children);
  if (name === 'td' || name === 'th') return inCell(children);
  return name === 'table' ? headedTable(children) : children;
};

const inside = (node: Element, above: Element): ElementContent[] => cleanedAll(node.children, above);

/** What a run of text means by how it looks: bold, italic, struck, code. */
const meant = (node: Element, style: string, children: ElementContent[], above: Element | null): ElementContent[] => {
  const { tagName: name } = node;
  // Google Docs wraps all of it into a <b> that is not bold.
  if (children.some((child) => child.type === 'element' && BLOCK.test(child.tagName))) return children;
  // What Word says of scripts that run the other way, as in `mso-bidi-font-weight`, is not said of this one.
  const weight = /(?<![\w-])font-weight:\s*(\w+)/i.exec(style)?.[1];
  const bold = weight === undefined ? name === 'b' || name === 'strong' : weight === 'bold' || Number(weight) >= 600;
  const slant = /(?<![\w-])font-style:\s*(\w+)/i.exec(style)?.[1];
  const italic = slant === undefined ? name === 'i' || name === 'em' : slant === 'italic';
  const struck = /(?<![\w-])text-decoration[\w-]*:[^;]*line-through/i.test(style);
  const mono = /(?<![\w-])font-family:[^;]*(?:consolas|courier|mono|menlo)/i.test(style);
  let made = children;
  const wrap = (tagName: string): void => {
    made = spacesOutside(made, tagName);
  };
  if (mono && above?.tagName !== 'pre')
    made = [{ type: 'element', tagName: 'code', properties: {}, children: [{ type: 'text', value: textOf(node) }] }];
  const shift = /(?<![\w-])vertical-align:\s*(super|sub)\b/i.exec(style)?.[1]?.toLowerCase();
  if (shift !== undefined) wrap(shift === 'sub' ? 'sub' : 'sup');
  if (struck) wrap('del');
  if (italic) wrap('em');
  if (bold && !(above && HEADING.test(above.tagName))) wrap('strong');
  return made;
};

/** ` words ` becomes ` **words** `: marks beside spaces mark nothing. */
const spacesOutside = (children: ElementContent[], tagName: string): ElementContent[] => {
  const text = children.map(textOf).join('');
  if (text.trim() === '') return children;
  const [lead = ''] = /^\s+/.exec(text) ?? [];
  const [tail = ''] = /\s+$/.exec(text) ?? [];
  const element: Element = { type: 'element', tagName, properties: {}, children: trimmed(children) };
  const space = (value: string): ElementContent[] => (value === '' ? [] : [{ type: 'text', value }]);
  return [...space(lead), element, ...space(tail)];
};

const trimmed = (children: readonly ElementContent[]): ElementContent[] =>
  children.map((child, index) => {
    if (child.type !== 'text') return child;
    const start = index === 0 ? child.value.trimStart() : child.value;
    return { ...child, value: index === children.length - 1 ? start.trimEnd() : start };
  });

const unbolded = (children: readonly ElementContent[]): ElementContent[] =>
  children.flatMap((child) =>
    child.type === 'element' && (child.tagName === 'strong' || child.tagName === 'b') ? unbolded(child.children) : [child],
  );

/** An item of one paragraph is its words. */
const unparagraphed = (children: readonly ElementContent[]): ElementContent[] => {
  const isP = (child: ElementContent): child is Element => child.type === 'element' && child.tagName === 'p';
  return children.filter(isP).length === 1 ? children.flatMap((child) => (isP(child) ? child.children : [child])) : [...children];
};

/** Markdown's tables have a head: where none says that it is, the first row. */
const headedTable = (children: ElementContent[]): ElementContent[] => {
  const row = first(children, 'tr');
  if (!row || first(children, 'th') || first(children, 'thead')) return children;
  for (const cell of row.children)
    if (cell.type === 'element' && cell.tagName === 'td') {
      cell.tagName = 'th';
      cell.children = unbolded(cell.children);
    }
  return children;
};

/** What was found out about it already. */
const known = ({ properties: { dataLevel, dataNote } }: Element): Element['properties'] => ({
  ...(dataLevel === undefined ? {} : { dataLevel }),
  ...(dataNote === undefined ? {} : { dataNote }),
});

const first = (nodes: readonly ElementContent[], tagName: string): Element | null => {
  for (const node of nodes) {
    if (node.type !== 'element') continue;
    const found = node.tagName === tagName ? node : first(node.children, tagName);
    if (found) return found;
  }
  return null;
};

const linked = (node: Element, children: ElementContent[]): ElementContent[] => {
  const href = String(node.properties['href'] ?? '');
  const through = /^https:\/\/www\.google\.com\/url\?(.*)$/.exec(href)?.[1];
  const address = through === undefined ? href : (new URLSearchParams(through).get('q') ?? href);
  // Bookmarks within the document, and what a browser would run, lead nowhere here.
  if (!/^(?:https?:|mailto:|tel:|\/|#(?!_|id\.|h\.|heading=|bookmark=))/i.test(address)) return children;
  return [{ type: 'element', tagName: 'a', properties: { href: address }, children }];
};

const checked = (node: Element, children: ElementContent[]): Element => {
  const box: Element = {
    type: 'element',
    tagName: 'input',
    properties: { type: 'checkbox', checked: String(node.properties['ariaChecked']) === 'true' },
    children: [],
  };
  const pictureless = children.filter((child) => !(child.type === 'element' && child.tagName === 'img'));
  const [first, ...rest] = pictureless;
  const within = first?.type === 'element' && first.tagName === 'p' ? [...first.children, ...rest] : pictureless;
  return { type: 'element', tagName: 'li', properties: {}, children: [box, ...within] };
};

/** Pictures whose bytes came along are kept here; those of another computer's disk or window are lost: how many. */
const keepPictures = async (node: Root | Element, keep: Taking['keep']): Promise<number> => {
  const stay: ElementContent[] = [];
  let lost = 0;
  for (const child of node.children) {
    if (child.type !== 'element') {
      if (child.type === 'text') stay.push(child);
      continue;
    }
    if (child.tagName !== 'img') {
      lost += await keepPictures(child, keep);
      stay.push(child);
      continue;
    }
    const src = String(child.properties['src'] ?? '');
    const alt = String(child.properties['alt'] ?? '').replace(/\s+/g, ' ');
    const file = fileOf(src);
    const address = file ? await keep?.(file).catch(() => undefined) : /^(?:https?:\/\/|\/)/i.test(src) ? src : undefined;
    if (address !== undefined) stay.push({ ...child, properties: { src: address, alt } });
    else if (src !== '') lost += 1;
  }
  node.children = stay;
  return lost;
};

const fileOf = (src: string): File | null => {
  const [, type = '', data = ''] = /^data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=\s]+)$/.exec(src) ?? [];
  if (data === '') return null;
  const bytes = Uint8Array.from(atob(data.replace(/\s/g, '')), (sign) => sign.charCodeAt(0));
  return new File([bytes], `picture.${type.slice(6).replace('jpeg', 'jpg')}`, { type });
};

const styleOf = ({ properties }: Element): string => String(properties['style'] ?? '');

const textOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
