import type { Element, ElementContent } from 'hast';

/** A cell of Markdown is one line: what it has of paragraphs and items stands in it with `<br>` between. */
export const inCell = (children: readonly ElementContent[]): ElementContent[] => {
  const lines: ElementContent[][] = [[]];
  // That of an item, until its first words come.
  let mark = '';
  const put = (node: ElementContent): void => {
    if (mark !== '' && says(node)) {
      lines.at(-1)?.push({ type: 'text', value: mark });
      mark = '';
    }
    lines.at(-1)?.push(node);
  };
  const walk = (nodes: readonly ElementContent[], counts: boolean): void => {
    let count = 0;
    for (const node of nodes) {
      if (node.type !== 'element' || !LINES.test(node.tagName)) {
        put(node);
        continue;
      }
      lines.push([]);
      if (node.tagName === 'li') mark = counts ? `${(count += 1)}. ` : '• ';
      walk(node.children, node.tagName === 'ol');
      lines.push([]);
    }
  };
  walk(children, false);
  return lines.filter((line) => line.some(says)).flatMap((line, index) => (index === 0 ? line : [BREAK, ...line]));
};

const LINES =
  /^(?:p|div|h[1-6]|ul|ol|li|br|blockquote|pre|hr|table|thead|tbody|tfoot|tr|td|th|section|article|dl|dd|dt|figure|note-text)$/;
const BREAK: Element = { type: 'element', tagName: 'line-break', properties: {}, children: [] };

const says = (node: ElementContent): boolean => node.type !== 'text' || node.value.trim() !== '';
