import type { ReactNode } from 'react';
import { ButtonLink } from '#web/ui/button.tsx';
import { useNow } from '#web/ui/clock.ts';
import { hoursOfWeek, WEEKDAYS } from '#web/ui/hours.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { placeOf, wallOf } from '#web/ui/time.ts';
import { regionName } from './regions.ts';
import type { OnePerson } from './one-person.ts';
import { DayLines, DAYS, WeekPicture } from './week-picture.tsx';
import { t } from './people-strings.ts';

/** The usual week, what is ahead, other days and holidays. */
export const HoursOf = ({ person, own }: { readonly person: OnePerson; readonly own: boolean }): ReactNode => {
  const { hours } = person;
  const now = useNow();
  if (!hours) return null;
  const today = wallOf(now, hours.zone).slice(0, 10);
  const others = Object.entries(hours.exceptions)
    .filter(([date]) => date >= today)
    .toSorted(([one], [other]) => one.localeCompare(other));
  const focus = WEEKDAYS.flatMap((day, index) => {
    const spans = hours.focus?.[day] ?? [];
    return spans.length === 0 ? [] : [`${DAYS[index]} ${spans.join(', ').replaceAll('-', '–')}`];
  });
  return (
    <>
      <Section
        title={t('hoursOf', { place: placeOf(hours.zone) })}
        side={
          own && (
            <ButtonLink href={`/people/${person.handle}/hours`} tone="quiet">
              {t('editHours')}
            </ButtonLink>
          )
        }
      >
        <WeekPicture week={hours.week} />
        <Note>{t('perWeek', { hours: hoursOfWeek(hours.week) })}</Note>
        {person.hoursAhead.map((ahead) => (
          <Note key={ahead.from}>
            {t.rich('hoursFrom', {
              when: <LocalTime at={ahead.from} />,
              hours: hoursOfWeek(ahead.hours.week),
              place: placeOf(ahead.hours.zone),
            })}
          </Note>
        ))}
      </Section>
      {own && focus.length > 0 && (
        <Section title={t('focus')}>
          <p>{focus.join(' · ')}</p>
          <Note>{t('focusHint')}</Note>
        </Section>
      )}
      {others.length > 0 && (
        <Section title={t('exceptions')}>
          <DayLines
            lines={others.map(([date, spans]) => ({
              date,
              words: spans.length === 0 ? t('free') : spans.join(', ').replaceAll('-', '–'),
            }))}
          />
        </Section>
      )}
      <Section title={t('holidays')} side={hours.holidays.map(regionName).join(' · ')}>
        {hours.holidays.length === 0 ? (
          <Note>{t('noHolidays')}</Note>
        ) : (
          <DayLines
            lines={person.holidays.map(({ date, name, region }) => ({
              date,
              words: hours.holidays.length > 1 ? `${name} · ${regionName(region)}` : name,
            }))}
          />
        )}
      </Section>
    </>
  );
};
