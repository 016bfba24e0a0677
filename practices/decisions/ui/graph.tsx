import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { ButtonLink } from '#web/ui/button.tsx';
import { DecisionGraph } from '#web/ui/decision-graph.tsx';
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
  const nodes = graph.data?.nodes.map((node) => ({
    ...node,
    href: `/decisions/${node.number}`,
    status: t(node.status),
    over: isOver(node.status),
  }));
  return (
    <Page
      title={t('graphTitle')}
      lead={around ? t('aroundLead', { number: around }) : t('graphLead')}
      wide
      {...(around ? { actions: <ButtonLink href="/decisions/graph">{t('wholeGraph')}</ButtonLink> } : {})}
    >
      <Views current="graph" />
      {graph.error && <ErrorNote problem={graph.error} retry={() => void graph.refetch()} />}
      {!nodes && !graph.error && <Skeleton />}
      {nodes && graph.data && nodes.length > 0 && <DecisionGraph nodes={nodes} edges={graph.data.edges} />}
      {nodes?.length === 0 && <EmptyState title={t('graphEmpty')}>{t('graphEmptyText')}</EmptyState>}
    </Page>
  );
};
