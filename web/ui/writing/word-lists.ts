import type { Element, ElementContent } from 'hast';

/** Word writes lists as paragraphs with a level and a mark that was typed: they become lists again, at any depth. */
export const listsOfWord = (nodes: readonly ElementContent[]): ElementContent[] => {
  const done: ElementContent[] = [];
  // The open lists, the outermost first.
  let open: Element[] = [];
  for (const node of nodes) {
    const level = node.type === 'element' ? Number(node.properties['dataLevel'] ?? 0) : 0;
    if (node.type !== 'element' || level === 0) {
      if (node.type === 'text' && node.value.trim() === '' && open.length > 0) continue;
      open = [];
      done.push(node.type === 'element' ? { ...node, children: listsOfWord(node.children) } : node);
      continue;
    }
    const item: Element = { type: 'element', tagName: 'li', properties: {}, children: node.children };
    const mark = markOf(node);
    const tagName = /^\s*\(?[\divxa-z]{1,4}[.)]/i.test(mark) ? 'ol' : 'ul';
    open = open.slice(0, level);
    // Other marks at the same depth: another list.
    if (open.length === level && open.at(-1)?.tagName !== tagName) open = open.slice(0, -1);
    while (open.length < level) {
      const start = /^\s*\(?(\d{1,9})[.)]/.exec(mark)?.[1];
      const list: Element = { type: 'element', tagName, properties: start === undefined ? {} : { start }, children: [] };
      const last = open.at(-1)?.children.at(-1);
      if (open.length === 0) done.push(list);
      else if (last?.type === 'element') last.children.push(list);
      else open.at(-1)?.children.push(list);
      open.push(list);
    }
    open.at(-1)?.children.push(item);
  }
  return done;
};

const markOf = (node: Element): string => {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    const mark = child.properties['dataMark'];
    if (typeof mark === 'string') return mark;
    const within = markOf(child);
    if (within !== '') return within;
  }
  return '';
};
