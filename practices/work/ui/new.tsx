import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDraft } from '#web/api/draft.ts';
import { useOutbox } from '#web/api/outbox.ts';
import type { Problem } from '#web/api/problem.ts';
import { useGet } from '#web/api/query.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { Confirm } from '#web/ui/confirm.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, Note, WillBeSent, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { bodyOf, EMPTY } from './fields.ts';
import { t } from './form-strings.ts';
import { SHOWN, TaskFields } from './task-fields.tsx';

/** Drafts a task: kept on this device as typed. `?from=142`: it comes from that; `?goal=12`: it serves that; `?space=platform`. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const me = useMe();
  const { from, goal = '' } = search;
  const begun = { ...EMPTY, goal, title: search['title'] ?? '', space: search['space'] ?? '' };
  const draft = useDraft(`new task ${from ?? ''} ${goal}`, begun);
  const source = useGet('/api/numbers/:number', { params: { number: from ?? '' } }, { enabled: from !== undefined });
  const outbox = useOutbox();
  const [waits, setWaits] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const { space, ...typed } = draft.value;
    const place = space === '' ? {} : { space };
    const body = { ...bodyOf(typed), ...place, ...(from === undefined ? {} : { from: Number(from) }) };
    const letter = { path: '/api/tasks', body, textIn: 'title', label: t('newTitle'), href: '/work?view=mine' };
    const outcome = await outbox.submit(letter);
    setBusy(false);
    setWaits(outcome.status === 'waiting');
    setProblem(outcome.status === 'refused' ? outcome.problem : null);
    if (outcome.status === 'refused') return;
    draft.clear();
    if (outcome.status === 'sent') go(addressOf(outcome.reply), { replace: true });
  };
  const spaces = me.spaces.filter(({ role }) => role !== 'reader');
  return (
    <Page title={t('newTitle')} lead={t('newLead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {waits && <WillBeSent />}
        {draft.restored && (
          <Confirm ask={t('startOverAsk')} does={t('startOverDo')} tone="quiet" onConfirm={draft.clear}>
            {t('startOver')}
          </Confirm>
        )}
        {from !== undefined && source.data && <Note>{t('from', { number: from, title: source.data.title })}</Note>}
        <TaskFields
          typed={draft.value}
          onChange={(to) => draft.set({ ...draft.value, ...to })}
          problem={problem}
          kept={draft.kept}
        />
        <Select
          label={t('space')}
          value={draft.value.space}
          onChange={(space) => draft.set({ ...draft.value, space })}
          options={[
            { value: '', label: t(from === undefined ? 'everybody' : 'withIt') },
            ...spaces.map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
          error={fieldError(problem, '/space')}
        />
        <ErrorNote problem={problem} shown={SHOWN} />
        <Buttons>
          <Button type="submit" tone="primary" busy={busy}>
            {t('draft')}
          </Button>
        </Buttons>
      </form>
    </Page>
  );
};

const addressOf = (reply: unknown): string =>
  typeof reply === 'object' && reply !== null && 'number' in reply ? `/tasks/${String(reply.number)}` : '/work?view=mine';
