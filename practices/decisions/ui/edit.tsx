import type { ReactNode } from 'react';
import { same } from '#kernel/stream/same.ts';
import { useDraft, useRevision } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx';
import { RadioGroup } from '#web/ui/choice-field.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, Note, Skeleton, fieldError } from '#web/ui/notes.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextArea } from '#web/ui/text-field.tsx';
import { FactFields, pointersOf, TextFields } from './decision-fields.tsx';
import type { Decision } from './decided.ts';
import { bodyOf, typedOf } from './fields.ts';
import { t } from './form-strings.ts';
import { may, offered } from './offers.ts';

export const Screen = ({ params }: ScreenProps): ReactNode => {
  const number = params['number'] ?? '';
  const decision = useGet('/api/decisions/:id', { params: { id: number } });
  if (!decision.data)
    return (
      <Page title={t('edit', { number })}>
        {decision.error ? <ErrorNote problem={decision.error} retry={() => void decision.refetch()} /> : <Skeleton />}
      </Page>
    );
  const { status, actions } = decision.data;
  if (status === 'draft' && may(actions, 'revise')) return <Revise decision={decision.data} />;
  if (status === 'open' && may(actions, 'amend')) return <Amend decision={decision.data} />;
  return (
    <Page title={t('notEditable')} lead={offered(actions, status === 'draft' ? 'revise' : 'amend')?.because}>
      <ButtonLink href={`/decisions/${number}`}>{t('back')}</ButtonLink>
    </Page>
  );
};

const useForm = (decision: Decision) => {
  const now = typedOf(decision);
  const draft = useRevision(`decision ${decision.id}`, now);
  return { ...draft, movedOn: !same(bodyOf(draft.from), bodyOf(now)) };
};

const Revise = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const { number } = decision;
  const draft = useForm(decision);
  const revise = useSend('PATCH', '/api/decisions/:id', {
    onSent: () => {
      draft.clear();
      go(`/decisions/${number}`);
    },
  });
  const { problem } = revise;
  const form = { typed: draft.value, onChange: draft.set, problem, kept: draft.kept };
  return (
    <Page title={t('edit', { number })}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void revise.send({ params: { id: number }, body: bodyOf(draft.value), ifVersion: decision.version });
        }}
      >
        {draft.restored && <Note>{t('restored')}</Note>}
        {draft.movedOn && <Note>{t('movedOn')}</Note>}
        <TextFields {...form} />
        <FactFields {...form} />
        <ErrorNote problem={problem} shown={pointersOf(problem)} />
        <Buttons>
          <Button type="submit" tone="primary" busy={revise.busy}>
            {t('save')}
          </Button>
          <ButtonLink href={`/decisions/${number}`}>{t('back')}</ButtonLink>
        </Buttons>
      </form>
    </Page>
  );
};

const Amend = ({ decision }: { readonly decision: Decision }): ReactNode => {
  const { number } = decision;
  const draft = useForm(decision);
  const why = useDraft<{ readonly label: 'editorial' | 'material'; readonly reason: string }>(`amendment ${decision.id}`, {
    label: 'material',
    reason: '',
  });
  const amend = useSend('POST', '/api/decisions/:id/amendments', {
    onSent: () => {
      draft.clear();
      why.clear();
      go(`/decisions/${number}`);
    },
  });
  const { problem } = amend;
  const form = { typed: draft.value, onChange: draft.set, problem, kept: draft.kept };
  return (
    <Page title={t('amend', { number })} lead={t('amendLead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void amend.send({ params: { id: number }, body: { ...bodyOf(draft.value), ...why.value } });
        }}
      >
        {draft.restored && <Note>{t('restored')}</Note>}
        {draft.movedOn && <Note>{t('movedOn')}</Note>}
        <TextFields {...form} whole={decision.record !== null} />
        <FactFields {...form} />
        <Section title={t('label')}>
          <RadioGroup
            label={t('label')}
            value={why.value.label}
            onChange={(label) => why.set({ ...why.value, label })}
            options={[
              { value: 'editorial', label: t('editorial'), hint: t('editorialHint') },
              { value: 'material', label: t('material'), hint: t('materialHint') },
            ]}
          />
          <TextArea
            label={t('reason')}
            value={why.value.reason}
            onChange={(reason) => why.set({ ...why.value, reason })}
            error={fieldError(problem, '/reason')}
          />
        </Section>
        <ErrorNote problem={problem} shown={pointersOf(problem)} />
        <Buttons>
          <Button type="submit" tone="primary" busy={amend.busy}>
            {t('amendDo')}
          </Button>
          <ButtonLink href={`/decisions/${number}`}>{t('back')}</ButtonLink>
        </Buttons>
      </form>
    </Page>
  );
};
