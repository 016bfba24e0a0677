import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import type { Problem } from '#web/api/problem.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { TextArea, TextField } from '#web/ui/text-field.tsx';
import { sizeWords } from '#ui/work';
import type { Plan } from './plan.tsx';
import { t } from './strings.ts';

const EMPTY = { title: '', criteria: '', text: '', depth: 'deep' as 'deep' | 'shallow', minutes: 480, goal: '' };
const SIZES = [60, 120, 240, 480, 960, 1440, 2400] as const;
const SHOWN = ['/title', '/criteria', '/text', '/minutes', '/goal'];

type Typed = typeof EMPTY;
type Story = Plan['stories'][number];

const typedOf = ({ title, criteria, text, depth, minutes, goal }: Story): Typed => ({
  ...{ title, text, depth, minutes, criteria: criteria.join('\n'), goal: goal === null ? '' : String(goal.number) },
});

const bodyOf = ({ criteria, goal, ...rest }: Typed) => ({
  ...rest,
  criteria: criteria.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()])),
  goal: goal === '' ? null : Number(goal),
});

interface Props {
  readonly plan: Plan;
  readonly onDone: () => void;
}

/** Proposes a story. */
export const ProposeForm = ({ plan, onDone }: Props): ReactNode => {
  const draft = useDraft(`story ${plan.id}`, EMPTY);
  const propose = useSend('POST', '/api/plans/:id/stories', {
    onSent: () => {
      draft.clear();
      onDone();
    },
  });
  return (
    <StoryForm
      {...{ plan, onDone, typed: draft.value, onChange: draft.set, does: t('proposeDo') }}
      {...{ problem: propose.problem, busy: propose.busy }}
      onSend={() => void propose.send({ params: { id: plan.number }, body: bodyOf(draft.value) })}
    />
  );
};

/** Changes a story: only what was changed, so that two who change it at once both have said something. */
export const ReviseForm = ({ plan, story, onDone }: Props & { readonly story: Story }): ReactNode => {
  // As it was when they began, whatever others do meanwhile.
  const [before] = useState(() => typedOf(story));
  const draft = useDraft(`story ${plan.id} ${story.id}`, before);
  const revise = useSend('PATCH', '/api/plans/:id/stories/:story', {
    onSent: () => {
      draft.clear();
      onDone();
    },
  });
  const send = (): void => {
    const [was, next] = [bodyOf(before), bodyOf(draft.value)];
    const changed = (Object.keys(next) as (keyof typeof next)[]).filter(
      (name) => JSON.stringify(next[name]) !== JSON.stringify(was[name]),
    );
    const body: Partial<typeof next> = Object.fromEntries(changed.map((name) => [name, next[name]]));
    void revise.send({ params: { id: plan.number, story: story.id }, body });
  };
  return (
    <StoryForm
      {...{ plan, typed: draft.value, onChange: draft.set, does: t('save'), onSend: send }}
      {...{ problem: revise.problem, busy: revise.busy }}
      onDone={() => {
        draft.clear();
        onDone();
      }}
    />
  );
};

const StoryForm = (
  props: Props & {
    readonly typed: Typed;
    readonly onChange: (typed: Typed) => void;
    readonly problem: Problem | null;
    readonly busy: boolean;
    readonly does: string;
    readonly onSend: () => void;
  },
): ReactNode => {
  const { plan, typed, problem } = props;
  const change = (to: Partial<Typed>): void => props.onChange({ ...typed, ...to });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend();
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
      <MarkdownArea
        label={t('storyText')}
        optional
        rows={3}
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
        <Button type="submit" tone="primary" busy={props.busy}>
          {props.does}
        </Button>
        <Button tone="quiet" onClick={props.onDone}>
          {t('cancel')}
        </Button>
      </Buttons>
    </form>
  );
};
