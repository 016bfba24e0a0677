import type { ReactNode } from 'react';
import { HeatMap } from '#web/ui/heat-map.tsx';
import type { Report } from './audit.ts';
import { t } from './week-strings.ts';

type Heat = Report['heat'];

const WORKDAYS = 5;

/** The usual week: its working days, and the others where something takes place on them; from the first hour with something to the last. */
export const Heat = ({
  heat,
  label,
  free,
}: {
  readonly heat: Heat;
  readonly label: string;
  readonly free?: readonly string[];
}): ReactNode => {
  const days = heat.days.filter(({ hours }, n) => n < WORKDAYS || hours.some((one) => one > 0));
  const used = [...Array(24).keys()].filter((hour) => days.some(({ hours }) => (hours[hour] ?? 0) > 0));
  const [first, last] = [Math.min(9, used[0] ?? 9), Math.max(16, used.at(-1) ?? 16)];
  const most = Math.max(0.01, ...days.flatMap(({ hours }) => hours));
  const hoursOfDay = [...Array(24).keys()].filter((hour) => hour >= first && hour <= last);
  return (
    <HeatMap
      label={label}
      corner={t('hour')}
      hint={t('heatHint')}
      columns={days.map(({ day }) => t(day))}
      notes={days.map(({ day }) => (free?.includes(day) ? t('noMeetingDay') : null))}
      rows={hoursOfDay.map((hour) => ({
        head: `${hour}:00`,
        cells: days.map(({ day, hours }) => {
          const value = hours[hour] ?? 0;
          const about = { day: t(day), from: hour, to: hour + 1 };
          return value > 0
            ? {
                figure: value < 0.05 ? '·' : value.toFixed(1),
                heat: value / most,
                words: t('heatCell', { ...about, hours: value.toFixed(2) }),
              }
            : { figure: '', heat: 0, words: t('heatFree', about) };
        }),
      }))}
    />
  );
};
