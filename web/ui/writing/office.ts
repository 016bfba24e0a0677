import type { Element, ElementContent, Nodes } from 'hast';

/** Word's and Google's ways of saying things, said as HTML has them: notes, titles, lists, what is in a wrapper. */
export const plainly = (nodes: readonly Nodes[]): ElementContent[] =>
  nodes.flatMap((node) => (node.type === 'text' ? [node] : node.type === 'element' ? one(node) : []));

/** Named spaces of Word whose elements only say what kind of words these are. */
const WRAPPERS = /^(?:st\d+|w):/;
const NOTE = /^#(?:_((?:ft|ed)n\d+)|(ftn)t(\d+))$/;
const BACK = /^#(?:_((?:ft|ed)n)ref(\d+)|(ftn)t_ref(\d+))$/;

const one = (node: Element): ElementContent[] => {
  const { tagName: name, properties } = node;
  const style = String(properties['style'] ?? '');
  const kind = classOf(node);
  // What somebody remarked beside the text is not the text.
  if (/\bmso(?:comanchor|commentreference)\b/i.test(kind) || /mso-element:\s*comment-list/i.test(style)) return [];
  if (WRAPPERS.test(name) || /\bListContainerWrapper\b/.test(kind)) return plainly(node.children);
  if (name === 'a') return anchored(node);
  if (/mso-element:\s*(?:foot|end)note-list/i.test(style))
    return plainly(node.children).filter((child) => child.type !== 'element' || !/^[bh]r$/.test(child.tagName));
  if (/mso-element:\s*(?:foot|end)note(?!-)/i.test(style)) return [noteText(String(properties['id'] ?? ''), node)];
  if (name === 'div') {
    const back = firstAddress(node);
    const note = back === null ? null : noteOf(BACK, back);
    if (note !== null) return [noteText(note, node)];
  }
  const children = withoutRule(plainly(node.children));
  const items = name === 'ul' || name === 'ol' ? itemsOfOnline(node) : null;
  if (items) return items;
  const level = name === 'p' && properties['role'] === 'heading' ? Number(properties['ariaLevel']) : 0;
  if (level >= 1 && level <= 6) return [{ ...node, tagName: `h${level}`, children }];
  if (name === 'p' && /\bMsoTitle\b/.test(kind)) return [{ ...node, tagName: 'h1', children }];
  if (name === 'p' && /\bMso(?:Intense)?Quote\b/.test(kind))
    return [{ type: 'element', tagName: 'blockquote', properties: {}, children: [{ ...node, children }] }];
  return [{ ...node, children }];
};

const classOf = ({ properties: { className } }: Element): string => (Array.isArray(className) ? className.join(' ') : '');

/** `ftn1`, whoever says it. */
const noteOf = (form: RegExp, address: string): string | null => {
  const parts = form.exec(address)?.slice(1);
  return parts ? parts.filter(Boolean).join('') : null;
};

const anchored = (node: Element): ElementContent[] => {
  const href = String(node.properties['href'] ?? '');
  const note = noteOf(NOTE, href);
  if (note !== null) return [{ type: 'element', tagName: 'note-mark', properties: { dataNote: note }, children: [] }];
  return BACK.test(href) ? [] : [{ ...node, children: plainly(node.children) }];
};

const noteText = (note: string, node: Element): Element => ({
  ...{ type: 'element', tagName: 'note-text', properties: { dataNote: note } },
  children: plainly(node.children),
});

/** Where the first thing in it leads, when that is a link. */
const firstAddress = ({ children }: Element): string | null => {
  const first = children.find((child) => child.type === 'element' || (child.type === 'text' && child.value.trim() !== ''));
  if (first?.type !== 'element') return null;
  return first.tagName === 'a' ? String(first.properties['href'] ?? '') : firstAddress(first);
};

/** The line above the notes. */
const withoutRule = (children: ElementContent[]): ElementContent[] => {
  const at = children.findIndex((child) => child.type === 'element' && child.tagName === 'note-text');
  const rule = children.slice(0, Math.max(at, 0)).findLastIndex((child) => child.type === 'element' && child.tagName === 'hr');
  const between = children.slice(rule + 1, at);
  return at === -1 || rule === -1 || between.some((child) => child.type === 'element') ? children : children.toSpliced(rule, 1);
};

/** Word in a browser gives each item a list of its own, and says how deep it stands. */
const itemsOfOnline = ({ tagName, properties, children }: Element): ElementContent[] | null => {
  const items = children.filter((child) => child.type === 'element');
  if (items.length === 0 || items.some((item) => item.properties['dataAriaLevel'] === undefined)) return null;
  const start = Number(properties['start'] ?? 1);
  return items.map((item, index) => ({
    ...{ type: 'element', tagName: 'p', properties: { dataLevel: String(item.properties['dataAriaLevel']) } },
    children: [
      {
        ...{ type: 'element', tagName: 'span', children: [] },
        properties: { dataMark: tagName === 'ol' ? `${start + index}.` : '•' },
      },
      ...plainly(item.children).flatMap((child) =>
        child.type === 'element' && child.tagName === 'p' ? child.children : [child],
      ),
    ],
  }));
};
