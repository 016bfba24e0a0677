import type { ReactNode } from 'react';
import { useNow } from '#web/ui/clock.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { useReaderZone } from '#web/ui/reader.ts';
import { clockTime, placeOf, weekday } from '#web/ui/time.ts';
import type { ActorLine } from './everyone.ts';
import { t } from './people-strings.ts';

type Standing = Pick<ActorLine, 'kind' | 'status' | 'zone' | 'workingNow' | 'worksUntil' | 'nextWorking' | 'onLeaveUntil'>;

/** When somebody works, from the hours that they set: "works until 17:00", "works again Thu 09:00". Their clock stands beside it, so it says where the time is the reader's. */
export const StandingOf = ({ line }: { readonly line: Standing }): ReactNode => {
  const mine = useReaderZone();
  const at = (when: string): ReactNode => {
    const time = <LocalTime at={when} zone={line.zone ?? undefined} />;
    return isSameClock(when, line.zone ?? mine, mine) ? time : t.rich('yourTime', { when: time });
  };
  if (line.status === 'invited') return t('notJoined');
  if (line.status === 'left') return line.kind === 'agent' ? t('suspended') : t('hasLeft');
  if (line.kind !== 'person') return null;
  if (line.onLeaveUntil !== null) return t.rich('awayUntil', { when: at(line.onLeaveUntil) });
  if (line.workingNow) return line.worksUntil === null ? t('worksAlways') : t.rich('worksUntil', { when: at(line.worksUntil) });
  return line.nextWorking === null ? t('neverWorks') : t.rich('worksAgain', { when: at(line.nextWorking) });
};

const isSameClock = (when: string, one: string, other: string): boolean => {
  const at = Date.parse(when);
  return one === other || clockTime(at, one) === clockTime(at, other);
};

/** "Auckland 00:34", and their day where it is not the reader's. */
export const TheirTime = ({ zone }: { readonly zone: string }): ReactNode => {
  const at = useNow();
  const mine = useReaderZone();
  const day = weekday(at, zone);
  const time = day === weekday(at, mine) ? clockTime(at, zone) : `${day} ${clockTime(at, zone)}`;
  return t('inPlace', { place: placeOf(zone), time });
};
