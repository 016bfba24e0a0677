import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Stack } from '#web/ui/stack.tsx';
import { clockTime, dateKey, longDate } from '#web/ui/time.ts';
import { t } from './booking-strings.ts';

const DAYS = 4;

/** Beginnings that can be booked, by day, on the clock of whoever books. */
export const SlotChoice = (props: {
  readonly slots: readonly string[];
  readonly zone: string;
  readonly value: string | null;
  readonly onChange: (slot: string) => void;
}): ReactNode => {
  const [days, setDays] = useState(DAYS);
  const byDay = [...Map.groupBy(props.slots, (slot) => dateKey(slot, props.zone))];
  if (byDay.length === 0) return <Note>{t('noSlots')}</Note>;
  return (
    <Stack>
      {byDay.slice(0, days).map(([day, slots]) => (
        <Choice
          key={day}
          above
          label={longDate(slots[0] ?? '', props.zone)}
          value={props.value}
          options={slots.map((slot) => ({ value: slot, label: clockTime(slot, props.zone) }))}
          onChange={props.onChange}
        />
      ))}
      {byDay.length > days && (
        <Buttons>
          <Button tone="quiet" onClick={() => setDays(days + DAYS)}>
            {t('more')}
          </Button>
        </Buttons>
      )}
    </Stack>
  );
};
