import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { DateTimeField } from '#web/ui/date-time-field.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { go } from '#web/ui/go.ts';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';

const EMPTY = { title: '', outcome: '', text: '', dueAt: null as string | null, above: '', space: '' };
const SHOWN = ['/title', '/outcome', '/text', '/dueAt', '/above', '/space'];

/** Sets a goal. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const { spaces } = useMe();
  const goals = useGet('/api/goals', { query: {} });
  const draft = useDraft('new goal', { ...EMPTY, above: search['above'] ?? '', space: search['space'] ?? '' });
  const typed = draft.value;
  const change = (to: Partial<typeof EMPTY>): void => draft.set({ ...typed, ...to });
  const set = useSend('POST', '/api/goals', {
    onSent: ({ number }) => {
      draft.clear();
      go(`/goals/${number}`, { replace: true });
    },
  });
  const body = {
    ...typed,
    above: typed.above === '' ? null : Number(typed.above),
    space: typed.space === '' ? null : typed.space,
  };
  return (
    <Page title={t('newTitle')} lead={t('newLead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void set.send({ body });
        }}
      >
        <TextField
          label={t('title')}
          value={typed.title}
          onChange={(title) => change({ title })}
          error={fieldError(set.problem, '/title')}
        />
        <TextField
          label={t('outcome')}
          hint={t('outcomeHint')}
          optional
          value={typed.outcome}
          onChange={(outcome) => change({ outcome })}
          error={fieldError(set.problem, '/outcome')}
        />
        <MarkdownArea
          label={t('text')}
          value={typed.text}
          onChange={(text) => change({ text })}
          kept={draft.kept}
          error={fieldError(set.problem, '/text')}
        />
        <Fields even>
          <Select
            label={t('above')}
            value={typed.above}
            onChange={(above) => change({ above })}
            options={[
              { value: '', label: t('none') },
              ...(goals.data?.items ?? []).map(({ number, title }) => ({ value: String(number), label: title })),
            ]}
            error={fieldError(set.problem, '/above')}
          />
          <Select
            label={t('space')}
            value={typed.space}
            onChange={(space) => change({ space })}
            options={[
              { value: '', label: t('everybody') },
              ...spaces.filter(({ role }) => role !== 'reader').map(({ slug, name }) => ({ value: slug, label: name })),
            ]}
            error={fieldError(set.problem, '/space')}
          />
        </Fields>
        <DateTimeField
          label={t('dueLabel')}
          optional
          value={typed.dueAt}
          onChange={(dueAt) => change({ dueAt })}
          error={fieldError(set.problem, '/dueAt')}
        />
        <ErrorNote problem={set.problem} shown={SHOWN} />
        <Buttons>
          <Button type="submit" tone="primary" busy={set.busy}>
            {t('setDo')}
          </Button>
        </Buttons>
      </form>
    </Page>
  );
};
