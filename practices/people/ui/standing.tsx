import type { ReactNode } from 'react';
import { useNow } from '#web/ui/clock.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { useReaderZone } from '#web/ui/reader.ts';
import { clockTime, placeOf, weekday } from '#web/ui/time.ts';
import type { ActorLine } from './everyone.ts';
import { t } from './people-strings.ts';

type Standing = Pick<ActorLine, 'kind' | 'status' | 'zone' | 'workingNow' | 'worksUntil' | 'nextWorking' | 'onLeaveUntil'>;

/** When somebody works, from the hours that they set: "works until 17:00", "works again Thu 09:00". */
export const StandingOf = ({ line }: { readonly line: Standing }): ReactNode => {
  const at = (when: string): ReactNode => <LocalTime at={when} zone={line.zone ?? undefined} />;
  if (line.status === 'invited') return t('notJoined');
  if (line.status === 'left') return line.kind === 'agent' ? t('suspended') : t('hasLeft');
  if (line.kind !== 'person') return null;
  if (line.onLeaveUntil !== null) return t.rich('awayUntil', { when: at(line.onLeaveUntil) });
  if (line.workingNow) return line.worksUntil === null ? t('worksAlways') : t.rich('worksUntil', { when: at(line.worksUntil) });
  return line.nextWorking === null ? t('neverWorks') : t.rich('worksAgain', { when: at(line.nextWorking) });
};

/** "Auckland 00:34", and their day where it is not the reader's. */
export const TheirTime = ({ zone }: { readonly zone: string }): ReactNode => {
  const at = useNow();
  const mine = useReaderZone();
  const day = weekday(at, zone);
  const time = day === weekday(at, mine) ? clockTime(at, zone) : `${day} ${clockTime(at, zone)}`;
  return t('inPlace', { place: placeOf(zone), time });
};
