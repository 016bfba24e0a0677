import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { queryClient } from '#web/api/reading.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { Progress } from '#web/ui/progress.tsx';
import { t } from './strings.ts';

type Samples = ReplyOf<'GET', '/api/samples'>;
type Job = NonNullable<Samples['latest']>;

const LOOK_EVERY = 400;
/** So far it is told; the rest is writing. */
const TOLD = 70;

/** How far a sample is, or what one can do to have it. */
export const Screen = (): ReactNode => {
  const { data, error, refetch } = useGet('/api/samples');
  const latest = data?.latest ?? null;
  const under = latest?.state === 'waiting' || latest?.state === 'working';
  useEffect(() => {
    if (!under) return void queryClient.invalidateQueries();
    const timer = setInterval(() => void refetch(), LOOK_EVERY);
    return () => clearInterval(timer);
  }, [under, refetch]);
  return (
    <Page title={t('title')} lead={t('lead')}>
      {!data ? (
        error ? (
          <ErrorNote problem={error} retry={() => void refetch()} />
        ) : (
          <Skeleton />
        )
      ) : under && latest ? (
        <Underway job={latest} again={() => void refetch()} />
      ) : latest?.state === 'done' ? (
        <Done />
      ) : (
        <Beginning data={data} again={() => void refetch()} />
      )}
    </Page>
  );
};

const Underway = ({ job: { id, progress }, again }: { readonly job: Job; readonly again: () => void }): ReactNode => {
  const cancel = useSend('PUT', '/api/samples/:id/cancellation', { onSent: again });
  const { done, total } = progress;
  const given = cancel.busy || cancel.reply !== null;
  const percent = total === 0 ? 0 : Math.round((100 * done) / total);
  return (
    <>
      <Progress
        label={given ? t('cancelling') : t(percent < TOLD ? 'telling' : 'writing', { percent })}
        done={done}
        total={total === 0 ? 1 : total}
      />
      <p>{t('leave')}</p>
      <ErrorNote problem={cancel.problem} />
      <Buttons>
        <Button onClick={() => void cancel.send({ params: { id } })} busy={given}>
          {t('cancel')}
        </Button>
      </Buttons>
    </>
  );
};

const Done = (): ReactNode => (
  <>
    <p role="status">{t('done')}</p>
    <Buttons>
      <ButtonLink href="/" tone="primary">
        {t('toToday')}
      </ButtonLink>
    </Buttons>
  </>
);

const Beginning = ({ data: { possible, latest }, again }: { readonly data: Samples; readonly again: () => void }): ReactNode => {
  const begin = useSend('POST', '/api/samples', { onSent: again });
  const before =
    latest?.state === 'cancelled' ? t('cancelled') : latest?.state === 'failed' ? (latest.failure?.message ?? t('failed')) : null;
  return (
    <>
      {before !== null && <Note>{before}</Note>}
      {possible ? <p>{t('beginText')}</p> : <Note>{t('notEmpty')}</Note>}
      <ErrorNote problem={begin.problem} />
      <Buttons>
        {possible && (
          <Button tone="primary" onClick={() => void begin.send({ body: {} })} busy={begin.busy}>
            {t('begin')}
          </Button>
        )}
        <ButtonLink href="/" tone="quiet">
          {t('toToday')}
        </ButtonLink>
      </Buttons>
    </>
  );
};
