import type { ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import { placeKey } from '../page.ts';
import type { PublicRow } from './public-queries.ts';

export interface PublicNode {
  readonly id: ArtifactId;
  readonly number: number;
  readonly title: string;
  /** From the top of its space: `on-call/pager`. */
  readonly path: string;
  /** `/public/platform/on-call/pager` */
  readonly address: string;
  readonly above: PublicNode | null;
  readonly below: PublicNode[];
  readonly revisedAt: Instant;
}

export interface PublicTree {
  readonly tops: readonly PublicNode[];
  /** As one reads them: each before what stands below it. */
  readonly all: readonly PublicNode[];
  readonly byId: ReadonlyMap<ArtifactId, PublicNode>;
  readonly byNumber: ReadonlyMap<number, PublicNode>;
  /** What stands at a path now, or stood there once. */
  find(path: string): PublicNode | null;
}

const folded = (name: string): string => name.normalize('NFC').toLowerCase();

/** The public pages of a space, each below the one that it stands under. `rows`: from the top, siblings in their order. */
export const publicTree = (slug: string, space: SpaceId, rows: readonly PublicRow[]): PublicTree => {
  const tops: PublicNode[] = [];
  const byId = new Map<ArtifactId, PublicNode>();
  const byPath = new Map<string, PublicNode>();
  const formerly = new Map<string, PublicNode>();
  for (const { id, number, title, name, under, revisedAt, formerly: places } of rows) {
    const above = under === null ? null : byId.get(under);
    if (above === undefined) continue;
    const start = above === null ? '' : `${above.path}/`;
    // Of two that came to be called the same at once, the later one has its number behind.
    const path = `${start}${name}${byPath.has(folded(start + name)) ? `-${number}` : ''}`;
    const address = `/public/${slug}/${path.split('/').map(encodeURIComponent).join('/')}`;
    const node: PublicNode = { id, number, title, path, address, above, below: [], revisedAt };
    (above?.below ?? tops).push(node);
    byId.set(id, node);
    byPath.set(folded(path), node);
    for (const place of places ?? []) if (!formerly.has(place)) formerly.set(place, node);
  }
  const find = (path: string): PublicNode | null => {
    const steps = path
      .split('/')
      .filter((step) => step !== '')
      .map((step) => folded(step));
    const here = byPath.get(steps.join('/'));
    if (here) return here;
    const last = steps.at(-1)?.replace(/\.(?:md|mdx|markdown)$/, '');
    const walked = last === undefined ? [] : [...steps.slice(0, -1), last];
    let at = null as PublicNode | null;
    for (const step of walked) {
      const level: readonly PublicNode[] = at?.below ?? tops;
      const next: PublicNode | undefined =
        level.find((one) => folded(one.path.slice(one.path.lastIndexOf('/') + 1)) === step) ??
        formerly.get(placeKey({ space, under: at?.id ?? null, name: step }));
      if (!next) return formerly.get(placeKey({ space, under: null, name: walked.join('/') })) ?? null;
      at = next;
    }
    return at;
  };
  return { tops, all: inOrder(tops), byId, byNumber: new Map([...byId.values()].map((node) => [node.number, node])), find };
};

const inOrder = (nodes: readonly PublicNode[]): readonly PublicNode[] => {
  const all: PublicNode[] = [];
  const walk = (level: readonly PublicNode[]): void => {
    for (const node of level) {
      all.push(node);
      walk(node.below);
    }
  };
  walk(nodes);
  return all;
};

/** From the top down to the one above. */
export const aboveOf = (node: PublicNode): readonly PublicNode[] =>
  node.above === null ? [] : [...aboveOf(node.above), node.above];
