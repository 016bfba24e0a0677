import { attributesOf, safeHref, safeSource, VOID } from './allowed.ts';
import { isElement, textOf, type Element, type Node, type Slot } from './tree.ts';

/** HTML in pieces: between one and the next stands the slot of the same place. */
export interface Written {
  readonly parts: readonly string[];
  readonly slots: readonly Slot[];
}

/** So many places of a text are filled in for who reads it; of what it names behind them the text's own words stay. */
const MOST_SLOTS = 20_000;

/** [safety] The one place where HTML is written. What is not allowed is not, whatever is in the tree. */
export const write = (root: Element): Written => {
  const parts: string[] = [];
  const slots: Slot[] = [];
  let html = '';
  let links = 0;
  const slot = (one: Slot): void => {
    parts.push(html);
    slots.push(one);
    html = '';
  };
  const put = (node: Node): void => {
    if (typeof node === 'string') html += escaped(node);
    else if (!isElement(node)) {
      if (slots.length < MOST_SLOTS) slot(node);
      else html += node.is === 'embed' ? `<p>${escaped(textOf(node))}</p>` : escaped(textOf(node));
    } else if (node.to && slots.length >= MOST_SLOTS) {
      for (const child of node.children) put(child);
    } else if (node.to) {
      const n = links++;
      slot({ is: 'link', n, ...{ to: node.to.target, anchor: node.to.anchor }, words: textOf(node).trim().slice(0, 200) });
      for (const child of node.children) put(child);
      slot({ is: 'end', n });
    } else {
      const allowed = attributesOf(node.tag);
      const isBare = node.tag === 'span' && Object.keys(node.attributes).length === 0;
      if (allowed === undefined || isBare) {
        if (isBare) for (const child of node.children) put(child);
        return;
      }
      html += `<${node.tag}${attributes(node, allowed)}>`;
      if (VOID.has(node.tag)) return;
      for (const child of node.children) put(child);
      html += `</${node.tag}>`;
    }
  };
  for (const child of root.children) put(child);
  parts.push(html.trimEnd());
  parts[0] = parts[0]?.trimStart() ?? '';
  return { parts, slots };
};

const attributes = (node: Element, allowed: ReadonlySet<string>): string => {
  let html = '';
  for (const [name, value] of Object.entries(node.attributes)) {
    if (!allowed.has(name)) continue;
    if (value === true) {
      html += ` ${name}`;
      continue;
    }
    const safe = name === 'href' ? safeHref(value) : name === 'src' ? safeSource(value) : value;
    if (safe !== null) html += ` ${name}="${escaped(safe)}"`;
  }
  return html;
};

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string): string =>
  /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign) : text;
