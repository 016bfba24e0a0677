import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Saying, Sayings } from '#web/ui/saying.tsx';
import type { Run } from './acts.tsx';
import { t } from './strings.ts';

/** What people said in a run, in order, each objection with what its reader may do about it. */
export const Said = ({ run }: { readonly run: Run }): ReactNode => {
  const spoken = run.stances.filter(({ implicit, stance }) => !implicit && stance !== 'object');
  const lines = [
    ...run.objections.map((one) => ({ at: one.at, line: <Objected key={`objection ${one.id}`} run={run} objection={one} /> })),
    ...spoken.map((one) => ({ at: one.at, line: <Spoken key={`${one.step} ${one.actor.id}`} stance={one} /> })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <Section title={t('said')}>
      {lines.length === 0 ? <Note>{t('nobody')}</Note> : <Sayings>{lines.map(({ line }) => line)}</Sayings>}
    </Section>
  );
};

const Spoken = ({ stance: one }: { readonly stance: Run['stances'][number] }): ReactNode => (
  <Saying
    who={<PersonName name={one.actor.name} />}
    did={one.voted ? (one.ballot === null ? t('votedSecretly') : t('votedSo', { how: one.ballot })) : t(one.stance)}
    when={<LocalTime at={one.at} />}
    words={one.reason}
    under={one.counts ? undefined : t('heard')}
  />
);

const Objected = ({ run, objection }: { readonly run: Run; readonly objection: Run['objections'][number] }): ReactNode => {
  const me = useMe().actor.id;
  const settle = useSend('POST', '/api/runs/:id/objections/:actor/resolutions');
  const { holder, actions, by, at, reason, alternative, status } = objection;
  const may = (action: string): boolean => actions.some((one) => one.action === action && one.may);
  const end = (as: 'resolved' | 'withdrawn') => () =>
    void settle.send({ params: { id: run.artifact.number, actor: holder.id }, body: { as } });
  return (
    <Saying
      who={<PersonName name={by.name} />}
      did={t('object')}
      tone={status === 'open' ? 'stop' : undefined}
      when={<LocalTime at={at} />}
      words={reason}
      under={alternative === null ? undefined : t('instead', { what: alternative })}
    >
      {actions.some((one) => one.may) && (
        <Buttons>
          {may('resolve-objection') && <Button onClick={end('resolved')}>{t('resolve')}</Button>}
          {holder.id === me && may('withdraw-objection') && <Button onClick={end('withdrawn')}>{t('withdraw')}</Button>}
        </Buttons>
      )}
      <ErrorNote problem={settle.problem} />
    </Saying>
  );
};
