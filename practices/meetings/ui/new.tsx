import { useState } from 'react';
import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { useDraft } from '#web/api/draft.ts';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { TokenField } from '#web/ui/combobox.tsx';
import { DateTimeField } from '#web/ui/date-time-field.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, Note, fieldError } from '#web/ui/notes.tsx';
import { Page } from '#web/ui/page.tsx';
import type { ScreenProps } from '#web/ui/screens.ts';
import { TextField } from '#web/ui/text-field.tsx';
import { t } from './new-strings.ts';
import { NOTHING_PREPARED, PrepareFields, preparedBody } from './prepare-fields.tsx';

const SHOWN = ['/title', '/people', '/from', '/minutes', '/space', '/purpose', '/document', '/others'];

/** Asks for a meeting, or brings one here from a calendar; its gate says what is missing. */
export const Screen = ({ search }: ScreenProps): ReactNode => {
  const me = useMe();
  const people = usePeople().filter(({ value }) => value !== me.actor.id);
  const [untimed, setUntimed] = useState(false);
  const draft = useDraft(`new meeting ${search['uid'] ?? ''} ${search['from'] ?? ''}`, {
    title: search['title'] ?? '',
    from: search['from'] ?? null,
    minutes: search['minutes'] ?? '30',
    people: (search['people'] ?? '').split(',').filter((id) => id !== ''),
    others: search['others'] ?? '0',
    space: '',
    prepared: NOTHING_PREPARED,
  });
  const value = draft.value;
  const change = (to: Partial<typeof value>): void => draft.set({ ...value, ...to });
  const ask = useSend('POST', '/api/meetings', {
    onSent: ({ number }) => {
      draft.clear();
      go(`/meetings/${number}`, { replace: true });
    },
  });
  const { problem } = ask;
  const [uid, planned] = [search['uid'], search['planned']];
  const send = (): void => {
    setUntimed(value.from === null);
    if (value.from === null) return;
    void ask.send({
      body: {
        ...{ title: value.title, from: value.from, minutes: Number(value.minutes) || 0, people: [...value.people] },
        ...{ others: Number(value.others) || 0, space: value.space === '' ? null : value.space },
        ...preparedBody(value.prepared),
        ...(uid === undefined || planned === undefined ? {} : { source: { uid, planned } }),
      },
    });
  };
  return (
    <Page title={t('title')} lead={t('lead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          label={t('what')}
          value={value.title}
          onChange={(title) => change({ title })}
          error={fieldError(problem, '/title')}
        />
        <TokenField
          label={t('people')}
          options={people}
          values={value.people}
          onChange={(values) => change({ people: [...values] })}
          error={fieldError(problem, '/people')}
        />
        <TextField
          label={t('others')}
          type="number"
          narrow
          min={0}
          value={value.others}
          onChange={(others) => change({ others })}
          error={fieldError(problem, '/others')}
        />
        <DateTimeField
          label={t('when')}
          value={value.from}
          onChange={(from) => change({ from })}
          error={untimed && value.from === null ? { message: t('noTime') } : fieldError(problem, '/from')}
        />
        <TextField
          label={t('minutes')}
          type="number"
          narrow
          min={5}
          max={1440}
          value={value.minutes}
          onChange={(minutes) => change({ minutes })}
          error={fieldError(problem, '/minutes')}
        />
        <PrepareFields value={value.prepared} onChange={(prepared) => change({ prepared })} problem={problem} />
        <Select
          label={t('space')}
          narrow
          value={value.space}
          options={[
            { value: '', label: t('onlyThey') },
            ...me.spaces.filter(({ role }) => role !== 'reader').map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
          onChange={(space) => change({ space })}
          error={fieldError(problem, '/space')}
        />
        <ErrorNote problem={problem} shown={SHOWN} />
        {uid === undefined && <Note>{t('invited')}</Note>}
        <Buttons>
          <Button type="submit" tone="primary" busy={ask.busy}>
            {t('ask')}
          </Button>
        </Buttons>
      </form>
    </Page>
  );
};
