import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { useDraft } from '#web/api/draft.ts';
import { useGet } from '#web/api/query.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { TokenField } from '#web/ui/combobox.tsx';
import { DateTimeField } from '#web/ui/date-time-field.tsx';
import { Fields } from '#web/ui/fields.tsx';
import { go } from '#web/ui/go.ts';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { ErrorNote, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './strings.ts';

interface Typed {
  readonly title: string;
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly people: readonly string[];
  readonly goals: readonly string[];
  readonly share: number;
  readonly space: string;
}

const SHARES = [30, 40, 50, 60, 70, 80, 90] as const;
const SHOWN = ['/title', '/text', '/from', '/to', '/people', '/share', '/goals', '/space'];

/** Begins a plan. */
export const Screen = (): ReactNode => {
  const { actor, spaces } = useMe();
  const people = usePeople();
  const goals = useGet('/api/goals', { query: {} });
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
    const { from, to, space, ...rest } = typed;
    const body = { ...rest, people: [...rest.people], goals: [...rest.goals], from: from ?? '', to: to ?? '' };
    void begin.send({ body: { ...body, space: space === '' ? null : space } });
  };
  const goalOptions = (goals.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }));
  return (
    <Page title={t('begin')} lead={t('lead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          label={t('title')}
          value={typed.title}
          onChange={(title) => change({ title })}
          error={fieldError(problem, '/title')}
        />
        <Fields even>
          <DateTimeField
            label={t('from')}
            value={typed.from}
            onChange={(from) => change({ from })}
            error={fieldError(problem, '/from')}
          />
          <DateTimeField label={t('to')} value={typed.to} onChange={(to) => change({ to })} error={fieldError(problem, '/to')} />
        </Fields>
        <TokenField
          label={t('people')}
          hint={t('peopleHint')}
          options={people}
          values={typed.people}
          onChange={(values) => change({ people: values })}
          error={fieldError(problem, '/people')}
        />
        <TokenField
          label={t('goals')}
          optional
          options={goalOptions}
          values={typed.goals}
          onChange={(values) => change({ goals: values })}
          error={fieldError(problem, '/goals')}
        />
        <MarkdownArea
          label={t('text')}
          value={typed.text}
          onChange={(text) => change({ text })}
          kept={draft.kept}
          error={fieldError(problem, '/text')}
        />
        <Select
          label={t('share')}
          hint={t('shareHint')}
          value={String(typed.share)}
          onChange={(share) => change({ share: Number(share) })}
          options={SHARES.map((n) => ({ value: String(n), label: t('percent', { n }) }))}
          error={fieldError(problem, '/share')}
        />
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
        <ErrorNote problem={problem} shown={SHOWN} />
        <Buttons>
          <Button type="submit" tone="primary" busy={begin.busy}>
            {t('beginDo')}
          </Button>
        </Buttons>
      </form>
    </Page>
  );
};
