import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { SimulationReport } from './report.tsx';
import { t } from './strings.ts';
import { WatchedJob } from '../watched-job.tsx';

export type Simulation = ReplyOf<'GET', '/api/simulations/:id'>;

const WORDS = {
  leave: t('leave'),
  cancel: t('cancel'),
  cancelled: t('cancelled'),
  failed: t('failed'),
  another: t('another'),
} as const;

/** How far it is; when it has ended, what it came to. */
export const WatchSimulation = ({ id }: { readonly id: string }): ReactNode => {
  const asked = useGet('/api/simulations/:id', { params: { id } });
  const cancel = useSend('PUT', '/api/simulations/:id/cancellation', { onSent: () => void asked.refetch() });
  const act = (): void => void cancel.send({ params: { id } });
  return (
    <WatchedJob asked={asked} cancel={{ ...cancel, act }} words={WORDS} doing={doing} again="/protocols/simulate">
      {({ report }) => report && <SimulationReport report={report} />}
    </WatchedJob>
  );
};

const doing = ({ state, progress: { done, total } }: Simulation): string => {
  if (state === 'waiting') return t('waiting');
  return total === 0 ? t('reading') : t('playing', { done, total });
};
