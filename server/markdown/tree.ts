import type { ArtifactId } from '#kernel/stream/event.ts';

/** What a link or picture leads to: an artifact by its id, or by its number. */
export type Target = { readonly id: ArtifactId } | { readonly number: number };

/** A place in a rendered text that is filled in for whoever reads it: what it says depends on what they may see. */
export type Slot =
  /** `#142` within a line; `bare`: without its title, as in a heading. */
  | { readonly is: 'reference'; readonly number: number; readonly bare: boolean }
  /** `#142` alone in a paragraph. */
  | { readonly is: 'embed'; readonly number: number }
  /** What stands between `link` and the next `end` of its `n` is the link’s. `anchor`: with its `#`, behind its query, or empty. */
  | { readonly is: 'link'; readonly n: number; readonly to: Target; readonly anchor: string; readonly words: string }
  | { readonly is: 'end'; readonly n: number }
  | {
      readonly is: 'image';
      readonly id: ArtifactId;
      readonly alt: string;
      readonly title: string;
      /** As the text says; null: it does not. */
      readonly width: number | null;
      readonly height: number | null;
    }
  | { readonly is: 'mention'; readonly handle: string; readonly words: string };

export interface Element {
  tag: string;
  attributes: Record<string, string | true>;
  children: Node[];
  /** Of an `a`: the artifact that it leads to. */
  readonly to?: { readonly target: Target; readonly anchor: string };
}

/** A text, an element, or what depends on the reader. */
export type Node = string | Element | Slot;

export const element = (tag: string, attributes: Record<string, string | true> = {}, children: Node[] = []): Element => ({
  tag,
  attributes,
  children,
});

export const isElement = (node: Node | undefined): node is Element => typeof node === 'object' && 'tag' in node;

/** Every element within, from the outside in. */
export const visit = (node: Element, look: (node: Element) => void): void => {
  look(node);
  for (const child of node.children) if (isElement(child)) visit(child, look);
};

/** Replaces nodes, children first: `change` answers what stands in a node's place, or null where it stays. */
export const replaceWithin = (node: Element, change: (node: Node, parent: Element) => readonly Node[] | null): void => {
  let changed: Node[] | null = null;
  for (const [index, child] of node.children.entries()) {
    if (isElement(child)) replaceWithin(child, change);
    const instead = change(child, node);
    if (instead !== null) changed ??= node.children.slice(0, index);
    if (changed !== null) changed.push(...(instead ?? [child]));
  }
  if (changed !== null) node.children = changed;
};

export const textOf = (node: Node): string => {
  if (typeof node === 'string') return node;
  if (isElement(node)) return node.tag === 'br' ? ' ' : node.tag === 'math' ? mathText(node) : node.children.map(textOf).join('');
  if (node.is === 'reference' || node.is === 'embed') return `#${node.number}`;
  if (node.is === 'mention') return node.words;
  return node.is === 'image' ? node.alt : '';
};

/** Of a formula its source, which its annotation holds. */
const mathText = (node: Element): string => {
  let source = '';
  visit(node, (inner) => {
    if (inner.tag === 'annotation') source = inner.children.map(textOf).join('');
  });
  return source;
};
