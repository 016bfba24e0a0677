import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Select } from '#web/ui/choice-field.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextArea } from '#web/ui/text-field.tsx';
import { t } from './backtest-strings.ts';
import { CountField, EarlierJobs, JobForm } from './job-form.tsx';
import { WatchBacktest } from './backtest-watch.tsx';

/** Tries a version of a protocol on what happened. `?protocol`: the one to begin with; `?of`: one that was begun. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const [of, protocol] = [search['of'], search['protocol']];
  return (
    <Page title={t('title')} lead={t('lead')} wide>
      {of === undefined ? (
        protocol === undefined ? (
          <Begin id="" source="" space={null} />
        ) : (
          <From id={protocol} />
        )
      ) : (
        <WatchBacktest key={of} id={of} />
      )}
      {of === undefined && <Earlier />}
    </Page>
  );
};

/** Begins with the text of a protocol that is there. */
const From = ({ id }: { readonly id: string }): ReactNode => {
  const { data, error, refetch } = useGet('/api/protocols/:id', { params: { id } });
  if (!data) return error ? <ErrorNote problem={error} retry={() => void refetch()} /> : <Skeleton />;
  return <Begin key={data.artifact} id={data.artifact} source={data.source} space={data.space?.slug ?? null} />;
};

const Begin = (props: { readonly id: string; readonly source: string; readonly space: string | null }): ReactNode => {
  const draft = useDraft(`backtest ${props.id}`, props.source);
  const spaces = useMe().spaces;
  const [space, setSpace] = useState(props.space ?? '');
  const [days, setDays] = useState('90');
  const begin = useSend('POST', '/api/backtests', { onSent: ({ id }) => go(`/protocols/backtest?of=${id}`) });
  const { problem } = begin;
  return (
    <JobForm
      onBegin={() => void begin.send({ body: { source: draft.value, space: space === '' ? null : space, days: Number(days) } })}
      busy={begin.busy}
      problem={problem}
      shown={['/source', '/space', '/days']}
      does={t('begin')}
    >
      <TextArea
        label={t('source')}
        hint={t('sourceHint')}
        rows={14}
        code
        value={draft.value}
        onChange={draft.set}
        error={fieldError(problem, '/source')}
        required
      />
      <Select
        label={t('space')}
        value={space}
        onChange={setSpace}
        options={[{ value: '', label: t('whole') }, ...spaces.map(({ slug, name }) => ({ value: slug, label: name }))]}
        error={fieldError(problem, '/space')}
      />
      <CountField label={t('days')} from={1} to={3660} value={days} onChange={setDays} problem={problem} field="/days" />
    </JobForm>
  );
};

const Earlier = (): ReactNode => {
  const items = useGet('/api/backtests').data?.items ?? [];
  const shown = items.map(({ protocol, days, ...one }) => ({ ...one, title: t('under', { id: protocol, days }) }));
  return <EarlierJobs title={t('earlier')} at="/protocols/backtest" items={shown} />;
};
