import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { useMe } from '#web/api/who.ts';
import { useNow } from '#web/ui/clock.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { useReaderZone } from '#web/ui/reader.ts';
import { lengthOf, wallOf, weekday } from '#web/ui/time.ts';
import { FirstSteps } from '#ui/people';
import { FitsNow, RoomChoice, useRoom, type PartOfDay, type Room } from '#ui/work';
import { AT_ONCE, Owed } from './owed.tsx';
import { Side, SideLine } from './side.tsx';
import { t } from './strings.ts';
import { Waited } from './waited.tsx';

export type Today = ReplyOf<'GET', '/api/today'>;

const MINUTE = 60_000;

export const Screen = (): ReactNode => {
  const me = useMe();
  const zone = useReaderZone();
  const now = useNow();
  const [room, setRoom] = useRoom();
  const [most, setMost] = useState(AT_ONCE);
  const { today, problem, retry } = useDay(room, most);
  const name = me.actor.name.split(/\s+/)[0] ?? me.actor.name;
  const title = t('greeting', { day: weekday(now, zone, 'long'), part: t(partOf(now, zone)), name });
  if (!today)
    return (
      <Page title={title} name={t('today')}>
        {problem ? <ErrorNote problem={problem} retry={retry} /> : <Skeleton />}
      </Page>
    );
  const nothing = [today.owe, today.wait, today.decided, today.answered].every(({ length }) => length === 0);
  const panel = { label: t('side'), summary: <SideLine today={today} />, unfold: t('more'), children: <Side today={today} /> };
  return (
    <Page title={title} name={t('today')} lead={<Lead today={today} room={room} />} panel={panel}>
      {problem && <ErrorNote problem={problem} retry={retry} />}
      {(today.owe.length > 1 || room.minutes !== null || room.energy !== null) && (
        <RoomChoice room={room} part={partOf(now, zone)} onChange={setRoom} />
      )}
      {nothing ? (
        <Beginning />
      ) : (
        <>
          {today.owe.length > 0 ? (
            <Owed today={today} onMore={() => setMost(most + AT_ONCE)} />
          ) : (
            <Section title={t('owe')}>
              <Note>{t('oweNothing')}</Note>
            </Section>
          )}
          <FitsNow room={room} />
          {today.wait.length > 0 && (
            <Section title={t('wait')}>
              <Waited wait={today.wait} more={today.waitMore} />
            </Section>
          )}
        </>
      )}
    </Page>
  );
};

/** The day as it is, and as it was until the answer for another room is there. It is asked again with what happens, and as time goes by. */
const useDay = (room: Room, most: number) => {
  const query = {
    most,
    ...(room.minutes === null ? {} : { minutes: room.minutes }),
    ...(room.energy === null ? {} : { energy: room.energy }),
  };
  const { data, error, refetch } = useGet('/api/today', { query }, { live: {} });
  const [last, setLast] = useState(data);
  if (data && data !== last) setLast(data);
  const look = useEffectEvent(() => {
    if (document.visibilityState === 'visible') void refetch();
  });
  useEffect(() => {
    const every = setInterval(() => look(), MINUTE);
    return () => clearInterval(every);
  }, []);
  return { today: data ?? last, problem: error, retry: () => void refetch() };
};

/** "Three things wait for you, 35 min in all. Nothing else will reach you before 13:00." */
const Lead = ({ today: { sentence }, room }: { readonly today: Today; readonly room: Room }): ReactNode => {
  const { count, more, minutes, fitting, quietUntil } = sentence;
  const waits =
    count === 0
      ? t('nothingWaits')
      : more
        ? t('muchWaits', { n: count })
        : t('waits', { n: count, count: inWords(count), time: lengthOf(minutes * MINUTE) });
  return (
    <>
      {waits}
      {count > 0 && room.minutes !== null && fitting < count && <> {fits(fitting, room.minutes)}</>}
      {quietUntil !== null && (
        <> {t.rich(count === 0 ? 'quietEmpty' : 'quiet', { when: <LocalTime at={quietUntil} form="spoken" /> })}</>
      )}
    </>
  );
};

const fits = (n: number, minutes: string): string => {
  const time = lengthOf(Number(minutes) * MINUTE);
  return n === 0 ? t('noneFits', { time }) : t('fitting', { n, count: inWords(n), time });
};

const inWords = (n: number): string => t('counts').split(' ')[n] ?? String(n);

/** Where nothing happened yet, what can be done at once. */
const Beginning = (): ReactNode => {
  const log = useGet('/api/decisions', { query: { limit: 1 } });
  if (!log.data) return null;
  if (log.data.items.length > 0) return <Section title={t('owe')}>{<Note>{t('oweNothing')}</Note>}</Section>;
  return (
    <>
      <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
      <FirstSteps />
    </>
  );
};

const partOf = (now: number, zone: string): PartOfDay => {
  const hour = Number(wallOf(now, zone).slice(11, 13));
  if (hour < 5) return 'night';
  if (hour < 12) return 'morning';
  return hour < 17 ? 'afternoon' : 'evening';
};
