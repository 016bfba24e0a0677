import { Graph as Laid, layout } from '@dagrejs/dagre';
import { useId, useMemo } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './graph.module.css';

export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** Small, under the label. */
  readonly note?: string;
  readonly href: string;
  /** `stop`: what holds things up. `go`: where it begins. `over`: no longer in force, drawn lightly. */
  readonly tone?: 'go' | 'stop' | 'over';
  readonly chosen?: boolean;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly dashed?: boolean;
  /** What it says, for those who hear the page. */
  readonly says: string;
}

interface Props {
  readonly label: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** `forth`: from left to right. `back`: arrows lead left, to what things rest on; what rests on nothing stands in the first column. */
  readonly leads: 'forth' | 'back';
  /** Lines of a label at most. */
  readonly lines?: 1 | 2;
  readonly legend?: readonly { readonly label: string; readonly dashed: boolean }[];
}

const WIDTH = 194;
const LINE = 17;

/** What leads to what; each node is a link. Laid out so that few lines cross. */
export const Graph = ({ label, nodes, edges, leads, lines = 1, legend }: Props): ReactNode => {
  const arrow = useId();
  const tall = LINE * lines + 27;
  const { places, paths, width, height } = useMemo(() => laidOut(nodes, edges, leads, tall), [nodes, edges, leads, tall]);
  const labels = new Map(nodes.map((node) => [node.id, node.label]));
  return (
    <figure aria-label={label}>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
        <div className={styles.graph} style={{ width, height, '--lines': lines } as CSSProperties}>
          <svg className={styles.lines} width={width} height={height} aria-hidden="true">
            <defs>
              <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
                <path className={styles.head} d="M0 1 7 4 0 7z" />
              </marker>
            </defs>
            {paths.map(({ key, path, dashed }) => (
              <path
                key={key}
                className={classes(styles.line, dashed && styles.dashed)}
                d={path}
                markerEnd={leads === 'back' ? `url(#${arrow})` : undefined}
              />
            ))}
          </svg>
          <ul>
            {nodes.map((node) => {
              const place = places.get(node.id);
              const said = edges.filter(({ from }) => from === node.id).map(({ to, says }) => `${says} ${labels.get(to) ?? ''}`);
              return (
                <li key={node.id}>
                  <a
                    className={classes(styles.node, node.tone && styles[node.tone], node.chosen && styles.chosen)}
                    style={{ left: place?.x ?? 0, top: place?.y ?? 0, width: WIDTH, height: tall }}
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
      {legend && (
        <figcaption className={styles.legend}>
          {legend.map((one) => (
            <span key={one.label}>
              <svg className={styles.key} viewBox="0 0 24 6" aria-hidden="true">
                <path className={classes(styles.line, one.dashed && styles.dashed)} d="M0 3h24" />
              </svg>
              {one.label}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
};

const laidOut = (nodes: readonly GraphNode[], edges: readonly GraphEdge[], leads: Props['leads'], tall: number) => {
  const graph = new Laid();
  graph.setGraph(
    leads === 'forth'
      ? { rankdir: 'LR', nodesep: 14, ranksep: 70 }
      : { rankdir: 'RL', nodesep: 16, ranksep: 56, ranker: 'longest-path' },
  );
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { width: WIDTH, height: tall });
  const drawn = edges.filter(({ from, to }) => graph.hasNode(from) && graph.hasNode(to));
  for (const { from, to } of drawn) graph.setEdge(from, to);
  layout(graph);
  const places = new Map(
    nodes.map(({ id }): [string, Corner] => {
      const { x = 0, y = 0 } = graph.node(id);
      return [id, { x: x - WIDTH / 2, y: y - tall / 2 }];
    }),
  );
  const paths = drawn.flatMap(({ from, to, says, dashed = false }) => {
    const [start, end] = [places.get(from), places.get(to)];
    return start && end ? [{ key: `${from} ${to} ${says}`, path: curve(start, end, leads, tall), dashed }] : [];
  });
  const all = [...places.values()];
  const around = drawn.some(({ from, to }) => {
    const [start, end] = [places.get(from), places.get(to)];
    return start && end && isAround(start, end, leads);
  });
  return {
    places,
    paths,
    width: Math.max(0, ...all.map(({ x }) => x)) + WIDTH,
    height: Math.max(0, ...all.map(({ y }) => y)) + tall + (around ? AROUND : 0),
  };
};

interface Corner {
  readonly x: number;
  readonly y: number;
}

/** So far below the boxes goes an edge that closes a circle. */
const AROUND = 36;

const isAround = (from: Corner, to: Corner, leads: Props['leads']): boolean =>
  leads === 'forth' ? to.x < from.x + WIDTH : from.x < to.x + WIDTH;

/** From the side where a node's edges leave to the side where the other's arrive; where a circle was cut, below both. */
const curve = (from: Corner, to: Corner, leads: Props['leads'], tall: number): string => {
  if (isAround(from, to, leads)) {
    const [x1, x2, y1, y2] = [from.x + WIDTH / 2, to.x + WIDTH / 2, from.y + tall, to.y + tall];
    const deep = Math.max(y1, y2) + AROUND;
    return `M${x1} ${y1}C${x1} ${deep} ${x2} ${deep} ${x2} ${y2 + 2}`;
  }
  const way = leads === 'forth' ? 1 : -1;
  const [x1, x2] = leads === 'forth' ? [from.x + WIDTH, to.x] : [from.x, to.x + WIDTH + 2];
  const [y1, y2] = [from.y + tall / 2, to.y + tall / 2];
  const bend = way * Math.max(24, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
};
