import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { Button, Buttons } from '#web/ui/button.tsx';
import { FieldGroup } from '#web/ui/field.tsx';
import { Mark } from '#web/ui/mark.tsx';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { fieldError } from '#web/ui/notes.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import type { FormProps } from './decision-fields.tsx';
import { emptyOption, sentOptions, type TypedOption } from './fields.ts';
import { t } from './form-strings.ts';

const MOST = 20;
const letterOf = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);

/** The options, each with what would follow from it; they can be moved, added and removed. */
export const Options = ({ typed, onChange, problem, kept }: FormProps): ReactNode => {
  const { options } = typed;
  const sent = sentOptions(typed);
  const set = (changed: readonly TypedOption[]): void => onChange({ ...typed, options: changed });
  const edit = (index: number, part: Partial<TypedOption>): void =>
    set(options.with(index, { ...(options[index] ?? emptyOption()), ...part }));
  const move = (from: number, to: number): void => {
    const moved = options[from];
    if (moved) set(options.toSpliced(from, 1).toSpliced(to, 0, moved));
  };
  return (
    <FieldGroup label={t('options')} error={fieldError(problem, '/options')}>
      {options.map((option, index) => {
        const letter = letterOf(index);
        const pointer = `/options/${sent.indexOf(index)}`;
        return (
          <Fragment key={option.key}>
            <TextField
              label={t('optionTitle', { letter })}
              value={option.title}
              onChange={(title) => edit(index, { title })}
              error={fieldError(problem, `${pointer}/title`)}
            />
            <MarkdownArea
              label={t('consequences', { letter })}
              rows={2}
              value={option.consequences}
              onChange={(consequences) => edit(index, { consequences })}
              error={fieldError(problem, `${pointer}/consequences`)}
              kept={kept}
            />
            {index > 0 && (
              <Mark label={t('up', { letter })} onClick={() => move(index, index - 1)}>
                ↑
              </Mark>
            )}
            {index < options.length - 1 && (
              <Mark label={t('down', { letter })} onClick={() => move(index, index + 1)}>
                ↓
              </Mark>
            )}
            <Mark onClick={() => set(options.toSpliced(index, 1))}>{t('removeOption', { letter })}</Mark>
          </Fragment>
        );
      })}
      {options.length < MOST && (
        <Buttons>
          <Button onClick={() => set([...options, emptyOption()])}>{t('addOption')}</Button>
        </Buttons>
      )}
    </FieldGroup>
  );
};
