import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Progress } from '#web/ui/progress.tsx';
import { SimulationReport } from './report.tsx';
import { t } from './strings.ts';

export type Simulation = ReplyOf<'GET', '/api/simulations/:id'>;

const LOOK_EVERY = 500;

/** How far it is; when it has ended, what it came to. */
export const WatchSimulation = ({ id }: { readonly id: string }): ReactNode => {
  const { data, error, refetch } = useGet('/api/simulations/:id', { params: { id } });
  const cancel = useSend('PUT', '/api/simulations/:id/cancellation', { onSent: () => void refetch() });
  const ended = data !== undefined && data.state !== 'waiting' && data.state !== 'working';
  useEffect(() => {
    if (ended) return undefined;
    const timer = setInterval(() => void refetch(), LOOK_EVERY);
    return () => clearInterval(timer);
  }, [ended, refetch]);
  if (!data) return error ? <ErrorNote problem={error} retry={() => void refetch()} /> : <Skeleton />;
  if (!ended)
    return (
      <>
        <Progress label={doing(data)} done={data.progress.done} total={data.progress.total} />
        <p>{t('leave')}</p>
        <ErrorNote problem={cancel.problem ?? error} />
        <Buttons>
          <Button onClick={() => void cancel.send({ params: { id } })} busy={cancel.busy}>
            {t('cancel')}
          </Button>
        </Buttons>
      </>
    );
  return (
    <>
      {data.state === 'cancelled' && <p>{t('cancelled')}</p>}
      {data.state === 'failed' && <p>{data.failure?.message ?? t('failed')}</p>}
      {data.report && <SimulationReport report={data.report} />}
      <Buttons>
        <ButtonLink href="/protocols/simulate">{t('another')}</ButtonLink>
      </Buttons>
    </>
  );
};

const doing = ({ state, progress: { done, total } }: Simulation): string => {
  if (state === 'waiting') return t('waiting');
  return total === 0 ? t('reading') : t('playing', { done, total });
};
