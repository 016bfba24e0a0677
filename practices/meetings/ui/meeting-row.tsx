import type { ReactNode } from 'react';
import type { ReplyOf } from '#web/api/route-map.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Row } from '#web/ui/row.tsx';
import { figure } from './strings.ts';
import { t } from './coming-strings.ts';

export type MeetingItem = ReplyOf<'GET', '/api/meetings'>['items'][number];

const HOW = { held: 'held', shortened: 'shortened', overran: 'overran', cancelled: 'notHeld' } as const;

/** A meeting in a list: when, with how many, and what is still to be settled. */
export const MeetingRow = ({ item }: { readonly item: MeetingItem }): ReactNode => {
  const { title, number, status, from, minutes, people, left, saved, how } = item;
  const coming = status === 'preparing' || status === 'unprepared' || status === 'ready';
  return (
    <Row
      title={title}
      href={`/meetings/${number}`}
      sub={t.rich('facts', { from: <LocalTime at={from} />, minutes, people: t('people', { n: people }) })}
      right={wordOf(item, how === null ? null : t(HOW[how]))}
      under={coming && left > 0 ? t('left', { n: left }) : saved > 0 ? t('gaveBack', { hours: figure(saved) }) : null}
      quiet={!coming && status !== 'over'}
      {...(status === 'unprepared' ? { tone: 'stop' as const } : status === 'ready' ? { tone: 'go' as const } : {})}
    />
  );
};

const wordOf = ({ status, saved }: MeetingItem, how: string | null): string => {
  if (status === 'over') return t('overWord');
  if (status === 'ended') return how ?? t('held');
  if (status === 'cancelled') return t(saved > 0 ? 'settled' : 'cancelled');
  return t(status);
};
