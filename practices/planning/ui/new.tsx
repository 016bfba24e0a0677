import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { bodyOf, PlanFields, SHOWN, type TypedPlan } from './plan-fields.tsx';
import { t } from './strings.ts';

interface Typed extends TypedPlan {
  readonly space: string;
}

/** Begins a plan. */
export const Screen = (): ReactNode => {
  const { actor, spaces } = useMe();
  const empty: Typed = { title: '', text: '', from: null, to: null, people: [actor.id], goals: [], share: 60, space: '' };
  const draft = useDraft('new plan', empty);
  const typed = draft.value;
  const change = (to: Partial<Typed>): void => draft.set({ ...typed, ...to });
  const begin = useSend('POST', '/api/plans', {
    onSent: ({ number }) => {
      draft.clear();
      go(`/plans/${number}`, { replace: true });
    },
  });
  const { problem } = begin;
  const send = (): void => {
    const { space, ...rest } = typed;
    void begin.send({ body: { ...bodyOf(rest), space: space === '' ? null : space } });
  };
  return (
    <Page title={t('begin')} lead={t('lead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <PlanFields typed={typed} onChange={change} problem={problem} kept={draft.kept} />
        <Select
          label={t('space')}
          value={typed.space}
          onChange={(space) => change({ space })}
          options={[
            { value: '', label: t('everybody') },
            ...spaces.filter(({ role }) => role !== 'reader').map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
          error={fieldError(problem, '/space')}
        />
        <ErrorNote problem={problem} shown={[...SHOWN, '/space']} />
        <Buttons>
          <Button type="submit" tone="primary" busy={begin.busy}>
            {t('beginDo')}
          </Button>
        </Buttons>
      </form>
    </Page>
  );
};
