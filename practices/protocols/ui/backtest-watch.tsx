import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { BacktestReport } from './backtest-report.tsx';
import { t } from './backtest-strings.ts';
import { WatchedJob } from './watched-job.tsx';

export type Backtest = ReplyOf<'GET', '/api/backtests/:id'>;

const WORDS = {
  leave: t('leave'),
  cancel: t('cancel'),
  cancelled: t('cancelled'),
  failed: t('failed'),
  another: t('another'),
} as const;

/** How far it is; when it has ended, what it came to. */
export const WatchBacktest = ({ id }: { readonly id: string }): ReactNode => {
  const asked = useGet('/api/backtests/:id', { params: { id } });
  const cancel = useSend('PUT', '/api/backtests/:id/cancellation', { onSent: () => void asked.refetch() });
  const act = (): void => void cancel.send({ params: { id } });
  return (
    <WatchedJob asked={asked} cancel={{ ...cancel, act }} words={WORDS} doing={doing} again="/protocols/backtest">
      {({ report, sentence }) => report && <BacktestReport sentence={sentence ?? ''} report={report} />}
    </WatchedJob>
  );
};

const doing = ({ state, progress: { done, total } }: Backtest): string => {
  if (state === 'waiting') return t('waiting');
  return total === 0 ? t('reading') : t('telling', { done, total });
};
