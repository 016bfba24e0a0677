import type { ReactNode } from 'react';
import { same } from '#kernel/stream/same.ts';
import { useRevision } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, Note, Skeleton } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import type { Plan } from './plan.tsx';
import { bodyOf, PlanFields, SHOWN, type TypedPlan } from './plan-fields.tsx';
import { t } from './strings.ts';

/** Changes what a plan says. */
export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const plan = useGet('/api/plans/:id', { params: { id: number } });
  return (
    <Page title={t('editTitle', { number })}>
      {plan.data ? (
        <Form key={plan.data.id} plan={plan.data} />
      ) : plan.error ? (
        <ErrorNote problem={plan.error} retry={() => void plan.refetch()} />
      ) : (
        <Skeleton />
      )}
    </Page>
  );
};

const typedOf = ({ title, text, from, to, people, goals, share }: Plan): TypedPlan => ({
  ...{ title, text, from, to, share, people: people.map(({ id }) => id), goals: goals.map(({ id }) => id) },
});

const Form = ({ plan }: { readonly plan: Plan }): ReactNode => {
  const now = typedOf(plan);
  const draft = useRevision(`plan ${plan.id}`, now);
  const revise = useSend('PATCH', '/api/plans/:id', {
    onSent: () => {
      draft.clear();
      go(`/plans/${plan.number}`, { replace: true });
    },
  });
  const asked = plan.status !== 'draft';
  const send = (): void => {
    const { people, ...rest } = bodyOf(draft.value);
    void revise.send({ params: { id: plan.number }, body: asked ? rest : { ...rest, people } });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {draft.restored && <Note>{t('restored')}</Note>}
      {!same(bodyOf(draft.from), bodyOf(now)) && <Note>{t('movedOn')}</Note>}
      {asked && <Note>{t('peopleStay')}</Note>}
      <PlanFields
        typed={draft.value}
        onChange={(to) => draft.set({ ...draft.value, ...to })}
        problem={revise.problem}
        kept={draft.kept}
        asked={asked}
      />
      <ErrorNote problem={revise.problem} shown={SHOWN} />
      <Buttons>
        <Button type="submit" tone="primary" busy={revise.busy}>
          {t('save')}
        </Button>
      </Buttons>
    </form>
  );
};
