import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { go } from '#web/ui/go.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, fieldError, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { t } from './backtest-strings.ts';
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
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void begin.send({ body: { source: draft.value, space: space === '' ? null : space, days: Number(days) } });
      }}
    >
      <TextArea
        label={t('source')}
        hint={t('sourceHint')}
        rows={14}
        value={draft.value}
        onChange={draft.set}
        error={fieldError(begin.problem, '/source')}
        required
      />
      <Select
        label={t('space')}
        value={space}
        onChange={setSpace}
        options={[{ value: '', label: t('whole') }, ...spaces.map(({ slug, name }) => ({ value: slug, label: name }))]}
        error={fieldError(begin.problem, '/space')}
      />
      <TextField
        label={t('days')}
        type="number"
        min={1}
        max={3660}
        narrow
        value={days}
        onChange={setDays}
        error={fieldError(begin.problem, '/days')}
      />
      <ErrorNote problem={begin.problem} shown={['/source', '/space', '/days']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={begin.busy}>
          {t('begin')}
        </Button>
      </Buttons>
    </form>
  );
};

const STATES = {
  waiting: t('state_waiting'),
  working: t('state_working'),
  done: t('state_done'),
  cancelled: t('state_cancelled'),
  failed: t('state_failed'),
} as const;

const Earlier = (): ReactNode => {
  const items = useGet('/api/backtests').data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('earlier')}>
      <Rows label={t('earlier')}>
        {items.map(({ id, protocol, days, state, createdAt }) => (
          <Row
            key={id}
            title={t('under', { id: protocol, days })}
            href={`/protocols/backtest?of=${id}`}
            right={STATES[state]}
            under={<LocalTime at={createdAt} />}
            quiet
          />
        ))}
      </Rows>
    </Section>
  );
};
