import type { ReactNode } from 'react';
import { ButtonLink } from '#web/ui/button.tsx';
import { useNow } from '#web/ui/clock.ts';
import { hoursOfWeek } from '#web/ui/hours.ts';
import { locale } from '#web/ui/language.ts';
import { LocalTime } from '#web/ui/local-time.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Row, Rows } from '#web/ui/row.tsx';
import { placeOf, wallOf } from '#web/ui/time.ts';
import { regionName } from './regions.ts';
import type { OnePerson } from './one-person.ts';
import { WeekPicture } from './week-picture.tsx';
import { t } from './people-strings.ts';

/** `Wed 25 Dec 2026` of a date without a zone. */
export const dayOf = (date: string): string =>
  new Intl.DateTimeFormat(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(date));

/** The usual week, what is ahead, other days and holidays. */
export const HoursOf = ({ person, own }: { readonly person: OnePerson; readonly own: boolean }): ReactNode => {
  const { hours } = person;
  const now = useNow();
  if (!hours) return null;
  const today = wallOf(now, hours.zone).slice(0, 10);
  const others = Object.entries(hours.exceptions)
    .filter(([date]) => date >= today)
    .toSorted(([one], [other]) => one.localeCompare(other));
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
      {own && hours.focus && Object.keys(hours.focus).length > 0 && (
        <Section title={t('focus')}>
          <WeekPicture week={hours.focus} label={t('focus')} />
          <Note>{t('focusHint')}</Note>
        </Section>
      )}
      {others.length > 0 && (
        <Section title={t('exceptions')}>
          <Rows label={t('exceptions')}>
            {others.map(([date, spans]) => (
              <Row
                key={date}
                title={dayOf(date)}
                right={spans.length === 0 ? t('free') : spans.join(', ').replaceAll('-', '–')}
              />
            ))}
          </Rows>
        </Section>
      )}
      <Section title={t('holidays')} side={hours.holidays.map(regionName).join(' · ')}>
        {hours.holidays.length === 0 ? (
          <Note>{t('noHolidays')}</Note>
        ) : (
          <Rows label={t('holidays')}>
            {person.holidays.map(({ date, name, region }) => (
              <Row
                key={`${date} ${region} ${name}`}
                title={name}
                sub={hours.holidays.length > 1 && regionName(region)}
                right={dayOf(date)}
              />
            ))}
          </Rows>
        )}
      </Section>
    </>
  );
};
