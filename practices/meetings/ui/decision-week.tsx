import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Select } from '#web/ui/choice-field.tsx';
import { go } from '#web/ui/go.ts';
import { ErrorNote, Note } from '#web/ui/notes.tsx';
import { Section } from '#web/ui/page.tsx';
import { t } from './coming-strings.ts';
import type { MeetingItem } from './meeting-row.tsx';

/** Where several meetings are to settle something: one document, two days of comments and one half hour instead of them. */
export const DecisionWeek = ({ items }: { readonly items: readonly MeetingItem[] }): ReactNode => {
  const me = useMe();
  const [space, setSpace] = useState('');
  const gather = useSend('POST', '/api/meetings/decision-weeks', { onSent: ({ number }) => go(`/meetings/${number}`) });
  const open = items.filter(({ left, gathers }) => left > 0 && !gathers);
  const sum = (some: readonly MeetingItem[]): number => some.reduce((all, { left }) => all + left, 0);
  // What a week has gathered is open there, too.
  const questions = sum(open) - sum(items.filter(({ gathers }) => gathers));
  if (open.length < 2 || questions < 2) return null;
  return (
    <Section title={t('weekTitle')}>
      <Note>{t('weekOpen', { n: questions, meetings: open.length })}</Note>
      <Note>{t('weekHow')}</Note>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void gather.send({ body: { space: space === '' ? null : space } });
        }}
      >
        <Select
          label={t('weekWhere')}
          value={space}
          options={[
            { value: '', label: t('weekAll') },
            ...me.spaces.filter(({ role }) => role !== 'reader').map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
          onChange={setSpace}
          narrow
        />
        <ErrorNote problem={gather.problem} />
        <Buttons>
          <Button type="submit" busy={gather.busy}>
            {t('weekDo')}
          </Button>
        </Buttons>
      </form>
    </Section>
  );
};
