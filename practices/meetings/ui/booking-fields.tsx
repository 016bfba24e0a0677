import type { ReactNode } from 'react';
import type { Problem } from '#web/api/problem.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { Checkbox } from '#web/ui/choice-field.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { t } from './booking-strings.ts';

export type BookingSettings = ReplyOf<'GET', '/api/meetings/booking-pages'>['items'][number]['settings'];

export const NEW_PAGE: BookingSettings = {
  ...{ title: '', words: '', where: '', open: true },
  ...{ minutes: 30, before: 0, after: 10, notice: 24, perDay: 3, weeks: 4 },
};

const FIGURES = ['minutes', 'before', 'after', 'notice', 'perDay', 'weeks'] as const;

/** How one's time is booked. */
export const BookingFields = (props: {
  readonly value: BookingSettings;
  readonly onChange: (value: BookingSettings) => void;
  readonly problem: Problem | null;
}): ReactNode => {
  const { value, problem } = props;
  const change = (to: Partial<BookingSettings>): void => props.onChange({ ...value, ...to });
  return (
    <>
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        value={value.title}
        onChange={(title) => change({ title })}
        error={fieldError(problem, '/title')}
      />
      <TextArea
        label={t('words')}
        value={value.words}
        onChange={(words) => change({ words })}
        error={fieldError(problem, '/words')}
      />
      <TextField
        label={t('where')}
        hint={t('whereHint')}
        value={value.where}
        onChange={(where) => change({ where })}
        error={fieldError(problem, '/where')}
      />
      {FIGURES.map((name) => (
        <TextField
          key={name}
          label={t(name)}
          type="number"
          narrow
          min={0}
          value={String(value[name])}
          onChange={(typed) => change({ [name]: Math.max(0, Math.round(Number(typed) || 0)) })}
          error={fieldError(problem, `/${name}`)}
        />
      ))}
      <Checkbox label={t('open')} checked={value.open} onChange={(open) => change({ open })} />
      <ErrorNote problem={problem} shown={['/title', '/words', '/where', ...FIGURES.map((name) => `/${name}`)]} />
    </>
  );
};
