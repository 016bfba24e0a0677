import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { Graph } from '#web/ui/graph.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { isOver } from './decided.ts';
import { t } from './strings.ts';
import { Views } from './views.tsx';

export const Screen = ({ search }: ScreenProps): ReactNode => {
  const around = search['around'];
  const query = { ...(around ? { around } : {}), ...(search['space'] ? { space: search['space'] } : {}) };
  const graph = useGet('/api/decisions/graph', { query }, { live: { kinds: ['decision', 'link'] } });
  const drawn = useMemo(() => graph.data && drawing(graph.data), [graph.data]);
  return (
    <Page
      title={t('graphTitle')}
      lead={around ? t('aroundLead', { number: around }) : t('graphLead')}
      wide
      {...(around ? { actions: <ButtonLink href="/decisions/graph">{t('wholeGraph')}</ButtonLink> } : {})}
    >
      <Views current="graph" />
      {!graph.data && graph.error && <ErrorNote problem={graph.error} retry={() => void graph.refetch()} />}
      {!drawn && !graph.error && <Skeleton />}
      {drawn && drawn.nodes.length > 0 && <Graph label={t('graphLabel')} {...drawn} leads="back" lines={2} />}
      {drawn?.nodes.length === 0 && <EmptyState title={t('graphEmpty')}>{t('graphEmptyText')}</EmptyState>}
    </Page>
  );
};

/** What takes something out of force is told apart. */
const isDashed = (rel: string): boolean => rel === 'supersedes';

const drawing = ({ nodes, edges }: ReplyOf<'GET', '/api/decisions/graph'>) => ({
  nodes: nodes.map(({ id, number, title, status }) => ({
    id,
    label: title,
    note: `#${number} · ${t(status)}`,
    href: `/decisions/${number}`,
    ...(isOver(status) ? { tone: 'over' as const } : {}),
  })),
  edges: edges.map(({ from, to, rel }) => ({ from, to, says: t(rel), dashed: isDashed(rel) })),
  legend: [...new Set(edges.map(({ rel }) => rel))].map((rel) => ({ label: t(rel), dashed: isDashed(rel) })),
});
