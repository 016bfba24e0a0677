import type { ReactNode } from 'react';
import { useGet } from '#web/api/query.ts';
import { useMe } from '#web/api/who.ts';
import { ButtonLink, Buttons } from '#web/ui/button.tsx';
import { useNow } from '#web/ui/clock.ts';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { useReaderZone } from '#web/ui/reader.ts';
import { Rows } from '#web/ui/row.tsx';
import { Line, Lines } from '#web/ui/saying.tsx';
import { wallOf } from '#web/ui/time.ts';
import { FittingRows } from './fitting-rows.tsx';
import { RoomChoice, type PartOfDay } from './room-choice.tsx';
import { useRoom, type Room } from './room.ts';
import { t } from './strings.ts';
import { TaskRow } from './task-row.tsx';
import type { Fitting } from './tasks.ts';

/** What fits the minutes and the energy that one has, which nobody else is told. */
export const useFitting = (room: Room, most: number) =>
  useGet(
    '/api/tasks/fitting',
    {
      query: {
        most,
        ...(room.minutes === null ? {} : { minutes: room.minutes }),
        ...(room.energy === null ? {} : { energy: room.energy }),
      },
    },
    { live: { kinds: ['task'] } },
  );

export const Fits = (): ReactNode => {
  const [room, setRoom] = useRoom();
  const fitting = useFitting(room, 20);
  const zone = useReaderZone();
  const now = useNow();
  return (
    <>
      <RoomChoice room={room} part={partOf(Number(wallOf(now, zone).slice(11, 13)))} onChange={setRoom} />
      {!fitting.data && fitting.error && <ErrorNote problem={fitting.error} retry={() => void fitting.refetch()} />}
      {!fitting.data && !fitting.error && <Skeleton />}
      {fitting.data && <Shown fitting={fitting.data} room={room} />}
    </>
  );
};

const Shown = ({ fitting, room }: { readonly fitting: Fitting; readonly room: Room }): ReactNode => {
  const me = useMe();
  const { items, held, ready, heldBack: back } = fitting;
  return (
    <>
      {held.length > 0 && (
        <Section title={t('youHoldTitle')}>
          <Rows label={t('youHoldTitle')}>
            {held.map((item) => (
              <TaskRow key={item.id} item={item} />
            ))}
          </Rows>
        </Section>
      )}
      {items.length > 0 && (
        <Section title={t('fitsTitle')}>
          <FittingRows items={items} />
        </Section>
      )}
      {items.length === 0 && ready === 0 && (
        <EmptyState title={t('nothingReady')} actions={<ButtonLink href="/tasks/new">{t('draftTask')}</ButtonLink>}>
          {t('nothingReadyText')}
        </EmptyState>
      )}
      {items.length === 0 && ready > 0 && (
        <Section title={t('fitsTitle')}>
          <Note>{t(held.length > 1 ? 'full' : room.energy === 'off' ? 'offNow' : 'nothingFits')}</Note>
          {held.length <= 1 && room.energy !== 'off' && <Back back={back} />}
          <Buttons>
            <ButtonLink href="/work?view=list&status=ready">{t('seeAll', { n: ready })}</ButtonLink>
            {back.needs > 0 && <ButtonLink href={`/people/${me.actor.handle}/edit`}>{t('nameSkills')}</ButtonLink>}
          </Buttons>
        </Section>
      )}
    </>
  );
};

/** Why nothing of what is ready fits. */
const Back = ({ back: { limit, needs, room, wanted } }: { readonly back: Fitting['heldBack'] }): ReactNode => (
  <Lines>
    {needs > 0 && <Line>{t('backNeeds', { n: needs, wanted: wanted.join(', ') })}</Line>}
    {room > 0 && <Line>{t('backRoom', { n: room })}</Line>}
    {limit > 0 && <Line>{t('backLimit', { n: limit })}</Line>}
  </Lines>
);

const partOf = (hour: number): PartOfDay => {
  if (hour < 5) return 'night';
  if (hour < 12) return 'morning';
  return hour < 17 ? 'afternoon' : 'evening';
};
