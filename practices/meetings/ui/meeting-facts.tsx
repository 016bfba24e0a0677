import type { ReactNode } from 'react';
import type { ReplyOf } from '#web/api/route-map.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { PersonName } from '#web/ui/person-name.tsx';
import { Pill } from '#web/ui/pill.tsx';
import { t } from './meeting-strings.ts';
import { figure } from './strings.ts';

export type Meeting = ReplyOf<'GET', '/api/meetings/:id'>;

/** The line under the title. */
export const MeetingFacts = ({ meeting, pill }: { readonly meeting: Meeting; readonly pill: boolean }): ReactNode => {
  const { number, status, author, people, others, from, minutes, space, gate, personHours } = meeting;
  const tone = status === 'ready' || meeting.savedHours > 0 ? 'go' : status === 'unprepared' ? 'stop' : undefined;
  return (
    <>
      {pill && (
        <Pill {...(tone ? { tone } : {})}>
          <span>
            <Fate meeting={meeting} />
          </span>
        </Pill>
      )}
      <span>{t('number', { number })}</span>
      <span>{t.rich('at', { from: <LocalTime at={from} />, minutes })}</span>
      <span>
        <PersonName name={author.name} plain /> {t('with', { n: people.length + others })}
      </span>
      {personHours > 0 && <span>{t('hours', { hours: figure(personHours) })}</span>}
      {space && (
        <a href={`/spaces/${space.slug}`} dir="auto">
          {space.name}
        </a>
      )}
      {gate && (
        <span>
          {t.rich('underProtocol', { protocol: <a href={`/protocols/${gate.protocol.artifact}`}>{gate.protocol.id}</a> })}
        </span>
      )}
    </>
  );
};

/** What becomes of it, or what became. */
export const Fate = ({ meeting }: { readonly meeting: Meeting }): ReactNode => {
  const { status, gate, from, to, cancelled, ended } = meeting;
  switch (status) {
    case 'preparing':
      return gate?.dueAt ? t.rich('preparing', { when: <LocalTime at={gate.dueAt} /> }) : t('preparingOpen');
    case 'unprepared':
      return t('unprepared');
    case 'ready':
      return t.rich('ready', { when: <LocalTime at={from} /> });
    case 'over':
      return t.rich('over', { when: <LocalTime at={to} /> });
    case 'cancelled':
      return cancelled?.why === 'settled' ? t('settled') : t.rich('cancelled', { when: <LocalTime at={cancelled?.at ?? to} /> });
    case 'ended':
      return ended === null || ended.how === 'held'
        ? t('held')
        : ended.how === 'cancelled'
          ? t('notHeld')
          : t(ended.how, { minutes: ended.minutes });
  }
};
