/** What a walk over Markdown's tree or HTML's needs to know of a node; everything but `type` is absent somewhere. */
export interface Mark {
  readonly type: string;
  value?: string;
  url?: string;
  alt?: string | null;
  title?: string | null;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Mark[];
  data?: object;
}

/** Replaces nodes, children first: `change` answers what stands in a node's place, or null where it stays. */
export const replaceWithin = (node: Mark, change: (node: Mark, parent: Mark) => readonly Mark[] | null): void => {
  if (node.children === undefined) return;
  const children: Mark[] = [];
  for (const child of node.children) {
    replaceWithin(child, change);
    const instead = change(child, node);
    if (instead === null) children.push(child);
    else children.push(...instead);
  }
  node.children = children;
};

export const visit = (node: Mark, look: (node: Mark) => void): void => {
  look(node);
  for (const child of node.children ?? []) visit(child, look);
};

export const textOf = (node: Mark): string => node.value ?? node.alt ?? (node.children ?? []).map(textOf).join('');
