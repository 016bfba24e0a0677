import { Graph, layout } from '@dagrejs/dagre';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './flow-graph.module.css';

export interface FlowNode {
  readonly id: string;
  readonly label: string;
  /** Small, under the label. */
  readonly note?: string;
  readonly href: string;
  /** `stop`: what holds things up. `go`: where it begins. */
  readonly tone?: 'go' | 'stop';
  readonly chosen?: boolean;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** Only now and then. */
  readonly faint?: boolean;
  /** What it says, for those who hear the page. */
  readonly says: string;
}

const [WIDTH, HEIGHT] = [190, 46];

/** What leads to what, from left to right; each node is a link. Laid out so that few lines cross. */
export const FlowGraph = (props: {
  readonly label: string;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}): ReactNode => {
  const { places, lines, width, height } = useMemo(() => laidOut(props.nodes, props.edges), [props.nodes, props.edges]);
  const names = new Map(props.nodes.map(({ id, label }) => [id, label]));
  return (
    <figure aria-label={props.label}>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={props.label}>
        <div className={styles.graph} style={{ width, height }}>
          <svg className={styles.lines} width={width} height={height} aria-hidden="true">
            {lines.map(({ key, path, faint }) => (
              <path key={key} className={classes(styles.line, faint && styles.faint)} d={path} />
            ))}
          </svg>
          <ul>
            {props.nodes.map((node) => {
              const place = places.get(node.id);
              const said = props.edges
                .filter(({ from }) => from === node.id)
                .map(({ to, says }) => `${says} ${names.get(to) ?? ''}`);
              return (
                <li key={node.id}>
                  <a
                    className={classes(styles.node, node.tone && styles[node.tone], node.chosen && styles.chosen)}
                    style={{ left: place?.x ?? 0, top: place?.y ?? 0, width: WIDTH, height: HEIGHT }}
                    href={node.href}
                    title={node.label}
                    aria-current={node.chosen ? 'true' : undefined}
                  >
                    <span className={styles.label} dir="auto">
                      {node.label}
                    </span>
                    {node.note !== undefined && <span className={styles.note}>{node.note}</span>}
                    {said.length > 0 && <span className="visually-hidden">{said.join(', ')}</span>}
                  </a>
                </li>
              );
            })}
          </ul>
        </div>
      </div>
    </figure>
  );
};

const laidOut = (nodes: readonly FlowNode[], edges: readonly FlowEdge[]) => {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 70 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { width: WIDTH, height: HEIGHT });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  const places = new Map(
    nodes.map(({ id }): [string, { readonly x: number; readonly y: number }] => {
      const { x = 0, y = 0 } = graph.node(id);
      return [id, { x: x - WIDTH / 2, y: y - HEIGHT / 2 }];
    }),
  );
  const lines = edges.flatMap(({ from, to, faint = false }) => {
    const [start, end] = [places.get(from), places.get(to)];
    return start && end ? [{ key: `${from} ${to}`, path: curve(start, end), faint }] : [];
  });
  const all = [...places.values()];
  return {
    places,
    lines,
    width: Math.max(0, ...all.map(({ x }) => x)) + WIDTH,
    height: Math.max(0, ...all.map(({ y }) => y)) + HEIGHT,
  };
};

interface Corner {
  readonly x: number;
  readonly y: number;
}

const curve = (from: Corner, to: Corner): string => {
  const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + HEIGHT / 2, to.x, to.y + HEIGHT / 2];
  const bend = Math.max(24, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
};
