import { useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Fields } from '#web/ui/fields.tsx';
import { go } from '#web/ui/go.ts';
import { fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { CountField, EarlierJobs, JobForm } from '../job-form.tsx';
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
  const play = (): void => {
    const sources = second.trim() === '' ? [first] : [first, second];
    void begin.send({ body: { sources, actors: Number(actors), days: Number(days), worlds: Number(worlds) } });
  };
  return (
    <JobForm
      onBegin={play}
      busy={begin.busy}
      problem={problem}
      shown={['/sources/0', '/sources/1', '/actors', '/days', '/worlds']}
      does={t('begin')}
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
        <CountField label={t('actors')} from={4} to={500} value={actors} onChange={setActors} problem={problem} field="/actors" />
        <CountField label={t('days')} from={7} to={365} value={days} onChange={setDays} problem={problem} field="/days" />
        <CountField
          label={t('worlds')}
          hint={t('worldsHint')}
          from={2}
          to={60}
          value={worlds}
          onChange={setWorlds}
          problem={problem}
          field="/worlds"
        />
      </Fields>
    </JobForm>
  );
};

const Earlier = (): ReactNode => {
  const items = useGet('/api/simulations').data?.items ?? [];
  const shown = items.map(({ protocols, ...one }) => ({ ...one, title: protocols.join(' / ') }));
  return <EarlierJobs title={t('earlier')} at="/protocols/simulate" items={shown} />;
};
