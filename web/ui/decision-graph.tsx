import { useId, useMemo } from 'react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { layered } from './graph-layout.ts';
import type { GraphEdge } from './graph-layout.ts';
import { t } from './strings.ts';
import styles from './decision-graph.module.css';

export interface GraphNode {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly href: string;
  /** "accepted", shown after the number. */
  readonly status: string;
  /** No longer in force: drawn lightly. */
  readonly over?: boolean;
}

const [WIDTH, HEIGHT, GAP_X, GAP_Y] = [196, 60, 56, 16];

/** What follows what: each decision to the right of those that it supersedes, implements or builds on. */
export const DecisionGraph = (props: {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}): ReactNode => {
  const arrow = useId();
  const places = useMemo(() => {
    const at = layered(
      props.nodes.map((node) => node.id),
      props.edges,
    );
    return new Map(at.map((place) => [place.id, { x: place.column * (WIDTH + GAP_X), y: place.row * (HEIGHT + GAP_Y) }]));
  }, [props.nodes, props.edges]);
  const all = [...places.values()];
  const [width, height] = [Math.max(0, ...all.map(({ x }) => x)) + WIDTH, Math.max(0, ...all.map(({ y }) => y)) + HEIGHT];
  const titles = new Map(props.nodes.map((node) => [node.id, `#${node.number}`]));
  const kinds = [...new Set(props.edges.map((edge) => edge.rel))];
  return (
    <figure aria-label={t('graphLabel')}>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('graphLabel')}>
        <div className={styles.graph} style={{ width, height }}>
          <svg className={styles.lines} width={width} height={height} aria-hidden="true">
            <defs>
              <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
                <path className={styles.head} d="M0 1 7 4 0 7z" />
              </marker>
            </defs>
            {props.edges.map((edge) => {
              const [from, to] = [places.get(edge.from), places.get(edge.to)];
              return (
                from &&
                to && (
                  <path
                    key={`${edge.from} ${edge.to} ${edge.rel}`}
                    className={classes(styles.line, styles[edge.rel])}
                    d={curve(from, to)}
                    markerEnd={`url(#${arrow})`}
                  />
                )
              );
            })}
          </svg>
          <ul>
            {props.nodes.map((node) => {
              const place = places.get(node.id);
              const links = props.edges
                .filter((edge) => edge.from === node.id)
                .map((edge) => `${t(edge.rel)} ${titles.get(edge.to) ?? ''}`);
              return (
                <li key={node.id}>
                  <a
                    className={classes(styles.node, node.over && styles.over)}
                    style={{ left: place?.x ?? 0, top: place?.y ?? 0, width: WIDTH, height: HEIGHT }}
                    href={node.href}
                    title={node.title}
                  >
                    <span className={styles.number}>{`#${node.number} · ${node.status}`}</span>
                    <span className={styles.title} dir="auto">
                      {node.title}
                    </span>
                    {links.length > 0 && <span className="visually-hidden">{links.join(', ')}</span>}
                  </a>
                </li>
              );
            })}
          </ul>
        </div>
      </div>
      <figcaption className={styles.legend}>
        {kinds.map((rel) => (
          <span key={rel}>
            <svg className={styles.key} viewBox="0 0 24 6" aria-hidden="true">
              <path className={classes(styles.line, styles[rel])} d="M0 3h24" />
            </svg>
            {t(rel)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
};

interface Corner {
  readonly x: number;
  readonly y: number;
}

/** From the left edge of the later one to the right edge of what it rests on; around, where a circle was cut. */
const curve = (from: Corner, to: Corner): string => {
  const [x1, y1, x2, y2] = [from.x, from.y + HEIGHT / 2, to.x + WIDTH + 2, to.y + HEIGHT / 2];
  const bend = Math.max(GAP_X / 2, Math.abs(x1 - x2) / 2);
  return `M${x1} ${y1}C${x1 - bend} ${y1} ${x2 + bend} ${y2} ${x2} ${y2}`;
};
