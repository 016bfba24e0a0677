import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { sizeWords } from '#ui/work';
import type { Plan } from './plan.tsx';
import { t } from './strings.ts';

const EMPTY = { title: '', criteria: '', text: '', depth: 'deep' as 'deep' | 'shallow', minutes: 480, goal: '' };
const SIZES = [60, 120, 240, 480, 960, 1440, 2400] as const;
const SHOWN = ['/title', '/criteria', '/text', '/minutes', '/goal'];

/** Proposes a story. */
export const ProposeForm = ({ plan, onDone }: { readonly plan: Plan; readonly onDone: () => void }): ReactNode => {
  const draft = useDraft(`story ${plan.id}`, EMPTY);
  const typed = draft.value;
  const change = (to: Partial<typeof EMPTY>): void => draft.set({ ...typed, ...to });
  const propose = useSend('POST', '/api/plans/:id/stories', {
    onSent: () => {
      draft.clear();
      onDone();
    },
  });
  const { problem } = propose;
  const send = (): void => {
    const criteria = typed.criteria.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
    const goal = typed.goal === '' ? null : Number(typed.goal);
    void propose.send({ params: { id: plan.number }, body: { ...typed, criteria, goal } });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextField
        label={t('storyTitle')}
        autoFocus
        value={typed.title}
        onChange={(title) => change({ title })}
        error={fieldError(problem, '/title')}
      />
      <TextArea
        label={t('criteria')}
        hint={t('criteriaHint')}
        value={typed.criteria}
        onChange={(criteria) => change({ criteria })}
        error={fieldError(problem, '/criteria')}
      />
      <TextArea
        label={t('storyText')}
        optional
        value={typed.text}
        onChange={(text) => change({ text })}
        error={fieldError(problem, '/text')}
      />
      <Fields even>
        <Select
          label={t('depth')}
          value={typed.depth}
          onChange={(depth) => change({ depth })}
          options={[
            { value: 'deep', label: t('deep') },
            { value: 'shallow', label: t('shallow') },
          ]}
        />
        <Select
          label={t('size')}
          value={String(typed.minutes)}
          onChange={(minutes) => change({ minutes: Number(minutes) })}
          options={SIZES.map((minutes) => ({ value: String(minutes), label: sizeWords(minutes) }))}
        />
        <Select
          label={t('goal')}
          value={typed.goal}
          onChange={(goal) => change({ goal })}
          options={[
            { value: '', label: t('noGoal') },
            ...plan.goals.map(({ number, title }) => ({ value: String(number), label: title })),
          ]}
        />
      </Fields>
      <ErrorNote problem={problem} shown={SHOWN} />
      <Buttons>
        <Button type="submit" tone="primary" busy={propose.busy}>
          {t('proposeDo')}
        </Button>
        <Button tone="quiet" onClick={onDone}>
          {t('cancel')}
        </Button>
      </Buttons>
    </form>
  );
};
