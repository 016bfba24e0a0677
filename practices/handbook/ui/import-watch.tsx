import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { queryClient } from '#web/api/reading.ts';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { ErrorNote, Skeleton } from '#web/ui/notes.tsx';
import { Progress } from '#web/ui/progress.tsx';
import { sizeWords } from './files-strings.ts';
import { ImportReport } from './import-report.tsx';
import { t } from './import-strings.ts';

export type Import = ReplyOf<'GET', '/api/imports/handbook/:id'>;

const LOOK_EVERY = 600;

export const hasEnded = ({ state }: Pick<Import, 'state'>): boolean =>
  state === 'done' || state === 'cancelled' || state === 'failed';

/** How far an import is; when it has ended, what came of it. */
export const WatchImport = ({ id }: { readonly id: string }): ReactNode => {
  const { data, error, refetch } = useGet('/api/imports/handbook/:id', { params: { id } });
  const cancel = useSend('PUT', '/api/imports/handbook/:id/cancellation', { onSent: () => void refetch() });
  const ended = data !== undefined && hasEnded(data);
  useEffect(() => {
    if (ended) return void queryClient.invalidateQueries();
    const timer = setInterval(() => void refetch(), LOOK_EVERY);
    return () => clearInterval(timer);
  }, [ended, refetch]);
  if (!data) return error ? <ErrorNote problem={error} retry={() => void refetch()} /> : <Skeleton />;
  if (ended)
    return (
      <ImportReport data={data}>
        <Buttons>
          {data.state === 'done' ? (
            <ButtonLink href="/handbook" tone="primary">
              {t('toHandbook')}
            </ButtonLink>
          ) : (
            <ButtonLink href={again(data)} tone="primary">
              {t('again')}
            </ButtonLink>
          )}
          {data.report !== null && data.report.failed === null && (
            <ButtonLink href={`/api/imports/handbook/${id}/report`} download>
              {t('takeAway')}
            </ButtonLink>
          )}
          {data.state === 'done' && <ButtonLink href="/handbook/import">{t('another')}</ButtonLink>}
        </Buttons>
      </ImportReport>
    );
  return (
    <>
      <Progress label={doing(data)} done={data.progress.total === 0 ? 0 : data.progress.done} total={data.progress.total} />
      <p>{t('leave')}</p>
      <ErrorNote problem={cancel.problem ?? error} />
      <Buttons>
        <Button onClick={() => void cancel.send({ params: { id } })} busy={cancel.busy || data.cancelled}>
          {t('cancel')}
        </Button>
      </Buttons>
    </>
  );
};

/** The beginning, with what was chosen there as far as it is kept: a token and a file are not. */
const again = ({ source, space, prune }: Import): string =>
  `/handbook/import?${new URLSearchParams({
    space: space ?? 'everybody',
    ...(prune ? { prune: 'yes' } : {}),
    ...(/^https?:\/\//.test(source) ? { address: source } : {}),
  }).toString()}`;

const doing = ({ state, cancelled, progress: { done, total } }: Import): string => {
  if (cancelled || state === 'undoing') return t('undoing');
  if (state === 'fetching') return t('fetching', { size: sizeWords(done) });
  if (state === 'comparing' || (state === 'writing' && total === 0)) return t('comparing');
  if (state === 'writing') return t('writing', { done, total });
  return total === 0 ? t('readingSome') : t('reading', { done, total });
};
