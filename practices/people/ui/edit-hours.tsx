import { useState } from 'react';
import type { ReactNode } from 'react';
import { askWhoReads } from '#web/api/me.ts';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { useNow } from '#web/ui/clock.ts';
import { go } from '#web/ui/go.ts';
import { hoursOfWeek } from '#web/ui/hours.ts';
import type { Week } from '#web/ui/hours.ts';
import { HoursEditor } from '#web/ui/hours-editor.tsx';
import { ErrorNote, fieldError, Note } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { clockTime, instantOf, placeOf } from '#web/ui/time.ts';
import { ZonePicker } from '#web/ui/zone-picker.tsx';
import { errorUnder, shownUnder } from './faults.ts';
import { changedHours, wholeForm } from './hours-form.ts';
import type { WholeHours } from './hours-form.ts';
import { NotShown } from './nobody.tsx';
import { usePerson } from './one-person.ts';
import type { OnePerson } from './one-person.ts';
import { OtherDays } from './other-days.tsx';
import { regionName, regionsOf } from './regions.ts';
import { WeekPicture } from './week-picture.tsx';
import { t } from './people-strings.ts';

/** One's own hours, with the week as it will be. Focus blocks are nobody else's to see, so nobody else edits these hours here. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const me = useMe();
  const { one, error } = usePerson(params['handle'] ?? '');
  if (!one) return <NotShown one={one} error={error} />;
  if (one.id !== me.actor.id || !one.hours) return <NotShown one={null} error={null} />;
  return <EditHours person={one} hours={one.hours} />;
};

const FIELDS = ['/hours/zone', '/hours/week', '/hours/holidays', '/hours/exceptions', '/hours/focus', '/from'];

const EditHours = ({
  person,
  hours,
}: {
  readonly person: OnePerson;
  readonly hours: NonNullable<OnePerson['hours']>;
}): ReactNode => {
  const { value, set, clear, restored } = useDraft<WholeHours>(`hours ${person.id}`, wholeForm(hours));
  const back = `/people/${person.handle}`;
  const save = useSend('PUT', '/api/people/:id/hours', {
    onSent: () => {
      clear();
      void askWhoReads().then(() => go(back));
    },
  });
  const { problem } = save;
  const [tried, setTried] = useState(false);
  const missing =
    tried && value.later && value.first === '' ? { message: t('chooseDay'), accepted: t('acceptedDate') } : undefined;
  const regions = regionsOf(value.holidays);
  return (
    <Page title={t('editHours')} lead={t('hoursLead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (value.later && value.first === '') return;
          const from = value.first === '' ? {} : { from: instantOf(`${value.first}T00:00`, value.zone) };
          void save.send({ params: { id: person.id }, body: { hours: changedHours(value), ...from } });
        }}
      >
        {restored && (
          <Note>
            {t('draftRestored')}{' '}
            <Button tone="quiet" onClick={clear}>
              {t('startOver')}
            </Button>
          </Note>
        )}
        <ZonePicker
          label={t('zone')}
          value={value.zone}
          onChange={(zone) => set({ ...value, zone })}
          error={fieldError(problem, '/hours/zone')}
        />
        <HoursEditor value={value.week} onChange={(week) => set({ ...value, week })} error={errorUnder(problem, '/hours/week')} />
        <Preview value={value} before={hours.week} />
        <TextField
          label={t('holidayRegions')}
          hint={
            regions.length === 0
              ? t('holidayRegionsHint')
              : `${t('holidayRegionsHint')} ${t('regionsRead', { regions: regions.map(regionName).join(', ') })}`
          }
          optional
          value={value.holidays}
          onChange={(holidays) => set({ ...value, holidays })}
          error={errorUnder(problem, '/hours/holidays')}
        />
        <OtherDays
          value={value.others}
          onChange={(others) => set({ ...value, others })}
          error={errorUnder(problem, '/hours/exceptions')}
        />
        {Object.keys(value.focus).length > 0 ? (
          <HoursEditor
            label={t('focus')}
            hint={t('focusHint')}
            value={value.focus}
            onChange={(focus) => set({ ...value, focus })}
            error={errorUnder(problem, '/hours/focus')}
          />
        ) : (
          <Section title={t('focus')} bare>
            <Note>{t('focusHint')}</Note>
            <Buttons>
              <Button onClick={() => set({ ...value, focus: { tue: ['09:00-12:00'], thu: ['09:00-12:00'] } })}>
                {t('focusAdd')}
              </Button>
            </Buttons>
          </Section>
        )}
        <RadioGroup
          label={t('from')}
          value={value.later ? 'later' : 'now'}
          options={[
            { value: 'now', label: t('fromNow') },
            { value: 'later', label: t('fromLater') },
          ]}
          onChange={(when) => set({ ...value, later: when === 'later', first: when === 'later' ? value.first : '' })}
        />
        {value.later && (
          <TextField
            label={t('firstDay')}
            type="date"
            narrow
            value={value.first}
            onChange={(first) => set({ ...value, first })}
            error={missing ?? fieldError(problem, '/from')}
          />
        )}
        <ErrorNote problem={problem} shown={shownUnder(problem, FIELDS)} />
        <Buttons>
          <Button type="submit" tone="primary" busy={save.busy}>
            {t('setHours')}
          </Button>
          <ButtonLink href={back} tone="quiet">
            {t('cancel')}
          </ButtonLink>
        </Buttons>
      </form>
    </Page>
  );
};

const Preview = ({ value, before }: { readonly value: WholeHours; readonly before: Week }): ReactNode => {
  const at = useNow();
  const [then, now] = [hoursOfWeek(value.week), hoursOfWeek(before)];
  const said =
    then === now
      ? t('previewSame', { hours: then })
      : then > now
        ? t('previewMore', { hours: then, more: then - now })
        : t('previewLess', { hours: then, less: now - then });
  return (
    <Section title={t('preview')} side={said}>
      <WeekPicture week={value.week} label={t('preview')} />
      <Note>{t('previewZone', { place: placeOf(value.zone), time: clockTime(at, value.zone) })}</Note>
    </Section>
  );
};
