import type { ReactNode } from 'react';
import { Fold } from '#web/ui/fold.tsx';
import { Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { Table } from '#web/ui/table.tsx';
import { hoursOf } from '#web/ui/time.ts';
import type { Plan } from './plan.tsx';
import { t } from './strings.ts';

/** What there is room for, by calendars; how much anybody did before is no part of it. */
export const Room = ({ plan }: { readonly plan: Plan }): ReactNode => {
  const { people, workingMs, plannedMs, storiesMs, deepMs } = plan.capacity;
  const over = storiesMs - plannedMs;
  return (
    <Section title={t('room')}>
      <Note>
        {t('roomIs', { stories: inHours(storiesMs), planned: inHours(plannedMs), all: inHours(workingMs) })}{' '}
        {deepMs > 0 && `${t('deepIs', { time: inHours(deepMs) })} `}
        {over > 0 ? t('roomOver', { over: inHours(over) }) : t('roomFits')}
      </Note>
      {people.length > 0 && (
        <Fold title={t('roomTable')}>
          <Table
            label={t('roomTable')}
            columns={[t('person'), t('workdays'), t('holidays'), t('leave'), t('hours')]}
            rows={people.map(({ person, workdays, holidays, leaveDays, workingMs: ms }) => ({
              key: person.id,
              cells: [person.name, workdays, holidays, leaveDays, inHours(ms)],
            }))}
          />
        </Fold>
      )}
    </Section>
  );
};

/** Working time is told in hours: a day of it has as many as its owner says. */
const inHours = (ms: number): string => t('inHours', { hours: hoursOf(ms) });
