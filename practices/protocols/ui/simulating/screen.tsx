import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { go } from '#web/ui/go.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';
import { Version } from './version.tsx';
import { WatchSimulation } from './watch.tsx';

/** Plays protocols in worlds of chance. `?protocol`: the number of one in force to begin with; `?of`: one that was begun. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const of = search['of'];
  return (
    <Page title={t('title')} lead={t('lead')} wide>
      {of === undefined ? <Begin protocol={search['protocol'] ?? null} /> : <WatchSimulation key={of} id={of} />}
      {of === undefined && <Earlier />}
    </Page>
  );
};

const Begin = ({ protocol }: { readonly protocol: string | null }): ReactNode => {
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [actors, setActors] = useState('40');
  const [days, setDays] = useState('90');
  const [worlds, setWorlds] = useState('12');
  const begin = useSend('POST', '/api/simulations', { onSent: ({ id }) => go(`/protocols/simulate?of=${id}`) });
  const { problem } = begin;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const sources = second.trim() === '' ? [first] : [first, second];
        void begin.send({ body: { sources, actors: Number(actors), days: Number(days), worlds: Number(worlds) } });
      }}
    >
      <Version label={t('first')} begin={protocol} value={first} onChange={setFirst} error={fieldError(problem, '/sources/0')} />
      <Version
        label={t('second')}
        hint={t('secondHint')}
        begin={protocol}
        value={second}
        onChange={setSecond}
        error={fieldError(problem, '/sources/1')}
      />
      <Fields even>
        <TextField
          label={t('actors')}
          type="number"
          min={4}
          max={500}
          narrow
          value={actors}
          onChange={setActors}
          error={fieldError(problem, '/actors')}
        />
        <TextField
          label={t('days')}
          type="number"
          min={7}
          max={365}
          narrow
          value={days}
          onChange={setDays}
          error={fieldError(problem, '/days')}
        />
        <TextField
          label={t('worlds')}
          hint={t('worldsHint')}
          type="number"
          min={2}
          max={60}
          narrow
          value={worlds}
          onChange={setWorlds}
          error={fieldError(problem, '/worlds')}
        />
      </Fields>
      <ErrorNote problem={problem} shown={['/sources/0', '/sources/1', '/actors', '/days', '/worlds']} />
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
  const items = useGet('/api/simulations').data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('earlier')}>
      <Rows label={t('earlier')}>
        {items.map(({ id, protocols, state, createdAt }) => (
          <Row
            key={id}
            title={protocols.join(' / ')}
            href={`/protocols/simulate?of=${id}`}
            right={STATES[state]}
            under={<LocalTime at={createdAt} />}
            quiet
          />
        ))}
      </Rows>
    </Section>
  );
};
