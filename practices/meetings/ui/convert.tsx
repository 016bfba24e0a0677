import { useState } from 'react';
import type { ReactNode } from 'react';
import { usePeople } from '#ui/people';
import { useSend } from '#web/api/send.ts';
import { useMe } from '#web/api/who.ts';
import { addressOfArtifact } from '#web/ui/addresses.ts';
import { Button, Buttons } from '#web/ui/button.tsx';
import { Checkbox, Select } from '#web/ui/choice-field.tsx';
import { TokenField } from '#web/ui/combobox.tsx';
import { MarkdownArea } from '#web/ui/markdown-area.tsx';
import { ErrorNote, Note, fieldError } from '#web/ui/notes.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import type { AdviceItem, Attendance, Form, Series } from './audit.ts';
import { t } from './convert-strings.ts';

const LABEL = { 'decision-document': 'problem', 'written-round': 'question', 'page-with-acknowledgement': 'words' } as const;
const HINT = {
  'decision-document': 'problemHint',
  'written-round': 'questionHint',
  'page-with-acknowledgement': 'wordsHint',
} as const;
const EVERY = ['', '1', '7', '14', '28'] as const;
const WORDS = { '': 'once', '1': 'days1', '7': 'days7', '14': 'days14', '28': 'days28' } as const;

/** Replaces a series: what is there instead is made at once, for those who met. */
export const ConvertForm = (props: {
  readonly item: AdviceItem;
  readonly form: Form;
  readonly series: Series;
  readonly there: Attendance[number];
  readonly onDone: (address: string) => void;
  readonly onCancel: () => void;
}): ReactNode => {
  const { item, form, series, there } = props;
  const me = useMe();
  const everybody = usePeople().filter(({ value }) => value !== me.actor.id);
  const [title, setTitle] = useState(item.title);
  const [text, setText] = useState(form === 'written-round' ? t('roundText') : '');
  const [people, setPeople] = useState<readonly string[]>(there.people.map(({ id }) => id));
  const [space, setSpace] = useState('');
  const [every, setEvery] = useState<(typeof EVERY)[number]>(everyOf(series.perWeek));
  const [leave, setLeave] = useState(there.writable);
  const convert = useSend('POST', '/api/meetings/conversions', {
    onSent: ({ result }) => props.onDone(addressOfArtifact(result.kind, result) ?? '/meetings/back'),
  });
  const spaces = me.spaces.filter(({ role }) => role !== 'reader');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void convert.send({
          body: {
            ...{ form, title, text, people: [...people], others: there.others },
            space: space === '' ? null : space,
            every: form !== 'written-round' || every === '' ? null : Number(every),
            leave,
            series: {
              ...{ title: item.title, uid: there.uid, minutes: series.minutes, perWeek: series.perWeek },
              ...{ hoursPerWeek: item.personHoursPerWeek, savedPerWeek: item.savedPersonHoursPerWeek },
            },
          },
        });
      }}
    >
      <TextField label={t('what')} value={title} onChange={setTitle} autoFocus error={fieldError(convert.problem, '/title')} />
      <MarkdownArea
        label={t(LABEL[form])}
        hint={t(HINT[form])}
        value={text}
        onChange={setText}
        error={fieldError(convert.problem, '/text')}
      />
      <TokenField
        label={t('people')}
        hint={there.others > 0 ? `${t('peopleHint')} ${t('others', { n: there.others })}` : t('peopleHint')}
        options={everybody}
        values={people}
        onChange={setPeople}
        error={fieldError(convert.problem, '/people')}
      />
      <Select
        label={t('where')}
        value={space}
        options={[{ value: '', label: t('onlyThey') }, ...spaces.map(({ slug, name }) => ({ value: slug, label: name }))]}
        onChange={setSpace}
        narrow
        error={fieldError(convert.problem, '/space')}
      />
      {form === 'written-round' && (
        <Select
          label={t('again')}
          value={every}
          options={EVERY.map((value) => ({ value, label: t(WORDS[value]) }))}
          onChange={setEvery}
          narrow
        />
      )}
      {there.writable && (
        <Checkbox
          label={t(there.mine ? 'endIt' : 'declineIt')}
          hint={t(there.mine ? 'endItHint' : 'declineItHint')}
          checked={leave}
          onChange={setLeave}
        />
      )}
      <Note>{there.writable ? t('afterwards') : `${t('afterwards')} ${t('byHand')}`}</Note>
      <ErrorNote problem={convert.problem} shown={['/title', '/text', '/people', '/space']} />
      <Buttons>
        <Button type="submit" tone="primary" busy={convert.busy}>
          {t('doIt')}
        </Button>
        <Button onClick={props.onCancel}>{t('cancel')}</Button>
      </Buttons>
    </form>
  );
};

const everyOf = (perWeek: number): (typeof EVERY)[number] => {
  if (perWeek >= 3) return '1';
  if (perWeek >= 0.8) return '7';
  return perWeek >= 0.4 ? '14' : '28';
};
