import type { ReactNode } from 'react';
import type { Problem } from '#web/api/problem.ts';
import { HoursEditor } from '#web/ui/hours-editor.tsx';
import { fieldError } from '#web/ui/notes.tsx';
import { ZonePicker } from '#web/ui/zone-picker.tsx';
import { errorUnder } from './faults.ts';
import type { HoursForm } from './hours-form.ts';
import { t } from './strings.ts';

/** Zone and weekly hours, with what the server said of them. */
export const HoursFields = (props: {
  readonly value: HoursForm;
  readonly onChange: (value: HoursForm) => void;
  readonly problem: Problem | null;
}): ReactNode => (
  <>
    <ZonePicker
      label={t('zone')}
      value={props.value.zone}
      onChange={(zone) => props.onChange({ ...props.value, zone })}
      error={fieldError(props.problem, '/hours/zone')}
    />
    <HoursEditor
      label={t('hours')}
      hint={t('hoursHint')}
      value={props.value.week}
      onChange={(week) => props.onChange({ ...props.value, week })}
      error={errorUnder(props.problem, '/hours/week') ?? fieldError(props.problem, '/hours')}
    />
  </>
);
