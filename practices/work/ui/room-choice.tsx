import type { ReactNode } from 'react';
import { Button } from '#web/ui/button.tsx';
import { Choice, Choices } from '#web/ui/choice.tsx';
import { Note } from '#web/ui/notes.tsx';
import { ENERGIES, type Room } from './room.ts';
import { t } from './strings.ts';

export type PartOfDay = 'night' | 'morning' | 'afternoon' | 'evening';

const LONG = { night: 'longNight', morning: 'longMorning', afternoon: 'longAfternoon', evening: 'longEvening' } as const;

/** "I have [25 min] [1 h] [the morning] and feel [deep] [shallow]". */
export const RoomChoice = (props: {
  readonly room: Room;
  readonly part: PartOfDay;
  readonly onChange: (to: Room) => void;
}): ReactNode => {
  const { room, onChange } = props;
  return (
    <Choices>
      <Choice
        label={t('have')}
        value={room.minutes}
        options={[
          { value: '25', label: t('short') },
          { value: '60', label: t('hour') },
          { value: '240', label: t(LONG[props.part]) },
        ]}
        onChange={(minutes) => onChange({ ...room, minutes })}
      />
      <Choice
        label={t('feel')}
        value={room.energy}
        options={ENERGIES.map((value) => ({ value, label: t(value) }))}
        onChange={(energy) => onChange({ ...room, energy })}
      />
      {room.minutes === null && room.energy === null ? (
        <Note>{t('onlyYou')}</Note>
      ) : (
        <Button tone="quiet" onClick={() => onChange({ minutes: null, energy: null })}>
          {t('any')}
        </Button>
      )}
    </Choices>
  );
};
