export interface GraphEdge {
  /** The later one: it supersedes, implements, builds on `to`. */
  readonly from: string;
  readonly to: string;
  readonly rel: 'supersedes' | 'implements' | 'builds-on' | 'blocks';
}

export interface GraphPlace {
  readonly id: string;
  /** Column, 0 for those that rest on nothing. */
  readonly column: number;
  readonly row: number;
}

/**
 * Layers a graph: what is built on stands left of what builds on it (longest path), rows are ordered by their neighbours' middle
 * (barycentre, four sweeps), so that few lines cross. A circle is cut where it is first met.
 */
export const layered = (ids: readonly string[], edges: readonly GraphEdge[]): readonly GraphPlace[] => {
  const known = new Set(ids);
  const lower = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const edge of edges)
    if (known.has(edge.from) && known.has(edge.to) && edge.from !== edge.to) lower.get(edge.from)?.push(edge.to);
  const column = columnsOf(ids, lower);
  const columns: string[][] = [];
  for (const id of ids) (columns[column.get(id) ?? 0] ??= []).push(id);
  for (let index = 0; index < columns.length; index += 1) columns[index] ??= [];
  sweep(columns, lower);
  return columns.flatMap((layer, at) => layer.map((id, row) => ({ id, column: at, row })));
};

const columnsOf = (ids: readonly string[], lower: Map<string, string[]>): Map<string, number> => {
  const column = new Map<string, number>();
  const onPath = new Set<string>();
  // Iterative, because a chain of a thousand decisions is a deep one.
  for (const root of ids) {
    const stack = [root];
    while (stack.length > 0) {
      const id = stack.at(-1) ?? root;
      const below = lower.get(id) ?? [];
      const next = column.has(id) ? undefined : below.find((other) => !column.has(other) && !onPath.has(other));
      if (next !== undefined) {
        onPath.add(id);
        stack.push(next);
        continue;
      }
      if (!column.has(id)) {
        const seen = below.filter((other) => column.has(other));
        lower.set(id, seen);
        column.set(
          id,
          seen.reduce((most, other) => Math.max(most, (column.get(other) ?? 0) + 1), 0),
        );
      }
      onPath.delete(id);
      stack.pop();
    }
  }
  return column;
};

const sweep = (columns: string[][], lower: Map<string, string[]>): void => {
  const upper = new Map<string, string[]>();
  for (const [id, below] of lower) for (const other of below) (upper.get(other) ?? upper.set(other, []).get(other))?.push(id);
  const order = (layer: string[], beside: string[] | undefined, neighbours: Map<string, string[]>): void => {
    if (!beside) return;
    const rank = new Map(beside.map((id, index) => [id, index]));
    const middle = new Map(
      layer.map((id, index) => {
        const ranks = (neighbours.get(id) ?? []).map((other) => rank.get(other)).filter((value) => value !== undefined);
        return [id, ranks.length === 0 ? index : ranks.reduce((sum, value) => sum + value, 0) / ranks.length];
      }),
    );
    layer.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
  };
  for (let turn = 0; turn < 4; turn += 1) {
    columns.forEach((layer, index) => order(layer, columns[index - 1], lower));
    for (let index = columns.length - 2; index >= 0; index -= 1) order(columns[index] ?? [], columns[index + 1], upper);
  }
};
